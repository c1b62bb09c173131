"""Examines an installation and a site: what works, what is missing, and what to do about it."""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from channels.addresses import read_addresses
from channels.blog.render import has_shipped_settings
from channels.build import OUTPUT
from channels.colophon import engine_version
from channels.schemas import FOLDER, is_fresh
from channels.templates import read_look
from editorial.errors import EditorialError
from editorial.finding import Phrase
from editorial.folder import find_site
from editorial.history import head, is_shallow
from editorial.site import Site, read_site
from editorial.vouching import UNVERIFIED, proof_on

_PACKAGES = ("pelican", "jinja2", "mjml", "yaml", "frontmatter", "PIL", "pyromark", "nh3", "regex", "dateutil")


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at."""

    name: str
    is_well: bool
    said: Phrase


def examine(start: Path) -> list[Check]:
    """Give every check of the installation, then of the site that `start` stands in."""
    return [*_installation(), *_site(start)]


def _installation() -> Iterator[Check]:
    python = ".".join(map(str, sys.version_info[:3]))
    yield Check("ligne", True, Phrase(*[f"version {engine_version()}, Python {python}"] * 2))
    missing = [name for name in _PACKAGES if importlib.util.find_spec(name) is None]
    said = _MISSING.fill(names=", ".join(missing)) if missing else _PRESENT.fill(count=len(_PACKAGES))
    yield Check("packages", not missing, said)
    yield Check("git", shutil.which("git") is not None, _GIT if shutil.which("git") else _NO_GIT)

    yield Check("ssh-keygen", True, _KEYGEN if shutil.which("ssh-keygen") else _NO_KEYGEN)


def _site(start: Path) -> Iterator[Check]:
    try:
        root = find_site(start)
    except EditorialError as error:
        yield Check("site", False, error.problems[0].message)
        return
    yield Check("site", True, Phrase(str(root), str(root)))
    yield _tried("theme", lambda: _THEME.fill(count=len(read_look(root).folders)))
    try:
        site = read_site(root)
    except EditorialError as error:
        yield Check("editorial", False, _first(error))
        return
    count = len(site.pieces) + len(site.unreadable)
    yield Check("content", not site.unreadable, _PIECES.fill(count=count, wrong=len(site.unreadable)))
    yield _tried("blog", lambda: Phrase(*[read_addresses(root, site.charter).base_url] * 2))
    if (root / FOLDER).is_dir():
        yield Check("schemas", True, _FRESH if is_fresh(root, site.charter, site.channels) else _STALE)
    is_known = has_shipped_settings(site)
    yield Check("pages", True, _KEYED if is_known else _WHOLE)
    yield _tried("approvals", lambda: _approvals(site))
    yield _tried("history", lambda: _history(root))
    output = root / OUTPUT
    writable = os.access(output if output.exists() else root, os.W_OK)
    yield Check("output", writable, _WRITABLE if writable else _READ_ONLY.fill(folder=output))


def _approvals(site: Site) -> Phrase:
    proof = proof_on(site)
    return UNVERIFIED.get(proof, _VERIFIED) if proof else _NONE_ASKED


def _history(root: Path) -> Phrase:
    if is_shallow(root):
        raise EditorialError(_SHALLOW)
    commit = head(root).commit
    return _COMMIT.fill(commit=commit[:10]) if commit else _NO_COMMIT


def _tried(name: str, look: Callable[[], Phrase]) -> Check:
    try:
        return Check(name, True, look())
    except EditorialError as error:
        return Check(name, False, _first(error))


def _first(error: EditorialError) -> Phrase:
    problem = error.problems[0]
    place = f"{problem.path}:{problem.span.line if problem.span else 1}: " if problem.path else ""
    return Phrase(place + problem.message.fr, place + problem.message.en)


_MISSING = Phrase(
    "manquent : {names} (relancez python3 scripts/build.py ou pip install ligne)",
    "missing: {names} (run python3 scripts/build.py or pip install ligne again)",
)
_PRESENT = Phrase("les {count} bibliothèques sont là", "all {count} libraries are there")
_GIT = Phrase("présent", "present")
_NO_GIT = Phrase(
    "absent : sans lui, un texte en ligne qui a une erreur disparaît du site",
    "absent: without it a live piece with an error leaves the site",
)
_KEYGEN = Phrase("présent", "present")
_NO_KEYGEN = Phrase(
    "absent : sans lui, aucune approbation ne se signe ni ne se vérifie (Debian : apt-get install openssh-client)",
    "absent: without it no approval can be signed or verified (Debian: apt-get install openssh-client)",
)
_THEME = Phrase("lisible, {count} dossier{count:|s}", "readable, {count} folder{count:|s}")
_KEYED = Phrase(
    "chacune est refaite quand ce qu’elle montre change", "each is made again when what it shows has changed"
)
_WHOLE = Phrase(
    "toutes sont refaites au moindre changement : le site a son propre pelicanconf.py, et peut-être un autre thème, "
    "dont Ligne ne peut pas savoir ce qu’ils montrent",
    "all are made again with any change: the site has a pelicanconf.py of its own, perhaps another theme, "
    "and Ligne cannot know what they show",
)
_PIECES = Phrase(
    "{count} texte{count:|s}, dont {wrong} illisible{wrong:|s}", "{count} piece{count:|s}, {wrong} of them unreadable"
)
_SHALLOW = Phrase("clone superficiel : git fetch --unshallow", "shallow clone: git fetch --unshallow")
_VERIFIED = Phrase("vérifiées depuis la racine de confiance", "verified from the root of trust")
_NONE_ASKED = Phrase("la charte n’en demande pas", "the charter asks for none")
_COMMIT = Phrase("commit {commit}", "commit {commit}")
_NO_COMMIT = Phrase(
    "aucun commit : les textes en ligne ne sont pas protégés d’une erreur",
    "no commit: live pieces are not protected from an error",
)
_FRESH = Phrase("à jour : les éditeurs complètent et vérifient", "up to date: editors complete and check")
_STALE = Phrase(
    "d’une autre charte ou d’une autre version de Ligne : ligne charter schema les refait",
    "of another charter or another version of Ligne: ligne charter schema makes them anew",
)
_WRITABLE = Phrase("peut être écrit", "can be written")
_READ_ONLY = Phrase("{folder} ne peut pas être écrit", "{folder} cannot be written")
