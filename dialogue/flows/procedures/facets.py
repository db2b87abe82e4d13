"""What callers ask about a procedure, besides how it is done: its price, its delay, where, who, for how long."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from dialogue.french.words import folded
from dialogue.understanding.word_sets import Span, Spoken, WordSet
from kb.french_stems import CHATTER, COMMON, STOP_WORDS
from kb.procedures.model import Case

Facet = Literal[
    "validity", "cost", "delay", "who", "where", "advice", "source", "by_appointment", "appointment", "documents",
    "send",
]  # fmt: skip
FACETS: tuple[Facet, ...] = get_args(Facet)
"""Of two asked in the same words the first is meant: "combien de temps c'est valable" is no delay."""

_ASKED: dict[Facet, str] = {
    "validity": """
        valable combien|valable combien de temps|combien de temps c'est valable|combien de temps elle est valable
        |combien de temps il est valable|valable pendant|valable jusqu'à|durée de validité|la validité|valide combien
        |c'est valable|elle dure combien|il dure combien|ça dure combien|quelle est la durée|quelle durée|la durée de la
        |la durée d'une|la durée du|pour combien d'années|combien d'années
    """,
    "cost": """
        combien ça coûte|combien coûte|coûte combien|c'est combien|combien c'est|ça fait combien|quel prix|le prix
        |quel est le prix|à quel prix|quel tarif|le tarif|combien il faut payer|combien faut-il payer|combien je paie
        |combien je dois payer|combien on paie|est-ce que c'est payant|c'est payant|est-ce payant|est-ce gratuit
        |c'est gratuit|est-ce que c'est gratuit|faut-il payer|il faut payer|est-ce qu'on paie|ça coûte|ça vaut combien
        |quel montant|combien est-ce|le coût|c'est cher|ça coûte cher|ça me coûte|ça va me coûter|ça revient à combien
        |c'est payé|combien ça va|c'est à payer|on paie combien|on paye combien|il faut payer combien
    """,
    "delay": """
        combien de temps|quel délai|quels délais|le délai|les délais|combien de jours|combien de semaines
        |combien de mois|c'est long|ça prend longtemps|c'est rapide|quand est-ce que je l'aurai|quand est-ce que ce sera
        |sera prêt quand|sera prête quand|prêt quand|prête quand|je l'aurai quand|on l'a quand|ça met longtemps
        |ça prend du temps|ça va vite|ça ira vite
        |il faut attendre longtemps|jusqu'à quand|avant quelle date|date limite|dernier délai
    """,
    "who": """
        venir à deux|venir à plusieurs|venir tous les deux|y aller à deux
        |qui doit venir|qui vient|faut-il venir avec|il faut venir avec|venir avec|doit venir|doit-il venir
        |doit-elle venir|faut-il que je vienne|il faut que je vienne|venir en personne|en personne|à ma place
        |à sa place|être présent|être présente|être là|sa présence|obligé de venir|obligée de venir|amener l'enfant
        |amener mon fils|amener ma fille|emmener ma fille|emmener mon fils|dois-je me déplacer
        |que je me déplace|obligé de me déplacer|obligée de me déplacer|venir moi-même|y aller tous
        |que sa mère vienne|que son père vienne|que mon mari vienne|que ma femme vienne
        |qu'il vienne|qu'elle vienne|qu'ils viennent|que ma mère vienne|que mon père vienne|que mon fils vienne
        |que ma fille vienne|que l'enfant vienne|que le bébé vienne|vienne aussi
        |viennent aussi|vienne avec|que les deux parents viennent|que tout le monde vienne|qu'on vienne
        |il faut venir|faut-il venir|faut venir|dois-je venir|est-ce que je dois venir|je dois venir moi|on doit venir
        |doit-on venir|faut se déplacer|faut-il se déplacer|il faut se déplacer|quelqu'un peut venir pour moi
        |peut venir pour moi|peut y aller pour moi|y aller moi-même|y aller pour moi|peut le faire pour moi
    """,
    "where": """
        et où|où sont|où est le|où se trouvent|par courrier|par la poste|par internet|sur internet|en ligne
        |venir où|il faut venir où|faut venir où|je dois venir où|où je vais|je vais où|c'est à la mairie
        |où est-ce|où faut-il|où il faut|il faut aller où|faut aller où|où aller|où dois-je|je dois aller où|où je dois
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
    "by_appointment": """
        faut-il prendre rendez-vous|il faut prendre rendez-vous|faut prendre rendez-vous|faut-il un rendez-vous
        |il faut un rendez-vous|faut un rendez-vous|il faut rendez-vous|sans rendez-vous|sur rendez-vous
        |avec ou sans rendez-vous|besoin d'un rendez-vous|besoin de prendre rendez-vous|besoin de rendez-vous
        |obligé de prendre rendez-vous|obligée de prendre rendez-vous|doit prendre rendez-vous
        |que j'ai besoin d'un rendez-vous|ai-je besoin d'un rendez-vous|qu'on a besoin d'un rendez-vous
    """,
    "appointment": """
        prendre rendez-vous|un rendez-vous|avec rendez-vous|prendre un rendez-vous|le rendez-vous|avoir rendez-vous
        |donnez-moi rendez-vous|réserver un créneau|j'ai besoin d'un rendez-vous|aurais besoin d'un rendez-vous
        |j'ai besoin de prendre rendez-vous|aurais besoin de prendre rendez-vous|avons besoin d'un rendez-vous
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
_BY_POST = WordSet("par la poste|par courrier|par lettre")
"""Not how messages are sent from here: the question is where and how it is done."""
_OTHERWISE = WordSet(
    "voter à sa place|vote à sa place|votera à sa place|voterai à sa place|voter à ma place|vote à ma place"
    "|votera à ma place|voterait à ma place|voter à leur place|vote à leur place|la liste électorale|la liste d'attente"
)
"""The request itself, and no question who comes, nor which papers."""
_SETS = {facet: WordSet("|".join(text.replace("\n", " ").split("|"))) for facet, text in _ASKED.items()}


@dataclass(frozen=True)
class Asked:
    """What is asked, and the words it was asked in."""

    facet: Facet
    texts: tuple[str, ...]


def asked_in(texts: tuple[str, ...]) -> Asked | None:
    """As `asked`, with the words."""
    facet = asked(texts)
    return Asked(facet, texts) if facet else None


def asked(texts: Sequence[str]) -> Facet | None:
    """What the best reading asks; None when it asks nothing of this.

    A wish to have it sent goes first ("envoyez-moi la liste"), then the longest expression, then the order of FACETS.
    """
    if not texts:
        return None
    spoken = Spoken.of(texts[0])
    by_post = any(_BY_POST.found(spoken))
    found = [
        (facet != "send" or by_post, span[0] - span[1], place, facet)
        for place, (facet, span) in enumerate(_found(spoken))
    ]
    return min(found)[3] if found else None


def only(texts: Sequence[str], about: Sequence[str]) -> bool:
    """Whether the best reading asks one of these, of nothing else than `about`: "et c'est où ?"."""
    spoken = Spoken.of(texts[0]) if texts else Spoken((), ())
    spans = [span for _, span in _found(spoken)]
    asking = {place for start, end in spans for place in range(start, end)}
    named = {word for expression in about for word in folded(expression)} | STOP_WORDS | CHATTER | COMMON
    return bool(spans) and all(word in named for at, word in enumerate(spoken.letters) if at not in asking)


def without(text: str) -> str:
    """The words that are left without those that ask."""
    spoken = Spoken.of(text)
    asking = {place for _, (start, end) in _found(spoken) for place in range(start, end)}
    return " ".join(word for at, word in enumerate(spoken.written) if at not in asking).replace("' ", "'")


def _found(spoken: Spoken) -> Iterator[tuple[Facet, Span]]:
    spoken = spoken.masked(*_OTHERWISE.found(spoken))
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
