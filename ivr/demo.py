"""The demo: the assistant in one process, a simulated resident in another, a real call between them."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

from rich.console import Console

from ivr import demo_display as display
from ivr.answering import recordings_of
from ivr.config import Settings
from ivr.event_stream import EventStream
from ivr.rehearsal import sentences_for, with_data
from ivr.rendering import render
from ivr.simulation.outcome import failures, recorded
from ivr.simulation.scenario import FOLDER, Scenario, ScenarioError, load
from ivr.simulation.variation import filled
from kb.store import Store

SCENARIO = FOLDER / "lampadaire.toml"
PROGRAM = Path(__file__).parent.parent / "run_ivr.py"
READY_S = 60.0
CALL_S = 180.0
Event = dict[str, Any]


class DemoError(Exception):
    """The demo could not be held. One sentence."""


def run(settings: Settings, scenario_file: Path) -> int:
    """Hold the demo and show it; 0 when every expectation of the scenario holds, else 1.

    Raises DemoError, or what the two processes cannot start for.
    """
    scenario = filled(load(scenario_file), None)
    if not (scenario.expect.case or scenario.expect.appointment):
        raise ScenarioError(
            f"{scenario_file}: a demo needs [expect.case] or [expect.appointment], what must be stored."
        )
    folder = settings.folders.data / "demo" / f"{datetime.now():%Y%m%d-%H%M%S}"
    scratch = with_data(settings, folder)
    console = Console()
    render(scratch, sentences_for(scenario, settings))
    render(scratch, [text for rule in scenario.reply for text in rule.say], scenario.caller.voice)
    display.opening(console, scenario)
    with _process(scratch, ["serve", "--events"], port=0) as assistant:
        ready = _next(assistant, READY_S, "ready")
        uri = f"sip:{settings.sip.user}@{ready['address']}:{ready['port']}"
        with _process(scratch, ["resident", str(scenario_file), "--to", uri], into=assistant):
            while (event := _next(assistant, CALL_S))["event"] != "ended":
                display.show(console, event)
    return _verdict(console, scratch, scenario)


def _verdict(console: Console, settings: Settings, scenario: Scenario) -> int:
    with Store.open(settings.database) as store:
        call = store.calls.recent(1)[0]
        stored = store.appointments.of_call(call.id)[-1:] or store.incidents.of_call(call.id)[-1:]
        wrong = failures(scenario, recorded(store, call))
    recordings = recordings_of(settings.recordings_folder)
    display.stored(console, stored[0] if stored else None, recordings[-1] if recordings else None)
    display.verdict(console, [each.what for each in wrong])
    return 1 if wrong else 0


@contextmanager
def _process(
    settings: Settings, arguments: list[str], *, port: int | None = None, into: SimpleQueue[Event] | None = None
) -> Iterator[SimpleQueue[Event]]:
    """A process of this program whose JSON lines go to a queue; stopped on exit."""
    events: SimpleQueue[Event] = into if into is not None else SimpleQueue()
    process = subprocess.Popen(
        [sys.executable, str(PROGRAM), *arguments, *config_option(settings)],
        stdout=subprocess.PIPE,
        encoding="utf-8",
        env=os.environ | child_environment(settings, port),
    )
    reader = threading.Thread(target=_read, args=(process, events), daemon=True)
    reader.start()
    try:
        yield events
    finally:
        _stop(process)
        reader.join(5)


def config_option(settings: Settings) -> list[str]:
    """`--config FILE` when the settings were read from a file: the children must read the same one."""
    file = type(settings).toml_file
    return ["--config", str(file.resolve())] if file else []


def child_environment(settings: Settings, port: int | None) -> dict[str, str]:
    """What must differ from an installation that answers a real line: the demo's call stays on this machine."""
    environment = {
        "GUICHET_FOLDERS__DATA": str(settings.folders.data),
        "GUICHET_FOLDERS__MODELS": str(settings.models),
        "GUICHET_FOLDERS__PROMPTS": str(settings.prompts),
        "GUICHET_RECORDINGS__KEEP": "true",
        "GUICHET_SIP__ADDRESS": "127.0.0.1",
        "GUICHET_SIP__ALLOWED_PEERS": "",
        "GUICHET_SIP__PUBLIC_ADDRESS": "",
        "GUICHET_SIP__REGISTRAR": "",
        "GUICHET_SIP__RTP_PORT": "0",
        "GUICHET_TOWN__AGENT_NUMBER": "",
        "GUICHET_LOG__LEVEL": "warning",
    }
    return environment if port is None else environment | {"GUICHET_SIP__PORT": str(port)}


def _stop(process: "subprocess.Popen[str]") -> None:
    """End a child: kindly, then in haste (a second SIGTERM cuts its calls), then by force."""
    for patience_s in (10, 10):
        process.terminate()
        try:
            process.wait(patience_s)
            return
        except subprocess.TimeoutExpired:
            continue
    process.kill()
    process.wait()


def _read(process: "subprocess.Popen[str]", events: SimpleQueue[Event]) -> None:
    assert process.stdout is not None
    for line in process.stdout:
        events.put(json.loads(line))
    events.put({"event": "process_ended", "code": process.wait(), "of": process.args[2]})  # type: ignore[index]


def _next(events: SimpleQueue[Event], timeout_s: float, wanted: str = "") -> Event:
    """The next event (of a kind). Raises DemoError when none comes in time, or a process died."""
    while True:
        try:
            event = events.get(timeout=timeout_s)
        except Empty:
            raise DemoError(f"Nothing happened for {timeout_s:.0f} s: the call does not go on.") from None
        if event["event"] == "process_ended" and event["code"] not in (0, None):
            raise DemoError(f"The process {event['of']} ended with code {event['code']}; its message is above.")
        if not wanted or event["event"] == wanted:
            return event


def run_resident(settings: Settings, scenario_file: Path, uri: str) -> None:
    """The resident's process: one call. Raises ScenarioError, ModelError, PhoneError."""
    from ivr.phone.dialer import dial, run_beside
    from ivr.phone.endpoint import SipEndpoint
    from ivr.simulation.resident import Resident
    from ivr.speech import prompt_store, recognition_model
    from voice import engine_log
    from voice.activity import WebRtcVoiceActivity
    from voice.rendering_queue import RenderingQueue
    from voice.vosk_recognizer import VoskRecognizer

    engine_log.silence()
    scenario = filled(load(scenario_file), None)
    voice = prompt_store(settings, scenario.caller.voice)
    model = recognition_model()
    events = EventStream()
    with (
        closing(events),
        SipEndpoint("127.0.0.1", 0, codecs=("PCMA",)) as endpoint,
        RenderingQueue() as renderer,
    ):

        def call() -> None:
            line = dial(endpoint, uri, caller=scenario.caller.number, codecs=("PCMA",))
            ear = (VoskRecognizer(model, line.rate), WebRtcVoiceActivity(line.rate))
            Resident(scenario, line, ear, voice, renderer, events).call()

        run_beside(endpoint, call)
