"""How people say what is written."""

from random import Random

from asr_models.training.colloquial import ended, hesitating, swallowed


def ways(symbols: str) -> set[str]:
    return {"".join(swallowed(list(symbols), Random(seed))) for seed in range(200)}


def test_a_schwa_falls_after_one_consonant_alone() -> None:
    assert ways("ʒəsɛ") == {"ʒəsɛ", "ʒsɛ"}
    assert ways("apaʁtəmɑ\u0303") == {"apaʁtəmɑ\u0303"}
    assert ways("la pətit") == {"la pətit", "la ptit"}


def test_who_hesitates_says_all_the_words_all_the_same() -> None:
    text = "je voudrais signaler un lampadaire en panne"
    said = [hesitating(text, Random(seed)) for seed in range(100)]
    assert text in said
    assert len(set(said)) > 5
    for each in said:
        words = iter(each.replace(",", "").split())
        assert all(word in words for word in text.split())  # in this order, with others between


def test_a_sentence_ends_somehow() -> None:
    assert {ended("oui", Random(seed))[3:] for seed in range(50)} == {"", ".", "?", ",", "!"}
    assert ended("oui ?", Random(0)) == "oui ?"
