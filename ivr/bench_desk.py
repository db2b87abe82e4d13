"""How long the desk's pages take over a database of years: real HTTP on loopback, the whole page read."""

import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from statistics import median, quantiles

import requests
import uvicorn

from ivr.bench import Figure
from ivr.config import Settings
from ivr.conversations import local_time
from ivr.desk.app import desk_app
from ivr.desk.crowd import fill
from ivr.desk.office import office
from ivr.desk.serving import listen
from kb import demo_commune
from kb.store import Store

_NAME, _PASSWORD = "mesures", "correct cheval pile agrafe"
_TOKEN = re.compile(r'name="jeton" value="([^"]+)"')
_BASELINE = "/mot-de-passe"
PAGES = {
    "an empty page (baseline)": _BASELINE,
    "Aujourd'hui": "/",
    "Appels": "/appels",
    "Appels, far back": "/appels?avant=1000",
    "Appels, one common word": "/appels?q=oui",
    "Appels, two common words": "/appels?q=oui+rue",
    "Appels, two common words and dates": "/appels?q=oui+rue&du={first}&au={last}",
    "Appels, two common words and five years": "/appels?q=oui+rue&du={start}&au={last}",
    "Appels, two common words and a rare outcome": "/appels?q=oui+rue&issue=danger",
    "Appels, words that are in no call": "/appels?q=oui+rue+xyzzy",
    "Appels, a phrase": "/appels?q=%22rue+du+moulin%22",
    "Appels, beginning of words": "/appels?q=pou*",
    "Appels, ten common words": "/appels?q=oui+non+rue+je+ne+sais+pas+merci+la+des",
    "Appels, request and weak recognition": "/appels?sujet=incident:lampadaire&sur=faible",
    "Appels, a year without words": "/appels?du={first}&au={last}",
    "a call": "/appels/{call}",
    "Journal": "/journal",
}


def desk(settings: Settings, folder: Path, calls: int, turns: int, rounds: int) -> list[Figure]:
    """Each page `rounds` times over `calls` calls of `turns` turns, made in `folder` unless they are there."""
    folders = settings.folders.model_copy(update={"data": folder})
    settings = settings.model_copy(update={"folders": folders})
    places = _prepared(settings, calls, turns)
    with _served(settings) as address, requests.Session() as session:
        _log_in(session, address)
        times = {what: _times(session, address + page.format(**places), rounds) for what, page in PAGES.items()}
    baseline = median(next(iter(times.values())))
    return [
        Figure(what, median(each), quantiles(each, n=20, method="inclusive")[-1], median(each) / baseline)
        for what, each in times.items()
    ]


def _prepared(settings: Settings, calls: int, turns: int) -> dict[str, str]:
    """The database, and what stands for the names in braces of PAGES."""
    now = local_time()
    with Store.open(settings.database) as store:
        if not store.calls.recent(1):
            demo_commune.load(store)
            fill(store, calls, turns, now, Random(1))
        if store.accounts.by_name(_NAME) is None:
            store.accounts.add(_NAME, "Bench", "administrateur", _PASSWORD, now, must_change=False)
        middle = store.calls.get(max(1, store.calls.recent(1)[0].id // 2))
        first = store.calls.get(1)
    day = middle.started_at.date()
    return {
        "call": str(middle.id), "start": str(first.started_at.date()), "last": str(day),
        "first": str(day.replace(year=day.year - 1, day=min(day.day, 28))),
    }  # fmt: skip


@contextmanager
def _served(settings: Settings) -> Iterator[str]:
    shared = office(settings, local_time, Random(1))
    server = uvicorn.Server(uvicorn.Config(desk_app(shared), access_log=False, log_config=None))
    with listen("127.0.0.1", 0) as listening:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join()


def _log_in(session: requests.Session, address: str) -> None:
    session.trust_env = False  # a proxy of the environment is not for loopback
    found = _TOKEN.search(session.get(f"{address}/connexion", timeout=60).text)
    assert found
    fields = {"jeton": found[1], "identifiant": _NAME, "motdepasse": _PASSWORD}
    session.post(f"{address}/connexion", data=fields, timeout=60).raise_for_status()


def _times(session: requests.Session, address: str, rounds: int) -> list[float]:
    times = []
    for _ in range(rounds):
        started = time.perf_counter()
        answer = session.get(address, timeout=60)
        times.append((time.perf_counter() - started) * 1000)
        answer.raise_for_status()
    return times
