"""Articles before the name of a place: "devant l'école Jules Ferry", "à côté du stade"."""

import re

from accessibility.hearing import fold

MASCULINE = frozenset(
    "arret bois boulevard bureau cafe camping canal carrefour centre champ chateau chemin cimetiere clos"
    " club college complexe conservatoire cours dispensaire dojo gymnase jardin mail kiosque lac lavoir"
    " lotissement lycee magasin marche monument moulin musee parc parking passage pont port"
    " quai quartier restaurant rond sentier square stade supermarche tabac temple terrain theatre"
    " tribunal".split()
)
PLURAL = frozenset({"halles", "jardins", "remparts", "pompiers", "ateliers", "arenes", "tennis"})
_VOWEL = re.compile(r"^(?:[aeiou]|h(?!al|aut|aie|ameau))")


def with_article(name: str) -> str:
    """The place with its article: "l'école Jules Ferry", "le stade", "la mairie", "les halles"."""
    first = fold(name).split(" ")[0] if fold(name) else ""
    inside = name if name[:2].isupper() else name[:1].lower() + name[1:]
    if first in ("le", "la", "les", "l"):
        return inside
    if first in PLURAL:
        return f"les {inside}"
    if _VOWEL.match(first):
        return f"l'{inside}"
    return f"{'le' if first in MASCULINE else 'la'} {inside}"


def landmark(relation: str, name: str) -> str:
    """A place as a landmark: relation "à côté de" and "Stade" give "à côté du stade"."""
    place = with_article(name)
    if not relation:
        return place
    if relation.endswith(" de"):
        if place.startswith("le "):
            return f"{relation[:-3]} du {place[3:]}"
        if place.startswith("les "):
            return f"{relation[:-3]} des {place[4:]}"
    return f"{relation} {place}"
