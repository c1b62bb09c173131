from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.subscribers.diagnosis import Diagnosis, diagnosed
from channels.subscribers.notice import NotAReport, Notice, What, notices_in
from tests.channels.subscribers.reports import LETTER, MASK, arf, dsn

ADA = "ada@x.example"
OF_THEM = LETTER.format(to=f"Ada <{ADA}>", mask=MASK)

DIAGNOSES = {
    "no such mailbox": ("5.1.1", "", Diagnosis.GONE),
    "no such domain": ("5.1.2", "", Diagnosis.GONE),
    "a domain without mail": ("5.1.10", "", Diagnosis.GONE),
    "a mailbox that is closed": ("5.2.1", "", Diagnosis.GONE),
    "a domain nobody finds": ("5.4.4", "", Diagnosis.GONE),
    "what Outlook answers": ("5.5.0", "", Diagnosis.GONE),
    "nothing said but no": ("5.0.0", "smtp; 550 go away", Diagnosis.GONE),
    "a full mailbox": ("5.2.2", "", Diagnosis.INNOCENT),
    "a policy": ("5.7.1", "", Diagnosis.INNOCENT),
    "a policy of DMARC": ("5.7.26", "", Diagnosis.INNOCENT),
    "a bad sender": ("5.1.8", "", Diagnosis.INNOCENT),
    "a message that is too big": ("5.3.4", "", Diagnosis.INNOCENT),
    "a protocol error": ("5.5.4", "", Diagnosis.INNOCENT),
    "a content nobody takes": ("5.6.1", "", Diagnosis.INNOCENT),
    "what the server said more closely": ("5.0.0", "smtp; 552 5.2.2 Over quota", Diagnosis.INNOCENT),
    "a network address is no code": ("5.0.0", "smtp; 550 from 5.7.1.9 no such user", Diagnosis.GONE),
    "a code of another class is not closer": ("5.0.0", "smtp; 450 4.2.2 full", Diagnosis.GONE),
    "for now": ("4.2.1", "", Diagnosis.PASSING),
    "given up after days": ("4.4.7", "", Diagnosis.PASSING),
    "a comment after it": ("5.1.1 (bad destination)", "", Diagnosis.GONE),
    "delivered": ("2.0.0", "", None),
    "no status": ("no", "", None),
    "another class": ("3.1.1", "", None),
}


@pytest.mark.parametrize(("status", "said", "found"), DIAGNOSES.values(), ids=DIAGNOSES)
def test_status_says_whose_fault_it_is(status, said, found):
    assert diagnosed(status, said) is found


REPORTS = {
    "a hard bounce": (dsn(), Notice(What.BOUNCED, address=ADA)),
    "the mask it came to": (dsn(came_to=f"retours+{MASK}@x.example"), Notice(What.BOUNCED, MASK, ADA)),
    "a mask in capitals": (dsn(came_to=f"<retours+{MASK.upper()}@x.example>"), Notice(What.BOUNCED, MASK, ADA)),
    "whom it was for at first": (dsn("forwarded@y.example", original=ADA), Notice(What.BOUNCED, address=ADA)),
    "a recipient in brackets": (dsn(f"<{ADA}>"), Notice(What.BOUNCED, address=ADA)),
    "the mask of the letter's way out": (dsn("x", letter=OF_THEM), Notice(What.BOUNCED, MASK)),
    "the mask of the letter's return path": (
        dsn("x", letter=f"Return-Path: <retours+{MASK}@b.example>\n\nx"),
        Notice(What.BOUNCED, MASK),
    ),
    "nobody that can be told": (dsn("x"), Notice(What.BOUNCED)),
    "a full mailbox": (dsn(status="5.2.2"), Notice(What.INNOCENT, address=ADA)),
    "for now": (dsn(status="4.4.1"), Notice(What.PASSING, address=ADA)),
    "a delay": (dsn(status="4.4.1", action="delayed"), Notice(What.FINE, address=ADA)),
    "a success": (dsn(status="2.0.0", action="relayed"), Notice(What.FINE, address=ADA)),
    "line ends of mail": (dsn().replace(b"\n", b"\r\n"), Notice(What.BOUNCED, address=ADA)),
    "no report-type": (dsn().replace(b"report-type=delivery-status;", b""), Notice(What.BOUNCED, address=ADA)),
    "a complaint": (arf(), Notice(What.COMPLAINED, address=ADA)),
    "a complaint that hides the address": (arf(named="", letter=OF_THEM), Notice(What.COMPLAINED, MASK, ADA)),
    "a complaint by the letter's To": (arf(named="", letter=f"To: {ADA}\n\nx"), Notice(What.COMPLAINED, address=ADA)),
    "a complaint by the letter's sender": (
        arf(named="", mail_from=f"retours+{MASK}@b.example", letter="To: x\n\nx"),
        Notice(What.COMPLAINED, MASK),
    ),
    "a complaint of fraud": (arf("fraud"), Notice(What.COMPLAINED, address=ADA)),
    "a wish to leave": (arf("opt-out"), Notice(What.LEFT, address=ADA)),
    "the contrary of a complaint": (arf("not-spam"), Notice(What.FINE, address=ADA)),
}


@pytest.mark.parametrize(("raw", "notice"), REPORTS.values(), ids=REPORTS)
def test_report_says_what_became_of_whom(raw, notice):
    assert notices_in(raw) == [notice]


def test_report_about_several_readers_takes_nobody_for_the_mask():
    second = b"\nFinal-Recipient: rfc822; bob@x.example\nAction: failed\nStatus: 4.2.2\n\n--b--"
    raw = dsn(came_to=f"retours+{MASK}@x.example").replace(b"\n--b--", second)
    assert notices_in(raw) == [
        Notice(What.BOUNCED, address=ADA),
        Notice(What.PASSING, address="bob@x.example"),
    ]


OTHERS = {
    "nothing": b"",
    "a letter": b"From: ada@x.example\nSubject: Re: La lettre\n\nMerci !\n",
    "an answer while away": b"Auto-Submitted: auto-replied\nSubject: Absent\n\nJe suis absente.\n",
    "a bounce in words alone": b"Subject: failure notice\n\n<ada@x.example>: does not exist\n",
    "a letter in two parts": b'Content-Type: multipart/mixed; boundary="b"\n\n--b\n\na\n--b\n\nb\n--b--\n',
    "a report without recipients": dsn().replace(b"Final-Recipient", b"X-Final").replace(b"Action", b"X-Action"),
    "a report without a status": dsn(status="?"),
    "a report of an action nobody knows": dsn(action="eaten"),
    "a complaint of a type nobody knows": arf("miracle"),
    "a complaint without a type": arf().replace(b"Feedback-Type", b"X-Type"),
    "a report that ends in its middle": dsn()[:600],
    "parts within parts without end": b"".join(
        b'Content-Type: multipart/report; boundary="%d"\n\n--%d\n' % (depth, depth) for depth in range(1500)
    ),
}


@pytest.mark.parametrize("raw", OTHERS.values(), ids=OTHERS)
def test_message_that_is_no_report_is_none(raw):
    with pytest.raises(NotAReport):
        notices_in(raw)


@given(
    st.sampled_from([dsn(letter=OF_THEM), arf(letter=OF_THEM)]),
    st.lists(st.tuples(st.integers(0), st.binary(max_size=9)), max_size=6),
)
def test_message_however_broken_says_something_or_is_none(raw, cuts):
    for place, put in cuts:
        at = place % len(raw)
        raw = raw[:at] + put + raw[at + len(put) :] or b"x"
    with contextlib.suppress(NotAReport):
        assert notices_in(raw)


def test_address_of_a_notice_does_not_show():
    assert ADA not in repr(notices_in(dsn()))
