"""listmonk: a campaign for one of its lists, made as a draft, which leaves only when it is set running.

It knows no key by which a campaign would leave once; a campaign of the same name that is not a draft is never doubled.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from urllib.parse import parse_qs, quote

from channels.exchange import Answer, Door, door
from channels.newsletter.substitution import Part
from channels.providers.campaign import Campaign, Tongue, Verdict, uncounted
from editorial.errors import EditorialError
from editorial.finding import Phrase

_OPEN = '{{ "{{" }}'


class Listmonk:
    """Campaigns through a listmonk of one's own."""

    def __init__(self, at: Door, lists: tuple[int, ...], template: int | None = None):
        self._at = at
        self._lists = lists
        self._template = template

    @property
    def tongue(self) -> Tongue:
        """Go's templates."""
        return Tongue("{{ UnsubscribeURL }}", _field, lambda text: text.replace("{{", _OPEN), reads_subjects=True)

    def readers(self) -> int:
        """Give how many readers its lists have: who is on two of them is counted twice, and gets one letter."""
        return sum(map(self._readers_of, self._lists))

    def _readers_of(self, number: int) -> int:
        answer = self._at.ask("GET", f"/lists/{number}")
        total, said = answer.find("data", "subscriber_count"), answer.find("data", "subscriber_statuses")
        if not answer.is_done or not isinstance(total, int):
            raise uncounted("listmonk", answer)
        if not isinstance(said, dict):
            return total
        # The total counts who left, and who never confirmed; only a list with double opt-in leaves the latter out.
        wanted = ["confirmed"] if answer.find("data", "optin") == "double" else ["confirmed", "unconfirmed"]
        return sum(count for status in wanted if isinstance(count := said.get(status), int))

    def send(self, campaign: Campaign) -> Verdict:
        """Make the campaign, unless it is there, and set it running: only that makes it leave."""
        name = f"ligne {campaign.id}"
        known = self._at.ask("GET", f"/campaigns?no_body=true&per_page=all&query={quote(name)}")
        if not known.is_done:
            return Verdict(False, said=known.said)
        same = [one for one in known.find("data", "results") or [] if isinstance(one, dict) and one.get("name") == name]
        if any(one.get("status") != "draft" for one in same):
            return Verdict(False, said=f"{name}: {same[0].get('status')}")
        made = (
            None
            if same
            else self._at.ask("POST", "/campaigns", request_of(name, campaign, self._lists, self._template))
        )
        number = same[0].get("id") if same else made.find("data", "id") if made else None
        if not isinstance(number, int):
            return Verdict(False, said=made.said if made else "")
        return _verdict(self._at.ask("PUT", f"/campaigns/{number}/status", {"status": "running"}), number)


def request_of(name: str, campaign: Campaign, lists: Sequence[int], template: int | None) -> dict[str, object]:
    """Give what listmonk's API is told of a campaign."""
    parts = campaign.parts
    asked: dict[str, object] = {
        "name": name,
        "subject": parts.subject,
        "lists": list(lists),
        "from_email": str(parts.sender),
        "type": "regular",
        "content_type": "html",
        "messenger": "email",
        "body": parts.html,
        "altbody": parts.text,
        "headers": [{header: value} for header, value in parts.headers.items()],
        "tags": ["ligne"],
    }
    return asked if template is None else {**asked, "template_id": template}


def _verdict(started: Answer, number: int) -> Verdict:
    if started.is_done:
        return Verdict(True, str(number))
    has_left = None if started.may_have_acted or started.code >= 500 else False
    return Verdict(has_left, str(number), started.said)


def _field(name: str, default: str, part: Part) -> str:
    quoted = default.replace("\\", "\\\\").replace('"', '\\"')
    if part is Part.HTML:
        return f'{{{{ or .Subscriber.Attribs.{name} "{escape(quoted, quote=False)}" }}}}'
    return f'{{{{ or .Subscriber.Attribs.{name} "{quoted}" }}}}'


def listmonk(url: str, token: str) -> Listmonk:
    """Give a listmonk at `https://host#list=3&template=5`; raises EditorialError.

    `token` is `user:token`, as listmonk's API users have it; several `list` may be named, `template` may be left out.
    """
    address, _, chosen = url.partition("#")
    named = parse_qs(chosen)
    numbers = [*named.get("list", []), *named.get("template", [])]
    if not named.get("list") or not all(one.isdecimal() for one in numbers):
        raise EditorialError(_NO_LIST)
    template = next((int(one) for one in named.get("template", [])), None)
    at = door(f"{address.rstrip('/')}/api", {"Authorization": f"token {token}"})
    return Listmonk(at, tuple(int(one) for one in named["list"]), template)


_NO_LIST = Phrase(
    "LIGNE_MAIL ne dit pas à quelle liste de listmonk envoyer : écrivez listmonk:https://hôte#list=3 (son numéro)",
    "LIGNE_MAIL does not say which list of listmonk to send to: write listmonk:https://host#list=3 (its number)",
)
