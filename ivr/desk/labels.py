"""French names of what the line stores as codes: outcomes, topics, urgency, services, states."""

from dialogue.catalogue import Catalogue
from kb.calls import INTERRUPTED

OUTCOMES = {
    "answer": "Réponse donnée",
    "incident": "Signalement pris",
    "joined": "Signalement rejoint",
    "followup": "Suivi de dossier",
    "appointment": "Rendez-vous pris",
    "registration": "Inscription",
    "participation": "Avis donné",
    "callback": "Rappel demandé",
    "transfer": "Transféré",
    "danger": "Danger",
    "abandoned": "Sans suite",
    "error": "Erreur technique",
    INTERRUPTED: "Interrompu",
}
"""Outcome of a call, as dialogue.talk has them, and what became of calls whose worker died."""
GOOD = ("answer", "incident", "joined", "followup", "appointment", "registration", "participation")
CHANNELS = {"phone": "Téléphone", "kiosk": "Borne", "text": "Écrit", "chat": "Clavier"}
SURENESSES = {
    "faible": "Reconnaissance faible",
    "moyenne": "Reconnaissance moyenne",
    "forte": "Reconnaissance sûre",
    "muette": "Rien entendu",
}
TIMINGS = {"gap_ms": "répondu en"}
"""Milliseconds kept with a turn (ivr.journal)."""
URGENCIES = {"immediate": "Très urgent", "haute": "Urgent", "normale": "Normal", "basse": "Peu urgent"}
ROLES = {"agent": "Agent", "responsable": "Responsable", "administrateur": "Administrateur"}


class Labels:
    """Names for people; a code without one is shown as it is."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue

    def outcome(self, code: str) -> str:
        """Of a call."""
        return OUTCOMES.get(code, code or "En cours")

    def outcome_tone(self, code: str) -> str:
        """Which colour its badge has; the words tell the same."""
        if code in GOOD:
            return "good"
        return {"danger": "bad", "error": "bad", "callback": "warn", "transfer": "warn"}.get(code, "quiet")

    def channel(self, code: str) -> str:
        """By which a call came."""
        return CHANNELS.get(code, code)

    def topic(self, code: str) -> str:
        """Of what was asked for: "incident:lampadaire" gives "un lampadaire en panne"."""
        kind, _, name = code.partition(":")
        if kind == "incident" and name in self.catalogue.kinds:
            return self.catalogue.kinds[name].label
        if kind == "intent" and name in self.catalogue.intents:
            return self.catalogue.intents[name].label
        if kind == "danger" and name in self.catalogue.dangers:
            return f"danger : {self.catalogue.dangers[name].label}"
        return name.replace("_", " ") or code

    def understood(self, text: str) -> str:
        """What a turn was taken for, as the line noted it; its codes with their names."""
        parts = [self.topic(part) if ":" in part and "=" not in part else part for part in text.split(" ")]
        return " ".join(parts)

    def topics(self) -> list[tuple[str, str]]:
        """Every topic with its name, by name."""
        known = [f"incident:{code}" for code in self.catalogue.kinds]
        known += [f"intent:{code}" for code in self.catalogue.intents]
        known += [f"danger:{code}" for code in self.catalogue.dangers]
        return sorted(((code, self.topic(code)) for code in known), key=lambda pair: pair[1])

    def timing(self, name: str) -> str:
        """Of what was measured in a turn."""
        return TIMINGS.get(name, name.removesuffix("_ms").replace("_", " "))

    def urgency(self, code: str) -> str:
        """Of a report."""
        return URGENCIES.get(code, code)

    def service(self, code: str) -> str:
        """Who sees to a report: "Service de la voirie"."""
        name = self.catalogue.services.get(code, code)
        name = name.removeprefix("le ").removeprefix("la ")
        return name[:1].upper() + name[1:]

    def services(self) -> list[tuple[str, str]]:
        """Every service with its name."""
        return [(code, self.service(code)) for code in self.catalogue.services]

    def sureness(self, code: str) -> str:
        """Of a call's recognition."""
        return SURENESSES.get(code, code)

    def role(self, code: str) -> str:
        """Of an account."""
        return ROLES.get(code, code)
