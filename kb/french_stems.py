"""The words of a French text that say something, cut to their stems: what the full-text index is made of.

Accents are folded before the stem is taken: recognition and hurried typing lose them alike.
"""

from dataclasses import dataclass
from functools import lru_cache
from threading import Lock

import snowballstemmer

from kb.naming import Token, tokens

STOP_WORDS = frozenset(
    "a ai aie ait alors apres as au aucun aussi autre aux avant avec avez avoir avons bah bien c ca ce cela celle "
    "celui ces cet cette ceux chez ci comme d dans de des dois doit donc du elle elles en encore entre es est et "
    "etaient etait etant ete etes etre eu euh eux fait faire faites fais faut hein heu il ils j je l la le les "
    "leur leurs lui m ma mais me meme mes moi mon n ne nos notre nous on ont ou par parce pas peu peut peuvent "
    "peux plus pour pourquoi qu quand que quel quelle quelles quels qui quoi s sa sans se sera serait ses si soi "
    "soit son sont sous suis sur t ta te tes toi ton tous tout toute toutes tres tu un une va vais vas vers vos "
    "votre vous y quelque quelques chaque cas lors dont afin quelqu jusqu aujourd hui".split()
)
"""Folded words that are in every text and say nothing of its subject."""
CHATTER = frozenset(
    "bonjour bonsoir madame monsieur mademoiselle allo oui non ben bon voila merci appelle appel appeler svp "
    "plait voudrais voulais voulait veux voulez veut aimerais savoir sais demander demande question renseignement "
    "comment pouvez pourriez pourrais dire dites dit sujet concernant concerne juste petit petite donner donnez "
    "besoin chercher cherche moi jai cest yaurait hum bref enfin quoi pardon excusez deranger truc genre regarder "
    "voir parler normalement actuellement maintenant passe passer choses ici chose".split()
)
"""Folded words of every call: a question is no less clear for them. Pages may mean something by them."""
COMMON = frozenset(
    "prend prends prendre prenez prennent pris mettre mets met mis mettez venir vient viennent venu venez viens "
    "aller allez allons allait vont avoir aura auront avait trouver trouve trouvez arrive arriver arrives marche "
    "marchent rend rendre garder garde gardent tenir tient commence commencer finir finit laisser laisse prevenir "
    "prevenu prevenue partir part pars rester reste sortir sort habite habiter vis vit vivre jour jours temps "
    "fois gens monsieur personne seul seule possible possibilite ville commune mairie homme femme mari pere mere "
    "parents oncle fils fille annee annees ans an mois semaine soir matin midi demain samedi dimanche lundi mardi "
    "mercredi jeudi vendredi cote devant derriere grand grande gros grosse vieux vieille bon bonne mieux deux "
    "trois quatre cinq six sept huit neuf dix vingt trente cinquante cent mille plein beaucoup assez trop peu "
    "debarrasser occupe occuper doivent doit obliger oblige decide decider acheter achete faudrait faut fallait "
    "ecouter vend vends change changer droit partout lieu dernier derniere nouveau".split()
)
"""Folded words of many subjects: they count less when something is looked for."""


@dataclass(frozen=True)
class Word:
    """A word that says something: folded letters, stem, phonemes."""

    letters: str
    stem: str
    sounds: str


_stemmer = snowballstemmer.stemmer("french")
_lock = Lock()


@lru_cache(maxsize=65_536)
def stem(letters: str) -> str:
    """The stem of one folded word. Safe to call from any thread."""
    with _lock:  # the stemmer keeps the word it works on
        return str(_stemmer.stemWord(letters))


def word(token: Token) -> Word:
    """A token with its stem."""
    return Word(token.letters, stem(token.letters), token.sounds)


def content_words(text: str) -> list[Word]:
    """The words of a text that say something, in order; digits are written out."""
    return [word(token) for token in tokens(text) if token.letters not in STOP_WORDS]


def stems(text: str) -> list[str]:
    """Their stems."""
    return [each.stem for each in content_words(text)]
