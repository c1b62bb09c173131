"""A desk for one rule kind: pieces written out, judged, and each finding shown with the words it underlines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import yaml

from editorial.charter_file import read_charter
from editorial.dictionary import NO_LEXICON, Lexicon
from editorial.finding import Finding, Phrase, in_order
from editorial.front_matter import read_piece
from editorial.rules.kind import Context
from editorial.source import Unreadable, split_markdown

ZONE = ZoneInfo("Europe/Paris")
PATH = "content/metier/piece.md"
AT = datetime(2026, 11, 23, 11, tzinfo=UTC)
FRONT = 'title: "Écouter"\npillar: metier\nauthor: redaction\nstatus: approved\n'
CHARTER = """\
version: 1.0.0
languages: [fr, en]
pillars:
  - {id: metier, name: "Le métier", share: 60}
  - {id: ecouter, name: "Écouter", share: 40}
masthead: {people: [{id: redaction, name: "La rédaction"}, {id: chef, name: "La rédaction en chef"}]}
channels: {blog: {}, newsletter: {}, mastodon: {}}
"""


class Desk:
    """Reads pieces and charters, and says what a kind finds, one line a finding."""

    def context(
        self,
        texts: Mapping[str, str],
        *,
        charter: str = "",
        images: Iterable[str] = (),
        unreadable: Iterable[str] = (),
        order: Mapping[str, float] | None = None,
        taken: Iterable[str] = (),
        zone: ZoneInfo = ZONE,
        lexicon: Lexicon = NO_LEXICON,
    ) -> Context:
        pieces, complaints = [], {}
        for path, text in texts.items():
            piece, wrong = read_piece(path, split_markdown(text), lang="fr", zone=zone)
            pieces.append(piece)
            complaints[path] = wrong
        known = frozenset(images)
        return Context(
            charter=read_charter(yaml.safe_dump({**yaml.safe_load(CHARTER), **(yaml.safe_load(charter) or {})})),
            at=AT,
            zone=zone,
            locate_image=lambda piece, src: Path(src) if src in known else None,
            pieces=tuple(pieces),
            complaints=complaints,
            unreadable={path: Unreadable("encoding", Phrase("illisible", "unreadable")) for path in unreadable},
            order=order or {},
            taken=frozenset(taken),
            lexicon=lexicon,
        )

    def findings(self, kind, body="Un texte.\n", front="", **given) -> list[Finding]:
        """Give what a kind finds in one piece, beside `others` (path → text)."""
        context = self.context({PATH: written(body, front), **given.pop("others", {})}, **given)
        return in_order(kind.check(context.pieces[0], context))

    def judge(self, kind, body="Un texte.\n", front="", **given) -> list[str]:
        """Give the findings as lines `level rule at line:column “what it underlines”`."""
        return [shown(finding, written(body, front)) for finding in self.findings(kind, body, front, **given)]


def written(body: str, front: str) -> str:
    """Give the file of a piece: the front matter every piece has, with some keys added or written otherwise."""
    keys = {line.partition(":")[0] for line in front.splitlines()}
    plain = "".join(f"{line}\n" for line in FRONT.splitlines() if line.partition(":")[0] not in keys)
    return f"---\n{plain}{front}---\n{body}"


def shown(finding: Finding, text: str) -> str:
    span = finding.span
    line = text.split("\n")[span.line - 1]
    underlined = line[span.column - 1 : span.end_column - 1]
    return f"{finding.level} {finding.rule} at {span.line}:{span.column} “{underlined}”"


@pytest.fixture
def desk() -> Desk:
    return Desk()
