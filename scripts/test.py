#!/usr/bin/env python3
"""Runs everything CI runs with a bare Python: formatting, lint, types, floors, then the tests."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

from components import install, missing
from environment import DEVELOPMENT, ROOT, CannotPrepare, Environment, language, say
from proofs import PROOFS, progress_of, record

GO_ON = 75
"""The exit code of a proof that found nothing wrong and is not finished (EX_TEMPFAIL: the same command goes on)."""
NOTHING_LEFT = 5
"""What pytest ends with when it had no test to run: every part had passed before."""

A_WORKER_A_CORE = ("--numprocesses=auto", "--dist=worksteal")

CHECKS = {
    "ruff format": ("ruff", "format", "--check", "--output-format", "concise"),
    "ruff check": ("ruff", "check", "--output-format", "concise"),
    "mypy": ("mypy",),
    "lint-imports": ("lint-imports",),
}


def main(arguments: list[str]) -> int:
    """Prepare the environment, run every check whatever the others say, and end on pytest's own closing line."""
    options, for_pytest = _parse(arguments)
    if options.proofs is not None and options.proofs not in PROOFS:
        known = ", ".join(PROOFS)
        say(
            f"Aucune preuve ne s’appelle « {options.proofs} » ; "
            + (f"il y a : {known}." if known else "il n’y en a pas encore."),
            f"No proof is called “{options.proofs}”; " + (f"there are: {known}." if known else "there is none yet."),
        )
        return 2
    environment = Environment(ROOT)
    try:
        environment.prepare(DEVELOPMENT)
    except CannotPrepare as problem:
        print(problem.read(language()), file=sys.stderr)
        return 2
    environ = {**os.environ, **({"LIGNE_FULL": "1"} if options.full else {})}
    checks = CHECKS if options.proofs is None else {}
    with ThreadPoolExecutor(1) as beside:
        installing = beside.submit(install, missing() if options.full else [])
        failed = [name for name, command in checks.items() if not _passes(environment, name, command, environ)]
    if in_the_way := installing.result():
        print(in_the_way, file=sys.stderr)
    if options.proofs is not None:
        return _prove(environment, options, for_pytest, environ)
    environ["LIGNE_FAILED_CHECKS"] = ", ".join(failed)
    done = _pytest(environment, [*A_WORKER_A_CORE, *for_pytest], environ)
    return done or bool(failed)


def _parse(arguments: list[str]) -> tuple[argparse.Namespace, list[str]]:
    parser = argparse.ArgumentParser(
        prog="scripts/test.py", description=__doc__, allow_abbrev=False, epilog="Other arguments go to pytest."
    )
    parser.add_argument("--full", action="store_true", help="install what system tests need (Debian), and run them")
    parser.add_argument("--proofs", metavar="NAME", help="run one proof at full count, and record it in docs/proofs/")
    parser.add_argument("--seed", type=int, default=1, help="the seed of a proof (default: 1)")
    parser.add_argument("--minutes", type=float, help="begin no part of a proof after so long; the next run goes on")
    return parser.parse_known_args(arguments)


def _passes(environment: Environment, name: str, command: tuple[str, ...], environ: dict[str, str]) -> bool:
    print(f"── {name}", flush=True)
    words = [str(environment.program(command[0])), *command[1:]]
    return subprocess.run(words, cwd=ROOT, env=environ, check=False).returncode == 0


def _pytest(environment: Environment, arguments: list[str], environ: dict[str, str]) -> int:
    print("── pytest", flush=True)
    words = [str(environment.python), "-m", "pytest", *arguments]
    return subprocess.run(words, cwd=ROOT, env=environ, check=False).returncode


def _prove(environment: Environment, options: argparse.Namespace, arguments: list[str], environ: dict[str, str]) -> int:
    name, seed = options.proofs, options.seed
    minutes = "" if options.minutes is None else str(options.minutes)
    environ = {**environ, "LIGNE_PROOF": "full", "LIGNE_SEED": str(seed), "LIGNE_MINUTES": minutes}
    done = _pytest(environment, [f"--proof={name}", f"--hypothesis-seed={seed}", *arguments], environ)
    if done not in (0, NOTHING_LEFT):
        return done
    progress = progress_of(name, seed, ROOT)
    if progress.missing:
        parts, of = len(progress.passed), len(progress.tests)
        say(
            f"{parts} parties sur {of} ; la même commande continue.",
            f"{parts} parts of {of}; the same command goes on.",
        )
        return GO_ON
    print(record(name, progress, ROOT).relative_to(ROOT))
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
