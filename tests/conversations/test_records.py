"""What a conversation leaves behind: records for people, the database for agents."""

import json
from pathlib import Path

from dialogue.conversation import Conversation
from dialogue.events import Utterance
from ivr.conversations import Held
from kb.store import Store
from kb.tickets import is_ticket
from tests.conversations.conftest import MOBILE, MORNING, Talk

WHOLE = ("il y a un lampadaire en panne au douze rue des Lilas", "non", "oui", "oui", "non merci au revoir")


def test_every_record_is_json_of_one_shape(talk: Talk) -> None:
    transcript = talk(*WHOLE, caller=MOBILE)
    for turn in transcript.turns:
        assert set(turn) == {"heard", "understood", "confidence", "said", "actions", "case"}
        assert json.loads(json.dumps(turn, ensure_ascii=False)) == turn
    assert transcript.turns[1]["confidence"] > 0.7
    assert [turn["actions"][-1] for turn in transcript.turns] == ["listen"] * 5 + ["hang_up"]
    assert transcript.turns[0]["case"] is None
    assert transcript.turns[1]["case"]["incident"]["state"] == "brouillon"


def test_the_same_words_give_the_same_conversation(prepared: Path, tmp_path: Path) -> None:
    from shutil import copytree

    from tests.conversations.conftest import conversations_in
    from tests.conversations.transcript import hold

    first, second = (
        hold(conversations_in(Path(copytree(prepared, tmp_path / name))), WHOLE, MOBILE) for name in ("a", "b")
    )
    assert first == second


def test_the_ticket_is_said_twice_in_groups_of_three(talk: Talk) -> None:
    transcript = talk(*WHOLE, caller=MOBILE)
    ticket = transcript.incident["ticket"]
    assert is_ticket(ticket)
    spoken = f"{' '.join(ticket[:3])}, {' '.join(ticket[3:])}"
    assert transcript.all_said.count(spoken) == 2
    assert ticket not in transcript.all_said


def test_the_report_is_committed_before_its_number_is_spoken(held: Held, conversation: Conversation) -> None:
    for answer in WHOLE[:3]:
        conversation.hear(Utterance.typed(answer))
    reply = conversation.hear(Utterance.typed("oui"))
    assert "C'est enregistré." in reply.text
    with Store.open(held.store.database.path) as elsewhere:  # another program sees it, so it is committed
        (incident,) = elsewhere.incidents.of_call(held.call_id)
        assert incident.state == "nouveau"
        assert incident.ticket in reply.text.replace(" ", "").replace(",", "")
        assert [change.state for change in elsewhere.incidents.history(incident.id)] == ["brouillon", "nouveau"]


def test_the_database_keeps_every_turn(talk: Talk, data: Path) -> None:
    transcript = talk(*WHOLE, caller=MOBILE)
    with Store.open(data / "guichet.db") as store:
        (call,) = store.calls.recent(5)
        turns = store.calls.turns(call.id)
        assert [turn.heard for turn in turns] == ["", *WHOLE]
        assert [turn.said for turn in turns] == [turn["said"] for turn in transcript.turns]
        assert (call.outcome, call.caller, call.started_at) == ("incident", MOBILE, MORNING)


def test_two_reports_in_one_call_are_two_records(talk: Talk, data: Path) -> None:
    talk(
        *("un banc est cassé au trois rue Pasteur", "oui", "oui"),
        *("il y a aussi un arbre tombé au cinq rue Gambetta", "non", "oui"),
        *("non merci",),
        caller=MOBILE,
    )
    with Store.open(data / "guichet.db") as store:
        first, second = store.incidents.of_call(store.calls.recent(1)[0].id)
    assert (first.kind, first.place) == ("mobilier_urbain", "3 rue Pasteur")
    assert (second.kind, second.place) == ("arbre", "5 rue Gambetta")
    assert first.ticket != second.ticket
    assert first.phone == second.phone == "+33612345678"
