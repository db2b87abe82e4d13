"""Every list of expressions that agents edit is checked when the program starts."""

import sys
from pathlib import Path
from types import ModuleType

import pytest

from ivr.cli.errors import USER_ERRORS
from ivr.conversations import EDITED

ROOT = Path(__file__).parents[2]


def test_all_that_read_lists_are_loaded_at_start() -> None:
    sources = [*ROOT.glob("dialogue/**/*.py"), *ROOT.glob("kb/**/*.py")]
    readers = [each for each in sources if "\nFILE = " in (text := each.read_text("utf-8")) and "phrase_files." in text]
    assert len(readers) > 10
    names = {".".join(each.relative_to(ROOT).with_suffix("").parts) for each in readers}
    assert names <= {each.__name__ for each in EDITED}
    assert all(sys.modules[name].FILE.is_file() for name in names)


@pytest.mark.parametrize("module", EDITED, ids=lambda module: module.__name__)
def test_a_misspelt_key_is_one_sentence(module: ModuleType, tmp_path: Path) -> None:
    file = tmp_path / "edited.toml"
    file.write_text('misspelt = ["merci bien"]\n', "utf-8")
    with pytest.raises(USER_ERRORS, match=r"edited\.toml") as raised:
        module.load(file)
    assert "\n" not in str(raised.value)
