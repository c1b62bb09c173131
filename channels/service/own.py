"""What one does with the links of one's own mail: confirm, choose, leave, have one's data or have them erased."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from channels.service.asking import Asking
from channels.service.forms import Form, Refused, read_body, read_form
from channels.service.limit import Limit, client_of
from channels.service.pages import KEPT_FROM_ALL, Pages
from channels.service.settings import named
from channels.subscribers.membership import Choices, Membership
from channels.subscribers.token import Keys, Purpose
from editorial.segment import Frequency

PREFER_FOR = timedelta(hours=2)
"""How long the link to one's choices is good that a page gives."""


@dataclass(frozen=True)
class Own:
    """The pages behind the tokens of mails."""

    pages: Pages
    keys: Keys
    membership: Membership
    asking: Asking
    forgeries: Limit
    clock: Callable[[], datetime]

    async def confirms(self, request: Request) -> Response:
        """Show the button that confirms, or confirm."""
        lang = self.pages.language(request)
        mask = self._mask(request, Purpose.CONFIRM)
        if mask and request.method != "POST":
            return self._press(lang, "confirm", aside="confirm_not_you")
        if mask:
            await read_body(request)
            words = self.pages.words(lang)
            text = consent_version(lang, words["confirm_what"])
            if await run_in_threadpool(self.membership.confirm, mask, text, self.clock()):
                return self._said(lang, "confirmed", (self._choices_url(mask, lang), words["to_preferences"]))
        return self._old(lang, "old_confirm", 410)

    async def leaves(self, request: Request) -> Response:
        """Show the button that unsubscribes, or unsubscribe, as often as one is asked to (RFC 8058).

        What the body says does not matter: whoever has the token and sends a POST wants to leave.
        """
        lang = self.pages.language(request)
        mask = self._mask(request, Purpose.LEAVE)
        if not mask:
            return self._old(lang, "old_leave", 404, is_link=True)
        if request.method != "POST":
            return self._press(lang, "leave", ("List-Unsubscribe", "One-Click"))
        await read_body(request)
        await run_in_threadpool(self.membership.leave, mask, self.clock())
        return self._said(lang, "left", (f"{self.pages.settings.prefix}/?lang={lang}", self.pages.words(lang)["again"]))

    async def chooses(self, request: Request) -> Response:
        """Show what a member chose, or do what they ask about it."""
        mask = self._mask(request, Purpose.PREFER)
        known = await run_in_threadpool(self.membership.known, mask) if mask else None
        lang = self.pages.language(request, known["lang"] if known else "")
        if not mask or not known:
            return self._old(lang, "old_preferences", 410, is_link=True)
        if request.method != "POST":
            return self._choices(lang, known)
        form = await read_form(request)
        match form.one("do"):
            case "save":
                return await self._save(lang, mask, known, form)
            case "export":
                return self._copy(known)
            case "leave":
                await run_in_threadpool(self.membership.leave, mask, self.clock())
                return self._said(lang, "left")
            case "erase" if form.one("sure"):
                await run_in_threadpool(self.membership.erase, mask, self.clock())
                return self._said(lang, "erased")
            case "erase":
                sure = (("do", "erase"), ("sure", "yes"))
                return self._press(lang, "erase", *sure, aside="keep", back=f"?lang={lang}", is_grave=True)
        raise Refused(400)

    async def _save(self, lang: str, mask: str, known: Mapping[str, Any], form: Form) -> Response:
        ids = [pillar.id for pillar in self.pages.settings.pillars]
        wanted = [pillar for pillar in ids if pillar in form.all("pillars")]
        # Where the page asks for no language, or names another than theirs, the one they have stays.
        asked = form.one("lang") if form.all("lang") else known["lang"]
        chosen = {"frequency": form.one("frequency"), "lang": asked, "pillars": wanted}
        known_langs = ("", known["lang"], *self.pages.settings.languages)
        if chosen["frequency"] not in ("", *Frequency) or asked not in known_langs:
            raise Refused(400)
        if len(ids) > 1 and not wanted:
            return self._choices(lang, {**known, **chosen}, 422, error="pillars")
        # Who keeps them all will have those to come, too.
        pillars = () if wanted == ids else tuple(wanted)
        frequency = Frequency(form.one("frequency")) if form.one("frequency") else None
        choices = Choices(frequency, pillars, asked)
        if not await run_in_threadpool(self.membership.choose, mask, choices, self.clock()):
            return self._old(lang, "old_preferences", 410, is_link=True)
        return self._choices(lang, {**known, **chosen}, is_saved=True)

    def _choices(
        self, lang: str, known: Mapping[str, Any], status: int = 200, *, error: str = "", is_saved: bool = False
    ) -> Response:
        pillars = named(self.pages.settings, lang)
        kept = known["pillars"] if error else known["pillars"] or list(pillars)
        return self.pages.page(
            "choose.html.j2",
            lang,
            status,
            address=in_part(known["address"]),
            pillars=pillars,
            chosen={**known, "pillars": kept},
            is_saved=is_saved,
            error=error,
        )

    def _copy(self, known: Mapping[str, Any]) -> Response:
        settings = self.pages.settings
        said = {"list": settings.list_id, "letter": settings.name, **known}
        headers = {**KEPT_FROM_ALL, "Content-Disposition": f'attachment; filename="{settings.list_id}.json"'}
        return JSONResponse(said, headers=headers)

    def _mask(self, request: Request, purpose: Purpose) -> str | None:
        """Give whom a token is about; who brings many that are not ours is refused for a while."""
        client = client_of(request.client.host if request.client else "")
        mask = self.keys.open(request.path_params["token"], purpose, self.clock())
        if mask is None and (wait_s := self.forgeries.wait_s(client)):
            raise Refused(429, wait_s)
        return mask

    def _choices_url(self, mask: str, lang: str) -> str:
        token = self.keys.seal(Purpose.PREFER, mask, self.clock() + PREFER_FOR)
        return f"{self.pages.settings.prefix}/p/{token}?lang={lang}"

    def _press(
        self, lang: str, key: str, *fields: tuple[str, str], aside: str = "", back: str = "", is_grave: bool = False
    ) -> Response:
        words = self.pages.words(lang)
        return self.pages.page(
            "press.html.j2",
            lang,
            heading=words[f"{key}_title"],
            text=words[f"{key}_what"],
            button=words[key],
            fields=fields,
            aside=words.get(aside, ""),
            back=back,
            is_grave=is_grave,
        )

    def _said(self, lang: str, key: str, *links: tuple[str, str]) -> Response:
        words = self.pages.words(lang)
        heading, texts = words[f"{key}_title"], [words[key]]
        return self.pages.page("said.html.j2", lang, heading=heading, texts=texts, links=links)

    def _old(self, lang: str, key: str, status: int, *, is_link: bool = False) -> Response:
        words = self.pages.words(lang)
        return self.asking.form(lang, status, heading=words["old_title"], text=words[key], is_link=is_link)


def consent_version(lang: str, text: str) -> str:
    """Give the name of the text somebody consented to: its language and the beginning of its digest."""
    return f"{lang}-{sha256(text.encode()).hexdigest()[:12]}"


def in_part(address: str) -> str:
    """Give as much of an address as its owner knows it by: a letter may be passed on, with its links."""
    local, _, domain = address.rpartition("@")
    return f"{local[:1]}…@{domain}"
