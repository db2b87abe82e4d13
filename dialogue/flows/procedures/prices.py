"""A price that the town sets: the figures of its own page, where the procedure has none."""

from collections.abc import Sequence

from dialogue.flows.knowledge import ACT
from dialogue.talk import Talk
from kb.procedures.model import Case
from kb.questions import OUT_OF_DATE

_FIGURE, _FREE = "euro", "gratuit"


def stated(cases: Sequence[Case]) -> bool:
    """Whether one of these cases tells a price in euros itself, or all are free."""
    return any(_FIGURE in case.cost for case in cases) or all(_FREE in case.cost for case in cases)


def tell(talk: Talk, texts: Sequence[str], label: str) -> bool:
    """Say what a page surely answers to these words, or to the price of what `label` names. False: no page does.

    A page past its day is called so, and is put on the agents' list.
    """
    for asked in (texts, [f"quel est le prix de {label}"]):
        found = talk.store.passages.search(asked, 1)
        if not found or found[0].score < ACT:
            continue
        answer = talk.store.passages.answer(found[0], asked)
        if not any(_FIGURE in sentence for sentence in answer.sentences):
            continue
        talk.note(f"passage={found[0].passage.url}", found[0].score)
        outdated = found[0].passage.outdated(talk.now().date())
        if outdated:
            talk.say("answer_outdated")
        for sentence in answer.sentences:
            talk.sentences.extend(talk.wording.literal(sentence))
        if outdated:
            talk.store.questions.add(talk.call_id, asked[0], OUT_OF_DATE, talk.now())
            talk.say("answer_outdated_noted")
        talk.achieve("answer")
        return True
    return False
