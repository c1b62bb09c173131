"""Findings as a reader reads them: one line, then the source with the span underlined, the why, the clause, the fix."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from unicodedata import category, east_asian_width

import regex

from channels.formats.brief import Paint, first_line, next_step, plain, printable
from channels.formats.setting import Setting
from editorial.finding import Finding, Phrase, Span

ROOM = 96
"""How many cells of a source line are shown; a longer one is cut around the span."""
TAB = 4
_PLAIN = regex.compile("[ -~\u00a0-\u00ac\u00ae-\u02af\u2013\u2014\u2018\u2019\u201c\u201d\u2026]*")
"""Lines whose every sign is a grapheme of one cell, as nearly all are."""
_NEAR = 10 * ROOM
"""How many characters around a span are looked at: a line may hold millions."""


def in_full(finding: Finding, setting: Setting, paint: Paint = plain) -> Iterator[str]:
    """Give all there is to say of a finding."""
    lang = setting.lang
    yield first_line(finding, lang, paint)
    line = setting.line(finding.path, finding.span.line)
    if line is not None and line.strip():
        shown, marks = underlined(line, finding.span)
        gutter = f"{finding.span.line:>6}"
        yield f"{gutter} | {shown}"
        yield f"{' ' * len(gutter)} | {' ' * (len(marks) - len(marks.lstrip()))}{paint(marks.lstrip(), finding.level)}"
    if finding.why is not None:
        yield f"    {printable(_WHY.fill(why=finding.why).read(lang))}"
    clause = setting.clause(finding)
    if clause is not None:
        where = f"{clause.place} ({clause.url})" if clause.url else clause.place
        yield f"    {printable(_CLAUSE.fill(where=where).read(lang))}"
    said = next_step(finding, lang)
    if said:
        yield f"    → {said}"


def underlined(line: str, span: Span) -> tuple[str, str]:
    """Give a source line as a terminal shows it, cut around the span where it is long, and the `^` under the span."""
    start, end = span.column - 1, max(span.end_column - 1, span.column)
    low, high = max(0, start - _NEAR), min(len(line), start + _NEAR)
    is_cut_before, is_cut_after = low > 0, high < len(line)
    line, start, end = line[low:high], start - low, end - low
    if start < len(line) and _PLAIN.fullmatch(line):
        low, high = _window([1] * len(line), start, min(end, len(line)) - 1)
        before, after = "…" if low or is_cut_before else "", "…" if high < len(line) or is_cut_after else ""
        marks = " " * (len(before) + start - low) + "^" * (min(end, high) - start)
        return f"{before}{line[low:high]}{after}".rstrip(), marks
    cells: list[tuple[str, int, bool]] = []
    place = column = 0
    for cluster in regex.findall(r"\X", line):
        shown, width = (" " * (tab := TAB - column % TAB), tab) if cluster == "\t" else _cell(cluster)
        is_meant = place < end and start < place + len(cluster)
        cells.append((shown, width, is_meant))
        place, column = place + len(cluster), column + width
    if not any(is_meant for _, _, is_meant in cells):
        cells.append((" ", 1, True))
    first = next(number for number, cell in enumerate(cells) if cell[2])
    last = max(number for number, cell in enumerate(cells) if cell[2])
    first_shown, last_shown = _window([width for _, width, _ in cells], first, last)
    before = "…" if first_shown or is_cut_before else ""
    after = "…" if last_shown < len(cells) or is_cut_after else ""
    window = cells[first_shown:last_shown]
    text = before + "".join(shown for shown, _, _ in window) + after
    marks = " " * len(before) + "".join(("^" if is_meant else " ") * width for _, width, is_meant in window)
    return text.rstrip(), marks.rstrip() or "^"


def _window(widths: list[int], first: int, last: int) -> tuple[int, int]:
    """Give which cells are shown: all, or as many around the span as there is room for, its beginning always."""
    if sum(widths) <= ROOM:
        return 0, len(widths)
    low = high = first
    used = 0
    while high <= last and used + widths[high] <= ROOM:
        used, high = used + widths[high], high + 1
    while used < ROOM and (low > 0 or high < len(widths)):
        if low > 0:
            low -= 1
            used += widths[low]
        if high < len(widths) and used < ROOM:
            used += widths[high]
            high += 1
    return low, high


@lru_cache(maxsize=2_000)
def _cell(cluster: str) -> tuple[str, int]:
    """Give one grapheme as it is printed, and its width; a text has few, and each finding shows a hundred of them."""
    shown = printable(cluster)
    return shown, _width(shown)


def _width(cluster: str) -> int:
    """Give how many cells a terminal takes for one grapheme (Unicode's East Asian Width; UTS 51 for emoji)."""
    if "\ufe0f" in cluster:
        return 2
    wide = any(east_asian_width(sign) in "WF" for sign in cluster)
    return 2 if wide else int(any(category(sign) not in ("Mn", "Me", "Cf", "Zl", "Zp") for sign in cluster))


_WHY = Phrase("pourquoi : {why}", "why: {why}")
_CLAUSE = Phrase("charte : {where}", "charter: {where}")
