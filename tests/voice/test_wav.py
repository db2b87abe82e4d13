import struct
import wave
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
import structlog

from tests.voice.test_prompts import full_disk
from voice.wav import StereoRecorder, WavError, read_wav, write_wav

TONE = (5000 * np.sin(np.arange(800) / 5)).astype(np.int16)


def raw_wav(path: Path, kind: int, channels: int, bits: int, data: bytes, rate: int = 8000) -> Path:
    """A WAV file with any header."""
    block = channels * bits // 8
    head = struct.pack("<HHIIHH", kind, channels, rate, rate * block, block, bits)
    chunks = b"WAVEfmt " + struct.pack("<I", 16) + head + b"data" + struct.pack("<I", len(data)) + data
    path.write_bytes(b"RIFF" + struct.pack("<I", len(chunks)) + chunks)
    return path


def test_what_was_written_is_read(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / "a.wav"
    write_wav(path, TONE, 8000)
    assert np.array_equal(read_wav(path, 8000), TONE)
    assert read_wav(path, 16000).size == 1600
    assert [file.name for file in path.parent.iterdir()] == ["a.wav"]


def test_a_wav_without_sound_is_read(tmp_path: Path) -> None:
    write_wav(tmp_path / "a.wav", TONE[:0], 8000)
    assert read_wav(tmp_path / "a.wav", 16000).size == 0


def bad_files(folder: Path) -> dict[str, tuple[Path, str]]:
    """Each file that cannot be read, and what the operator is told about it."""
    whole = folder / "whole.wav"
    write_wav(whole, TONE, 8000)
    cut, header, empty, text = (folder / name for name in ("cut.wav", "header.wav", "empty.wav", "text.wav"))
    cut.write_bytes(whole.read_bytes()[:1000])
    header.write_bytes(whole.read_bytes()[:30])
    empty.write_bytes(b"")
    text.write_text("Bonjour, ceci n'est pas un son.")
    samples = TONE.tobytes()
    return {
        "missing": (folder / "none.wav", "does not exist: name an existing WAV file."),
        "a folder": (folder, "cannot be read: Is a directory."),
        "text": (text, "is not a PCM WAV file (file does not start with RIFF id): convert it to mono 16-bit PCM WAV."),
        "empty": (empty, "is not a PCM WAV file (it is empty or cut): convert it to mono 16-bit PCM WAV."),
        "cut header": (header, "is not a PCM WAV file (it is empty or cut): convert it to mono 16-bit PCM WAV."),
        "cut": (cut, "is cut: 956 of 1600 bytes of sound are there; copy it again."),
        "stereo": (
            raw_wav(folder / "stereo.wav", 1, 2, 16, samples),
            f"has 2 channel(s) of 16 bits: "
            f"convert it to mono 16-bit PCM (sox {folder}/stereo.wav -c 1 -b 16 mono.wav).",
        ),
        "8 bits": (
            raw_wav(folder / "8.wav", 1, 1, 8, samples),
            f"has 1 channel(s) of 8 bits: convert it to mono 16-bit PCM (sox {folder}/8.wav -c 1 -b 16 mono.wav).",
        ),
        "float": (
            raw_wav(folder / "float.wav", 3, 1, 32, samples),
            "is not a PCM WAV file (unknown format: 3): convert it to mono 16-bit PCM WAV.",
        ),
        "no rate": (
            raw_wav(folder / "0.wav", 1, 1, 16, samples, rate=0),
            "gives no sample rate: convert it to mono 16-bit PCM WAV.",
        ),
    }


@pytest.mark.parametrize(
    "kind", ["missing", "a folder", "text", "empty", "cut header", "cut", "stereo", "8 bits", "float", "no rate"]
)
def test_what_cannot_be_read_gets_one_sentence(tmp_path: Path, kind: str) -> None:
    path, said = bad_files(tmp_path)[kind]
    with pytest.raises(WavError) as error:
        read_wav(path, 8000)
    assert str(error.value) == f"{path} {said}"


def test_a_full_disk_leaves_the_old_file_and_no_half_one(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    write_wav(path, TONE, 8000)
    with full_disk(), pytest.raises(WavError, match=r"a\.wav cannot be written: File too large\."):
        write_wav(path, np.tile(TONE, 50), 8000)
    assert np.array_equal(read_wav(path, 8000), TONE)
    assert [file.name for file in tmp_path.iterdir()] == ["a.wav"]


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(WavError, match="cannot be written"):
        write_wav(tmp_path / "file" / "a.wav", TONE, 8000)
    with pytest.raises(WavError, match="cannot be written"):
        StereoRecorder(tmp_path / "file" / "a.wav", 8000)


def test_many_writers_of_one_prompt_do_not_disturb_each_other(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    sound = np.tile(TONE, 100)
    with ThreadPoolExecutor(8) as pool:
        for done in [pool.submit(write_wav, path, sound, 8000) for _ in range(40)]:
            done.result()
    assert np.array_equal(read_wav(path, 8000), sound)
    assert [file.name for file in tmp_path.iterdir()] == ["a.wav"]


# ---------------------------------------------------------------------- recordings


def stereo(path: Path) -> list[list[int]]:
    with wave.open(str(path), "rb") as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (2, 2, 8000)
        return np.frombuffer(file.readframes(file.getnframes()), "<i2").reshape(-1, 2).tolist()


def test_left_and_right_are_recorded_side_by_side(tmp_path: Path) -> None:
    with StereoRecorder(tmp_path / "calls" / "a.wav", 8000) as recorder:
        recorder.write(np.array([1, 2], "<i2").tobytes(), np.array([3, 4], "<i2").tobytes())
        recorder.write(np.array([5, 6], "<i2").tobytes(), b"")
        recorder.write(b"", np.array([7], "<i2").tobytes())
    assert stereo(recorder.path) == [[1, 3], [2, 4], [5, 0], [6, 0], [0, 7]]
    recorder.close()


def test_a_recording_without_a_frame_is_a_valid_file(tmp_path: Path) -> None:
    StereoRecorder(tmp_path / "a.wav", 8000).close()
    assert stereo(tmp_path / "a.wav") == []


def test_a_disk_that_fills_up_ends_the_recording_not_the_call(tmp_path: Path) -> None:
    frame = np.full(160, 9, "<i2").tobytes()
    with structlog.testing.capture_logs() as logs:
        recorder = StereoRecorder(tmp_path / "a.wav", 8000)
        with full_disk(20_000):
            for _ in range(500):
                recorder.write(frame, frame)
            recorder.close()
    assert [entry["event"] for entry in logs] == ["the recording ends here"]
    assert (tmp_path / "a.wav").stat().st_size <= 20_000
