"""A change of subject in the middle of something: confirmed, served, then what was begun is resumed or dropped."""

from collections.abc import Sequence
from dataclasses import dataclass

from dialogue import restating
from dialogue.actions import Sentence
from dialogue.flow_stack import RESUME, FlowStack
from dialogue.flows import surely
from dialogue.flows.agent import CallbackFlow
from dialogue.flows.base import Flow, YesNo
from dialogue.flows.followup import other_subject, told_before
from dialogue.flows.meanings import intent_of, label_of
from dialogue.flows.projects.survey import SurveyFlow
from dialogue.flows.serving import serve
from dialogue.french.phrases import phrase_at, phrases
from dialogue.french.words import folded
from dialogue.questions import Answer
from dialogue.talk import Talk
from dialogue.understanding.request import INCIDENT

_CUES = phrases(
    "au fait; en fait; a propos; tant que j y pense; j y pense; finalement; tout compte fait; non mais; autre chose;"
    " changeons de sujet; je change de sujet; avant tout; attendez; plutot; en realite; mais d abord"
)
"""What opens another subject; without it, an answer that fits the question is never taken for one."""
_ASIDES = phrases(
    "au fait; a propos; tant que j y pense; autre chose; je change de sujet; changeons de sujet; avant tout;"
    " mais d abord"
)
"""Those that leave what was begun as it is."""
_CUE_WITHIN = 3
SURVEY = "survey"
"""Name of the flow that asks for opinions."""
SHORTEST = 3
"""Words of an utterance that may be about something else: a lone word answers the question."""


@dataclass
class Resume(YesNo):
    """Whether to go on with what was begun, asked when the other request is served."""

    meaning: str = ""
    """What was begun."""
    flows: tuple[Flow, ...] = ()


def announced(answer: Answer) -> bool:
    """Whether the words say that another subject begins: "au fait, à quelle heure ouvre la piscine"."""
    return _begins(answer, _CUES)


def _begins(answer: Answer, cues: frozenset[tuple[str, ...]]) -> bool:
    spelled = [word.strip("'") for word in folded(answer.text)] if answer.utterance else []
    return any(phrase_at(spelled, place, cues) for place in range(min(_CUE_WITHIN, len(spelled))))


def change(talk: Talk, flows: FlowStack, answer: Answer, said: tuple[Sentence, ...], *, untaken: bool = True) -> bool:
    """Ask whether another request is meant, when the answer is clearly one; small talk and a person come at once.

    `said`: what was said last, to be said again when what was begun is taken up again. `untaken`: it answered nothing.
    """
    meaning = None if answer.dont_know() else _other_request(talk, answer.texts)
    if meaning is None and untaken and flows.busy and answer.texts and restating.load().takes_up(answer.text):
        talk.say("topic_kept")  # "je reviens au mariage": the question comes again
        return True
    if meaning is None or not flows.busy or _same_matter(talk, meaning):
        return False
    if meaning in (told_before.STILL, told_before.REPAIRED) and not _reported(talk, flows, answer):
        return False  # "elle est encore là-bas", in the middle of a marriage
    if (
        flows.top.name == SURVEY
        and meaning.startswith(INCIDENT)
        and not (announced(answer) or restating.load().reported(answer.text))
    ):
        return False  # "il faut garder les arbres" is an opinion
    if not untaken and (_told_anew(flows, meaning, answer) or _taken_back(flows, answer)):
        return False
    if not untaken and intent_of(talk, meaning) == "chat":
        return False  # "attendez, je me suis trompée": it may be the answer
    if intent_of(talk, meaning) in _AT_ONCE:
        serve(talk, meaning, answer)
        return True
    talk.note(f"change of subject {meaning}?")
    before, under_way = talk.topic, flows.under_way
    wanted = aside(answer) or before in talk.agreed or any(real(flows, flow) for flow in under_way)

    def agreed(talk: Talk) -> None:
        if wanted:
            resume_later(talk, before, under_way, said)
        else:  # a wrong guess, in which nothing was answered
            talk.dropped.extend(under_way)
        serve(talk, meaning, answer)

    slots = {"label": label_of(talk, meaning)}
    keep = YesNo("change_topic", agreed, lambda talk: talk.say("topic_kept"), slots, guesses=(meaning,), instead="sure")
    talk.begin(keep)
    return True


def aside(answer: Answer) -> bool:
    """Whether the words put another subject beside the present one: "au fait", "tant que j'y pense"."""
    return _begins(answer, _ASIDES)


def real(flows: FlowStack, flow: Flow) -> bool:
    """Whether the caller has shown to want this: an answer was given, or a person agreed to."""
    return flows.answered(flow) or isinstance(flow, CallbackFlow)


def resume_later(talk: Talk, before: str, under_way: tuple[Flow, ...], said: tuple[Sentence, ...]) -> None:
    """Ask, when the other request is served, whether to go on with what was begun."""

    def resume(talk: Talk) -> None:
        talk.topic, talk.resumed = before, said

    def drop(talk: Talk) -> None:
        talk.say("topic_dropped")
        talk.dropped.extend(under_way)

    named = next((flow.topic for flow in reversed(under_way) if flow.topic), "")
    if named:
        talk.begin(Resume(RESUME, resume, drop, {"topic": named}, instead="sure", meaning=before, flows=under_way))
    else:
        talk.dropped.extend(under_way)


def _reported(talk: Talk, flows: FlowStack, answer: Answer) -> bool:
    """Whether something was reported in this call, or the words name a problem or a report."""
    return bool(talk.case_at_hand) or flows.report is not None or other_subject.tells_report(talk, answer.texts)


def _same_matter(talk: Talk, meaning: str) -> bool:
    """Whether the flow of the present topic serves this meaning too: it is for that flow to understand."""
    same = talk.topic and intent_of(talk, meaning) == intent_of(talk, talk.topic)
    return bool(same) and intent_of(talk, meaning) in _OF_ONE_PIECE


def _taken_back(flows: FlowStack, answer: Answer) -> bool:
    """ "Attendez, je voulais dire non pour les arbres": an answer of a survey is corrected."""
    return isinstance(flows.top, SurveyFlow) and flows.top.takes_back(answer)


def _told_anew(flows: FlowStack, meaning: str, answer: Answer) -> bool:
    """Whether it may be the report under way, or its place, said anew: "en fait c'est une poubelle renversée"."""
    told = flows.report is not None and meaning.startswith(INCIDENT)
    return told and restating.load().tells_anew(answer.text)


_AT_ONCE = frozenset({"agent", "chat"})
"""Flows that need no leave: a person is given when asked for, and small talk is over in a sentence."""
_OF_ONE_PIECE = frozenset({"followup"})
"""Flows whose intents are all about the matter at hand: "c'est réparé" is an answer there."""


def _other_request(talk: Talk, texts: Sequence[str]) -> str | None:
    if not texts or len(texts[0].split()) < SHORTEST:
        return None
    guess = surely.wanted(talk, texts)
    if guess is None or guess.meaning == talk.topic:
        return None
    talk.note(guess.meaning, guess.score)
    return guess.meaning
