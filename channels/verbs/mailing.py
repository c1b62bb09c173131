"""What `ligne deliver` does of letters that go by mail: makes the post ready, sends tests, stops a mailing."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING

from channels.formats.brief import printable
from channels.report import Reporter
from channels.verbs.asking import LANG, instant_from, look_over
from editorial.errors import EditorialError
from editorial.finding import Phrase

if TYPE_CHECKING:
    from channels.build import LookedOver
    from channels.delivery.lists import Lists
    from channels.delivery.post import Post
    from channels.ledger.ledger import Ledger
    from channels.mailing.transport import Transport
    from channels.newsletter.settings import Settings

MAIL, TOKEN = "LIGNE_MAIL", "LIGNE_MAIL_TOKEN"


def post_of(
    reporter: Reporter, seen: LookedOver, environ: Mapping[str, str], expected: Sequence[str]
) -> Post | Lists | None:
    """Give the way letters leave, as the environment says: by mail to a list of ours, or to one that a provider keeps.

    None where it says nothing, or there is no letter.
    """
    from channels.delivery.post import Post
    from channels.mailing.expectation import expectation_from
    from channels.mailing.setting import mailing_from, signing_doubts
    from channels.newsletter.settings import read_settings

    site = seen.decision.site
    expectations = [expectation_from(one) for one in expected]
    settings = read_settings(site.root, site.charter.lang) if environ.get(MAIL, "").strip() else None
    if settings is None:
        return None
    address = seen.brief.addresses.absolute("/")
    if lists := lists_in(environ):
        return replace(lists, own_id=settings.list_id, address=address, expected=expectations)
    server, transports, connect = _way(environ, settings)
    for doubt in signing_doubts(environ, settings):
        reporter.aside(doubt)
    progress = reporter.progress(_SENDING)
    return Post(
        settings,
        mailing_from(environ, site.root, settings, transports),
        address,
        server,
        expectations,
        connect=connect,
        progress=progress.step,
    )


def lists_in(environ: Mapping[str, str]) -> Lists | None:
    """Give the provider that keeps the list, where LIGNE_MAIL names one; raises EditorialError."""
    from channels.delivery.lists import Lists
    from channels.providers.registry import CAMPAIGNS, open_campaigns, provider_in

    setting = environ.get(MAIL, "").strip()
    name = provider_in(setting)
    if name not in CAMPAIGNS:
        return None
    kept = [one.partition("=") for one in environ.get("LIGNE_SUBSCRIBERS", "").split()]
    named = [list_id for list_id, _, source in kept if source == "provider:"]
    if len(named) != 1:
        raise EditorialError(_NO_PROVIDED_LIST.fill(name=name))
    return Lists(open_campaigns(setting, environ.get(TOKEN, "")), named[0], name)


def _way(environ: Mapping[str, str], settings: Settings) -> tuple[str, Callable[[], Transport], Callable[[], None]]:
    """Give the way messages go, as it may be shown, what makes a transport of it, and what tries it."""
    from channels.mailing.setting import server_name, transports_from, try_server
    from channels.providers.registry import open_transport, provider_in

    setting = environ.get(MAIL, "").strip()
    if name := provider_in(setting):
        token = environ.get(TOKEN, "")
        open_transport(setting, token)
        return name, lambda: open_transport(setting, token), lambda: None
    return server_name(environ), transports_from(environ, settings), lambda: try_server(environ, settings)


def test_edition(
    edition: str, recipients: Sequence[str], site_dir: Path, format_: str, quiet: bool, *, live: bool
) -> int:
    """Send an edition as it was built to the desk, marked as a test; without `live` only say so."""
    from channels.delivery.post import letter_in
    from channels.delivery.sealed import read_sealed
    from channels.mailing.keys import read_signers
    from channels.mailing.setting import signing_doubts
    from channels.mailing.transport import Fate
    from channels.mailing.trial import recipients_of, send_test
    from channels.newsletter.settings import read_settings
    from editorial.folder import find_site

    root = find_site(site_dir)
    settings = read_settings(root, LANG)
    if settings is None:
        raise EditorialError(_NO_LETTERS)
    letter = letter_in(read_sealed(root / "output"), edition.removeprefix("newsletter:"), settings.list_id)
    if lists := lists_in(os.environ):
        raise EditorialError(_TEST_THERE.fill(name=lists.name))
    to, (server, transports, _) = recipients_of(recipients, settings.desk), _way(os.environ, settings)
    signers, reporter = read_signers(os.environ), Reporter(LANG, format_, quiet)
    for doubt in signing_doubts(os.environ, settings):
        reporter.aside(doubt)
    replies = send_test(letter, to, transports, signers) if live else []
    delivered = sum(reply.fate is Fate.DELIVERED for reply in replies)
    if format_ == "json":
        said = [{"result": str(r.fate), "code": r.code, "queue_id": r.queue_id, "said": r.said} for r in replies]
        reporter.dump({"edition": letter.id, "live": live, "server": server, "recipients": len(to), "replies": said})
    else:
        reporter.say(_TEST.fill(edition=letter.id, subject=letter.subject, count=len(to), server=server))
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
_NO_PROVIDED_LIST = Phrase(
    "{name} tient la liste : dites laquelle, LIGNE_SUBSCRIBERS='lettre.exemple.org=provider:' (l’identifiant de "
    "channels/newsletter.yaml)",
    "{name} keeps the list: say which, LIGNE_SUBSCRIBERS='letter.example.org=provider:' (the id of "
    "channels/newsletter.yaml)",
)
_TEST_THERE = Phrase(
    "{name} tient la liste et n’envoie qu’à elle : faites l’essai chez lui, à une liste d’une adresse",
    "{name} keeps the list and sends to nobody else: try there, with a list of one address",
)
_TEST = Phrase(
    "{edition}, « {subject} », marquée [test], à {count} adresse{count:|s}, par {server}.",
    "{edition}, “{subject}”, marked [test], to {count} address{count:|es}, by {server}.",
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
