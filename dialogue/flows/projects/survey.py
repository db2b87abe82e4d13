"""A consultation answered by voice or keys: one question at a time, counted only when confirmed at the end."""

from accessibility.pacing import UNHURRIED
from dialogue.flows.base import PlainFlow
from dialogue.flows.followup.search import meant_for_number
from dialogue.flows.projects import questions as survey_questions
from dialogue.flows.projects import taking_back
from dialogue.flows.projects.taking_back import TakenBack
from dialogue.french.spoken import digit_groups
from dialogue.french.tickets import ticket_in, ticket_readings
from dialogue.questions import EXPECT_YES_NO, YES_OR_NO, Answer, Expectation, Question
from dialogue.talk import Talk
from dialogue.wording import OwnWords
from kb.consultations import ANSWERED, SKIPPED, Consultation, ConsultationOverError
from kb.tickets import compact, holder

EXPECT_TICKET = Expectation(UNHURRIED, digits=6, complete=lambda words: bool(ticket_in([words])))
MOST_TICKETS = 2
"""Numbers tried, where the telephone number is hidden."""


class SurveyFlow(PlainFlow):
    """One participation. Nothing is kept of it before the caller confirms, and nothing of who said what after."""

    name = "survey"
    topic = "la consultation"

    def __init__(self, talk: Talk, consultation: Consultation) -> None:
        self._about = consultation
        self._token = talk.caller.number
        self._tickets_tried = 0
        self._answers: dict[str, str] = {}
        self._begun = False
        self._recapped = False
        self._which = False
        """It is being asked which answer is to be changed."""
        self._done = False

    # ------------------------------------------------------------------ what to ask

    def next(self, talk: Talk) -> Question | None:
        """The token where the number is hidden, then each question, then whether all of it is to be counted."""
        if self._done:
            return None
        if not self._token:
            return self._ticket(talk)
        if not self._begun:
            self._begun = True
            if talk.store.consultations.state_of(self._about.id, self._token) == ANSWERED:
                talk.say("survey_already")
                self._end(talk)
                return None
            talk.say("survey_intro", fact=_how_many(len(self._about.questions)))
        talk.private = True
        question = next((each for each in self._about.questions if each.code not in self._answers), None)
        if question is not None:
            return survey_questions.asked(question)
        if set(self._answers.values()) == {SKIPPED}:
            talk.say("survey_empty")
            self._end(talk)
            return None
        return taking_back.which() if self._which else self._confirmation(talk)

    def _ticket(self, talk: Talk) -> Question | None:
        if self._tickets_tried >= MOST_TICKETS:
            talk.say("survey_no_token")
            self._end(talk)
            return None
        wording = "survey_ask_ticket_again" if self._tickets_tried else "survey_ask_ticket"
        return Question("survey_ticket", wording, {}, EXPECT_TICKET, "survey_ask_ticket_again", 2, help="ticket")

    def _confirmation(self, talk: Talk) -> Question:
        if not self._recapped:
            self._recapped = True
            talk.say("survey_recap")
            for number, question in enumerate(self._about.questions, 1):
                talk.say("survey_answer", number=str(number), answer=OwnWords(self._answers[question.code]))
        return Question(taking_back.CONFIRM, "survey_confirm", {}, EXPECT_YES_NO, YES_OR_NO, 3)

    # ------------------------------------------------------------------ what was answered

    def takes_back(self, answer: Answer) -> bool:
        """Whether the words correct an answer given before, whatever else they sound like."""
        return self._taken_back(answer) is not None

    def _taken_back(self, answer: Answer) -> TakenBack | None:
        left = next((each.code for each in self._about.questions if each.code not in self._answers), "")
        return taking_back.meant(self._about.questions, self._answers, left or taking_back.CONFIRM, answer)

    def take(self, talk: Talk, question: Question, answer: Answer) -> bool:
        """Use an answer; "j'arrête" ends it at any moment. False: not understood."""
        if survey_questions.stops(answer):
            talk.say("survey_stopped")
            self._end(talk)
            return True
        if question.name == "survey_ticket":
            return self._take_ticket(talk, answer)
        if question.name == taking_back.WHICH:
            return self._take_which(talk, answer)
        back = self._taken_back(answer)
        if back is not None:
            self._take_back(talk, back)
            return True
        if question.name == taking_back.CONFIRM:
            reply = answer.yes_no()
            if reply is not None:
                self._close(talk, reply)
            return reply is not None
        asked = next(each for each in self._about.questions if question.name == f"survey:{each.code}")
        given = survey_questions.value(asked, answer)
        if given is None:
            return False
        talk.note("survey answered")
        self._answers[asked.code] = given
        return True

    def _take_which(self, talk: Talk, answer: Answer) -> bool:
        back = taking_back.named(self._about.questions, self._answers, answer)
        if back is None and not taking_back.nothing(answer):
            return False
        self._which = False
        if back is not None:
            self._take_back(talk, back)
        return True

    def _take_back(self, talk: Talk, back: TakenBack) -> None:
        """Correct an answer where the new one is told, else ask for it, or for which one it is."""
        talk.note("survey answer taken back")
        self._which = not back.code
        if self._which:
            return
        self._answers.pop(back.code, None)
        if back.given is None:
            talk.say("survey_again")
            self._recapped = False
            return
        self._answers[back.code] = back.given
        talk.say("survey_corrected")
        number = 1 + [each.code for each in self._about.questions].index(back.code)
        talk.say("survey_answer", number=str(number), answer=OwnWords(back.given))

    def _take_ticket(self, talk: Talk, answer: Answer) -> bool:
        """A report's, an appointment's or a registration's number stands for the person, once."""
        found = [compact(answer.keys)] if answer.keys else ticket_readings(answer.texts)
        holders = {ticket: holder(talk.store.database, ticket) for ticket in found}
        self._token = next((ticket for ticket, who in holders.items() if who and who.kind != "participation"), "")
        if not self._token and not found and not meant_for_number(answer):
            if answer.yes_no() is not False and not answer.dont_know():
                return False
            self._tickets_tried = MOST_TICKETS
        elif not self._token:
            self._tickets_tried += 1
            talk.say("ticket_wrong")
        return True

    def settle(self, talk: Talk, question: Question, answer: Answer) -> None:
        """An unclear answer is left out; without a clear yes nothing is counted."""
        if question.name == "survey_ticket":
            self._tickets_tried = MOST_TICKETS
        elif question.name == taking_back.WHICH:
            self._which = False
        elif question.name == taking_back.CONFIRM:
            self._close(talk, keep=False)
        else:
            talk.say("survey_skipped")
            self._answers[question.name.removeprefix("survey:")] = SKIPPED

    def back(self, talk: Talk) -> bool:
        """Answer the last question anew."""
        if self._done or not self._answers:
            return False
        self._answers.popitem()
        self._recapped = self._which = False
        return True

    def leave(self, talk: Talk) -> None:
        """Cut short: nothing is kept."""
        self._end(talk)

    # ------------------------------------------------------------------ its end

    def _close(self, talk: Talk, keep: bool) -> None:
        if not keep:
            talk.say("survey_dropped")
            self._end(talk)
            return
        today = talk.now().date()
        try:
            ticket = talk.store.consultations.answer(self._about, self._token, self._answers, today, talk.random)
        except ConsultationOverError:
            talk.say("survey_already")
        else:
            talk.achieve("participation")
            talk.stored += 1
            talk.note("survey stored")
            talk.say("survey_stored", ticket=digit_groups(ticket))
        self._end(talk)

    def _end(self, talk: Talk) -> None:
        self._answers = {}
        self._done = True
        talk.private = False


def _how_many(count: int) -> str:
    return "une question" if count == 1 else f"{count} questions"
