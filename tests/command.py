"""Runs the command as a user does, in this process: the exit code and what it said on both streams."""

from __future__ import annotations

import contextlib
import io
import sys
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from channels.cli import main


@dataclass(frozen=True)
class Ran:
    """What a command came to."""

    code: int
    out: str
    err: str

    @property
    def said(self) -> str:
        """Everything on both streams."""
        return self.out + self.err


def ligne(*arguments: str, site: Path | None = None) -> Ran:
    """Run `ligne` with arguments (and `--site`); an exception that is not an exit goes through, as it would."""
    words = [*arguments, *(["--site", str(site)] if site else [])]
    out, err = io.StringIO(), io.StringIO()
    with patch.object(sys, "argv", ["ligne", *words]), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            main()
            code = 0
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 1
    return Ran(code, out.getvalue(), err.getvalue())
