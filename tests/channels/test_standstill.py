"""What stands still is not built again; whatever might make another output has it built."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import channels.build
from channels.build import Job, build
from channels.standstill import NAME, Inputs, at_standstill, inputs_of, last_build, outputs_of, remember
from editorial import scan
from editorial.memory import forget
from editorial.signature import PIN
from tests.builder import AT, BLOG, SiteBuilder
from tests.channels.blog.blogs import photo
from tests.command import Ran, ligne
from tests.newsroom import Newsroom
from tests.trees import tree

HOUR_NS = 3_600_000_000_000
UNTIL = datetime(2026, 3, 10, 23, tzinfo=UTC)
Act = Callable[[SiteBuilder], object]

pytestmark = pytest.mark.usefixtures("time_passes")


def a_site(root: Path) -> SiteBuilder:
    """A site with something in every place that a build reads."""
    builder = SiteBuilder(root).data("channels/blog.yaml", {**BLOG, "cards": False})
    builder.charter(channels={"blog": {}, "newsletter": {}})
    builder.file("content/ecouter/vue.jpg", photo((300, 200))).file(
        "content/ecouter/autre.jpg", photo((300, 200), "red")
    )
    builder.file("content/x/une.jpg", photo((300, 200))).file("content/y/une.jpg", photo((300, 200), "red"))
    builder.file("content/.caches/une.jpg", photo((300, 200)))
    (root / "content/ecouter/lien.jpg").symlink_to("vue.jpg")
    (root / "content/photos").symlink_to("x")
    for name, src in (
        ("un", "vue.jpg"),
        ("deux", "lien.jpg"),
        ("trois", "photos/une.jpg"),
        ("cache", ".caches/une.jpg"),
    ):
        builder.piece(name, image={"src": src, "alt": "Une couleur unie"})
    builder.file("theme/static/style.css", "p {}").file("theme/templates/404.html", "rien")
    builder.file("pelicanconf.py", (Path(__file__).parents[2] / "pelicanconf.py").read_bytes())
    return builder.data("editorial/calendar/2026-03.yaml", {"format": 1, "entries": []})


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site that was built once."""
    builder = a_site(tmp_path_factory.mktemp("built"))
    build(Job(builder.root, AT), lambda done, total: None, Inputs(scan.scan(builder.root), {}))
    return builder.root


@pytest.fixture
def standing(template: Path, tmp_path: Path) -> SiteBuilder:
    """A copy of it, remembered as it stands."""
    root = tmp_path / "site"
    shutil.copytree(template, root, symlinks=True)
    last, inputs = last_build(root), inputs_of(root)
    assert last is not None
    assert inputs is not None
    remember(root, last._replace(inputs=inputs.stamps, outputs=outputs_of(root / "output", last.outputs)))
    builder = SiteBuilder.__new__(SiteBuilder)
    builder.root = root
    return builder


def stands(builder: SiteBuilder, at: datetime = AT) -> bool:
    """Say whether a run would find nothing to build."""
    root = builder.root
    last = last_build(root)
    return last is not None and at_standstill(root, root / "output", last, inputs_of(root), at) is not None


def rewrite(path: str) -> Act:
    """Write a file's own bytes again, one of them another."""

    def act(builder: SiteBuilder) -> None:
        file = builder.root / path
        stat = file.stat()
        file.write_bytes(file.read_bytes()[:-1] + b" ")
        os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns))

    return act


def remove(path: str) -> Act:
    """Remove a file or a link."""
    return lambda builder: (builder.root / path).unlink()


def link(path: str, target: str) -> Act:
    """Have a link lead elsewhere."""

    def act(builder: SiteBuilder) -> None:
        (builder.root / path).unlink(missing_ok=True)
        (builder.root / path).symlink_to(target)

    return act


INPUTS: dict[str, Act] = {
    "a-piece": rewrite("content/ecouter/un.md"),
    "a-piece-added": lambda b: b.piece("neuf"),
    "a-piece-removed": remove("content/ecouter/deux.md"),
    "a-piece-renamed": lambda b: (b.root / "content/ecouter/un.md").rename(b.root / "content/ecouter/une.md"),
    "a-picture": rewrite("content/ecouter/vue.jpg"),
    "a-picture-added": lambda b: b.file("content/ecouter/neuve.jpg", b"x"),
    "a-picture-removed": remove("content/ecouter/autre.jpg"),
    "a-picture-of-a-hidden-folder": rewrite("content/.caches/une.jpg"),
    "where-a-link-to-a-picture-leads": link("content/ecouter/lien.jpg", "autre.jpg"),
    "where-a-link-to-a-folder-leads": link("content/photos", "y"),
    "a-link-to-a-folder-gone": remove("content/photos"),
    "a-link-added": link("content/ecouter/neuf.md", "un.md"),
    "the-charter": lambda b: b.charter(version="2.0.0"),
    "the-calendar": lambda b: b.calendar(outbox_days=3),
    "a-month-of-the-calendar": rewrite("editorial/calendar/2026-03.yaml"),
    "a-month-added": lambda b: b.data("editorial/calendar/2026-04.yaml", {"format": 1, "entries": []}),
    "an-approval-added": lambda b: b.file("editorial/approvals/un/x.yaml", "id: un\n"),
    "the-blogs-settings": rewrite("channels/blog.yaml"),
    "the-newsletters-settings": rewrite("channels/newsletter.yaml"),
    "settings-added": lambda b: b.data("channels/social.yaml", {"format": 1, "accounts": {}}),
    "a-template": rewrite("theme/templates/404.html"),
    "a-template-added": lambda b: b.file("theme/templates/tag.html", "x"),
    "a-template-removed": remove("theme/templates/404.html"),
    "a-style-sheet": rewrite("theme/static/style.css"),
    "the-brand": lambda b: b.file("theme/brand.yaml", "format: 1\n"),
    "where-a-template-leads": link("theme/templates/404.html", "../static/style.css"),
    "pelicanconf": rewrite("pelicanconf.py"),
    "pelicanconf-removed": remove("pelicanconf.py"),
}
OUTPUTS: dict[str, Act] = {
    "a-page": rewrite("output/site/un/index.html"),
    "a-page-removed": remove("output/site/un/index.html"),
    "a-letter": rewrite("output/outbox/newsletter/lettre_2026-03-06/text.txt"),
    "a-manifest": rewrite("output/manifest/blog.json"),
    "a-manifest-removed": remove("output/manifest/newsletter.json"),
    "a-manifest-added": lambda b: b.file("output/manifest/x.json", "{}"),
    "the-signature": rewrite("output/build.json"),
    "the-signature-removed": remove("output/build.json"),
    "all-of-it": lambda b: shutil.rmtree(b.root / "output"),
}
NOTHING: dict[str, Act] = {
    "nothing": lambda b: None,
    "a-file-beside-the-site": lambda b: b.file("README.md", "x").file("scripts/x.py", "x"),
    "a-file-of-the-teams-in-the-output": lambda b: b.file("output/site/CNAME", "banc.example"),
    "bytecode": lambda b: b.file("theme/__pycache__/x.pyc", "x"),
    "an-empty-folder": lambda b: (b.root / "content/vide").mkdir(),
}


@pytest.mark.parametrize("act", NOTHING.values(), ids=NOTHING)
def test_a_site_stands_still_while_nothing_of_it_changes(standing: SiteBuilder, act: Act) -> None:
    act(standing)

    assert stands(standing) is True


@pytest.mark.parametrize("act", INPUTS.values(), ids=INPUTS)
def test_a_changed_input_has_the_site_built(standing: SiteBuilder, act: Act) -> None:
    act(standing)

    assert stands(standing) is False


@pytest.mark.parametrize("act", OUTPUTS.values(), ids=OUTPUTS)
def test_a_changed_output_has_the_site_built(standing: SiteBuilder, act: Act) -> None:
    act(standing)

    assert stands(standing) is False


@pytest.mark.parametrize(
    ("at", "is_still"),
    [
        pytest.param(AT - timedelta(seconds=1), False, id="earlier"),
        pytest.param(AT, True, id="the-same"),
        pytest.param(AT + timedelta(hours=1), True, id="later"),
        pytest.param(UNTIL - timedelta.resolution, True, id="just-before-midnight"),
        pytest.param(UNTIL, False, id="midnight"),
        pytest.param(AT + timedelta(days=9), False, id="another-day"),
    ],
)
def test_a_site_stands_still_until_its_next_turn(standing: SiteBuilder, at: datetime, is_still: bool) -> None:
    assert stands(standing, at) is is_still


def test_a_file_too_young_to_be_told_by_its_stamp_has_the_site_built(
    standing: SiteBuilder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scan, "_FINE_NS", HOUR_NS)

    assert (inputs_of(standing.root), stands(standing)) == (None, False)


def test_another_root_of_trust_has_the_site_built(
    standing: SiteBuilder, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert stands(standing)
    monkeypatch.setenv(PIN, "SHA256:x")
    assert not stands(standing)
    key = tmp_path / "key.pub"
    key.write_text("un")
    monkeypatch.setenv(PIN, str(key))
    before = inputs_of(standing.root)
    key.write_text("deux")
    assert inputs_of(standing.root) != before


def test_a_folder_that_leads_to_itself_is_no_hindrance(standing: SiteBuilder) -> None:
    (standing.root / "theme/static/encore").symlink_to(".")
    (standing.root / "theme/soi").symlink_to("soi")

    assert (inputs_of(standing.root) is not None, stands(standing)) == (True, True)


def test_a_build_begun_is_the_last_one_no_more(standing: SiteBuilder) -> None:
    forget(standing.root, NAME)

    assert (last_build(standing.root), stands(standing)) == (None, False)


@pytest.mark.parametrize("raw", [b"", b"garbage", b"{}"])
def test_a_memory_of_somebody_elses_has_the_site_built(standing: SiteBuilder, raw: bytes) -> None:
    standing.file(".ligne/standstill", raw)

    assert stands(standing) is False


@pytest.fixture
def builds(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """The instants of the builds that are made."""
    found: list[datetime] = []
    make = channels.build.build

    def making(job: Job, *more: object) -> object:
        found.append(job.at)
        return make(job, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(channels.build, "build", making)
    return found


def ran(builder: SiteBuilder, at: datetime = AT) -> Ran:
    return ligne("build", "--jobs", "1", "--format", "json", "--at", at.isoformat(), site=builder.root)


def small(root: Path) -> SiteBuilder:
    """A site that builds in no time."""
    root.mkdir(parents=True, exist_ok=True)
    builder = SiteBuilder(root).data("channels/blog.yaml", {**BLOG, "cards": False})
    return builder.charter(channels={"blog": {}, "newsletter": {}}).piece("un")


def test_a_second_run_builds_nothing_and_says_the_same(tmp_path: Path, builds: list[datetime]) -> None:
    builder = small(tmp_path)
    first = ran(builder)
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "output").rglob("*") if path.is_file()}

    second = ran(builder)

    after = {path: path.stat().st_mtime_ns for path in (tmp_path / "output").rglob("*") if path.is_file()}
    said, says = json.loads(first.out), json.loads(second.out)
    assert (builds, second.code, after == before) == ([AT], first.code, True)
    counts = ("made", "kept", "pruned")
    assert {key: value for key, value in says.items() if key not in counts} == {
        key: value for key, value in said.items() if key not in counts
    }
    assert [says.get(key) for key in counts] == [0, said["made"] + said["kept"], 0]


@pytest.mark.parametrize("has_git", [False, True], ids=["without-git", "in-git"])
def test_an_output_signed_anew_is_that_of_a_clean_build(tmp_path: Path, builds: list[datetime], has_git: bool) -> None:
    builder, later = small(tmp_path / "site"), AT + timedelta(hours=2)
    if has_git:
        builder.commit()
    ran(builder)
    if has_git:
        builder.file("README.md", "x").commit()
    ran(builder, later)
    signed = tree(builder.root / "output")
    ran(builder, later + timedelta(minutes=1))
    ran(builder, later)
    shutil.rmtree(builder.root / "output")
    shutil.rmtree(builder.root / ".ligne")

    ran(builder, later)

    assert signed == tree(builder.root / "output")
    assert (builds[0], json.loads(signed["build.json"])["at"]) == (AT, later.isoformat())


def test_what_was_signed_anew_stands_still_too(tmp_path: Path, builds: list[datetime]) -> None:
    builder = small(tmp_path)

    for minutes in (0, 30, 60, 60, 90):
        ran(builder, AT + timedelta(minutes=minutes))

    assert builds == [AT]


HELD: dict[str, Act] = {
    "a-text-with-an-error": lambda b: b.piece("deux", pillar="inconnu"),
    "a-text-that-does-not-read": lambda b: b.file("content/deux.md", b"\xff"),
    "a-live-text-as-it-was": lambda b: b.commit().piece("un", pillar="inconnu"),
    "a-live-text-in-review": lambda b: b.commit().piece("un", status="review"),
}


@pytest.mark.parametrize("act", HELD.values(), ids=HELD)
def test_a_build_that_holds_a_text_is_never_remembered(tmp_path: Path, builds: list[datetime], act: Act) -> None:
    builder = small(tmp_path)
    act(builder)

    codes = [ran(builder).code for _ in range(2)]

    assert (builds, codes[0] == codes[1], last_build(tmp_path)) == ([AT, AT], True, None)


TURNS: dict[str, tuple[Act, datetime]] = {
    "a-scheduled-piece": (lambda b: b.piece("deux", date="2026-03-10T14:00+01:00"), AT + timedelta(hours=1)),
    "an-embargo": (lambda b: b.piece("deux", embargo="2026-03-10T14:00+01:00"), AT + timedelta(hours=1)),
    "an-expiry": (lambda b: b.piece("deux", expires="2026-03-10T14:00+01:00"), AT + timedelta(hours=1)),
    "a-letters-slot": (
        lambda b: b.calendar(entries=[{"slot": "lettre/2026-03-13", "moved_to": "2026-03-10T14:00"}]),
        AT + timedelta(hours=1),
    ),
    "midnight": (lambda b: None, UNTIL),
}


@pytest.mark.parametrize(("act", "turn"), TURNS.values(), ids=TURNS)
def test_a_turn_of_the_plan_has_the_site_built(
    tmp_path: Path, builds: list[datetime], act: Act, turn: datetime
) -> None:
    builder = small(tmp_path)
    act(builder)

    for at in (AT, turn - timedelta(seconds=1), turn):
        ran(builder, at)

    assert builds == [AT, turn]


def test_a_build_that_fails_is_not_the_last(tmp_path: Path, builds: list[datetime]) -> None:
    builder = small(tmp_path)
    ran(builder)
    builder.file("theme/templates/404.html", "{% if %}")
    failed = ran(builder).code
    (tmp_path / "theme/templates/404.html").unlink()

    again = ran(builder).code

    assert (failed, again, len(builds)) == (2, 0, 3)


def checked(builder: SiteBuilder, *paths: str, at: datetime = AT) -> tuple[int, list[object]]:
    ran = ligne("check", *paths, "--format", "json", "--at", at.isoformat(), site=builder.root)
    return ran.code, json.loads(ran.out)["findings"]


CHECKED = {
    "everything": (),
    "a-file": ("content/ecouter/deux.md",),
    "a-file-without-findings": ("content/ecouter/un.md",),
    "a-folder": ("content/ecouter",),
    "the-site": (".",),
}


@pytest.mark.parametrize("paths", CHECKED.values(), ids=CHECKED)
def test_a_check_of_what_stands_still_says_what_the_build_found(
    tmp_path: Path, looks: list[datetime], paths: tuple[str, ...]
) -> None:
    builder = small(tmp_path).piece("deux", "#### Trop bas\n\nCourt. [lien](un.md#nulle-part)")
    before = checked(builder, *paths)
    ran(builder)
    looks.clear()

    after = checked(builder, *paths)

    assert (after, looks) == (before, [])


@pytest.mark.parametrize("format_", ["text", "github", "gitlab", "sarif", "rdjson"])
def test_a_repeated_check_shows_sources_and_clauses_like_a_fresh_one(
    tmp_path: Path, looks: list[datetime], format_: str
) -> None:
    builder = small(tmp_path).piece("deux", "#### Trop bas\n\nCourt.", status="draft")
    builder.charter(channels={"blog": {"length": {"min_words": 9}}})
    before = ligne("check", "--format", format_, "--at", AT.isoformat(), site=tmp_path)
    ran(builder)
    looks.clear()

    after = ligne("check", "--format", format_, "--at", AT.isoformat(), site=tmp_path)

    assert (after, looks) == (before, [])
    assert "length.blog" in after.out


def test_a_fix_looks_at_what_stands_still_and_writes(tmp_path: Path, looks: list[datetime]) -> None:
    builder = small(tmp_path)
    page = tmp_path / "content/ecouter/un.md"
    page.write_text(page.read_text("utf-8").replace("title:", "titre:"), "utf-8")
    ran(builder)
    looks.clear()

    ligne("check", "--fix", "--at", AT.isoformat(), site=tmp_path)

    assert (page.read_text("utf-8").count("title:"), looks) == (1, [AT, AT])


@pytest.mark.parametrize(
    ("act", "at"),
    [
        pytest.param(rewrite("content/ecouter/un.md"), AT, id="a-text-changed"),
        pytest.param(lambda b: b.piece("deux", pillar="inconnu"), AT, id="a-text-more"),
        pytest.param(lambda b: None, AT - timedelta(seconds=1), id="an-earlier-instant"),
        pytest.param(lambda b: None, UNTIL, id="a-turn-of-the-plan"),
    ],
)
def test_a_check_of_what_has_changed_looks_at_it(tmp_path: Path, looks: list[datetime], act: Act, at: datetime) -> None:
    builder = small(tmp_path)
    ran(builder)
    act(builder)

    checked(builder, at=at)

    assert looks == [AT, at]


def test_a_check_looks_over_the_folder_of_the_pieces_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    builder, folders = small(tmp_path), list[str]()
    ran(builder)
    builder.piece("deux", pillar="inconnu")
    into = scan._look_into
    monkeypatch.setattr(
        scan, "_look_into", lambda root, folder, found: (folders.append(folder), into(root, folder, found))
    )

    checked(builder)

    assert folders.count("content") == 1


CHOICES = {
    "staged": ["--staged"],
    "since": ["--since", "HEAD"],
    "against": ["--against", "HEAD"],
    "online": ["--online"],
}


@pytest.mark.parametrize("choice", CHOICES.values(), ids=CHOICES)
def test_a_check_that_is_asked_for_more_looks_for_itself(
    tmp_path: Path, looks: list[datetime], choice: list[str]
) -> None:
    builder = small(tmp_path).commit()
    ran(builder)

    checked(builder, *choice)

    assert looks == [AT, AT]


def test_a_check_with_a_baseline_looks_for_itself_and_says_what_is_stale(tmp_path: Path) -> None:
    counts = {"content/ecouter/un.md": {"words.banned": 3}}
    text = json.dumps({"format": 1, "counts": counts})
    builder = small(tmp_path).calendar(cadences=[]).file("editorial/baseline.json", text)
    before = checked(builder)
    ran(builder)

    assert checked(builder) == before
    assert [finding["rule"] for finding in before[1] if isinstance(finding, dict)] == ["baseline.stale"]


def test_where_a_live_text_lacks_an_approval_another_commit_is_looked_at(tmp_path: Path, looks: list[datetime]) -> None:
    newsroom = Newsroom(tmp_path / "site", tmp_path / "keys", records="none")
    newsroom.data("channels/blog.yaml", {**BLOG, "cards": False}).calendar(cadences=[]).piece("un").commit()
    del newsroom.approval["records"]
    newsroom.write_charter().commit()
    found = {f["rule"] for f in checked(newsroom)[1] if isinstance(f, dict)}
    ran(newsroom)
    looks.clear()
    checked(newsroom)
    assert (found, looks) == ({"approval.missing"}, [])
    newsroom._git("commit", "--allow-empty", "-qm", "un autre")

    checked(newsroom)

    assert looks == [AT]
