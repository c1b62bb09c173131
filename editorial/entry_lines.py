"""A month of the calendar that is nothing but entries of one line, as nearly all are, read without a YAML parser.

Five years of daily cadences are ten thousand entries: a tenth of a second less, each time a command begins. What is
read here is what YAML reads (tests/editorial/test_entry_lines.py holds one against the other); whatever else is
written is left to it.
"""

from __future__ import annotations

import re

_ODD = r"\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff"
_QUOTED = f'"[^"\\\\{_ODD}]*"'
_PLAIN = r"[A-Za-z0-9](?:[A-Za-z0-9_/.+-]|:(?=[0-9]))*"
_PAIR = re.compile(rf"([a-z][a-z_]{{0,40}}): ({_QUOTED}|{_PLAIN})(?:, |$)")
_ENTRY = re.compile(rf" *- \{{((?:[a-z][a-z_]{{0,40}}: (?:{_QUOTED}|{_PLAIN})(?:, (?!\}})|(?=\}})))+)\}} *")
_COMMENT = re.compile(f" *(?:#[^{_ODD}]*)?")
_WHOLE = re.compile(r"0|[1-9][0-9]{0,17}")
_NOT_TEXT = {"true": True, "false": False, "null": None}


def month_of(text: str) -> dict[str, object] | None:
    """Give the values of a calendar file, or None where it is more than `format`, `entries` and entries of one line."""
    before, is_split, after = ("\n" + text).partition("\nentries:\n")
    if not is_split or len(text) > 1_000_000:
        return None
    values: dict[str, object] = {}
    for line in before.split("\n"):
        if line == "format: 1" and not values:
            values["format"] = 1
        elif not _COMMENT.fullmatch(line):
            return None
    entries, indent = [], None
    for line in after.split("\n"):
        found = _ENTRY.fullmatch(line)
        if found is None:
            if _COMMENT.fullmatch(line):
                continue
            return None
        dash = line.index("-")
        pairs = _PAIR.findall(found[1])
        entry = {key: _value(written) for key, written in pairs}
        if (
            dash != (dash if indent is None else indent)
            or len(entry) != len(pairs)
            or not _NOT_TEXT.keys().isdisjoint(entry)
        ):
            return None
        indent = dash
        entries.append(entry)
    return {**values, "entries": entries} if entries else None


def _value(written: str) -> object:
    if written.startswith('"'):
        return written[1:-1]
    if written in _NOT_TEXT:
        return _NOT_TEXT[written]
    return int(written) if _WHOLE.fullmatch(written) else written
