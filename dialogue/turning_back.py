"""Back to what came before: "je reviens au mariage" amid another subject, "j'ai déjà appelé" amid a report."""

from collections.abc import Sequence

from dialogue import replies, restating
from dialogue.actions import Sentence
from dialogue.events import Utterance
from dialogue.flow_stack import FlowStack
from dialogue.flows.followup import told_before
from dialogue.flows.serving import serve
from dialogue.french.words import folded
from dialogue.questions import Answer
from dialogue.talk import Talk
from dialogue.topics import Resume, real, resume_later
from dialogue.understanding.request import INCIDENT, INTENT


def turned(talk: Talk, flows: FlowStack, answer: Answer, said: tuple[Sentence, ...]) -> bool:
    """Follow such words, at any question; false when they are none. `said`: what was said last."""
    return _told_before(talk, flows, answer) or _begun_before(talk, flows, answer, said)


def _told_before(talk: Talk, flows: FlowStack, answer: Answer) -> bool:
    """ "Mais je vous dis que j'ai déjà appelé": the report under way is dropped, and the earlier one is looked for."""
    report = flows.report
    if report is None or report.stored or report.danger or not told_before.insisted(answer):
        return False
    if replies.says("again.another", answer.texts):
        return False
    talk.note("told before")
    under_way = flows.under_way
    known = report.matter(talk).subject
    talk.dropped.extend(under_way[under_way.index(report) :])
    serve(talk, told_before.STATUS, Answer(Utterance.typed(f"{known} {answer.text}")))
    flows.push_begun(talk)
    return True


def _begun_before(talk: Talk, flows: FlowStack, answer: Answer, said: tuple[Sentence, ...]) -> bool:
    """ "Je reviens au mariage", at a question of what was begun after it: the wedding goes on, the rest may later."""
    if not answer.texts or not restating.load().takes_up(answer.text):
        return False
    under_way, now = flows.under_way, talk.topic
    waiting = (flow for flow in under_way[:-1] if isinstance(flow, Resume) and flow.meaning != now)
    before = next((flow for flow in waiting if not flow.done and _names(talk, flow, answer.text)), None)
    if before is None:
        return _spoken_of_before(talk, flows, answer, said)
    talk.note(f"back to {before.meaning}")
    after = under_way[under_way.index(before) + 1 :]
    before.yes(talk)
    talk.dropped.append(before)
    resume_later(talk, now, after, said)
    flows.push_begun(talk)
    flows.raise_up(before.flows)
    return True


def _spoken_of_before(talk: Talk, flows: FlowStack, answer: Answer, said: tuple[Sentence, ...]) -> bool:
    """ "On revient au mariage", which was given up for a wrong guess, or only proposed: it begins anew.

    What is under way already goes on: its question comes again.
    """
    now, under_way = talk.topic, flows.under_way
    if now and _named(talk, now, answer.text):
        talk.say("topic_kept")
        return True
    if any(_named(talk, flow.meaning, answer.text) for flow in under_way if isinstance(flow, Resume)):
        return False
    spoken_of = reversed([*talk.put_forward, *talk.served])
    before = next((meaning for meaning in spoken_of if _named(talk, meaning, answer.text)), "")
    if not before or (talk.case_at_hand and before.startswith(INCIDENT)):
        return False
    talk.note(f"back to {before}")
    if any(real(flows, flow) for flow in under_way):
        resume_later(talk, now, under_way, said)
    else:
        talk.dropped.extend(under_way)
    talk.refused.discard(before)
    serve(talk, before, talk.served.get(before, answer))
    flows.push_begun(talk)
    return True


def _named(talk: Talk, meaning: str, text: str) -> bool:
    """Whether the words name a meaning by its label or a word of its own."""
    code = meaning.removeprefix(INTENT).removeprefix(INCIDENT)
    entry = talk.catalogue.intents.get(code) or talk.catalogue.kinds.get(code)
    return entry is not None and _shares(text, (entry.label, *entry.keywords))


def _names(talk: Talk, before: Resume, text: str) -> bool:
    """Whether the words name what was begun, as it is called or by a word of its own."""
    return _shares(text, (before.slots["topic"],)) or _named(talk, before.meaning, text)


def _shares(text: str, names: Sequence[str]) -> bool:
    spelled = {word for word in folded(text) if restating.telling([word], 1)}
    return any(spelled.intersection(folded(name)) for name in names)
