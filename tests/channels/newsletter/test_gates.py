"""Every layout, in French and English, and the demo's editions, before the judges that mailboxes and readers go by.

Each judge is started once, over all letters and a broken one beside them, which it must find.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import yaml

from channels.newsletter.render import render
from editorial.site import read_site
from tests.channels.newsletter.gallery import gallery, letter_of
from tests.channels.newsletter.gates import inaccessible, invalid, spam_scores, unsupported
from tests.channels.newsletter.letters import brief

ROOT = Path(__file__).parents[3]
DEMO_AT = datetime(2026, 11, 30, 12, 0, tzinfo=UTC)
DEMO_EDITIONS = 2
"""The last ones: they differ by what they hold alone."""
ALLOWED: Mapping[str, Mapping[str, str]] = yaml.safe_load(Path(__file__).with_name("allowed.yaml").read_text("utf-8"))
MAX_SPAM_SCORE = 0.5
Needs = Callable[[str], Path]
Letters = Mapping[str, Mapping[str, bytes]]


@pytest.fixture(scope="module")
def letters(tmp_path_factory: pytest.TempPathFactory) -> Letters:
    """The files of each letter by its name."""
    folder = tmp_path_factory.mktemp("gallery")
    arabic = {"digest-ar": letter_of(folder / "digest-ar", "digest", "ar")}
    return {**gallery(folder, ("fr", "en")), **arabic, **demo()}


def demo() -> dict[str, dict[str, bytes]]:
    """Make the last editions of the site in this repository."""
    site: Any = SimpleNamespace(root=ROOT, site=lambda: read_site(ROOT))
    made = {artifact.path: artifact for artifact in render(brief(site, DEMO_AT))}
    outbox = sorted({path.rpartition("/")[0] for path in made if path.startswith("outbox/")})
    return {
        f"demo-{folder.rpartition('/')[2]}": {
            path.rpartition("/")[2]: artifact.make() for path, artifact in made.items() if path.startswith(f"{folder}/")
        }
        for folder in outbox[-DEMO_EDITIONS:]
    }


def laid(folder: Path, letters: Letters, file: str) -> dict[str, Path]:
    """Write one file of each letter that has it."""
    paths = {}
    for name, files in letters.items():
        if file in files:
            paths[f"{name}/{file}"] = folder / f"{name}-{file}"
            (folder / f"{name}-{file}").write_bytes(files[file])
    return paths


def broken(folder: Path, letters: Letters, before: str, after: str) -> dict[str, Path]:
    """Write the first letter with one thing changed in it."""
    html = letters["digest-fr"]["index.html"].decode()
    assert before in html
    (folder / "broken.html").write_text(html.replace(before, after), "utf-8")
    return {"broken": folder / "broken.html"}


def test_no_letter_looks_like_spam(tmp_path: Path, letters: Letters, needs: Needs) -> None:
    eml = {name: files["message.eml"] for name, files in letters.items()}
    head = eml["digest-fr"].partition(b"\r\n\r\n")[0]
    lost = (b"Message-ID:", b"Date:", b"List-", b"Content-Type:", b"Precedence:", b"MIME-Version:")
    kept = [line for line in head.split(b"\r\n") if not line.startswith(lost)]
    picture = b'<html><body><a href="https://x.example/"><img src="https://x.example/a.png"></a></body></html>'
    twin = b"\r\n".join([*kept, b"MIME-Version: 1.0", b"Content-Type: text/html; charset=utf-8", b"", picture, b""])

    scores = spam_scores(needs("spamassassin"), {**eml, "image-only": twin}, tmp_path)

    assert scores.pop("image-only") > MAX_SPAM_SCORE
    assert scores.keys() == letters.keys()
    assert {name: score for name, score in scores.items() if score > MAX_SPAM_SCORE} == {}


def test_every_letter_is_valid_html_but_for_what_outlook_needs(tmp_path: Path, letters: Letters, needs: Needs) -> None:
    pages = {**laid(tmp_path, letters, "index.html"), **laid(tmp_path, letters, "page.html")}
    twin = broken(tmp_path, letters, 'alt="Un cercle clair sur fond sombre"', 'alt="x" vertical-align="top"')

    found = invalid(needs("vnu"), needs("java"), {**pages, **twin})

    known = ALLOWED["html"].keys()
    assert set(found["broken"]) - known == {"Attribute “vertical-align” not allowed on element “img” at this point."}
    assert {name: left for name in pages if (left := set(found[name]) - known)} == {}
    assert set().union(*found.values()) >= known, "an allowance that nothing needs any more"


def test_no_letter_asks_a_mailbox_for_what_it_does_not_know(tmp_path: Path, letters: Letters, needs: Needs) -> None:
    pages = laid(tmp_path, letters, "index.html")
    twin = broken(tmp_path, letters, "margin: 0 0 16px", "display: grid; margin: 0 0 16px")

    found = unsupported(needs("caniemail"), needs("node"), {**pages, **twin})

    known = ALLOWED["mailboxes"].keys()
    assert set(found["broken"]) - known == {"display:grid"}
    assert {name: left for name in pages if (left := set(found[name]) - known)} == {}
    assert {feature for name in pages for feature in found[name]} >= known, "an allowance that nothing needs any more"


def test_everybody_can_read_every_letter(tmp_path: Path, letters: Letters, needs: Needs) -> None:
    mails, pages = laid(tmp_path, letters, "index.html"), laid(tmp_path, letters, "page.html")
    few = {name: path for name, path in pages.items() if "-fr" in name}
    twin = broken(tmp_path, letters, 'alt="Un cercle clair sur fond sombre"', "")

    found = inaccessible(needs("axe"), needs("chromium"), {**mails, **few, **twin}, dark=mails)

    assert [said.split(":")[0] for said in found.pop("broken")] == ["image-alt", "link-name"]
    assert {name: said for name, said in found.items() if said} == {}
