"""Golden traces of whole sessions: what the caller does, and exactly what happens when."""

import pytest

from accessibility.pacing import UNHURRIED, YES_NO, Delivery
from dialogue.actions import HangUp, Listen, Reply, Sentence, Transfer
from dialogue.events import HungUp, Inaudible, Keys, Silence, TransferFailed, Utterance
from tests.fakes import FAINT, GOODBYE, FakeMouth, silence, voice
from tests.ivr.replay import Replay

GREETING = Reply((Sentence("Bonjour."), Sentence("Que puis-je faire ?")), Listen())
NEXT = Reply((Sentence("Bien."),), Listen())
CONFIRM = Reply((Sentence("Est-ce exact ?"),), Listen(YES_NO, ("oui", "non")))
NUMBER = Reply((Sentence("Tapez votre numéro."),), Listen(UNHURRIED, digits=10))
DANGER = Reply((Sentence("Appelez le 112.", urgent=True), Sentence("Voulez-vous un agent ?")), Listen())
TRANSFER = Reply((Sentence("Je vous passe un agent."),), Transfer("sip:agent@example"))
SPEECH = voice(0.9, "un trou dans la", at=0.2)


def test_greeting_answer_reply_goodbye() -> None:
    call = Replay(GREETING, CONFIRM, GOODBYE)
    call.hear(silence(3.0) + SPEECH + silence(3.5) + voice(0.4, "oui") + silence(2.0))
    assert call.trace == [
        "0.00 [start] → Bonjour. Que puis-je faire ?",
        "0.02 answering",
        "2.24 said",
        "4.90 un trou dans la 0.90 → Est-ce exact ?",
        "4.90 answering after 1000 ms",
        "5.88 said",
        "8.30 oui 0.90 → Au revoir.",
        "8.30 answering after 500 ms",
        "9.28 said",
    ]
    assert call.said() == ["Bonjour.", "Que puis-je faire ?", "Est-ce exact ?", "Au revoir."]
    assert call.recognizer.asked == [(), ("oui", "non")], "the grammar follows the question"
    assert call.request == HangUp()
    call.session.on_hang_up(call.now)
    assert call.trace[-2:] == ["9.80 [hung up] → Au revoir.", "9.80 ended"]
    assert call.session.finished
    assert call.talker.heard[-1] == HungUp()


def test_delivery_reaches_the_mouth_and_what_is_likely_next_is_prepared() -> None:
    slow = Reply(
        (Sentence("Au 12, rue des Lilas.", fixed=False),),
        Listen(),
        Delivery(1.15, 6.0, 0.6),
        upcoming=(Sentence("Au 12 bis.", fixed=False),),
    )
    call = Replay(slow)
    assert call.mouth.asked == [("Au 12, rue des Lilas.", 1.15, 6.0, False)]
    assert call.mouth.prepared == ["Au 12 bis."]


# ---------------------------------------------------------------------- barge-in


def test_speech_stops_the_prompt_within_200_ms() -> None:
    call = Replay(GREETING, NEXT)
    call.hear(silence(0.5) + voice(0.6, "un trou", at=0.25))
    assert call.trace[-1] == "0.80 interrupted by un", "300 ms of voice, and a word"
    last_played = max(number for number, text in enumerate(call.played) if text)
    assert (last_played + 1) * 20 - 800 <= 200
    call.hear(silence(1.5))
    assert call.trace[2:] == [
        "0.80 interrupted by un",
        "2.10 un trou 0.90 → Bien.",
        "2.10 answering after 1000 ms",
    ]


def test_a_key_stops_the_prompt_at_once_and_the_reply_waits_half_a_second() -> None:
    call = Replay(GREETING, NEXT)
    call.hear(silence(0.5)).press("1").hear(silence(1.0))
    assert call.talker.heard == [Keys("1")]
    assert call.trace[2:] == [
        "0.50 interrupted by 1",
        "0.50 [keys 1] → Bien.",
        "1.00 answering after 500 ms",
    ]
    assert call.starts("Bien.") == [1.0]
    assert set(call.played[25:49]) == {""}


def test_a_cough_resumes_the_sentence_from_its_start() -> None:
    call = Replay(GREETING)
    call.hear(silence(1.5) + voice(0.4, "heu", at=0.2, sure=0.3) + silence(4.0))
    assert call.trace[2:] == ["1.80 interrupted by heu", "2.90 resumed", "3.88 said"]
    assert call.starts("Bonjour.") == [0.02]
    assert call.starts("Que puis-je faire ?") == [1.26, 2.9]
    assert call.talker.heard == []


def test_noise_without_words_never_stops_the_prompt() -> None:
    call = Replay(GREETING)
    call.hear(voice(2.2) + silence(1.0))
    assert call.trace[2:] == ["2.24 said"]
    assert "" not in call.played[:50]


def test_the_prompts_own_echo_resumes_it_and_cannot_hold_it_for_ever() -> None:
    long = Reply((Sentence("Dites le nom de la rue où se trouve le lampadaire."),), Listen())
    call = Replay(long, mouth=FakeMouth({"Dites le nom de la rue où se trouve le lampadaire.": 3.0}))
    echo = voice(0.9, "le nom de la", at=0.2) + silence(1.1)
    call.hear(echo * 4)
    assert [line.split(" ", 1)[1] for line in call.trace if "interr" in line or "resum" in line] == [
        "interrupted by le",
        "resumed",
        "interrupted by le",
        "resumed",
    ]
    assert call.trace[-1].endswith("said"), "an echo comes each time: the third time the prompt goes on"
    assert call.talker.heard == []


def test_after_two_false_alarms_words_of_the_callers_own_still_count() -> None:
    long = Reply((Sentence("Dites le nom de la rue où se trouve le lampadaire."),), Listen())
    call = Replay(long, NEXT, mouth=FakeMouth({"Dites le nom de la rue où se trouve le lampadaire.": 9.0}))
    cough = voice(0.4, "heu", at=0.2, sure=0.3) + silence(1.1)
    call.hear(cough * 2 + SPEECH + silence(0.9))
    assert call.played[-1].startswith("Dites"), "the prompt is not stopped any more"
    call.hear(silence(0.3))
    assert [each.text for each in call.talker.heard if isinstance(each, Utterance)] == ["un trou dans la"]
    assert call.played[-1] == "Bien."


def test_the_echo_of_the_prompts_end_is_no_answer() -> None:
    asks = Reply((Sentence("Dites le nom de la rue."),), Listen(YES_NO))
    call = Replay(asks, NEXT, mouth=FakeMouth({"Dites le nom de la rue.": 2.0}))
    noisy = voice(0.4, "dites") + silence(0.6)
    call.hear(silence(0.1) + voice(2.0, "le nom de la rue", at=1.7, every=0.06) + silence(0.8) + noisy)
    assert not any(isinstance(each, Utterance) and "nom" in each.text for each in call.talker.heard)


def test_an_answer_begun_at_the_prompts_end_counts_even_when_it_repeats_the_prompt() -> None:
    reads_back = Reply((Sentence("C'est au douze rue des Lilas ?"),), Listen(YES_NO))
    call = Replay(reads_back, NEXT)
    call.hear(silence(0.9) + voice(1.6, "au douze rue des lilas", at=0.3) + silence(0.6))
    assert [each.text for each in call.talker.heard if isinstance(each, Utterance)] == ["au douze rue des lilas"]


def test_a_quick_certain_oui_over_the_prompt_counts_without_stopping_it() -> None:
    call = Replay(CONFIRM, NEXT)
    call.hear(silence(0.1) + voice(0.2, "oui", at=0.1, sure=0.97) + silence(0.6))
    assert call.trace[2:] == ["0.80 oui 0.97 → Bien.", "0.80 answering after 500 ms"]


@pytest.mark.parametrize("sound", [voice(0.2, "oui", at=0.1, sure=0.6), voice(0.2, "euh", at=0.1, sure=0.99)])
def test_an_uncertain_or_unexpected_short_sound_over_the_prompt_does_not(sound: list[bytes]) -> None:
    call = Replay(CONFIRM, NEXT)
    call.hear(silence(0.1) + sound + silence(1.2))
    assert call.trace[2:] == ["1.00 said"]


# ---------------------------------------------------------------------- danger


def test_danger_is_told_to_its_end_over_any_sound() -> None:
    call = Replay(DANGER, NEXT)
    call.hear(voice(0.98, "oui mais je", at=0.2))
    assert call.trace == ["0.00 [start] → Appelez le 112. Voulez-vous un agent ?", "0.02 answering"]
    assert "" not in call.played, "not a frame was lost"
    call.hear(silence(0.5) + voice(0.6, "oui", at=0.2) + silence(1.2))
    assert call.trace[2] == "1.78 interrupted by oui", "the question after it may be interrupted"
    assert isinstance(call.talker.heard[0], Utterance)


def test_a_key_ends_even_the_danger_sentences() -> None:
    call = Replay(DANGER, TRANSFER)
    call.hear(silence(0.4)).press("0").hear(silence(2.0))
    assert call.talker.heard == [Keys("0")]
    assert call.request == Transfer("sip:agent@example")


# ---------------------------------------------------------------------- silence and noise


def test_silence_is_told_after_the_questions_patience() -> None:
    call = Replay(GREETING, NEXT)
    call.hear(silence(12.0))
    assert call.trace[2:4] == ["2.24 said", "10.24 [silence] → Bien."]
    assert call.talker.heard == [Silence()]


def test_a_short_noise_is_passed_over_and_does_not_restart_the_waiting() -> None:
    call = Replay(GREETING, NEXT)
    call.hear(silence(5.0) + voice(0.5) + silence(5.5))
    assert call.trace[2:4] == ["2.24 said", "10.24 [silence] → Bien."]


@pytest.mark.parametrize(
    ("sound", "cause"),
    [
        (voice(2.0), Inaudible("noise")),
        (voice(2.0, level=FAINT), Inaudible("quiet")),
        (voice(9.0), Inaudible("noise")),
    ],
)
def test_noise_and_faint_speech_are_told_apart(sound: list[bytes], cause: Inaudible) -> None:
    call = Replay(GREETING, NEXT)
    call.hear(silence(3.0) + sound + silence(1.1))
    assert call.talker.heard[0] == cause


def test_faint_speech_with_words_is_an_answer() -> None:
    call = Replay(GREETING, NEXT)
    call.hear(silence(3.0) + voice(0.9, "un trou", level=FAINT) + silence(1.1))
    assert call.trace[3] == "4.90 un trou 0.90 → Bien."


# ---------------------------------------------------------------------- a full answer


def test_whether_an_answer_is_full_is_asked_seldom_and_never_in_a_voice() -> None:
    asked: list[str] = []

    def complete(words: str) -> bool:
        asked.append(words)
        return words.endswith("la")

    call = Replay(Reply((Sentence("Où ?"),), Listen(UNHURRIED, complete=complete)), NEXT)
    call.hear(silence(1.5) + voice(0.5, "un trou", at=0.2) + silence(0.4) + voice(0.5, "dans la", at=0.2))
    assert asked == ["un trou"]
    call.hear(silence(0.9))
    assert asked == ["un trou", "un trou dans la"]
    assert [type(each) for each in call.talker.heard] == [Utterance], "0.8 s of silence were enough"


# ---------------------------------------------------------------------- keys


@pytest.mark.parametrize(
    ("keys", "wait", "expected"),
    [
        pytest.param("0612345678", 0.0, Keys("0612345678"), id="all ten"),
        pytest.param("0612#", 0.0, Keys("0612"), id="ended by #"),
        pytest.param("0612", 3.1, Keys("0612"), id="ended by a pause"),
        pytest.param("06*", 0.0, Keys("*"), id="* asks for a repetition"),
    ],
)
def test_a_number_is_typed(keys: str, wait: float, expected: Keys) -> None:
    call = Replay(NUMBER, NEXT)
    call.hear(silence(0.3)).press(*keys).hear(silence(wait))
    assert call.talker.heard == [expected]


def test_keys_too_far_apart_are_two_answers_and_no_sound_counts_between_keys() -> None:
    call = Replay(NUMBER, NEXT)
    call.hear(silence(0.3)).press("0").hear(voice(2.0, "zéro six douze"))
    assert call.talker.heard == []
    call.hear(silence(1.0))
    assert call.talker.heard == [Keys("0")]


def test_hash_skips_the_prompt_and_listens() -> None:
    call = Replay(GREETING, NEXT)
    call.hear(silence(0.5)).press("#").hear(silence(2.0))
    assert call.said() == ["Bonjour."]
    call.hear(silence(6.0))
    assert call.trace[2:4] == ["0.50 interrupted by #", "8.50 [silence] → Bien."]


def test_keys_during_goodbye_do_not_break_it() -> None:
    call = Replay(GOODBYE)
    call.hear(silence(0.2)).press(*"12*#0", every=0.1).hear(silence(0.5))
    assert call.request == HangUp()
    assert call.talker.heard == []
    assert call.played[:50] == ["Au revoir."] * 50


# ---------------------------------------------------------------------- transfer


def test_a_failed_transfer_goes_on() -> None:
    call = Replay(TRANSFER, NEXT)
    call.hear(silence(1.2))
    before = call.request
    call.session.on_transfer_failed(call.now)
    assert (before, call.request) == (Transfer("sip:agent@example"), None)
    call.hear(silence(1.1) + SPEECH + silence(1.1))
    assert [type(each) for each in call.talker.heard] == [TransferFailed, Utterance]


def test_a_caller_being_transferred_is_spoken_to_every_6_s_until_somebody_answers() -> None:
    call = Replay(TRANSFER, NEXT)
    call.hear(silence(20.0))
    first, second, third = call.starts("<un instant>")
    assert first == pytest.approx(1.0 + 6.0, abs=0.05)
    assert second - first == third - second == pytest.approx(6.4, abs=0.01), "6 s after 0.4 s of words"
    assert call.talker.heard == [], "nobody is listened to meanwhile"
    call.session.on_transfer_failed(call.now)
    call.hear(silence(8.0))
    assert call.said()[-1] == "Bien."


def test_nothing_is_said_while_hanging_up() -> None:
    call = Replay(GOODBYE)
    call.hear(silence(10.0))
    assert call.said() == ["Au revoir."]


def test_a_transfer_that_fails_after_the_hang_up_is_nothing() -> None:
    call = Replay(TRANSFER, NEXT)
    call.hear(silence(1.2))
    call.session.on_hang_up(call.now)
    call.session.on_transfer_failed(call.now)
    assert call.talker.heard == [HungUp()]


# ---------------------------------------------------------------------- hang-up


def test_the_conversation_learns_why_the_line_is_gone() -> None:
    call = Replay(TRANSFER, NEXT)
    call.hear(silence(1.2))
    call.session.on_hang_up(call.now, "transferred")
    assert call.talker.heard == [HungUp("transferred")]


@pytest.mark.parametrize("after", [0.0, 0.3, 1.1, 2.5, 3.2, 4.0, 4.95, 5.5])
def test_a_hang_up_at_any_moment_is_told_once(after: float) -> None:
    call = Replay(GREETING, CONFIRM)
    sound = silence(2.5) + SPEECH + silence(4.0)
    call.hear(sound[: round(after / 0.02)])
    call.session.on_hang_up(call.now)
    call.session.on_hang_up(call.now)
    call.session.on_key("1", call.now)
    call.hear(sound)
    assert call.talker.heard.count(HungUp()) == 1
    assert call.trace[-1] == f"{round(after / 0.02) * 0.02:.2f} ended"
    assert not any(call.played[round(after / 0.02) :])
