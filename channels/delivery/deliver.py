"""Delivers what is due, each thing after the one it needs: the site, the live check, the networks, the newsletter."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import NamedTuple

from channels.delivery.due import BLOG, NEWSLETTER, Delivery, Due
from channels.delivery.live import why_not_live
from channels.delivery.marker import Marker, marker_of
from channels.delivery.permit import refuse_going_back, refuse_other_instant, refuse_other_ledger
from channels.delivery.post import Post, as_json
from channels.delivery.result import Result
from channels.delivery.sealed import Sealed
from channels.delivery.target import SiteTarget, Target, Witness
from channels.ledger.entry import Key, What
from channels.ledger.ledger import Ledger, State
from channels.ledger.store import Claims, Outcome, Store, claim, settle
from channels.mailing.course import Posted
from channels.mailing.run import End
from editorial.channel_ids import is_social
from editorial.errors import EditorialError
from editorial.finding import Phrase


@dataclass(frozen=True, slots=True)
class Row:
    """One delivery and what became of it; `why` is for the reader, `ref` a queue id or URL."""

    delivery: Delivery
    result: Result
    why: Phrase | None = None
    ref: str = ""
    counts: Mapping[str, int] | None = None
    """Of a letter that went by mail: what became of its readers, by name."""
    to: str = ""
    """Before it leaves: who would take it, as it may be shown."""


class Stage(NamedTuple):
    """Channels that leave together: their claims are one step, and so are their outcomes."""

    name: str
    holds: Callable[[str], bool]
    """Whether a channel leaves in this stage."""


SITE_STAGE = Stage("site", BLOG.__eq__)
LETTER_STAGE = Stage("newsletter", NEWSLETTER.__eq__)
STAGES = (SITE_STAGE, Stage("social", is_social), LETTER_STAGE)
_ACTS = ("look", "claim", "send", "sent", "settle", "settled")
STEPS = ("begin", *(f"{act} {stage.name}" for stage in STAGES for act in _ACTS), "mark", "end")
"""Every step that a run announces, in order; it may be killed at any of them."""


@dataclass(frozen=True)
class Load:
    """What a run has to deliver: a build that was verified, and what is due by any ledger."""

    site: Sealed
    due: Callable[[Ledger], Due]
    channels: tuple[str, ...] = ()
    """The only channels to deliver; all where it is empty."""

    def due_by(self, ledger: Ledger) -> Due:
        """Give what is due on the channels asked for; raises EditorialError where the build is not up to it."""
        found = self.due(ledger)
        asked = self._asked
        kept = Due(found.at, asked(found.due), asked(found.late), asked(found.given_up), found.in_doubt)
        refuse_other_instant(self.site, found.at, kept.due)
        return kept

    def files(self, delivery: Delivery) -> dict[str, bytes]:
        """Give the files of an edition, by their names in its folder."""
        return {path.removeprefix(f"{delivery.path}/"): self.site.read(path) for path in self.site.under(delivery.path)}

    def takes(self, stage: Stage) -> bool:
        """Say whether a stage has any of the channels asked for."""
        return not self.channels or any(map(stage.holds, self.channels))

    def _asked(self, deliveries: Iterable[Delivery]) -> tuple[Delivery, ...]:
        return tuple(one for one in deliveries if not self.channels or one.key.channel in self.channels)


@dataclass(frozen=True)
class Round:
    """One run over everything that is due: where it goes, who looks, which ledger says what may leave, and when."""

    load: Load
    store: Store
    target: Target
    place: SiteTarget
    witness: Witness
    at: datetime
    tell: Callable[[Row], None]
    announce: Callable[[str], None] = lambda step: None
    post: Post | None = None
    """How letters go to their lists; without it the target takes them."""
    permit: Callable[[Sealed, Sequence[Delivery]], None] = lambda site, due: None
    """Looks at all that is due before anything is claimed; raises EditorialError where it could not leave."""
    why_not: Callable[[Sealed, Delivery], Phrase | None] = lambda site, one: None
    """Says why something waits although the pages it is of are online."""


@dataclass(frozen=True, slots=True)
class Done:
    """What was due when a run began, and whether it put the site online, as another than the one there."""

    due: Due
    is_deployed: bool


def deliver(run: Round) -> Done:
    """Deliver what is due and give what it was; raises EditorialError, and whatever was not told by then did not leave.

    Nothing is sent that this very run does not hold. What was under way when something went wrong is in doubt.
    """
    run.announce("begin")
    ledger, online = run.store.read(), run.place.marker()
    refuse_other_ledger(run.store, online, run.load.site)
    refuse_going_back(online, run.load.site)
    due = run.load.due_by(ledger)
    run.permit(run.load.site, due.due)
    letters = [one for one in due.due if one.key.channel == NEWSLETTER]
    if run.post and letters:
        run.post.permit(run.load.site, run.store, letters, run.at)
        run.post.connect()
    for one in due.given_up:
        run.tell(Row(one, Result.GIVEN_UP, _GIVEN_UP.fill(attempts=one.attempt)))
    for stage in STAGES:
        if run.load.takes(stage):
            wanted = [one for one in due.due if stage.holds(one.key.channel)]
            late = [one for one in due.late if stage.holds(one.key.channel)]
            if run.post and stage is LETTER_STAGE:
                _mail(run, run.post, wanted, late)
            else:
                _leave(run, stage, wanted, late, online)
    run.announce("mark")
    now = run.place.marker()
    _mark(run, now)
    run.announce("end")
    return Done(due, _is_online(run.load.site, now) and not _is_online(run.load.site, online))


def _leave(run: Round, stage: Stage, wanted: list[Delivery], late: list[Delivery], online: Marker | None) -> None:
    """Claim one stage's deliveries, send those this run holds, and record what became of them."""
    run.announce(f"look {stage.name}")
    ready = list(wanted if stage is SITE_STAGE else _ready(run, wanted))
    if stage is SITE_STAGE and not (ready or late) and _is_online(run.load.site, online):
        return
    run.announce(f"claim {stage.name}")
    claims = claim(run.store, [one.key for one in ready], run.at, late=[one.key for one in late])
    _tell_late(run, claims, late)
    for one in ready:
        if one.key in claims.others:
            run.tell(Row(one, Result.OTHERS))
    held = [one for one in ready if one.key in claims.held]
    outcomes = dict.fromkeys(claims.held, Outcome(What.FAILED))
    try:
        if stage is SITE_STAGE:
            _deploy(run, held, outcomes)
        else:
            _send(run, stage, held, outcomes)
    finally:
        run.announce(f"settle {stage.name}")
        _settle(run, claims, held, outcomes)
        run.announce(f"settled {stage.name}")


def _mail(run: Round, post: Post, wanted: Sequence[Delivery], late: Sequence[Delivery]) -> None:
    """Run the mailing of each letter whose pages and links are online, one after the other."""
    stage = LETTER_STAGE.name
    run.announce(f"look {stage}")
    ready = list(_ready(run, wanted))
    run.announce(f"claim {stage}")
    _tell_late(run, claim(run.store, (), run.at, late=[one.key for one in late]), late)
    for one in ready:
        why = post.why_not_live(run.witness, post.letter(run.load.site, one))
        if why is not None:
            run.tell(Row(one, Result.WAITS, why))
            continue
        run.announce(f"send {stage}")
        post.leave(run.load.site, run.store, one, run.at, partial(_tell_posted, run, one))
        run.announce(f"sent {stage}")


def _tell_late(run: Round, claims: Claims, late: Iterable[Delivery]) -> None:
    for one in late:
        run.tell(Row(one, Result.SKIPPED_LATE if one.key in claims.skipped else Result.OTHERS))


def _tell_posted(run: Round, one: Delivery, posted: Posted) -> None:
    result = _RESULT_OF.get(posted.end, Result.UNDER_WAY)
    if posted.end is End.STOPPED:
        result = Result.OTHERS if posted.state in (State.SENT, State.OPEN) else Result.STOPPED
    elif posted.end is End.UNDER_WAY and not posted.counts.deferred:
        # What another run has is its to deliver; should it be dead, the ledger shows it as in doubt.
        result = Result.OTHERS
    run.tell(Row(one, result, _WHY_ENDED.get(posted.end), counts=as_json(posted)))


def _ready(run: Round, wanted: Sequence[Delivery]) -> Iterator[Delivery]:
    """Give what leads to nothing but pages that are online, as this build has them."""
    looked: dict[str, Phrase | None] = {}
    for one in wanted:
        for page in one.pages:
            if page not in looked:
                looked[page] = why_not_live(run.witness, run.load.site, page)
        missing = next((why for page in one.pages if (why := looked[page]) is not None), None)
        missing = missing or run.why_not(run.load.site, one)
        if missing is not None:
            run.tell(Row(one, Result.WAITS, missing))
        else:
            yield one


def _is_online(site: Sealed, online: Marker | None) -> bool:
    return online is not None and (online.digest, online.commit) == (site.site_digest, site.commit)


def _deploy(run: Round, held: Sequence[Delivery], outcomes: dict[Key, Outcome]) -> None:
    """Put the whole site online, whether or not a piece is new in it: a mended page is no delivery of its own."""
    marker = marker_of(run.load.site, run.store.read().tip)
    keys = [one.key for one in held]
    outcomes.update(dict.fromkeys(keys, Outcome(What.DOUBT)))
    run.announce("send site")
    done = run.place.deploy(run.load.site, marker, keys)
    outcomes.update(dict.fromkeys(keys, done))
    run.announce("sent site")
    if done.what is not What.SENT and not held:
        raise EditorialError(_NOT_DEPLOYED.fill(place=run.place.name))


def _send(run: Round, stage: Stage, held: Sequence[Delivery], outcomes: dict[Key, Outcome]) -> None:
    for one in held:
        files = run.load.files(one)
        outcomes[one.key] = Outcome(What.DOUBT)
        run.announce(f"send {stage.name}")
        outcomes[one.key] = run.target.deliver(one, files)
        run.announce(f"sent {stage.name}")


def _settle(run: Round, claims: Claims, held: Sequence[Delivery], outcomes: dict[Key, Outcome]) -> None:
    """Record the outcomes; they are told first, as the ledger may be out of reach by now."""
    for one in held:
        outcome = outcomes[one.key]
        run.tell(Row(one, Result(outcome.what), outcome.said or _WHY.get(outcome.what), outcome.ref))
    settle(run.store, claims, outcomes, run.at)


def _mark(run: Round, online: Marker | None) -> None:
    """Note in the site that is online what the ledger has come to, so that losing any of it is found out."""
    if online is not None and (tip := run.store.read().tip) != online.ledger:
        run.place.mark(Marker(online.commit, online.at, tip, online.digest, online.files))


def rehearse(load: Load, ledger: Ledger, goes_to: Callable[[Delivery], str]) -> Iterator[Row]:
    """Give what would leave, in order and to whom, and what would be recorded as too late; nothing is claimed or sent.

    `goes_to` gives who takes a delivery, "" for nobody.
    """
    due = load.due_by(ledger)
    yield from (Row(one, Result.WOULD_LEAVE, to=goes_to(one)) for one in due.due)
    yield from (Row(one, Result.WOULD_SKIP) for one in due.late)
    yield from (Row(one, Result.GIVEN_UP, _GIVEN_UP.fill(attempts=one.attempt)) for one in due.given_up)


_GIVEN_UP = Phrase(
    "essayé {attempts} fois : cherchez pourquoi, plus rien ne l’enverra de soi-même",
    "tried {attempts} time{attempts:|s}: find out why, nothing sends it by itself any more",
)
_NOT_DEPLOYED = Phrase(
    "le site n’a pas pu être mis en place dans {place} : place sur le disque, droits, ou un site plus récent y est ; "
    "le prochain passage recommence",
    "the site could not be put in {place}: disk space, rights, or a later site is there; the next run tries again",
)
_RESULT_OF = {End.DONE: Result.SENT, End.HELD_BACK: Result.HELD_BACK}
_WHY_ENDED = {
    End.UNDER_WAY: Phrase(
        "certains ne l’ont pas encore, ou un autre passage s’en charge : le prochain continue",
        "some have it not yet, or another run sees to them: the next one goes on",
    ),
    End.UNANSWERED: Phrase(
        "le serveur ne prend rien pour l’instant : le prochain passage continue",
        "the server takes nothing for now: the next run goes on",
    ),
    End.INTERRUPTED: Phrase("interrompu : le prochain passage continue", "interrupted: the next run goes on"),
    End.HELD_BACK: Phrase(
        "trop de refus (send.max_refused) : regardez pourquoi, puis relevez la limite, ou ligne deliver --stop ÉDITION",
        "too many refusals (send.max_refused): find out why, then raise the limit, or ligne deliver --stop EDITION",
    ),
}
_WHY = {
    What.FAILED: Phrase("rien n’est parti, le prochain passage recommence", "nothing left, the next run tries again"),
    What.REFUSED: Phrase(
        "la destination l’a déjà, ou n’en veut pas : rien n’est parti", "the target has it, or will not: nothing left"
    ),
    What.DOUBT: Phrase(
        "nul ne sait s’il est parti : regardez, puis ligne ledger resolve CLÉ sent|not-sent --why …",
        "nobody knows whether it left: look, then ligne ledger resolve KEY sent|not-sent --why …",
    ),
}
