"""Says what a case holds, sentence by sentence: verdict, documents, facts, advice, sources."""

from collections.abc import Sequence

from accessibility.hearing import fold
from dialogue.flows.procedures import listing
from dialogue.flows.procedures.facets import Facet, says
from dialogue.french.dates import say_day
from dialogue.talk import Talk
from dialogue.wording import split_sentences
from kb.procedures.due import out_of_date
from kb.procedures.model import Case, Document, Procedure
from kb.questions import OUT_OF_DATE, UNANSWERED

LEAD_INS: dict[Facet, tuple[str, ...]] = {
    "delay": ("delai", "delais"),
    "where": (),
    "who": ("venir", "vient", "venez", "viennent"),
}
"""What is told with a word or two before it, so that the ear knows what it is about, unless these words tell it."""
SOURCES_SAID = 1
"""Of several sources the first is said; all are in the message."""


class Teller:
    """The sentences of one case; what was told and what comes next is the flow's."""

    def __init__(self, procedure: Procedure, case: Case) -> None:
        self.case = case
        self.documents: tuple[Document, ...] = tuple(procedure.document[code] for code in case.documents or ())
        self.pieces = listing.pieces(len(self.documents))

    def verdict(self, talk: Talk) -> None:
        """Whether it is possible."""
        self._texts(talk, (self.case.verdict,))
        self.warn(talk)

    def warn(self, talk: Talk) -> None:
        """What may be out of date is not given as true: it is said, and agents get it on their list."""
        if self.case.checked is not None and out_of_date(self.case, talk.now().date()):
            talk.say("procedure_stale", day=say_day(self.case.checked, talk.now().date()))
            talk.store.questions.add(talk.call_id, self.case.label, OUT_OF_DATE, talk.now())

    def piece(self, talk: Talk, number: int) -> None:
        """One piece of the list."""
        if number == 0:
            talk.say("procedure_list")
        for place in self.pieces[number]:
            self._item(talk, place)

    def item(self, talk: Talk, place: int) -> None:
        """One document, with what exactly is meant."""
        self._item(talk, place)
        self._texts(talk, (self.documents[place].detail,))

    def few(self, talk: Talk) -> None:
        """A list of one, or of none."""
        if self.documents:
            talk.say("procedure_one_item", fact=self.documents[0].say)
        else:
            talk.say("procedure_nothing_to_bring")

    def facts(self, talk: Talk, wanted: Sequence[Facet]) -> None:
        """Each fact that is known; of several it is said which is which."""
        for facet in wanted:
            texts = says(self.case, facet)
            if len(wanted) > 1 and facet in LEAD_INS:
                texts = self._led_in(talk, facet, texts)
            self._texts(talk, texts)

    def _led_in(self, talk: Talk, facet: Facet, texts: Sequence[str]) -> tuple[str, ...]:
        """Say the first sentence with what it is about before it; gives the other sentences."""
        first, *rest = (sentence for text in texts for sentence in split_sentences(text))
        told = f" {fold(first)} "
        if told.split()[0].endswith(("ez", "faites")) or any(f" {word} " in told for word in LEAD_INS[facet]):
            return (first, *rest)
        talk.say(f"procedure_lead_{facet}", fact=first[:1].lower() + first[1:].rstrip("."))
        return tuple(rest)

    def by_appointment(self, talk: Talk, *, bookable: bool) -> None:
        """Where to go, which says whether an appointment is needed, and whether one can be made at once."""
        self._texts(talk, says(self.case, "where"))
        if bookable:
            talk.say("procedure_by_appointment")

    def advice(self, talk: Talk, start: int, end: int) -> None:
        """Some of the advice."""
        self._texts(talk, self.case.advice[start:end])

    def no_fact(self, talk: Talk, facet: Facet) -> None:
        """Nothing is known of this: said plainly, and put on the agents' list."""
        talk.say("procedure_no_fact")
        talk.store.questions.add(talk.call_id, f"{self.case.label} : {facet}", UNANSWERED, talk.now())

    def source(self, talk: Talk) -> None:
        """Where it comes from, and when it was last checked."""
        for source in self.case.sources[:SOURCES_SAID]:
            talk.say("procedure_source", fact=source.title.rstrip(" ?!."))
        if self.case.checked is not None:
            talk.say("procedure_checked", day=say_day(self.case.checked, talk.now().date()))

    def _item(self, talk: Talk, place: int) -> None:
        talk.say("procedure_item", variant=place, fact=self.documents[place].say)

    def _texts(self, talk: Talk, texts: Sequence[str]) -> None:
        for text in texts:
            talk.sentences.extend(talk.wording.literal(text))
