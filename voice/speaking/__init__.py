"""Written French made speakable for a telephone voice: words only, and sentences one at a time."""

from voice.speaking.digits import spell_digits
from voice.speaking.lexicon import LexiconError
from voice.speaking.pipeline import for_voice, in_words, speakable
from voice.speaking.sentences import sentences

__all__ = ["LexiconError", "for_voice", "in_words", "sentences", "speakable", "spell_digits"]
