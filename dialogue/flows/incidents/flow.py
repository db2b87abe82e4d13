"""Reporting an incident: nature, what matters about it, place, number to call back, read-back, ticket."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Literal

from dialogue import replies
from dialogue.actions import Sentence
from dialogue.flows import danger, phone, place
from dialogue.flows.base import Matter
from dialogue.flows.incidents import again, duplicates, nature, putting_right, readback, whereabouts
from dialogue.flows.incidents.report import Report
from dialogue.flows.phone import PhoneState
from dialogue.flows.place import PlaceState
from dialogue.french.spoken import digit_groups
from dialogue.questions import EXPECT_OPEN, EXPECT_YES_NO, YES_OR_NO, Answer, Question
from dialogue.talk import Talk
from kb.followup import DROPPED
from kb.incidents import ASSISTANT, Incident

Changeable = Literal["the_place", "the_phone", "the_kind"]
"""What a caller may ask to say again at any question of a report."""
_GIVEN_UP = "Abandonné par la personne qui appelait."
_KIND_MAY_CHANGE = frozenset({"detail", "duplicate", "phone"})
"""Questions at which "en fait c'est une poubelle" tells of another kind: at that of the place it names a landmark; the
others take it themselves."""
_NO_DANGER = "Pas de danger, a dit la personne qui appelait."


class IncidentFlow:
    """One report. Every answer is kept in a draft at once; the draft becomes a ticket after the read-back."""

    name = "incident"
    topic = "votre signalement"

    def __init__(self, report: Report, incident_id: int | None = None) -> None:
        self._report = report
        self._id = incident_id
        self._past: list[Report] = []
        self._unplaced: tuple[str, ...] = ()
        self._stored = False
        self._phone_seen = report.phone.number

    @classmethod
    def begin(cls, talk: Talk, kind: str, texts: Sequence[str]) -> None:
        """Start a report of `kind` (empty: to be asked) from the request's words, using all they contain."""
        where = place.volunteered(texts, talk.store.gazetteer)
        flow = cls(Report(kind, texts[0], place=where, phone=phone.known(talk)))
        if kind:
            talk.say("understood_kind", label=talk.catalogue.kinds[kind].label)
        if where.entry is not None:
            talk.note(f"place={where.label}")
        flow._save(talk)
        talk.begin(flow)

    @classmethod
    def again(cls, talk: Talk, kind: str, where: PlaceState, words: str) -> None:
        """Start a report of something told before: its kind and place are known, the rest is asked."""
        flow = cls(Report(kind, words, place=where, phone=phone.known(talk)))
        flow._save(talk)
        talk.begin(flow)

    @classmethod
    def of_danger(cls, talk: Talk, code: str, kind: str, texts: Sequence[str]) -> "IncidentFlow":
        """A report of a danger heard outside one; `mark_danger` keeps its draft, which agents see whatever follows."""
        where = place.volunteered(texts, talk.store.gazetteer)
        plain = nature.plainly(talk, texts)
        supposed = "" if plain else kind
        number = phone.known(talk)
        known = Report(plain or kind, texts[0], place=where, phone=number, danger=code, supposed=supposed)
        told = {detail.code: "oui" for detail in known.questions(talk.catalogue) if detail.danger == code}
        return cls(replace(known, details=told))

    @property
    def kept(self) -> bool:
        """Whether it was written down at all."""
        return self._id is not None

    @property
    def kind(self) -> str:
        """Code of what it is about; empty while that is asked."""
        return self._report.kind

    @property
    def danger(self) -> str:
        """Code of the danger it tells of; empty for none."""
        return self._report.danger

    @property
    def stored(self) -> bool:
        """Whether it has its ticket: nothing may change it any more."""
        return self._stored

    done = stored

    def matter(self, talk: Talk) -> Matter:
        """What is reported and where."""
        report = self._report
        about = [report.label(talk.catalogue) if report.kind or report.words else "", report.place.label]
        return Matter(", ".join(part for part in ("signalement", *about) if part), self.topic)

    def resume(self, talk: Talk) -> None:
        """Go on with a report that was only logged."""
        self._save(talk)
        talk.begin(self)

    def mark_danger(self, talk: Talk, code: str, words: str = "") -> None:
        """A danger was heard in this report, in these words: it becomes most urgent and is kept at once."""
        told = self._report.words
        both = f"{told} / {words}" if words and words not in told else told
        self._report = replace(self._report, danger=code, words=both or words, nearby=0, joined=0)
        self._save(talk)

    def withdraw_danger(self, talk: Talk) -> None:
        """The caller said that there is no danger: nobody needs to look at what was kept of it."""
        self._report = replace(self._report, danger="")
        self._save(talk)
        if self._id is not None:
            talk.store.incidents.change_state(self._id, DROPPED, talk.now(), ASSISTANT, _NO_DANGER)

    def place_told(self, talk: Talk, texts: Sequence[str]) -> bool:
        """Keep a place that is beyond doubt, when there is none yet; whether it was kept."""
        where = place.volunteered(texts, talk.store.gazetteer)
        if where.entry is None or self._report.place.entry is not None:
            return False
        talk.note(f"place={where.label}")
        self._report = replace(self._report, place=where)
        self._save(talk)
        return True

    # ------------------------------------------------------------------ what to ask

    def next(self, talk: Talk) -> Question | None:
        """The next question; once confirmed, the report is stored and its number said."""
        if self._stored:
            return None
        self._adopt_phone(talk)
        report = self._report
        if report.confirmed:
            self._submit(talk)
            return None
        if report.joined and report.phone.complete:
            self._join(talk)
            return None
        told = again.told_before(talk, report)
        if told is not None:
            self._told_again(talk, told)
            return None
        if duplicates.to_compare(report, talk.catalogue):
            self._report = report = duplicates.compared(talk, report, self._id)
        return self._question(talk, report)

    def _told_again(self, talk: Talk, known: Incident) -> None:
        """It was told before in this call: no second ticket, unless the caller says that it is another one."""
        self._save(talk)
        assert self._id is not None
        talk.store.followup.close_as_duplicate(self._id, known, talk.now())
        self._stored = True
        report = self._report
        other = replace(report, distinct=(*report.distinct, known.id), phone=phone.known(talk))
        talk.begin(again.AlreadyTold(known, lambda talk: talk.begin(IncidentFlow(other))))

    def _adopt_phone(self, talk: Talk) -> None:
        """A number told meanwhile, for a call-back, is not asked again; one that "retour" undid is."""
        if talk.phone != self._phone_seen and not self._report.phone.complete:
            self._become(talk, replace(self._report, phone=phone.known(talk)))
        self._phone_seen = talk.phone

    def _question(self, talk: Talk, report: Report) -> Question:
        if report.correcting:
            return Question("correction", "ask_correction", retry="ask_correction_retry", settle_after=3)
        if not report.kind:
            return Question("kind", "ask_kind", expects=EXPECT_OPEN, retry="ask_kind_retry", settle_after=3)
        if report.joined:
            return phone.question(report.phone) or readback.question(talk, report)
        if report.nearby:
            return duplicates.question(talk, report)
        detail = report.open_detail(talk.catalogue)
        if detail is not None:
            # Settled at the second failure: "ne sait pas" is a full answer, kinder than a person for one detail.
            return Question(
                f"detail:{detail.code}", "", {}, EXPECT_YES_NO, YES_OR_NO, 2, text=detail.ask, help="detail"
            )
        return (
            place.question(report.place, talk.store.gazetteer)
            or phone.question(report.phone)
            or readback.question(talk, report)
        )

    def upcoming(self, talk: Talk) -> tuple[Sentence, ...]:
        """The number to confirm, and the read-back as it will be if it is accepted."""
        report = self._report
        likely = replace(report.phone, number=report.phone.number or report.phone.calling)
        read = readback.question(talk, replace(report, phone=likely)) if report.place.complete else None
        said = talk.wording.unstored(read.wording, **read.slots) if read else ()
        return phone.upcoming(report.phone.calling, talk) + said

    # ------------------------------------------------------------------ what was answered

    def take(self, talk: Talk, question: Question, answer: Answer) -> bool:
        """Use an answer, and keep the draft. False: not understood."""
        understood = self._restated(talk, question, answer) or self._take(talk, question, answer)
        early = phone.in_passing(talk, question, answer)
        if early is not None and early != self._report.phone:
            if understood is None:
                talk.say("noted")  # the question itself comes again
            understood = replace(understood or self._report, phone=early)
        if understood is None:
            return False
        self._become(talk, understood)
        return True

    def _take(self, talk: Talk, question: Question, answer: Answer) -> Report | None:
        report = self._report
        match _asked(question):
            case "kind":
                return nature.take(talk, report, answer, lambda chosen: self._become(talk, chosen))
            case "detail":
                return self._take_detail(talk, question, answer)
            case "place":
                where = place.take(report.place, question, answer, talk.store.gazetteer)
                if where is None:
                    self._unplaced += place.own_words(answer)
                    return None
                return whereabouts.found(talk, report, where)
            case "duplicate":
                return duplicates.take(talk, report, answer)
            case "phone":
                number = phone.take(report.phone, question, answer)
                if number is None:  # "c'est au douze, en fait", where only yes or no is expected
                    offered = question.name == "phone_calling"
                    return whereabouts.in_passing(talk, report, question, answer) if offered else None
                phone.remember(talk, number)
                if number.declined:
                    talk.say("phone_none")
                return replace(report, phone=number)
            case "correction":
                return readback.named(talk, report, answer)
            case _:
                return readback.confirmed(talk, report, answer)

    def _restated(self, talk: Talk, question: Question, answer: Answer) -> Report | None:
        """The report of another kind, told instead of an answer, or with a detail put right."""
        asked, chosen = _asked(question), partial(self._become, talk)
        better = putting_right.put_right(talk, self._report, answer, chosen)
        if better is not None or asked not in _KIND_MAY_CHANGE:
            return better
        return nature.restated(talk, self._report, answer, chosen, slip=asked != "duplicate")

    def _take_detail(self, talk: Talk, question: Question, answer: Answer) -> Report | None:
        code = question.name.removeprefix("detail:")
        asked = next(detail for detail in self._report.questions(talk.catalogue) if detail.code == code)
        reply = answer.yes_no()
        told = None if answer.dont_know() else replies.detail(answer.texts, asked.yes_words, asked.no_words)
        moved = whereabouts.in_passing(talk, self._report, question, answer)
        if moved is not None and not reply and told is None:
            return moved  # the question itself comes again
        reply = told if reply is None else reply
        if reply is None and not answer.dont_know():
            return None
        value = {True: "oui", False: "non", None: "ne sait pas"}[reply]
        talk.note(f"{code}={value}")
        report = moved or self._report
        report = replace(report, details={**report.details, code: value})
        if not (reply and asked.danger):
            return report
        if asked.danger not in talk.dangers_told:
            danger.instructions(talk, asked.danger)
            danger.offer_person(talk, asked.danger, report.words, danger.resume_report)
        return replace(report, danger=asked.danger)

    def settle(self, talk: Talk, question: Question, answer: Answer) -> None:
        """Go on with what there is: own words for nature and place, no answer for the rest."""
        report = self._report
        match _asked(question):
            case "kind":
                settled = nature.in_own_words(talk, report, answer.text or report.words)
            case "detail":
                code = question.name.removeprefix("detail:")
                settled = replace(report, details={**report.details, code: "ne sait pas"})
            case "place":
                where = place.settle(report.place, question, answer)
                if where.own_words:
                    where = replace(where, words=self._all_words(where.words))
                    talk.say("place_own_words")
                settled = replace(report, place=where)
            case "phone":
                talk.say("phone_unclear")
                settled = replace(report, phone=phone.settle(report.phone))
            case "duplicate":
                settled = replace(report, nearby=0)
            case "confirm":
                talk.say("confirm_unclear")
                settled = replace(report, confirmed=True)
            case _:
                settled = replace(report, correcting=False)
        self._become(talk, settled)

    def _all_words(self, last: str) -> str:
        """Everything said about a place that was not found."""
        return ", ".join(dict.fromkeys(text for text in (*self._unplaced, last) if text))

    def change(self, talk: Talk, what: Changeable) -> None:
        """Ask one thing again, whatever is known of it."""
        report = replace(self._report, correcting=False, confirmed=False)
        match what:
            case "the_place":
                self._become(talk, replace(report, place=PlaceState(), nearby=0, joined=0))
            case "the_phone":
                talk.phone, self._phone_seen = "", ""
                self._become(talk, replace(report, phone=PhoneState()))
            case "the_kind":
                self._become(talk, replace(report, kind="", details={}))

    def back(self, talk: Talk) -> bool:
        """Undo the last answer that led on; at the first question, what the report is about is asked."""
        here = self._asking(talk, self._report)
        while self._past:
            before = replace(self._past.pop(), danger=self._report.danger)
            if self._asking(talk, before) != here:
                break
        else:
            if not self._report.kind:
                return False
            before = replace(self._report, kind="", details={})
        self._report = before
        self._save(talk)
        return True

    def _asking(self, talk: Talk, report: Report) -> str:
        return self._question(talk, report).name

    def leave(self, talk: Talk) -> None:
        """Keep the draft: agents see it. One that was given up is closed, unless it tells of a danger."""
        if self._stored:
            return
        self._save(talk)
        if not talk.giving_up or self._id is None:
            return
        if self._report.danger:
            talk.say("report_left")
        else:
            talk.store.incidents.change_state(self._id, DROPPED, talk.now(), ASSISTANT, _GIVEN_UP)

    # ------------------------------------------------------------------ what is kept

    def _become(self, talk: Talk, report: Report) -> None:
        self._past.append(self._report)
        self._report = report
        self._save(talk)

    def _save(self, talk: Talk) -> None:
        if self._stored:
            raise RuntimeError("A stored report is not changed by the conversation.")
        self._id = talk.store.incidents.save_draft(
            talk.call_id, self._report.draft(talk.catalogue, talk.store.gazetteer), talk.now(), self._id
        )

    def _submit(self, talk: Talk) -> None:
        """Commit first, speak the number after."""
        self._save(talk)
        assert self._id is not None
        ticket = talk.store.incidents.submit(self._id, talk.now(), talk.random)
        duplicates.mark_distinct(talk, self._report, self._id)
        self._stored = True
        talk.case_at_hand = self._id
        talk.achieve("incident")
        talk.stored += 1
        talk.note(f"ticket={ticket}")
        talk.follow_up = partial(again.one_more, kind=self._report.kind, begin=IncidentFlow.again)
        talk.say("stored", ticket=digit_groups(ticket))
        talk.sentences.extend(talk.wording.literal(talk.catalogue.urgency[self._report.urgency(talk.catalogue)].said))

    def _join(self, talk: Talk) -> None:
        """The report is another one's again: its caller is counted there, and its number said."""
        self._save(talk)
        assert self._id is not None
        duplicates.join(talk, self._report, self._id)
        self._stored = True


def _asked(question: Question) -> str:
    """What a question is about: "place" of "place_number"."""
    return question.name.split(":")[0].split("_")[0]
