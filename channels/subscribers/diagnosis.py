"""What a delivery status says of an address: that it is no good, that it is not to blame, or that time will tell.

The codes are those of RFC 3463 and of the registry RFC 5248 began (null MX: RFC 7505). What stands in it for the
sender, the message, the road or a policy is not the address's fault.
"""

from __future__ import annotations

import re
from enum import StrEnum


class Diagnosis(StrEnum):
    """What is to be thought of an address nothing was delivered to."""

    GONE = "gone"
    """A permanent failure of the address itself: a hard bounce."""
    INNOCENT = "innocent"
    """A permanent failure that is not the address's."""
    PASSING = "passing"
    """A failure for now, also where the server gave up after days of it."""


_INNOCENT_SUBJECTS = {
    "3": "the mail system: full, off, too small for the message, misconfigured",
    "5": "the protocol",
    "6": "the content, its conversion or its encoding",
    "7": "security and policy: blocked sender, spam, authentication, DMARC",
}
_INNOCENT_CODES = {
    "1.7": "the sender’s address is not valid",
    "1.8": "the sender’s domain is not valid",
    "1.9": "the message is relayed to an older mail system",
    "2.2": "the mailbox is full",
    "2.3": "the message is too long for the mailbox",
    "2.4": "the mailing list behind the address does not expand",
    "4.0": "the network or the routing, with no word of what",
    "4.2": "a bad connection",
    "4.3": "the directory server failed",
    "4.5": "congestion",
    "4.6": "a routing loop",
    "4.7": "delivery took too long",
    "4.14": "a routing loop, as Exchange says it",
    "4.8": "a network has no way there",
}
# 5.5.0 is what several large providers answer for a mailbox that is not there ("mailbox unavailable").
_GUILTY_CODES = {"5.0"}
_CODE = re.compile(r"(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?![\d.])")


def diagnosed(status: str, said: str = "") -> Diagnosis | None:
    """Give what a status (`5.1.1`) says of an address; None where it is none, or says that all went well.

    `said` is what the server answered: its code is believed where the status names nothing (`5.0.0`).
    """
    found = _CODE.search(status)
    if found and (found[2], found[3]) == ("0", "0"):
        closer = _CODE.search(said)
        found = closer if closer and closer[1] == found[1] else found
    if found is None or found[1] == "2":
        return None
    if found[1] == "4":
        return Diagnosis.PASSING
    code = f"{int(found[2])}.{int(found[3])}"
    is_innocent = code in _INNOCENT_CODES or str(int(found[2])) in _INNOCENT_SUBJECTS
    return Diagnosis.INNOCENT if is_innocent and code not in _GUILTY_CODES else Diagnosis.GONE
