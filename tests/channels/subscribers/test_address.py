from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.subscribers.address import Unfit, is_role, judged, normalised

FIT = {
    "plain": ("ada@example.org", "ada@example.org"),
    "capitals stay before the @ and go after it": ("Ada.L@Example.ORG", "Ada.L@example.org"),
    "spaces and marks around it": ("\ufeff ada@example.org\u00a0\n", "ada@example.org"),
    "plus and signs of an atom": ("a+b_c!#$%&'*/=?^`{|}~-@x.example", "a+b_c!#$%&'*/=?^`{|}~-@x.example"),
    "a domain with accents": ("ada@café.example", "ada@xn--caf-dma.example"),
    "a domain with capitals and accents": ("ada@CAFÉ.Example", "ada@xn--caf-dma.example"),
    "a domain already in ASCII": ("ada@xn--caf-dma.example", "ada@xn--caf-dma.example"),
    "the longest local part": ("a" * 64 + "@x.example", "a" * 64 + "@x.example"),
    "a domain of figures with a name above": ("ada@163.com", "ada@163.com"),
}
UNFIT = {
    "nothing": (" ", Unfit.EMPTY),
    "no @": ("ada.example.org", Unfit.SYNTAX),
    "two @": ("ada@b@example.org", Unfit.SYNTAX),
    "nothing before the @": ("@example.org", Unfit.SYNTAX),
    "a name around": ("Ada <ada@example.org>", Unfit.SYNTAX),
    "two addresses": ("ada@example.org, bob@example.org", Unfit.SYNTAX),
    "a local part in quotes": ('"ada b"@example.org', Unfit.SYNTAX),
    "a dot at the end of the local part": ("ada.@example.org", Unfit.SYNTAX),
    "two dots": ("ada..l@example.org", Unfit.SYNTAX),
    "a line break inside": ("ada@example.org\r\nBcc: bob@example.org", Unfit.SYNTAX),
    "accents before the @": ("adà@example.org", Unfit.LOCAL),
    "nothing after the @": ("ada@", Unfit.SYNTAX),
    "one label": ("ada@localhost", Unfit.DOMAIN),
    "a domain literal": ("ada@[192.0.2.1]", Unfit.DOMAIN),
    "an address of a machine": ("ada@192.0.2.1", Unfit.DOMAIN),
    "a dot at the end": ("ada@example.org.", Unfit.DOMAIN),
    "a hyphen at the edge of a label": ("ada@-example.org", Unfit.DOMAIN),
    "an underscore in the domain": ("ada@ex_ample.org", Unfit.DOMAIN),
    "a label that is too long": (f"ada@{'a' * 64}.org", Unfit.DOMAIN),
    "a sign IDNA refuses": ("ada@ca☃fé.example", Unfit.DOMAIN),
    "a local part that is too long": ("a" * 65 + "@x.example", Unfit.LENGTH),
    "an address that is too long": (f"ada@{'.'.join(['a' * 60] * 5)}.org", Unfit.LENGTH),
}


@pytest.mark.parametrize(("text", "written"), FIT.values(), ids=FIT)
def test_address_is_written_in_one_way(text, written):
    assert normalised(text) == written


@pytest.mark.parametrize(("text", "why"), UNFIT.values(), ids=UNFIT)
def test_address_that_cannot_be_written_to_says_why(text, why):
    assert (judged(text), normalised(text)) == (why, None)


@given(st.text() | st.emails() | st.from_regex(r"[^@]{1,5}@[^@]{1,9}\.[a-zé]{2,3}", fullmatch=True))
def test_what_is_taken_is_ascii_without_spaces_and_stays_itself(text):
    written = normalised(text)
    if written is not None:
        assert re.fullmatch(r"[!-~]+@[a-z0-9.-]+", written)
        assert len(written) <= 254
        assert normalised(written) == written


@pytest.mark.parametrize("address", ["postmaster@x.example", "No-Reply@x.example", "abuse+a@x.example"])
def test_address_of_a_function_is_known(address):
    assert is_role(address)


@pytest.mark.parametrize("address", ["ada@x.example", "postmasters@x.example", "ada+abuse@x.example"])
def test_address_of_a_person_is_no_functions(address):
    assert not is_role(address)
