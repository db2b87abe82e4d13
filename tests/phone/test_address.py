from ipaddress import IPv4Network

import pytest

from ivr.phone.address import is_allowed, sip_uri, user_of


@pytest.mark.parametrize(
    ("uri", "user"),
    [
        ('"Nom Prénom" <sip:0612345678@pbx.example:5060;transport=udp>', "0612345678"),
        ("sip:%2B33612345678@192.0.2.1", "+33612345678"),
        ("<sip:+33612345678;phone-context=x@pbx.example>", "+33612345678"),
        ("<tel:+33612345678>", "+33612345678"),
        ("<sip:accueil:motdepasse@pbx.example>", "accueil"),
        ('"Anonymous" <sip:anonymous@anonymous.invalid>', ""),
        ("<sip:192.0.2.1>", ""),
        ("", ""),
    ],
)
def test_the_caller_is_the_user_of_the_from_address(uri: str, user: str) -> None:
    assert user_of(uri) == user


@pytest.mark.parametrize(
    ("source", "allowed"),
    [
        ("192.0.2.7:5060", True),
        ("192.0.3.7:5060", False),
        ("[::1]:5060", False),
        ("192.0.2.7", False),
        ("nonsense:1", False),
        ("999.0.0.1:5060", False),
        ("", False),
    ],
)
def test_only_named_networks_may_call(source: str, allowed: bool) -> None:
    assert is_allowed(source, [IPv4Network("192.0.2.0/24"), IPv4Network("198.51.100.1/32")]) is allowed


def test_everyone_may_call_when_no_network_is_named() -> None:
    assert is_allowed("203.0.113.5:5060", [])


def test_a_scheme_is_added_where_there_is_none() -> None:
    assert sip_uri("pbx.example:5070") == "sip:pbx.example:5070"
    assert sip_uri("SIP:agent@pbx.example") == "SIP:agent@pbx.example"
    assert sip_uri("tel:+33112") == "tel:+33112"
