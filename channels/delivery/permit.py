"""What must hold before anything leaves: the build is of this commit and instant, the ledger the one we knew."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from channels.delivery.due import BLOG, Delivery
from channels.delivery.marker import Marker
from channels.delivery.sealed import Sealed
from channels.ledger.store import Store
from editorial.errors import EditorialError, Problem
from editorial.finding import Phrase
from editorial.history import head


def refuse_future(at: datetime, now: datetime) -> None:
    """Raise EditorialError where an instant has not come yet: nothing leaves before its time."""
    if at > now:
        raise EditorialError(_FUTURE.fill(at=_minutes(at), now=_minutes(now)))


def refuse_other_work(root: Path, site: Sealed) -> None:
    """Raise EditorialError where the work tree is dirty, or the build was not made of the commit it stands at."""
    stands = head(root)
    if stands.is_dirty:
        raise EditorialError(_DIRTY)
    if site.is_dirty:
        raise EditorialError(_BUILT_DIRTY)
    if site.commit != stands.commit:
        raise EditorialError(_OTHER_COMMIT.fill(built=_short(site.commit), here=_short(stands.commit)))


def refuse_other_instant(site: Sealed, at: datetime, due: Iterable[Delivery]) -> None:
    """Raise EditorialError where the build is of a later instant, or lacks something that is due."""
    if site.at > at:
        raise EditorialError(_LATER.fill(built=_minutes(site.at), at=_minutes(at)))
    problems = [Problem(_MISSING.fill(key=one.key, path=path)) for one in due for path in _missing(site, one)]
    if problems:
        raise EditorialError([Problem(_OLDER.fill(built=_minutes(site.at), at=_minutes(at))), *problems[:5]])


def _missing(site: Sealed, delivery: Delivery) -> Iterator[str]:
    is_there = delivery.path in site.digests if delivery.key.channel == BLOG else site.under(delivery.path)
    if not is_there:
        yield delivery.path
    yield from (path for path in delivery.pages if path not in site.digests)


def refuse_other_ledger(store: Store, online: Marker | None, site: Sealed) -> None:
    """Raise EditorialError where the ledger lacks what the site that is online, or this build, knew of it."""
    if online is not None and not store.descends(online.ledger):
        raise EditorialError(_REWRITTEN.fill(ledger=store.name, tip=online.ledger[:12]))
    if site.tip is not None and not store.descends(site.tip):
        raise EditorialError(_NOT_THE_PULLED.fill(ledger=store.name, tip=site.tip[:12]))


def refuse_going_back(online: Marker | None, site: Sealed) -> None:
    """Raise EditorialError where a later build is online already."""
    if online is not None and online.at > site.at:
        raise EditorialError(_NEWER_ONLINE.fill(online=_minutes(online.at), built=_minutes(site.at)))


def _minutes(instant: datetime) -> str:
    return f"{instant:%Y-%m-%d %H:%M:%S}Z"


def _short(commit: str | None) -> str:
    return commit[:12] if commit else "—"


_FUTURE = Phrase(
    "--at {at} est dans le futur (il est {now}) : avec --live rien ne part avant l’heure ; essayez sans --live",
    "--at {at} is in the future (it is {now}): with --live nothing leaves before its time; try without --live",
)
_DIRTY = Phrase(
    "des fichiers ont changé depuis le dernier commit : rien ne part ; validez-les (git commit), puis ligne build",
    "files have changed since the last commit: nothing leaves; commit them, then ligne build",
)
_BUILT_DIRTY = Phrase(
    "la fabrication a été faite avec des fichiers hors de tout commit : relancez ligne build",
    "the build was made with files that are in no commit: run ligne build again",
)
_OTHER_COMMIT = Phrase(
    "la fabrication est celle du commit {built}, et l’on est au commit {here} : relancez ligne build",
    "the build is of the commit {built}, and this is the commit {here}: run ligne build again",
)
_LATER = Phrase(
    "la fabrication est de {built}, après l’instant demandé ({at}) : lancez ligne build --at avec cet instant",
    "the build is of {built}, after the instant asked for ({at}): run ligne build --at with that instant",
)
_OLDER = Phrase(
    "la fabrication est de {built} et n’a pas tout ce qui doit partir à {at} : relancez ligne build",
    "the build is of {built} and lacks some of what is to leave at {at}: run ligne build again",
)
_MISSING = Phrase("il manque {path}, pour {key}", "{path} is missing, for {key}")
_REWRITTEN = Phrase(
    "le registre {ledger} n’a pas ce que le site en ligne en savait ({tip}…) : il a été réécrit, ramené en arrière, ou "
    "ce n’est pas le bon ; rien ne part, remettez le bon (LIGNE_LEDGER)",
    "the ledger {ledger} lacks what the site that is online knew of it ({tip}…): it was rewritten, rolled back, or is "
    "another one; nothing leaves, put the right one back (LIGNE_LEDGER)",
)
_NOT_THE_PULLED = Phrase(
    "le registre {ledger} n’a pas ce que cette fabrication en savait ({tip}…) : il a été réécrit depuis, ou ce n’est "
    "pas le même ; rien ne part : ligne ledger pull du bon registre, puis ligne build",
    "the ledger {ledger} lacks what this build knew of it ({tip}…): it was rewritten since, or is another one; "
    "nothing leaves: ligne ledger pull from the right one, then ligne build",
)
_NEWER_ONLINE = Phrase(
    "le site en ligne est de {online}, après cette fabrication ({built}) : rien ne part ; relancez ligne build",
    "the site that is online is of {online}, after this build ({built}): nothing leaves; run ligne build again",
)
