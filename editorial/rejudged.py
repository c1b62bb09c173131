"""What other versions of the charter find in texts by themselves: judged once, and remembered until one changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from editorial.charter import Charter
from editorial.charter_file import read_past_charter
from editorial.crew import Crew
from editorial.dictionary import Lexicon
from editorial.fields import Complaint
from editorial.gist import KeptText
from editorial.house_then import house_then
from editorial.memory import Memory
from editorial.piece import Piece, digest_of
from editorial.rules.kind import Judged
from editorial.site import Site
from editorial.verdict import Judge

NAME = "rejudged"
_BATCH, _ENOUGH = 40, 160
"""How many texts a process judges at a time, and from how many on more than one process is worth starting."""

_CHARTERS = 6
"""Of so many charters what they find is remembered."""


class _Text(NamedTuple):
    """A text to be judged: the piece, where all of it can be had at once, and the digest of what judges it."""

    piece: Piece
    edict: str


class _Edict(NamedTuple):
    """What a process needs to judge as an older version does: its text, and where its house rules stand.

    `house` tells the house rules of the work tree from others.
    """

    charter: str
    styles_tree: str
    house: str
    lexicon: Lexicon


def verdicts_under(
    site: Site, charters: Mapping[str, Charter], crew: Crew | None = None
) -> Mapping[str, tuple[Judged, ...]]:
    """Give, by path, what the version that `charters` names for it finds in a text by itself.

    With a crew, what was found is remembered in the memory of the site.
    """
    if not charters:
        return {}
    digests = {id(charter): _digest(charter, site) for charter in charters.values()}
    edicts = {
        digests[id(charter)]: _Edict(charter.source.text, charter.styles_tree, site.house.digest, site.lexicon)
        for charter in charters.values()
    }
    todays = _digest(site.charter, site)
    zone = site.calendar.zone
    found: dict[str, tuple[Judged, ...]] = {}
    memory = Memory(site.root, NAME, str(zone)) if crew else None
    before = memory.entries if memory else {}
    wanted: list[_Text] = []
    for path, charter in charters.items():
        piece, digest = site.by_path(path), digests[id(charter)]
        if piece is None:
            continue
        if digest == todays:
            found[path] = site.verdicts.get(path, ())
        elif (kept := before.get(f"{digest} {path}")) is not None and kept[0] == piece.digest:
            found[path] = kept[1]
        else:
            wanted.append(_Text(piece, digest))
    work = partial(_judge_batch, site.root, edicts, zone, dict(site.complaints))
    is_kept = all(isinstance(text.piece.source, KeptText) for text in wanted)
    done = (crew if crew and is_kept else Crew()).map(work, wanted, batch=_BATCH, least=_ENOUGH)
    changes: dict[str, object] = {}
    for (piece, digest), verdict in zip(wanted, done, strict=True):
        found[piece.path] = verdict
        changes[f"{digest} {piece.path}"] = (piece.digest, verdict)
    if memory is not None and changes:
        memory.keep({**_forgotten(memory, site, edicts), **changes})
    return found


def _forgotten(memory: Memory, site: Site, edicts: Mapping[str, _Edict]) -> dict[str, None]:
    """Name what no longer serves: pieces that are gone, and charters but those in use where many were tried."""
    names = [name.partition(" ") for name in memory.entries]
    is_many = len({digest for digest, _, _ in names} | edicts.keys()) > _CHARTERS
    return {f"{d} {p}": None for d, _, p in names if site.by_path(p) is None or (is_many and d not in edicts)}


def _judge_batch(
    root: Path,
    edicts: Mapping[str, _Edict],
    zone: ZoneInfo,
    complaints: Mapping[str, tuple[Complaint, ...]],
    wanted: Sequence[_Text],
) -> list[tuple[Judged, ...]]:
    """Give the verdict on some texts; runs in any process."""
    verdicts = []
    for piece, digest in wanted:
        if isinstance(piece.source, KeptText):
            piece.source.root = root
        judge = _judge(root, edicts[digest], zone)
        verdicts.append(judge.verdict(piece, complaints.get(piece.path, ())))
    return verdicts


@lru_cache(maxsize=8)
def _judge(root: Path, edict: _Edict, zone: ZoneInfo) -> Judge:
    charter = replace(read_past_charter(edict.charter), styles_tree=edict.styles_tree)
    return Judge(charter, zone, edict.lexicon, house_then(root, charter))


def _digest(charter: Charter, site: Site) -> str:
    """Give the digest of all that a text is judged by under a charter."""
    return digest_of(charter.source.text, charter.styles_tree or site.house.digest, site.lexicon.digest)
