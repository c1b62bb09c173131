"""Front matter that is nothing but lines `key: value`, as nearly all is, read without a YAML parser.

PyYAML makes an event and a node of each value before the value itself: four fifths of the time. What is read here is
what it reads there (tests/editorial/test_key_lines.py holds one against the other); whatever else is written, from a
comment to an escaped quote, is left to it.
"""

from __future__ import annotations

import re

_ODD = r"\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff"
"""Signs to which YAML gives a meaning of its own, or none."""
_QUOTED = f'"[^"\\\\{_ODD}]*"'
_WORDS = r"[^\W\d_](?:[\w’.+-]|[ ](?=\w))*"
_ITEM = re.compile(f"{_QUOTED}|{_WORDS}")
_LINE = re.compile(
    rf"""(?P<key>[a-z][a-z_]{{0,40}}):[ ]
    (?: (?P<quoted>{_QUOTED})
      | (?P<words>{_WORDS})
      | (?P<date>\d{{4}}-\d\d-\d\d(?:T[0-9:.+-]+)?)
      | \[(?P<list>(?:{_QUOTED}|{_WORDS})(?:,[ ](?:{_QUOTED}|{_WORDS}))*)\]
    )""",
    re.VERBOSE,
)
_NOT_TEXT = {"true": True, "false": False, "null": None}


def values_of(text: str) -> dict[str, object] | None:
    """Give the values of a YAML text by key, or None where it is more than lines of words, quoted texts and dates."""
    values: dict[str, object] = {}
    for line in text.strip("\n").split("\n"):
        found = _LINE.fullmatch(line)
        if found is None or found["key"] in values or found["key"] in _NOT_TEXT:
            return None
        written = found[found.lastindex or 0]
        is_list = found.lastgroup == "list"
        values[found["key"]] = [_value(item) for item in _ITEM.findall(written)] if is_list else _value(written)
    return values


def _value(written: str) -> object:
    return written[1:-1] if written.startswith('"') else _NOT_TEXT.get(written, written)
