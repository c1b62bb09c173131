"""What `ligne deliver` does of letters that go by mail: makes the post ready, sends tests, stops a mailing."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from channels.formats.brief import printable
from channels.report import Reporter
from channels.verbs.asking import LANG, instant_from, look_over
from editorial.errors import EditorialError
from editorial.finding import Phrase

if TYPE_CHECKING:
    from channels.build import LookedOver
    from channels.delivery.post import Post
    from channels.delivery.theirs import Theirs
    from channels.ledger.ledger import Ledger
    from channels.mailing.transport import Transport
    from channels.newsletter.settings import Settings
    from channels.providers.campaign import Campaigns

MAIL, TOKEN = "LIGNE_MAIL", "LIGNE_MAIL_TOKEN"


@dataclass(frozen=True)
class Way:
    """How letters go by mail: to lists of ours, or to a provider's own; neither where the environment names none."""

    post: Post | None = None
    theirs: Theirs | None = None

    @property
    def name(self) -> str:
        """The server or the provider, as it may be shown; "" where there is none."""
        return self.post.server if self.post else self.theirs.name if self.theirs else ""


def way_of(reporter: Reporter, seen: LookedOver, environ: Mapping[str, str], expected: Sequence[str]) -> Way:
    """Give how letters go by mail, as the environment says; raises EditorialError."""
    from channels.delivery.post import Post
    from channels.delivery.theirs import Theirs
    from channels.mailing.expectation import expectation_from
    from channels.mailing.setting import mailing_from, signing_doubts
    from channels.newsletter.settings import read_settings
    from channels.subscribers.setting import settings_in

    site = seen.decision.site
    expectations = [expectation_from(one) for one in expected]
    settings = read_settings(site.root, site.charter.lang) if environ.get(MAIL, "").strip() else None
    if settings is None:
        return Way()
    door = _door(environ, settings)
    if door.campaigns:
        return Way(theirs=Theirs(door.name, door.campaigns, settings.list_id, settings_in(environ)))
    for doubt in signing_doubts(environ, settings):
        reporter.aside(doubt)
    progress = reporter.progress(_SENDING)
    post = Post(
        settings,
        mailing_from(environ, site.root, settings, door.transports),
        seen.brief.addresses.absolute("/"),
        door.name,
        expectations,
        connect=door.try_,
        progress=progress.step,
    )
    return Way(post)


@dataclass(frozen=True)
class Door:
    """What LIGNE_MAIL leads to: what carries messages, or a provider's own list."""

    name: str
    transports: Callable[[], Transport]
    campaigns: Campaigns | None = None
    try_: Callable[[], None] = lambda: None


def _door(environ: Mapping[str, str], settings: Settings) -> Door:
    from channels.mailing.setting import server_name, transports_from, try_server
    from channels.providers.registry import CAMPAIGNS, TRANSPORTS, open_campaigns, open_carrier, provider_in

    setting = environ.get(MAIL, "").strip()
    name, token = provider_in(setting), environ.get(TOKEN, "").strip()
    transports = transports_from(environ, settings) if not name else partial(open_carrier, setting, token)
    if name in CAMPAIGNS:
        return Door(f"{name}:", transports, open_campaigns(setting, token))
    if name in TRANSPORTS:
        open_carrier(setting, token).close()
        return Door(f"{name}:", transports)
    return Door(server_name(environ), transports, try_=partial(try_server, environ, settings))


def test_edition(
    edition: str, recipients: Sequence[str], site_dir: Path, format_: str, quiet: bool, *, live: bool
) -> int:
    """Send an edition as it was built to the desk, marked as a test; without `live` only say so."""
    from channels.delivery.post import letter_in
    from channels.delivery.sealed import read_sealed
    from channels.mailing.transport import Fate
    from channels.mailing.trial import recipients_of, send_test
    from channels.newsletter.settings import read_settings
    from editorial.folder import find_site

    root = find_site(site_dir)
    settings = read_settings(root, LANG)
    if settings is None:
        raise EditorialError(_NO_LETTERS)
    letter = letter_in(read_sealed(root / "output"), edition.removeprefix("newsletter:"), settings.list_id)
    to, door = recipients_of(recipients, settings.desk), _door(os.environ, settings)
    if door.campaigns:
        raise EditorialError(_NO_TEST.fill(provider=door.name))
    replies = send_test(letter, to, door.transports) if live else []
    delivered = sum(reply.fate is Fate.DELIVERED for reply in replies)
    reporter = Reporter(LANG, format_, quiet)
    if format_ == "json":
        said = [{"result": str(r.fate), "code": r.code, "queue_id": r.queue_id, "said": r.said} for r in replies]
        reporter.dump({"edition": letter.id, "live": live, "server": door.name, "recipients": len(to), "replies": said})
    else:
        reporter.say(_TEST.fill(edition=letter.id, subject=letter.subject, count=len(to), server=door.name))
        for reply in replies:
            said_so = " ".join(filter(None, (str(reply.code or ""), reply.status, reply.queue_id, reply.said)))
            reporter.say(f"    {_FATES[reply.fate].read(LANG)}  ({printable(said_so)})")
        reporter.say(_TESTED.fill(delivered=delivered, count=len(to)) if live else _DRY)
    return 0 if not live or delivered == len(to) else 1


def stop_edition(edition: str, setting: str, site_dir: Path, at: str, format_: str, quiet: bool) -> int:
    """Stop the mailing of an edition for good, whether or not it has begun; 1 where there is nothing to stop."""
    from channels.ledger.entry import Key, key_from
    from channels.ledger.ledger import State
    from channels.ledger.setting import open_ledger
    from channels.ledger.snapshot import pull, snapshot_tip
    from channels.ledger.store import stop
    from editorial.folder import find_site

    key: Key = key_from(f"newsletter:{edition.removeprefix('newsletter:')}")
    root, now = find_site(site_dir), instant_from(at, UTC)
    store = open_ledger(root, setting)
    # In a hurry, nobody waits for the site to be read: only an edition nothing is known of is looked for in the plan.
    if store.read().last(key) is None:
        _refuse_unknown(key.id, site_dir, at)
    entered = stop(store, key, now, "")
    if snapshot_tip(root) is not None:
        pull(root, store, now)
    reporter = Reporter(LANG, format_, quiet)
    # Stopping twice is stopping.
    is_stopped = entered.ledger.state(key) is State.STOPPED
    if format_ == "json":
        reporter.dump({"key": str(key), "stopped": is_stopped, "state": str(entered.ledger.state(key))})
    if is_stopped:
        reporter.say(_STOPPED.fill(key=key))
    else:
        reporter.problems(EditorialError(_why_not(entered.ledger, key.id)))
    return 0 if is_stopped else 1


def _refuse_unknown(edition: str, site_dir: Path, at: str) -> None:
    plan = look_over(site_dir, at).decision.plan
    known = {item.edition for item in plan.agenda if item.channel == "newsletter" and item.edition}
    if edition not in known:
        raise EditorialError(_UNKNOWN.fill(edition=edition))


def _why_not(ledger: Ledger, edition: str) -> Phrase:
    from channels.ledger.entry import Key

    last = ledger.last(Key("newsletter", edition))
    return _NOT_STOPPED.fill(
        edition=edition, what=last.what if last else "—", at=f"{last.at:%Y-%m-%d %H:%M}Z" if last else "—"
    )


_SENDING = Phrase("Lettre", "Letter")
_NO_LETTERS = Phrase(
    "ce site n’a pas de lettre (channels/newsletter.yaml)", "this site has no newsletter (channels/newsletter.yaml)"
)
_NO_TEST = Phrase(
    "{provider} n’envoie qu’à sa propre liste : faites l’essai depuis chez lui, ou nommez un serveur dans LIGNE_MAIL",
    "{provider} sends to its own list alone: make the test there, or name a server in LIGNE_MAIL",
)
_TEST = Phrase(
    "{edition}, « {subject} », marquée [test], à {count} adresse(s), par {server}.",
    "{edition}, “{subject}”, marked [test], to {count} address(es), by {server}.",
)
_TESTED = Phrase("{delivered} sur {count} pris par le serveur.", "{delivered} of {count} taken by the server.")
_DRY = Phrase("Rien n’est parti (essai) : --live envoie.", "Nothing left (a rehearsal): --live sends.")
_FATES = {
    "delivered": Phrase("pris", "taken"),
    "refused": Phrase("refusé", "refused"),
    "deferred": Phrase("remis à plus tard", "put off"),
    "doubt": Phrase("en doute", "in doubt"),
}
_STOPPED = Phrase(
    "{key} est arrêté : qui ne l’a pas ne le recevra pas ; un passage en cours s’arrête en quelques secondes.",
    "{key} is stopped: whoever has it not gets nothing; a run under way ends within seconds.",
)
_UNKNOWN = Phrase(
    "« {edition} » n’est aucune édition de la lettre : ligne plan et ligne ledger show donnent leurs identifiants",
    "“{edition}” is no edition of the newsletter: ligne plan and ligne ledger show give their ids",
)
_NOT_STOPPED = Phrase(
    "{edition} ne peut plus être arrêté : le registre en dit « {what} » depuis {at}",
    "{edition} can no longer be stopped: the ledger says “{what}” of it since {at}",
)
