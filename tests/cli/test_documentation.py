"""A command that is not documented, or documentation that shows what does not exist, fails here."""

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.core import TyperCommand, TyperGroup

from ivr.cli.app import app

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
_BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)


def _commands(group: TyperGroup, prefix: str = "") -> dict[str, TyperCommand]:
    found: dict[str, TyperCommand] = {}
    for name, command in group.commands.items():
        if command.hidden:
            continue
        if isinstance(command, TyperGroup):
            found |= _commands(command, f"{prefix}{name} ")
        else:
            assert isinstance(command, TyperCommand)
            found[prefix + name] = command
    return found


def _root() -> TyperGroup:
    root = typer.main.get_command(app)
    assert isinstance(root, TyperGroup)
    return root


def _shown() -> list[str]:
    lines = [line for page in PAGES for block in _BLOCK.findall(page.read_text("utf-8")) for line in block.splitlines()]
    return [line.split("#")[0].strip() for line in lines if "run_ivr.py" in line]


def test_every_command_is_in_the_operators_page() -> None:
    page = (ROOT / "docs" / "operator.md").read_text("utf-8")
    missing = [name for name in _commands(_root()) if f"`{name}`" not in page]
    assert not missing


def test_every_command_and_option_says_what_it_is_for() -> None:
    for name, command in _commands(_root()).items():
        assert command.help, name
        for parameter in command.params:
            assert getattr(parameter, "help", None) or parameter.name == "help", f"{name}: {parameter.name}"


@pytest.mark.parametrize("line", _shown())
def test_commands_shown_in_the_pages_parse(line: str) -> None:
    words = shlex.split(line)
    words = words[words.index("run_ivr.py") + 1 :]
    command: Any = _root()
    while isinstance(command, TyperGroup):
        command = command.commands[words.pop(0)]
    assert command.make_context(command.name, words).command is command


def test_make_targets_shown_exist() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for page in PAGES:
        for target in re.findall(r"(?:^|`)make ([a-z]+)", page.read_text("utf-8"), re.MULTILINE):
            assert f"\n{target}:" in makefile, target


def test_links_between_pages_lead_somewhere() -> None:
    for page in PAGES:
        for link in re.findall(r"\]\(([^)#]+)\)", page.read_text("utf-8")):
            if not link.startswith("http"):
                assert (page.parent / link).exists(), f"{page.name}: {link}"
