"""What `ligne deliver --mark` does: writes the marker into the build, which its host then puts online with it."""

from __future__ import annotations

from datetime import UTC
from pathlib import Path

from channels.report import Reporter
from channels.verbs.asking import instant_from
from editorial.finding import Phrase


def mark(root: Path, at: str, setting: str, online: str, format_: str, quiet: bool) -> int:
    """Write the marker into the build and give 0; raises EditorialError where the build may not go online."""
    from channels.addresses import read_addresses
    from channels.delivery.marker import NAME
    from channels.delivery.pages import Pages, mark_build
    from channels.delivery.sealed import read_sealed
    from channels.ledger.setting import open_ledger
    from editorial.charter import PATH
    from editorial.charter_file import read_charter
    from editorial.line import read_text

    built = read_sealed(root / "output")
    charter = read_charter(read_text(root, PATH))
    pages = Pages(online or read_addresses(root, charter).base_url)
    marker = mark_build(root, built, pages, open_ledger(root, setting), instant_from(at, UTC))
    reporter = Reporter(charter.lang, format_, quiet)
    if format_ == "json":
        reporter.dump({"path": f"output/site/{NAME}", **marker.as_values()})
    reporter.say(_MARKED.fill(path=f"output/site/{NAME}", place=pages.name))
    return 0


_MARKED = Phrase(
    "Marque écrite : {path} ; mettez output/site en ligne ({place}), puis ligne deliver --live",
    "Marker written: {path}; put output/site online ({place}), then ligne deliver --live",
)
