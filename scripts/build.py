#!/usr/bin/env python3
"""Builds this repository's site with a bare Python: prepares `.venv`, then hands over to `ligne build`."""

from __future__ import annotations

import os
import subprocess
import sys

from environment import ROOT, RUNTIME, CannotPrepare, Environment, language


def main(arguments: list[str]) -> int:
    """Prepare the environment, then become `ligne build` with the arguments given."""
    environment = Environment(ROOT)
    try:
        environment.prepare(RUNTIME)
    except CannotPrepare as problem:
        print(problem.read(language()), file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    command = [str(environment.program("ligne")), "build", "--site", str(ROOT), *arguments]
    if os.name == "nt":  # There, exec gives the terminal back before the new program is done.
        return subprocess.run(command, check=False).returncode
    os.execv(command[0], command)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
