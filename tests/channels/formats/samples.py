"""Findings about one small file, and what is around them."""

from __future__ import annotations

from pathlib import Path

from channels.formats.setting import Setting
from editorial.charter_file import read_charter
from editorial.finding import Edit, Finding, Level, Phrase, Span

PATH = "content/écouter/le mail.md"
LINES = ("---", "title: Un", "---", "Un 👩‍👩‍👧 mail, deux mails.", "")
CHARTER = """\
version: 1.0.0
languages: [fr]
pillars: [{id: a, name: A}]
masthead: {people: []}
vocabulary:
  preferred:
    - {instead_of: mail, use: courriel}
channels: {blog: {}}
"""
WHY = Phrase("un mot pour une chose", "one word for one thing")


def finding(
    start: int = 10, end: int = 14, *, level: Level = Level.WARNING, edits: tuple[Edit, ...] = (), path: str = PATH
) -> Finding:
    message = Phrase("« mail » : la charte dit « courriel »", "“mail”: the charter says “courriel”")
    fix = Phrase("écrivez plutôt : courriel", "write instead: courriel")
    clause = "vocabulary.preferred"
    return Finding("words.preferred", level, path, Span(4, start, end), message, WHY, clause, fix, edits)


def offered() -> Finding:
    """Give a finding with an edit, beyond signs that take many bytes."""
    return finding(edits=(Edit(Span(4, 10, 14), "courriel", is_safe=False),))


def setting(root: Path, lang: str = "fr") -> Setting:
    """Give a site that holds the file, and a charter that is published."""
    (root / PATH).parent.mkdir(parents=True, exist_ok=True)
    (root / PATH).write_text("\n".join(LINES), "utf-8")
    return Setting(lang, root, read_charter(CHARTER).source, "https://site.example/charte/", "0.1.0")
