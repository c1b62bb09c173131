"""The letter as plain text one enjoys reading: 78 columns, its links numbered, each address on a line of its own."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterable, Iterator

from channels.newsletter.blocks import BREAK, Block
from channels.newsletter.letter import Letter, Story
from channels.newsletter.script import is_right_to_left, turned
from channels.newsletter.words import Words
from channels.templates import day, long_day

WIDTH = 78
NO_BREAK = "\u00a0"
_RULE = "-" * WIDTH
_LINK = re.compile("\x02(\\d+)\x03")


def to_text(letter: Letter, words: Words) -> str:
    """Give the text part of the mail, with `\\n` line ends."""
    numbers = _Numbers()
    parts = [
        *_foreword(letter, numbers),
        *_stories(letter, numbers),
        *_sponsor(letter, words, numbers),
        *_elsewhere(letter, words, numbers),
        *_errata(letter, words, numbers),
        _RULE,
        *_footer(letter, words),
    ]
    said = [part for part in parts if part]
    # The masthead ends on a rule of its own.
    text = "\n\n".join([_masthead(letter, words), *said[said[0] == _RULE :]]) + "\n"
    return "\n".join(map(turned, text.split("\n"))) if is_right_to_left(letter.lang) else text


class _Numbers:
    """Numbers the addresses of one letter as they come, one number an address."""

    def __init__(self) -> None:
        self._by_url: dict[str, int] = {}

    def of(self, url: str) -> int:
        return self._by_url.setdefault(url, len(self._by_url) + 1)

    def line(self, url: str) -> str:
        return f"[{self.of(url)}] {url}"


def _masthead(letter: Letter, words: Words) -> str:
    day = long_day(letter.moment.date(), letter.lang)
    number = words["number"].format(number=letter.number) + " · " if letter.number else ""
    warning = [_wrapped(words["preview"].upper()), ""] if letter.is_preview else []
    return "\n".join([*warning, letter.settings.name.upper(), number + day, "=" * WIDTH])


def _foreword(letter: Letter, numbers: _Numbers) -> Iterator[str]:
    if letter.title:
        yield _wrapped(letter.title.upper())
    if letter.standfirst:
        yield _wrapped(letter.standfirst)
    above: Block | None = None
    lines: list[str] = []
    for block in letter.blocks:
        # The items of one list stand together, as they would in a letter typed by hand.
        if lines and not (above and _is_item(above) and _is_item(block)):
            yield "\n".join(lines)
            lines = []
        lines.append(_block(block, numbers))
        above = block
    yield "\n".join(lines)
    if letter.signature:
        yield letter.signature if is_right_to_left(letter.lang) else letter.signature.rjust(WIDTH)
    yield "\n".join(numbers.line(url) for url in dict.fromkeys(url for block in letter.blocks for url in block.urls))


def _stories(letter: Letter, numbers: _Numbers) -> Iterator[str]:
    for section in letter.sections:
        yield _RULE
        if section.name:
            yield f"{section.name.upper()}\n{'-' * len(section.name)}"
        for story in section.stories:
            yield _story(story, numbers)


def _story(story: Story, numbers: _Numbers) -> str:
    kicker = [story.kicker.upper()] if story.kicker else []
    said = "\n".join([*kicker, _wrapped(story.title), *_if(story.text, _wrapped)])
    return "\n\n".join([said, *map(_wrapped, story.opening)]) + f"\n{numbers.line(story.url)}"


def _elsewhere(letter: Letter, words: Words, numbers: _Numbers) -> Iterator[str]:
    if letter.links:
        yield _RULE
        yield words["elsewhere"].upper()
    for link in letter.links:
        yield "\n".join(
            [
                _wrapped(link.title, "* ", "  "),
                *_if(link.note, lambda n: _wrapped(n, "  ", "  ")),
                f"  {numbers.line(link.url)}",
            ]
        )


def _sponsor(letter: Letter, words: Words, numbers: _Numbers) -> Iterator[str]:
    sponsor = letter.sponsor
    if sponsor:
        yield _RULE
        label = (sponsor.label or words["sponsored"]).upper()
        yield "\n".join([label, _wrapped(sponsor.name), _wrapped(sponsor.text), numbers.line(sponsor.url)])


def _errata(letter: Letter, words: Words, numbers: _Numbers) -> Iterator[str]:
    if letter.errata:
        yield _RULE
        yield words["errata"].upper()
    for one in letter.errata:
        said = f"{one.title}, {words['corrected'].format(day=day(one.day, letter.lang))}"
        yield "\n".join([_wrapped(said, "* ", "  "), _wrapped(one.text, "  ", "  "), f"  {numbers.line(one.url)}"])


def _footer(letter: Letter, words: Words) -> Iterator[str]:
    settings = letter.settings
    sender = settings.sender
    said = [words["sender"].format(name=sender.name, address=sender.address)] if sender else []
    yield "\n".join(_wrapped(text) for text in (*said, settings.reason(letter.lang)) if text)
    if settings.ways_out:
        yield "\n".join([words["leave_why"], *settings.ways_out])
    else:
        yield _wrapped(words["leave_by_reply"])
    if settings.service:
        yield "\n".join([words["preferences_why"], settings.preferences_url])
    yield "\n".join([words["web_version"], letter.url])
    if settings.postal:
        yield _wrapped(settings.postal)


def _is_item(block: Block) -> bool:
    return bool(block.indent) and not block.indent.strip() and block.lead != block.indent


def _block(block: Block, numbers: _Numbers) -> str:
    text = _LINK.sub(lambda mark: f"{NO_BREAK}[{numbers.of(block.urls[int(mark[1])])}]", block.text)
    if block.is_set:
        return "\n".join((block.lead if n == 0 else block.indent) + line for n, line in enumerate(text.split(BREAK)))
    lead, lines = block.lead, []
    for line in text.split(BREAK):
        lines.append(_wrapped(line, lead, block.indent))
        lead = block.indent
    return "\n".join(lines)


def _wrapped(text: str, lead: str = "", indent: str = "") -> str:
    # A word longer than a line (an address) is left whole: broken, it would lead nowhere.
    return textwrap.fill(
        text, WIDTH, initial_indent=lead, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )


def _if(text: str, make: Callable[[str], str]) -> Iterable[str]:
    return [make(text)] if text else []
