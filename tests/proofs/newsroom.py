"""The site of the proofs: small, bilingual, on four channels; it keeps what its team meant, to break it and mend it."""

from __future__ import annotations

import copy
import io
import os
import shutil
import stat
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml
from PIL import Image

from channels.shipped import shipped_theme
from tests.builder import AT, BLOG, CALENDAR, CHARTER, NEWSLETTER, WORDS, SiteBuilder

PHOTO_BYTES = 9_000
"""Every photo weighs the same, so that a size never tells two of them apart."""

MISSING_PAGE = "templates/404.html"
SNAPSHOT = ".ligne/ledger"
"""What `ligne ledger pull` brings: an input, though it stands among what is safe to delete."""
SHOWN_SETTING = '{{ BANC|default("") }}'
"""What the site's own template shows of pelicanconf.py."""


@dataclass
class Text:
    """What the team meant a file of content/ to say."""

    front: dict[str, Any]
    body: str = WORDS
    spoiled: bytes | None = None
    """The bytes on disk instead, while the file is broken."""

    def raw(self) -> bytes:
        """Give the bytes of the file."""
        if self.spoiled is not None:
            return self.spoiled
        kept = {key: value for key, value in self.front.items() if value is not None}
        head = yaml.safe_dump(kept, allow_unicode=True, sort_keys=False)
        return f"---\n{head}---\n{self.body}\n".encode()


@dataclass
class Newsroom:
    """A site in `root`, the instant its team stands at, and what the team has written so far."""

    root: Path
    has_git: bool = False
    at: datetime = AT
    texts: dict[str, Text] = field(default_factory=dict)
    line: dict[str, dict[str, Any]] = field(default_factory=dict)
    commits: int = 0
    unblock: Callable[[], None] | None = None
    """Mends what stops the whole command; the next step begins with it."""

    def __post_init__(self) -> None:
        self.root.mkdir(parents=True)
        self.builder = SiteBuilder(self.root)
        self.line = {
            "editorial/charter.yaml": {**CHARTER, "channels": {"blog": {}, "newsletter": {}, "mastodon": {}, "x": {}}},
            "editorial/calendar.yaml": {**CALENDAR, "offsets": {"mastodon": 30, "x": 60}},
            "editorial/calendar/2026-03.yaml": {
                "format": 1,
                "entries": [
                    {"slot": "articles/2026-03-03", "piece": "texte-5"},
                    {"slot": "articles/2026-03-17", "piece": "texte-6"},
                    {"slot": "lettre/2026-03-06", "piece": "cadre"},
                    {"at": "2026-03-09T12:30", "channel": "x", "piece": "texte-0"},
                ],
            },
            "channels/blog.yaml": {**BLOG, "per_page": 4},
            "channels/newsletter.yaml": NEWSLETTER,
            "channels/social.yaml": {"format": 1, "accounts": {"mastodon": "@banc@social.example"}},
        }
        self.line = copy.deepcopy(self.line)
        for path in self.line:
            self.set_line(path)
        for name in ("un", "deux"):
            self.builder.file(f"content/ecouter/{name}.jpg", photo(len(name) * 60))
        own = (shipped_theme() / MISSING_PAGE).read_text().replace("{% endblock %}", f"{SHOWN_SETTING}{{% endblock %}}")
        self.builder.file(f"theme/{MISSING_PAGE}", own)
        self.write_first_texts()
        if self.has_git:
            self.commit()

    def write_first_texts(self) -> None:
        """Write what the site began with, over what became of it."""
        for number in range(7):
            self.write(f"content/ecouter/texte-{number}.md", first_text(number))
        self.write(
            "content/publier/english.md",
            Text({**front("english"), "lang": "en", "translation_of": "texte-0", "pillar": "publier"}, "A plain text."),
        )
        self.write("content/publier/note.md", Text({**front("note"), "pillar": "publier", "tags": ["deux", "été"]}))
        self.write("content/pages/a-propos.md", Text({**front("a-propos"), "kind": "page", "pillar": None}))
        frame = {**front("cadre"), "kind": "edition", "pillar": None, "date": None, "title": "Ce que nous avons lu"}
        self.write("content/editions/cadre.md", Text(frame, "Chers lecteurs, voici."))

    def path(self, number: int) -> str:
        """Give one of the texts' paths, by any number."""
        known = sorted(self.texts)
        return known[number % len(known)]

    def write(self, path: str, text: Text) -> None:
        """Write a text, and remember it."""
        self.texts[path] = text
        self.builder.file(path, text.raw())

    def amend(self, path: str, **changes: Any) -> None:
        """Change some keys of a text's front matter; a broken file is whole again."""
        before = self.texts[path]
        self.write(path, Text({**before.front, **changes}, before.body))

    def remove(self, path: str) -> None:
        """Delete a text, but never the last three."""
        if len(self.texts) > 3:
            del self.texts[path]
            (self.root / path).unlink()

    def set_line(self, path: str, **changes: Any) -> None:
        """Write the charter, a calendar or a channel's settings, with some keys changed; None takes one out."""
        now = {**self.line[path], **changes}
        self.line[path] = {key: value for key, value in now.items() if value is not None}
        self.builder.data(path, self.line[path])

    def commit(self) -> None:
        """Commit everything at the instant the team stands at, where the site is in git."""
        if self.has_git:
            self.commits += 1
            self.builder.commit(f"état {self.commits}", at=self.at.isoformat())

    def copy_to(self, other: Path) -> None:
        """Lay a fresh copy out, as a clone would be: nothing of .ligne/ nor of output/, but what was pulled."""
        shutil.rmtree(other, ignore_errors=True)
        left = {str(self.root / name) for name in (".ligne", "output")}
        shutil.copytree(
            self.root,
            other,
            symlinks=True,
            copy_function=_copy,
            ignore=lambda folder, names: [name for name in names if f"{folder}/{name}" in left],
        )
        if (self.root / SNAPSHOT).is_file():
            (other / SNAPSHOT).parent.mkdir()
            shutil.copy2(self.root / SNAPSHOT, other / SNAPSHOT)


def _copy(source: str, target: str) -> None:
    if stat.S_ISFIFO(os.stat(source).st_mode):
        os.mkfifo(target)
    else:
        shutil.copyfile(source, target)


def front(name: str) -> dict[str, Any]:
    """Give the front matter of a piece that is live."""
    return {
        "title": f"Le titre de {name}",
        "pillar": "ecouter",
        "author": "redaction",
        "status": "approved",
        "standfirst": f"Le chapô de {name}.",
        "date": "2026-03-01T09:00+01:00",
    }


def first_text(number: int) -> Text:
    """Give one of the first pieces: they link to each other, and some have photos, tags, a series, words for X."""
    said: dict[str, Any] = {**front(f"texte-{number}"), "date": f"2026-02-{12 + 2 * number}T09:00+01:00"}
    if number < 3:
        said["image"] = {"src": ("un.jpg", "deux.jpg")[number % 2], "alt": "Une couleur unie"}
    if number in (5, 6):
        said["date"] = None
    said["tags"] = [["un", "deux"], ["deux"], []][number % 3]
    said["series"] = "La suite" if number % 2 else None
    said["social"] = {"x": {"text": "Quelques mots pour X."}} if number == 1 else None
    said["aliases"] = ["/vieux/texte/"] if number == 4 else None
    return Text(
        said, f"## Un point\n\n{WORDS}\n\nUn [lien](texte-{(number + 1) % 7}.md#un-point)[^1].\n\n[^1]: Note.\n"
    )


def photo(shade: int, *, weight: int = PHOTO_BYTES) -> bytes:
    """Give a photo of one colour, padded to a weight by its comment."""

    def coded(comment: int) -> bytes:
        made = io.BytesIO()
        Image.new("RGB", (640, 480), (shade * 7 % 256, 90, shade % 256)).save(made, "JPEG", comment=b"." * comment)
        return made.getvalue()

    return coded(1 + weight - len(coded(1)))
