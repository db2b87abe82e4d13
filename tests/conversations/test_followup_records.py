"""What following and joining reports, and answering consultations, leave in the database."""

import shlex
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from dialogue.events import Keys, Utterance
from dialogue.flows.followup import other_subject
from dialogue.flows.projects import taking_part
from dialogue.questions import Answer
from ivr.conversations import Held
from ivr.journal import ANONYMOUS, Journal
from kb.consultations import REFUSED
from kb.followup import CALLER
from kb.incidents import Draft, Incident
from kb.store import Store
from tests.conversations.conftest import MOBILE, MORNING, Talk

PHONE = "+33612345678"
LAMP = 'report ticket=604946 kind=lampadaire street="Rue des Lilas" number=12 day=2026-11-16'
JOINING = ("le lampadaire est en panne au 14 rue des Lilas", "non", "oui", "oui", "non merci")


def known(store: Store) -> Incident:
    found = store.incidents.by_ticket("604946")
    assert found
    return found


@pytest.fixture
def store(data: Path) -> Iterator[Store]:
    with Store.open(data / "guichet.db") as opened:
        yield opened


def test_joining_counts_interest_once_a_telephone(talk: Talk, store: Store) -> None:
    first = talk(*JOINING, caller=MOBILE, before=[LAMP])
    again = talk(*JOINING, caller=MOBILE)
    assert first.outcome == again.outcome == "joined"
    assert "Vous êtes déjà sur ce signalement." in again.all_said
    assert [each.phone for each in store.followup.supporters(known(store).id)] == [PHONE]
    assert store.followup.interest(known(store).id) == 2
    assert store.followup.links(first.incident["id"]) == {known(store).id: "doublon"}
    assert store.followup.of_phone(PHONE) == [known(store)]


def test_who_joined_follows_by_telephone(talk: Talk, store: Store) -> None:
    talk(*JOINING, caller=MOBILE, before=[LAMP])
    later = talk("où en est mon signalement pour le lampadaire rue des Lilas", caller=MOBILE)
    assert "Un lampadaire en panne, rue des Lilas." in later.said()


def test_another_problem_is_marked_as_distinct(talk: Talk, store: Store) -> None:
    told = talk("le lampadaire est en panne au 14 rue des Lilas", "non", "non", "pas de rappel", "oui", before=[LAMP])
    assert told.outcome == "incident"
    assert store.followup.links(told.incident["id"]) == {known(store).id: "distinct"}
    assert store.followup.interest(known(store).id) == 1


@pytest.mark.parametrize(
    ("state", "lines", "ends"),
    [
        ("en cours", ("le problème que j'avais signalé est réparé", "604 946", "oui"), ("résolu", CALLER)),
        ("en cours", ("le problème que j'avais signalé est réparé", "604 946", "non"), ("en cours", "assistant")),
        ("résolu", ("le problème que j'avais signalé est toujours là", "604 946"), ("nouveau", CALLER)),
        ("résolu", ("où en est mon dossier 604 946", "oui c'est bon"), ("résolu", "assistant")),
        ("résolu", ("où en est mon dossier 604 946", "non toujours pas"), ("nouveau", CALLER)),
        ("nouveau", ("où en est mon dossier 604 946", "je ne sais pas"), ("nouveau", "assistant")),
    ],
)
def test_callers_close_and_reopen(
    talk: Talk, store: Store, state: str, lines: tuple[str, ...], ends: tuple[str, str]
) -> None:
    known_as = shlex.join(["report", *shlex.split(LAMP)[1:], f"state={state}", "changed=2026-11-19"])
    talk(*lines, before=[known_as])
    last = store.incidents.history(known(store).id)[-1]
    assert (last.state, last.by) == ends


def test_a_detail_is_kept_in_the_callers_words(talk: Talk, store: Store) -> None:
    told = talk(
        *("j'ai un détail à ajouter à mon signalement", "604 946", "il y a du verre au pied du poteau"), before=[LAMP]
    )
    assert told.outcome == "followup"
    (note,) = store.followup.notes(known(store).id)
    assert (note.words, note.at) == ("il y a du verre au pied du poteau", MORNING)


def test_what_is_told_besides_still_there_is_noted_too(talk: Talk, store: Store) -> None:
    talk("où en est mon dossier 604 946", "c'est toujours là et c'est pire", before=[LAMP])
    talk("où en est mon dossier 604 946", "c'est toujours là")
    noted = [note.words for note in store.followup.notes(known(store).id)]
    plain = "L'appelant dit que c'est toujours là."
    assert noted == [f"{plain} « c'est toujours là et c'est pire »", plain]


def test_with_a_ticket_alone_nothing_personal_is_said(talk: Talk) -> None:
    personal = f'{LAMP} phone={PHONE} state="en cours" by=Voirie message="Le code de la porte est bleu."'
    told = talk("où en est mon dossier 604 946", "non", caller="0698765432", before=[personal])
    for secret in ("12", "06", "code", "bleu"):
        assert secret not in told.said(1)


def test_a_place_in_own_words_is_checked_by_them(talk: Talk, store: Store) -> None:
    words = "à la combe aux loups, près de la grange"
    draft = Draft("lampadaire", "un lampadaire en panne", place=words, place_words=words, phone=PHONE)
    submitted = store.incidents.save_draft(store.calls.start("phone", PHONE, MORNING), draft, MORNING)
    store.incidents.submit(submitted, MORNING, Random(1))
    lines = ("où en est mon signalement", "près du lampadaire", "vers la grange")
    told = talk(*lines, caller=MOBILE)
    assert "C'est bien enregistré" not in told.said(2)
    assert "C'est bien enregistré" in told.said(3)


def test_the_calling_number_alone_changes_nothing(talk: Talk, store: Store) -> None:
    mine = f'{LAMP} phone={PHONE} state="en cours" by=Voirie message="Le code de la porte est bleu."'
    told = talk("c'est réparé", "oui", "oui", "oui", "oui", caller=MOBILE, before=[mine])
    assert store.incidents.history(known(store).id)[-1].state == "en cours"
    assert store.followup.notes(known(store).id) == []
    for secret in ("Lilas", "bleu", "604", "6 0 4"):
        assert secret not in told.all_said


@pytest.mark.parametrize(
    ("said", "other"),
    [
        ("où en est mon dossier de logement social", True),
        ("où en est ma demande de crèche", True),
        ("est-ce que ma demande de passeport avance", True),
        ("où en est mon inscription à la piscine", True),
        ("où en est ma demande à la médiathèque", True),
        ("où en est mon signalement", False),
        ("où en est mon signalement à la piscine", False),
        ("où en est le lampadaire devant la médiathèque", False),
        ("où en est mon dossier rue des Lilas", False),
        ("vous deviez enlever les encombrants", False),
        ("j'ai appelé la mairie la semaine dernière", False),
    ],
)
def test_what_is_no_report_is_known_from_its_words(held: Held, said: str, other: bool) -> None:
    assert other_subject.named(held.conversation.talk, [said]) == other


# ---------------------------------------------------------------- consultations

ANSWERS = ("oui bien sûr", "la troisième", "quatre", "un kiosque à musique", "oui")


def _records(data: Path) -> str:
    with sqlite3.connect(data / "guichet.db") as connection:
        rows = connection.execute("SELECT heard, alternatives, understood, said FROM turns").fetchall()
    return str(rows)


def test_no_transcript_tells_an_answer(held: Held, data: Path) -> None:
    journal = Journal(held, lambda: MORNING)
    conversation = held.conversation
    journal.turn(None, conversation.open())
    for line in ("je voudrais donner mon avis sur le projet de la place", *ANSWERS, "non merci"):
        heard = Utterance.typed(line)
        journal.turn(heard, conversation.hear(heard))
    records = _records(data)
    assert ANONYMOUS in records
    for told in ("kiosque", "une place sans voitures", "quatre", "la troisième"):
        assert told not in records
    assert "nothing else" in records, "what follows is kept again"
    (place,) = [each for each in held.store.consultations.all() if each.questions]
    assert {each.answer for each in held.store.consultations.totals(place.id)} == {
        *("oui", "une place sans voitures", "4", "un kiosque à musique")
    }


def test_a_survey_cut_short_leaves_nothing_and_hides_nothing_more(held: Held, data: Path) -> None:
    held.conversation.open()
    held.conversation.hear(Utterance.typed("je voudrais donner mon avis sur le projet de la place"))
    assert held.conversation.hear(Keys("1")).private
    reply = held.conversation.hear(Utterance.typed("j'arrête"))
    assert reply.private
    assert not held.conversation.hear(Utterance.typed("il y a un trou rue Pasteur")).private
    (place,) = [each for each in held.store.consultations.all() if each.questions]
    assert held.store.consultations.totals(place.id) == []


def _served(held: Held) -> None:
    held.conversation.open()
    held.conversation.hear(Utterance.typed("c'est quoi les travaux rue Pasteur"))


def test_a_consultation_is_proposed_once_after_the_request(held: Held) -> None:
    talk = held.conversation.talk
    held.conversation.open()
    assert not taking_part.offer(talk), "nothing was served yet"
    held.conversation.hear(Utterance.typed("c'est quoi les travaux rue Pasteur"))
    assert taking_part.offer(talk)
    assert not taking_part.offer(talk), "once is enough"


def test_a_proposal_refused_is_never_made_to_that_number_again(held: Held) -> None:
    _served(held)
    talk = held.conversation.talk
    assert taking_part.offer(talk)
    (proposal,) = talk.pushed
    question = proposal.next(talk)
    assert question
    assert question.wording == "offer_consultation"
    assert proposal.take(talk, question, Answer(keys="2"))
    (place,) = [each for each in talk.store.consultations.all() if each.questions]
    assert talk.store.consultations.state_of(place.id, PHONE) == REFUSED
    talk.proposed = False
    assert not taking_part.offer(talk)


def test_a_call_with_a_call_back_gets_no_proposal(held: Held) -> None:
    _served(held)
    talk = held.conversation.talk
    talk.store.callbacks.add(talk.call_id, PHONE, "sujet", "asked", MORNING)
    assert not taking_part.offer(talk)
