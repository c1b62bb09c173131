"""The command `ligne`: runs one verb and catches errors once.

Verbs import what they need when they run, so that `--version` and `--help` load neither Pelican nor Pillow.
"""

from __future__ import annotations

import atexit
import errno
import gc
import io
import os
import sys

import click

from channels.colophon import engine_version
from channels.report import Reporter
from channels.verbs.approve import approve
from channels.verbs.asking import LANG, asked, examples, said
from channels.verbs.build import build
from channels.verbs.charter import charter
from channels.verbs.check import check
from channels.verbs.deliver import deliver
from channels.verbs.doctor import doctor
from channels.verbs.due import due
from channels.verbs.explain import explain
from channels.verbs.init import init
from channels.verbs.ledger import ledger
from channels.verbs.new import new
from channels.verbs.plan import plan
from channels.verbs.preview import preview
from channels.verbs.serve_subscriptions import serve_subscriptions
from channels.verbs.subscribers import subscribers
from channels.verbs.usage import misused
from editorial.errors import EditorialError
from editorial.finding import Phrase
from editorial.system_words import said_by


def main() -> None:
    """Run the command; exit 0 clean, 1 when there are errors among the findings, 2 when it could not run."""
    # A run makes much, drops little and soon ends: looking for rings of garbage takes a fifth of it and finds none.
    gc.disable()
    # Nor at the end, where Python would go through a site of thousands once more before it lets go of it.
    atexit.register(gc.freeze)
    _open_streams()
    try:
        code = ligne.main(prog_name="ligne", standalone_mode=False) or 0
        sys.stdout.flush()
        sys.exit(code)
    except click.exceptions.Abort:
        sys.exit(2)
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        sys.exit(2)
    except click.UsageError as error:
        _reporter().problems(misused(error))
        sys.exit(2)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except BrokenPipeError:
        # The reader (`| head`) has gone: nothing is left to be said, and Python would say so at exit.
        _drop_output()
        sys.exit(1)
    except OSError as error:
        # Printing names no file: what a disk is full for is told, anything else is a bug.
        if error.filename is not None or error.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EIO):
            raise
        _drop_output()
        Reporter(LANG, "text").problems(EditorialError(_NO_OUTPUT.fill(why=said_by(error))))
        sys.exit(2)
    except EditorialError as error:
        _reporter().problems(error)
        sys.exit(2)


def _reporter() -> Reporter:
    return Reporter(LANG, asked(sys.argv[1:]).get("--format", "text"))


def _open_streams() -> None:
    """Print UTF-8 whatever the locale, as files are written; a stream that was closed (`>&-`) swallows what it gets."""
    sys.stdout = sys.stdout or io.StringIO()
    sys.stderr = sys.stderr or io.StringIO()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _drop_output() -> None:
    """Send what Python would still print at exit nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


_NO_OUTPUT = Phrase("la réponse ne peut pas être écrite ({why})", "the answer cannot be written ({why})")


@click.group(
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=examples(
        "ligne init mon-site",
        'ligne new "Mon premier titre" --pillar nouvelles',
        "ligne check",
        "ligne build --at 2026-12-01T09:00+01:00",
    ),
    help=said(
        "Une ligne éditoriale qui se compile : un texte Markdown devient le blog, la lettre et les publications.",
        "An editorial line you can compile: one Markdown text becomes the blog, the newsletter and the posts.",
    ),
)
@click.version_option(version=engine_version(), prog_name="ligne", message="%(prog)s %(version)s")
def ligne() -> None:
    """Hold the verbs."""


for _verb in (
    init,
    new,
    check,
    approve,
    charter,
    plan,
    explain,
    preview,
    build,
    due,
    deliver,
    ledger,
    subscribers,
    serve_subscriptions,
    doctor,
):
    ligne.add_command(_verb)
