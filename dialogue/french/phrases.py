"""Fixed phrases among folded words."""

from collections.abc import Collection, Sequence

Phrase = tuple[str, ...]


def phrases(text: str) -> frozenset[Phrase]:
    """Phrases written one after another, parted by semicolons: "a l angle; au coin"."""
    return frozenset(tuple(phrase.split()) for phrase in text.split(";") if phrase.split())


def phrase_at(spelled: Sequence[str], place: int, known: Collection[Phrase]) -> int:
    """The length in words of the longest known phrase that begins at `place`; 0 when there is none."""
    longest = 0
    for length in range(1, min(7, len(spelled) - place) + 1):
        if tuple(spelled[place : place + length]) in known:
            longest = length
    return longest


def has_phrase(spelled: Sequence[str], known: Collection[Phrase]) -> bool:
    """Whether a known phrase stands anywhere among the words."""
    return any(phrase_at(spelled, place, known) for place in range(len(spelled)))


def without(spelled: Sequence[str], known: Collection[Phrase]) -> list[str]:
    """The words beside the known phrases, the longest at each place."""
    left, place = list[str](), 0
    while place < len(spelled):
        length = phrase_at(spelled, place, known)
        left += [] if length else spelled[place : place + 1]
        place += max(length, 1)
    return left


def phrase_before(spelled: Sequence[str], end: int, known: Collection[Phrase]) -> int:
    """The length in words of the longest known phrase that ends before `end`; 0 when there is none."""
    longest = 0
    for length in range(1, min(7, end) + 1):
        if tuple(spelled[end - length : end]) in known:
            longest = length
    return longest
