"""Buttondown: an e-mail to its subscribers, made and sent by one request.

It knows no key by which one would leave once, and turns away one that repeats another; an answer that does not come
leaves a doubt.
"""

from __future__ import annotations

import re
from functools import partial
from hashlib import sha256
from urllib.parse import urlencode

from channels.exchange import Door, door
from channels.newsletter.substitution import Part
from channels.providers.campaign import Campaign, Tongue, Verdict, uncounted

ADDRESS = "https://api.buttondown.com/v1"
_KEEP_AS_IT_IS = "<!-- buttondown-editor-mode: plaintext -->"
"""Without it the body may be taken for Markdown."""

_READ = ("regular", "premium", "gifted", "trialed", "churning")
"""The types of subscribers that get e-mails; the others have left, have not confirmed, or cannot be reached."""


class Buttondown:
    """E-mails through Buttondown; `tag` is the id of the only tag whose readers get them, "" for everybody."""

    def __init__(self, at: Door, tag: str):
        self._at = at
        self._tag = tag

    @property
    def tongue(self) -> Tongue:
        """Django's templates; nothing says that they are read in a subject."""
        tame = partial(re.sub, r"\{(?=[{%#])", "{ ")
        return Tongue("{{ unsubscribe_url }}", _field, tame, reads_subjects=False)

    def readers(self) -> int:
        """Give how many readers get its e-mails: those of the tag, if there is one."""
        asked = [*(("type", one) for one in _READ), *([("tag", self._tag)] if self._tag else [])]
        answer = self._at.ask("GET", f"/subscribers?{urlencode(asked)}")
        count = answer.find("count")
        if not answer.is_done or not isinstance(count, int):
            raise uncounted("buttondown", answer)
        return count

    def send(self, campaign: Campaign) -> Verdict:
        """Have the e-mail made and sent."""
        # `--live` is the confirmation that Buttondown asks of a first mailing by its API.
        answer = self._at.ask("POST", "/emails", self._request(campaign), {"X-Buttondown-Live-Dangerously": "true"})
        if answer.is_done:
            return Verdict(True, str(answer.find("id") or ""))
        has_left = None if answer.may_have_acted or answer.code >= 500 else False
        return Verdict(has_left, said=answer.said or str(answer.find("code") or ""))

    def _request(self, campaign: Campaign) -> dict[str, object]:
        asked: dict[str, object] = {
            "subject": campaign.parts.subject,
            "body": f"{_KEEP_AS_IT_IS}\n{campaign.parts.html}",
            "slug": slug_of(campaign.id),
            "status": "about_to_send",
            "template": "naked",
            "archival_mode": "disabled",
            "commenting_mode": "disabled",
        }
        if self._tag:
            chosen = {"field": "subscriber.tags", "operator": "contains", "value": self._tag}
            asked["filters"] = {"filters": [chosen], "groups": [], "predicate": "and"}
        return asked


def slug_of(edition: str) -> str:
    """Give the name of an edition in Buttondown's archive: the same for ever, and no two editions share one."""
    words = re.sub(r"[^a-zA-Z0-9]+", "-", edition).strip("-")[:60]
    return f"{words}-{sha256(edition.encode()).hexdigest()[:12]}"


def _field(name: str, default: str, part: Part) -> str:
    quoted = default.replace('"', "'").replace("{", "").replace("}", "")
    return f'{{{{ subscriber.metadata.{name}|default:"{quoted}" }}}}'


def buttondown(url: str, token: str) -> Buttondown:
    """Give an account, with `#tag` the id of the only tag to send to; raises EditorialError."""
    address, _, tag = url.partition("#")
    return Buttondown(door(address or ADDRESS, {"Authorization": f"Token {token}"}), tag)
