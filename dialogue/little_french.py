"""Who speaks little French says so beside a request: "quels papiers pour un passeport, je parle pas bien français".

They are spoken to slowly, and what else is understood is served. That somebody else speaks little French is left out:
"mon voisin parle mal le français, il fait du bruit". Where nothing else is understood, the words stay as they are, and
small talk answers them (chat_langue, which offers a person).
"""

from collections.abc import Sequence
from dataclasses import replace

from dialogue.events import Utterance
from dialogue.french import courtesies
from dialogue.talk import Talk
from dialogue.understanding.request import Act, AskAgain, Confirm, Decision, decide

_KINDS: tuple[courtesies.Courtesy, ...] = ("own_french", "their_french", "english_first")
_LIKELY = 0.6
"""Words after some English are often English too: they are guessed at less readily."""


def heard(talk: Talk, utterance: Utterance) -> Utterance:
    """Every reading without such words, where the rest is a request; else the utterance as it is."""
    parts = _parts(utterance.text)
    kinds = {each.kind for each in parts} - {None}
    rest = _rest(parts)
    if not kinds or not rest:
        return utterance
    aside = {*talk.unwanted, *talk.understanding.small_talk}
    if not _understood(decide(talk.understanding.request([rest], aside)), english="english_first" in kinds):
        return utterance
    if kinds != {"their_french"}:
        talk.note("little french")
        talk.delivery = talk.delivery.slower()
        talk.say("chat_slowly")
    rests = (replace(each, text=_rest(_parts(each.text))) for each in utterance.hypotheses)
    return Utterance(tuple(each for each in rests if each.text))


def _understood(guess: Decision, *, english: bool) -> bool:
    if english:
        return isinstance(guess, (Act, Confirm)) and guess.score >= _LIKELY
    return not isinstance(guess, AskAgain)


def _parts(text: str) -> list[courtesies.Part]:
    """What is said in order; English words count only at the beginning, and there nobody else is spoken of."""
    found = courtesies.parts(text, *_KINDS)
    own: courtesies.Courtesy | None = "own_french" if found and found[0].kind == "their_french" else None
    return [
        replace(each, kind=own or each.kind if place == 0 else None if each.kind == "english_first" else each.kind)
        for place, each in enumerate(found)
    ]


def _rest(parts: Sequence[courtesies.Part]) -> str:
    return courtesies.joined(each.said for each in parts if each.kind is None)
