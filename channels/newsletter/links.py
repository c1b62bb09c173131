"""Links that can be mended after a letter has left: in its mail each goes through a short page of the site's own.

What names that page is neither where the link leads nor its rank, so that a new target, or a link before it, moves
nothing in the mailboxes: a piece is known by its id, a recommended link by its `id` or title, one of the foreword by
the words it stands on.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from html import escape, unescape
from urllib.parse import unquote

from channels.addresses import Addresses
from channels.newsletter.blocks import Block
from channels.newsletter.letter import Letter, Section
from channels.newsletter.names import Names
from editorial.piece import digest_of

NAME_CHARS = 10
"""Of the digest that names a page: 40 bits, so that ten thousand links of one site do not meet."""


@dataclass(frozen=True, slots=True)
class Stub:
    """One page that sends on: its path on the site and whole address, where it leads, and in which words.

    One that `is_gone` leads to the page of its edition, and says why.
    """

    path: str
    url: str
    target: str
    title: str
    is_gone: bool = False


class _Ways:
    """The pages of one letter's links, made as its links are met."""

    def __init__(self, letter: Letter, addresses: Addresses):
        self._letter, self._addresses = letter, addresses
        self.stubs: dict[str, Stub] = {}

    def through(self, name: str, target: str, title: str, *, is_gone: bool = False) -> str:
        """Give the address of the page that leads to a target, under the name it has in this letter for ever."""
        path = self._addresses.page("link", digest_of("link", self._letter.id, name)[:NAME_CHARS])
        url = self._addresses.absolute(path)
        return self.stubs.setdefault(path, Stub(path, url, target, title, is_gone)).url


def routed(letter: Letter, addresses: Addresses) -> tuple[Letter, tuple[Stub, ...]]:
    """Give the letter as it is sent, its links through pages of the site, and those pages; a preview links directly."""
    if letter.is_preview:
        return letter, ()
    ways = _Ways(letter, addresses)
    foreword, found = _foreword(letter.foreword, ways)
    sections = tuple(
        Section(
            section.name,
            tuple(replace(s, url=ways.through(f"piece {s.id}", s.url, s.title)) for s in section.stories),
        )
        for section in letter.sections
    )
    errata = tuple(replace(one, url=ways.through(f"piece {one.id}", one.url, one.title)) for one in letter.errata)
    links = tuple(replace(link, url=ways.through(f"link {link.id}", link.url, link.title)) for link in letter.links)
    ad = letter.sponsor
    sponsor = replace(ad, url=ways.through("sponsor", ad.url, ad.name)) if ad else None
    for link in letter.withdrawn:
        ways.through(f"link {link.id}", letter.url, link.title, is_gone=True)
        # It may have stood in the foreword, which may say it in other words now.
        is_gone = unquote(link.url) not in found
        ways.through(f"text {link.id}", letter.url if is_gone else link.url, link.title, is_gone=is_gone)
    sent = replace(
        letter,
        foreword=foreword,
        blocks=tuple(_block(block, found) for block in letter.blocks),
        sections=sections,
        errata=errata,
        links=links,
        sponsor=sponsor,
        withdrawn=(),
    )
    return sent, tuple(ways.stubs.values())


def _foreword(html: str, ways: _Ways) -> tuple[str, dict[str, list[str]]]:
    """Give the édito's HTML with its links sent through pages, and by target those pages, one a link, in order."""
    names = Names()
    found: dict[str, list[str]] = {}

    def send(anchor: re.Match[str]) -> str:
        url, text = unescape(anchor["url"]), " ".join(unescape(_TAG.sub("", _MARKED.sub("", anchor["text"]))).split())
        # What shows an address must lead there: mailboxes take anything else for a fraud.
        if not url.startswith(("https://", "http://")) or _SHOWN.match(text):
            return anchor[0]
        way = ways.through(f"text {names.of(text)}", url, text or url)
        found.setdefault(unquote(url), []).append(way)
        return anchor[0].replace(f'href="{anchor["url"]}"', f'href="{escape(way)}"', 1)

    return _ANCHOR.sub(send, html), found


def _block(block: Block, found: Mapping[str, list[str]]) -> Block:
    """Give a block with its links sent through the pages that are next in turn, which are taken from `found`."""
    urls = []
    for rank, url in enumerate(block.urls):
        left = found.get(unquote(url), [])
        urls.append(left[0] if left else url)
        # A block names each address once, however often it links to it.
        del left[: min(block.text.count(f"\x02{rank}\x03"), len(left) - 1)]
    return replace(block, urls=tuple(urls))


_ANCHOR = re.compile(
    r'<a\s(?:[^>"]|"[^"]*")*?href="(?P<url>[^"]*)"(?:[^>"]|"[^"]*")*>(?P<text>.*?)</a>', re.DOTALL | re.IGNORECASE
)
_TAG = re.compile(r'<(?:[^>"]|"[^"]*")*>')
_MARKED = re.compile("\ufdd0[^\ufdd1]*\ufdd1")
"""What a letter says differently to each reader is no name."""
_SHOWN = re.compile(r"(?:https?://|www\.)\S+$", re.IGNORECASE)
