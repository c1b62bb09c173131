"""What is said of what is due: what leaves next, what is too late, given up or in doubt, and what sounds the alarm."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from channels.delivery.afterwards import Amendment
from channels.delivery.due import Delivery, Doubt, Due
from channels.delivery.overdue import Alarm, spoken
from channels.delivery.told_amended import amendments_json, say_amendments
from channels.ledger.ledger import State
from channels.ledger.snapshot import Snapshot
from channels.report import Reporter
from editorial.finding import Phrase

_MAX_LATE_LINES = 10


def tell_due(
    reporter: Reporter,
    due: Due,
    snapshot: Snapshot | None,
    zone: ZoneInfo,
    alarms: Sequence[Alarm] | None = None,
    amendments: Sequence[Amendment] = (),
) -> int:
    """Say what is due, what is to be skipped, what was given up, what is in doubt, and what left is to be amended; 0.

    Where alarms were asked for, say them last, and 1 where there is one.
    """
    code = 1 if alarms else 0
    if reporter.format == "json":
        sounded = {} if alarms is None else {"alarms": [_alarm_json(alarm, reporter.lang) for alarm in alarms]}
        reporter.dump(
            {
                "at": due.at.isoformat(),
                "ledger": _snapshot_json(snapshot),
                "due": [delivery_json(one, zone) for one in due.due],
                "late": [delivery_json(one, zone) for one in due.late],
                "given_up": [delivery_json(one, zone) for one in due.given_up],
                "in_doubt": [doubt_json(doubt) for doubt in due.in_doubt],
                **amendments_json(amendments),
                **sounded,
            }
        )
        return code
    if snapshot is None:
        reporter.aside(NO_SNAPSHOT)
    if not due.due:
        reporter.say(_NOTHING_DUE)
    reporter.table([line(one, zone, reporter.lang) for one in due.due])
    say_apart(reporter, TO_SKIP, due.late, zone)
    say_apart(reporter, GIVEN_UP, due.given_up, zone)
    say_doubts(reporter, due.in_doubt)
    say_amendments(reporter, amendments)
    if alarms is not None:
        reporter.say(_ALARMS.fill(count=len(alarms)) if alarms else _ALIVE)
        for alarm in alarms:
            reporter.say(Phrase(f"  {alarm.why.fr}", f"  {alarm.why.en}"))
    return code


def delivery_json(one: Delivery, zone: ZoneInfo) -> dict[str, object]:
    """Give a delivery with all it says, its instant in `zone`."""
    return {
        "key": str(one.key),
        "channel": one.key.channel,
        "id": one.key.id,
        "instant": one.instant.astimezone(zone).isoformat(),
        "pieces": list(one.pieces),
        "path": one.path,
        "lateness": int(one.lateness.total_seconds()),
        "state": str(one.state),
        "attempt": one.attempt,
    }


def doubt_json(doubt: Doubt) -> dict[str, object]:
    """Give what is in doubt, and since when."""
    return {
        "key": str(doubt.key),
        "channel": doubt.key.channel,
        "id": doubt.key.id,
        "state": str(State.IN_DOUBT),
        "since": doubt.since.isoformat(),
        "attempt": doubt.attempt,
    }


def _alarm_json(alarm: Alarm, lang: str) -> dict[str, object]:
    return {"alarm": alarm.kind, "key": str(alarm.key) if alarm.key else None, "why": alarm.why.read(lang)}


def _snapshot_json(snapshot: Snapshot | None) -> dict[str, object] | None:
    if snapshot is None:
        return None
    return {"store": snapshot.store, "tip": snapshot.ledger.tip, "at": snapshot.at.isoformat()}


def line(one: Delivery, zone: ZoneInfo, lang: str) -> list[str]:
    """Give a delivery as the cells of a table: when, where, what, how late, and what became of it so far."""
    state = "" if one.state is State.UNCLAIMED else _STATES[one.state].fill(attempt=one.attempt).read(lang)
    return [
        one.instant.astimezone(zone).strftime("%Y-%m-%d %H:%M"),
        one.key.channel,
        one.key.id,
        _LATE_BY.fill(much=spoken(one.lateness)).read(lang) if one.lateness else "",
        state,
    ]


def say_apart(reporter: Reporter, title: Phrase, deliveries: Sequence[Delivery], zone: ZoneInfo) -> None:
    """Say deliveries under a title, where there are any: the newest, and how many more."""
    if deliveries:
        reporter.say(title.fill(count=len(deliveries)))
        newest = sorted(deliveries, key=lambda one: one.instant)[-_MAX_LATE_LINES:]
        reporter.table([["  ", *line(one, zone, reporter.lang)] for one in newest])
        if len(newest) < len(deliveries):
            reporter.say(_OLDER.fill(count=len(deliveries) - len(newest)))


def say_doubts(reporter: Reporter, doubts: Sequence[Doubt]) -> None:
    """Say what is in doubt, where anything is."""
    if doubts:
        reporter.say(_DOUBTS.fill(count=len(doubts)))
        reporter.table([["  ", f"{doubt.since:%Y-%m-%d %H:%M}Z", str(doubt.key)] for doubt in doubts])


_LATE_BY = Phrase("il y a {much}", "{much} ago")
_STATES = {
    State.REFUSED: Phrase("refusé ({attempt} essai{attempt:|s})", "refused ({attempt} {attempt:try|tries})"),
    State.FAILED: Phrase("échoué ({attempt} essai{attempt:|s})", "failed ({attempt} {attempt:try|tries})"),
    State.OPEN: Phrase("en cours", "under way"),
    State.PAUSED: Phrase("interrompu", "paused"),
    State.NOT_SENT: Phrase("pas parti, selon quelqu’un", "not sent, somebody said"),
}
NO_SNAPSHOT = Phrase(
    "Aucune copie du registre ici : tout compte comme jamais parti (ligne ledger pull).",
    "No copy of the ledger here: everything counts as never sent (ligne ledger pull).",
)
_NOTHING_DUE = Phrase("Rien ne doit partir.", "Nothing is due.")
TO_SKIP = Phrase("Trop tard, ne partira pas ({count}) :", "Too late, will not leave ({count}):")
_OLDER = Phrase("    et {count} de plus, avant cela", "    and {count} more, before these")
GIVEN_UP = Phrase("Abandonné après trop d’essais ({count}) :", "Given up after too many tries ({count}):")
_DOUBTS = Phrase(
    "En doute ({count}) : regardez si c’est parti, puis ligne ledger resolve CLÉ sent|not-sent --why …",
    "In doubt ({count}): look whether it left, then ligne ledger resolve KEY sent|not-sent --why …",
)
_ALARMS = Phrase("À voir tout de suite ({count}) :", "To be looked at now ({count}):")
_ALIVE = Phrase("Rien n’attend trop longtemps.", "Nothing has waited too long.")
