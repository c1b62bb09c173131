"""The judges of a letter: each is started once for many files, and gives what it finds in each of them."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from playwright.sync_api import sync_playwright

CANIEMAIL = Path(__file__).with_name("caniemail.mjs")
MAILBOXES = (
    "gmail.*",
    "apple-mail.*",
    "outlook.windows",
    "outlook.windows-mail",
    "outlook.macos",
    "outlook.outlook-com",
    "outlook.ios",
    "outlook.android",
    "yahoo.*",
    "orange.*",
)
"""Gmail, Apple Mail, Outlook from 2019 on and the new one, Yahoo, Orange."""
CHROMIUM_FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")

Found = Mapping[str, Sequence[str]]
"""What a judge finds, by the name of the letter."""


def spam_scores(spamassassin: Path, messages: Mapping[str, bytes], home: Path) -> dict[str, float]:
    """Give SpamAssassin's score of each message, judged without the network."""
    # Messages come back in the order of their dates: the envelope tells which is which.
    mbox = b"".join(
        f"From {name}@banc.example Fri Mar  6 08:00:00 2026\n".encode() + _unix(message) + b"\n"
        for name, message in messages.items()
    )
    done = subprocess.run(
        [str(spamassassin), "-L", "-t", "--mbox", "--nocreate-prefs"],
        input=mbox,
        capture_output=True,
        check=True,
        env={**os.environ, "HOME": str(home)},
    )
    scores = _SCORE.findall(done.stdout.decode("utf-8", "replace"))
    return {name: float(score) for name, score in scores}


def invalid(vnu: Path, java: Path, pages: Mapping[str, Path]) -> Found:
    """Give the errors of HTML that the validator finds in each page."""
    command = [str(java), "-jar", str(vnu), "--errors-only", "--exit-zero-always", "--format", "json"]
    done = subprocess.run([*command, *map(str, pages.values())], capture_output=True, check=True)
    said = json.loads(done.stderr or done.stdout)["messages"]
    return {
        name: sorted({one["message"] for one in said if one["url"] == path.resolve().as_uri().replace("///", "/")})
        for name, path in pages.items()
    }


def unsupported(caniemail: Path, node: Path, pages: Mapping[str, Path]) -> dict[str, dict[str, list[str]]]:
    """Give the features of each page that some mailbox does not support at all, with those mailboxes."""
    command = [str(node), str(CANIEMAIL), str(caniemail), json.dumps(MAILBOXES), *map(str, pages.values())]
    done = subprocess.run(command, capture_output=True, check=True)
    said = json.loads(done.stdout)
    return {name: said[str(path)] for name, path in pages.items()}


def inaccessible(axe: Path, chromium: Path, pages: Mapping[str, Path], dark: Mapping[str, Path]) -> Found:
    """Give what axe finds wrong with each page for somebody who sees badly, or not; at night, contrasts alone."""
    found: dict[str, list[str]] = {name: [] for name in pages}
    at_night = "{runOnly: ['color-contrast']}"
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=list(CHROMIUM_FLAGS))
        for scheme, judged, asked in (("light", pages, "{}"), ("dark", dark, at_night)):
            context = browser.new_context(color_scheme=scheme, offline=True)  # type: ignore[arg-type]
            context.add_init_script(path=axe)
            page = context.new_page()
            for name, path in judged.items():
                page.goto(path.as_uri(), wait_until="domcontentloaded")
                found[name] += page.evaluate(f"axe.run({asked}).then({_SAID})")
            context.close()
        browser.close()
    return found


_SCORE = re.compile(r"^From (\S+)@banc\.example.*?^X-Spam-Status: \w+, score=(-?[\d.]+)", re.MULTILINE | re.DOTALL)
_SAID = "({violations}) => violations.map(v => `${v.id}: ${v.nodes.map(n => n.html.slice(0, 90)).join(' | ')}`)"


def _unix(message: bytes) -> bytes:
    return re.sub(rb"^From ", b">From ", message.replace(b"\r\n", b"\n"), flags=re.MULTILINE)
