import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from tests.fakes import FakeSynthesizer
from voice.prompts import PromptStore
from voice.wav import WavError, read_wav


@contextmanager
def full_disk(largest: int = 100) -> Iterator[None]:
    """No file of this process grows beyond `largest` bytes."""
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.fixture
def synthesizer() -> FakeSynthesizer:
    return FakeSynthesizer()


@pytest.fixture
def store(tmp_path: Path, synthesizer: FakeSynthesizer) -> PromptStore:
    return PromptStore(tmp_path, synthesizer)


def ignore(done: int, total: int) -> None:
    pass


def test_a_sentence_is_rendered_once(store: PromptStore, synthesizer: FakeSynthesizer) -> None:
    first = store.get("Bonjour.")
    assert np.array_equal(store.get("Bonjour."), first)
    assert synthesizer.asked == [("Bonjour.", 1.0)]
    assert np.array_equal(read_wav(store.path("Bonjour."), store.rate), first)


def test_the_voice_is_given_speakable_text(store: PromptStore, synthesizer: FakeSynthesizer) -> None:
    store.get("Ouvert à 9h30.")
    assert synthesizer.asked == [("Ouvert à neuf heures trente.", 1.0)]
    assert store.path("Ouvert à 9h30.") == store.path("Ouvert à neuf heures trente.")
    store.get("Vous avez 86 ans.")
    assert synthesizer.asked[-1] == ("Vous avez quatre-vin-six ans.", 1.0), "respelled for the voice"


def test_the_address_changes_with_all_that_changes_the_sound(tmp_path: Path, store: PromptStore) -> None:
    other_voice = PromptStore(tmp_path, FakeSynthesizer("voice/2"))
    paths = {
        store.path("Bonjour."),
        store.path("Bonsoir."),
        store.path("Bonjour.", 1.15),
        other_voice.path("Bonjour."),
    }
    assert len(paths) == 4


@pytest.mark.parametrize("damage", [b"", b"RIFF", None], ids=["empty", "no header", "cut in the middle"])
def test_a_damaged_file_is_rendered_again(
    store: PromptStore, synthesizer: FakeSynthesizer, damage: bytes | None
) -> None:
    whole = store.get("Bonjour.")
    path = store.path("Bonjour.")
    path.write_bytes(path.read_bytes()[:2000] if damage is None else damage)
    assert np.array_equal(store.get("Bonjour."), whole)
    assert len(synthesizer.asked) == 2
    assert np.array_equal(read_wav(path, store.rate), whole), "the file was mended"


def test_personal_sentences_leave_nothing_on_disk(store: PromptStore, tmp_path: Path) -> None:
    assert store.get("Au 12, rue des Lilas, madame Durand.", keep=False).size > 0
    assert list(tmp_path.iterdir()) == []


def test_filling_renders_what_is_missing_and_nothing_twice(store: PromptStore, synthesizer: FakeSynthesizer) -> None:
    steps: list[tuple[int, int]] = []
    sentences = ["Un.", "Deux.", "Trois."]
    store.get("Deux.")
    assert store.missing(sentences) == ["Un.", "Trois."]
    assert store.fill(sentences, lambda done, total: steps.append((done, total))) == 2
    assert steps == [(0, 2), (1, 2), (2, 2)]
    assert store.fill(sentences, ignore) == 0
    assert store.missing(sentences) == []
    assert len(synthesizer.asked) == 3


def test_the_same_sentence_twice_in_a_list_is_made_once(store: PromptStore, synthesizer: FakeSynthesizer) -> None:
    assert store.fill(["Un.", "Un."], ignore) == 1
    assert synthesizer.asked == [("Un.", 1.0)]


def test_a_full_disk_does_not_silence_a_call_but_stops_the_filling(store: PromptStore, tmp_path: Path) -> None:
    with full_disk():
        assert store.get("Bonjour.").size > 0
        with pytest.raises(WavError, match=r"\.wav cannot be written: "):
            store.fill(["Bonjour."], ignore)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [], "nothing half-written"


def _hours_old(path: Path, hours: float) -> None:
    os.utime(path, (time.time() - 3600 * hours, time.time() - 3600 * hours))


def test_the_folder_is_bounded_and_what_was_heard_last_stays(tmp_path: Path) -> None:
    kept = ["Bonjour.", "Au revoir."]
    gone = ["Ouvert demain.", "Fermé demain."]
    roomy = PromptStore(tmp_path, FakeSynthesizer())
    for age, sentence in enumerate([*kept, *gone]):
        roomy.get(sentence)
        _hours_old(roomy.path(sentence), 10 + age)
    for sentence in kept:
        roomy.get(sentence)  # heard again
    size = sum(roomy.path(sentence).stat().st_size for sentence in kept)
    bounded = PromptStore(tmp_path, FakeSynthesizer(), most_bytes=round(1.2 * size))
    bounded.clear()
    assert bounded.missing([*kept, *gone]) == gone


def test_a_store_clears_as_it_writes_and_says_what_was_cleared_again(tmp_path: Path) -> None:
    store = PromptStore(tmp_path, FakeSynthesizer(), most_bytes=1)
    assert store.get("Bonjour.").size > 0
    assert store.missing(["Bonjour."]) == ["Bonjour."]
    assert store.get("Bonjour.").size > 0


def test_filling_keeps_the_fixed_sentences_young(store: PromptStore) -> None:
    store.get("Bonjour.")
    _hours_old(store.path("Bonjour."), 10)
    store.fill(["Bonjour."], ignore)
    assert time.time() - store.path("Bonjour.").stat().st_mtime < 3600


def test_only_what_a_dead_process_left_unfinished_is_cleared(store: PromptStore) -> None:
    store.get("Bonjour.")
    old, young = (store.path("Bonjour.").with_suffix(f".wav.{name}.part") for name in ("1-1", "2-2"))
    for path in (old, young):
        path.write_bytes(b"RIFF")
    _hours_old(old, 2)
    store.clear()
    assert (old.exists(), young.exists(), store.missing(["Bonjour."])) == (False, True, [])


def test_two_that_fill_the_same_folder_share_the_work(tmp_path: Path) -> None:
    quick = PromptStore(tmp_path, FakeSynthesizer())
    slow_voice = FakeSynthesizer()
    slow = PromptStore(tmp_path, slow_voice)
    sentences = ["Un.", "Deux.", "Trois."]

    def other_goes_on(done: int, total: int) -> None:
        if done == 1:
            quick.fill(sentences, ignore)

    assert slow.fill(sentences, other_goes_on) == 1
    assert slow_voice.asked == [("Un.", 1.0)]
    assert slow.missing(sentences) == []
