"""Reads what a form sends, within bounds, and seals the forms that the service itself shows."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request

from channels.subscribers.token import Keys, Purpose

MAX_BODY_BYTES = 16_384
MAX_FIELDS = 100
MAX_WAIT_S = 20
"""How long a body may take to arrive."""
FORM_FOR = timedelta(hours=12)
"""How long a page with a form may stay open before it is sent."""


class Refused(Exception):
    """A request that is not taken, with the HTTP status that says why."""

    def __init__(self, status: int, wait_s: float = 0):
        self.status = status
        self.wait_s = wait_s
        super().__init__(status)


@dataclass(frozen=True, slots=True)
class Form:
    """The fields of a form, each with all its values."""

    fields: Mapping[str, tuple[str, ...]]

    def one(self, name: str) -> str:
        """Give the first value of a field, without the spaces around it; empty where there is none."""
        return next(iter(self.fields.get(name, ())), "").strip()

    def all(self, name: str) -> tuple[str, ...]:
        """Give every value of a field."""
        return self.fields.get(name, ())


async def read_body(request: Request) -> bytes:
    """Give the body of a request; raises Refused where it is too large or too slow, or nobody is there any more."""
    if int(request.headers.get("content-length") or 0) > MAX_BODY_BYTES:
        raise Refused(413)
    body = bytearray()
    try:
        async with asyncio.timeout(MAX_WAIT_S):
            async for chunk in request.stream():
                body += chunk
                if len(body) > MAX_BODY_BYTES:
                    raise Refused(413)
    except TimeoutError:
        raise Refused(408) from None
    except ClientDisconnect:
        raise Refused(400) from None
    return bytes(body)


async def read_form(request: Request) -> Form:
    """Give the form a request holds, as a page of the service sends it; raises Refused for anything else."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    body = await read_body(request)
    if kind != "application/x-www-form-urlencoded":
        raise Refused(415)
    try:
        pairs = parse_qsl(body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=MAX_FIELDS)
    except ValueError:
        raise Refused(400) from None
    fields: dict[str, list[str]] = {}
    for name, value in pairs:
        fields.setdefault(name, []).append(value)
    return Form({name: tuple(values) for name, values in fields.items()})


def sealed(keys: Keys, now: datetime) -> str:
    """Give the seal of a form shown now: a page of somebody else's, or a robot that read none, has no such thing."""
    return keys.seal(Purpose.FORM, secrets.token_hex(16), now + FORM_FOR)


def is_ours(keys: Keys, form: Form, now: datetime) -> bool:
    """Say whether a form is one that the service showed, not too long ago."""
    return keys.open(form.one("seal"), Purpose.FORM, now) is not None
