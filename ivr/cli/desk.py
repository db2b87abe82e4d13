"""`desk`: the agents' pages."""

import sys
from typing import Annotated

import typer

from ivr.cli.app import ConfigOption, DataOption, app, settings_from

desk_app = typer.Typer(no_args_is_help=True, help="The agents' desk: its pages, and its first administrator.")
app.add_typer(desk_app, name="desk")


@desk_app.command("serve")
def serve(
    config: ConfigOption = None,
    data: DataOption = None,
    port: Annotated[
        int | None, typer.Option(min=1, max=65535, help="TCP port (default: pages_port of [desk], 8080).")
    ] = None,
) -> None:
    """Show the agents' pages in a browser, until stopped. `serve` may answer calls beside it, over the same data."""
    from ivr.conversations import local_time
    from ivr.desk.serving import serve as serve_pages
    from kb.store import Store

    settings = settings_from(config, data)
    if port is not None:
        settings = settings.model_copy(update={"desk": settings.desk.model_copy(update={"pages_port": port})})
    with Store.open(settings.database) as store:
        if not store.accounts.administrators():
            print("Nobody can log in yet: make the first account with `desk create-admin NAME`.", file=sys.stderr)
    print(f"The desk: http://{settings.desk.pages_address}:{settings.desk.pages_port}/", flush=True)
    serve_pages(settings, local_time)


@desk_app.command("create-admin")
def create_admin(
    name: Annotated[str, typer.Argument(help="What one logs in with, such as a.petit.")],
    config: ConfigOption = None,
    data: DataOption = None,
    full_name: Annotated[str, typer.Option(help="First and last name, as colleagues read it (default: NAME).")] = "",
) -> None:
    """Make an administrator of the desk; the password is asked for, or read from the first line of the input."""
    from ivr.conversations import local_time
    from kb.store import Store

    settings = settings_from(config, data)
    if sys.stdin.isatty():
        password = str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))
    else:
        password = sys.stdin.readline().rstrip("\r\n")
    now = local_time()
    with Store.open(settings.database) as store, store.database.transaction():
        made = store.accounts.add(name, full_name or name, "administrateur", password, now, must_change=False)
        store.audit.note(now, "ligne de commande", "compte créé", store.accounts.get(made).name, "administrateur")
    print(f"{name}: administrator. Log in at http://{settings.desk.pages_address}:{settings.desk.pages_port}/")
