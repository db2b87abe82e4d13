"""The read-back: what is read, and what is made of the answer.

The one thing to correct may be named ("l'adresse") or given outright ("non, c'est au seize").
"""

from dataclasses import replace

from accessibility.hearing import fold
from dialogue import doubts, restating
from dialogue.events import Hypothesis, Utterance
from dialogue.flows import phone, place
from dialogue.flows.incidents.report import Report
from dialogue.flows.phone import PhoneState
from dialogue.flows.place import PlaceState
from dialogue.questions import EXPECT_YES_NO, Answer, Question
from dialogue.talk import Talk
from dialogue.understanding.request import ACT, INCIDENT, Act, Confirm, decide

KIND_WORDS = 3
"""Words that a correction must have to name another kind outright: "non, c'est un banc"."""
CORRECTIONS = ("le problème", "l'adresse", "le téléphone")
NOTHING_KEY = "4"
"""After the keys of what can be corrected: nothing is to be."""
_PHONE_QUESTION = Question("phone", "ask_phone")


def question(talk: Talk, report: Report) -> Question:
    """The whole report read back, to be confirmed."""
    where = report.place.label
    if report.place.own_words:
        where = talk.wording.variants("readback_place_own")[0].format(place=where)
    key = "readback_phone" if report.phone.number else "readback_no_phone"
    spoken = talk.wording.variants(key)[0].format(phone=report.phone.spoken)
    slots = {"label": report.label(talk.catalogue), "place": where, "phone": spoken}
    asked = Question("confirm", "readback", slots, EXPECT_YES_NO, "readback_retry", settle_after=5)
    return doubts.plainly(talk, asked)


def confirmed(talk: Talk, report: Report, answer: Answer) -> Report | None:
    """The report after the answer to the read-back: confirmed, corrected, or to be corrected; None: unclear."""
    asked = question(talk, report)
    other = corrected(talk, report, answer)
    if other is not None:  # also after "oui, mais c'est au quatorze"
        return other
    reply = doubts.sure(talk, asked, answer, looked=True)
    if reply or (reply is None and _agrees_and_goes_on(talk, report, answer)):
        talk.note("confirmed")
        return replace(report, confirmed=True)
    if reply is False:
        return replace(report, correcting=True)
    again = doubts.read_again(talk, asked) if doubts.asks_what(answer) else doubts.heard(talk, asked, answer)
    return report if again else None


def named(talk: Talk, report: Report, answer: Answer) -> Report | None:
    """The report after what is to be corrected was asked; None: unclear."""
    other = corrected(talk, report, answer)
    if other is not None:
        return other
    nothing = (
        answer.keys == NOTHING_KEY
        or answer.yes_no() is False
        or any("rien" in text.split() for text in answer.texts[:2])
    )
    return replace(report, correcting=False) if nothing else None


def corrected(talk: Talk, told: Report, answer: Answer) -> Report | None:
    """The report with its correction, or with the named thing to be asked again; None when none was said."""
    report = replace(told, correcting=False)
    if answer.texts and not _agrees_and_goes_on(talk, report, answer):
        outright = _new_value(talk, report, answer)
        if outright is not None:
            return outright
    yes_or_no_key = bool(answer.keys) and not told.correcting
    excepted = doubts.excepted(answer)
    if yes_or_no_key or (answer.yes_no() and not excepted):
        return None
    match _without_no(Answer(Utterance.typed(excepted)) if excepted else answer).option(CORRECTIONS):
        case 0:
            return replace(report, kind="", details={})
        case 1:
            return replace(report, place=PlaceState())
        case 2:
            return replace(report, phone=PhoneState())
        case _:
            return None


def _agrees_and_goes_on(talk: Talk, report: Report, answer: Answer) -> bool:
    """ "Oui, et il y a aussi une fuite d'eau au trois": yes, and another problem, which is another report."""
    if fold(answer.text).split()[:1] not in (["oui"], ["ouais"]):
        return False
    match decide(talk.understanding.kind(answer.texts)):
        case Act(meaning, _):
            return meaning != INCIDENT + report.kind
        case _:
            return False


def _new_value(talk: Talk, report: Report, answer: Answer) -> Report | None:
    """The report with another number, place or nature that the answer gives; None when it gives none."""
    number = phone.take(PhoneState(), _PHONE_QUESTION, answer)
    if number is not None and number.number and number.number != report.phone.number:
        phone.remember(talk, number)
        talk.say("noted")
        return replace(report, phone=number)
    where = place.corrected(report.place, answer.texts, talk.store.gazetteer)
    if where is not None:
        talk.note(f"place={where.label}")
        talk.say("noted")
        return replace(report, place=where)
    if len(answer.text.split()) < KIND_WORDS or answer.yes_no():
        return None
    restated = restating.load().beyond_no(answer.text)
    texts = [restated, *answer.texts[1:]] if restated else answer.texts
    match decide(talk.understanding.kind(texts)):
        case Act(meaning, _) | Confirm(meaning, _) if meaning == INCIDENT + report.kind:
            return None  # the same named again: something else is wrong
    match decide(talk.understanding.kind(texts, (INCIDENT + report.kind,))):
        case Act(meaning, score) | Confirm(meaning, score) if restated or score >= ACT:  # it is read back again
            code = meaning.removeprefix(INCIDENT)
            talk.note(f"kind={code}", score)
            talk.say("noted")
            return replace(report, kind=code, details={}, words=f"{report.words} / {answer.text}")
        case _:
            return None


def _without_no(answer: Answer) -> Answer:
    """The answer without its "non": "non, l'adresse" names the address."""
    if answer.utterance is None:
        return answer
    kept = (" ".join(word for word in text.split() if fold(word) not in ("non", "nan")) for text in answer.texts)
    return Answer(Utterance(tuple(Hypothesis(text) for text in kept)))
