"""What callers say for each request: the sentences that the understanding learns from, for the recognizer too."""

from pathlib import Path

from dialogue.catalogue import HERE, Catalogue, spoken_examples


def stories(catalogue: Catalogue, folder: Path = HERE) -> list[str]:
    """Example sentences as they were said (not as they were misheard), each once."""
    examples = [text for kind in catalogue.kinds.values() for text in kind.examples]
    examples += [text for intent in catalogue.intents.values() for text in intent.examples]
    return list(dict.fromkeys([*examples, *spoken_examples(folder)]))
