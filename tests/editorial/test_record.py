"""The folder of approvals is read without believing it: what is hostile there counts for nothing, and says so."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editorial.finding import Finding
from editorial.record import Record, files_in, folder_of, read_record
from tests.newsroom import Newsroom, verdict_of

PLAIN = Record("a", "say1:00", "chef", "camille", "1.0.0", "2026-03-10T12:00:00Z", "banc.example", "", "--\nx\n--")
FOLDER = "editorial/approvals/a"


@pytest.fixture
def room(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Newsroom:
    (tmp_path / "site").mkdir()
    room = Newsroom(tmp_path / "site", tmp_path_factory.getbasetemp() / "keys")
    room.piece("a")
    return room


def test_record_reads_as_it_was_written() -> None:
    assert read_record(PLAIN.text(), "x.yaml") == Record(**{**_values(PLAIN), "path": "x.yaml"})


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1).map(str.strip).filter(bool))
def test_any_name_reads_as_it_was_written(name: str) -> None:
    record = Record(**{**_values(PLAIN), "by": name})
    assert read_record(record.text(), "").statement() == record.statement()


def test_each_value_is_part_of_what_is_signed() -> None:
    names = ("id", "hash", "role", "by", "charter", "at", "repository", "channel")
    said = {Record(**{**_values(PLAIN), name: "autre"}).statement() for name in names}
    assert len({*said, PLAIN.statement()}) == len(names) + 1


def test_value_cannot_run_into_the_next_one() -> None:
    one, two = Record(**{**_values(PLAIN), "role": "a", "by": 'b","c'}), Record(**{**_values(PLAIN), "role": "a,b"})
    assert one.statement() != two.statement()


HOSTILE = {
    "alias bomb": "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n",
    "no mapping": "- a\n",
    "wrong types": "id: [a]\nhash: {a: 1}\nrole: 1\nby: true\nat: 2026\n",
    "no YAML": "id: 'a\n",
    "deep": "a: " + "[" * 5_000,
    "another format": "format: 9\n" + PLAIN.text().replace("format: 1\n", ""),
    "unknown key": PLAIN.text() + "extra: 1\n",
    "an instant that is none": PLAIN.text().replace("2026-03-10T12:00:00Z", "demain"),
    "a day that is none": PLAIN.text().replace("2026-03-10", "2026-13-40"),
    "other digits": PLAIN.text().replace("2026-03-10", "２０２６-03-10"),
    "tag": "id: !!python/object/apply:os.system [x]\n",
    "huge": "x" * 200_000,
    "bytes": b"\xff\xfe\x00",
    "empty": "",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_record_counts_for_nothing_and_says_so(room: Newsroom, text: str | bytes) -> None:
    room.approve("a", "camille")
    room.file(f"{FOLDER}/hostile.yaml", text)
    site = room.site()
    assert site.approvals
    assert [(f.rule, f.path) for f in site.approvals.findings] == [("approval.unreadable", f"{FOLDER}/hostile.yaml")]
    assert verdict_of(site, "a").is_approved


LINKS = {"a file": "record.yaml", "a folder": "elsewhere"}


@pytest.mark.parametrize("name", LINKS.values(), ids=LINKS.keys())
def test_link_out_of_the_site_is_not_followed(room: Newsroom, tmp_path: Path, name: str) -> None:
    path = room.approve("a", "camille")
    (tmp_path / "elsewhere").mkdir()
    (room.root / path).rename(tmp_path / "elsewhere/record.yaml")
    target = tmp_path / "elsewhere" / ("record.yaml" if name.endswith(".yaml") else "")
    (room.root / FOLDER / name).symlink_to(target)
    assert not verdict_of(room.site(), "a").is_approved


def test_folder_of_approvals_that_is_a_link_is_not_read(room: Newsroom, tmp_path: Path) -> None:
    room.approve("a", "camille")
    (room.root / "editorial/approvals").rename(tmp_path / "elsewhere")
    (room.root / "editorial/approvals").symlink_to(tmp_path / "elsewhere")
    ((path, problem),) = files_in(room.root)
    assert path == "editorial/approvals"
    assert isinstance(problem, Finding)
    assert not verdict_of(room.site(), "a").is_approved


def test_tower_of_folders_is_not_climbed(room: Newsroom) -> None:
    room.file(f"{FOLDER}/{'a/' * 800}x.yaml", PLAIN.text())
    assert list(files_in(room.root)) == []


def test_folder_of_an_edition_is_one_name() -> None:
    assert folder_of("lettre/2026-03-06") == "editorial/approvals/lettre_2026-03-06"


def _values(record: Record) -> dict[str, str]:
    return {name: getattr(record, name) for name in Record.__dataclass_fields__}
