"""Gives the HTML of a piece's Markdown: rendered by pyromark, sanitised, then its links, images and notes made good."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from html import escape, unescape
from urllib.parse import unquote

import nh3
import pyromark

from channels.excerpt import excerpt as excerpt
from channels.inline import finished
from editorial.gist import Gist, gist_of
from editorial.link import scheme_of
from editorial.piece import Piece
from editorial.prose import MARKDOWN_OPTIONS, Heading, Link, read_prose
from editorial.typography import HELD, Typography, may_change

MAX_DEPTH = 100
"""Nesting past which a text is shown as plain paragraphs: nh3 takes seconds at 10,000 levels, minutes at 100,000."""

_MARKDOWN = pyromark.Markdown(options=MARKDOWN_OPTIONS)

_SCHEMES = {"http", "https", "mailto", "tel"}
_OPENED = {"", *_SCHEMES}
_CLEANER = nh3.Cleaner(
    tags=set(nh3.ALLOWED_TAGS) - {"area", "center", "map"} | {"tfoot"},
    clean_content_tags={"script", "style", "iframe", "object", "noscript", "template"},
    attributes={
        **{tag: set(names) for tag, names in nh3.ALLOWED_ATTRIBUTES.items() if tag not in ("img", "hr")},
        "*": {"id", "lang", "dir", "title"},
        "code": {"class"},
        "img": {"src", "alt", "width", "height"},
        "td": {"colspan", "rowspan", "headers", "style"},
        "th": {"colspan", "rowspan", "headers", "scope", "style"},
    },
    allowed_classes={
        "blockquote": {f"markdown-alert-{kind}" for kind in ("note", "tip", "important", "warning", "caution")},
        "div": {"footnote-definition"},
        "sup": {"footnote-definition-label", "footnote-reference"},
    },
    filter_style_properties={"text-align"},
    link_rel=None,
    url_schemes=_SCHEMES,
)

# Control characters never reach a body (editorial.source refuses them), so a mark cannot be the writer's own.
_MARK = re.compile("\x02(\\d+)\x03")
_ATX = re.compile(r"#{1,6}(?=[ \t\n]|\Z)")
_FINISHED = re.compile(
    r'<sup class="footnote-reference"><a href="#(?P<note>[^"]*)">(?P<number>[^<]*)</a></sup>'
    r'|<div class="footnote-definition" id="(?P<noted>[^"]*)">'
    r'<sup class="footnote-definition-label">(?P<label>[^<]*)</sup>'
    r"|<(?P<heading>h[1-6])(?P<given>[^>]*)>\s*\x02(?P<rank>\d+)\x03 ?"
    r'|<(?P<close>/?)(?P<tag>a|img|table)(?P<attributes>(?:\s+[\w-]+(?:="[^"]*")?)*)\s*/?>'
)
_ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')
_BLOCK = re.compile(r"<(p|h[1-6])(| [^>]*)>(.*?)</\1>", re.DOTALL)
_AROUND_IMAGES = re.compile("\x02\\d+\x03|</?a(?: [^>]*)?>|<br ?/?>|\\s+")
_OUTSIDE = re.compile(r"(?:https?:)?//", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)[^<>]*>", re.IGNORECASE)
_TASKS = (('<input disabled="" type="checkbox"/>', "☐"), ('<input disabled="" type="checkbox" checked=""/>', "☑"))


def to_html(
    piece: Piece,
    *,
    link: Callable[[str], str | None],
    image: Callable[[Link], str | None],
    trusted: bool,
    typography: Typography = HELD,
) -> str:
    """Give the HTML of the piece's body.

    `link` gives the address of a link inside the site, or None to keep its text only. `image` gives the HTML that
    stands for an image, or None to keep its alternative text; a block (a figure) is lifted out of its paragraph.
    What these two give back is trusted; the writer's own HTML is sanitised unless `trusted`.
    Its texts are set as the `typography` says.
    """
    gist, body = gist_of(piece), piece.body
    if gist.depth > MAX_DEPTH or _raw_depth(body, gist) > MAX_DEPTH:
        blocks = read_prose(body).text.split("\n\n")
        return "".join(f"<p>{escape(block, quote=False)}</p>\n" for block in blocks if block)
    html = _MARKDOWN.html(_marked(body, gist.headings))
    if "<input" in html:
        for box, sign in _TASKS:
            html = html.replace(f"{box}\n", f"{sign} ").replace(box, sign)
    if _is_plain(body, gist):
        # All of it is the renderer's own: nothing for nh3 to take out, but the slashes of XML.
        html = html.replace(" />", ">")
    elif not trusted:
        # nh3 writes a no-break space as an entity, which no XML (MJML, Atom) knows.
        html = _CLEANER.clean(html).replace("&nbsp;", "\u00a0")
    finish = _Finish(piece.lang, gist, link, image, trusted)
    html = _FINISHED.sub(finish, html)
    if finish.fragments:
        html = _BLOCK.sub(finish.lift, html)
    if typography.marks and not may_change(body, piece.lang):
        typography = replace(typography, marks=False)
    return finished(_MARK.sub(finish.fragment, html) if "\x02" in html else html, piece.lang, typography)


def _is_plain(body: str, gist: Gist) -> bool:
    """Say whether a text holds no HTML, no attributes and no addresses but ordinary ones, so that it needs no cleaning.

    Whatever else a writer types, the renderer escapes; tests/channels/test_html.py holds nh3 against it.
    """
    return (
        not gist.html
        and not any("{" in body[heading.start : heading.end] for heading in gist.headings)
        and all(scheme_of(link.url) in _OPENED for link in (*gist.links, *gist.images))
    )


def _marked(body: str, headings: tuple[Heading, ...]) -> str:
    """Give the body with a mark in each heading, which tells it from a heading of raw HTML once rendered."""
    parts, done = [], 0
    for rank, heading in enumerate(headings):
        atx = _ATX.match(body, heading.start)
        cut = atx.end() if atx else heading.start
        parts += [body[done:cut], f" \x02{rank}\x03" if atx else f"\x02{rank}\x03 "]
        done = cut
    return "".join([*parts, body[done:]])


def _raw_depth(body: str, gist: Gist) -> int:
    """Give how deep the writer's own tags nest, counting one that is never closed as open to the end."""
    if len(body) < MAX_DEPTH or body.count("<") < MAX_DEPTH:
        return 0
    depth = deepest = 0
    for start, end in gist.html:
        for close, name in _TAG.findall(body, start, end):
            if name.lower() not in ("br", "hr", "img", "input", "wbr"):
                depth += -1 if close else 1
                deepest = max(deepest, depth)
    return deepest


def _is_block(fragment: str) -> bool:
    return fragment.startswith("<") and not fragment.startswith(("<img", "<picture", "<span", "<svg"))


@dataclass
class _Finish:
    """The last pass over rendered HTML, tag by tag, with what it must remember from one tag to the next."""

    lang: str
    gist: Gist
    link: Callable[[str], str | None]
    image: Callable[[Link], str | None]
    trusted: bool
    fragments: list[str] = field(default_factory=list)
    _open_links: list[bool] = field(default_factory=list)
    _notes: set[str] = field(default_factory=set)
    _images_used: set[int] = field(default_factory=set)

    def __call__(self, match: re.Match[str]) -> str:
        if match["tag"] == "a":
            return self._end_link() if match["close"] else self._start_link(match[0], match["attributes"])
        if match["tag"] == "img":
            return self._picture(match[0], dict(_ATTRIBUTE.findall(match["attributes"])))
        if match["tag"] == "table":
            return f"{match[0]}</div>" if match["close"] else self._scroll() + match[0]
        if match["heading"]:
            chosen = "" if " id=" in match["given"] else f' id="{self._anchor(match["rank"])}"'
            return f"<{match['heading']}{match['given']}{chosen}>"
        return self._note(match)

    def lift(self, match: re.Match[str]) -> str:
        """Give a paragraph or heading with the figures it holds set free: HTML allows none inside it."""
        tag, attributes, inner = match.groups()
        blocks = [block for block in map(self.fragment, _MARK.finditer(inner)) if _is_block(block)]
        if not blocks:
            return match[0]
        if not _AROUND_IMAGES.sub("", inner):
            return inner
        text = _MARK.sub(lambda mark: "" if _is_block(self.fragment(mark)) else mark[0], inner)
        return f"<{tag}{attributes}>{text}</{tag}>\n" + "\n".join(blocks)

    def fragment(self, match: re.Match[str]) -> str:
        """Give what stands for a mark left in the text."""
        rank = int(match[1])
        return self.fragments[rank] if rank < len(self.fragments) else ""

    def _anchor(self, rank: str) -> str:
        return escape(self.gist.headings[int(rank)].anchor)

    def _scroll(self) -> str:
        label = "Table" if self.lang.startswith("en") else "Tableau"
        return f'<div class="scroll" tabindex="0" role="region" aria-label="{label}">'

    def _start_link(self, tag: str, attributes: str) -> str:
        given = dict(_ATTRIBUTE.findall(attributes))
        href = given.pop("href", None)
        is_kept = href is not None or "id" in given
        if href is not None and _OUTSIDE.match(href):
            tag = tag if "rel" in given else f'{tag[:-1]} rel="noopener">'
        elif href is not None and href.startswith("#"):
            # A footnote's label is an anchor too, under a prefix that keeps it apart from the headings'.
            tag = tag.replace('href="#', 'href="#fn-', 1) if self._is_note(href) else tag
        elif href is not None and not _SCHEME.match(href):
            target = self.link(self._as_written(href))
            is_kept = target is not None
            rest = "".join(f' {name}="{value}"' for name, value in given.items())
            tag = f'<a href="{escape(target or "")}"{rest}>'
        self._open_links.append(is_kept)
        return tag if is_kept else ""

    def _is_note(self, href: str) -> bool:
        return unquote(unescape(href[1:])) in {note.label for note in self.gist.footnotes}

    def _end_link(self) -> str:
        return "</a>" if not self._open_links or self._open_links.pop() else ""

    def _as_written(self, href: str) -> str:
        decoded = unquote(unescape(href))
        return next((link.url for link in self.gist.links if unquote(link.url) == decoded), decoded)

    def _picture(self, tag: str, given: dict[str, str]) -> str:
        alt, src = unescape(given.get("alt", "")), unquote(unescape(given.get("src", "")))
        images = self.gist.images
        rank = next((n for n, i in enumerate(images) if n not in self._images_used and unquote(i.url) == src), None)
        if rank is None and self.trusted:
            return tag
        if rank is not None:
            self._images_used.add(rank)
            shown = self.image(images[rank])
        else:
            shown = self.image(Link(src, alt, unescape(given.get("title", "")), 0, 0, 0, 0, 0, 0))
        self.fragments.append(escape(alt, quote=False) if shown is None else shown)
        return f"\x02{len(self.fragments) - 1}\x03"

    def _note(self, match: re.Match[str]) -> str:
        if match["note"] is not None:
            name = match["note"]
            named = "" if name in self._notes else f' id="fnref-{name}"'
            self._notes.add(name)
            link = f'<a href="#fn-{name}"{named} role="doc-noteref">{match["number"]}</a>'
            return f'<sup class="footnote-reference">{link}</sup>'
        name, label = match["noted"], match["label"]
        back = f'<a href="#fnref-{name}">{label}</a>' if name in self._notes else label
        return f'<div class="footnote-definition" id="fn-{name}"><sup class="footnote-definition-label">{back}</sup>'
