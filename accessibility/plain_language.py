"""Plain French for the ear: what makes a sentence hard to follow on the telephone.

The rules are those of "Facile à lire et à comprendre" (Inclusion Europe, Information for all, 2009) that a machine can
check, and of the W3C's COGA guidance for voice: short sentences, everyday words, few options, "vous".
"""

import re

from accessibility.hearing import fold

MOST_WORDS = 20
MOST_OPTIONS = 3
JARGON = frozenset(
    "usager usagers administre administres susmentionne susdit afin lors ledit ladite prealablement ulterieurement"
    " effectuer proceder notifier saisir transmettre prescrire requerant requete instruction habilite competent"
    " dysfonctionnement modalite modalites relatif relative nonobstant ci-joint sollicitation guichet"
    " formulaire reclamation anomalie candelabre voirie assainissement astreinte".split()
)
"""Words of the town hall that residents do not use (folded). The name of a service may have them."""
FAMILIAR = frozenset("tu te t toi ton ta tes".split())
SENTENCE_END = (".", "!", "?", "…")
_INVERSION = re.compile(r"-t-")
_OPTION = re.compile(r",\s*(?:ou\s+)?|\s+ou\s+")


def problems(sentence: str) -> list[str]:
    """What is wrong with one French sentence that will be heard; empty when it is plain."""
    words = fold(_INVERSION.sub("-", sentence)).split()
    found = []
    if len(words) > MOST_WORDS:
        found.append(f"{len(words)} words; at most {MOST_WORDS}")
    if not sentence.rstrip(" »").endswith(SENTENCE_END):
        found.append("no . ! ? or … at the end")
    found += [f"administrative word: {word}" for word in words if word in JARGON]
    found += [f"says 'tu': {word}" for word in words if word in FAMILIAR]
    if options(sentence) > MOST_OPTIONS:
        found.append(f"{options(sentence)} options; at most {MOST_OPTIONS}")
    return found


def options(sentence: str) -> int:
    """How many options a sentence offers: those parted by commas and "ou"; 1 when it offers none."""
    listed = sentence.rpartition(":")[2]
    return len(_OPTION.split(listed)) if re.search(r"\bou\b", listed) else 1
