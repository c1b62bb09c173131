"""The pieces of a generated corpus, written once for every contender: the same for the same seed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from random import Random
from unicodedata import combining, normalize

from benchmark.sentences import Tags, Writer

AT = datetime(2026, 11, 23, 12, tzinfo=UTC)
"""The instant at which every piece of a corpus is live; the newest came out the day before."""
LONGEST_SPAN = timedelta(days=3650)
"""Pieces come out a day apart; where that would take more than ten years, nearer."""
TECHNICAL_SHARE = 0.25
"""How many pieces hold code: between the demo's (one in ten) and the posts of a technical blog (most)."""
PILLARS = {"metier": ("Métier", 20), "ecouter": ("Écouter", 20), "publier": ("Publier", 30), "animer": ("Animer", 15),
           "mesurer": ("Mesurer", 15)}  # fmt: skip
"""Names, and shares in percent."""
AUTHORS = {"redaction": "Rédaction", "atelier": "Atelier", "enquetes": "Enquêtes"}
TO_PIECE = "](@"
"""How a link to `pillar/slug.md` begins in a draft: each contender writes it its own way."""


@dataclass(frozen=True)
class Outline:
    """What is known of a piece before its text is written: all that others need to link to it."""

    number: int
    title: str
    slug: str
    pillar: str
    instant: datetime

    @property
    def path(self) -> str:
        """Its file, relative to content/."""
        return f"{self.pillar}/{self.slug}.md"


@dataclass(frozen=True)
class Draft:
    """A piece written, not yet dressed for a contender."""

    outline: Outline
    author: str
    tags: tuple[str, ...]
    standfirst: str
    body: str
    image: Mapping[str, str] | None = None
    has_slot: bool = False
    """Whether the calendar says when it comes out, and not the piece itself (Ligne only)."""


def outlines(pieces: int, seed: int) -> list[Outline]:
    """Give the outline of every piece, oldest first."""
    apart = min(timedelta(days=1), LONGEST_SPAN / pieces)
    found = []
    for number in range(pieces):
        random = random_for(seed, "outline", number)
        title = Writer(random).title()
        pillar = random.choices(list(PILLARS), weights=[share for _, share in PILLARS.values()])[0]
        instant = (AT - timedelta(days=1) - apart * (pieces - 1 - number)).replace(second=0, microsecond=0)
        found.append(Outline(number, title, f"{_slug(title)}-{number}", pillar, instant))
    return found


def magazine_drafts(pieces: int, seed: int) -> Iterator[Draft]:
    """Give every piece, oldest first, code in one of four; each links to three that came before it."""
    return _written(pieces, seed, is_dense=False)


def technical_drafts(pieces: int, seed: int) -> Iterator[Draft]:
    """Give every piece, oldest first, with as much code as the real posts of a technical blog.

    Counted by pyromark's events in ../shared/corpora/fr-blog: 6 blocks of 13 lines and 15 inline pieces of code for
    1,080 words, so 4 and 10 for 700.
    """
    return _written(pieces, seed, is_dense=True)


def frames(pieces: int, seed: int) -> Iterator[Draft]:
    """Give everything of every piece but its body, oldest first."""
    tags = Tags(40 + pieces // 25)
    for outline in outlines(pieces, seed):
        random = random_for(seed, "frame", outline.number)
        author = random.choices(list(AUTHORS), weights=(6, 3, 1))[0]
        named = tuple(tags.pick(random, random.randint(1, 4)))
        yield Draft(outline, author, named, Writer(random).paragraph(2).replace("*", ""), body="")


def _written(pieces: int, seed: int, *, is_dense: bool) -> Iterator[Draft]:
    every = outlines(pieces, seed)
    for draft in frames(pieces, seed):
        number = draft.outline.number
        random = random_for(seed, "draft", number)
        before = [every[random.randrange(number)] for _ in range(3)] if number else []
        yield replace(draft, body=_text(random, [other.path for other in before], is_dense))


def _text(random: Random, links: list[str], is_dense: bool) -> str:
    """Give a body of about 700 words: headings, lists and links; a table, a quote or a note in some, code in a few."""
    is_technical = random.random() < TECHNICAL_SHARE or is_dense
    writer = Writer(random, is_technical=is_technical, code_lines=13 if is_dense else 6)
    blocks = [writer.paragraph(3), writer.paragraph(3)]
    for number, heading in enumerate(writer.headings(5)):
        level = "###" if number and random.random() < 0.2 else "##"
        blocks += [
            f"{level} {heading}",
            writer.paragraph(random.randint(2, 4)),
            *_aside(random, writer, 0.8 if is_dense else 0.6 if is_technical else 0.0),
        ]
        link = f" Voir le [{writer.words()}{TO_PIECE}{links.pop()})." if links else ""
        blocks.append(writer.paragraph(random.randint(2, 3)) + link)
    if random.random() < 0.4:
        blocks.append(f"{writer.paragraph(2)} [Source](https://exemple.org/{random.randrange(10_000)}).")
    if random.random() < 0.3:
        blocks[0] += "[^1]"
        blocks.append(f"[^1]: {writer.sentence()}")
    return "\n\n".join(blocks) + "\n"


def _aside(random: Random, writer: Writer, code_share: float) -> list[str]:
    """Give what stands between two paragraphs of a section: code, a list, a table, a quote, or nothing."""
    kind, count = random.random(), random.randint(3, 6)
    if code_share and random.random() < code_share:
        return [writer.code()]
    if kind < 0.16:
        return ["\n".join(f"- {writer.sentence()}" for _ in range(count))]
    if kind < 0.32:
        steps = [f"{n}. **{writer.words().capitalize()}.** {writer.sentence()}" for n in range(1, count)]
        return ["\n".join(steps)]
    if kind < 0.44:
        rows = [f"| {writer.words()} | {random.randint(2, 90)} | {writer.words()} |" for _ in range(count)]
        return ["\n".join(["| On entend | Nombre | On écrit |", "|---|---|---|", *rows])]
    return ["> " + writer.paragraph(2)] if kind < 0.52 else []


def random_for(seed: int, *what: object) -> Random:
    """Give the numbers for one thing of one corpus: the same, however many pieces the corpus has."""
    return Random("/".join(map(str, (seed, *what))))  # noqa: S311 (a corpus, not a secret)


def _slug(text: str) -> str:
    plain = "".join(c for c in normalize("NFKD", text.lower()) if not combining(c))
    return re.sub(r"[^0-9a-z]+", "-", plain).strip("-")
