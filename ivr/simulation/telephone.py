"""A simulated call over SIP and RTP: the assistant in one process, the resident in another, on loopback.

The resident's process is told what the assistant says (see turns), and sends real packets of a voice.
"""

import json
import sys
import threading
from collections import deque
from concurrent.futures import Future
from contextlib import closing
from itertools import count
from pathlib import Path
from queue import Empty, SimpleQueue
from random import Random
from typing import Any, TextIO

from dialogue.events import HungUp as HungUpEvent
from ivr.config import Settings
from ivr.event_stream import EventStream
from ivr.journal import as_text
from ivr.line import Frame, HungUp
from ivr.phone.phone_line import PhoneLine
from ivr.processes import next_event, process
from ivr.rehearsal import with_data
from ivr.simulation.channel import Channel
from ivr.simulation.kinds import manner_of
from ivr.simulation.outcome import Exchange, Outcome, recorded
from ivr.simulation.scenario import Scenario
from ivr.simulation.script import Move, Script
from ivr.simulation.speaking import ResidentVoice
from ivr.simulation.turns import FRAME_S, LINGERS_S, Turns
from kb.store import Store
from voice.audio import Pcm
from voice.playback import frames_of
from voice.rendering_queue import Renderer

READY_S = 120.0
CALL_S = 120.0
"""A call in which nothing happens for so long is dead."""
DEAD_S = 10.0
HUNG_UP = as_text(HungUpEvent())
CODECS = {"narrow": "PCMA", "wide": "G722"}


def hold_by_telephone(settings: Settings, scenario: Scenario, data: Path, seed: str) -> Outcome:
    """Hold one call; `data` has the database. The scenario's values are filled in already.

    Raises ChildError when a process does not do its part.
    """
    mine = with_data(settings, data)
    file = data / "scenario.json"
    file.write_text(scenario.model_dump_json(), "utf-8")
    now = scenario.begins_at.isoformat()
    exchanges: list[Exchange] = []
    gaps: list[int] = []
    seconds, false_alarms = 0.0, 0
    with process(mine, ["worker", "--events", "--now", now], port=0) as assistant:
        ready = next_event(assistant.events, READY_S, "ready")
        uri = f"sip:{settings.sip.user}@{ready['address']}:{ready['port']}"
        arguments = ["follower", str(file), "--to", uri, "--seed", seed]
        with process(mine, arguments, into=assistant.events) as resident:
            ended: set[str] = set()
            while ended != {"ended", "follower"}:
                event = next_event(assistant.events, CALL_S)
                resident.tell(event)
                match event["event"]:
                    case "answering" if event["gap_ms"] is not None:
                        gaps.append(event["gap_ms"])
                    case "resumed":
                        false_alarms += 1
                    case "ended":
                        seconds = float(event["at"])
                    case "follower":
                        exchanges = [_exchange(each) for each in event["exchanges"]]
                ended |= {event["event"]} & {"ended", "follower"}
    with Store.open(mine.database) as store:
        from_record = recorded(store, store.calls.recent(1)[0])
    return Outcome(tuple(exchanges), from_record.outcome, from_record.stored, seconds, tuple(gaps), false_alarms)


def _exchange(data: dict[str, Any]) -> Exchange:
    move = Move(**data["move"]) if data["move"] else None
    return Exchange(data["said"], move, data["heard"], data["understood"])


class Follower:
    """The resident on a telephone line."""

    def __init__(
        self, turns: Turns, voice: ResidentVoice, line: PhoneLine, channel: Channel, renderer: Renderer
    ) -> None:
        self._turns, self._voice, self._line, self._channel = turns, voice, line, channel
        self._renderer = renderer
        self._speaking: deque[bytes] = deque()
        self._rendering: Future[Pcm] | None = None
        self._leaving = False
        self._hangs_up_at: float | None = None

    def call(self, told: SimpleQueue[dict[str, Any]]) -> None:
        """Follow the assistant's events and answer, until the line is gone."""
        for frame in count(1):
            event = self._line.read(DEAD_S)
            now = frame * FRAME_S
            if event is None or isinstance(event, HungUp):
                return
            if not isinstance(event, Frame):
                continue
            self._follow(told, now)
            self._speak(now)
            self._line.write(self._channel.carry(self._speaking.popleft() if self._speaking else None))
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
        if self._rendering is not None:
            if not self._rendering.done():
                return
            sound = self._rendering.result()
            self._rendering = None
            self._channel.level_of(sound)
            self._speaking.extend(frames_of(sound, self._line.rate))
        if self._leaving and not self._speaking:
            self._hangs_up_at, self._leaving = now + LINGERS_S, False
        if self._speaking or (move := self._turns.move(now)) is None:
            return
        self._leaving = move.hang_up
        for key in move.keys:
            self._line.send_key(key)
        if move.say:
            self._rendering = self._renderer.submit(lambda: self._voice.say(move.say), wanted=True)


def follow(settings: Settings, scenario: Scenario, uri: str, seed: str, assistant: TextIO = sys.stdin) -> None:
    """The resident's process: one call. Raises ModelError, PhoneError."""
    from ivr.phone.dialer import dial, run_beside
    from ivr.phone.endpoint import SipEndpoint
    from ivr.simulation.studio import Studio
    from voice import engine_log
    from voice.rendering_queue import RenderingQueue

    engine_log.silence()
    codec = CODECS[scenario.caller.band]
    random, told = Random(seed), SimpleQueue[dict[str, Any]]()
    threading.Thread(target=_listen, args=(assistant, told), daemon=True).start()
    studio = Studio(settings, ear=False)
    turns = Turns(Script(scenario, random), manner_of(scenario.caller))
    events = EventStream()
    with closing(events), SipEndpoint("127.0.0.1", 0, codecs=(codec,)) as endpoint, RenderingQueue() as renderer:

        def call() -> None:
            line = dial(endpoint, uri, caller=scenario.caller.number, codecs=(codec,))
            voice, channel = (
                studio.voice(scenario.caller, line.rate, random),
                studio.channel(scenario.caller, line.rate, random),
            )
            Follower(turns, voice, line, channel, renderer).call(told)

        run_beside(endpoint, call)
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
