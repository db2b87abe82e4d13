"""Call-backs kept: one row a matter and call, however often it is asked for; an agent rings once, and knows it all."""

from accessibility.hearing import fold
from dialogue.talk import Talk
from kb.callbacks import TO_DO, Callback

UNSPECIFIED = "(non précisé)"
_LOOKED_AT = 200
"""So many of the latest call-backs still to do are looked through."""
DANGER = "danger"
"""Reasons that begin so come before any other."""


def keep(talk: Talk, number: str, subject: str, reason: str) -> None:
    """Store that somebody is to be rung back at `number` (E.164), or complete the row of the same matter."""
    subject = subject or UNSPECIFIED
    known = _of_this_matter(talk, subject)
    if known is None:
        kept = talk.store.callbacks.add(talk.call_id, number, subject, reason, talk.now())
        talk.stored += 1
    else:
        kept = known.id
        both = _together(known.subject, subject)
        talk.store.callbacks.complete(kept, number, both, _graver(known.reason, reason))
    talk.called_back[talk.topic] = kept
    talk.achieve("callback")


def due(talk: Talk) -> str:
    """What the calling number is still to be rung back about; empty when nothing is known."""
    number = talk.caller.number
    to_do = talk.store.callbacks.recent(_LOOKED_AT, TO_DO) if number else []
    return next((each.subject for each in to_do if each.phone == number and each.subject != UNSPECIFIED), "")


def _of_this_matter(talk: Talk, subject: str) -> Callback | None:
    """The row that an agent may still act on: kept while the same request was served, or telling of the same."""
    to_do = [each for each in talk.store.callbacks.of_call(talk.call_id) if each.state == TO_DO]
    served = talk.called_back.get(talk.topic) if talk.topic else None
    same = (each for each in reversed(to_do) if each.id == served or _one_subject(each.subject, subject))
    return next(same, None)


def _one_subject(first: str, second: str) -> bool:
    """Whether one says nothing that the other does not."""
    if UNSPECIFIED in (first, second):
        return True
    said, told = f" {fold(first)} ", f" {fold(second)} "
    return said in told or told in said


def _together(known: str, new: str) -> str:
    if not _one_subject(known, new):
        return f"{known} / {new}"
    return max((each for each in (known, new) if each != UNSPECIFIED), key=len, default=UNSPECIFIED)


def _graver(known: str, new: str) -> str:
    return new if new.startswith(DANGER) else known
