"""A simulated call over SIP and RTP: the assistant in one process, the resident in another, on loopback.

The resident's process is told what the assistant says (see turns), and sends real packets of a voice.
"""

import json
import sys
import threading
from contextlib import closing
from pathlib import Path
from queue import Empty, SimpleQueue
from random import Random
from typing import Any, TextIO

from dialogue.events import HungUp as HungUpEvent
from ivr.config import Settings
from ivr.event_stream import EventStream
from ivr.journal import as_text
from ivr.line import Frame
from ivr.phone.phone_line import PhoneLine
from ivr.processes import next_event, process
from ivr.rehearsal import with_data
from ivr.simulation.channel import Channel
from ivr.simulation.kinds import manner_of
from ivr.simulation.on_line import LineVoice, frames_on, place_call
from ivr.simulation.outcome import Exchange, Outcome, recorded
from ivr.simulation.scenario import Scenario
from ivr.simulation.script import Move, Script
from ivr.simulation.speaking import ResidentVoice
from ivr.simulation.turns import LINGERS_S, Turns
from ivr.simulation.variation import words
from kb.store import Store
from voice.rendering_queue import Renderer

READY_S = 120.0
CALL_S = 120.0
"""A call in which nothing happens for so long is dead."""
HUNG_UP = as_text(HungUpEvent())
CODECS = {"narrow": "PCMA", "wide": "G722"}


def hold_by_telephone(settings: Settings, scenario: Scenario, data: Path, seed: str, number: int) -> Outcome:
    """Hold one call; `data` has the database. The scenario's values are filled in already.

    Raises ChildError when a process does not do its part.
    """
    mine = with_data(settings, data)
    file = data / "scenario.json"
    file.write_text(scenario.model_dump_json(), "utf-8")
    now = scenario.begins_at.isoformat()
    exchanges: list[Exchange] = []
    gaps: list[int] = []
    seconds, false_alarms, interruptions = 0.0, 0, 0
    with process(mine, ["worker", "--events", "--now", now], port=0) as assistant:
        ready = next_event(assistant.events, READY_S, "ready")
        uri = f"sip:{settings.sip.user}@{ready['address']}:{ready['port']}"
        arguments = ["follower", str(file), "--to", uri, "--seed", seed, "--number", str(number)]
        with process(mine, arguments, into=assistant.events) as resident:
            ended: set[str] = set()
            while ended != {"ended", "follower"}:
                event = next_event(assistant.events, CALL_S)
                resident.tell(event)
                match event["event"]:
                    case "answering" if event["gap_ms"] is not None:
                        gaps.append(event["gap_ms"])
                    case "interrupted":
                        interruptions += 1
                    case "resumed":
                        false_alarms += 1
                    case "ended":
                        seconds = float(event["at"])
                    case "follower":
                        exchanges = [_exchange(each) for each in event["exchanges"]]
                ended |= {event["event"]} & {"ended", "follower"}
    with Store.open(mine.database) as store:
        from_record = recorded(store, store.calls.recent(1)[0])
    outcome, stored = from_record.outcome, from_record.stored
    return Outcome(tuple(exchanges), outcome, stored, seconds, tuple(gaps), false_alarms, interruptions)


def _exchange(data: dict[str, Any]) -> Exchange:
    move = Move(**data["move"]) if data["move"] else None
    return Exchange(data["said"], move, data["heard"], data["understood"])


class Follower:
    """The resident on a telephone line."""

    def __init__(
        self, turns: Turns, voice: ResidentVoice, line: PhoneLine, channel: Channel, renderer: Renderer
    ) -> None:
        self._turns, self._voice, self._line, self._channel = turns, voice, line, channel
        self._speech = LineVoice(renderer, line.rate, channel.level_of)
        self._leaving = False
        self._hangs_up_at: float | None = None

    def call(self, told: SimpleQueue[dict[str, Any]]) -> None:
        """Follow the assistant's events and answer, until the line is gone."""
        for now, event in frames_on(self._line):
            if not isinstance(event, Frame):
                return
            self._follow(told, now)
            self._speak(now)
            self._line.write(self._channel.carry(self._speech.frame()))
            if self._hangs_up_at is not None and now >= self._hangs_up_at:
                self._line.hang_up()
                self._hangs_up_at = None

    def _follow(self, told: SimpleQueue[dict[str, Any]], now: float) -> None:
        while True:
            try:
                event = told.get_nowait()
            except Empty:
                return
            match event["event"]:
                case "turn" if event["heard"] != HUNG_UP:
                    listening = event["then"] == "listen"
                    self._turns.replied(event["heard"], event["understood"], event["said"], listening)
                case "answering":
                    self._turns.begun(now)
                case "said":
                    self._turns.finished(now)

    def _speak(self, now: float) -> None:
        self._speech.collect()
        if self._speech.making:
            return
        if self._leaving and not self._speech.speaking:
            self._hangs_up_at, self._leaving = now + LINGERS_S, False
        if self._speech.speaking or (move := self._turns.move(now)) is None:
            return
        self._leaving = move.hang_up
        for key in move.keys:
            self._line.send_key(key)
        if move.say:
            self._speech.say(lambda: self._voice.say(move.say))


def follow(
    settings: Settings, scenario: Scenario, uri: str, seed: str, number: int, assistant: TextIO = sys.stdin
) -> None:
    """The resident's process: one call. `seed` is the call's own. Raises ModelError, PhoneError.

    Words, hesitations and losses have dice of their own each: how many packets came must not change what is said.
    """
    from ivr.simulation.studio import Studio
    from voice import engine_log

    engine_log.silence()
    told = SimpleQueue[dict[str, Any]]()
    threading.Thread(target=_listen, args=(assistant, told), daemon=True).start()
    studio = Studio(settings, ear=False)
    turns = Turns(Script(scenario, words(seed, number)), manner_of(scenario.caller))

    def hold(line: PhoneLine, renderer: Renderer) -> None:
        voice = studio.voice(scenario.caller, line.rate, Random(f"{seed} voice"))
        channel = studio.channel(scenario.caller, line.rate, Random(seed))
        Follower(turns, voice, line, channel, renderer).call(told)

    with closing(EventStream()) as events:
        place_call(uri, scenario.caller.number, CODECS[scenario.caller.band], hold)
        events.emit(event="follower", exchanges=[_plain(each) for each in turns.exchanges])


def _listen(assistant: TextIO, told: SimpleQueue[dict[str, Any]]) -> None:
    for line in assistant:
        told.put(json.loads(line))


def _plain(exchange: Exchange) -> dict[str, Any]:
    return {
        "said": exchange.said,
        "move": vars(exchange.move) if exchange.move else None,
        "heard": exchange.heard,
        "understood": exchange.understood,
    }
