"""Every sentence that is the same for all callers: what a prompt store can render ahead of time."""

from dialogue.catalogue import Catalogue
from dialogue.wording import Wording, split_sentences


def common_sentences(wording: Wording, catalogue: Catalogue) -> list[str]:
    """Those that most calls need: no label of a kind or a procedure in them, and what is said in danger."""
    texts = [danger.said for danger in catalogue.dangers.values()]
    from_data = [sentence for text in texts for sentence in split_sentences(text)]
    return list(dict.fromkeys([*from_data, *wording.fixed({})]))


def fixed_sentences(wording: Wording, catalogue: Catalogue) -> list[str]:
    """All of them, without repeats, the most general first."""
    kinds = tuple(kind.label for kind in catalogue.kinds.values())
    intents = tuple(intent.label for intent in catalogue.intents.values())
    labels = {
        "understood_kind": kinds,
        "confirm_kind": kinds,
        "readback": kinds,
        "confirm_intent": intents,
        "not_yet": intents,
        "procedure_understood": tuple(procedure.label for procedure in catalogue.procedures.values()),
    }
    texts = [
        *(question.ask for kind in catalogue.kinds.values() for question in kind.questions),
        *(urgency.said for urgency in catalogue.urgency.values()),
        *(text for danger in catalogue.dangers.values() for text in (danger.said, danger.end) if text),
        *(question.ask for each in catalogue.procedures.values() for question in each.question.values()),
    ]
    from_data = [sentence for text in texts for sentence in split_sentences(text)]
    return list(dict.fromkeys([*wording.fixed(labels), *from_data]))
