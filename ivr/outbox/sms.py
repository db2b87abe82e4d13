"""Text messages through an HTTP gateway: one POST with a JSON object each."""

from contextlib import suppress
from datetime import datetime

import requests
from urllib3.exceptions import HTTPError

from ivr.config import Sms
from ivr.outbox.deadline import cut_after
from ivr.outbox.errors import SendError
from ivr.outbox.mail import reference
from kb.outbox import Message

WORTH_RETRYING = frozenset({401, 403, 404, 408, 409, 425, 429})
"""Of the 4xx codes those that speak of the gateway, its key or its load, not of the message."""
_ANSWER_BYTES = 500


class SmsRoute:
    """The way of one configured gateway."""

    def __init__(self, sms: Sms) -> None:
        self._sms = sms

    def send(self, message: Message, at: datetime) -> None:
        """Give a message to the gateway. SendError when it was not taken."""
        sms = self._sms
        values = {
            "to": message.recipient,
            "text": message.text,
            "sender": sms.sender,
            "token": sms.token,
            "reference": reference(message),
        }
        try:
            with requests.post(
                sms.url,
                json={name: template.format(**values) for name, template in sms.payload.items()},
                headers={name: template.format(**values) for name, template in sms.headers.items()},
                timeout=sms.timeout_s,
                allow_redirects=False,
                stream=True,
            ) as answer:
                code = int(answer.status_code)
                if 200 <= code < 300:
                    return  # it is taken: nothing that fails from here on may send it again
                said = _why(answer, sms.timeout_s)
        except (requests.RequestException, HTTPError, OSError) as error:
            kind = type(error).__name__  # its text may hold the address, and with it a key
            raise SendError(f"La passerelle SMS ne répond pas ({kind})", permanent=False) from error
        permanent = 400 <= code < 500 and code not in WORTH_RETRYING
        detail = " ".join(said.replace(sms.token or "\0", "…").split())[:200]
        raise SendError(
            f"La passerelle SMS refuse le message : {code} {detail}".rstrip(), permanent=permanent, code=code
        )


def _why(answer: requests.Response, longest_s: float) -> str:
    """What a gateway says with a refusal; empty when it takes longer."""
    with cut_after(longest_s, answer.raw.shutdown), suppress(HTTPError, OSError):
        return str(answer.raw.read(_ANSWER_BYTES).decode("utf-8", "replace"))
    return ""
