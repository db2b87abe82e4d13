"""Street names among words: where one begins, and where it ends."""

from collections.abc import Sequence

from accessibility.hearing import fold
from dialogue.french.house_numbers import number_at_end, number_before
from dialogue.french.numbers import number_of
from dialogue.french.phrases import phrase_at, phrases

_TYPES_TEXT = """
    rue rues ruelle avenue boulevard place placette allee allees impasse chemin route square quai cours
    passage sentier sente venelle faubourg esplanade promenade residence lotissement cite hameau clos
    villa voie montee traverse mail parvis zone quartier rocade corniche rampe galerie chaussee av bd
    bld imp chem rte pl all
"""
STREET_TYPES = frozenset(_TYPES_TEXT.split())
_NAMELESS = frozenset({"rue", "rues", "avenue", "boulevard", "route", "chemin", "impasse", "allee", "voie", "chaussee"})
_TWO_WORD_TYPES = phrases("rond point; lieu dit; zone artisanale; zone industrielle")
_BEFORE_TYPE = frozenset("grande grand petite petit vieille vieux haute basse ancienne ancien".split(" "))
_NO_STREETS = phrases("""
    passage pieton; passage pietons; passage cloute; passage a niveau; passage protege; voie ferree;
    voie publique; place de parking; place de stationnement; place handicapee; place handicape; cours d
    eau; route barree; rue barree; zone bleue; cours de recreation; place pmr
    """)
_STOPS = phrases("""
    il; elle; ils; elles; je; j; on; ca; cela; nous; vous; y a; qui; que; ou; parce; depuis; s il;
    merci; voila; c est; c etait; c; sont; ne; n; a ete; mais; car; pour; s il vous plait; quoi; hein;
    la ou; est ce; actuellement; en ce moment; ce matin; hier; aujourd hui; bonjour; au revoir;
    apres le; avant le; apres la; avant la; juste apres; juste avant; un peu apres; un peu avant;
    au rez de chaussee; premier etage; au premier etage; au deuxieme; au troisieme; au quatrieme
    """)
_LOOSE_ENDS = frozenset("et de la le a au dans du des l d en les sur est donc alors euh".split(" "))
_KINGS = frozenset("louis henri charles francois jean philippe napoleon pie george georges albert leopold".split(" "))
_MONTHS = frozenset("janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre".split(" "))
_NAMING = frozenset({"du", "de", "des", "le", "les", "la", "d", "l"})


def find_street(spelled: Sequence[str], start: int = 0) -> int | None:
    """The word at which the first street name from `start` begins ("grande rue" at "grande"), else None."""
    for place in range(start, len(spelled)):
        if is_street_type(spelled, place):
            fore = place > start and spelled[place - 1] in _BEFORE_TYPE
            return place - 1 if fore else place
    return None


def is_only_type(spelled: Sequence[str]) -> bool:
    """Whether the words are a street type and no name: "rue" of "dans une rue"."""
    return len(spelled) == 1 and spelled[0] in _NAMELESS


def is_bare_type(name: str) -> bool:
    """Whether a name is a street type alone: "sur la place, devant le 4 rue Pasteur" names the rue Pasteur."""
    return fold(name) in STREET_TYPES


def is_street_type(spelled: Sequence[str], place: int) -> bool:
    """Whether a street name can begin here: a street type, and no "passage piéton"."""
    known = spelled[place] in STREET_TYPES or phrase_at(spelled, place, _TWO_WORD_TYPES) > 0
    return known and not phrase_at(spelled, place, _NO_STREETS)


def named_street(spelled: Sequence[str], start: int) -> int:
    """Where the street with a name begins: of "la chaussée au 19 rue Molière" and "la rue au 12 rue …" the second."""
    further = find_street(spelled, start + 1) if start + 1 < len(spelled) else None
    number = number_before(spelled, further) if further is not None else None
    if further is None or number is None or number.start != start + 1:
        return start
    return named_street(spelled, further)


def end_of_name(spelled: Sequence[str], start: int) -> int:
    """The word after the name that begins at `start`; it ends where a sentence goes on ("il y a", "qui")."""
    end = start
    while end < len(spelled) and not phrase_at(spelled, end, _STOPS) and not _is_verb(spelled, end):
        end += 1
    return without_loose_end(spelled, start, end)


def without_loose_end(spelled: Sequence[str], start: int, end: int) -> int:
    """The end without words that end no name: "rue des Lilas et de la" ends after Lilas."""
    while end > start and spelled[end - 1] in _LOOSE_ENDS and spelled[end - 2 : end] != ["l", "est"]:
        end -= 1
    return end


def _is_verb(spelled: Sequence[str], place: int) -> bool:
    return spelled[place] == "est" and (place == 0 or spelled[place - 1] not in ("l", "d"))


def house_number_in_name(spelled: Sequence[str], start: int, end: int) -> int | None:
    """Where a house number said after the street begins ("rue des Lilas | au douze"), else None.

    Not the number of a name: "rue du onze novembre mille neuf cent dix huit", "rue Henri quatre".
    """
    name = list(spelled[start:end])
    found = number_at_end(name, 1)
    if found is None:
        return None
    marked = number_of(tuple(name[found.start : found.start + 1])) is None
    before = name[found.start - 1]
    if marked:
        # "du" and "le" are marks of a house number elsewhere; inside a street's name they belong to it.
        return None if name[found.start] in _NAMING else start + found.start
    return None if before in _NAMING | _MONTHS | _KINGS else start + found.start


def second_street(spelled: Sequence[str], start: int, *, crossing: bool) -> tuple[int, int] | None:
    """Where the first of two street names ends and the second begins, else None.

    "rue Pasteur et de l' | avenue …"; "rue Pasteur | avenue …". After "à l'angle" a second name without its
    type counts too ("rue Pasteur et | République"), which "rue Pierre et Marie Curie" alone is not.
    """
    for place in range(start + 2, len(spelled)):
        if is_street_type(spelled, place):
            begin = place - (spelled[place - 1] in _BEFORE_TYPE)
            first_end = without_loose_end(spelled, start, begin)
            joined = spelled[first_end:begin]
            if "et" in joined or not joined:
                return first_end, begin
    if not crossing:
        return None
    joints = [place for place in range(start + 1, len(spelled) - 1) if spelled[place] in ("et", "avec")]
    if not joints:
        return None
    begin = joints[-1] + 1
    while begin < len(spelled) - 1 and spelled[begin] in _NAMING:
        begin += 1
    return joints[-1], begin
