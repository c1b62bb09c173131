"""Where a letter leads on the site: every page of it must be online before the letter leaves."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import unquote, urlsplit

from channels.delivery.sealed import SITE
from channels.delivery.target import Witness
from editorial.finding import Phrase


def why_not_linked(witness: Witness, address: str, links: Iterable[str]) -> Phrase | None:
    """Say which page of the site's own, whose address is given, is not online; None where all are."""
    for link in links:
        path = _page(address, link)
        if path is not None and (status := witness.look(path).status) != 200:
            return _NOT_THERE.fill(link=link, status=status or "—")
    return None


def _page(address: str, link: str) -> str | None:
    """Give where a page of the site's own stands in the output, None for an address that is not the site's."""
    own, asked = urlsplit(address), urlsplit(link)
    base = own.path.rstrip("/") + "/"
    if asked.netloc != own.netloc or not f"{asked.path}/".startswith(base):
        return None
    path = unquote(asked.path[len(base) :])
    return f"{SITE}/{path}index.html" if not path or path.endswith("/") else f"{SITE}/{path}"


_NOT_THERE = Phrase(
    "la lettre mène à {link}, qui n’est pas en ligne (réponse {status})",
    "the letter leads to {link}, which is not online (answer {status})",
)
