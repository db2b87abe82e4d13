""" "Laissez tomber" (giving_up.toml): what is under way is given up at any moment, calmly, and none of it is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from accessibility.hearing import fold
from dialogue import restating
from dialogue.events import Utterance
from dialogue.flow_stack import FlowStack
from dialogue.flows import request_words, surely
from dialogue.flows.appointments import cancelling
from dialogue.flows.base import OFFER, YES, Choice, Flow, YesNo
from dialogue.flows.procedures.case import CaseFlow
from dialogue.flows.procedures.flow import ProcedureFlow
from dialogue.french import phrase_files
from dialogue.french.dates import whens
from dialogue.french.phrases import Phrase, has_phrase, phrase_at
from dialogue.french.words import FILLERS, folded, words
from dialogue.questions import Answer, Question
from dialogue.talk import Talk
from dialogue.understanding.request import INCIDENT, INTENT

FILE = Path(__file__).with_name("giving_up.toml")
_TAKEN_DOWN = (
    "rdv_motive", "rdv_slot", "rdv_day", "rdv_name", "rdv_readback", "rdv_change", "phone", "event_people",
    "event_name_of", "event_readback", "kind", "detail", "place", "number", "confirm", "correction", "subject",
    "procedure:",
)  # fmt: skip
"""What the names of such questions begin with."""
_BOOKING = (
    "rdv_motive", "rdv_slot", "rdv_day", "rdv_name", "rdv_readback", "rdv_change", "event_people", "event_name_of",
    "event_readback",
)  # fmt: skip
"""What the names of questions begin with where one thing is being booked."""
_INSTEAD = frozenset("plutot autre autres matin soir apres-midi premier deuxieme second premiere seconde".split())
"""With one of these something else is wanted instead."""
_READ_BACK = frozenset({"rdv_readback", "event_readback", "confirm"})
_ITS_OWN = "survey"
"""Questions named so have words of their own for it."""
_THE_MATTER = frozenset({"confirm_kind", "confirm_intent", "choose_kind", OFFER})
"""Yes/no questions about what is under way; to the others, offers by the way, giving up is a plain no."""


@dataclass(frozen=True)
class Phrases:
    """Folded expressions; giving_up.toml says what each list is for."""

    given_up: frozenset[Phrase]
    cancelled: frozenset[Phrase]
    firmly: frozenset[Phrase]
    refused: frozenset[Phrase]
    between: frozenset[Phrase]
    around: frozenset[Phrase]


@lru_cache(maxsize=2)
def load(file: Path = FILE) -> Phrases:
    """The expressions of the file. Raises PhraseFileError."""
    return phrase_files.words(Phrases, file, _KEYS)


_KEYS = {
    "given_up": "abandon", "cancelled": "annulation", "firmly": "ferme", "refused": "refus", "between": "entre",
    "around": "autour",
}  # fmt: skip


def reply(talk: Talk, flows: FlowStack, question: Question, answer: Answer) -> Answer | None:
    """The answer as it is to be taken; None when it gave up what is under way, which was dropped and said."""
    if question.calls_off is not None and answer.texts and question.calls_off(answer.text):
        return answer
    if _begun_by_mistake(talk, flows, answer) or _for_another(talk, flows, question, answer):
        return None
    if _meant_otherwise(talk, flows, question, answer):
        return None
    if question.name.startswith(_ITS_OWN) or not (meant(question, answer) or _firmly(talk, question, answer)):
        return answer
    if question.name == "leave_report":
        return YES
    offer = isinstance(flows.top, YesNo | Choice) and question.name not in _THE_MATTER
    if offer or question.name == "anything_else":
        return Answer(Utterance.typed("non"))
    if not flows.busy:
        return answer
    talk.note("given up")
    talk.say("topic_dropped")
    talk.dropped.extend(_at_hand(flows.under_way))
    return None


def _begun_by_mistake(talk: Talk, flows: FlowStack, answer: Answer) -> bool:
    """ "Je ne signale rien": a report was begun by mistake. It is dropped with a word of excuse; what else was said is
    the request, and no report is guessed from it."""
    report = flows.report
    wanted = restating.load().without_report(answer.text) if report and not report.stored and answer.texts else None
    if report is None or wanted is None or report.danger:
        return False
    talk.note("no report")
    talk.say("report_mistaken")
    if report.kind:
        talk.mistaken.add(INCIDENT + report.kind)
    talk.refused.update(INCIDENT + kind for kind in talk.catalogue.kinds)
    under_way = flows.under_way
    talk.dropped.extend(under_way[next(place for place, flow in enumerate(under_way) if flow is report) :])
    flows.push_begun(talk)
    if not (wanted and flows.request(talk, Answer(Utterance.typed(wanted)))):
        flows.ask_again()
    return True


def beyond(talk: Talk, text: str) -> str:
    """What is wanted after "laissez tomber": what came before is given up. Empty when nothing is."""
    spelled, spoken = folded(text), words(text)
    ends = [place + length for place in range(len(spelled)) if (length := phrase_at(spelled, place, load().between))]
    rest = " ".join(spoken[max(ends) :]).replace("' ", "'") if ends else ""
    if not rest or not restating.telling(folded(rest)):
        return ""
    clear = surely.request(talk, [rest]) is not None
    return rest if clear or restating.load().wished(rest) or request_words.is_question([rest]) else ""


def _for_another(talk: Talk, flows: FlowStack, question: Question, answer: Answer) -> bool:
    """ "Laissez tomber, je voulais savoir comment on divorce": what is under way is dropped, the rest is served."""
    wanted = beyond(talk, answer.text) if flows.busy and answer.texts and not flows.being_called_back else ""
    if not wanted or (flows.report is not None and flows.report.danger):
        return False
    of_this = _INSTEAD.intersection(folded(wanted)) or whens(wanted, talk.now(), zone=talk.school_zone)
    if question.name.startswith(_BOOKING) and of_this:
        return False
    talk.note("given up")
    talk.say("topic_dropped")
    talk.dropped.extend(_at_hand(flows.under_way))
    flows.push_begun(talk)
    if not flows.request(talk, Answer(Utterance.typed(wanted))):
        flows.ask_again()
    return True


def _meant_otherwise(talk: Talk, flows: FlowStack, question: Question, answer: Answer) -> bool:
    """ "Pas le menu, c'est pour les inscrire": the words refuse what is under way, or guessed, and ask for something
    else. That is served at once; instead of an offer it need not be as clear."""
    meaning = question.guesses[0] if question.guesses else talk.topic
    intent = talk.catalogue.intents.get(meaning.removeprefix(INTENT))
    if intent is None or not flows.busy or not answer.texts or flows.being_called_back:
        return False
    refused, wanted = _put_right(flows, answer.text, (intent.label, *intent.keywords))
    if not wanted:
        return False
    clear = surely.wanted(talk, [wanted], talk.unwanted | {meaning}) is not None
    if not clear and not (refused and isinstance(flows.top, YesNo)):
        return False
    service = next((each.name for each in talk.store.services.all() if each.key == talk.service), "")
    if not clear and not restating.telling(folded(wanted)):  # "les tarifs": of what was told
        wanted = f"{wanted} {service}"
    at_hand = _at_hand(flows.under_way)
    talk.refused.update(question.guesses)
    talk.told_of_other = tuple(texts for flow in at_hand if isinstance(flow, ProcedureFlow) for texts in flow.told)
    served = flows.request(talk, Answer(Utterance.typed(wanted)))
    talk.told_of_other = ()
    if not served:
        return False
    talk.note(f"not {meaning}")
    talk.dropped.extend(at_hand)
    return True


def _put_right(flows: FlowStack, text: str, names: Sequence[str]) -> tuple[str, str]:
    """What is refused of these names, and what is wanted; of papers also in other words: "la carte, pas le passeport".

    Empty where nothing is wanted instead; only the first where it is held to, "c'est la carte que je veux".
    """
    known = restating.load()
    found = known.corrected(text)
    of_papers = isinstance(flows.top, ProcedureFlow | CaseFlow)
    if found is None and of_papers:
        found = known.put_right(text)
    if found is not None and _names(found[0], names):
        return found
    held_to = known.insisted(text) if of_papers else ""
    return "", "" if _names(held_to, names) else held_to


def _names(refused: str, names: Sequence[str]) -> bool:
    """Whether a word of what is refused is one of what it is called."""
    said = {word for word in folded(refused) if restating.telling([word], 1)}
    return any(said.intersection(folded(name)) for name in names)


def meant(question: Question, answer: Answer) -> bool:
    """Whether the best reading gives up what the question is about, and says nothing else."""
    spelled = [word for word in folded(answer.text) if word not in FILLERS] if answer.texts else []
    known = load()
    cancelled = question.name.startswith(_TAKEN_DOWN) and _only(spelled, known.cancelled)
    no_answers = "non" in question.expects.phrases and question.name not in _READ_BACK
    refused = not no_answers and tuple(spelled) in known.refused
    return cancelled or refused or _only(spelled, known.given_up)


def _firmly(talk: Talk, question: Question, answer: Answer) -> bool:
    """Whether it is given up among other words, which explain it, and neither correct nor ask for anything."""
    spelled = folded(answer.text) if answer.texts else []
    if not question.name.startswith(_BOOKING) or not has_phrase(spelled, load().firmly):
        return False
    if cancelling.spared(answer.text):
        return False
    if request_words.is_question(answer.texts) or whens(answer.text, talk.now(), zone=talk.school_zone):
        return False
    if _INSTEAD.intersection(spelled) or restating.load().corrected(answer.text):
        return False
    if "c est pour" in fold(answer.text) and talk.store.desks.named_in(answer.texts):
        return False
    guess = surely.wanted(talk, answer.texts)
    return guess is None or _of_this(talk, guess.meaning)


def _of_this(talk: Talk, meaning: str) -> bool:
    """ "Annulez, ma femme a déjà pris rendez-vous" is about no other appointment; small talk asks for nothing."""
    intents = talk.catalogue.intents
    intent, topic = intents.get(meaning.removeprefix(INTENT)), intents.get(talk.topic.removeprefix(INTENT))
    booking = topic.flow if topic is not None else ""
    return intent is not None and intent.flow in ("chat", "appointment", booking)


def _only(spelled: Sequence[str], wanted: frozenset[Phrase]) -> bool:
    """Whether the words are one of these phrases or several, and what may be said around them."""
    place = said = 0
    while place < len(spelled):
        length = phrase_at(spelled, place, wanted)
        said += length
        length = length or phrase_at(spelled, place, load().around)
        if not length:
            return False
        place += length
    return said > 0


def _at_hand(under_way: Sequence[Flow]) -> list[Flow]:
    """The flows on top, down to a question that waits below: something else was promised there."""
    at_hand: list[Flow] = []
    for flow in reversed(under_way):
        if at_hand and isinstance(flow, YesNo):
            break
        at_hand.append(flow)
    return at_hand
