"""What is said of what would leave, and of what became of it: as text, or as stable JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from zoneinfo import ZoneInfo

from channels.delivery.afterwards import Amendment
from channels.delivery.deliver import Done, Load, Row
from channels.delivery.due import BLOG, Due
from channels.delivery.overdue import spoken
from channels.delivery.post import Plan
from channels.delivery.result import Result
from channels.delivery.sealed import SITE
from channels.delivery.told_amended import amendments_json, say_amendments
from channels.delivery.told_due import (
    GIVEN_UP,
    NO_SNAPSHOT,
    TO_SKIP,
    delivery_json,
    doubt_json,
    line,
    say_apart,
    say_doubts,
)
from channels.ledger.entry import Key
from channels.ledger.snapshot import Snapshot
from channels.report import Reporter
from editorial.errors import Problem
from editorial.finding import Phrase
from editorial.readership import Reason

_BAD = (
    *(Result.REFUSED, Result.FAILED, Result.DOUBT, Result.WAITS, Result.GIVEN_UP),
    *(Result.UNDER_WAY, Result.HELD_BACK, Result.STOPPED),
)


def tell_rehearsal(
    reporter: Reporter,
    rows: Sequence[Row],
    load: Load,
    due: Due,
    snapshot: Snapshot | None,
    zone: ZoneInfo,
    plans: Mapping[Key, Plan],
    refusals: Sequence[Problem] = (),
    amendments: Sequence[Amendment] = (),
) -> int:
    """Say exactly what would leave: every file with its size, the text of each post, for whom each letter; 0.

    `refusals` are what forbids that anything leaves for real.
    """
    if reporter.format == "json":
        answer = _answer_json(rows, load, due, None, zone, is_live=False)
        answer.update(amendments_json(amendments), refusals=[one.message.read(reporter.lang) for one in refusals])
        mail = {str(key): plan.as_json for key, plan in plans.items()}
        reporter.dump({**answer, "mail": mail} if plans else answer)
        _say_refusals(reporter, refusals)
        return 0
    if snapshot is None:
        reporter.aside(NO_SNAPSHOT)
    if not load.channels or BLOG in load.channels:
        files = load.site.under(SITE)
        size = sum((load.site.folder / path).stat().st_size for path in files)
        reporter.say(_SITE.fill(files=len(files), bytes=size))
    for row in rows:
        if row.result is not Result.WOULD_LEAVE:
            continue
        to = f"→ {row.to}" if row.to else _TO_NOBODY.read(reporter.lang)
        reporter.say("  ".join(filter(None, [*line(row.delivery, zone, reporter.lang), to])))
        if row.delivery.key.channel != BLOG:
            for path in load.site.under(row.delivery.path):
                reporter.say(f"    {path}  {(load.site.folder / path).stat().st_size}")
                if path.endswith("/post.txt"):
                    text = load.site.read(path).decode("utf-8", "replace")
                    reporter.say("\n".join(f"    | {line}" for line in text.splitlines()))
        if row.delivery.key in plans:
            _say_plan(reporter, plans[row.delivery.key])
    say_apart(reporter, TO_SKIP, [row.delivery for row in rows if row.result is Result.WOULD_SKIP], zone)
    say_apart(reporter, GIVEN_UP, due.given_up, zone)
    say_doubts(reporter, due.in_doubt)
    say_amendments(reporter, amendments)
    reporter.say(_DRY)
    _say_refusals(reporter, refusals)
    return 0


def tell_delivered(
    reporter: Reporter,
    rows: Sequence[Row],
    load: Load,
    done: Done | None,
    place: str,
    server: str,
    zone: ZoneInfo,
) -> int:
    """Say what became of each delivery; 1 where something did not leave that was to. `done` is None after an error.

    `place` is where the site and posts went, `server` the mail server of the letters, where there is one.
    """
    code = 1 if any(row.result in _BAD for row in rows) else 0
    if reporter.format == "json":
        if done is not None:
            answer = _answer_json(rows, load, done.due, place, zone, is_live=True)
            mail = {"mail": {"server": server}} if server else {}
            reporter.dump({**answer, **mail, "deployed": done.is_deployed})
        else:
            # What is said as JSON then is the error.
            for row in rows:
                reporter.aside(Phrase(f"{row.delivery.key} {row.result}", f"{row.delivery.key} {row.result}"))
        return code
    lang = reporter.lang
    say_apart(reporter, _SKIPPED, [row.delivery for row in rows if row.result is Result.SKIPPED_LATE], zone)
    for row in rows:
        if row.result is Result.SKIPPED_LATE:
            continue
        why = row.why.read(lang) if row.why else row.ref
        reporter.say(f"{_RESULTS[row.result].read(lang)}  {row.delivery.key}{f'  ({why})' if why else ''}")
        if row.counts is not None:
            reporter.say(_COUNTS.fill(**row.counts))
    if done is not None:
        if done.is_deployed:
            reporter.say(_ONLINE.fill(place=place))
        if not rows:
            reporter.say(_NOTHING_LEFT)
        else:
            went = ", ".join(filter(None, (place, server)))
            reporter.say(_DELIVERED.fill(count=sum(row.result is Result.SENT for row in rows), place=went))
        say_doubts(reporter, done.due.in_doubt)
    return code


def _answer_json(
    rows: Iterable[Row], load: Load, due: Due, place: str | None, zone: ZoneInfo, *, is_live: bool
) -> dict[str, object]:
    return {
        "at": due.at.isoformat(),
        "live": is_live,
        "to": place,
        "site": {"commit": load.site.commit, "at": load.site.at.isoformat(), "digest": load.site.site_digest},
        "deliveries": [
            {
                **delivery_json(row.delivery, zone),
                "result": str(row.result),
                "ref": row.ref,
                **({} if is_live else {"to": row.to}),
                "why": row.why.read("en") if row.why else "",
                **({"counts": dict(row.counts)} if row.counts is not None else {}),
                "files": [
                    {"path": path, "sha256": load.site.digests[path]} for path in load.site.under(row.delivery.path)
                ],
            }
            for row in rows
        ],
        "in_doubt": [doubt_json(doubt) for doubt in due.in_doubt],
    }


def _say_plan(reporter: Reporter, plan: Plan) -> None:
    audience, lang = plan.audience, reporter.lang
    reporter.say(_LIST.fill(list=plan.list_id, source=plan.source, server=plan.server))
    why = ", ".join(f"{_MISSED[Reason(reason)].read(lang)} {count}" for reason, count in audience.missed.most_common())
    missed = audience.listed - audience.readers
    reporter.say(_READERS.fill(readers=audience.readers, listed=audience.listed, missed=missed, why=why or "—"))
    if audience.wrong:
        reporter.say(_WRONG.fill(wrong=audience.wrong, list=plan.list_id))
    if not plan.per_second:
        return  # the provider keeps its own pace
    least = timedelta(seconds=max(60, plan.seconds))
    reporter.say(_PACE.fill(canary=plan.canary, per_second=f"{plan.per_second:g}", much=spoken(least)))


def _say_refusals(reporter: Reporter, refusals: Iterable[Problem]) -> None:
    for problem in refusals:
        reporter.aside(_WOULD_REFUSE.fill(why=problem.message))


_RESULTS = {
    Result.SENT: Phrase("parti", "sent"),
    Result.REFUSED: Phrase("refusé", "refused"),
    Result.FAILED: Phrase("échoué", "failed"),
    Result.DOUBT: Phrase("en doute", "in doubt"),
    Result.SKIPPED_LATE: Phrase("trop tard", "too late"),
    Result.WAITS: Phrase("attend", "waits"),
    Result.OTHERS: Phrase("à un autre passage", "another run’s"),
    Result.GIVEN_UP: Phrase("abandonné", "given up"),
    Result.UNDER_WAY: Phrase("en cours", "under way"),
    Result.HELD_BACK: Phrase("retenu", "held back"),
    Result.STOPPED: Phrase("arrêté", "stopped"),
    Result.WOULD_LEAVE: Phrase("partirait", "would leave"),
    Result.WOULD_SKIP: Phrase("serait trop tard", "would be too late"),
}
_NOTHING_LEFT = Phrase("Rien ne devait partir.", "Nothing was due.")
_SKIPPED = Phrase("Trop tard, noté comme tel ({count}) :", "Too late, recorded as such ({count}):")
_SITE = Phrase(
    "Le site : {files} fichier{files:|s}, {bytes} octet{bytes:|s}.",
    "The site: {files} file{files:|s}, {bytes} byte{bytes:|s}.",
)
_COUNTS = Phrase(
    "    {readers} lecteur{readers:|s} : {delivered} {delivered:l’a|l’ont}, {refused} refusé{refused:|s}, {doubt} en "
    "doute, {deferred} remis à plus tard, "
    "{under_way} en cours",
    "    {readers} reader{readers:|s}: {delivered} {delivered:has|have} it, {refused} refused, {doubt} in doubt, "
    "{deferred} put off, "
    "{under_way} under way",
)
_LIST = Phrase("    à la liste {list} ({source}), par {server}", "    to the list {list} ({source}), by {server}")
_READERS = Phrase(
    "    {readers} lecteur{readers:|s} sur {listed} ; {missed} ne la {missed:reçoit|reçoivent} pas ({why})",
    "    {readers} reader{readers:|s} of {listed}; {missed} {missed:does|do} not get it ({why})",
)
_WRONG = Phrase(
    "    {wrong} ligne{wrong:|s} de la liste ne {wrong:se lit|se lisent} pas : ligne subscribers check {list}",
    "    {wrong} row{wrong:|s} of the list cannot be read: ligne subscribers check {list}",
)
_PACE = Phrase(
    "    d’abord {canary}, puis le reste, {per_second} par seconde : {much} au moins",
    "    {canary} first, then the others, {per_second} a second: {much} at least",
)
_MISSED = {
    Reason.FREQUENCY: Phrase("autre fréquence", "another frequency"),
    Reason.PILLARS: Phrase("autres piliers", "other pillars"),
    Reason.LANG: Phrase("autre langue", "another language"),
    Reason.SAME_DAY: Phrase("déjà servis ce jour-là", "served already that day"),
}
_TO_NOBODY = Phrase("→ nulle part pour l’instant", "→ nowhere so far")
_WOULD_REFUSE = Phrase("Avec --live, rien ne partirait : {why}", "With --live, nothing would leave: {why}")
_DRY = Phrase("Rien n’est parti (essai) : --live envoie.", "Nothing left (a rehearsal): --live sends.")
_ONLINE = Phrase("Le site est en place dans {place}.", "The site is in {place}.")
_DELIVERED = Phrase(
    "{count} envoi{count:|s} parti{count:|s} vers {place}.", "{count} {count:delivery|deliveries} sent to {place}."
)
