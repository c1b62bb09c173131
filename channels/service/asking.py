"""The pages that ask for an address, to subscribe or to be sent a link, and the one answer they give to anybody.

Whoever sends an address is answered before anybody looks it up: neither what is said nor how long it takes tells
anything of it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from starlette.requests import Request
from starlette.responses import Response

from channels.service.asked import Registrar
from channels.service.forms import Form, Refused, is_ours, read_form, sealed
from channels.service.limit import Limit, client_of
from channels.service.outbox import Outbox
from channels.service.pages import Pages
from channels.subscribers.address import normalised
from channels.subscribers.token import Keys


@dataclass(frozen=True)
class Asking:
    """Shows the forms, and takes what they are sent with."""

    pages: Pages
    keys: Keys
    registrar: Registrar
    outbox: Outbox
    limit: Limit
    clock: Callable[[], datetime]

    async def shows(self, request: Request) -> Response:
        """Give the page on which one subscribes."""
        return self.form(self.pages.language(request))

    async def shows_for_link(self, request: Request) -> Response:
        """Give the page that links of a letter on the web lead to, which are nobody's."""
        words = self.pages.words(lang := self.pages.language(request))
        return self.form(lang, heading=words["web_title"], text=words["web"], is_link=True)

    async def takes(self, request: Request) -> Response:
        """Take an address to subscribe."""
        return await self._taken(request, is_link=False)

    async def takes_for_link(self, request: Request) -> Response:
        """Take an address to send a link to."""
        return await self._taken(request, is_link=True)

    def form(
        self,
        lang: str,
        status: int = 200,
        *,
        heading: str = "",
        text: str = "",
        address: str = "",
        error: str = "",
        is_link: bool = False,
    ) -> Response:
        """Give a page with a form for an address, and what to say above it."""
        words = self.pages.words(lang)
        return self.pages.page(
            "ask.html.j2",
            lang,
            status,
            heading=heading or self.pages.settings.name,
            text=text or words["subscribe_standfirst"],
            address=address,
            error=error,
            is_link=is_link,
            seal=sealed(self.keys, self.clock()),
        )

    async def _taken(self, request: Request, *, is_link: bool) -> Response:
        lang = self.pages.language(request)
        form = await read_form(request)
        if wait_s := self.limit.wait_s(client_of(request.client.host if request.client else "")):
            raise Refused(429, wait_s)
        written, words = form.one("address")[:320], self.pages.words(lang)
        address = normalised(written)
        error = "" if address else "address"
        error = error if is_ours(self.keys, form, self.clock()) else "stale"
        if error or address is None:
            above = {"heading": words["web_title"], "text": words["web"]} if is_link else {}
            status = 422 if error == "address" else 403
            return self.form(lang, status, address=written, error=error, is_link=is_link, **above)
        self._hand_on(form, address, lang, is_link=is_link)
        said = words["link_sent"] if is_link else words["sent"]
        heading, texts = words["sent_title"], [said, words["sent_late"]]
        return self.pages.page("said.html.j2", lang, heading=heading, texts=texts, links=[])

    def _hand_on(self, form: Form, address: str, lang: str, *, is_link: bool) -> None:
        if form.one("website"):
            return  # Only a robot fills in what no page shows; it is told nothing of that.
        does = self.registrar.wants_link if is_link else self.registrar.subscribes
        if not self.outbox.takes(does(address, lang)):
            raise Refused(503)
