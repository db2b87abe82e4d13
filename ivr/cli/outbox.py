"""`outbox`: messages to residents, sent or waiting."""

import json
from dataclasses import asdict
from random import Random
from typing import Annotated

import typer

from ivr.cli.app import ConfigOption, DataOption, JsonOption, app, settings_from
from ivr.cli.tables import show

outbox_app = typer.Typer(no_args_is_help=True, help="E-mails and text messages to residents.")
app.add_typer(outbox_app, name="outbox")

EXPECTATION_FAILED = 1
_COLUMNS = ("id", "state", "channel", "recipient", "subject", "due_at", "tries", "last_error")


@outbox_app.command("list")
def list_messages(
    config: ConfigOption = None,
    data: DataOption = None,
    limit: Annotated[int, typer.Option(min=1, help="How many, the newest first.")] = 20,
    state: Annotated[str, typer.Option(help='Only this state, such as "à envoyer" or "échoué".')] = "",
    as_json: JsonOption = False,
) -> None:
    """Show messages: waiting, sent, failed and withdrawn."""
    from kb.outbox import STATES
    from kb.store import Store

    if state and state not in STATES:
        raise typer.BadParameter(f"{state!r} is no state: use one of {', '.join(STATES)}.", param_hint="--state")
    with Store.open(settings_from(config, data).database) as store:
        records = [asdict(message) for message in store.outbox.recent(limit, state or None)]
    show(records, _COLUMNS, as_json, "Messages")


@outbox_app.command("send")
def send(config: ConfigOption = None, data: DataOption = None, as_json: JsonOption = False) -> None:
    """Send now what is due, as `serve` does by itself; exit code 1 when a message could not be sent."""
    from ivr.conversations import local_time
    from ivr.outbox.sender import routes, send_due
    from kb.store import Store

    settings = settings_from(config, data)
    ways = routes(settings)
    if not ways:
        raise typer.BadParameter("neither smtp.host nor sms.url is set; see guichet.example.toml.", param_hint="config")
    with Store.open(settings.database) as store:
        tally = send_due(store, ways, local_time, Random())
    if as_json:
        print(json.dumps(asdict(tally)))
    else:
        print(f"{tally.sent} sent, {tally.failed} failed")
    raise typer.Exit(EXPECTATION_FAILED if tally.failed else 0)


@outbox_app.command("retry")
def retry(
    number: Annotated[int, typer.Argument(help="Number of the message, as `outbox list` shows it.")],
    config: ConfigOption = None,
    data: DataOption = None,
) -> None:
    """Have a message that failed tried again."""
    from ivr.conversations import local_time
    from kb.store import Store

    with Store.open(settings_from(config, data).database) as store:
        try:
            store.outbox.retry(number, local_time())
        except LookupError:
            raise typer.BadParameter(f"there is no message {number}; see `outbox list`.", param_hint="NUMBER") from None
        except ValueError as error:
            raise typer.BadParameter(f"{error}.", param_hint="NUMBER") from None
    print(f"Message {number} will be tried again.")
