"""Sentences as the recognizer's words: lower case, elisions apart ("l'", "école"), no hyphens, digits in words."""

import re

from num2words import num2words

ELIDED = "l d j c n s m t qu jusqu lorsqu puisqu quoiqu".split()
WHOLE = {"aujourd'hui", "quelqu'un", "quelqu'une", "prud'hommes"}
APOSTROPHES = str.maketrans("’´`ʼ‘", "'''''")
NOT_SAID = re.compile(r"[^a-zàâäçéèêëîïôöùûüœæÿ' ]")
ELISION = re.compile(rf"^({'|'.join(ELIDED)})'(?=.)")


def words(sentence: str) -> list[str]:
    """The words of a sentence."""
    text = sentence.lower().translate(APOSTROPHES)
    text = re.sub(r"\d+", lambda found: f" {num2words(int(found.group()), lang='fr')} ", text)
    found: list[str] = []
    for word in NOT_SAID.sub(" ", text).split():
        found += _parts(word)
    return found


def _parts(word: str) -> list[str]:
    if word in WHOLE:
        return [word]
    elided = ELISION.match(word)
    if elided:
        return [elided.group(), *_parts(word[elided.end() :])]
    if word.endswith("'") and word[:-1] in ELIDED:
        return [word]
    word = word.strip("'")
    return [word] if word else []
