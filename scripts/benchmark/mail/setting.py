"""Sets the last edition of the site in this repository as Ligne does: run by Ligne's own interpreter.

`edition` gathers it from the plan, and makes its mail, its text part and its message; `mjml` turns the MJML of its mail
into HTML, judged first, as npm's mjml does (setting.mjs) with the file that is left here. Each time it is a letter with
other words, for what was judged before is judged faster; npm's mjml remembers nothing, and has the same one each time.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from benchmark.mail.gauge import gauged
from channels.addresses import read_addresses
from channels.channel import Brief
from channels.newsletter.letter import compose, shown_pieces
from channels.newsletter.markup import set_mjml, to_mail, to_mjml
from channels.newsletter.message import to_message
from channels.newsletter.plain import to_text
from channels.newsletter.positions import MARK
from channels.newsletter.settings import read_settings
from channels.newsletter.words import read_words, words_in
from channels.templates import read_look
from editorial.plan import make_plan
from editorial.schedule import lay_out
from editorial.site import read_site

ROOT = Path(__file__).resolve().parents[3]
_TO_WARM = 100
_TEXT = re.compile(r">([^<>]{12,})<")
"""Every text between two tags that is more than a few signs."""
AT = datetime(2026, 11, 30, 12, 0, tzinfo=UTC)


def main(act: str, times: int, file: Path) -> None:
    """Do an act so many times after as many as npm's mjml takes to be warm, and print what it took."""
    do = _acts(file, times)[act]
    for _ in range(_TO_WARM):
        do()
    with gauged():
        for _ in range(times):
            do()


def _acts(file: Path, times: int) -> dict[str, Callable[[], object]]:
    site = read_site(ROOT)
    plan = make_plan(site, lay_out(site, AT), AT, held={}, versions={})
    look, addresses = (
        read_look(ROOT, [pillar.id for pillar in site.charter.pillars]),
        read_addresses(ROOT, site.charter),
    )
    brief, settings, shown = Brief(site, plan, look, addresses), read_settings(ROOT, "fr"), shown_pieces(plan)
    if settings is None or settings.sender is None:
        raise SystemExit("the site's newsletter has no sender")
    sender = settings.sender
    edition = [edition for edition in plan.editions if edition.channel == "newsletter"][-1]
    words = words_in(read_words(look), edition.lang, settings.defaults(edition.lang))

    def set_edition() -> None:
        letter = compose(brief, edition, settings, shown)
        to_message(letter, sender, to_mail(letter, look, words), to_text(letter, words), words)

    marked = to_mjml(compose(brief, edition, settings, shown), look, words)
    file.write_text(MARK.sub("", marked), encoding="utf-8")
    others = (_TEXT.sub(rf">\1 {number}<", marked) for number in range(_TO_WARM + times))
    letters = iter(list(others))
    return {"edition": set_edition, "mjml": lambda: set_mjml(next(letters))}


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))
