"""Why git could not reach or write the ledger, in a sentence that says what to do."""

from __future__ import annotations

import re
from pathlib import Path

from editorial.errors import EditorialError
from editorial.finding import Phrase
from editorial.git import Done, last_words, refuse_dubious, without_secrets


def explained(done: Done, root: Path, remote: str, ref: str) -> EditorialError:
    """Give the error for what git said."""
    try:
        refuse_dubious(done, root)
    except EditorialError as error:
        return error
    said = _all(done)
    other = _UNKNOWN if "push" in done.args else _OTHER
    chosen = next((phrase for pattern, phrase in _KNOWN if pattern.search(said)), other)
    words = without_secrets(_REJECTED.search(said)[0]) if _REJECTED.search(said) else last_words(done)  # type: ignore[index]
    return EditorialError(chosen.fill(remote=without_secrets(remote), ref=ref, said=words))


def is_for_good(push: Done) -> bool:
    """Say whether the remote refused a push for a reason that trying again will not change."""
    said = _all(push)
    rejected = re.search(r"\[remote rejected\] \((.*)\)", said)
    if rejected:
        return not _CONTENDED.search(rejected[1])
    return push.returncode != 0 and any(pattern.search(said) for pattern, _ in _KNOWN)


def is_missing_ref(fetch: Done) -> bool:
    """Say whether a fetch found the remote, and no ledger there."""
    return fetch.returncode != 0 and b"couldn't find remote ref" in fetch.stderr


def _all(done: Done) -> str:
    return (done.stdout + done.stderr).decode("utf-8", "replace")


_REJECTED = re.compile(r"\[remote rejected\] \(.*\)")
_CONTENDED = re.compile(r"lock|failed to update ref|incorrect old value|already exists|fetch first|stale|reference")
NO_GIT = Phrase(
    "le registre est dans git, et git n’est pas installé : installez-le, ou choisissez LIGNE_LEDGER=sqlite:CHEMIN",
    "the ledger is in git, and git is not installed: install it, or choose LIGNE_LEDGER=sqlite:PATH",
)
LOST_RACE = Phrase(
    "d’autres ont écrit sans cesse dans le registre pendant {seconds} s : rien n’a été écrit, relancez",
    "others kept writing to the ledger for {seconds} s: nothing was written, run this again",
)
_NO_REPOSITORY = Phrase(
    "le registre est dans git, et ce site n’est dans aucun dépôt : git init et git remote add origin …, ou choisissez "
    "LIGNE_LEDGER=sqlite:CHEMIN",
    "the ledger is in git, and this site is in no repository: git init and git remote add origin …, or choose "
    "LIGNE_LEDGER=sqlite:PATH",
)
_NO_REMOTE = Phrase(
    "le dépôt distant « {remote} » n’existe pas ou n’est pas un dépôt git : voyez git remote -v, ou nommez-en un autre "
    "par LIGNE_LEDGER=git:NOM ({said})",
    "the remote “{remote}” does not exist or is no git repository: see git remote -v, or name another by "
    "LIGNE_LEDGER=git:NAME ({said})",
)
_DENIED = Phrase(
    "« {remote} » demande un mot de passe ou refuse celui-ci, et Ligne n’en demande jamais : donnez au travail un "
    "jeton ou une clé qui peut écrire (docs/ledger.md) ({said})",
    "“{remote}” asks for a password or refuses this one, and Ligne never asks: give the job a token or a key that may "
    "write (docs/ledger.md) ({said})",
)
_READ_ONLY = Phrase(
    "« {remote} » refuse qu’on écrive {ref} : donnez au travail le droit d’écrire, ou un nom que l’hôte accepte, par "
    "exemple LIGNE_LEDGER=git:{remote}#refs/heads/ligne-ledger ({said})",
    "“{remote}” refuses to have {ref} written: give the job the right to write, or a name the host accepts, for "
    "instance LIGNE_LEDGER=git:{remote}#refs/heads/ligne-ledger ({said})",
)
_OTHER = Phrase(
    "le registre {ref} de « {remote} » n’a pas pu être atteint ({said})",
    "the ledger {ref} of “{remote}” could not be reached ({said})",
)
_UNKNOWN = Phrase(
    "le registre {ref} de « {remote} » n’a pas répondu ; ce qui allait y être écrit y est peut-être : "
    "ligne ledger show ({said})",
    "the ledger {ref} of “{remote}” did not answer; what was to be written may be there: ligne ledger show ({said})",
)
_KNOWN = (
    (re.compile(r"\[remote rejected\]"), _READ_ONLY),
    (re.compile(r"not a git repository \(or any"), _NO_REPOSITORY),
    (
        re.compile(
            r"could not read (?:Username|Password)|terminal prompts disabled|Authentication failed"
            r"|Permission denied \(|Host key verification failed|returned error: 40[13]|HTTP Basic: Access denied"
        ),
        _DENIED,
    ),
    (re.compile(r"Write access|not allowed to push|read-only|Read-only|Permission denied"), _READ_ONLY),
    (
        re.compile(
            r"does not appear to be a git repository|No such remote|not found|does not exist"
            r"|strange hostname|Could not resolve host"
        ),
        _NO_REMOTE,
    ),
)
