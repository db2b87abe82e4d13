from dialogue.flows.base import Choice
from dialogue.questions import Answer
from dialogue.wording import Wording


def _choice(chosen: list[str]) -> Choice:
    return Choice(
        "choose_kind",
        ("un banc", "un arbre"),
        lambda talk, option: chosen.append(str(option)),
        lambda talk: chosen.append("neither"),
        {"first": "un banc", "second": "un arbre"},
    )


class _Notes:
    """All that a choice asks of the conversation."""

    def note(self, what: str) -> None:
        """Nothing is kept."""


def test_each_key_that_is_said_is_an_answer() -> None:
    chosen: list[str] = []
    for key in "123":
        assert _choice(chosen).take(_Notes(), None, Answer(keys=key))  # type: ignore[arg-type]
    assert chosen == ["0", "1", "neither"]
    assert not _choice(chosen).take(_Notes(), None, Answer(keys="4"))  # type: ignore[arg-type]


def test_the_retry_says_the_option_and_then_its_key() -> None:
    question = _choice([]).next(_Notes())  # type: ignore[arg-type]
    assert question is not None
    said = [each.text for each in Wording.load("la mairie").fill(question.retry, question.slots)]
    assert said == ["Pour un banc, tapez 1.", "Pour un arbre, tapez 2.", "Pour autre chose, tapez 3."]
