"""`kb import` and `kb sources`, as an operator uses them."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from asr_models.files import ModelError
from asr_models.graph.build import Built
from ivr import adapting
from ivr.adapting import Adapted
from ivr.cli.loading import import_source
from ivr.config import Settings
from ivr.recognizers import CHOSEN
from kb.importers.registry import KINDS
from kb.store import Store
from tests.cli.running import Shell
from tests.kb.website.server import Answer, Web, page, serving

PLACES = "nom;type;lon;lat;adresse;alias\nMairie;mairie;5.1;46.1;;\n"


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Iterator[Web]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with serving() as site:
        site.routes = {"/": page("<p>Le marché a lieu le samedi matin.</p>", title="Marché")}
        yield site


def test_one_file(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "lieux.csv").write_text(PLACES)
    ran = shell.run("kb", "import", "places", "lieux.csv")
    assert (ran.code, ran.out) == (0, "lieux.csv: 1 new, 0 changed, 0 unchanged, 0 gone, 0 refused\n")


def test_something_refused_within(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "lieux.csv").write_text(PLACES + "Pont;pont;?;46;;\n")
    ran = shell.run("kb", "import", "places", "lieux.csv")
    assert ran.code == 1
    assert "  refused: lieux.csv, line 3: lon is '?'" in ran.out


def test_as_json_and_dry(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "lieux.csv").write_text(PLACES + "Pont;pont;?;46;;\n")
    ran = shell.run("kb", "import", "places", "lieux.csv", "--dry-run", "--json")
    record = json.loads(ran.out)
    assert (record["new"], record["refused"][0]["line"], record["dry_run"], ran.err) == (1, 3, True, "")
    assert shell.run("kb", "sources", "--json").out == ""


def test_a_site(shell: Shell, web: Web) -> None:
    ran = shell.run(
        "kb", "import", "site", web.url, "--delay", "0", "--contact", "x@commune.example", "--max-pages", "5"
    )
    assert (ran.code, ran.out.splitlines()[0]) == (0, f"{web.url}: 1 new, 0 changed, 0 unchanged, 0 gone, 0 refused")
    (source,) = map(json.loads, shell.run("kb", "sources", "--json").out.splitlines())
    assert (source["origin"], source["pages"]) == (f"{web.url}/", {"lue": 1})
    assert source["ages"] == {"pages": 1, "undated": 1, "outdated": 0}
    assert "1 lue" in shell.run("kb", "sources").out
    assert shell.run("kb", "sources", "--forget", "https://autre.example/").code == 2
    assert shell.run("kb", "sources", "--forget", f"{web.url}/", "--json").out == ""


def test_the_validity_of_a_site_is_its_own(shell: Shell, web: Web, tmp_path: Path) -> None:
    web.routes["/"] = Answer(
        web.answer("/").body, 200, {"Content-Type": "text/html", "Last-Modified": "Mon, 05 Oct 2026 08:00:00 GMT"}
    )
    (tmp_path / "sources.toml").write_text(
        f'[[source]]\nkind = "site"\nfrom = "{web.url}"\ndelay_s = 0\nmax_undated_days = 30\nmax_pdfs = 0\n'
    )
    assert shell.run("kb", "import", "all", "sources.toml").code == 0
    (source,) = map(json.loads, shell.run("kb", "sources", "--json").out.splitlines())
    assert source["ages"] == {"pages": 1, "undated": 1, "outdated": 1}
    due = shell.run("kb", "check", "--json", "--now", "2026-12-01T09:00")
    (page_due,) = (each for each in map(json.loads, due.out.splitlines()) if each["kind"] == "page")
    assert (page_due["name"], page_due["by"], page_due["checked"]) == ("Marché", "2026-11-04", "2026-10-05")


def test_a_site_out_of_reach(shell: Shell, web: Web) -> None:
    web.routes = {"/robots.txt": Answer(b"", 503)}
    ran = shell.run("kb", "import", "site", web.url, "--delay", "0")
    assert (ran.code, ran.out) == (3, "")
    assert "RFC 9309" in ran.err
    assert "RFC 9309" in shell.run("kb", "sources", "--json").out


def test_everything_at_once(shell: Shell, web: Web, tmp_path: Path) -> None:
    (tmp_path / "lieux.csv").write_text(PLACES)
    (tmp_path / "sources.toml").write_text(
        f'[[source]]\nkind = "site"\nfrom = "{web.url}"\ndelay_s = 0\n[[source]]\nkind = "places"\nfrom = "lieux.csv"\n'
        '[[source]]\nkind = "events"\nfrom = "absent.csv"\n'
    )
    ran = shell.run("kb", "import", "all", "sources.toml")
    assert ran.code == 1  # one is missing, the others are loaded
    assert [line.split(":")[0] for line in ran.out.splitlines()] == ["lieux.csv", "http"]
    assert "absent.csv cannot be read" in ran.err
    states = [json.loads(line) for line in shell.run("kb", "sources", "--json").out.splitlines()]
    assert [(each["kind"], bool(each["error"])) for each in states] == [
        ("events", True),
        ("places", False),
        ("site", False),
    ]


@pytest.mark.parametrize(
    "arguments",
    [
        ("wab", "x"),
        ("places", "lieux.csv", "--max-pages", "3"),
        ("all", "sources.toml", "--delay", "3"),
        ("site", "https://x.example", "--max-pages", "0"),
        ("site", "www.commune.fr"),
        ("places", "absent.csv"),
        ("all", "absent.toml"),
    ],
)
def test_wrong_use(shell: Shell, arguments: tuple[str, ...]) -> None:
    assert shell.run("kb", "import", *arguments).code == 2


def test_a_loss_is_refused_in_one_sentence_and_can_be_allowed(shell: Shell, tmp_path: Path) -> None:
    rows = [f"Lieu {letter};x;5;46;;\n" for letter in "abcde"]
    (tmp_path / "lieux.csv").write_text(PLACES + "".join(rows))
    assert shell.run("kb", "import", "places", "lieux.csv").code == 0
    (tmp_path / "lieux.csv").write_text(PLACES)
    ran = shell.run("kb", "import", "places", "lieux.csv")
    assert (ran.code, ran.out, ran.err.count(".\n")) == (2, "", 1)
    assert "would leave 1 of 6 places" in ran.err
    allowing = '[[source]]\nkind = "places"\nfrom = "lieux.csv"\nmax_loss_percent = 90\n'
    (tmp_path / "sources.toml").write_text(allowing)
    assert "5 gone" in shell.run("kb", "import", "all", "sources.toml").out


def test_the_help_names_every_kind(shell: Shell) -> None:
    told = shell.run("kb", "import", "--help").out
    assert import_source.__doc__ is not None
    assert [kind for kind in KINDS if f"{kind}:" not in told and f"{kind}," not in told] == []


class Ear:
    """Stands for `ivr.adapting.adapt`: counts, and fails on demand."""

    def __init__(self, error: str = "") -> None:
        self.error = error
        self.times = 0

    def __call__(self, settings: Settings, store: Store, tell: Callable[[str], None]) -> Adapted:
        self.times += 1
        if self.error:
            raise ModelError(self.error)
        return Adapted(settings.models, Built(36_000, 70_000, 300_000, ()))


@pytest.fixture
def ear(monkeypatch: pytest.MonkeyPatch) -> Ear:
    made = Ear()
    monkeypatch.setenv("GUICHET_SPEECH__ADAPT_ON_IMPORT", "true")
    monkeypatch.setattr(adapting, "adapt", made)
    return made


def test_the_recognizer_learns_the_names_that_came(shell: Shell, tmp_path: Path, ear: Ear) -> None:
    (tmp_path / "lieux.csv").write_text(PLACES, "utf-8")
    ran = shell.run("kb", "import", "places", "lieux.csv")
    assert ran.code == 0
    assert ear.times == 1
    assert "The recognizer now knows 36000 words" in ran.err
    shell.run("kb", "import", "places", "lieux.csv", "--dry-run")
    assert ear.times == 1, "nothing came"


def test_a_recognizer_that_cannot_learn_loses_nothing(shell: Shell, tmp_path: Path, ear: Ear) -> None:
    ear.error = "The adapted recognizer does not work (it ended with -6); the one before stays in use."
    (tmp_path / "lieux.csv").write_text(PLACES, "utf-8")
    ran = shell.run("kb", "import", "places", "lieux.csv", "--json")
    assert ran.code == 0
    assert json.loads(ran.out)["new"] == 1
    assert "does not work" in ran.err and "What was loaded stays; try again with `models adapt`." in ran.err


def test_a_recognizer_of_others_that_learns_no_names_is_told(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GUICHET_SPEECH__ADAPT_ON_IMPORT", "true")
    (tmp_path / "lieux.csv").write_text(PLACES, "utf-8")
    shell.data.mkdir()
    (shell.data / CHOSEN).write_text("vosk-model-fr-0.22", "utf-8")
    ran = shell.run("kb", "import", "places", "lieux.csv")
    assert ran.code == 0
    assert "vosk-model-fr-0.22 hears the calls and learns no names" in " ".join(ran.err.split())
