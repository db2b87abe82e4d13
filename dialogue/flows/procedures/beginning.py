"""A procedure is asked for: its price, whether it needs an appointment, how it is stopped, or else its questions."""

from dialogue.catalogue import Intent
from dialogue.flows.procedures import facets, whether
from dialogue.flows.procedures.booked import earlier_in_call
from dialogue.flows.procedures.flow import ProcedureFlow
from dialogue.questions import Answer
from dialogue.talk import Talk


def begin(talk: Talk, intent: Intent, answer: Answer) -> None:
    """Begin the procedure that the intent is about, with what the request tells."""
    procedure = talk.catalogue.procedures[intent.about]
    said = (answer.texts,) if answer.texts else ()
    booked = earlier_in_call(talk, intent.about)
    flow = ProcedureFlow(intent.about, procedure, said, facets.asked_in(answer.texts), booked)
    flow.came_with(talk.follow_up)
    flow.of_other(talk)
    if flow.stop(talk, answer):
        if not flow.done:
            talk.begin(flow)
            talk.say("procedure_understood", label=procedure.label)
        return
    settled = len(flow.left(talk)) == 1  # "combien coûte la salle pour un anniversaire": the town's figures answer
    if (settled or facets.only(answer.texts, procedure.keywords)) and flow.tell_price(talk):
        talk.follow_up = flow.taken_up  # nothing else was asked, so far
        return
    if whether.told(talk, intent.about, procedure, flow.left(talk), answer.texts):
        talk.follow_up = flow.taken_up
        return
    talk.begin(flow)
    if procedure.opening:
        talk.sentences.extend(talk.wording.literal(procedure.opening))
    if flow.next(talk) is not None:
        talk.say("procedure_understood", label=procedure.label)
        flow.tell_common(talk)
    flow.tell(talk)
