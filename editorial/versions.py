"""The versions of the charter: today's, and those that git remembers, each with the instant it takes effect."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, tzinfo
from functools import cached_property
from pathlib import Path

from editorial.charter import PATH, Charter
from editorial.charter_file import read_past_charter
from editorial.errors import EditorialError
from editorial.finding import Finding, Level, Phrase, Span
from editorial.git import blobs
from editorial.history import at_commits, commit_named, commits_of, is_shallow, state_of
from editorial.house_then import NONE, styles_at
from editorial.memory import Memory
from editorial.plain_file import text_of
from editorial.source import Unreadable, decode
from editorial.system_words import said_by

NAME = "charters"
EVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class CharterVersion:
    """One version of the charter, as it was last written.

    `since` is the instant it takes effect; `begun` the first commit that held it and `begun_at` when that was made,
    both empty where none did.
    """

    name: str
    since: datetime
    text: str = field(repr=False)
    begun: str = ""
    begun_at: datetime | None = None
    tree: str = ""
    """The tree of git with the house rules as they last were under it; "" for those of the work tree."""

    @cached_property
    def charter(self) -> Charter:
        """What it says."""
        return replace(read_past_charter(self.text), styles_tree=self.tree)


@dataclass(frozen=True)
class Versions:
    """Every version that can be read, the oldest first, and what was found of those that cannot."""

    every: tuple[CharterVersion, ...]
    todays: CharterVersion
    findings: tuple[Finding, ...] = ()

    def in_force(self, at: datetime) -> CharterVersion:
        """Give the version in force at an instant; before the first one takes effect, that one."""
        return next((version for version in reversed(self.every) if version.since <= at), self.every[0])

    def named(self, name: str) -> CharterVersion | None:
        """Give the version of that name."""
        return next((version for version in self.every if version.name == name), None)

    def rank(self, version: CharterVersion) -> int:
        """Give the place of a version among all, the oldest first."""
        return self.every.index(version)


@dataclass(frozen=True)
class _Past:
    """A version as git has it: its last text that reads, and its first commit."""

    name: str
    text: str
    begun: str
    begun_at: datetime
    problem: Phrase | None = None
    tree: str = ""


def read_versions(root: Path, today: Charter, zone: tzinfo, memory: Memory | None = None) -> Versions:
    """Give the versions of a site's charter, today's as it stands in the work tree.

    A version takes effect when the day of its `effective` begins in `zone`; without that key, the day `changes` gives
    it; without either, with its first commit. With a memory, git is asked again only when the commit is another.
    """
    found, lost = [], []
    past = _remembered(root, memory)
    latest = EVER
    for old in past:
        if old.name == today.version:
            continue
        if old.problem is not None:
            lost.append(_lost(old, old.problem))
            continue
        charter = read_past_charter(old.text)
        since = _since(charter, zone) or old.begun_at
        version = CharterVersion(old.name, since, old.text, old.begun, old.begun_at, old.tree)
        latest = max(latest, version.since)
        found.append(version)
    begun = next((old for old in past if old.name == today.version), None)
    now = CharterVersion(
        today.version,
        _since(today, zone) or (begun.begun_at if begun else latest),
        today.source.text,
        begun.begun if begun else "",
        begun.begun_at if begun else None,
    )
    # What is known of it is read already; and of two that take effect together, the one of the work tree is the newer.
    now.__dict__["charter"] = today
    return Versions(tuple(sorted([*found, now], key=lambda version: version.since)), now, tuple(lost))


def charter_named(root: Path, versions: Versions, what: str) -> Charter:
    """Give the charter a version, a tag, a branch, a commit or a file stands for; raises EditorialError."""
    version = versions.named(what)
    if version is not None:
        return version.charter
    file = Path(what)
    if file.suffix in (".yaml", ".yml") and file.is_file():
        return _read(_file_text(file), what)
    commit = commit_named(root, what)
    if commit is None:
        known = ", ".join(version.name for version in versions.every)
        hint = _SHALLOW_HINT if is_shallow(root) else Phrase("", "")
        raise EditorialError(_UNKNOWN.fill(found=what, known=known, hint=hint))
    (raw,) = blobs(root, [f"{commit}:./{PATH}"])
    if raw is None:
        raise EditorialError(_NO_CHARTER.fill(found=what, path=PATH))
    try:
        text = decode(raw)
    except Unreadable as problem:
        raise EditorialError(problem.message, f"{what}:{PATH}", problem.span) from None
    return replace(_read(text, f"{what}:{PATH}"), styles_tree=styles_at(root, [commit])[0])


def charter_of_site(root: Path, today: Charter, zone: tzinfo, what: str) -> Charter:
    """Give the charter that a name stands for in a site; raises EditorialError."""
    return charter_named(root, read_versions(root, today, zone), what)


def version_before(root: Path, versions: Versions) -> tuple[str, Charter] | None:
    """Give what today's charter is to be compared with and its name, None where there is nothing before it.

    The text last committed, where the work tree changed it without raising `version`; else the version before; else
    the text that the same version had before its last change.
    """
    today = versions.todays
    texts = [(commit, text) for (commit, _), text in _texts(root) if text is not None]
    if texts and texts[0][1] != today.text and _name_in(texts[0][1]) == today.name:
        return _named_if_read(root, *texts[0])
    rank = versions.rank(today)
    if rank:
        return versions.every[rank - 1].name, versions.every[rank - 1].charter
    others = (_named_if_read(root, commit, text) for commit, text in texts if text != today.text)
    return next((found for found in others if found), None)


def _named_if_read(root: Path, commit: str, text: str) -> tuple[str, Charter] | None:
    charter = _or_none(text)
    return (commit[:10], replace(charter, styles_tree=styles_at(root, [commit])[0])) if charter else None


def _read(text: str, path: str) -> Charter:
    return read_past_charter(text, path)


def _file_text(file: Path) -> str:
    try:
        return text_of(file)
    except OSError as error:
        raise EditorialError(_NOT_READ.fill(why=said_by(error)), str(file)) from None
    except Unreadable as problem:
        raise EditorialError(problem.message, str(file), problem.span) from None


def _or_none(text: str) -> Charter | None:
    try:
        return read_past_charter(text)
    except EditorialError:
        return None


def _since(charter: Charter, zone: tzinfo) -> datetime | None:
    day = charter.effective
    if day is None:
        day = next((change.day for change in charter.changes if change.version == charter.version), None)
    try:
        return datetime.combine(day, time(), zone).astimezone(UTC) if day else None
    except OverflowError:
        return EVER


def _remembered(root: Path, memory: Memory | None) -> Sequence[_Past]:
    """Give the versions that git has, the oldest first."""
    if memory is None:
        return list(_past(root))
    state = state_of(root)
    if memory.entries.get("head") != state:
        rows = [(old.name, old.text, old.begun, old.begun_at, old.problem, old.tree) for old in _past(root)]
        memory.keep({"head": state, "charters": rows})
    return [_Past(*row) for row in memory.entries["charters"]]


def _past(root: Path) -> Iterator[_Past]:
    """Give each version once, the one begun first before the others, by its newest text that can be read."""
    found: dict[str, _Past] = {}
    last: dict[str, tuple[str, str]] = {}
    """By name, the last commit at which a version stood, and one that surely is there."""
    newer = ""
    for (commit, instant), text in _texts(root):
        before, newer = newer, commit
        name = _name_in(text) if text is not None else ""
        if text is None or not name:
            continue
        known = found.get(name)
        if known is None or known.problem is not None:
            known = _tried(name, text, commit, instant)
        found[name] = replace(known, begun=commit, begun_at=instant)
        last.setdefault(name, (f"{before}^" if before else "HEAD", commit))
    trees = iter(styles_at(root, [commit for pair in last.values() for commit in pair]))
    held = {name: (next(trees), next(trees)) for name in last}
    for name, past in reversed(found.items()):
        final, sure = held[name]
        yield replace(past, tree=final if final != NONE else sure)


def _tried(name: str, text: str, commit: str, instant: datetime) -> _Past:
    try:
        read_past_charter(text)
    except EditorialError as error:
        return _Past(name, "", commit, instant, error.problems[0].message)
    return _Past(name, text, commit, instant)


def _texts(root: Path) -> Iterator[tuple[tuple[str, datetime], str | None]]:
    """Give every committed text of the charter, newest first, in one `git log` and one `git cat-file --batch`."""
    if commit_named(root, "HEAD") is None:
        return
    commits = commits_of(root, PATH)
    for commit, raw in zip(commits, at_commits(root, [commit for commit, _ in commits], PATH), strict=True):
        try:
            yield commit, decode(raw) if raw is not None else None
        except Unreadable:
            yield commit, None


def _name_in(text: str) -> str:
    """Give the version that a charter's text names, without reading the rest of it."""
    match = _VERSION.search(text)
    if match:
        return next(part for part in match.groups() if part is not None).strip()
    charter = _or_none(text)
    return charter.version if charter else ""


def _lost(old: _Past, why: Phrase) -> Finding:
    message = _LOST.fill(version=old.name, commit=old.begun[:10], why=why)
    return Finding("version.unreadable", Level.WARNING, PATH, Span(1, 1, 2), message, fix=_LOST_FIX)


_VERSION = re.compile(r"^version:[ \t]*(?:\"([^\"\n]+)\"|'([^'\n]+)'|([^\s\"'#][^\n#]*))", re.MULTILINE)
_UNKNOWN = Phrase(
    "« {found} » n’est ni une version de la charte ({known}), ni une étiquette, une branche, un commit "
    "ou un fichier .yaml{hint}",
    "“{found}” is no version of the charter ({known}), no tag, branch or commit, and no .yaml file{hint}",
)
_SHALLOW_HINT = Phrase(
    " ; ce clone est superficiel : git fetch --unshallow --tags (en CI : fetch-depth: 0)",
    "; this clone is shallow: git fetch --unshallow --tags (in CI: fetch-depth: 0)",
)
_NO_CHARTER = Phrase("« {found} » n’a pas de fichier {path}", "“{found}” has no file {path}")
_NOT_READ = Phrase("ce fichier ne peut pas être lu ({why})", "this file cannot be read ({why})")
_LOST = Phrase(
    "la charte {version}, qui date du commit {commit}, ne se lit plus ({why}) : "
    "ses textes sont jugés par la version d’avant, à défaut par la suivante",
    "the charter {version}, of commit {commit}, can no longer be read ({why}): "
    "its pieces are judged by the version before it, else by the next",
)
_LOST_FIX = Phrase(
    "donnez à ces textes la clé charter: VERSION, ou relisez-les avec la charte d’aujourd’hui",
    "give those pieces the key charter: VERSION, or go over them with today’s charter",
)
