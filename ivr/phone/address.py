"""Reading SIP addresses: who calls, and from which machine."""

import re
from collections.abc import Iterable
from ipaddress import IPv4Network, ip_address
from urllib.parse import unquote

_USER = re.compile(r"(?:sips?:([^@>;?]+)(?:;[^@>]*)?@|tel:([^>;?]+))", re.IGNORECASE)
_SOURCE = re.compile(r"^\[?(?P<host>[0-9A-Fa-f:.]+?)\]?:(?P<port>\d+)$")


def user_of(uri: str) -> str:
    """The user or number in a From value such as `"Nom" <sip:+33612345678@pbx>`; empty when withheld."""
    found = _USER.search(uri)
    if found is None:
        return ""
    user = unquote(found[1] or found[2]).split(":")[0].strip()
    return "" if user.lower() in {"anonymous", "unknown", "unavailable"} else user


def is_allowed(source: str, allowed: Iterable[IPv4Network]) -> bool:
    """Whether `source` ("192.0.2.1:5060") is in one of the networks; everyone is when none is named."""
    networks = tuple(allowed)
    if not networks:
        return True
    found = _SOURCE.match(source)
    if found is None:
        return False
    try:
        peer = ip_address(found["host"])
    except ValueError:
        return False
    return any(peer in network for network in networks if network.version == peer.version)


def sip_uri(address: str) -> str:
    """`pbx.example:5060` as `sip:pbx.example:5060`; what already has a scheme is kept."""
    return address if re.match(r"^(sips?|tel):", address, re.IGNORECASE) else f"sip:{address}"
