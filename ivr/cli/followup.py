"""`kb questions`, `kb incident`, `kb consultation`: what agents see and do about what was asked."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ivr.cli.app import ConfigOption, DataOption, JsonOption, settings_from
from ivr.cli.kb import LimitOption, kb_app
from ivr.cli.tables import show

if TYPE_CHECKING:
    from kb.consultations import Consultation
    from kb.incidents import Incident
    from kb.store import Store

ByOption = Annotated[str, typer.Option("--by", help="Who does it: a name or a service.")]


@kb_app.command("questions")
def questions(
    config: ConfigOption = None,
    data: DataOption = None,
    limit: LimitOption = 20,
    everything: Annotated[bool, typer.Option("--all", help="Those seen to as well.")] = False,
    done: Annotated[int | None, typer.Option(help="Mark this question as seen to.")] = None,
    by: ByOption = "agent",
    as_json: JsonOption = False,
) -> None:
    """Show what callers asked that the line could not answer, the newest first."""
    from ivr.conversations import local_time
    from kb.questions import TO_DO
    from kb.store import Store

    with Store.open(settings_from(config, data).database) as store:
        if done is not None:
            try:
                store.questions.done(done, local_time(), by)
            except LookupError:
                message = f"there is no question {done}; see `kb questions`."
                raise typer.BadParameter(message, param_hint="--done") from None
        records = [asdict(each) for each in store.questions.recent(limit, None if everything else TO_DO)]
    show(records, ("id", "state", "text", "reason", "call_id", "created_at"), as_json, "Questions des appelants")


@kb_app.command("incident")
def one_incident(
    ticket: Annotated[str, typer.Argument(help='Ticket number, such as 472915 or "472 915".')],
    config: ConfigOption = None,
    data: DataOption = None,
    state: Annotated[str, typer.Option(help='Move it to this state, such as "en cours" or "résolu".')] = "",
    message: Annotated[str, typer.Option(help="What callers are told about it; at most three plain sentences.")] = "",
    by: ByOption = "agent",
    as_json: JsonOption = False,
) -> None:
    """Show a report with its history, what callers added and who joined; --state moves it on."""
    from ivr.conversations import local_time
    from kb.incidents import DRAFT, STATES
    from kb.store import Store

    states = [each for each in STATES if each != DRAFT]
    if state and state not in states:
        raise typer.BadParameter(f"{state!r} is no state: use one of {', '.join(states)}.", param_hint="--state")
    if message and not state:
        raise typer.BadParameter("a message goes with a state: give --state too.", param_hint="--message")
    with Store.open(settings_from(config, data).database) as store:
        report = store.incidents.by_ticket(ticket)
        if report is None:
            raise typer.BadParameter(f"there is no report {ticket}; see `kb incidents`.", param_hint="TICKET")
        if state:
            store.incidents.change_state(report.id, state, local_time(), by, message)
            report = store.incidents.get(report.id)
        _show_incident(store, report, as_json)
    if message and not _will_be_read(message):
        print("Callers will not hear this message: it has a long sentence, an office word, or more than 3 sentences.")


def _will_be_read(message: str) -> bool:
    from dialogue.flows.followup.words import plain_message

    return bool(plain_message(message))


def _show_incident(store: "Store", report: "Incident", as_json: bool) -> None:
    history = [asdict(each) for each in store.incidents.history(report.id)]
    notes = [asdict(each) for each in store.followup.notes(report.id)]
    supporters = [asdict(each) for each in store.followup.supporters(report.id)]
    links = store.followup.links(report.id)
    if as_json:
        lists: dict[str, Any] = {"history": history, "notes": notes, "supporters": supporters, "links": links}
        show([asdict(report) | lists], (), as_json, "")
        return
    columns = ("ticket", "state", "kind_label", "place", "urgency", "phone", "created_at")
    show([asdict(report)], columns, as_json, f"Dossier {report.ticket}")
    show(history, ("at", "state", "by", "message"), as_json, "Historique")
    if notes:
        show(notes, ("at", "call_id", "words"), as_json, "Ajouts des appelants")
    if supporters:
        show(supporters, ("at", "call_id", "phone"), as_json, "Autres personnes concernées")


@kb_app.command("consultation")
def consultation(
    code: Annotated[str, typer.Argument(help="Code of the consultation; none: all of them.")] = "",
    config: ConfigOption = None,
    data: DataOption = None,
    forget: Annotated[
        bool, typer.Option("--forget", help="First delete what tells that a number took part, where all is over.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Show projects and consultations, or the results of one: totals only."""
    from ivr.conversations import local_time
    from kb.store import Store

    with Store.open(settings_from(config, data).database) as store:
        if forget:
            store.consultations.forget_participants(local_time().date())
        if not code:
            fields = ("key", "kind", "title", "starts", "ends")
            records = [{name: asdict(each)[name] for name in fields} for each in store.consultations.all()]
            show(records, fields, as_json, "Projets et consultations")
            return
        found = store.consultations.get(code)
        if found is None:
            known = ", ".join(each.key for each in store.consultations.all()) or "none is loaded"
            raise typer.BadParameter(f"there is no consultation {code!r}; known: {known}.", param_hint="CODE")
        _show_results(store, found, as_json)


def _show_results(store: "Store", found: "Consultation", as_json: bool) -> None:
    asked = {question.code: question.ask for question in found.questions}
    totals = [asdict(total) for total in store.consultations.totals(found.id)]
    rows = [{"question": row["question"], "ask": asked.get(row["question"], "")} | row for row in totals]
    rows.sort(key=lambda row: list(asked).index(row["question"]) if row["question"] in asked else len(asked))
    if as_json:
        record = {"code": found.key, "participants": store.consultations.participants(found.id), "totals": rows}
        show([record], (), as_json, "")
        return
    title = f"{found.title} ; participations : {store.consultations.participants(found.id)}"
    show(rows, ("ask", "answer", "count"), as_json, title)
