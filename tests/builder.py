"""The site builder: lays out a whole small site in a folder, piece by piece, as a team would write it."""

from __future__ import annotations

import os
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml

from editorial.desk import Decision, decide
from editorial.site import Site, read_site

AT = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)

CHARTER: dict[str, Any] = {
    "format": 1,
    "version": "1.0.0",
    "effective": "2026-01-01",
    "languages": ["fr", "en"],
    "pillars": [
        {"id": "ecouter", "name": {"fr": "Écouter", "en": "Listen"}, "share": 50},
        {"id": "publier", "name": {"fr": "Publier", "en": "Publish"}, "share": 50},
    ],
    "masthead": {
        "people": [{"id": "redaction", "name": "La rédaction", "roles": ["auteur"]}],
        "roles": [{"id": "auteur", "name": "Auteur"}],
    },
    "channels": {"blog": {}, "newsletter": {}, "mastodon": {}},
    "images": {"alt": "required", "credit": "free"},
}
CALENDAR: dict[str, Any] = {
    "format": 1,
    "timezone": "Europe/Paris",
    "cadences": [
        {"id": "articles", "channel": "blog", "rrule": "FREQ=WEEKLY;BYDAY=TU", "from": "2026-02-03", "time": "09:00"},
        {
            "id": "lettre",
            "channel": "newsletter",
            "rrule": "FREQ=WEEKLY;BYDAY=FR",
            "from": "2026-02-06",
            "time": "08:00",
            "collects": "blog",
        },
    ],
    "entries": [],
    "offsets": {"mastodon": 30},
    # A site of a few pieces has free slots and empty letters; tests of what is told of them say so.
    "notice": {"gap": "0d", "edition": "0d"},
}
BLOG: dict[str, Any] = {"format": 1, "name": "Le Banc d’essai", "url": "https://banc.example"}
NEWSLETTER: dict[str, Any] = {
    "format": 1,
    "name": "La lettre du banc",
    "from": {"name": "Le Banc", "address": "lettre@banc.example"},
    "list_id": "lettre.banc.example",
    "why": "Vous recevez cette lettre parce que vous l’avez demandée.",
    "unsubscribe": "mailto:lettre@banc.example?subject=stop",
    "service": "https://lettre.banc.example",
}
WORDS = "Une phrase simple dit une chose vraie et la dit une fois. " * 8


class SiteBuilder:
    """A site being laid out in `root`; each method writes one of the team's files."""

    def __init__(self, root: Path):
        self.root = root
        self.charter(CHARTER)
        self.calendar(CALENDAR)
        self.data("channels/blog.yaml", BLOG)
        self.data("channels/newsletter.yaml", NEWSLETTER)
        (root / "content").mkdir(exist_ok=True)

    def charter(self, values: dict[str, Any] | None = None, **changes: Any) -> SiteBuilder:
        """Write the charter, the plain one or `values`, with some keys changed."""
        return self.data("editorial/charter.yaml", {**(values or CHARTER), **changes})

    def calendar(self, values: dict[str, Any] | None = None, **changes: Any) -> SiteBuilder:
        """Write the calendar, the plain one or `values`, with some keys changed."""
        return self.data("editorial/calendar.yaml", {**(values or CALENDAR), **changes})

    def data(self, path: str, values: dict[str, Any]) -> SiteBuilder:
        """Write one of the site's data files."""
        return self.file(path, yaml.safe_dump(values, allow_unicode=True, sort_keys=False))

    def file(self, path: str, text: str | bytes) -> SiteBuilder:
        """Write any file."""
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode() if isinstance(text, str) else text)
        return self

    def piece(self, name: str, body: str = WORDS, *, folder: str = "ecouter", **front: Any) -> SiteBuilder:
        """Write a piece, approved and live since 1 March 2026 unless `front` says otherwise; None drops a key."""
        values = {
            "title": f"Le titre de {name}",
            "pillar": "ecouter",
            "author": "redaction",
            "status": "approved",
            "standfirst": f"Le chapô de {name}.",
            "date": "2026-03-01T09:00+01:00",
            **front,
        }
        kept = {key: value for key, value in values.items() if value is not None}
        head = yaml.safe_dump(kept, allow_unicode=True, sort_keys=False)
        return self.file(f"content/{folder}/{name}.md", f"---\n{head}---\n{body}\n")

    def commit(self, message: str = "état", *, at: str = "2026-01-05T09:00:00+01:00") -> SiteBuilder:
        """Commit everything, at an instant; the repository is made the first time."""
        if not (self.root / ".git").exists():
            self._git("init", "-q", "-b", "main")
            self.file(".gitignore", "output/\n.ligne/\n")
        self._git("add", "-A")
        self._git("commit", "-q", "--allow-empty", "-m", message, at=at)
        return self

    def site(self) -> Site:
        """Read the site."""
        return read_site(self.root.resolve())

    def decide(self, at: datetime = AT) -> Decision:
        """Have the desk decide at an instant."""
        return decide(self.site(), at)

    def _git(self, *arguments: str, at: str = "2026-01-05T09:00:00+01:00") -> None:
        environment = {
            **os.environ,
            "GIT_AUTHOR_DATE": at,
            "GIT_COMMITTER_DATE": at,
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_AUTHOR_NAME": "Banc",
            "GIT_AUTHOR_EMAIL": "banc@banc.example",
            "GIT_COMMITTER_NAME": "Banc",
            "GIT_COMMITTER_EMAIL": "banc@banc.example",
        }
        subprocess.run(["git", *arguments], cwd=self.root, env=environment, check=True, capture_output=True)
