"""`kb`: what is known and what was stored."""

from dataclasses import asdict
from typing import Annotated

import typer

from ivr.cli.app import ConfigOption, DataOption, JsonOption, app, settings_from
from ivr.cli.tables import show

kb_app = typer.Typer(
    no_args_is_help=True,
    help="What the line knows and remembers: loading it, checking it, reports, call-backs and calls.",
)
app.add_typer(kb_app, name="kb")

LimitOption = Annotated[int, typer.Option(min=1, help="How many, the newest first.")]


@kb_app.command("incidents")
def incidents(
    config: ConfigOption = None,
    data: DataOption = None,
    limit: LimitOption = 20,
    state: Annotated[str, typer.Option(help='Only this state, such as "brouillon" or "nouveau".')] = "",
    as_json: JsonOption = False,
) -> None:
    """Show incident reports, drafts of cut calls included."""
    from kb.incidents import STATES
    from kb.store import Store

    if state and state not in STATES:
        raise typer.BadParameter(f"{state!r} is no state: use one of {', '.join(STATES)}.", param_hint="--state")
    with Store.open(settings_from(config, data).database) as store:
        records = [asdict(each) for each in store.incidents.recent(limit, state or None)]
    columns = ("ticket", "state", "kind_label", "place", "urgency", "phone", "created_at")
    show(records, columns, as_json, "Signalements")


@kb_app.command("callbacks")
def callbacks(
    config: ConfigOption = None, data: DataOption = None, limit: LimitOption = 20, as_json: JsonOption = False
) -> None:
    """Show call-back requests."""
    from kb.store import Store

    with Store.open(settings_from(config, data).database) as store:
        records = [asdict(each) for each in store.callbacks.recent(limit)]
    show(records, ("id", "state", "phone", "subject", "reason", "created_at"), as_json, "Rappels à faire")


@kb_app.command("calls")
def calls(
    config: ConfigOption = None, data: DataOption = None, limit: LimitOption = 20, as_json: JsonOption = False
) -> None:
    """Show calls and how they ended."""
    from kb.store import Store

    with Store.open(settings_from(config, data).database) as store:
        records = [asdict(each) for each in store.calls.recent(limit)]
    show(records, ("id", "channel", "caller", "started_at", "ended_at", "outcome"), as_json, "Appels")


@kb_app.command("call")
def one_call(
    number: Annotated[int, typer.Argument(help="Number of the call, as `kb calls` shows it.")],
    config: ConfigOption = None,
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show the transcript of a call."""
    from kb.store import Store

    with Store.open(settings_from(config, data).database) as store:
        try:
            store.calls.get(number)
        except LookupError:
            raise typer.BadParameter(f"there is no call {number}; see `kb calls`.", param_hint="NUMBER") from None
        records = [asdict(turn) for turn in store.calls.turns(number)]
    show(records, ("number", "heard", "confidence", "understood", "said"), as_json, f"Appel {number}")
