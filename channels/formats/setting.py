"""What findings are shown with: the language, the lines of the sources, and where the charter's clauses stand."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from stat import S_ISREG
from typing import NamedTuple

from editorial.charter import PATH as CHARTER
from editorial.clause import anchor_of
from editorial.finding import Finding, Span
from editorial.git import blobs
from editorial.source import MAX_PIECE_BYTES, Document, Unreadable, decoded_before


class Clause(NamedTuple):
    """A clause of the charter: its key, where it is written, and its address on the public charter page, if any."""

    key: str
    span: Span
    url: str

    @property
    def place(self) -> str:
        """Where it is written, as a finding says it."""
        return f"{CHARTER}:{self.span.line}:{self.span.column}"


@dataclass(frozen=True)
class Setting:
    """What is around findings; without `root` no source is shown, without `charter` no clause."""

    lang: str
    root: Path | None = None
    charter: Document | None = None
    charter_url: str = ""
    """The address of the public charter page, empty where the site has none."""
    version: str = ""
    is_staged: bool = False
    """Whether the lines are those that git's index holds, where it holds the file."""
    _kept: dict[str, Sequence[str]] = field(default_factory=dict, repr=False, compare=False)

    def line(self, path: str, number: int) -> str | None:
        """Give a line of a source, counted from 1, as its columns count it; None where it cannot be read."""
        if path not in self._kept:
            self._kept[path] = self._lines(path)
        lines = self._kept[path]
        return lines[number - 1] if 1 <= number <= len(lines) else None

    def clause(self, finding: Finding) -> Clause | None:
        """Give the clause that asks for what a finding says."""
        if not finding.clause or self.charter is None:
            return None
        anchor = anchor_of(finding.clause, self.charter.values)
        url = f"{self.charter_url}#{anchor}" if self.charter_url and anchor else self.charter_url
        return Clause(finding.clause, self.charter.span(tuple(finding.clause.split("."))), url)

    def _lines(self, path: str) -> Sequence[str]:
        if self.root is None:
            return ()
        file = Path(os.path.realpath(self.root / path))  # `Path.resolve` raises where a link leads to itself.
        try:
            staged = blobs(self.root, [f":./{path}"])[0] if self.is_staged else None
            if staged is not None:
                return decoded_before(staged).split("\n")
            stat = file.stat()
            is_ours = file.is_relative_to(self.root.resolve()) and S_ISREG(stat.st_mode)
            if not is_ours or stat.st_size > 5 * MAX_PIECE_BYTES:
                return ()
            return decoded_before(file.read_bytes()).split("\n")
        except (OSError, UnicodeDecodeError, Unreadable):
            return ()
