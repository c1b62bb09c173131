"""What the bench measures: each scenario by name, in the order they run."""

from __future__ import annotations

from dataclasses import dataclass, replace

from benchmark.changes import (
    Act,
    brand,
    built,
    checked,
    cold,
    linted,
    newest_title,
    old_body,
    piece_added,
    piece_deleted,
    template,
    unchanged,
)
from benchmark.ledgers import DUE, PLAN, PULL, filled, indexed
from corpus import PHOTOS, Corpus

EVERYONE = ("ligne", "hugo", "eleventy", "pelican")
US, WITH_HUGO, WITH_PELICAN = ("ligne",), ("ligne", "hugo"), ("ligne", "pelican")
WITH_MJML = ("ligne", "mjml")
WITH_DKIMPY, WITH_MADE, WITH_NO_LEDGER = ("ligne", "dkimpy"), ("ligne", "made", "smtplib"), ("ligne", "delivered")
WITH_PROSELINT = ("ligne", "proselint")
PIECE = "<piece>"
"""In a command's words: the newest piece's file."""
_CHECK = ("check",)
PARSERS_AGREE_ON = 0.97
"""The share of the blocks of text of hand-written posts that Ligne's Markdown parser and Python-Markdown read alike.

They differ by ~~strikethrough~~, escapes and lists right below a paragraph: 1 block in 100, counted post by post.
"""


@dataclass(frozen=True)
class Sizes:
    """How many pieces the corpora have."""

    contest: int = 10_000
    beside: int = 1_000
    linted: int = 55
    posts: int = 130
    outcomes: int = 100_000
    """How many deliveries the ledgers hold."""
    letters: int = 500
    delivered: int = 3_000
    streamed: tuple[int, int] = (10_000, 200_000)
    """To how many readers letters are made, handed over to a server, and made for a list that nobody holds whole."""
    curve: tuple[int, ...] = (1_000, 2_000, 5_000, 10_000, 20_000, 50_000)


FULL, QUICK = Sizes(), Sizes(
    contest=100, beside=50, linted=8, posts=10, outcomes=1_000, letters=20, delivered=100, streamed=(100, 1_000),
    curve=(50, 100, 200),
)  # fmt: skip


@dataclass(frozen=True)
class Scenario:
    """One thing measured: what was done before a build, to which corpus, and who builds it."""

    what: str
    corpus: Corpus
    who: tuple[str, ...]
    act: Act
    words: tuple[str, ...] = ()
    """The words of another command of Ligne's than its build."""
    alike: float | None = None
    """The share of the blocks of text that must stand in every contender's site, where sites are compared."""
    letters: str = ""
    """What is done with letters (benchmark/mail/) where no site is built; then `pieces` counts readers."""


def scenarios(sizes: Sizes, seed: int) -> dict[str, Scenario]:
    """Give every scenario by name."""
    contest, beside = Corpus(sizes.contest, seed), Corpus(sizes.beside, seed)
    technical, real = replace(beside, texts="technical"), replace(beside, texts="real")
    english = Corpus(sizes.linted, seed, texts="manual", line="house")
    demanding = Corpus(sizes.posts, seed, texts="real", line="terms")
    planned = replace(contest, is_everywhere=True, is_planned=True)
    years = "every channel, 5 years of daily slots"
    ledgers = {store: filled(store, sizes.outcomes) for store in ("git", "sqlite", "postgresql")}
    everywhere = replace(beside, is_everywhere=True, photos=PHOTOS, has_cards=True)
    letters = Scenario("letters of 48 KB, personal, signed", Corpus(sizes.letters, seed), US, cold, letters="prepared")
    return {
        "cold": Scenario("blog, cold", contest, EVERYONE, cold, alike=1.0),
        "unchanged": Scenario("blog, nothing changed", contest, EVERYONE, unchanged),
        "body": Scenario("blog, an old piece's body edited", contest, WITH_HUGO, old_body),
        "title": Scenario("blog, the newest piece's title edited", contest, US, newest_title),
        "added": Scenario("blog, a piece added", contest, US, piece_added),
        "deleted": Scenario("blog, the newest piece deleted", contest, US, piece_deleted),
        "template": Scenario("blog, the template of articles changed", contest, US, template),
        "brand": Scenario("blog, a colour of the brand changed", contest, US, brand),
        "magazine": Scenario("blog, cold", beside, WITH_PELICAN, cold, alike=1.0),
        "technical": Scenario("technical blog, cold", technical, WITH_PELICAN, cold, alike=1.0),
        "real": Scenario("130 real posts repeated, cold", real, WITH_PELICAN, cold, alike=PARSERS_AGREE_ON),
        "cards": Scenario("blog with one social card a piece, cold", replace(beside, has_cards=True), US, cold),
        "all-cold": Scenario("all channels, images made, cold", everywhere, US, cold),
        "all-unchanged": Scenario("all channels, nothing changed", everywhere, US, unchanged),
        "all-body": Scenario("all channels, an old piece's body edited", everywhere, US, old_body),
        "version": Scenario("ligne --version", beside, US, built, words=("--version",)),
        "check": Scenario("ligne check on one piece", beside, US, built, words=("check", PIECE)),
        "check-contest": Scenario("ligne check on one piece", contest, US, built, words=("check", PIECE)),
        "lint": Scenario("100 rules and spelling, English, cold", english, WITH_PROSELINT, linted, words=_CHECK),
        "terms": Scenario("500 terms, spelling and more, cold", demanding, US, cold, words=_CHECK),
        "terms-unchanged": Scenario("500 terms and more, nothing changed", demanding, US, checked, words=_CHECK),
        "plan": Scenario(f"ligne plan, {years}", planned, US, indexed, words=PLAN),
        **{
            f"due-{store}": Scenario(
                f"ligne due, {years}, a ledger of {sizes.outcomes:,} in {store}", planned, US, act, DUE
            )
            for store, act in ledgers.items()
        },
        **{
            f"pull-{store}": Scenario(
                f"ligne ledger pull, {sizes.outcomes:,} outcomes in {store}", planned, US, act, PULL
            )
            for store, act in ledgers.items()
        },
        "edition": Scenario("an edition set", Corpus(sizes.letters, seed), US, cold, letters="edition"),
        "mjml": Scenario(
            "its MJML to HTML, judged first", Corpus(sizes.letters, seed), WITH_MJML, cold, letters="mjml"
        ),
        "letters": replace(letters, who=WITH_DKIMPY),
        "letters-delivered": Scenario(
            "the same, handed to smtp-sink by 4 connections, no ledger", Corpus(sizes.delivered, seed), WITH_MADE,
            cold, letters="delivered",
        ),
        "letters-ledger": Scenario(
            "the same, each reader in a ledger in SQLite", Corpus(sizes.delivered, seed), WITH_NO_LEDGER, cold,
            letters="ledgered",
        ),
        **{
            f"letters-{size}": replace(
                letters, what="the same, unsigned, one by one", corpus=Corpus(size, seed), letters="streamed"
            )
            for size in sizes.streamed
        },
        **{curve(size): Scenario("blog, cold", Corpus(size, seed), US, cold) for size in sizes.curve},
    }  # fmt: skip


def curve(size: int) -> str:
    """Give the name of the curve's scenario of one size."""
    return f"curve-{size}"
