"""Words that are written right and that espeak-ng says wrong, respelled for the voice alone.

espeak-ng makes a liaison after every plural ("les services-z-ouvrent"), none after "cent" or "Saint", and says the
t of "quatre-vingt-six". What is made here is never shown, only spoken. An apostrophe before a word parts it from
the one before: no liaison, no pause.
"""

import re

_VOWEL = "aeiouyàâäéèêëîïôöùûüœæAEIOUYÀÂÄÉÈÊËÎÏÔÖÙÛÜŒÆ"
_LITTLE = (
    r"(?:et|ou|à|au|aux|en|est|a|ont|il|elle|on|où|avec|y|un|une|onze|onzième|huit|huitième|oui|alors|après|avant|"
    r"aussi|ici|ainsi|afin|aujourd|encore|ensuite|entre|est-ce|aura|arrive|existe|ouvre)\b"
)
_STREETS = (
    "allée|avenue|boulevard|chemin|cité|cour|cours|esplanade|faubourg|hameau|impasse|lotissement|mail|montée|passage|"
    "place|promenade|quai|résidence|route|rue|ruelle|sente|sentier|square|traverse|venelle|villa|voie"
)
_PAIRS = "dix|onze|douze|treize|quatorze|quinze|seize|vingt|trente|quarante|cinquante|soixante|quatre-vingt"

# Only after these does one say the last letter before a vowel.
_LINKING = frozenset(
    "les des ces mes tes ses nos vos leurs aux quels quelles quelques plusieurs certains certaines différents "
    "différentes divers diverses deux trois six dix cents quatre-vingts nous vous ils elles eux dans sans sous chez "
    "dès très plus moins assez pas jamais suis es autres tous toutes grands grandes petits petites bons "
    "bonnes beaux "
    "belles nouveaux nouvelles anciens anciennes premiers premières derniers dernières prochains prochaines vieux "
    "vieilles gros grosses mauvais mauvaises faux jeunes nombreux nombreuses principaux principales meilleurs "
    "meilleures".split()
)
_NUMBERS = frozenset(("deux", "trois", "six", "dix"))  # of "vingt-six ans"; "voulez-vous aller" has no liaison
_PLURAL = re.compile(rf"(?<![\w'])(?P<word>[\w'-]*\w[sxz]) (?!(?<=personnes )âgées|en temps\b)(?=h?[{_VOWEL}])", re.I)

_RESPELLED: tuple[tuple[re.Pattern[str], str], ...] = (
    # Numbers: no t in "quatre-vingt-six"; one in "cent ans" and "vingt heures".
    (re.compile(r"\b(quatre-vin)gt(?=-)", re.I), r"\1"),
    (re.compile(r"\bvingt heures\b", re.I), "vingt teures"),
    (re.compile(rf"(?<!pour )\b(cent) (?!{_LITTLE})h?(?=[{_VOWEL}])", re.I), r"\1 t"),
    (re.compile(rf"\b(six|huit|dix) (?=(?:{_STREETS})\b)", re.I), r"\1, "),
    (re.compile(rf"(?<=-)(six|huit|dix) (?=(?:{_PAIRS})\b)"), r"\1, "),
    (re.compile(r"(?<=numéro )(si|di)x\b(?! (?:cent|mille))", re.I), r"\1sse"),
    (re.compile(r"\b(trois|six|dix|un) (?=(?:et|à|au|aux|en|est)\b)(?!et demi)", re.I), r"\1 '"),
    (re.compile(r"\b(cinq) (?=mille)", re.I), r"\1ue "),
    (re.compile(r"\bdix-neuvième"), "diz-neuvième"),
    (re.compile(r"(?<=[hH]uit)ième"), "yème"),
    # "plus" with its s: more, not no more.
    (re.compile(r"\b(et|ou|de|au|savoir|peu|beaucoup) plus(?=[.,;:!?]|$)", re.I), r"\1 pluss"),
    (re.compile(r"(?<!plus )\b(en) plus\b", re.I), r"\1 pluss"),
    (
        re.compile(
            r"\b(un|deux|trois|quatre|cinq|six|sept|huit|neuf|dix) plus (?=un\b|deux|trois|quat|cinq|six|sept|dix)"
        ),
        r"\1 pluss ",
    ),
    # The wind's "est", not the verb.
    (re.compile(r"\b(à l'|d'|vers l'|dans l')est\b", re.I), r"\1este"),
    (re.compile(r"\b(l'|L')est (?=de la |de l'|du |des )"), r"\1este "),
    # Before a vowel "bon" is "bonne".
    (re.compile(rf"\b(certain|prochain)(?= (?!{_LITTLE})h?[{_VOWEL}])", re.I), r"\1e"),
    (re.compile(rf"\b(ancien|bon)(?= (?!{_LITTLE})h?[{_VOWEL}])", re.I), r"\1ne"),
    (re.compile(rf"\b(certain|prochain|ancien|bon|premier|dernier) (?={_LITTLE}|août|avril|octobre)", re.I), r"\1 '"),
    (re.compile(r"\b([ldcmts]es|nos|vos|aux) os\b", re.I), r"\1 eaux"),
    (re.compile(r"\b(mes|tes|ses|nos|vos|leurs) fils\b(?! électr)", re.I), r"\1 fisse"),  # sons, not wires
    (re.compile(r"ient-(?=il|elle|on\b)"), "ien-t"),
    (re.compile(r"(?<=\w)-y\b"), "-i"),
    (re.compile(r"\bcomment allez\b", re.I), "comment tallez"),
    (re.compile(r"\bet cétéra\b"), "ètcétéra"),
    # No liaison, though espeak-ng makes one.
    (re.compile(r"(?<= )(hameaux?|hôles?)\b", re.I), r"'\1"),
    # "parking", "camping": the French say the word's beginning as they read it.
    (re.compile(r"(?<=[bcdfghjklmnpqrstvwxz])ing(s?)\b"), r"inng\1"),
)
_SAINT = re.compile(rf"\b([Ss])aint(?:-| (?=[{_VOWEL.upper()}]|H[{_VOWEL}]))[Hh]?([{_VOWEL}])(?=\w)")
_ELIDED = re.compile(r"\b(qu|[ldnmtscj])'\[\[", re.I)
_SOUNDS = {"qu": "k", "c": "s", "j": "ʒ"}
_STOP_AFTER = re.compile(r"\]\]([.,;:!?])")


def respelled(words: str) -> str:
    """Words of a speakable text, without phonemes, as espeak-ng must get them."""
    for pattern, respelling in _RESPELLED:
        words = pattern.sub(respelling, words)
    words = _SAINT.sub(lambda found: f"{found[1]}ain-t{found[2].lower()}", words)
    return _PLURAL.sub(_parted, words)


def joined(text: str) -> str:
    """Phonemes between [[ and ]] with the l' before them and the stop after them, which Piper would lose."""
    text = _ELIDED.sub(lambda found: f"[[{_SOUNDS.get(found[1].lower(), found[1].lower())}", text)
    return _STOP_AFTER.sub(r"\1]]", text)


def _parted(found: re.Match[str]) -> str:
    word = found["word"].lower().rsplit("'", 1)[-1]
    if word in _LINKING or word.rsplit("-", 1)[-1] in _NUMBERS:
        return found.group()
    return f"{found['word']} '"
