"""What callers ask about a procedure, besides how it is done: its price, its delay, where, who, for how long."""

from collections.abc import Iterator, Sequence
from typing import Literal, get_args

from dialogue.understanding.word_sets import Span, Spoken, WordSet
from kb.procedures.model import Case

Facet = Literal["validity", "cost", "delay", "who", "where", "advice", "source", "appointment", "documents", "send"]
FACETS: tuple[Facet, ...] = get_args(Facet)
"""Of two asked in the same words the first is meant: "combien de temps c'est valable" is no delay."""

_ASKED: dict[Facet, str] = {
    "validity": """
        valable combien|valable combien de temps|combien de temps c'est valable|combien de temps elle est valable
        |combien de temps il est valable|valable pendant|valable jusqu'à|durée de validité|la validité|valide combien
        |c'est valable|elle dure combien|il dure combien
    """,
    "cost": """
        combien ça coûte|combien coûte|coûte combien|c'est combien|combien c'est|ça fait combien|quel prix|le prix
        |quel est le prix|à quel prix|quel tarif|le tarif|combien il faut payer|combien faut-il payer|combien je paie
        |combien je dois payer|combien on paie|est-ce que c'est payant|c'est payant|est-ce payant|est-ce gratuit
        |c'est gratuit|est-ce que c'est gratuit|faut-il payer|il faut payer|est-ce qu'on paie|ça coûte|ça vaut combien
        |quel montant|combien est-ce|le coût
    """,
    "delay": """
        combien de temps|quel délai|quels délais|le délai|les délais|combien de jours|combien de semaines
        |combien de mois|c'est long|ça prend longtemps|c'est rapide|quand est-ce que je l'aurai|quand est-ce que ce sera
        |sera prêt quand|sera prête quand|prêt quand|prête quand|je l'aurai quand|on l'a quand|ça met longtemps
        |ça prend du temps|il faut attendre longtemps
    """,
    "who": """
        qui doit venir|qui vient|faut-il venir avec|il faut venir avec|venir avec|doit venir|doit-il venir
        |doit-elle venir|faut-il que je vienne|il faut que je vienne|venir en personne|en personne|à ma place
        |à sa place|être présent|être présente|être là|sa présence|obligé de venir|obligée de venir|amener l'enfant
        |amener mon fils|amener ma fille|emmener ma fille|emmener mon fils|me déplacer|venir moi-même|y aller tous
    """,
    "where": """
        où est-ce|où faut-il|où il faut|il faut aller où|faut aller où|où aller|où dois-je|je dois aller où|où je dois
        |où est-ce que|c'est où|où c'est|ça se passe où|où ça se passe|on va où|on fait ça où|à quel endroit
        |quel endroit|quelle adresse|dans quelle mairie|quelle mairie|quel bureau|où se trouve
        |à qui s'adresser|où s'adresser
    """,
    "advice": """
        des conseils|un conseil|autre chose à savoir|quoi d'autre|d'autres choses à savoir|faut-il savoir autre chose
    """,
    "source": """
        d'où vient|d'où ça vient|d'où viennent|c'est sûr|vous êtes sûr|vous êtes sûre|êtes-vous sûr|c'est bien sûr ça
        |quelle source|vos sources|qui le dit|qui dit ça|comment vous le savez|comment le savez-vous|c'est la loi
        |c'est à jour|est-ce à jour|c'est fiable
    """,
    "appointment": """
        prendre rendez-vous|un rendez-vous|sur rendez-vous|sans rendez-vous|avec rendez-vous
    """,
    "documents": """
        quels papiers|quels documents|quelles pièces|les papiers|les documents|les pièces|quoi apporter
        |que dois-je apporter|qu'est-ce que je dois apporter|qu'est-ce qu'il faut apporter
        |faut-il apporter|il faut apporter|quoi amener|qu'est-ce qu'il faut comme|la liste
        |qu'est-ce qu'il faut|que faut-il
    """,
    "send": """
        par sms|par texto|par mail|par e-mail|par email|par courriel|par message|m'envoyer|envoyez-moi|me l'envoyer
        |me les envoyer|un sms|un texto|un mail
    """,
}
_SETS = {facet: WordSet("|".join(text.replace("\n", " ").split("|"))) for facet, text in _ASKED.items()}
AT_LENGTH: frozenset[Facet] = frozenset({"documents", "send", "appointment"})
"""Served by a turn of their own, not by a sentence."""


def asked(texts: Sequence[str]) -> Facet | None:
    """What the best reading asks; None when it asks nothing of this.

    A wish to have it sent goes first ("envoyez-moi la liste"), then the longest expression, then the order of FACETS.
    """
    if not texts:
        return None
    spoken = Spoken.of(texts[0])
    found = [(facet != "send", span[0] - span[1], place, facet) for place, (facet, span) in enumerate(_found(spoken))]
    return min(found)[3] if found else None


def _found(spoken: Spoken) -> Iterator[tuple[Facet, Span]]:
    for facet in FACETS:
        for span in _SETS[facet].found(spoken):
            yield facet, span


def says(case: Case, facet: Facet) -> tuple[str, ...]:
    """The texts that answer; empty when the case says nothing of it."""
    match facet:
        case "cost" | "delay" | "where" | "who" | "validity":
            return tuple(text for text in (getattr(case, facet),) if text)
        case "advice":
            return case.advice
        case _:
            return ()
