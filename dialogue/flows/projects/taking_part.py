"""Projects and works told, and consultations: answered on request, or proposed once a call to who may like it."""

from collections.abc import Sequence
from dataclasses import dataclass

from dialogue.actions import Sentence
from dialogue.catalogue import Intent
from dialogue.flows import place
from dialogue.flows.agent import offer_person
from dialogue.flows.base import PlainFlow, YesNo
from dialogue.flows.projects import opinion
from dialogue.flows.projects.survey import SurveyFlow
from dialogue.flows.projects.which import named
from dialogue.french.dates import say_day
from dialogue.questions import EXPECT_CHOICE, Answer, Question
from dialogue.talk import Talk
from kb.consultations import Consultation
from kb.questions import UNANSWERED

TOLD_AT_ONCE = 3
"""Projects listed in one breath."""
FAILURES_OF_DISTRESS = 2
"""Who was not understood so often has had trouble enough."""
NOT_SERVED = frozenset({"abandoned", "error", "danger", "transfer", "callback"})
"""Outcomes that leave the caller's own request to somebody else."""


def begin(talk: Talk, intent: Intent, answer: Answer) -> None:
    """Tell of a project, or have a consultation answered, whichever the words name."""
    today = talk.now().date()
    projects = talk.store.consultations.under_way(today)
    if intent.about == "repondre":
        projects = [each for each in projects if each.answerable_on(today)]
    found = named(projects, answer.texts)
    if opinion.told(answer.texts):
        opinion.keep(talk, answer.text)
    if not projects or (not found and _elsewhere(talk, answer)):
        _unknown(talk, intent, answer)
        return
    talk.begin(ProjectsFlow(intent.about, found or tuple(projects)))


def opinion_given(talk: Talk, answer: Answer, *, of_project: bool = False) -> bool:
    """Keep an opinion that is no request; who names what is consulted on may answer its questions too.

    `of_project`: only where that is named; the words may be a request otherwise.
    """
    if not opinion.told(answer.texts):
        return False
    today = talk.now().date()
    open_ones = [each for each in talk.store.consultations.under_way(today) if each.answerable_on(today)]
    about = named(open_ones, answer.texts)
    if of_project and not about:
        return False
    opinion.keep(talk, answer.text)
    talk.achieve("answer")
    if len(about) == 1 and talk.caller.number and not _token_state(talk, about[0]) and may_invite(situation_of(talk)):
        _propose(talk, "offer_consultation", about[0])
    return True


def _elsewhere(talk: Talk, answer: Answer) -> bool:
    """Whether a street or place is named in which nothing is known to go on."""
    return bool(answer.texts) and place.volunteered(answer.texts, talk.store.gazetteer).entry is not None


def _unknown(talk: Talk, intent: Intent, answer: Answer) -> None:
    if intent.about == "repondre":
        talk.say("no_consultation")
        return
    talk.say("project_unknown")
    talk.store.questions.add(talk.call_id, answer.text, UNANSWERED, talk.now())
    offer_person(talk, "case_offer", "project", f"{intent.label} : « {answer.text} »")


class ProjectsFlow(PlainFlow):
    """Which project, when several are meant; then what there is to know of it, or its questions."""

    name = "taking_part"
    topic = "votre question sur les projets"

    def __init__(self, about: str, projects: Sequence[Consultation]) -> None:
        self._about = about
        self._projects = tuple(projects)
        self._listed = False
        self._done = False

    def next(self, talk: Talk) -> Question | None:
        """Which one, of three at a time; told when there is but one."""
        if self._done:
            return None
        if len(self._projects) == 1:
            self._serve(talk, self._projects[0])
            return None
        if not self._listed:
            self._listed = True
            talk.say("projects_listed")
            for number, project in enumerate(self._projects[:TOLD_AT_ONCE], 1):
                talk.say("project_listed", number=str(number), fact=project.title)
        more = len(self._projects) > TOLD_AT_ONCE
        wording = "ask_which_project_more" if more else "ask_which_project"
        return Question("which_project", wording, {}, EXPECT_CHOICE, "ask_which_project_retry", 2, help="which")

    def take(self, talk: Talk, question: Question, answer: Answer) -> bool:
        """The one named, by its words, order or key; "un autre" goes on with the list; "non" ends it."""
        first = self._projects[:TOLD_AT_ONCE]
        found = named(self._projects, answer.texts)
        option = answer.option(tuple(project.title for project in first))
        if len(found) == 1 or option is not None:
            self._serve(talk, found[0] if len(found) == 1 else first[option or 0])
            return True
        if len(self._projects) > TOLD_AT_ONCE and (answer.dont_know() or _wants_others(answer)):
            self._projects = (*self._projects[TOLD_AT_ONCE:], *first)
            self._listed = False
            return True
        if answer.yes_no() is False or _wants_others(answer):
            self._done = True
            talk.say("project_none_of_these")
            return True
        return False

    def settle(self, talk: Talk, question: Question, answer: Answer) -> None:
        """Never understood: leave it."""
        self._done = True

    def _serve(self, talk: Talk, project: Consultation) -> None:
        self._done = True
        talk.note(f"project={project.key}")
        if self._about == "repondre":
            talk.begin(SurveyFlow(talk, project))
            return
        tell(talk, project)
        asked = project.answerable_on(talk.now().date()) and not _token_state(talk, project)
        if asked and may_invite(situation_of(talk)):
            _propose(talk, "ask_take_part", project)


def tell(talk: Talk, project: Consultation) -> None:
    """What it is, in the town's words, and until when."""
    talk.achieve("answer")
    talk.say("project_told", fact=project.title)
    talk.sentences.extend(Sentence(each.text) for each in talk.wording.literal(project.description))
    key = {"travaux": "project_until_works", "consultation": "project_until_opinion", "projet": "project_until"}
    talk.say(key[project.kind], day=say_day(project.ends, talk.now().date()))


def _wants_others(answer: Answer) -> bool:
    said = f" {answer.text.lower()} "
    return any(phrase in said for phrase in (" autre", " la suite", " aucun", " autres "))


# ---------------------------------------------------------------- proposing


@dataclass(frozen=True)
class Situation:
    """What decides whether a consultation may be proposed."""

    served: bool
    """The caller's own request was served."""
    proposed: bool
    """It was proposed in this call already."""
    in_danger: bool
    upset: bool
    failures: int
    broken: bool
    """Something broke inside."""
    called_back: bool
    """A call-back was taken down, or a transfer tried: something was left undone."""
    known: bool
    """The calling number is known, so that a refusal can be remembered and nobody answers twice."""


def may_propose(situation: Situation) -> bool:
    """Once, after the request was served, and never to someone in distress."""
    return situation.served and situation.known and may_invite(situation)


def may_invite(situation: Situation) -> bool:
    """Whether who asked about a project may be asked for an opinion: once, and never in distress."""
    distress = (
        situation.in_danger
        or situation.upset
        or situation.broken
        or situation.called_back
        or situation.failures >= FAILURES_OF_DISTRESS
    )
    return not situation.proposed and not distress


def situation_of(talk: Talk) -> Situation:
    """The situation of this call."""
    return Situation(
        served=talk.outcome not in NOT_SERVED,
        proposed=talk.proposed,
        in_danger=bool(talk.dangers_told or talk.dangers_telling),
        upset=talk.upset or talk.unserved or talk.insults > 0,
        failures=talk.failures,
        broken=talk.broken,
        called_back=bool(talk.wanted or talk.store.callbacks.of_call(talk.call_id)),
        known=bool(talk.caller.number),
    )


def offer(talk: Talk) -> bool:
    """Propose the consultation that ends first, if this caller may like it; whether it was proposed.

    To be called between the end of a request and "anything else?".
    """
    if not may_propose(situation_of(talk)):
        return False
    today = talk.now().date()
    open_ones = [each for each in talk.store.consultations.under_way(today) if each.answerable_on(today)]
    new = next((each for each in open_ones if not _token_state(talk, each)), None)
    if new is None:
        return False
    talk.note(f"propose={new.key}")
    _propose(talk, "offer_consultation", new)
    return True


class Proposal(YesNo):
    """A proposal is dropped when the caller asks for something else instead: it does not come back after that."""

    topic_then: str | None = None

    def next(self, talk: Talk) -> Question | None:
        """The proposal, as long as nothing else was asked for."""
        if self.topic_then is None:
            self.topic_then = talk.topic
        return super().next(talk) if talk.topic == self.topic_then else None


def _propose(talk: Talk, wording: str, project: Consultation) -> None:
    """Once to a number, whatever comes of it: no answer, a refusal, or questions begun and left."""
    talk.proposed = True
    talk.store.consultations.propose(project.id, talk.caller.number)
    proposal = Proposal(
        wording,
        yes=lambda talk: talk.begin(SurveyFlow(talk, project)),
        no=lambda talk: talk.store.consultations.refuse(project.id, talk.caller.number),
        slots={"fact": project.title},
    )
    talk.begin(proposal)


def _token_state(talk: Talk, project: Consultation) -> str:
    number = talk.caller.number
    return talk.store.consultations.state_of(project.id, number) if number else ""
