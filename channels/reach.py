"""Asks a web address whether anybody is there: HEAD, then GET, following redirects, never twice after a failure.

The only module that opens a socket for `ligne check --online`. Nothing of an answer's body is kept.
"""

from __future__ import annotations

import http.client
import ssl
import urllib.error
import urllib.request
from dataclasses import dataclass
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, version
from typing import Any
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

TIMEOUT_S = 10.0
MAX_REDIRECTS = 10
_PERMANENT = (301, 308)
_REDIRECTS = (301, 302, 303, 307, 308)
_NO_HEAD = (400, 403, 404, 405, 406, 429, 500, 501, 503)
"""What servers that only know GET answer to HEAD."""
_SAFE = ":/?#[]@!$&'()*+,;=%~-._"


class State(StrEnum):
    """What came of asking."""

    THERE = "there"
    GONE = "gone"
    REFUSED = "refused"
    BROKEN = "broken"
    TIMEOUT = "timeout"
    TLS = "tls"
    LOOP = "loop"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Answer:
    """What an address answered: the state, the last HTTP status (0 for none), and where it has moved for good."""

    state: State
    status: int = 0
    moved_to: str = ""


def ask(url: str, timeout_s: float = TIMEOUT_S) -> Answer:
    """Give what an `http` or `https` address answers; raises nothing."""
    seen: list[str] = []
    moved_to, is_permanent, here = "", True, _plain(url)
    while here:
        if here in seen or len(seen) > MAX_REDIRECTS:
            return Answer(State.LOOP)
        seen.append(here)
        status, target = _asked(here, timeout_s)
        if isinstance(status, State):
            return Answer(status)
        if status not in _REDIRECTS or not target:
            return Answer(_state_of(status), status, moved_to if status < 300 else "")
        is_permanent = is_permanent and status in _PERMANENT
        here = _plain(urljoin(here, target))
        moved_to = here if is_permanent else moved_to
    return Answer(State.NOBODY)


def _asked(url: str, timeout_s: float) -> tuple[int | State, str]:
    """Give the status and the target of a redirect, by HEAD, and by GET where HEAD may not be understood."""
    status, target = _request("HEAD", url, timeout_s)
    return _request("GET", url, timeout_s) if status in _NO_HEAD else (status, target)


def _request(method: str, url: str, timeout_s: float) -> tuple[int | State, str]:
    request = urllib.request.Request(url, method=method, headers={"User-Agent": user_agent(), "Accept": "*/*"})  # noqa: S310 (http and https only, see _plain)
    try:
        with _OPENER.open(request, timeout=timeout_s) as response:
            return response.status, ""
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers.get("Location") or ""
    except urllib.error.URLError as error:
        return _failure(error.reason), ""
    except (OSError, http.client.HTTPException, ValueError) as error:
        return _failure(error), ""


def _failure(reason: object) -> State:
    if isinstance(reason, TimeoutError):
        return State.TIMEOUT
    return State.TLS if isinstance(reason, ssl.SSLError) else State.NOBODY


def _state_of(status: int) -> State:
    if status < 300:
        return State.THERE
    if status in (404, 410):
        return State.GONE
    return State.REFUSED if status in (401, 402, 403, 407, 429, 451, 999) else State.BROKEN


def _plain(url: str) -> str:
    """Give an address as it is sent, without its fragment; nothing for what is no web address."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").encode("idna").decode()
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not host:
        return ""
    host = f"[{host}]" if ":" in host else host
    return urlunsplit((parts.scheme, host + port, quote(parts.path or "/", _SAFE), quote(parts.query, _SAFE), ""))


def user_agent() -> str:
    """Give the name by which we ask, so that a server's owner knows who it was."""
    try:
        return f"Ligne/{version('ligne')} (link check)"
    except PackageNotFoundError:
        return "Ligne (link check)"


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Leaves redirects to us: which ones are permanent must be told."""

    def redirect_request(self, *_: Any, **__: Any) -> None:  # noqa: ANN401 (urllib's own signature)
        return None


_OPENER = urllib.request.build_opener(_NoRedirect)
