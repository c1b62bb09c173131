"""A text rewritten that tells others what it told has its own page made again; whatever else has the site built."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

import channels.build
from channels.standstill import last_build, remember
from tests.builder import AT, BLOG, WORDS, SiteBuilder
from tests.channels.blog.blogs import photo
from tests.command import ligne
from tests.newsroom import Newsroom
from tests.trees import tree

BODY = f"{WORDS}\n\n## Un titre\n\n{WORDS} Un [lien](voisin.md). ![une vue](vue.jpg)"
MORE = "Une phrase de plus."
Act = Callable[[SiteBuilder], object]

pytestmark = pytest.mark.usefixtures("time_passes")


def a_site(root: Path) -> SiteBuilder:
    """A site where some texts are quoted on every channel, and some nowhere but on their own page."""
    root.mkdir()
    builder = SiteBuilder(root).data("channels/blog.yaml", {**BLOG, "cards": False})
    builder.file("content/ecouter/vue.jpg", photo((300, 200)))
    for day, name in enumerate(("ancien", "voisin", "neuf"), 1):
        builder.piece(name, BODY, date=f"2026-03-0{day}T09:00+01:00")
    builder.piece("nu", BODY, standfirst=None).piece("html", f"{BODY}\n\n<b>gras</b>")
    builder.piece("brouillon", BODY, status="draft").piece("mention", BODY, kind="page", pillar=None, date=None)
    builder.piece("cadre", BODY, kind="edition", pillar=None, date=None)
    return builder.calendar(entries=[{"slot": "lettre/2026-03-06", "piece": "cadre"}])


def built(builder: SiteBuilder, at: datetime = AT) -> tuple[int, dict[str, object]]:
    """Build, and give the exit code and what was said but the folder."""
    ran = ligne("build", "--jobs", "1", "--format", "json", "--at", at.isoformat(), site=builder.root)
    said = json.loads(ran.out)
    return ran.code, {**said, "folder": ""}


def clean(builder: SiteBuilder, at: datetime = AT) -> tuple[dict[str, bytes], int, object]:
    """Give what a clean build of a copy leaves and says."""
    copy = SiteBuilder.__new__(SiteBuilder)
    copy.root = builder.root.parent / "clean"
    shutil.copytree(builder.root, copy.root, ignore=shutil.ignore_patterns("output", ".ligne"))
    code, said = built(copy, at)
    return tree(copy.root / "output"), code, said["findings"]


def edit(name: str, old: str = "\n", new: str = "\n", *, end: str = f"\n{MORE}\n") -> Act:
    """Write a text with something in place of something else, the first time it stands there, and more at its end."""

    def act(builder: SiteBuilder) -> None:
        file = builder.root / f"content/ecouter/{name}.md"
        text = file.read_text()
        assert old in text
        file.write_text(text.replace(old, new, 1) + end)

    return act


def both(*acts: Act) -> Act:
    """Do one thing after the other."""
    return lambda builder: [act(builder) for act in acts]


RETOUCHED: dict[str, tuple[Act, set[str]]] = {
    "a-piece": (edit("ancien"), {"site/ancien/index.html"}),
    "two-pieces": (both(edit("ancien"), edit("voisin")), {"site/ancien/index.html", "site/voisin/index.html"}),
    "a-page": (edit("mention"), {"site/mention/index.html"}),
    "a-draft": (edit("brouillon"), set()),
    "the-words-of-a-link": (edit("ancien", "[lien]", "[autre lien]"), {"site/ancien/index.html"}),
    "the-words-of-a-heading-with-the-same-anchor": (edit("ancien", "Un titre", "Un Titre"), {"site/ancien/index.html"}),
    "a-signature-that-is-gone": (
        both(edit("ancien"), lambda b: (b.root / "output/build.json").unlink()),
        {"site/ancien/index.html"},
    ),
    "nothing-but-the-time-of-a-file": (edit("ancien", end=""), set()),
}
BUILT: dict[str, Act] = {
    "a-title": edit("ancien", "Le titre de ancien", "Un autre titre"),
    "an-opening": edit("ancien", "Une phrase simple", "Une autre phrase"),
    "a-heading": edit("ancien", "## Un titre", "## Un autre titre"),
    "where-a-link-leads": edit("ancien", "voisin.md", "neuf.md"),
    "what-a-picture-shows": edit("ancien", "![une vue]", "![une autre vue]"),
    "how-long-it-takes-to-read": edit("ancien", end=WORDS * 9),
    "a-text-without-a-standfirst": edit("nu"),
    "a-text-with-html": edit("html"),
    "the-frame-of-an-edition": edit("cadre"),
    "a-text-with-an-error": edit("ancien", end="\n[perdu](perdu.md)\n"),
    "a-text-with-a-finding-of-its-own": edit("ancien", end="\n#### Trop bas\n"),
    "a-title-that-a-check-has-read-since": both(
        edit("ancien", "Le titre de ancien", "Un autre titre"),
        lambda builder: ligne("check", "--at", AT.isoformat(), site=builder.root),
        edit("ancien"),
    ),
    "a-piece-more": both(edit("ancien"), lambda builder: builder.piece("tard")),
    "a-piece-less": both(edit("ancien"), lambda builder: (builder.root / "content/ecouter/neuf.md").unlink()),
    "a-template": both(edit("ancien"), lambda builder: builder.file("theme/templates/404.html", "x")),
    "an-output-that-somebody-touched": both(edit("ancien"), lambda b: b.file("output/site/neuf/index.html", "x")),
    "a-manifest-that-somebody-touched": both(edit("ancien"), lambda b: b.file("output/manifest/blog.json", "{}")),
    "a-journal-of-a-killed-build": both(
        edit("ancien"),
        lambda b: b.file("output/.press/journal.json", '["site/x.html"]').file("output/site/x.html", "x"),
    ),
}


@pytest.mark.parametrize(("act", "pages"), RETOUCHED.values(), ids=RETOUCHED)
def test_only_what_shows_a_rewritten_text_in_full_is_made(
    tmp_path: Path, looks: list[datetime], act: Act, pages: set[str]
) -> None:
    builder = a_site(tmp_path / "site")
    built(builder)
    before = tree(builder.root / "output")
    act(builder)

    code, said = built(builder)

    after, looked = tree(builder.root / "output"), len(looks)
    assert (after, code, said["findings"]) == clean(builder)
    changed = {path for path in after if after[path] != before[path] and path.startswith("site/")}
    feeds = {"site/feeds/atom.xml", "site/feeds/rss.xml"} if pages and "site/mention/index.html" not in pages else set()
    assert (looked, changed, said["pruned"]) == (1, pages | feeds, 0)
    files = [path for path in after if path != "build.json" and not path.startswith("manifest/")]
    assert (said["made"], said["kept"]) == (len(changed), len(files) - len(changed))


@pytest.mark.parametrize("act", BUILT.values(), ids=BUILT)
def test_whatever_else_changes_has_the_site_built(tmp_path: Path, looks: list[datetime], act: Act) -> None:
    builder = a_site(tmp_path / "site")
    built(builder)
    act(builder)
    looked = len(looks)

    code, said = built(builder)

    looked = len(looks) - looked
    assert (tree(builder.root / "output"), code, said["findings"]) == clean(builder)
    assert looked == 1


def test_a_file_laid_at_the_root_keeps_the_place_of_a_page(tmp_path: Path, looks: list[datetime]) -> None:
    builder = a_site(tmp_path / "site")
    for name in ("ancien/index.html", "404.html", "feeds/rss.xml"):
        builder.file(f"theme/site-root/{name}", f"À la place de {name}.")
    built(builder)
    edit("ancien")(builder)

    made = built(builder)[1]["made"]

    assert (len(looks), made) == (1, 1)
    assert tree(builder.root / "output") == clean(builder)[0]


def test_one_retouch_follows_another_and_the_site_stands_still_after_it(tmp_path: Path, looks: list[datetime]) -> None:
    builder = a_site(tmp_path / "site")
    built(builder)
    for hours, name in enumerate(("ancien", "voisin", "ancien"), 1):
        edit(name)(builder)
        built(builder, AT + timedelta(hours=hours))

    still = built(builder, AT + timedelta(hours=3))[1]

    assert (len(looks), still["made"]) == (1, 0)
    assert (tree(builder.root / "output"), 0, still["findings"]) == clean(builder, AT + timedelta(hours=3))


def test_a_memory_thrown_away_is_not_said_again_by_a_retouch(tmp_path: Path, looks: list[datetime]) -> None:
    builder = a_site(tmp_path / "site").file(".ligne/index", "garbage")
    said = []
    for _ in range(2):
        said.append(ligne("build", "--jobs", "1", "--at", AT.isoformat(), site=builder.root).err)
        edit("ancien")(builder)

    assert (len(looks), [bool(err) for err in said]) == (1, [True, False])


def test_a_turn_of_the_plan_has_the_site_built(tmp_path: Path, looks: list[datetime]) -> None:
    builder = a_site(tmp_path / "site").piece("demain", date="2026-03-11T09:00+01:00")
    built(builder)
    edit("ancien")(builder)

    later = AT + timedelta(days=1)
    built(builder, later)

    assert len(looks) == 2
    assert tree(builder.root / "output") == clean(builder, later)[0]


TEMPLATES = {
    "of-a-list": ("templates/tag.html", "{% for a in articles_page.object_list %}{{ a.content }}{% endfor %}"),
    "of-the-whole-site": ("templates/article.html", "{% for a in articles %}{{ a.content }}{% endfor %}"),
    "of-a-page": ("templates/page.html", "{% for a in view.newest(DEFAULT_LANG) %}{{ a.body }}{% endfor %}"),
    "of-the-contact-sheet": ("social/contact-sheet.html.j2", "{% for row in rows %}{{ row.piece.body }}{% endfor %}"),
}


@pytest.mark.parametrize(("name", "text"), TEMPLATES.values(), ids=TEMPLATES)
def test_a_site_with_a_template_of_its_own_is_built(
    tmp_path: Path, looks: list[datetime], name: str, text: str
) -> None:
    builder = a_site(tmp_path / "site").file(f"theme/{name}", text)
    built(builder)
    edit("neuf")(builder)

    built(builder)

    assert len(looks) == 2
    assert tree(builder.root / "output") == clean(builder)[0]


def test_the_page_of_a_translation_may_show_a_text_where_its_template_is_the_sites_own(
    tmp_path: Path, looks: list[datetime]
) -> None:
    builder = a_site(tmp_path / "site").piece("old", BODY, lang="en", translation_of="ancien")
    for day in range(5):
        builder.piece(f"tard-{day}", date=f"2026-03-06T0{day}:00+01:00")
        builder.piece(f"late-{day}", date=f"2026-03-06T0{day}:00+01:00", lang="en")
    shown = "{% for a in article.translations %}{{ a.content }}{% endfor %}{{ article.content }}"
    builder.file("theme/templates/article.html", shown)
    built(builder)
    edit("ancien")(builder)

    made = built(builder)[1]["made"]

    assert (len(looks), made) == (1, 4)
    assert tree(builder.root / "output") == clean(builder)[0]


def test_a_page_of_the_house_may_show_any_text_where_its_template_is_the_sites_own(
    tmp_path: Path, looks: list[datetime]
) -> None:
    builder = a_site(tmp_path / "site")
    builder.file("theme/templates/404.html", "{% for a in articles %}{{ a.content }}{% endfor %}")
    built(builder)
    edit("ancien")(builder)

    made = built(builder)[1]["made"]

    assert (len(looks), made) == (1, 4)
    assert tree(builder.root / "output") == clean(builder)[0]


@pytest.mark.parametrize("raw", [b"", b"garbage", b"\x80\x05N."], ids=["nothing", "garbage", "another-value"])
def test_a_plan_that_cannot_be_read_has_the_site_built(tmp_path: Path, looks: list[datetime], raw: bytes) -> None:
    builder = a_site(tmp_path / "site")
    built(builder)
    last = last_build(builder.root)
    assert last is not None
    remember(builder.root, last._replace(shown=raw))
    edit("ancien")(builder)

    built(builder)

    assert len(looks) == 2
    assert tree(builder.root / "output") == clean(builder)[0]


def under_two_charters(root: Path) -> SiteBuilder:
    """Lay out a site whose second charter, from 2 March on, bans a word: « ancien » stays under the first."""
    builder = a_site(root).charter(version="1.0.0", effective="2026-01-01").commit(at="2026-01-05T09:00:00+01:00")
    banned = [{"term": "usé", "why": "x", "instead": "neuf"}]
    builder.charter(version="2.0.0", effective="2026-03-02", vocabulary={"banned": banned})
    return builder.commit(at="2026-02-05T09:00:00+01:00")


@pytest.mark.parametrize(("name", "times"), [("ancien", 2), ("voisin", 1)], ids=["judged-by-the-older", "by-todays"])
def test_a_text_that_an_edit_brings_under_another_charter_has_the_site_built(
    tmp_path: Path, looks: list[datetime], name: str, times: int
) -> None:
    builder = under_two_charters(tmp_path / "site")
    built(builder)
    edit(name)(builder)

    code, said = built(builder)

    looked = len(looks)
    assert (tree(builder.root / "output"), code, said["findings"]) == clean(builder)
    assert looked == times


def test_where_versions_count_another_commit_has_the_site_built(tmp_path: Path, looks: list[datetime]) -> None:
    builder = under_two_charters(tmp_path / "site")
    built(builder)
    builder._git("commit", "--allow-empty", "-qm", "un autre")
    edit("voisin")(builder)

    built(builder)

    assert len(looks) == 2


def test_a_text_that_needs_approval_is_never_retouched(tmp_path: Path, looks: list[datetime]) -> None:
    newsroom = Newsroom(tmp_path / "site", tmp_path / "keys").data("channels/blog.yaml", {**BLOG, "cards": False})
    assert isinstance(newsroom, Newsroom)
    newsroom.piece("un", BODY.replace("[lien](voisin.md)", "lien").replace("voisin.md", "un.md"))
    newsroom.file("content/ecouter/vue.jpg", photo((300, 200))).commit()
    newsroom.approve("un", "camille", at=AT - timedelta(days=9))
    newsroom.commit()
    first = built(newsroom)[1]
    edit("un")(newsroom)

    second = built(newsroom)[1]

    assert (first["live"], len(looks)) == (1, 2)
    assert "live.kept" in {finding["rule"] for finding in second["findings"]}


ACTS: dict[str, tuple[Act, bool]] = {
    "a-title": (edit("p29", "Le titre de p29", "Un autre titre"), True),
    "a-piece-more": (lambda builder: builder.piece("tard", date="2026-03-09T09:00+01:00"), True),
    "a-piece-less": (lambda builder: (builder.root / "content/ecouter/p29.md").unlink(), True),
    "a-title-and-a-page-that-somebody-touched": (
        both(edit("p29", "Le titre de p29", "Un autre titre"), lambda b: b.file("output/site/p20/index.html", "x")),
        False,
    ),
}


@pytest.mark.parametrize(("act", "is_beside"), ACTS.values(), ids=ACTS)
def test_pages_far_from_a_change_are_left_alone_where_they_are_as_they_were_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, act: Act, is_beside: bool
) -> None:
    (tmp_path / "site").mkdir()
    builder = SiteBuilder(tmp_path / "site").data("channels/blog.yaml", {**BLOG, "cards": False})
    for number in range(30):
        builder.piece(f"p{number}", date=f"2026-02-{1 + number % 28:02}T{9 + number // 28:02}:00+01:00")
    built(builder)
    act(builder)
    looks: list[frozenset[str]] = []
    lay_out = channels.build._lay_out

    def laying(job: channels.build.Job, seen: channels.build.LookedOver) -> channels.build.LaidOut:
        looks.append(seen.brief.alone)
        return lay_out(job, seen)

    monkeypatch.setattr(channels.build, "_lay_out", laying)

    code, said = built(builder)

    assert ["/p20/" in alone for alone in looks] == ([True] if is_beside else [True, False])
    assert (tree(builder.root / "output"), code, said["findings"]) == clean(builder)


def test_a_retouch_tells_no_correction_before_its_day(tmp_path: Path, looks: list[datetime]) -> None:
    builder = a_site(tmp_path / "site")
    builder.piece("corrige", BODY, corrections=[{"date": "2026-03-20", "text": "Une coquille."}])
    built(builder)
    edit("corrige")(builder)

    built(builder)

    assert len(looks) == 1
    assert tree(builder.root / "output") == clean(builder)[0]
    assert MORE in (builder.root / "output/site/corrige/index.html").read_text()
    assert "Une coquille" not in (builder.root / "output/site/corrige/index.html").read_text()
