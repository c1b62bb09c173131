"""The subscription service as an ASGI application: no GET changes anything, no answer tells who is subscribed."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from time import monotonic

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from channels.service.asked import DAY_S, MAX_ASKS_A_DAY, Registrar, Send
from channels.service.asking import Asking
from channels.service.export import Export
from channels.service.forms import Refused
from channels.service.limit import Limit
from channels.service.mails import Mails
from channels.service.outbox import Outbox
from channels.service.own import Own
from channels.service.pages import KEPT_FROM_ALL, Pages
from channels.service.settings import Settings
from channels.subscribers.mask import Masks
from channels.subscribers.membership import Membership
from channels.subscribers.token import Keys
from channels.templates import Look
from editorial.errors import EditorialError

ASKS_A_CLIENT = (30, 600.0)
"""Forms that one client may send, in how many seconds: a whole room may share an address."""
FORGERIES_A_CLIENT = (30, 600.0)
STOP_WAIT_S = 10.0


@dataclass(frozen=True)
class Service:
    """What the service is made of; `token` is what the export asks for, and without one there is no export."""

    settings: Settings
    look: Look
    membership: Membership
    masks: Masks
    keys: Keys
    send: Send
    clock: Callable[[], datetime]
    token: str = field(default="", repr=False)
    ticks: Callable[[], float] = monotonic
    """Seconds that pass, for limits."""


def create_app(service: Service) -> Starlette:
    """Give the application of a service, whose tables are ready."""
    pages = Pages(service.look, service.settings)
    forgeries = Limit(*FORGERIES_A_CLIENT, service.ticks)
    registrar = Registrar(
        service.membership,
        service.masks,
        Mails(pages, service.keys),
        service.send,
        service.clock,
        asks=Limit(MAX_ASKS_A_DAY, DAY_S, service.ticks),
        tells=Limit(1, DAY_S, service.ticks),
    )
    outbox = Outbox(registrar.forgets)
    asking = Asking(pages, service.keys, registrar, outbox, Limit(*ASKS_A_CLIENT, service.ticks), service.clock)
    own = Own(pages, service.keys, service.membership, asking, forgeries, service.clock)
    export = Export(service.membership, service.settings.list_id, service.token, forgeries)

    async def sheet(_: Request) -> Response:
        headers = {"Cache-Control": "public, max-age=3600", "X-Content-Type-Options": "nosniff"}
        return PlainTextResponse(pages.sheet, media_type="text/css", headers=headers)

    async def health(_: Request) -> Response:
        await run_in_threadpool(service.membership.answers)
        return PlainTextResponse("ok\n", headers=KEPT_FROM_ALL)

    async def refused(request: Request, error: Exception) -> Response:
        """Answer what went wrong: a page for whoever looks, the status for whatever counts."""
        status = error.status_code if isinstance(error, HTTPException) else 500
        if isinstance(error, EditorialError):
            status = 503
            _LOG.error("%s", error)
        lang, wait_s = pages.language(request), 0.0
        if isinstance(error, Refused):
            status, wait_s = error.status, error.wait_s
        words = pages.words(lang)
        heading = words.get(f"refused_{status}", words["refused_400"])
        what = words["refused_later" if status in _LATER else "refused_what"]
        links = [(f"{service.settings.prefix}/?lang={lang}", words["to_start"])]
        answer = pages.page("said.html.j2", lang, status, heading=heading, texts=[what], links=links)
        if status in _LATER and status != 500:
            answer.headers["Retry-After"] = str(int(wait_s) + 1 if wait_s else 60)
        if isinstance(error, HTTPException) and error.headers:
            answer.headers.update(error.headers)
        return answer

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        outbox.start()
        yield
        await run_in_threadpool(outbox.stop, STOP_WAIT_S)

    routes = [
        Route("/", asking.shows, methods=["GET"]),
        Route("/style.css", sheet, methods=["GET"]),
        Route("/health", health, methods=["GET"]),
        Route("/export", export.gives, methods=["GET"]),
        Route("/subscribe", asking.shows, methods=["GET"]),
        Route("/subscribe", asking.takes, methods=["POST"]),
        Route("/link", asking.shows_for_link, methods=["GET"]),
        Route("/link", asking.takes_for_link, methods=["POST"]),
        Route("/u/web", asking.shows_for_link, methods=["GET"]),
        Route("/p/web", asking.shows_for_link, methods=["GET"]),
        Route("/c/{token}", own.confirms, methods=["GET", "POST"]),
        Route("/p/{token}", own.chooses, methods=["GET", "POST"]),
        Route("/u/{token}", own.leaves, methods=["GET", "POST"]),
    ]
    handlers = {HTTPException: refused, Refused: refused, EditorialError: refused, Exception: refused}
    return Starlette(routes=routes, exception_handlers=handlers, lifespan=lifespan)


_LATER = (408, 429, 500, 503)
_LOG = logging.getLogger(__name__)
