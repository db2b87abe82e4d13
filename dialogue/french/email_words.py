"""The words of a dictated e-mail address: signs, spelled letters, digits."""

from collections.abc import Sequence

from dialogue.french.numbers import number_of, numbers_among
from dialogue.french.words import is_filler

AT = frozenset(
    tuple(heard.split())
    for heard in (
        "arobase; arobases; arobas; arobaz; arrobase; arrobas; a robase; a robas; la robase; a robe as; a rose base; "
        "a rob as; arobaze; at; aux bases; une robase; a base; arobe as; a robaz; a robe base; abrobase; robase"
    ).split("; ")
)
"""How recognition writes "arobase"."""

_SIGNS: tuple[tuple[str, str], ...] = (
    ("tiret du bas", "_"), ("tiret bas", "_"), ("tiret en bas", "_"), ("trait du bas", "_"), ("under score", "_"),
    ("underscore", "_"), ("souligne", "_"), ("tiret du 8", "_"), ("tiret du huit", "_"), ("tiret souligne", "_"),
    ("tiret du 6", "-"), ("tiret du six", "-"), ("tiret du milieu", "-"), ("tiret haut", "-"), ("trait d union", "-"),
    ("tirets", "-"), ("tiret", "-"), ("tire", "-"), ("tirer", "-"), ("moins", "-"), ("plus", "+"), ("point", "."),
    ("points", "."), ("poing", "."), ("poings", "."), ("pointe", "."),
)  # fmt: skip
_SPELLED_SIGNS = {tuple(words.split()): sign for words, sign in _SIGNS}
_LONGEST_SIGN = max(map(len, _SPELLED_SIGNS))
_REMARKS = (
    "tout attache; tout colle; tout accroche; en un mot; en un seul mot; tout en minuscules; tout en minuscule; "
    "en minuscules; en minuscule; minuscules; minuscule; sans accents; sans accent; accent aigu; accent grave; "
    "accent circonflexe; en lettres; en toutes lettres; en chiffres; en chiffre; comme ca se prononce; cedille; "
    "trema; sans espaces; sans espace; apostrophe; tout simplement; ensuite; apres; et puis; puis; attache; "
    "voila; merci; merci bien; s il vous plait; c est tout; et c est tout; c est ca; chiffre; chiffres; lettre"
)
_DROPPED = frozenset(tuple(remark.split()) for remark in _REMARKS.split("; "))
_LEADS = (
    "adresse mail c est; adresse e mail c est; adresse c est; mail c est; adresse mail est; mail est; adresse est; "
    "c est le; c est; adresse mail; adresse e mail; mon mail; mon e mail; mon adresse; mel c est; a l adresse; "
    "sur; envoyez le a; a; oui; alors; donc; allez y; notez; je vous la donne; d accord; bon; volontiers; adresse"
)
_LEAD_WORDS = frozenset(tuple(lead.split()) for lead in _LEADS.split("; "))
_LETTERS = {
    "be": "b", "bes": "b", "ce": "c", "ces": "c", "se": "c", "de": "d", "des": "d", "eux": "e", "euh": "e", "effe": "f",
    "ge": "g", "hache": "h", "ache": "h", "ash": "h", "ji": "j", "gi": "j", "ka": "k", "cas": "k", "elle": "l",
    "ailes": "l", "aile": "l", "aime": "m", "haine": "n", "aine": "n", "eau": "o", "au": "o", "pe": "p", "paix": "p",
    "qu": "q", "cul": "q", "aire": "r", "air": "r", "ere": "r", "esse": "s", "est": "s", "te": "t", "the": "t",
    "thes": "t", "tes": "t", "eu": "u", "hue": "u", "ve": "v", "ixe": "x", "zede": "z", "zed": "z",
}  # fmt: skip
"""Names of letters as recognition writes them; read so only beside other letters."""


class Pieces:
    """Folded words of an address, taken from left to right."""

    def __init__(self, spelled: Sequence[str]) -> None:
        self._words = [word for word in spelled if word == "euh" or not is_filler(word) or word == "bon"]
        self._place = 0
        self._numbers = {number.start_word: number for number in numbers_among(self._words)}

    def labels(self) -> list[list[str]]:
        """The words between points, remarks left out; of a domain."""
        found: list[list[str]] = [[]]
        while self._place < len(self._words):
            dropped = self._phrase(_DROPPED)
            sign, length = self._sign()
            if dropped:
                self._place += dropped
            elif sign == ".":
                found.append([])
                self._place += length
            elif sign:
                found[-1].append(sign)
                self._place += length
            else:
                found[-1].append(self._words[self._place])
                self._place += 1
        return [words for words in found if words]

    def text(self) -> str:
        """All words as characters, signs included; of what is before "arobase"."""
        written = []
        while self._place < len(self._words):
            dropped = self._phrase(_DROPPED)
            characters, length = ("", dropped) if dropped else self._next()
            written.append(characters)
            self._place += length
        return "".join(written)

    def _phrase(self, known: frozenset[tuple[str, ...]]) -> int:
        """The length of the longest known phrase here, 0 when there is none."""
        for length in range(5, 0, -1):
            if tuple(self._words[self._place : self._place + length]) in known:
                return length
        return 0

    def _sign(self) -> tuple[str, int]:
        for length in range(_LONGEST_SIGN, 0, -1):
            sign = _SPELLED_SIGNS.get(tuple(self._words[self._place : self._place + length]))
            if sign:
                return sign, length
        return "", 0

    def _next(self) -> tuple[str, int]:
        """The characters of the next words, and how many words they are."""
        sign, length = self._sign()
        if sign:
            return sign, length
        letter, length = self._letter(self._place)
        if letter:
            return letter, length
        doubled = self._doubled()
        if doubled:
            return doubled
        number = self._numbers.get(self._place)
        if number:
            words = self._words[self._place : number.end_word]
            digits = words[0] if len(words) == 1 and words[0].isdecimal() else str(number.value)
            return digits, number.end_word - self._place
        return self._words[self._place], 1

    def _word(self, place: int) -> str:
        return self._words[place] if 0 <= place < len(self._words) else ""

    def _letter(self, place: int) -> tuple[str, int]:
        """A letter: "d", "d comme denis", "i grec", "double v", "esse" beside other letters."""
        word, following = self._word(place), self._word(place + 1)
        if word in ("i", "y") and following in ("grec", "grecque"):
            return "y", 2
        if word == "double" and following in ("v", "ve", "u"):
            return "w", 2
        letter = word if len(word) == 1 and word.isalpha() else ""
        beside = any(len(near) == 1 and near.isalpha() for near in (self._word(place - 1), following))
        if not letter and (beside or following == "comme"):
            letter = _LETTERS.get(word, "")
        if letter and following == "comme" and self._word(place + 2):
            return self._word(place + 2)[0], 3
        return letter, int(bool(letter))

    def _doubled(self) -> tuple[str, int] | None:
        """ "Deux l" or "double l": the letter twice."""
        twice = self._word(self._place) == "double" or number_of((self._word(self._place),)) == 2
        if not twice:
            return None
        letter, length = self._letter(self._place + 1)
        return (letter * 2, length + 1) if letter else None


def local_part(spelled: Sequence[str]) -> str:
    """What is before "arobase", without what leads up to it ("alors mon adresse c'est")."""
    words = list(spelled)
    begin = 0
    for place in range(len(words)):
        for length in range(5, 1, -1):
            if tuple(words[place : place + length]) in _LEAD_WORDS:
                begin = max(begin, place + length)
    words = words[begin:]
    while words and ((words[0],) in _LEAD_WORDS or is_filler(words[0])) and len(words) > 1 and not _begins(words):
        words = words[1:]
    return Pieces(words).text()


def _begins(words: Sequence[str]) -> bool:
    """Whether a first "a" is the first letter spelled: "a comme anatole", "a point dupont"."""
    following = words[1]
    return words[0] == "a" and (following in ("comme", "point", "tiret") or len(following) == 1)


def label(words: Sequence[str]) -> str:
    """A name in a domain that no provider has: its words and letters together."""
    return Pieces(words).text()
