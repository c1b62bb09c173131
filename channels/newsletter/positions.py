"""Where in which template each tag of a letter was written: a mark that Jinja carries from there to the guard."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path

from jinja2.ext import Extension

MARK = re.compile("\ufdee([^\ufdef]*):(\\d+):(\\d+)\ufdef")
"""A template's name, and a line and a column in it, from 1, between noncharacters (Unicode, 23.7)."""


class Positions(Extension):
    """Marks each tag of MJML, and each picture, with its place, before Jinja reads a template.

    A field, `[[first_name]]`, becomes a call of `field`, so that one nobody declared is found on its line. Nothing is
    moved to another line, so that what Jinja itself says of a template stays right.
    """

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """Give the text of a template with the marks."""
        template = name or Path(filename or "").name
        lines = _FIELD.sub(r'{{ field("\1") }}', source).split("\n")
        return "\n".join(_TAG.sub(partial(_marked, template, line), text) for line, text in enumerate(lines, 1))


def _marked(template: str, line: int, tag: re.Match[str]) -> str:
    return f"{tag[0]}\ufdee{template}:{line}:{tag.start() + 1}\ufdef"


_FIELD = re.compile(r"\[\[([a-z][a-z0-9_]*)\]\]")
# In an expression a `<` that something of MJML follows is nobody's comparison.
_TAG = re.compile(r"<(?:mj-[\w-]*|mjml|img)\b")
