"""A text cut into sentences, so that the first is heard while the next is made."""

import re

from voice.speaking.abbreviations import pointed

_END = re.compile(r"(?P<stop>[.!?…]+)(?P<close>[ ]?[»”\")\]]+)?\s+(?=(?P<next>\S))")
_LAST_WORD = re.compile(r"([\w'’-]+)$")


def sentences(text: str) -> list[str]:
    """The sentences of a text, in order; never cut inside an abbreviation, number or address.

    Joined by single spaces they give the text again (its white space aside). Empty for a blank text.
    """
    found = []
    for line in text.splitlines():
        start = 0
        for end in _END.finditer(line):
            if _ends_sentence(line[start : end.start()], end):
                found.append(line[start : end.end()].strip())
                start = end.end()
        found.append(line[start:].strip())
    return [sentence for sentence in found if sentence]


def _ends_sentence(before: str, end: re.Match[str]) -> bool:
    following = end["next"]
    if following in "»”)!?:;" or following.islower():
        return False
    if end["stop"] != "." or end["close"]:
        return True
    last = _LAST_WORD.search(before)
    if last is None:
        return bool(before.strip())
    word = last[1].lower().rsplit("'", 1)[-1]
    if len(word) == 1 and word.isalpha() and last[1].isupper():
        return False  # an initial: "J. Moulin"
    return word not in pointed()
