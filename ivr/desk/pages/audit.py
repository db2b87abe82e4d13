"""Journal: who did what; for responsables."""

from starlette.responses import Response

from ivr.desk.visit import Page, Visit

SHOWN = 50


def show(visit: Visit) -> Response:
    """A page of entries, of one action when chosen."""
    action, before = visit.form.text("action", 60), visit.form.number("avant")
    entries = visit.store.audit.page(SHOWN + 1, before, action)
    return visit.render(
        "audit.html", entries=entries[:SHOWN], more=len(entries) > SHOWN, action=action,
        actions=visit.store.audit.actions(), before=before,
    )  # fmt: skip


PAGES = (Page("/journal", show, "responsable"),)
