"""`ligne serve-subscriptions` serves the pages by which people subscribe to the letter, choose, and leave."""

from __future__ import annotations

import logging
import os
import sys
from contextlib import suppress
from datetime import UTC
from pathlib import Path

import click

from channels.report import Reporter
from channels.verbs.asking import QUIET, SITE, examples, instant_from, option, said
from editorial.errors import EditorialError
from editorial.finding import Phrase


@click.command(
    name="serve-subscriptions",
    epilog=examples(
        "ligne serve-subscriptions",
        "ligne serve-subscriptions --url http://127.0.0.1:8080",
        "ligne serve-subscriptions --database sqlite:/srv/ligne/lettre.db --proxy 127.0.0.1",
    ),
    help=said(
        "Sert les pages d’abonnement : s’inscrire, confirmer, choisir, partir, en un clic si l’on veut.",
        "Serves the pages of subscription: join, confirm, choose, leave, by one click if one likes.",
    ),
)
@option("--host", "l’adresse où écouter", "the address to listen at", default="127.0.0.1")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8080,
    help=said("le port (8080 par défaut) ; 0 : un port libre", "the port (default: 8080); 0: a free one"),
)
@option(
    "--url",
    "l’adresse publique du service (par défaut : service, dans channels/newsletter.yaml)",
    "the public address of the service (default: service, in channels/newsletter.yaml)",
)
@option(
    "--database",
    "la liste : sqlite:CHEMIN ou postgresql://… (par défaut : LIGNE_SUBSCRIBERS, sinon un fichier SQLite à vous)",
    "the list: sqlite:PATH or postgresql://… (default: LIGNE_SUBSCRIBERS, else an SQLite file of yours)",
)
@option(
    "--proxy",
    "l’adresse du serveur mandataire dont X-Forwarded-For est cru (plusieurs : par des virgules)",
    "the address of the proxy whose X-Forwarded-For is believed (several: by commas)",
)
@SITE
@QUIET
def serve_subscriptions(host: str, port: int, url: str, database: str, proxy: str, site_dir: Path, quiet: bool) -> int:
    """Serve subscriptions until told to stop."""
    try:
        from channels.service.app import Service, create_app
        from channels.service.place import open_mail, open_membership, read_seals, read_token
        from channels.service.serve import listening, name_of, server_of
    except ImportError:
        raise EditorialError(_NO_EXTRA) from None
    from channels.service.settings import read_service
    from channels.subscribers.keyring import read_masks
    from channels.templates import read_look
    from editorial.folder import find_site

    root, environ = find_site(site_dir), os.environ
    settings, masks = read_service(root, url), read_masks(environ)
    service = Service(
        settings=settings,
        look=read_look(root, [pillar.id for pillar in settings.pillars]),
        membership=open_membership(settings, environ, root, database),
        masks=masks,
        keys=read_seals(environ),
        send=open_mail(settings, environ, masks),
        clock=lambda: instant_from("now", UTC),
        token=read_token(environ),
    )
    app = create_app(service)
    listener = listening(host, port)
    reporter = Reporter(settings.languages[0], quiet=quiet)
    reporter.say(_SERVED.fill(letter=settings.name, at=name_of(listener), url=settings.url))
    sys.stdout.flush()
    if not quiet:
        logging.basicConfig(format="%(asctime)s %(levelname)s %(message)s", level=logging.INFO)
        logging.getLogger("uvicorn.error").setLevel(logging.WARNING)
    # The server hands the signal on once it has stopped; where a shell's `&` has Python ignore it, none comes.
    with suppress(KeyboardInterrupt):
        server_of(app, proxy).run(sockets=[listener])
    reporter.say(_STOPPED)
    return 0


_SERVED = Phrase(
    "{letter} : les abonnements sont servis sur {at} (adresse publique : {url}) ; Ctrl+C arrête.",
    "{letter}: subscriptions are served at {at} (public address: {url}); Ctrl+C stops.",
)
_STOPPED = Phrase("Arrêté.", "Stopped.")
_NO_EXTRA = Phrase(
    "le service d’abonnement demande l’extra « service » : pip install 'ligne[service]'",
    "the subscription service needs the extra “service”: pip install 'ligne[service]'",
)
