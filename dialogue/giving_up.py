""" "Laissez tomber": what is under way is given up at any moment, calmly, and nothing of it is kept to be taken up."""

from collections.abc import Sequence

from dialogue import restating
from dialogue.events import Utterance
from dialogue.flow_stack import FlowStack
from dialogue.flows.base import OFFER, YES, Choice, Flow, YesNo
from dialogue.french.phrases import phrase_at, phrases
from dialogue.french.words import FILLERS, folded
from dialogue.questions import Answer, Question
from dialogue.talk import Talk
from dialogue.understanding.request import INCIDENT

_GIVEN_UP = phrases(
    "laissez tomber; laisse tomber; laissez ca; laissez cela; on laisse tomber; je laisse tomber; on laisse ca;"
    " je prefere laisser tomber; oubliez; oubliez ca; oubliez cela; oubliez tout; oubliez tout ca; on oublie;"
    " on oublie ca; tant pis; j abandonne; j abandonne tout; je renonce; je ne veux plus; je veux plus;"
    " je ne veux plus rien; je veux plus rien; je n en veux plus; j en veux plus; je ne veux plus du tout;"
    " je ne veux plus de rendez vous; je veux plus de rendez vous; je ne veux plus m inscrire; je veux plus m inscrire;"
    " je ne veux plus le signaler; je n en ai plus besoin; j en ai plus besoin; plus besoin; j ai change d avis;"
    " ca ne m interesse plus; ca m interesse plus; je prefere arreter; on arrete; on arrete la; on arrete tout;"
    " j arrete; j arrete la; je veux arreter; ne faites rien; n en parlons plus;"
    " laissez; je rappellerai; je rappellerai plus tard; je rappelle plus tard; je verrai plus tard"
)
"""Said alone, or with no more than the words around it, these give up everything at hand."""
_CANCELLED = phrases("annulez; annulez tout; annulez ca; annulez cela; annulez ma demande; on annule; on annule tout")
"""These give up what is being taken down; elsewhere they may be about something that is stored."""
_TAKEN_DOWN = (
    "rdv_motive", "rdv_slot", "rdv_day", "rdv_name", "rdv_readback", "rdv_change", "phone", "event_people",
    "event_name_of", "event_readback", "kind", "detail", "place", "number", "confirm", "correction", "subject",
    "procedure:",
)  # fmt: skip
"""What the names of such questions begin with."""
_REFUSED = phrases("finalement non; non finalement; finalement non merci; non merci finalement; tout compte fait non")
"""These do so only where a no is no answer, and where all is read back."""
_AROUND = phrases(
    "non; oui; mais; ah; oh; eh; finalement; en fait; tout compte fait; ecoutez; bref; et puis; merci; non merci;"
    " desole; desolee; pardon; excusez moi; s il vous plait; madame; monsieur; c est pas grave; ce n est pas grave;"
    " c est bon; pas la peine; c est trop long; c est trop complique"
)
"""What is said before and after and changes nothing of it."""
_READ_BACK = frozenset({"rdv_readback", "event_readback", "confirm"})
_ITS_OWN = "survey"
"""Questions named so have words of their own for it."""
_THE_MATTER = frozenset({"confirm_kind", "confirm_intent", "choose_kind", OFFER})
"""Yes/no questions about what is under way; to the others, offers by the way, giving up is a plain no."""


def reply(talk: Talk, flows: FlowStack, question: Question, answer: Answer) -> Answer | None:
    """The answer as it is to be taken; None when it gave up what is under way, which was dropped and said."""
    if _begun_by_mistake(talk, flows, answer):
        return None
    if question.name.startswith(_ITS_OWN) or not meant(question, answer):
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


def meant(question: Question, answer: Answer) -> bool:
    """Whether the best reading gives up what the question is about, and says nothing else."""
    spelled = [word for word in folded(answer.text) if word not in FILLERS] if answer.texts else []
    cancelled = question.name.startswith(_TAKEN_DOWN) and _only(spelled, _CANCELLED)
    no_answers = "non" in question.expects.phrases and question.name not in _READ_BACK
    return cancelled or _only(spelled, _GIVEN_UP) or (not no_answers and tuple(spelled) in _REFUSED)


def _only(spelled: Sequence[str], known: frozenset[tuple[str, ...]]) -> bool:
    """Whether the words are one of these phrases or several, and what may be said around them."""
    place = said = 0
    while place < len(spelled):
        length = phrase_at(spelled, place, known)
        said += length
        length = length or phrase_at(spelled, place, _AROUND)
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
