"""The versions of a charter are those that git remembers and the one in the work tree, each from its day on."""

from __future__ import annotations

import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from editorial.errors import EditorialError
from editorial.memory import Memory
from editorial.site import read_site
from editorial.versions import NAME, Versions, charter_named, read_versions, version_before
from tests.builder import CHARTER, SiteBuilder

PARIS = ZoneInfo("Europe/Paris")


def word(term: str) -> dict[str, Any]:
    return {"banned": [{"term": term, "why": "usé", "instead": "autre chose"}]}


def versions(builder: SiteBuilder, memory: Memory | None = None) -> Versions:
    site = builder.site()
    return read_versions(site.root, site.charter, PARIS, memory)


def names(found: Versions) -> list[tuple[str, str]]:
    return [(version.name, version.since.astimezone(PARIS).date().isoformat()) for version in found.every]


def three(root: Path) -> SiteBuilder:
    builder = SiteBuilder(root).commit()
    builder.charter(version="2.0.0", effective="2026-02-01", vocabulary=word("deux"))
    builder.commit(at="2026-01-20T09:00:00+01:00")._git("tag", "v2")
    builder.charter(version="3.0.0", effective="2026-03-01", vocabulary=word("trois"))
    return builder.commit(at="2026-02-20T09:00:00+01:00")


def test_every_version_that_was_committed_is_known_with_its_day(tmp_path: Path) -> None:
    assert names(versions(three(tmp_path))) == [
        ("1.0.0", "2026-01-01"),
        ("2.0.0", "2026-02-01"),
        ("3.0.0", "2026-03-01"),
    ]


def test_the_version_of_the_work_tree_counts_before_it_is_committed(tmp_path: Path) -> None:
    builder = three(tmp_path).charter(version="4.0.0", effective="2026-06-01")

    assert names(versions(builder))[-1] == ("4.0.0", "2026-06-01")


@pytest.mark.parametrize(
    ("at", "name"),
    [
        pytest.param(datetime(2025, 6, 1, tzinfo=UTC), "1.0.0", id="before-the-first"),
        pytest.param(datetime(2026, 1, 31, 22, 59, tzinfo=UTC), "1.0.0", id="the-minute-before-midnight-in-paris"),
        pytest.param(datetime(2026, 1, 31, 23, 0, tzinfo=UTC), "2.0.0", id="at-midnight-in-paris"),
        pytest.param(datetime(2027, 1, 1, tzinfo=UTC), "3.0.0", id="long-after-the-last"),
    ],
)
def test_a_version_is_in_force_from_the_beginning_of_its_day(tmp_path: Path, at: datetime, name: str) -> None:
    assert versions(three(tmp_path)).in_force(at).name == name


@pytest.mark.parametrize(
    ("dated", "day"),
    [
        pytest.param({"effective": "2026-02-03"}, "2026-02-03", id="effective"),
        pytest.param(
            {"effective": None, "changes": [{"version": "2.0.0", "date": "2026-02-04", "summary": "x"}]},
            "2026-02-04",
            id="its-line-in-changes",
        ),
        pytest.param({"effective": None}, "2026-02-05", id="its-first-commit"),
    ],
)
def test_the_day_of_a_version_is_the_one_it_names_else_that_of_its_first_commit(
    tmp_path: Path, dated: dict[str, Any], day: str
) -> None:
    builder = SiteBuilder(tmp_path).commit()
    builder.charter(version="2.0.0", **dated).commit(at="2026-02-05T09:00:00+01:00")
    builder.charter(version="2.0.0", **dated, mission={"client": "x"}).commit(at="2026-02-25T09:00:00+01:00")

    assert names(versions(builder))[-1] == ("2.0.0", day)


def test_a_version_that_was_corrected_counts_as_it_was_last_written(tmp_path: Path) -> None:
    builder = SiteBuilder(tmp_path).commit()
    builder.charter(vocabulary=word("corrigé")).commit(at="2026-01-08T09:00:00+01:00")
    builder.charter(version="2.0.0", effective="2026-02-01").commit(at="2026-01-20T09:00:00+01:00")

    first = versions(builder).every[0]

    assert [banned.term for banned in first.charter.banned] == ["corrigé"]
    assert first.begun_at == datetime(2026, 1, 5, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    "broken",
    [
        pytest.param("format: 1\nversion: 1.0.0\npillars: [\n", id="not-yaml"),
        pytest.param('format: 1\nversion: "1.0.0"\npiliers: []\nours: {}\n', id="renamed-keys"),
        pytest.param("format: 9\nversion: '1.0.0'\n", id="newer-format"),
    ],
)
def test_a_version_that_no_longer_reads_is_a_warning_and_no_crash(tmp_path: Path, broken: str) -> None:
    builder = SiteBuilder(tmp_path).file("editorial/charter.yaml", broken).commit()
    builder.charter(version="2.0.0", effective="2026-02-01").commit()

    found = versions(builder)

    assert names(found) == [("2.0.0", "2026-02-01")]
    assert [(f.rule, f.level.value, "1.0.0" in f.message.fr) for f in found.findings] == [
        ("version.unreadable", "warning", True)
    ]


def test_a_key_of_the_past_that_is_not_known_any_more_is_left_aside(tmp_path: Path) -> None:
    builder = SiteBuilder(tmp_path).charter(ton="vif", images={"alt": "required", "taille": 3}).commit()
    builder.charter(version="2.0.0", effective="2026-02-01").commit()

    found = versions(builder)

    assert (names(found)[0], found.findings) == (("1.0.0", "2026-01-01"), ())


def test_a_broken_text_between_two_right_ones_of_a_version_says_nothing(tmp_path: Path) -> None:
    builder = SiteBuilder(tmp_path).commit().file("editorial/charter.yaml", "version: 1.0.0\n  x").commit()
    builder.charter(version="2.0.0", effective="2026-02-01").commit()

    found = versions(builder)

    assert ([name for name, _ in names(found)], found.findings) == (["1.0.0", "2.0.0"], ())


def test_a_version_whose_branch_was_squashed_is_begun_with_that_commit(tmp_path: Path) -> None:
    builder = SiteBuilder(tmp_path).commit()
    builder._git("checkout", "-q", "-b", "charte")
    for term in ("un", "deux"):
        builder.charter(version="2.0.0", effective="2026-02-01", vocabulary=word(term))
        builder.commit(at="2026-01-10T09:00:00+01:00")
    builder._git("checkout", "-q", "main")
    builder._git("merge", "-q", "--squash", "charte")
    builder.commit(at="2026-01-15T09:00:00+01:00")

    version = versions(builder).every[-1]

    assert (version.name, version.begun_at) == ("2.0.0", datetime(2026, 1, 15, 8, tzinfo=UTC))


@pytest.mark.parametrize("is_committed", [False, True], ids=["no-git", "one-commit"])
def test_with_nothing_before_it_the_charter_is_the_only_version(tmp_path: Path, is_committed: bool) -> None:
    builder = SiteBuilder(tmp_path)
    if is_committed:
        builder.commit()

    assert names(versions(builder)) == [("1.0.0", "2026-01-01")]


def test_versions_are_remembered_until_the_commit_is_another(tmp_path: Path) -> None:
    builder = three(tmp_path)
    before = names(versions(builder, Memory(tmp_path, NAME)))
    remembered = Memory(tmp_path, NAME).entries

    assert len(remembered["charters"]) == 3
    assert names(versions(builder, Memory(tmp_path, NAME))) == before
    builder.charter(version="4.0.0", effective="2026-04-01").commit(at="2026-03-20T09:00:00+01:00")
    assert len(names(versions(builder, Memory(tmp_path, NAME)))) == 4
    assert Memory(tmp_path, NAME).entries["head"] != remembered["head"]


@pytest.mark.parametrize(
    ("what", "term"),
    [
        pytest.param("2.0.0", "deux", id="version"),
        pytest.param("v2", "deux", id="tag"),
        pytest.param("essai", "branche", id="branch"),
        pytest.param("HEAD", "trois", id="commit"),
    ],
)
def test_a_charter_is_named_by_version_tag_branch_or_commit(tmp_path: Path, what: str, term: str) -> None:
    builder = three(tmp_path)
    builder._git("checkout", "-q", "-b", "essai")
    builder.charter(version="4.0.0", vocabulary=word("branche")).commit()
    builder._git("checkout", "-q", "main")

    assert [banned.term for banned in charter_named(tmp_path, versions(builder), what).banned] == [term]


def test_a_charter_is_named_by_its_file(tmp_path: Path) -> None:
    builder = three(tmp_path).data("projet/charte.yaml", {**CHARTER, "vocabulary": word("fichier")})
    path = str(tmp_path / "projet/charte.yaml")

    assert [banned.term for banned in charter_named(tmp_path, versions(builder), path).banned] == ["fichier"]


@pytest.mark.parametrize(
    ("what", "said"),
    [
        pytest.param("9.9.9", "1.0.0, 2.0.0, 3.0.0", id="unknown"),
        pytest.param("--output=x", "tag, branch or commit", id="looks-like-an-option"),
        pytest.param("", "tag, branch or commit", id="empty"),
        pytest.param("vide", "has no file editorial/charter.yaml", id="a-branch-without-a-charter"),
        pytest.param("absent.yaml", "no .yaml file", id="a-file-that-is-not-there"),
    ],
)
def test_what_names_no_charter_is_said_in_a_sentence(tmp_path: Path, what: str, said: str) -> None:
    builder = three(tmp_path)
    builder._git("branch", "vide")
    empty = subprocess.run(
        ["git", "-C", tmp_path, "commit-tree", "-m", "x", "4b825dc642cb6eb9a060e54bf8d69288fbee4904"],
        env={"GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a", "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a"},
        capture_output=True, check=True,
    ).stdout.decode().strip()  # fmt: skip
    builder._git("update-ref", "refs/heads/vide", empty)

    with pytest.raises(EditorialError, match=said):
        charter_named(tmp_path, versions(builder), what)


def test_a_named_charter_that_does_not_read_names_where_it_stands(tmp_path: Path) -> None:
    builder = three(tmp_path)
    builder.file("editorial/charter.yaml", "version: 4.0.0\nchannels: {}\n").commit()._git("tag", "cassée")
    builder.charter().commit()

    with pytest.raises(EditorialError) as caught:
        charter_named(tmp_path, versions(builder), "cassée")

    assert {problem.path for problem in caught.value.problems} == {"cassée:editorial/charter.yaml"}


def test_a_shallow_clone_that_lacks_a_version_says_what_to_fetch(tmp_path: Path) -> None:
    (tmp_path / "origin").mkdir()
    three(tmp_path / "origin")
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "-q", "--depth=1", f"file://{tmp_path}/origin", str(clone)], check=True)

    site = read_site(clone)

    with pytest.raises(EditorialError, match="unshallow"):
        charter_named(clone, read_versions(clone, site.charter, PARIS), "2.0.0")


def test_versions_that_a_shallow_clone_fetches_later_are_known_at_once(tmp_path: Path) -> None:
    (tmp_path / "origin").mkdir()
    three(tmp_path / "origin")
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "-q", "--depth=1", f"file://{tmp_path}/origin", str(clone)], check=True)

    def known() -> list[str]:
        site = read_site(clone)
        return [one.name for one in read_versions(clone, site.charter, PARIS, Memory(clone, NAME)).every]

    assert known() == ["3.0.0"]
    subprocess.run(["git", "fetch", "-q", "--unshallow"], cwd=clone, check=True)
    assert known() == ["1.0.0", "2.0.0", "3.0.0"]


@pytest.mark.parametrize(
    ("change", "version"),
    [
        pytest.param({"version": "3.0.0", "effective": "2026-03-01", "vocabulary": word("trois")}, "2.0.0", id="same"),
        pytest.param({"version": "3.0.0", "effective": "2026-03-01"}, "3.0.0", id="changed-without-raising-it"),
        pytest.param({"version": "4.0.0", "effective": "2026-04-01"}, "3.0.0", id="raised"),
    ],
)
def test_a_charter_is_compared_with_what_was_in_force_before_it(
    tmp_path: Path, change: dict[str, Any], version: str
) -> None:
    builder = three(tmp_path).charter(**change)

    before = version_before(tmp_path, versions(builder))

    assert before is not None
    assert before[1].version == version


def test_a_single_version_is_compared_with_its_own_text_of_before(tmp_path: Path) -> None:
    builder = SiteBuilder(tmp_path).charter(vocabulary=word("avant")).commit()
    assert version_before(tmp_path, versions(builder)) is None
    builder.charter().commit()

    before = version_before(tmp_path, versions(builder))

    assert before is not None
    assert [banned.term for banned in before[1].banned] == ["avant"]
