"""How the assistant is to speak, said in the middle of something else: "parlez plus fort, mon lampadaire est cassé".

Said alone it is a universal command (accessibility/commands.py). Who speaks of their own voice asks for nothing: "je
peux pas parler plus fort" may be someone hiding, and is kept; "je vais parler plus fort" is only left out.
"""

from collections.abc import Sequence
from dataclasses import replace

from dialogue import little_french
from dialogue.events import Utterance
from dialogue.french import courtesies
from dialogue.french.answers import yes_no
from dialogue.talk import Talk

_ASKED: tuple[courtesies.Courtesy, ...] = ("speak_up", "speak_slowly")
_NEXT_TO_IT: tuple[courtesies.Courtesy, ...] = ("also_louder", "also_slower", "hard_to_hear")
"""These count only in one breath with what is asked."""
_OWN_VOICE: tuple[courtesies.Courtesy, ...] = ("own_voice", "will_speak")
_LINKS = frozenset({"et", "mais", "puis"})
_LINKS_AT_MOST = 2
"""Words: "et puis"."""
_A_LINK = 1
"""So many words are left of "madame, parlez plus fort": nothing else was said."""


def obeyed(talk: Talk, utterance: Utterance) -> Utterance | None:
    """Speak louder or slower from now on, if that was asked; the rest of what was said, or None when there is none."""
    utterance = little_french.heard(talk, utterance)
    about, rest = _parted(utterance.text)
    if not about:
        return utterance
    louder = "speak_up" in about or "also_louder" in about
    slower = "speak_slowly" in about or "also_slower" in about
    if louder:
        talk.delivery = talk.delivery.louder()
    if slower:
        talk.delivery = talk.delivery.slower()
    if louder or slower:
        wording = "louder_and_slower" if louder and slower else "louder" if louder else "slower"
        talk.note(wording)
        talk.say(wording)
    more = len(rest.split()) > _A_LINK or ((louder or slower) and yes_no(rest) is not None)
    return _without(utterance) if more else None


def _parted(text: str) -> tuple[tuple[courtesies.Courtesy, ...], str]:
    """What is said about speaking, and the rest: only what touches a wish goes with it."""
    parts = courtesies.parts(text, *_OWN_VOICE, *_ASKED, *_NEXT_TO_IT)
    about = {place for place, each in enumerate(parts) if each.kind in _ASKED or each.kind == "will_speak"}
    for place in sorted(place for place in about if parts[place].kind in _ASKED):
        for step in (-1, 1):
            about |= _touching(parts, place, step)
    kinds = tuple(kind for place in sorted(about) if (kind := parts[place].kind) is not None)
    return kinds, courtesies.joined(each.said for place, each in enumerate(parts) if place not in about)


def _touching(parts: Sequence[courtesies.Part], place: int, step: int) -> set[int]:
    """Places next to a wish, in one direction, that go with it; over a link such as "et" only to another of them."""
    found: set[int] = set()
    passed: set[int] = set()
    place += step
    while 0 <= place < len(parts):
        if parts[place].kind in (*_ASKED, *_NEXT_TO_IT):
            found |= passed | {place}
            passed = set()
        elif parts[place].kind is None and parts[place].said in _LINKS and len(passed) < _LINKS_AT_MOST:
            passed.add(place)
        else:
            break
        place += step
    return found


def _without(utterance: Utterance) -> Utterance:
    """Every reading without the words about speaking."""
    rests = [replace(each, text=_parted(each.text)[1]) for each in utterance.hypotheses]
    return Utterance(tuple(each for each in rests if each.text))
