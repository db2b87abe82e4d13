"""Sentences rendered ahead of time, with a progress bar."""

from collections.abc import Sequence

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from ivr.config import Settings
from ivr.speech import prompt_store


def render(settings: Settings, sentences: Sequence[str], speaker: str = "") -> int:
    """Render what the prompt store of a speaker (default: the assistant's) lacks; how many. Raises WavError."""
    store = prompt_store(settings, speaker)
    if not store.missing(sentences):
        return 0
    console = Console(stderr=True)
    console.print(f"Rendering {len(store.missing(sentences))} sentences ahead of time ...")
    columns = TextColumn("rendering sentences"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("", total=None)
        made = store.fill(sentences, lambda done, total: bar.update(task, completed=done, total=total))
    console.print(f"{made} sentences rendered in {settings.prompts}", soft_wrap=True)
    return made
