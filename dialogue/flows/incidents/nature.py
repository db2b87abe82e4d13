"""What kind of incident it is: understood, confirmed, chosen of two, or kept in the caller's own words."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from accessibility.hearing import fold
from dialogue import replies, restating
from dialogue.flows import place
from dialogue.flows.base import Choice, YesNo
from dialogue.flows.incidents.report import OWN_WORDS, Report
from dialogue.flows.place import PlaceState
from dialogue.french.addresses import parse_address
from dialogue.french.words import folded
from dialogue.questions import Answer
from dialogue.talk import Talk
from dialogue.understanding.request import INCIDENT, Act, AskAgain, Choose, Confirm, decide

Become = Callable[[Report], None]
"""Go on with another report, when the caller has answered a question put in between."""


def take(talk: Talk, report: Report, answer: Answer, become: Become) -> Report | None:
    """The report after the question what is wrong; None when it was not understood."""
    if not answer.texts:
        return None
    known = _with_words(talk, report, answer)
    match decide(talk.understanding.kind(answer.texts, {*report.refused, *talk.unwanted})):
        case Act(meaning, score):
            return of_kind(talk, known, meaning, score)
        case Confirm(meaning, score):
            slots = {"label": talk.catalogue.kinds[_code(meaning)].label}
            refuse = _refusing(known, become, meaning)
            chosen = _choosing(known, become, meaning, score)
            talk.begin(YesNo("confirm_kind", chosen, refuse, slots, guesses=(meaning,), instead="any"))
            return known
        case Choose(first, second, score):
            labels = tuple(talk.catalogue.kinds[_code(meaning)].label for meaning in (first, second))
            talk.begin(
                Choice(
                    "choose_kind",
                    labels,
                    lambda talk, option: _choosing(known, become, (first, second)[option], score)(talk),
                    _refusing(known, become, first, second),
                    {"first": labels[0], "second": labels[1]},
                    guesses=(first, second),
                )
            )
            return known
        case AskAgain():
            return None


def restated(talk: Talk, report: Report, answer: Answer, become: Become, *, slip: bool = True) -> Report | None:
    """The report of another kind, named instead of an answer: "en fait c'est une poubelle renversée"; None: none is.

    The place stays, unless another is said before it, and the words are added to those before. `slip`: a mere
    "non, c'est un …" is not enough, and only what is sure counts; else a likely kind is asked about, and the report
    keeps its own until that is agreed to. What is named with where it lies tells the place,
    "c'est un banc devant l'école", and no kind.
    """
    named = restating.load().named_instead(answer.text, slip=slip) if answer.texts else ""
    if not named or replies.says("again.another", answer.texts) or _placed(talk, named):
        return None
    guess = decide(talk.understanding.kind([named], {*report.refused, *talk.unwanted}))
    if not isinstance(guess, Act | Confirm) or _code(guess.meaning) == report.kind:
        return None
    where = place.corrected(report.place, answer.texts, talk.store.gazetteer) or report.place
    other = replace(report, words=f"{report.words} / {named}" if report.words else named, place=where, nearby=0)
    if isinstance(guess, Act):
        return of_kind(talk, other, guess.meaning, guess.score)
    if slip:
        return None
    chosen = _choosing(other, become, guess.meaning, guess.score)
    slots = {"label": talk.catalogue.kinds[_code(guess.meaning)].label}
    talk.begin(YesNo("confirm_kind", chosen, slots=slots, guesses=(guess.meaning,), instead="any"))
    return report


def _placed(talk: Talk, named: str) -> bool:
    """Whether the words say where something lies."""
    address = parse_address(named)
    sited = bool(address.relation) or address.number is not None
    return sited or place.volunteered([named], talk.store.gazetteer).entry is not None


def plainly(talk: Talk, texts: Sequence[str]) -> str:
    """The kind that a danger's own words tell of ("un arbre sur les fils"), when they are plain; else empty."""
    match decide(talk.understanding.kind(texts)):
        case Act(meaning, _):
            return _code(meaning)
        case Confirm(meaning, _):
            return _named_first(talk, texts[0], (meaning,))
        case Choose(first, second, _):
            return _named_first(talk, texts[0], (first, second))
        case AskAgain():
            return ""


def _named_first(talk: Talk, text: str, meanings: Sequence[str]) -> str:
    """The kind of these whose keyword comes first; empty when none is said."""
    spelled = folded(text)
    keys = {
        _code(meaning): {fold(key) for key in talk.catalogue.kinds[_code(meaning)].keywords} for meaning in meanings
    }
    said = ((place, code) for place, word in enumerate(spelled) for code, known in keys.items() if word in known)
    return min(said, default=(0, ""))[1]


def in_own_words(talk: Talk, report: Report, words: str) -> Report:
    """No kind fits: the caller's words are kept."""
    talk.say("kind_own_words")
    return replace(report, kind=OWN_WORDS, words=words, details={})


def _with_words(talk: Talk, told: Report, answer: Answer) -> Report:
    """The caller's words for the nature, and the place if they say it too."""
    report = replace(told, words=answer.text)
    if report.place != PlaceState():
        return report
    return replace(report, place=place.volunteered(answer.texts, talk.store.gazetteer))


def _choosing(report: Report, become: Become, meaning: str, score: float) -> Callable[[Talk], None]:
    return lambda talk: become(of_kind(talk, report, meaning, score))


def _refusing(report: Report, become: Become, *meanings: str) -> Callable[[Talk], None]:
    """Not what was meant: ask once more, then keep the caller's words."""

    def refuse(talk: Talk) -> None:
        if report.refused:
            become(in_own_words(talk, report, report.words))
            return
        talk.say("say_otherwise")
        become(replace(report, refused=meanings))

    return refuse


def of_kind(talk: Talk, report: Report, meaning: str, score: float) -> Report:
    """The report of a kind that was understood, which is said."""
    code = _code(meaning)
    talk.note(f"kind={code}", score)
    talk.say("understood_kind", label=talk.catalogue.kinds[code].label)
    return replace(report, kind=code, details={})


def _code(meaning: str) -> str:
    return meaning.removeprefix(INCIDENT)
