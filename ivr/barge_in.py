"""Whether words heard over a prompt are the caller's: not a cough, not the prompt's own echo. Pure decisions."""

from rapidfuzz import fuzz

from accessibility.hearing import fold, sounds
from voice.recognition import Recognition

CERTAIN = 0.95
"""Confidence from which a short expected word ("oui") counts even before 300 ms of voice.

A grammar makes "oui" or "non" of a call-waiting beep with up to 0.9; of a spoken one with 0.99 or more (8 synthetic
speakers over a telephone band).
"""
COUGH_CONFIDENCE = 0.5
"""One or two words with less confidence than this, over a prompt, are a cough."""
COUGH_WORDS = 2
LITTLE_WORDS = frozenset(
    "a ah au aux ce ces d dans de des du elle en es est et eu euh heu hum il j je l la le les lui m me mm mon n ne nous"
    " oh on ont ou ouh par pas pour qu que qui s sa se ses si son sur t te toi tu un une vous y".split()
)
"""What a small recognizer makes of a cough, a door or a breath: alone, they are nobody's answer."""
ECHO_LIKE = 85.0
"""Likeness by sound (0 to 100) to the prompt being played from which words are its echo."""
ECHO_WORDS = 3


def is_caller(recognition: Recognition, prompt: str, *, confirmed: bool, closed: bool) -> bool:
    """Whether this was the caller. `prompt`: what was played so far.

    `confirmed`: it was long enough to be speech and stopped the prompt. `closed`: the question expects few phrases.
    """
    if not recognition.hypotheses:
        return False
    if not confirmed:
        # Without a live word the reading is the full model's guess, whose confidence says only that its
        # other guesses were worse.
        return closed and bool(recognition.words) and recognition.confidence >= CERTAIN
    words = fold(recognition.text).split()
    if len(words) <= COUGH_WORDS and (recognition.confidence < COUGH_CONFIDENCE or LITTLE_WORDS.issuperset(words)):
        return False
    return not is_echo(recognition.text, prompt)


def is_echo(text: str, prompt: str) -> bool:
    """Whether the words sound like a part of the prompt: three or more, since "la rue" alone proves nothing."""
    if len(text.split()) < ECHO_WORDS:
        return False
    return fuzz.partial_ratio(sounds(text), sounds(prompt)) >= ECHO_LIKE
