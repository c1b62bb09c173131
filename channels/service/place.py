"""Where the service keeps its list, and which server it hands its mails to: said by the environment or the command."""

from __future__ import annotations

import re
import threading
from collections.abc import Mapping
from pathlib import Path

from channels.mailing.keys import read_signers
from channels.mailing.prepare import prepare
from channels.mailing.server import read_server
from channels.mailing.smtp import open_transport
from channels.mailing.transport import Reply
from channels.newsletter.substitution import Part, Place
from channels.service.asked import Send
from channels.service.settings import Settings
from channels.subscribers.keyring import read_keys
from channels.subscribers.mask import Masks
from channels.subscribers.membership import Membership
from channels.subscribers.record import Reader
from channels.subscribers.setting import TOKEN, Opening, settings_in
from channels.subscribers.subscriber import Subscriber
from channels.subscribers.token import Keys
from editorial.errors import EditorialError
from editorial.finding import Phrase
from editorial.system_words import said_by

MIN_TOKEN_CHARS = 24


def open_membership(settings: Settings, environ: Mapping[str, str], root: Path, setting: str = "") -> Membership:
    """Give the list of a service, its tables ready; raises EditorialError.

    It stands where `setting` says, else LIGNE_SUBSCRIBERS, else in an SQLite file of whoever runs the service.
    """
    setting = setting or settings_in(environ).get(settings.list_id, "") or _own_file(settings.list_id, environ)
    found = Opening(settings.list_id, environ, root, Reader(settings.fields)).database(setting)
    if found is None:
        raise EditorialError(_NO_DATABASE.fill(list=settings.list_id, found=setting.partition(":")[0][:20]))
    membership = Membership.of(found)
    membership.make_ready()
    return membership


def open_mail(settings: Settings, environ: Mapping[str, str], masks: Masks) -> Send:
    """Give what hands a message to the server that LIGNE_MAIL names, signed by LIGNE_DKIM; raises EditorialError."""
    sender, signers = settings.sender.address, read_signers(environ)
    transport = open_transport(read_server(environ), name=sender.rpartition("@")[2])()
    turn = threading.Lock()

    def send(address: str, message: bytes) -> Reply:
        # It was written to one reader already: that is the one place in it.
        found = _RECIPIENT.search(message)
        places = [Place("address", Part.RECIPIENT, *found.span("address"))] if found else []
        signed = prepare(message, places, masks, edition="", signers=signers).message_for(Subscriber(address), "", "")
        with turn:
            return transport.send(sender, address, signed)

    return send


def read_seals(environ: Mapping[str, str]) -> Keys:
    """Give the keys of tokens, without which the service makes no link; raises EditorialError."""
    keys = read_keys(environ)
    if keys is None:
        raise EditorialError(_NO_KEYS)
    return keys


def read_token(environ: Mapping[str, str]) -> str:
    """Give the token of the export, empty for none; raises EditorialError for one that could be guessed."""
    token = environ.get(TOKEN, "").strip()
    if token and (len(token) < MIN_TOKEN_CHARS or not token.isascii()):
        raise EditorialError(_SHORT_TOKEN.fill(least=MIN_TOKEN_CHARS))
    return token


def _own_file(list_id: str, environ: Mapping[str, str]) -> str:
    """Give the setting of a file that only its owner may read, in the folder systemd or the XDG names for a state."""
    state = environ.get("STATE_DIRECTORY", "").partition(":")[0]
    home = environ.get("XDG_STATE_HOME") or str(Path(environ.get("HOME") or "~").expanduser() / ".local" / "state")
    folder = Path(state) if state else Path(home) / "ligne"
    try:
        folder.mkdir(0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise EditorialError(_NO_FOLDER.fill(folder=folder, said=said_by(error))) from None
    return f"sqlite:{folder / list_id}.db"


_RECIPIENT = re.compile(rb"^To: (?P<address>[^\r\n]+)\r$", re.MULTILINE)
_NO_DATABASE = Phrase(
    "la liste « {list} » est tenue ailleurs ({found}:), où ce service ne peut inscrire personne : donnez --database "
    "sqlite:CHEMIN ou postgresql://…, puis ligne subscribers import l’y met",
    "the list “{list}” is kept elsewhere ({found}:), where this service can enter nobody: give --database sqlite:PATH "
    "or postgresql://…, then ligne subscribers import puts it there",
)
_NO_KEYS = Phrase(
    "LIGNE_TOKEN_KEYS manque : sans clé, aucun lien de confirmation ou de départ ne peut être scellé ; écrivez "
    'LIGNE_TOKEN_KEYS="k1:$(openssl rand -hex 32)" et gardez-la avec les secrets',
    "LIGNE_TOKEN_KEYS is missing: without a key, no link to confirm or to leave can be sealed; write "
    'LIGNE_TOKEN_KEYS="k1:$(openssl rand -hex 32)" and keep it with the secrets',
)
_SHORT_TOKEN = Phrase(
    "LIGNE_SERVICE_TOKEN peut se deviner : il lui faut au moins {least} caractères ASCII (« openssl rand -hex 32 »)",
    "LIGNE_SERVICE_TOKEN can be guessed: it takes at least {least} ASCII characters (“openssl rand -hex 32”)",
)
_NO_FOLDER = Phrase(
    "le dossier « {folder} » de la liste ne peut pas être créé ({said}) : donnez --database sqlite:CHEMIN",
    "the folder “{folder}” of the list cannot be made ({said}): give --database sqlite:PATH",
)
