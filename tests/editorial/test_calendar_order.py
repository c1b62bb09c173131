"""The entries of a calendar file are put in order by moving its lines: comments follow, values stay."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editorial.amend import Tidied, tidy_calendar
from editorial.calendar_order import sorted_entries
from editorial.errors import EditorialError
from editorial.source import load_yaml
from tests.builder import SiteBuilder

MONTH = "editorial/calendar/2026-03.yaml"


def by_slot(text: str) -> str | None:
    """Sort a file by what its entries' slots are called."""
    return sorted_entries(text, [(entry["slot"],) for entry in load_yaml(text)["entries"]])


CASES = {
    "in order already": ("entries:\n  - {slot: a}\n  - {slot: b}\n", None),
    "two lines": ("entries:\n  - {slot: b}\n  - {slot: a}\n", "entries:\n  - {slot: a}\n  - {slot: b}\n"),
    "a comment above": (
        "entries:\n  - {slot: b}\n  # of a\n  - {slot: a}\n",
        "entries:\n  # of a\n  - {slot: a}\n  - {slot: b}\n",
    ),
    "a comment above in the middle": (
        "entries:\n  # of b\n  - {slot: b}\n  - {slot: a}\n",
        "entries:\n  - {slot: a}\n\n  # of b\n  - {slot: b}\n",
    ),
    "a comment below, parted": (
        "entries:\n  - {slot: b}\n  # of b\n\n  - {slot: a}\n",
        "entries:\n  - {slot: a}\n  - {slot: b}\n  # of b\n",
    ),
    "a comment below the last": (
        "entries:\n  - {slot: b}\n  - {slot: a}\n  # of a\n",
        "entries:\n  - {slot: a}\n  # of a\n\n  - {slot: b}\n",
    ),
    "a comment on the line": (
        "entries:\n  - {slot: b}  # of b\n  - {slot: a}\n",
        "entries:\n  - {slot: a}\n  - {slot: b}  # of b\n",
    ),
    "a heading of the list": (
        "entries:\n  # All of them\n\n  - {slot: b}\n  - {slot: a}\n",
        "entries:\n  # All of them\n\n  - {slot: a}\n  - {slot: b}\n",
    ),
    "entries of several lines": (
        "entries:\n  - slot: b\n    # why so\n    why: |\n      Deux\n      # signes\n  -   slot: a\n      piece: x\n",
        "entries:\n  -   slot: a\n      piece: x\n  - slot: b\n    # why so\n    why: |\n      Deux\n      # signes\n",
    ),
    "no indent": ("entries:\n- {slot: b}\n# of a\n- {slot: a}\n", "entries:\n# of a\n- {slot: a}\n- {slot: b}\n"),
    "other keys around": (
        "# Mars\nformat: 1\nentries:\n  - {slot: b}\n  - {slot: a}\n\n# Pauses\nblackouts: []\n",
        "# Mars\nformat: 1\nentries:\n  - {slot: a}\n  - {slot: b}\n\n# Pauses\nblackouts: []\n",
    ),
    "groups between blank lines": (
        "entries:\n  - {slot: c}\n\n  - {slot: b}\n\n\n  - {slot: a}\n",
        "entries:\n  - {slot: a}\n  - {slot: b}\n  - {slot: c}\n",
    ),
    "signs of several bytes": (
        "# « Été »\nentries:\n  - {slot: b, why: 'é€😀'}\n  - {slot: a, why: 'œ'}\n",
        "# « Été »\nentries:\n  - {slot: a, why: 'œ'}\n  - {slot: b, why: 'é€😀'}\n",
    ),
    "no entries": ("format: 1\n", None),
}


@pytest.mark.parametrize(("written", "expected"), CASES.values(), ids=CASES.keys())
def test_entries_are_sorted_and_their_comments_stay_with_them(written: str, expected: str | None) -> None:
    made = sorted_entries(written, [(e["slot"],) for e in load_yaml(written).get("entries", [])])

    assert made == (expected or written)
    assert sorted_entries(made, [(e["slot"],) for e in load_yaml(made).get("entries", [])]) == made


@pytest.mark.parametrize(
    "written",
    [
        pytest.param("entries: [{slot: b}, {slot: a}]\n", id="a-list-on-a-line"),
        pytest.param("entries:\n  - {slot: b}\n  -\n    slot: a\n", id="a-dash-alone"),
        pytest.param("entries:\n  - slot: b\n    why: |+\n      Un.\n\n  - {slot: a}\n", id="a-blank-line-that-counts"),
    ],
)
def test_a_layout_that_is_not_understood_is_left_alone(written: str) -> None:
    assert by_slot(written) is None


LINE = st.sampled_from(["", "  # un", "# deux", "    # trois"])
ENTRY = st.sampled_from([
    "  - {{slot: {0}, piece: p}}", "  - slot: {0}\n    piece: p", "  - {{slot: {0}}}  # fin",
    "  - slot: {0}\n    # dedans\n    why: |\n      Un.\n\n      # Deux.",
])  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.lists(LINE, max_size=3), ENTRY), min_size=1, max_size=6), st.randoms())
def test_whatever_its_comments_a_file_says_the_same_and_sorting_again_changes_nothing(laid_out, chance) -> None:
    names = [f"c/{number}" for number in range(len(laid_out))]
    chance.shuffle(names)
    blocks = ["\n".join([*above, entry.format(name)]) for name, (above, entry) in zip(names, laid_out, strict=True)]
    written = "format: 1\nentries:\n" + "\n".join(blocks) + "\n"

    made = by_slot(written)

    assert made is not None
    assert load_yaml(made)["entries"] == sorted(load_yaml(written)["entries"], key=lambda entry: entry["slot"])
    assert sorted(made.replace(" ", "").split()) == sorted(written.replace(" ", "").split())
    assert by_slot(made) == made


def test_entries_are_sorted_by_local_time_and_a_move_does_not_count(tmp_path: Path) -> None:
    lines = [
        "{at: 2026-03-10T09:30, channel: x, piece: a}",
        "{slot: lettre/2026-03-13, moved_to: 2026-03-02T08:00}",
        "{at: 2026-03-10T07:00+00:00, channel: linkedin, piece: a}",
        "{slot: articles/2026-03-10, piece: a}",
        "{at: 2026-03-01, channel: x, piece: b}",
    ]
    builder = SiteBuilder(tmp_path).file(MONTH, "entries:\n" + "".join(f"  - {line}\n" for line in lines))

    assert tidy_calendar(builder.root) == Tidied((MONTH,), ())

    sorted_lines = [lines[4], lines[2], lines[3], lines[0], lines[1]]
    assert (tmp_path / MONTH).read_text("utf-8") == "entries:\n" + "".join(f"  - {line}\n" for line in sorted_lines)
    assert tidy_calendar(builder.root) == Tidied((), ())


def test_line_ends_a_byte_order_mark_and_the_rights_of_a_file_are_kept(tmp_path: Path) -> None:
    builder = SiteBuilder(tmp_path)
    raw = b"\xef\xbb\xbfentries:\r\n  - {slot: articles/2026-03-17}\r\n  - {slot: articles/2026-03-10}\r\n"
    builder.file(MONTH, raw)
    (tmp_path / MONTH).chmod(0o640)

    tidy_calendar(builder.root)

    lines = raw.split(b"\r\n")
    assert (tmp_path / MONTH).read_bytes() == b"\r\n".join([lines[0], lines[2], lines[1], b""])
    assert (tmp_path / MONTH).stat().st_mode & 0o777 == 0o640


def test_a_file_that_leads_out_of_the_site_is_not_written(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    builder, away = SiteBuilder(tmp_path / "site"), tmp_path / "away.yaml"
    away.write_text("entries:\n  - {slot: articles/2026-03-10}\n  - {slot: articles/2026-03-03}\n")
    (builder.root / MONTH).parent.mkdir()
    (builder.root / MONTH).symlink_to(away)
    before = away.read_bytes()

    with pytest.raises(EditorialError, match="leads out of the site"):
        tidy_calendar(builder.root)

    assert away.read_bytes() == before


def test_a_file_left_alone_is_named_only_when_it_is_out_of_order(tmp_path: Path) -> None:
    builder = SiteBuilder(tmp_path)
    builder.file(MONTH, "entries: [{slot: articles/2026-03-17}, {slot: articles/2026-03-10}]\n")
    builder.file(MONTH.replace("03", "04"), "entries: [{slot: articles/2026-04-07}]\n")

    assert tidy_calendar(builder.root) == Tidied((), (MONTH,))


def test_a_calendar_that_cannot_be_read_is_not_touched(tmp_path: Path) -> None:
    builder = SiteBuilder(tmp_path).file(MONTH, "entries:\n  - {slot: b}\n  - {slot: a\n")

    with pytest.raises(EditorialError):
        tidy_calendar(builder.root)
    assert (tmp_path / MONTH).read_text("utf-8") == "entries:\n  - {slot: b}\n  - {slot: a\n"


def test_two_branches_that_plan_two_months_merge_without_a_conflict(tmp_path: Path) -> None:
    months = {name: f"editorial/calendar/2026-{name}.yaml" for name in ("03", "04")}
    builder = SiteBuilder(tmp_path).piece("a", date=None).piece("b", date=None)
    for path in months.values():
        builder.file(path, "entries: []\n")
    builder.commit()

    def git(*arguments: str) -> None:
        subprocess.run(["git", *arguments], cwd=tmp_path, check=True, capture_output=True)

    for branch, month, slot, piece in (("mars", "03", "17", "a"), ("avril", "04", "07", "b")):
        git("switch", "-q", "-c", branch, "main")
        builder.file(months[month], f"entries:\n  - {{slot: articles/2026-{month}-{slot}, piece: {piece}}}\n")
        builder.commit(branch)
    git("switch", "-q", "main")
    for branch in ("mars", "avril"):
        git("-c", "user.name=Banc", "-c", "user.email=banc@banc.example", "merge", "-q", "--no-ff", "--no-edit", branch)

    given = {slot.id: slot.piece for slot in builder.decide().schedule.slots if slot.piece}
    assert given == {"articles/2026-03-17": "a", "articles/2026-04-07": "b"}
