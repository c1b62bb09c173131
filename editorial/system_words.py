"""What the operating system says went wrong, in the words of the house: its own are English whatever the language."""

from __future__ import annotations

import errno
from collections.abc import Mapping
from typing import Final

from editorial.finding import Phrase


def said_by(error: OSError) -> Phrase:
    """Give why the system refused; what has no French words here keeps those of the system."""
    found = error.strerror or str(error)
    if type(error).__name__ == "gaierror":  # Its numbers are those of getaddrinfo (RFC 3493), which no errno shares.
        return Phrase(_NO_HOST, found)
    # Errors of libraries (TLS, databases) number themselves as they like.
    is_of_the_system = type(error).__module__ == OSError.__module__
    french = _FRENCH.get(error.errno or 0) if is_of_the_system else None
    return Phrase(french or found, found)


_NO_HOST: Final = "ce nom ne mène à aucune machine"
_FRENCH: Final[Mapping[int, str]] = {
    errno.EACCES: "accès refusé",
    errno.EADDRINUSE: "cette adresse est déjà prise",
    errno.EADDRNOTAVAIL: "cette adresse n’est pas celle de cette machine",
    errno.EBUSY: "il est occupé",
    errno.ECONNABORTED: "connexion coupée",
    errno.ECONNREFUSED: "connexion refusée",
    errno.ECONNRESET: "connexion coupée",
    errno.EDQUOT: "quota du disque atteint",
    errno.EEXIST: "ce nom est déjà pris",
    errno.EFBIG: "fichier trop gros",
    errno.EHOSTUNREACH: "aucun chemin ne mène à cette machine",
    errno.EIO: "le disque ne répond pas bien",
    errno.EISDIR: "c’est un dossier",
    errno.ELOOP: "un lien symbolique tourne en rond",
    errno.EMFILE: "trop de fichiers ouverts",
    errno.ENAMETOOLONG: "nom trop long",
    errno.ENETUNREACH: "réseau injoignable",
    errno.ENFILE: "trop de fichiers ouverts",
    errno.ENODEV: "aucun appareil ne répond",
    errno.ENOENT: "il n’y a rien à ce chemin",
    errno.ENOSPC: "disque plein",
    errno.ENOTDIR: "un élément du chemin n’est pas un dossier",
    errno.ENOTEMPTY: "ce dossier n’est pas vide",
    errno.EPERM: "opération interdite",
    errno.EPIPE: "connexion coupée",
    errno.EROFS: "disque en lecture seule",
    errno.ETIMEDOUT: "pas de réponse à temps",
    errno.EXDEV: "ces deux chemins sont sur des disques différents",
}
