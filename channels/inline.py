"""Running text made as a reader expects it: set in its language’s typography, bare addresses that lead somewhere.

What stands in a tag, in code or in a link already is left as it is.
"""

from __future__ import annotations

import re

from editorial.signs import JOINT
from editorial.typography import HELD, Spaces, Typography, set_text

_NAMES = "pre|code|script|style"
# From one < to the next: three times as fast as asking at each sign of the code whether it ends there.
_CODE = re.compile(rf"(<(?:{_NAMES})\b[^<]*(?:<(?!/(?:{_NAMES})>)[^<]*)*</(?:{_NAMES})>)", re.IGNORECASE)
_KEPT = re.compile(f"{_CODE.pattern[:-1]}|<[^<>]*>)", re.IGNORECASE)
_IN_A_TAG = re.compile(r"=[\"'][^<>\"']*(?:[ \n][:;!?»%€]|« )")
"""An attribute that would be taken for a sentence; without one, parting the code alone takes a third of the time."""
# Control characters never reach a body (editorial.source refuses them), so a joint parts its texts.
_AFTER = ".,:;!?'’*_"
"""Signs that follow an address rather than end it."""
_ADDRESS = re.compile(rf"(?<![\w/])https?://[^\s<>\"«»“”…]*[^\s<>\"«»“”…{_AFTER}]")
_BEGUN = re.compile("https?://")
_LINK_TAG = re.compile(r"</?a[\s>]", re.IGNORECASE)
_ENTITY = re.compile(r"&\w+$")
"""The beginning of an escaped sign, whose semicolon was taken for the end of the sentence."""


def finished(html: str, lang: str, typography: Typography = HELD) -> str:
    """Give HTML with its bare addresses made links, and its texts set as they are in their language."""
    if any(html[found.start() - 1 : found.start()] not in ('"', "'", "=") for found in _BEGUN.finditer(html)):
        parts = _KEPT.split(html)
        _link(parts)
        html = "".join(parts)
    if typography.marks:
        parts = _KEPT.split(html)
        text = JOINT.join(parts[::2]).replace("&quot;", '"')
        parts[::2] = set_text(text, lang, typography).split(JOINT)
        html = "".join(parts)
    elif lang.split("-")[0] == "fr" or typography.spaces is Spaces.PLAIN:
        parts = (_KEPT if _IN_A_TAG.search(html) else _CODE).split(html)
        parts[::2] = set_text(JOINT.join(parts[::2]), lang, typography).split(JOINT)
        html = "".join(parts)
    return html


def _link(parts: list[str]) -> None:
    """Make links of the bare addresses in the texts, every other one of the parts; the tags stand between them."""
    is_in_link = False
    for rank, part in enumerate(parts):
        if rank % 2:
            is_in_link = not part.startswith("</") if _LINK_TAG.match(part) else is_in_link
        elif not is_in_link and "://" in part:
            parts[rank] = _ADDRESS.sub(_linked, part)


def _linked(found: re.Match[str]) -> str:
    """Give the link, without the bracket or the escaped sign that only follows the address."""
    url = _ENTITY.sub("", found[0])
    while url.endswith(")") and url.count(")") > url.count("("):
        url = url[:-1].rstrip(_AFTER)
    return f'<a href="{url}" rel="noopener">{url}</a>{found[0][len(url) :]}'
