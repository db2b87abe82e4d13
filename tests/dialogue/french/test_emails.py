"""E-mail addresses as they are dictated, and read back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogue.french.emails import email_in, speak_email
from voice.speaking import speakable

DICTATED = {
    "jean point dupont arobase orange point fr": "jean.dupont@orange.fr",
    "alors mon adresse c'est jean tiret dupont arobase gmail point com": "jean-dupont@gmail.com",
    "marie tiret du bas durand soixante quinze arobase wanadoo point fr": "marie_durand75@wanadoo.fr",
    "d comme denis u p o n t a robase free point fr": "dupont@free.fr",
    "d comme denis u comme ursule p o n t arobase free poing f r": "dupont@free.fr",
    "jean dupont tout attaché arobase hotmail point com": "jeandupont@hotmail.com",
    "jean dupont tout attaché arrobase g mail point com voilà": "jeandupont@gmail.com",
    "m point le goff arobase la poste point net": "m.legoff@laposte.net",
    "c'est paulette point martin trente deux arobase sfr point fr": "paulette.martin32@sfr.fr",
    "paul zéro six arobase orange fr": "paul06@orange.fr",
    "a comme anatole point dupont arobase yahoo point fr": "a.dupont@yahoo.fr",
    "double v e b e r arobase orange point fr": "weber@orange.fr",
    "p h i deux l i p p e arobase orange point fr": "phillippe@orange.fr",
    "robert arobase mairie tiret valbourg point fr": "robert@mairie-valbourg.fr",
    "jean arobase gmail": "jean@gmail.com",
    "jean.dupont@orange.fr": "jean.dupont@orange.fr",
    "je n'ai pas d'adresse": None,
    "jean dupont": None,
    "euh c'est suzanne arobase club internet point fr merci": "suzanne@club-internet.fr",
    "jacqueline point petit arobase neuf point fr": "jacqueline.petit@neuf.fr",
    "c'est i grec v e s arobase live point fr": "yves@live.fr",
    "jeannine quarante deux arobase ac tiret lyon point fr": "jeannine42@ac-lyon.fr",
    "oui alors c'est michel point robert mille neuf cent quarante deux arobase orange point fr": (
        "michel.robert1942@orange.fr"
    ),
    "mon mail c'est gaston arobase jimail point comme": "gaston@gmail.com",
    "rené accent aigu": None,
    "andré arobase orange point fr": "andre@orange.fr",
    "w w w arobase": None,
    "rémi point n arobase bouygues point fr": "remi.n@bouygues.fr",
    "françoise arobase i cloud point com": "francoise@icloud.com",
    "lucette tiret bas blanc arobase aol point com": "lucette_blanc@aol.com",
    "émile tout en minuscules point zola arobase orange point fr": "emile.zola@orange.fr",
    "lucien underscore bernard arobase free point fr": "lucien_bernard@free.fr",
    "lucien tiret du huit bernard arobase free point fr": "lucien_bernard@free.fr",
    "marie tiret du six claire arobase free point fr": "marie-claire@free.fr",
    "geneviève trait d'union roux arobase sfr point fr": "genevieve-roux@sfr.fr",
    "p point durand deux mille arobase gmail point com": "p.durand2000@gmail.com",
    "mon adresse mail c'est odette arobase hot mail point fr": "odette@hotmail.fr",
    "odette arobase aout look point com": "odette@outlook.com",
    "odette arobase yahou point fr": "odette@yahoo.fr",
    "odette arobase wana doux point fr": "odette@wanadoo.fr",
    "odette a rose base au range point fr": "odette@orange.fr",
    "b r u n o a robase orange point f r": "bruno@orange.fr",
    "c comme cécile h comme henri a comme anatole t comme thérèse arobase free point fr": "chat@free.fr",
    "secrétariat arobase association tiret des tiret lilas point org": "secretariat@association-des-lilas.org",
    "odette arobase": None,
    "arobase orange point fr": None,
    "oui bonjour": None,
}
SIGNS = {".": "point", "-": "tiret", "_": "tiret du bas"}


@pytest.mark.parametrize(("text", "address"), DICTATED.items())
def test_a_dictated_address_is_understood(text: str, address: str | None) -> None:
    assert email_in([text]) == address


def test_the_alternative_with_a_known_provider_counts() -> None:
    heard = ["jean arobase aux ranges point fr", "jean arobase orange point fr", "jean arobase grange point fr"]
    assert email_in(heard) == "jean@orange.fr"
    assert email_in(["jean", "jean arobase mairie point fr"]) == "jean@mairie.fr"
    assert email_in([]) is None


@given(
    st.lists(st.sampled_from(["jean", "dupont", "martin", "75", "1942", "lucie", "b"]), min_size=1, max_size=4),
    st.sampled_from(list(SIGNS)),
    st.sampled_from(["orange.fr", "gmail.com", "laposte.net", "sfr.fr", "free.fr", "wanadoo.fr", "mairie-nord.fr"]),
)
def test_what_is_read_back_is_understood_again(parts: list[str], sign: str, domain: str) -> None:
    address = f"{sign.join(parts)}@{domain}"
    spoken = speakable(speak_email(address)).replace(",", "").lower().replace("[[mɛl]]", "mail")
    assert email_in([spoken]) == address


@given(st.text(max_size=60))
def test_no_text_breaks_it(text: str) -> None:
    address = email_in([text, f"{text} arobase orange point fr"])
    assert address is None or "@" in address


def test_an_address_is_read_back_in_pieces() -> None:
    assert speak_email("jean.dupont75@orange.fr") == "jean, point, dupont, 7 5, arobase, orange, point, f r"
    assert speak_email("m_leroy@gmail.com") == "m, tiret du bas, leroy, arobase, g mail, point, com"
