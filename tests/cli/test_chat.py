"""`chat`, as a shell uses it."""

import json

from tests.cli.running import Shell

REPORT = "il y a un lampadaire en panne\nnon\nau douze rue des lilas\noui\noui c'est ça\nnon merci au revoir\n"


def test_a_report_in_json(shell: Shell) -> None:
    ran = shell.run(
        "chat", "--json", "--now", "2026-11-23T10:05", "--caller", "0612345678", "--seed", "1", typed=REPORT
    )
    assert ran.code == 0, ran.err
    *turns, last = [json.loads(line) for line in ran.out.splitlines()]
    assert set(turns[0]) == {"heard", "understood", "confidence", "said", "actions", "case"}
    assert turns[0]["heard"] == ""
    assert turns[1]["understood"] == "incident:lampadaire"
    assert turns[1]["confidence"] > 0.8
    assert turns[-1]["actions"] == ["say", "hang_up"]
    incident = last["stored"]["incident"]
    assert incident["state"] == "nouveau"
    assert incident["place"] == "12 rue des Lilas"
    assert incident["created_at"].startswith("2026-11-23T")
    assert incident["phone"] == "+33612345678"


def test_the_same_seed_and_clock_give_the_same_output(shell: Shell) -> None:
    options = ("chat", "--json", "--now", "2026-11-23T10:05", "--seed", "7", "--caller", "0612345678")
    first = shell.run(*options, "--data", "one", typed=REPORT)
    second = shell.run(*options, "--data", "two", typed=REPORT)
    assert first.out == second.out
    assert len(first.out.splitlines()) > 5


def test_special_lines(shell: Shell) -> None:
    ran = shell.run("chat", "--json", typed="[silence]\n[dtmf 0]\n[dtmf 2]\n[hangup]\n")
    heard = [json.loads(line).get("heard") for line in ran.out.splitlines()]
    assert heard == ["", "[silence]", "[touche 0]", "[touche 2]", "[raccroché]", None]


def test_for_people(shell: Shell) -> None:
    ran = shell.run("chat", "--caller", "0612345678", typed=REPORT)
    assert ran.out.startswith("Guichet : Bonjour, vous êtes à")
    assert "[incident]" in ran.out


def test_what_was_said_before_a_wrong_line_is_kept(shell: Shell) -> None:
    ran = shell.run("chat", typed="il y a un nid de poule\n[nonsense]\n")
    assert ran.code == 2
    assert "[nonsense] is not a special line" in ran.err
    listed = shell.run("kb", "incidents", "--json")
    assert json.loads(listed.out)["kind"] == "nid_de_poule"
    assert json.loads(listed.out)["state"] == "brouillon"


def test_transcripts_can_be_read_back(shell: Shell) -> None:
    shell.run("chat", typed=REPORT)
    calls = shell.run("kb", "calls", "--json")
    number = json.loads(calls.out)["id"]
    turns = [json.loads(line) for line in shell.run("kb", "call", str(number), "--json").out.splitlines()]
    assert turns[1]["heard"] == "il y a un lampadaire en panne"
    assert shell.run("kb", "call", "999").code == 2
