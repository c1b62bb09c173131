"""Hashtags, mentions and cashtags as each network finds them in a text, each from its start to its end.

X goes by twitter-text 3.1.0, Mastodon by its own `Tag` and `Account`, Bluesky by the rich text of its client
(`@atproto/api`), which is what its app shows. All three read letters of any script. Links are found in links.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import regex

from channels.social.domains import BLUESKY_DOMAINS
from channels.social.links import LATIN, Place


def x_hashtags(text: str) -> Iterator[Place]:
    """Give the hashtags of a text on X: one letter at least, after anything that is no letter, digit or &."""
    for found in found_from(_X_HASHTAG, text, "#", "＃"):
        if not _X_HASHTAG_ENDS.match(text, found.end()):
            yield found.start("sign"), found.end(), found["name"]


def x_mentions(text: str) -> Iterator[Place]:
    """Give the accounts (`name`) and lists (`name/list`) that a text names on X."""
    for found in found_from(_X_MENTION, text, "@", "＠"):
        if not _X_MENTION_ENDS.match(text, found.end()):
            yield found.start("sign"), found.end(), found["name"] + (found["list"] or "")


def x_cashtags(text: str) -> Iterator[Place]:
    """Give the cashtags of a text on X, with their $."""
    return ((found.start("sign"), found.end(), f"${found['name']}") for found in found_from(_X_CASHTAG, text, "$"))


def mastodon_hashtags(text: str) -> Iterator[Place]:
    """Give the hashtags of a text on Mastodon; where `://` follows, what begins an address is none of theirs."""
    for found in found_from(_MASTODON_HASHTAG, text, "#", "＃"):
        name = found["name"]
        if text.startswith("://", found.end()):
            name = _SCHEME_AT_END.sub("", name) or name
        yield found.start("sign"), found.start("name") + len(name), name


def mastodon_mentions(text: str) -> Iterator[Place]:
    """Give the accounts that a text names on Mastodon, those of another instance with its name."""
    for found in found_from(_MASTODON_MENTION, text, "@"):
        host = found["host"] or ""
        if not _X_MENTION_ENDS.match(text, found.end()) and len(host) <= 1 + _MOST_HOST_CHARS:
            yield found.start(), found.end(), found["name"] + host


def bluesky_hashtags(text: str) -> Iterator[Place]:
    """Give the hashtags of a text on Bluesky: up to the next space, without the punctuation at their end."""
    for found in found_from(_BLUESKY_HASHTAG, text, "#", "＃"):
        name = _PUNCTUATION_AT_END.sub("", found["name"])
        # Lengths there are counted in UTF-16.
        if 0 < len(name.encode("utf-16-le")) <= 2 * _MOST_TAG_CHARS:
            yield found.start("sign"), found.start("name") + len(name), name


def bluesky_mentions(text: str) -> Iterator[Place]:
    """Give the handles that a text names on Bluesky: domains under a top-level domain that there is."""
    for found in found_from(_BLUESKY_MENTION, text, "@"):
        name = found["name"]
        if ("." in name and name.rpartition(".")[2] in BLUESKY_DOMAINS) or name.endswith(".test"):
            yield found.start("sign"), found.end("name"), name


def bluesky_cashtags(text: str) -> Iterator[Place]:
    """Give the cashtags of a text on Bluesky, in capitals and with their $, which are hashtags there."""
    for found in found_from(_BLUESKY_CASHTAG, text, "$"):
        yield found.start("sign"), found.end("name"), f"${found['name'].upper()}"


def bluesky_links(text: str) -> Iterator[Place]:
    """Give the links of a text on Bluesky and where they lead: those without https:// too, under a domain there is.

    Its client takes all up to the next space; what closes a quotation or a parenthesis in French is left out too.
    """
    first = _MAY_LINK.search(text) if "." in text or "://" in text else None
    if first is None:
        return
    token = max(text.rfind(" ", 0, first.start()), text.rfind("\n", 0, first.start()), 0)
    for found in _BLUESKY_LINK.finditer(text, token):
        url, domain = found["url"], found["domain"]
        if not url.startswith("http") and not (domain and domain.rpartition(".")[2] in BLUESKY_DOMAINS):
            continue
        shown = url[:-1] if url[-1] in ".,;:!?" else url
        shown = shown[:-1] if shown.endswith(")") and "(" not in shown else shown
        shown = shown.rstrip(_CLOSERS)
        leads = shown if shown.startswith("http") else f"https://{shown}"
        yield found.start("url"), found.start("url") + len(shown), leads


def found_from(pattern: regex.Pattern[str], text: str, sign: str, twin: str = "") -> Iterable[regex.Match[str]]:
    """Give the matches of a pattern that needs a sign, or its full-width twin; none without looking where none stands.

    Searched from the first sign on, a text of 300 characters that ends on its hashtags takes a fifth of the time.
    """
    first = text.find(sign)
    if twin and (other := text.find(twin)) >= 0:
        first = other if first < 0 else min(first, other)
    return pattern.finditer(text, max(0, first - _LOOKS_BACK)) if first >= 0 else ()


_LOOKS_BACK = 5
"""The most a pattern looks at before its sign: ` RT:`."""
_MOST_TAG_CHARS = 64
_MOST_HOST_CHARS = 253
_CLOSERS = "»”’…›"
_X_LETTER = r"\p{L}\p{M}"
_X_JOINERS = r"_\u200c\u200d\ua67e\u05be\u05f3\u05f4\uff5e\u301c\u309b\u309c\u30a0\u30fb\u3003\u0f0b\u0f0c\xb7"
_X_ALNUM = rf"{_X_LETTER}\p{{Nd}}{_X_JOINERS}"
_X_HASHTAG = regex.compile(
    rf"(?:^|[\uFE0E\uFE0F]|[^{_X_ALNUM}&])(?P<sign>[#＃])(?!\uFE0F|\u20E3)"
    rf"(?P<name>[{_X_ALNUM}]*[{_X_LETTER}][{_X_ALNUM}]*)"
)
_X_HASHTAG_ENDS = regex.compile(r"[#＃]|://")
_X_MENTION = regex.compile(
    r"(?:^|[^a-zA-Z0-9_!#$%&*@＠]|(?:^|[^a-zA-Z0-9_+~.-])(?:rt|RT|rT|Rt):?)"
    r"(?P<sign>[@＠])(?P<name>[a-zA-Z0-9_]{1,20})(?P<list>/[a-zA-Z][a-zA-Z0-9_\-]{0,24})?"
)
_X_MENTION_ENDS = regex.compile(rf"[@＠]|[{LATIN}]|://")
_SPACES = r"\x09-\x0D\x20\x85\xA0\u1680\u180E\u2000-\u200A\u2028\u2029\u202F\u205F\u3000"
_X_CASHTAG = regex.compile(
    rf"(?:^|[{_SPACES}])(?P<sign>\$)(?P<name>[a-z]{{1,6}}(?:[._][a-z]{{1,2}})?)"
    r"(?=$|[\x09-\x0D\x20\xA0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000\ufeff]|[!'#%&()*+,\\\-./:;<=>?@\[\]^_{|}~$])",
    regex.IGNORECASE | regex.ASCII,
)
_WORD = r"\p{Alphabetic}\p{M}\p{Nd}\p{Pc}"
_APART = "_\u00b7\u30fb\u200c"
_MASTODON_HASHTAG = regex.compile(
    rf"(?m:^|(?<=\p{{White_Space}}))(?P<sign>[#＃])"
    rf"(?P<name>[{_WORD}][{_WORD}{_APART}]*[\p{{Alphabetic}}{_APART}][{_WORD}{_APART}]*[{_WORD}]"
    rf"|[{_WORD}]*\p{{Alphabetic}}[{_WORD}]*)"
)
_SCHEME_AT_END = regex.compile(r"https?$")
_MASTODON_MENTION = regex.compile(
    rf"(?<![=/{_WORD}])@(?P<name>(?i:[a-z0-9_]+(?:[.-]+[a-z0-9_]+)*))(?P<host>@[{_WORD}]+(?:[.-]+[{_WORD}]+)*)?"
)
_INVISIBLE = r"\u00AD\u2060\u200A\u200B\u200C\u200D\u20e2"
_NO_SPACE = rf"[^\s\ufeff{_INVISIBLE}]"
_BLUESKY_HASHTAG = regex.compile(
    rf"(?:^|[\s\ufeff])(?P<sign>[#＃])(?P<name>(?!\ufe0f){_NO_SPACE}*[^0-9\s\ufeff\p{{P}}{_INVISIBLE}]+{_NO_SPACE}*)"
)
_PUNCTUATION_AT_END = regex.compile(r"\p{P}+$")
_BLUESKY_MENTION = regex.compile(r"(?:^|[\s\ufeff]|\()(?P<sign>@)(?P<name>[a-zA-Z0-9.-]+)(?a:\b)")
_BLUESKY_CASHTAG = regex.compile(
    r"(?:^|[\s\ufeff]|\()(?P<sign>\$)(?P<name>[A-Za-z][A-Za-z0-9]{0,4})(?=[\s\ufeff]|$|[.,;:!?)\"'\u2019])"
)
_MAY_LINK = re.compile(r"\.\w|://")
_BLUESKY_LINK = regex.compile(
    r"(?:^|[\s\ufeff]|\()(?P<url>https?://[^\s\ufeff]+|(?P<domain>[A-Za-z][A-Za-z0-9]*(?:\.[A-Za-z0-9]+)+)[^\s\ufeff]*)",
    regex.MULTILINE,
)
