"""How the assistant is to speak, said in the middle of something else: "parlez plus fort, mon lampadaire est cassé".

Said alone it is a universal command (accessibility/commands.py).
"""

from dataclasses import replace

from dialogue.events import Utterance
from dialogue.french import courtesies
from dialogue.french.answers import yes_no
from dialogue.talk import Talk


def obeyed(talk: Talk, utterance: Utterance) -> Utterance | None:
    """Speak louder or slower from now on, if that was asked; the rest of what was said, or None when there is none."""
    asked = courtesies.read(utterance.text, "speak_up", "speak_slowly")
    if not asked.kinds:
        return utterance
    said = courtesies.read(utterance.text, *_MANNER)
    louder = "speak_up" in said or "also_louder" in said
    slower = "speak_slowly" in said or "also_slower" in said
    if louder:
        talk.delivery = talk.delivery.louder()
    if slower:
        talk.delivery = talk.delivery.slower()
    wording = "louder_and_slower" if louder and slower else "louder" if louder else "slower"
    talk.note(wording)
    talk.say(wording)
    return _without(utterance) if _says_more(said.rest) else None


def _says_more(rest: str) -> bool:
    return len(rest.split()) > _A_LINK or yes_no(rest) is not None


_MANNER: tuple[courtesies.Courtesy, ...] = (
    "speak_up", "speak_slowly", "also_louder", "also_slower", "hard_to_hear",
)  # fmt: skip
_A_LINK = 1
"""So many words are left of "plus fort et moins vite": nothing else was said."""


def _without(utterance: Utterance) -> Utterance:
    """Every reading without the words about speaking."""
    rests = [replace(each, text=courtesies.read(each.text, *_MANNER).rest) for each in utterance.hypotheses]
    return Utterance(tuple(each for each in rests if each.text))
