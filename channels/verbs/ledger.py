"""`ligne ledger` holds the verbs about the ledger: pull a snapshot of it, show it, resolve what is in doubt."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING

import click

from channels.formats.brief import printable
from channels.report import Reporter
from channels.verbs.asking import LANG, examples, instant_from, option, said, shared
from channels.verbs.forgetting import forget
from editorial.finding import Phrase

if TYPE_CHECKING:
    from channels.ledger.entry import Entry
    from channels.ledger.ledger import Ledger

_VERDICTS = {"sent": "RESOLVED_SENT", "not-sent": "RESOLVED_NOT_SENT"}
_STATES = ("in-doubt", "sent", "refused", "failed", "not-sent", "skipped-late", "open", "paused", "stopped")

LEDGER: Callable[..., Callable[..., int]] = option(
    "--ledger",
    "le registre : git:REMOTE#REF, sqlite:CHEMIN ou postgresql://… (par défaut : LIGNE_LEDGER, sinon git:origin)",
    "the ledger: git:REMOTE#REF, sqlite:PATH or postgresql://… (default: LIGNE_LEDGER, else git:origin)",
    into="setting",
)


@click.group(
    help=said(
        "Ce qui a été réservé, ce qui est parti, ce qui est en doute.", "What was claimed, sent, and is in doubt."
    )
)
def ledger() -> None:
    """Hold the verbs about the ledger."""


@click.command(
    epilog=examples("ligne ledger pull", "LIGNE_LEDGER=sqlite:/srv/ligne/registre.db ligne ledger pull"),
    help=said(
        "Apporte une copie du registre dans .ligne/, la seule que lisent `build` et `due`.",
        "Brings a snapshot of the ledger into .ligne/, the only one that `build` and `due` read.",
    ),
)
@LEDGER
@shared()
def pull(setting: str, site_dir: Path, at: str, format_: str, quiet: bool) -> int:
    """Pull the ledger."""
    from channels.ledger.setting import open_ledger
    from channels.ledger.snapshot import pull as bring
    from editorial.folder import find_site

    root = find_site(site_dir)
    snapshot = bring(root, open_ledger(root, setting), instant_from(at, UTC))
    reporter = Reporter(LANG, format_, quiet)
    found = snapshot.ledger
    count, doubts = len(found.rows), len(found.in_doubt())
    if format_ == "json":
        reporter.dump({"store": snapshot.store, "tip": found.tip, "deliveries": count, "in_doubt": doubts})
    reporter.say(_PULLED.fill(count=count, doubts=doubts, store=snapshot.store))
    return 0


@click.command(
    epilog=examples("ligne ledger show", "ligne ledger show --state in-doubt", "ligne ledger show mastodon:mon-titre"),
    help=said("Montre où en est chaque envoi, tel que le registre le dit.", "Shows where each delivery stands."),
)
@click.argument("keys", nargs=-1, metavar=said("[CLÉ…]", "[KEY…]"))
@click.option("--state", type=click.Choice(_STATES), help=said("un seul état", "one state only"))
@LEDGER
@shared()
def show(
    keys: tuple[str, ...], state: str | None, setting: str, site_dir: Path, at: str, format_: str, quiet: bool
) -> int:
    """Show the ledger."""
    from channels.ledger.entry import key_from
    from channels.ledger.setting import open_ledger
    from editorial.channel_ids import channel_ids
    from editorial.folder import find_site

    root = find_site(site_dir)
    known = channel_ids(root) if keys else ()
    wanted = {key_from(printable(key), known) for key in keys}
    store = open_ledger(root, setting)
    found = store.read()
    entries = [entry for entry in found.entries() if not wanted or entry.key in wanted]
    entries = [entry for entry in entries if state is None or _state(entry) == state]
    reporter = Reporter(LANG, format_, quiet)
    if format_ == "json":
        rows = [_as_json(entry) for entry in entries]
        reporter.dump({"store": store.name, "tip": found.tip, "deliveries": rows})
    else:
        _show(reporter, found, entries)
    return 0


@click.command(
    epilog=examples('ligne ledger resolve newsletter:lettre/2026-12-04 sent --why "reçue par trois abonnés"'),
    help=said(
        "Tranche un envoi en doute, après avoir regardé : il est parti, ou il n’est pas parti.",
        "Settles a delivery in doubt, once somebody has looked: it was sent, or it was not.",
    ),
)
@click.argument("key", metavar=said("CLÉ", "KEY"))
@click.argument("verdict", type=click.Choice(tuple(_VERDICTS)))
@click.option("--why", required=True, help=said("ce qui a été regardé, en une ligne", "what was looked at, one line"))
@LEDGER
@shared()
def resolve(key: str, verdict: str, why: str, setting: str, site_dir: Path, at: str, format_: str, quiet: bool) -> int:
    """Resolve a delivery in doubt."""
    from channels.ledger.entry import What, key_from
    from channels.ledger.setting import open_ledger
    from channels.ledger.snapshot import pull as bring
    from channels.ledger.snapshot import snapshot_tip
    from channels.ledger.store import resolve as settle
    from editorial.channel_ids import channel_ids
    from editorial.errors import EditorialError
    from editorial.folder import find_site

    root = find_site(site_dir)
    delivery, now = key_from(printable(key), channel_ids(root)), instant_from(at, UTC)
    if not why.strip():
        raise EditorialError(_NO_REASON)
    store = open_ledger(root, setting)
    entered = settle(store, delivery, What[_VERDICTS[verdict]], why.strip(), now)
    reporter = Reporter(LANG, format_, quiet)
    if entered.admission.refused:
        reporter.problems(EditorialError(_not_in_doubt(entered.ledger, entered.admission.refused[0])))
        return 1
    if snapshot_tip(root) is not None:
        bring(root, store, now)
    if format_ == "json":
        (settled,) = (*entered.admission.new, *entered.admission.known)
        reporter.dump(_as_json(settled))
    reporter.say((_IS_SENT if verdict == "sent" else _IS_NOT_SENT).fill(key=delivery))
    return 0


for _verb in (pull, show, resolve, forget):
    ledger.add_command(_verb)


def _state(entry: Entry) -> str:
    from channels.ledger.ledger import state_after

    return str(state_after(entry))


def _as_json(entry: Entry) -> dict[str, object]:
    return {
        "key": str(entry.key),
        "channel": entry.key.channel,
        "id": entry.key.id,
        "state": _state(entry),
        "what": str(entry.what),
        "at": entry.at.isoformat(),
        "attempt": entry.attempt,
        "claim": entry.claim,
        "ref": entry.ref,
        "why": entry.why,
    }


def _show(reporter: Reporter, ledger: Ledger, entries: list[Entry]) -> None:
    if not entries:
        reporter.say(_NOTHING if ledger.rows else _EMPTY)
        return
    rows = [
        (
            f"{entry.at:%Y-%m-%d %H:%M}Z",
            _SAID[_state(entry)].read(reporter.lang),
            str(entry.key),
            "" if entry.attempt == 1 else f"×{entry.attempt}",
            " ".join(filter(None, (entry.ref, _reason(entry)))),
        )
        for entry in entries
    ]
    reporter.table(rows)
    if any(_state(entry) == "in-doubt" for entry in entries):
        reporter.say(_HOW)


def _not_in_doubt(ledger: Ledger, refused: Entry) -> Phrase:
    last = ledger.last(refused.key)
    if last is None:
        return _UNKNOWN.fill(key=refused.key)
    return _SETTLED.fill(key=refused.key, state=_SAID[_state(last)], at=f"{last.at:%Y-%m-%d %H:%M}Z", why=_why(last))


def _reason(entry: Entry) -> str:
    """Give the reason that a person gave; what left with a post is for the next run to read."""
    from channels.posting.left import left_in

    return "" if left_in(entry) else entry.why


def _why(entry: Entry) -> Phrase:
    found = _reason(entry) or entry.ref
    return Phrase(f" (« {found} »)", f" (“{found}”)") if found else Phrase("", "")


_SAID = {
    "in-doubt": Phrase("en doute", "in doubt"),
    "sent": Phrase("parti", "sent"),
    "refused": Phrase("refusé", "refused"),
    "failed": Phrase("échoué", "failed"),
    "not-sent": Phrase("pas parti", "not sent"),
    "skipped-late": Phrase("trop tard", "skipped, too late"),
    "open": Phrase("en cours", "under way"),
    "paused": Phrase("interrompu", "paused"),
    "stopped": Phrase("arrêté", "stopped"),
}
_PULLED = Phrase(
    "{count} envoi{count:|s}, dont {doubts} en doute ({store})",
    "{count} {count:delivery|deliveries}, {doubts} in doubt ({store})",
)
_EMPTY = Phrase("Le registre est vide.", "The ledger is empty.")
_NOTHING = Phrase("Le registre ne dit rien de cela.", "The ledger says nothing of that.")
_HOW = Phrase(
    "En doute : regardez si c’est parti, puis ligne ledger resolve CLÉ sent|not-sent --why …",
    "In doubt: look whether it left, then ligne ledger resolve KEY sent|not-sent --why …",
)
_IS_SENT = Phrase("{key} est parti ; rien ne l’enverra plus.", "{key} was sent; nothing will send it again.")
_IS_NOT_SENT = Phrase(
    "{key} n’est pas parti ; ce qui est encore à temps partira au prochain passage.",
    "{key} was not sent; if there is still time, it leaves with the next run.",
)
_NO_REASON = Phrase(
    "--why est vide : dites ce que vous avez regardé, par exemple « absent des journaux du serveur »",
    "--why is empty: say what you looked at, for instance “not in the server’s logs”",
)
_UNKNOWN = Phrase(
    "rien n’a réservé {key} : il n’y a rien à trancher (ligne ledger show --state in-doubt)",
    "nothing has claimed {key}: there is nothing to settle (ligne ledger show --state in-doubt)",
)
_SETTLED = Phrase(
    "{key} n’est pas en doute : {state} depuis {at}{why} ; il n’y a rien à trancher",
    "{key} is not in doubt: {state} since {at}{why}; there is nothing to settle",
)
