"""An appointment: what for, when (two proposals at a time), on which number, in which name; booked, then announced.

The same flow moves an appointment: everything but the time is known then.
"""

from dataclasses import replace

from dialogue import doubts
from dialogue.actions import Sentence
from dialogue.flows import callbacks, phone
from dialogue.flows.agent import call_agent
from dialogue.flows.appointments import afterwards, another, asides, booking, cancelling, choosing, second_thought
from dialogue.flows.appointments.change import Change, corrected
from dialogue.flows.appointments.instead import is_exact, nearest, never_received, say_why
from dialogue.flows.appointments.known import Wanted, desk_for, link_for
from dialogue.flows.appointments.link import offer_link
from dialogue.flows.appointments.name import UNNAMED, corrected_name, name_in, name_question, renamed, with_first_name
from dialogue.flows.appointments.times import repeats, say_slot, say_slots, wish_in
from dialogue.flows.base import Matter, PlainFlow
from dialogue.flows.phone import PhoneState
from dialogue.questions import EXPECT_CHOICE, EXPECT_OPEN, EXPECT_YES_NO, Answer, Question
from dialogue.talk import Talk
from dialogue.wording import OwnWords
from kb.appointments import Appointment, Context, SlotTakenError
from kb.desks import Desk
from kb.slots import Slot, Wish

__all__ = ["AppointmentFlow", "Context"]

_BEFORE_BOOKING = ("rdv_readback", "rdv_name", "rdv_change", "phone")
"""What the names of questions begin with at which one more may be asked for; at the times it is another time."""


class AppointmentFlow(PlainFlow):
    """Books an appointment, or moves one."""

    name = "appointment"
    topic = "votre rendez-vous"

    def __init__(self, talk: Talk, desk: Desk | None, context: Context, moving: Appointment | None = None) -> None:
        number = PhoneState(declined=True) if moving else phone.known(talk)
        self._wanted = Wanted(desk, context, number, name=moving.name if moving else "")
        self._moving = moving
        self._past: list[Wanted] = []
        self._offered: list[Slot] = []
        self._agreed = False
        self._done = False
        self._said: list[tuple[str, ...]] = []
        """The words that told what it is for."""
        self._helped = False
        """What appointments are for was said."""
        self._one_more: Answer | None = None
        """One more was asked for in these words: it comes when this one is booked."""

    @classmethod
    def begin(cls, talk: Talk, desk: str, context: Context, texts: tuple[str, ...] = ()) -> None:
        """Begin a booking. `desk`: its code or a procedure's, or empty: asked; `texts`: the request.

        A desk with a tool of its own is served by a link to it.
        """
        found, context = desk_for(talk, desk, context, texts)
        flow = cls(talk, found, context)
        flow._said = [texts] if texts else []
        flow._wanted = choosing.as_wished(talk, flow._wanted, texts)
        flow._one_more = another.second_of_two(texts[0]) if texts else None
        if flow._one_more is not None:
            talk.note("another appointment, later")
            talk.say("rdv_one_after_the_other")
        talk.begin(flow)

    @classmethod
    def move(cls, talk: Talk, appointment: Appointment, to: Wish | Slot | None) -> None:
        """Begin to give an appointment another time: as wished, if it is, or the very one that was chosen."""
        afterwards.remember(talk, appointment, cls.move, cls.begin)
        desk = talk.store.desks.get(appointment.desk)
        if desk is None:  # the town closed it since
            talk.say("rdv_not_shown")
            return
        flow = cls(talk, desk, appointment.context, appointment)
        chosen, wish = (to, None) if isinstance(to, Slot) else (None, to)
        flow._wanted = replace(flow._wanted, wish=wish or Wish(), slot=chosen)
        talk.begin(flow)

    # ---------------------------------------------------------------- asking

    def next(self, talk: Talk) -> Question | None:
        """What for, when, number, name, read-back; then it is booked."""
        asked = self._next(talk)
        return cancelling.may_be_called_off(asked) if asked is not None and self._moving else asked

    def _next(self, talk: Talk) -> Question | None:
        wanted = self._wanted
        if self._done:
            return None
        if wanted.desk is None:
            return Question("rdv_motive", "rdv_ask_motive", {}, EXPECT_OPEN, "rdv_ask_motive_retry", 3, help="rdv")
        if wanted.desk.link and not self._moving:
            self._done = True
            offer_link(talk, wanted.desk, link_for(wanted, wanted.desk))
            return None
        if wanted.slot is None:
            return self._ask_slot(talk, wanted.desk)
        asked = phone.question(wanted.phone)
        if asked is not None:
            return asked
        if not wanted.name and not self._moving:
            return name_question()
        if wanted.change:
            return Question("rdv_change", "rdv_ask_change", {}, EXPECT_CHOICE, "rdv_ask_change_retry", 3, help="rdv")
        if not self._agreed:
            return self._read_back(talk, wanted.slot)
        return self._store(talk, wanted.desk, wanted.slot)

    def _ask_slot(self, talk: Talk, desk: Desk) -> Question | None:
        wanted = self._wanted
        if wanted.ask_day:
            return Question("rdv_day", "rdv_ask_day", {}, EXPECT_OPEN, "rdv_ask_day_retry", 3, help="rdv")
        usual = not never_received(desk, wanted.wish, talk.now())
        found = talk.store.appointments.offers(desk, talk.now(), wanted.wish, 2, wanted.after) if usual else []
        self._offered = found
        if self._offered and is_exact(wanted.wish, self._offered[0]):
            self._offered = self._offered[:1]
        if not self._offered:
            self._loosen(talk, desk)
        if not self._offered:
            self._done = True
            talk.say("rdv_full")
            call_agent(talk, "no appointment", self._matter(talk))
            return None
        slots = dict(zip(("first", "second"), say_slots(self._offered, talk.now()), strict=False))
        key = "rdv_two" if len(self._offered) == 2 else "rdv_one"
        asked = "rdv_which" if wanted.which and key == "rdv_two" else key
        return Question("rdv_slot", asked, slots, EXPECT_CHOICE, f"{key}_retry", 3, help="rdv")

    def _loosen(self, talk: Talk, desk: Desk) -> None:
        """Nothing is free as wished: the nearest to it instead, and it is said; of refused times only that."""
        wanted = self._wanted
        self._offered, wish = nearest(talk, desk, wanted.wish, wanted.after)
        if not self._offered:
            return
        if wanted.after is not None:
            talk.say("rdv_no_other")
        else:
            say_why(talk, desk, wanted.wish)
        self._wanted = replace(wanted, wish=wish)

    def _read_back(self, talk: Talk, slot: Slot) -> Question:
        return doubts.plainly(talk, self._in_full(talk, slot))

    def _in_full(self, talk: Talk, slot: Slot) -> Question:
        wanted = self._wanted
        slots = {"when": say_slot(slot.start, talk.now()), "label": wanted.context.motive}
        if self._moving:
            return Question(
                "rdv_readback", "rdv_move_readback", slots, EXPECT_YES_NO, "rdv_readback_retry", 3, help="rdv"
            )
        key = "rdv_readback" if wanted.phone.number else "rdv_readback_no_phone"
        if wanted.name == UNNAMED:
            key = key.replace("readback", "unnamed")
        else:
            slots["name"] = OwnWords(wanted.name)
        slots |= {"phone": wanted.phone.spoken} if wanted.phone.number else {}
        return Question("rdv_readback", key, slots, EXPECT_YES_NO, "rdv_readback_retry", 3, help="rdv")

    # ---------------------------------------------------------------- answers

    def take(self, talk: Talk, question: Question, answer: Answer) -> bool:
        """Use an answer. False: not understood."""
        before = self._wanted
        if self._moving and cancelling.called_off(talk, self._moving, answer.texts):
            self._done = True
            cancelling.ask(talk, self._moving)
            return True
        if self._asks_for_one_more(talk, question, answer):
            return True
        instead = None
        if question.name.startswith(_BEFORE_BOOKING):
            instead = second_thought.taken_back(talk, before, self._offered, question, answer)
            name = renamed(answer) if instead is not None and not self._moving else ""
            instead = replace(instead, name=with_first_name(name, before.name)) if instead and name else instead
        taken = instead or self._take(talk, question, answer)
        early = phone.in_passing(talk, question, answer) if not self._moving else None
        if early is not None and early != before.phone:
            chosen = taken is not None and taken.slot is not None
            unread = question.name == "rdv_name" or not chosen  # "non, le 06 ..." is no name and refuses no time
            taken = replace(self._noted(talk) if unread or taken is None else taken, phone=early)
        if taken is None and asides.answered(talk, before.desk, answer):
            return True
        if taken is None:
            return False
        self._past.append(before)
        self._wanted = taken
        return True

    def _asks_for_one_more(self, talk: Talk, question: Question, answer: Answer) -> bool:
        """ "Il m'en faut un autre pour le passeport" before this one is booked: this first, and it is said so."""
        if not question.name.startswith(_BEFORE_BOOKING) or self._moving or not answer.texts:
            return False
        if answer.yes_no() is False or another.meant(talk, answer.text, self._wanted.context.motive) != "more":
            return False
        talk.note("another appointment, later")
        talk.say("rdv_finish_first")
        self._one_more = answer
        return not answer.yes_no()

    def _noted(self, talk: Talk) -> Wanted:
        talk.say("noted")
        return self._wanted

    def _take(self, talk: Talk, question: Question, answer: Answer) -> Wanted | None:
        match question.name:
            case "rdv_motive":
                return self._motive(talk, answer)
            case "rdv_slot":
                return choosing.of_offered(talk, self._wanted, self._offered, answer)
            case "rdv_day":
                return choosing.of_days(talk, self._wanted, answer)
            case "rdv_name":
                name = name_in(answer, talk.now())
                return replace(self._wanted, name=name) if name else None
            case "rdv_readback":
                return self._confirmed(talk, question, answer)
            case "rdv_change":
                change = corrected(answer)
                if change:
                    return self._changed(talk, change)
                name = "" if self._moving else corrected_name(answer, talk.now())
                return (
                    replace(self._wanted, name=with_first_name(name, self._wanted.name), change=False) if name else None
                )
        number = phone.take(self._wanted.phone, question, answer)
        if number is None:
            return None
        phone.remember(talk, number)
        return replace(self._wanted, phone=number)

    def _motive(self, talk: Talk, answer: Answer) -> Wanted | None:
        named = talk.store.desks.named_in(answer.texts)
        if named is None and answer.dont_know() and not self._helped:
            self._helped = True
            talk.say("rdv_motives")
            return self._wanted
        if named is None and cancelling.other_deed(talk, answer):
            self._done = True
            return self._wanted
        wished = choosing.as_wished(talk, self._wanted, answer.texts)
        if named is None and wished != self._wanted:  # "plutôt le matin": kept, and what for is asked again
            talk.note("slot wished")
            talk.say("noted")
            return wished
        if named is None:
            return None
        desk, motive = named
        talk.note(f"motive={motive.label}")
        self._said.append(answer.texts)
        context = replace(self._wanted.context, motive=motive.label, procedure=motive.procedure)
        return replace(wished, desk=desk, context=context)

    def _confirmed(self, talk: Talk, question: Question, answer: Answer) -> Wanted | None:
        """What is wanted after the read-back: agreed to, changed, or read again; None: unclear."""
        reply = doubts.sure(talk, question, answer)
        slot = self._wanted.slot
        if reply or (reply is None and slot is not None and repeats(answer.texts, slot.start, talk.now())):
            return self._agree(talk)
        if reply is None and doubts.asks_what(answer):
            return self._wanted if doubts.read_again(talk, question) else None
        change = corrected(answer) if reply is False or answer.utterance else None
        if change:
            name = renamed(answer) if change == "name" else ""
            name = with_first_name(name, self._wanted.name)
            return replace(self._wanted, name=name) if name else self._changed(talk, change)
        if choosing.no_such_day(talk, answer.texts):
            return replace(self._wanted, slot=None, ask_day=True)
        wish = wish_in(answer.texts, talk.now())
        if wish is not None and reply is None and slot is not None and wish.fits(slot.start):
            # "mardi ou mercredi ?": what was read is read again
            return self._wanted if doubts.read_again(talk, question) else None
        if wish is not None:
            return replace(choosing.wished(talk, self._wanted, wish), slot=None)
        said = "" if self._moving or talk.store.desks.named_in(answer.texts) else corrected_name(answer, talk.now())
        if said:
            talk.note("change=name")
            return replace(self._wanted, name=with_first_name(said, self._wanted.name))
        if reply is False:
            return self._changed(talk, "time") if self._moving else replace(self._wanted, change=True)
        if doubts.sure(talk, question, answer, looked=True):  # "oui, mais ...", and nothing to change in it
            return self._agree(talk)
        return self._wanted if doubts.heard(talk, question, answer) else None

    def _agree(self, talk: Talk) -> Wanted:
        talk.note("confirmed")
        self._agreed = True
        return self._wanted

    def _changed(self, talk: Talk, change: Change) -> Wanted:
        talk.note(f"change={change}")
        wanted = replace(self._wanted, change=False)
        match change:
            case "time":
                return replace(wanted, slot=None, ask_day=True)
            case "name":
                return replace(wanted, name="")
            case "phone":
                return replace(wanted, phone=PhoneState())
            case "nothing":
                return wanted

    # ---------------------------------------------------------------- the rest of the protocol

    def settle(self, talk: Talk, question: Question, answer: Answer) -> None:
        """A number and a name can be done without; for the rest a person is better than a guess."""
        if question.name.startswith("phone"):
            self._wanted = replace(self._wanted, phone=phone.settle(self._wanted.phone))
        elif question.name == "rdv_name":
            self._wanted = replace(self._wanted, name=UNNAMED)
        else:
            self._done = True
            call_agent(talk, "appointment", self._matter(talk))

    def back(self, talk: Talk) -> bool:
        """Undo the last answer."""
        if not self._past or self._done:
            return False
        self._wanted, self._agreed = self._past.pop(), False
        return True

    def leave(self, talk: Talk) -> None:
        """Nothing is booked without a yes; who left a number and a time is called back, but not who gave it up."""
        if talk.giving_up and not self._done:
            talk.say("rdv_kept" if self._moving else "rdv_not_booked")
        unwanted = self._done or self._moving or talk.giving_up
        if unwanted or not (self._wanted.slot and self._wanted.phone.number):
            return
        self._done = True
        number = self._wanted.phone.number
        callbacks.keep(talk, number, self._matter(talk).subject, "appointment not finished")

    def upcoming(self, talk: Talk) -> tuple[Sentence, ...]:
        """The calling number is asked for soon."""
        return phone.upcoming(self._wanted.phone.calling, talk)

    def matter(self, talk: Talk) -> Matter | None:
        """What for, and when if that was chosen; None while it is not known what for."""
        return self._matter(talk) if self._wanted.context.motive else None

    def _matter(self, talk: Talk) -> Matter:
        wanted = self._wanted
        what = f"rendez-vous pour {wanted.context.motive}" if wanted.context.motive else "rendez-vous"
        when = f", {say_slot(wanted.slot.start, talk.now())}" if wanted.slot else ""
        return Matter(f"{what}{when}", self.topic)

    # ---------------------------------------------------------------- the deed

    def _store(self, talk: Talk, desk: Desk, slot: Slot) -> Question | None:
        """Commit, then say so; a time that went meanwhile is proposed anew."""
        try:
            booked = booking.stored(talk, self._wanted, desk, slot, self._moving)
        except SlotTakenError:
            talk.note("slot taken")
            talk.say("rdv_taken")
            self._wanted, self._agreed = replace(self._wanted, slot=None), False
            return self._ask_slot(talk, desk)
        self._done = True
        afterwards.remember(talk, booked, self.move, self.begin, self._offered)
        if self._one_more is not None:  # begun first, so that it comes last
            talk.begin(another.Later(self._one_more, booked, self.begin))
        if self._moving:
            booking.told_moved(talk, desk, booked)
        else:
            booking.told(talk, desk, booked, self._said)
        return None
