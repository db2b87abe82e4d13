"""One option among those offered, by its words, its sound, its order or its number."""

from collections.abc import Sequence

from accessibility.hearing import alike
from dialogue.french.numbers import NUMBER_WORDS, numbers_among
from dialogue.french.words import folded, is_filler

SURE = 0.72
"""`alike` above which an option counts as said. Unrelated French words of a line's length stay below 0.6."""
CLEARLY = 0.12
"""How much better than the runner-up the best option must be."""

_PLACES = {
    "premier": 0,
    "premiere": 0,
    "deuxieme": 1,
    "second": 1,
    "seconde": 1,
    "troisieme": 2,
    "quatrieme": 3,
}
_LAST = frozenset({"dernier", "derniere"})
_COUNTED = frozenset({"personne", "personnes", "place", "places", "adultes", "enfants"})
_REFUSALS = frozenset({"ni", "aucun", "aucune", "non", "nan", "pas"})
_EMPTY_WORDS = """
    le la les l un une de du des d c est ce cet cette celui celle ca j je moi a au aux et ou oui plutot en veux
    voudrais prefere choisis dirais pour option choix numero reponse s il vous plait merci
"""
_EMPTY = frozenset(_EMPTY_WORDS.split())
_BEFORE_NUMBER = frozenset("le la l numero option choix reponse solution proposition tapez taper touche".split())
"""Before a number these choose by it, whatever else is said."""
_CHOOSING = frozenset("prends prendre prendrai prendrais mets mettez mettre va ira ok entendu fois alors donc".split())
"""Words that may be around a number by which is chosen."""


def which(text: str, options: Sequence[str]) -> int | None:
    """The index of the option that a text picks, else None (none meant, or several).

    By its words or their sound, by order ("la deuxième", "le dernier"), by number ("deux"). Of two options
    "l'autre" is the second, since that is how two are offered.
    """
    spelled = [word for word in folded(text.replace("quelqu'un", "").replace("quelqu’un", "")) if not is_filler(word)]
    if not options or not spelled:
        return None
    spelled = _corrected(spelled)
    by_words = _by_words(spelled, options)
    if by_words is not None:
        return by_words
    if _COUNTED.intersection(spelled):  # "deux personnes" counts people, and picks nothing
        return None
    place = _by_order(spelled, len(options))
    return place if place is not None and 0 <= place < len(options) else None


def _corrected(spelled: list[str]) -> list[str]:
    """What follows the last change of mind: "le premier, non pardon, le deuxième" is the second."""
    for place in range(len(spelled) - 1, 0, -1):
        if spelled[place - 1] in _REPAIRS:
            return spelled[place:]
    return spelled


def without_refused(text: str) -> str:
    """The text (folded) without what "pas" refuses in it: "non pas celle de garde les horaires" → "les horaires"."""
    spelled = [word for word in folded(text) if not is_filler(word)]
    kept: list[str] = []
    place = 0
    while place < len(spelled):
        if spelled[place] not in _DENIALS:
            kept.append(spelled[place])
            place += 1
            continue
        denied, place = spelled[place], place + 1
        if denied == "pas":
            while place < len(spelled) and spelled[place] in _EMPTY - {"ou", "oui", "plutot"}:
                place += 1
            place += 1
    return " ".join(kept)


_DENIALS = frozenset({"pas", "non", "nan"})
_REPAIRS = frozenset({"pardon", "plutot", "non", "nan"})
"""Folded words after which the choice is said anew."""


def _by_words(spelled: Sequence[str], options: Sequence[str]) -> int | None:
    if _EMPTY.issuperset(spelled) or _REFUSALS.intersection(spelled):
        return None
    telling = _telling_words(options)
    said = [place for place, own in enumerate(telling) if set(own).intersection(spelled)]
    if len(said) == 1 and set(own := telling[said[0]]).issubset(spelled) and any(len(word) > 3 for word in own):
        return said[0]  # "garder toutes les places", however like "garder la moitié des places"
    scores = [_likeness(spelled, *pair) for pair in zip(options, telling, strict=True)]
    best = max(range(len(options)), key=scores.__getitem__)
    second = max((score for place, score in enumerate(scores) if place != best), default=0.0)
    return best if scores[best] >= SURE and scores[best] - second >= CLEARLY else None


def _telling_words(options: Sequence[str]) -> list[list[str]]:
    """For each option the words that no other has."""
    each = [[word for word in dict.fromkeys(folded(option)) if word not in _EMPTY] for option in options]
    shared = [word for own in each for word in own if sum(word in other for other in each) > 1]
    return [[word for word in own if word not in shared] for own in each]


def _likeness(spelled: Sequence[str], option: str, telling: Sequence[str]) -> float:
    whole = alike(" ".join(_content(spelled)), " ".join(_content(folded(option))))
    if not telling:
        return whole
    runs = _runs(spelled)
    together = max(alike(run, " ".join(telling)) for run in runs)
    alone = max((alike(run, word) for run in runs for word in telling if len(word) > 3), default=0.0)
    return max(whole, together, 0.95 * alone)


def _content(spelled: Sequence[str]) -> list[str]:
    return [word for word in spelled if word not in _EMPTY]


def _runs(spelled: Sequence[str]) -> list[str]:
    """Neighbouring words up to three, which the recognizer may have made of one ("lits là" of "Lilas")."""
    runs = (spelled[start:end] for start in range(len(spelled)) for end in range(start + 1, start + 4))
    return [" ".join(run) for run in runs if not _EMPTY.issuperset(run)]


def _by_order(spelled: Sequence[str], count: int) -> int | None:
    if _REFUSALS.intersection(spelled):
        return None
    for word in spelled:
        if word in _PLACES:
            return _PLACES[word]
        if word in _LAST:
            return count - 1
    if "autre" in spelled and count == 2:
        return 1
    numbers = [number for number in numbers_among(spelled) if not _no_choice(spelled, number.start_word)]
    return numbers[0].value - 1 if len(numbers) == 1 else None


def _no_choice(spelled: Sequence[str], place: int) -> bool:
    """Whether the number here is an article ("un autre") or a count ("les deux", "lui dire deux mots")."""
    article = spelled[place] in ("un", "une") and place + 1 < len(spelled)
    if article or (place > 0 and spelled[place - 1] in ("les", "tous", "toutes")):
        return True
    named = place > 0 and spelled[place - 1] in _BEFORE_NUMBER
    return not named and not _EMPTY.union(_CHOOSING, NUMBER_WORDS).issuperset(
        word for word in spelled if not word.isdecimal()
    )
