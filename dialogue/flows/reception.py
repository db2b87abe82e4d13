"""The reception: an open question, what the caller wants, and the flow that takes care of it."""

from dialogue.actions import HangUp, Sentence
from dialogue.flows import phone
from dialogue.flows.agent import CallbackFlow, call_agent
from dialogue.flows.base import Choice, PlainFlow, YesNo
from dialogue.flows.incident import IncidentFlow
from dialogue.questions import Answer, Question
from dialogue.talk import Talk
from dialogue.understanding.request import INCIDENT, INTENT, Act, AskAgain, Choose, Confirm, decide


class ReceptionFlow(PlainFlow):
    """Greets, understands the request, hands it on, and asks what else there is, until there is nothing."""

    name = "reception"

    def __init__(self) -> None:
        self._greeted = False
        self._served = 0
        self._wants_more = False

    def next(self, talk: Talk) -> Question | None:
        """The greeting at first, then "anything else?"; never done by itself."""
        if self._wants_more or (self._greeted and not self._served):
            return Question("request", "next_request", retry="not_understood_request")
        if self._served:
            return Question("anything_else", "anything_else", retry="anything_else", settle_after=3, help="request")
        self._greeted = True
        return Question("request", "greeting", retry="not_understood_request")

    def take(self, talk: Talk, question: Question, answer: Answer) -> bool:
        """Understand the request, or that there is none. False: not understood."""
        if question.name == "anything_else" and self._no_more(talk, answer):
            return True
        if not answer.texts:
            return False
        return self._request(talk, answer)

    def _no_more(self, talk: Talk, answer: Answer) -> bool:
        reply = answer.yes_no()
        if reply is False:
            talk.note("nothing else")
            talk.say("goodbye")
            talk.end(HangUp())
            return True
        if reply and len(answer.text.split()) <= 3:
            self._wants_more = True
            return True
        return False

    def _request(self, talk: Talk, answer: Answer) -> bool:
        match decide(talk.understanding.request(answer.texts)):
            case Act(meaning, score):
                talk.note(meaning, score)
                self._serve(talk, meaning, answer)
            case Confirm(meaning, score):
                talk.note(f"confirm {meaning}", score)
                key = "confirm_kind" if meaning.startswith(INCIDENT) else "confirm_intent"
                slots = {"label": label_of(talk, meaning)}
                talk.begin(YesNo(key, yes=lambda talk: self._serve(talk, meaning, answer), slots=slots))
            case Choose(first, second, score):
                talk.note(f"choose {first} {second}", score)
                self._offer(talk, (first, second), answer)
            case AskAgain(score):
                talk.note("request not understood", score)
                return False
        return True

    def _offer(self, talk: Talk, meanings: tuple[str, str], answer: Answer) -> None:
        labels = (label_of(talk, meanings[0]), label_of(talk, meanings[1]))
        slots = {"first": labels[0], "second": labels[1]}
        talk.begin(
            Choice(
                "choose_kind",
                labels,
                lambda talk, option: self._serve(talk, meanings[option], answer),
                slots=slots,
            )
        )

    def _serve(self, talk: Talk, meaning: str, answer: Answer) -> None:
        """Hand the request to its flow."""
        self._served += 1
        self._wants_more = False
        if meaning.startswith(INCIDENT):
            IncidentFlow.begin(talk, meaning.removeprefix(INCIDENT), answer.texts)
            return
        intent = talk.catalogue.intents[meaning.removeprefix(INTENT)]
        if intent.flow == "incident":
            IncidentFlow.begin(talk, "", ())
        elif intent.flow == "agent":
            call_agent(talk, "request", "")
        else:
            subject = f"{intent.label} : « {answer.text} »"
            talk.begin(
                YesNo(
                    "not_yet",
                    yes=lambda talk: talk.begin(CallbackFlow(talk, "not_yet", subject, agreed=True)),
                    slots={"label": intent.label},
                )
            )

    def upcoming(self, talk: Talk) -> tuple[Sentence, ...]:
        """Most requests end with the question whether the calling number is the right one."""
        return phone.upcoming(talk.caller.number, talk)

    def settle(self, talk: Talk, question: Question, answer: Answer) -> None:
        """Nothing else could be understood at the end of a call that served its purpose: say good-bye."""
        talk.say("goodbye")
        talk.end(HangUp())


def label_of(talk: Talk, meaning: str) -> str:
    """What is said of a meaning: "un lampadaire en panne"."""
    if meaning.startswith(INCIDENT):
        return talk.catalogue.kinds[meaning.removeprefix(INCIDENT)].label
    return talk.catalogue.intents[meaning.removeprefix(INTENT)].label
