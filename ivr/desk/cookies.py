"""The session's cookie."""

from starlette.requests import Request
from starlette.responses import Response

from ivr.desk.gate import COOKIE
from ivr.desk.office import Office
from kb.accounts import Account
from kb.desk_sessions import LONGEST
from kb.store import Store


def start_session(answer: Response, office: Office, store: Store, account: Account, request: Request) -> Response:
    """Begin a session, and give its secret to the browser: for this site only, unread by scripts."""
    token = office.secret()
    store.desk_sessions.start(account.id, token, office.secret(), office.clock())
    answer.set_cookie(
        COOKIE, token, max_age=int(LONGEST.total_seconds()), httponly=True, samesite="strict",
        secure=request.url.scheme == "https",
    )  # fmt: skip
    return answer
