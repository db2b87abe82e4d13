"""The demo: the assistant in one process, a simulated resident in another, a real call between them."""

from contextlib import closing
from datetime import datetime
from pathlib import Path

from rich.console import Console

from ivr import demo_display as display
from ivr.answering import recordings_of
from ivr.config import Settings
from ivr.conversations import Conversations
from ivr.event_stream import EventStream
from ivr.line import AudioLine
from ivr.processes import next_event, process
from ivr.rehearsal import sentences_for, with_data
from ivr.rendering import render
from ivr.simulation.earlier import remember
from ivr.simulation.expectations import failures
from ivr.simulation.outcome import recorded
from ivr.simulation.scenario import FOLDER, Scenario, ScenarioError, load
from ivr.simulation.variation import filled
from kb.store import Store
from voice.rendering_queue import Renderer

SCENARIO = FOLDER / "lampadaire.toml"
READY_S = 60.0
CALL_S = 180.0


def run(settings: Settings, scenario_file: Path) -> int:
    """Hold the demo and show it; 0 when every expectation of the scenario holds, else 1.

    Raises ChildError, or what the two processes cannot start for.
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
    if scenario.earlier:
        remember(scenario, Conversations(scratch))
    display.opening(console, scenario)
    with process(scratch, ["serve", "--events"], port=0) as assistant:
        ready = next_event(assistant.events, READY_S, "ready")
        uri = f"sip:{settings.sip.user}@{ready['address']}:{ready['port']}"
        with process(scratch, ["resident", str(scenario_file), "--to", uri], into=assistant.events):
            while (event := next_event(assistant.events, CALL_S))["event"] != "ended":
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


def run_resident(settings: Settings, scenario_file: Path, uri: str) -> None:
    """The resident's process: one call. Raises ScenarioError, ModelError, PhoneError."""
    from ivr.simulation.on_line import place_call
    from ivr.simulation.resident import Resident
    from ivr.speech import prompt_store, recognition_model
    from voice import engine_log
    from voice.activity import WebRtcVoiceActivity
    from voice.vosk_recognizer import VoskRecognizer

    engine_log.silence()
    scenario = filled(load(scenario_file), None)
    voice = prompt_store(settings, scenario.caller.voice)
    model = recognition_model(settings)
    with closing(EventStream()) as events:

        def hold(line: AudioLine, renderer: Renderer) -> None:
            ear = (VoskRecognizer(model, line.rate), WebRtcVoiceActivity(line.rate))
            Resident(scenario, line, ear, voice, renderer, events).call()

        place_call(uri, scenario.caller.number, "PCMA", hold)
