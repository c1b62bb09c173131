"""The list of what was looked at on the contact sheet is that of the sheet of today."""

from __future__ import annotations

import re
from datetime import datetime

from channels import social
from channels.build import look_over_what_leaves
from channels.subject import SURVIVES
from editorial.site import read_site
from scripts.contact_sheet import LIST, ROOT, listed

PAGE = (ROOT / LIST).read_text("utf-8")


def test_every_crop_that_the_sheet_shows_was_looked_at() -> None:
    found = re.search(r"as it was at (\S+)\. Every", PAGE)
    assert found
    brief = look_over_what_leaves(read_site(ROOT), datetime.fromisoformat(found[1])).brief
    (sheet,) = (one for one in social.render.render(brief) if one.path == "team/contact-sheet.html")
    again = "build, look at the whole sheet, then scripts/contact_sheet.py FOLDER --looked-at"
    assert listed(sheet.make().decode(), found[1]) == PAGE, again


def test_no_subject_on_the_sheet_is_cut() -> None:
    subjects = [int(share) for share in re.findall(r"\| (\d+) % \|$", PAGE, re.MULTILINE)]
    assert len(subjects) >= 8
    assert min(subjects) >= 100 * SURVIVES
