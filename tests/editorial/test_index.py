"""A site read through its index is the site itself, and a text whose bytes are known is not read again."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from channels.html import excerpt, to_html
from editorial import index, scan
from editorial.crew import Crew
from editorial.desk import decide
from editorial.errors import EditorialError
from editorial.gist import KeptText, has_html_images, images_in_text, leads_of, names_pictures
from editorial.house import lexical as lexical  # it takes the real one, before a test puts another in its place
from editorial.house import rule as reading
from editorial.house import styles
from editorial.house.rule import read_rule
from editorial.piece import Piece
from editorial.review import context_of, review
from editorial.rules.kind import Judged
from editorial.site import Site, read_site
from tests.builder import AT, WORDS, SiteBuilder

OLD = 1_700_000_000
LONG_AGO = (OLD, OLD)
HOUR_NS = 3_600_000_000_000
SIMPLE = "extends: existence\nmessage: m\nwhy: w\ntokens: [simple]\n"
BANNED = {"vocabulary": {"banned": [{"term": "simple", "why": "usé", "instead": "net"}]}}


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is parsed, bodies and whole texts, in the order in which it is."""
    found: list[str] = []
    split, read = index.split_markdown, index.read_prose

    def splitting(text: str) -> Any:
        found.append("text")
        return split(text)

    def reading(body: str) -> Any:
        found.append("body")
        return read(body)

    monkeypatch.setattr(index, "split_markdown", splitting)
    monkeypatch.setattr(index, "read_prose", reading)
    return found


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that are read from disk, in the order in which they are."""
    found: list[str] = []
    read = index.piece_bytes

    def reading(root: Path, path: str) -> bytes:
        found.append(path)
        return read(root, path)

    monkeypatch.setattr(index, "piece_bytes", reading)
    return found


@pytest.fixture(autouse=True)
def _time_passes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every look at the site be an hour after the last change to it, as a team's mostly is: no test waits."""
    monkeypatch.setattr(scan, "_FINE_NS", -HOUR_NS)
    monkeypatch.setattr(scan, "_COARSE_NS", -HOUR_NS)


def of_all_kinds(root: Path) -> SiteBuilder:
    """A site with live, wrong and unreadable texts that lead to each other."""
    body = f"## Un point\n\n{WORDS} [b](b.md#un-point) [là](../publier/c.md) ![Vue](vue.jpg)[^1]\n\n[^1]: Note.\n"
    builder = SiteBuilder(root).piece("a", body, tags=["un"]).piece("b", body, image={"src": "vue.jpg"})
    builder.piece("c", "<b>x</b> [nulle part](z.md)", folder="publier", pillar="inconnu", date="demain")
    builder.piece("copie", id="a").piece("vide", "").piece("page", kind="page", pillar=None)
    builder.file("content/ecouter/octets.md", b"\xff\xfe").file("content/x.md/y.md", "---\n---\n")
    return builder.file("content/ecouter/faux.md", "---\ntitle: un : deux\n---\nx").file("content/ecouter/vue.jpg", "x")


def remembered(root: Path, jobs: int = 1) -> Site:
    return read_site(root.resolve(), Crew(jobs))


def shape(site: Site) -> dict[str, object]:
    """All that a site holds, but where its texts are kept."""
    return {
        "pieces": site.pieces,
        "bodies": [(piece.body, piece.source.body_line, piece.source.front.values) for piece in site.pieces],
        "unreadable": {path: (type(p), vars(p)) for path, p in site.unreadable.items()},
        "complaints": site.complaints,
        "verdicts": {path: tuple(Judged(*said) for said in found) for path, found in site.verdicts.items()},
        "files": site.files,
        "findings": review(context_of(site, AT)),
        "plan": decide(site, AT).plan,
    }


def test_a_site_is_the_same_read_directly_through_its_index_and_from_its_memory(tmp_path: Path) -> None:
    direct = shape(of_all_kinds(tmp_path).site())

    assert [shape(remembered(tmp_path)), shape(remembered(tmp_path))] == [direct, direct]


CREWS = {"processes": Crew(2), "threads": Crew(2, ThreadPoolExecutor)}


@pytest.mark.parametrize("crew", CREWS.values(), ids=CREWS)
def test_a_site_is_the_same_whoever_reads_it(tmp_path: Path, crew: Crew, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "_BATCH", 2)
    monkeypatch.setattr(index, "_ENOUGH", 2)
    direct = shape(of_all_kinds(tmp_path).site())

    assert [shape(read_site(tmp_path.resolve(), crew)), shape(remembered(tmp_path))] == [direct, direct]


def test_a_site_of_many_texts_is_the_same_read_by_two(tmp_path: Path) -> None:
    builder = of_all_kinds(tmp_path)
    for number in range(170):
        builder.file(f"content/n/{number}.md", f"---\ntitle: Texte {number}\npillar: inconnu\n---\nUn [lien](1.md).\n")

    site = remembered(tmp_path, 2)

    direct = builder.site()
    assert (site.pieces, site.complaints, site.verdicts) == (direct.pieces, direct.complaints, direct.verdicts)


def test_nothing_is_parsed_twice_in_one_run(tmp_path: Path, parsed: list[str], opened: list[str]) -> None:
    for name in "abcd":
        SiteBuilder(tmp_path).piece(name)
    remembered(tmp_path)

    assert (sorted(parsed), opened) == (
        ["body"] * 4 + ["text"] * 4,
        [f"content/ecouter/{name}.md" for name in "abcd"],
    )


def known_site(root: Path) -> SiteBuilder:
    """A site of three texts that was read before."""
    builder = SiteBuilder(root).piece("a").piece("b").piece("c")
    remembered(root)
    return builder


def touch(builder: SiteBuilder) -> None:
    os.utime(builder.root / "content/ecouter/a.md", LONG_AGO)


def checkout(builder: SiteBuilder) -> None:
    for path in (builder.root / "content").rglob("*.md"):
        raw = path.read_bytes()
        path.unlink()
        path.write_bytes(raw)


def rename(builder: SiteBuilder) -> None:
    (builder.root / "content/ecouter/a.md").rename(builder.root / "content/ecouter/z.md")


def of_one_size(builder: SiteBuilder) -> None:
    path = builder.root / "content/ecouter/a.md"
    at = path.stat()
    path.write_bytes(path.read_bytes().replace(b"phrase", b"parole"))
    os.utime(path, ns=(at.st_atime_ns, at.st_mtime_ns))


HAPPENINGS: dict[str, tuple[Callable[[SiteBuilder], object], list[str], int]] = {
    "nothing": (lambda b: None, [], 0),
    "touched": (touch, ["a"], 0),
    "a-fresh-checkout": (checkout, ["a", "b", "c"], 0),
    "changed": (lambda b: b.piece("a", "Autre texte."), ["a"], 1),
    "changed-with-its-size-and-date-kept": (of_one_size, ["a"], 1),
    "added": (lambda b: b.piece("d"), ["d"], 1),
    "renamed": (rename, ["z"], 1),
    "deleted": (lambda b: (b.root / "content/ecouter/a.md").unlink(), [], 0),
    "a-picture-added": (lambda b: b.file("content/ecouter/vue.jpg", "x"), [], 0),
    "the-calendars-entries": (lambda b: b.calendar(entries=[{"slot": "articles/2026-03-17", "piece": "a"}]), [], 0),
    "the-charter": (lambda b: b.charter(**BANNED), ["a", "b", "c"], 3),
    "the-time-zone": (lambda b: b.calendar(timezone="America/Martinique"), ["a", "b", "c"], 3),
}


@pytest.mark.parametrize(("act", "read", "count"), HAPPENINGS.values(), ids=HAPPENINGS)
def test_only_what_is_new_is_opened_and_only_what_says_something_new_is_parsed(
    tmp_path: Path,
    parsed: list[str],
    opened: list[str],
    act: Callable[[SiteBuilder], object],
    read: list[str],
    count: int,
) -> None:
    act(known_site(tmp_path))
    parsed.clear()
    opened.clear()

    remembered(tmp_path)

    assert (opened, sorted(parsed)) == (
        [f"content/ecouter/{name}.md" for name in read],
        ["body"] * count + ["text"] * count,
    )


@pytest.mark.parametrize("act", [act for act, _, _ in HAPPENINGS.values()], ids=HAPPENINGS)
def test_what_happened_is_seen_at_once_and_ever_after(tmp_path: Path, act: Callable[[SiteBuilder], object]) -> None:
    builder = known_site(tmp_path)
    act(builder)

    found = [shape(remembered(tmp_path)), shape(remembered(tmp_path))]

    assert found == [shape(builder.site())] * 2


def test_a_touched_text_is_opened_once_more_only(tmp_path: Path, opened: list[str]) -> None:
    touch(known_site(tmp_path))
    remembered(tmp_path)
    opened.clear()

    remembered(tmp_path)

    assert opened == []


def test_a_text_too_young_to_be_told_by_its_stamp_is_opened_again(
    tmp_path: Path, opened: list[str], parsed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    builder = SiteBuilder(tmp_path).piece("a")
    monkeypatch.setattr(scan, "_FINE_NS", HOUR_NS)
    remembered(tmp_path)
    before = (tmp_path / ".ligne/index").read_bytes()

    again = remembered(tmp_path)

    assert (len(opened), sorted(parsed), (tmp_path / ".ligne/index").read_bytes()) == (2, ["body", "text"], before)
    assert again.pieces == builder.site().pieces


def test_an_unreadable_text_is_said_again_from_memory_and_read_once_mended(tmp_path: Path) -> None:
    builder = SiteBuilder(tmp_path).file("content/a.md", b"\xff")
    before = [remembered(tmp_path).unreadable["content/a.md"].rule for _ in range(2)]

    after = remembered(builder.piece("a", folder=".").root)

    assert (before, after.unreadable, len(after.pieces)) == (["encoding"] * 2, {}, 1)


def test_a_text_that_is_too_heavy_is_not_parsed(tmp_path: Path, parsed: list[str]) -> None:
    SiteBuilder(tmp_path).file("content/a.md", b"x" * 1_000_001)

    assert ([remembered(tmp_path).unreadable["content/a.md"].rule for _ in range(2)], parsed) == (
        ["source.too-big"] * 2,
        [],
    )


def test_a_changed_charter_judges_again(tmp_path: Path) -> None:
    builder = known_site(tmp_path).charter(**BANNED)

    found = {finding.rule for finding in review(context_of(remembered(tmp_path), AT))}

    assert ("words.banned" in found, found) == (
        True,
        {finding.rule for finding in review(context_of(builder.site(), AT))},
    )


@pytest.mark.parametrize(
    ("spoil", "is_reindexed"),
    [
        pytest.param(lambda b: None, False, id="whole"),
        pytest.param(lambda b: (b.root / ".ligne/index").unlink(), False, id="gone"),
        pytest.param(lambda b: b.file(".ligne/index", "garbage"), True, id="spoilt"),
        pytest.param(lambda b: b.charter(**BANNED), False, id="another-charter"),
    ],
)
def test_a_memory_thrown_away_is_said_and_costs_nothing_else(
    tmp_path: Path, spoil: Callable[[SiteBuilder], object], is_reindexed: bool
) -> None:
    builder = known_site(tmp_path)
    spoil(builder)

    first, second = remembered(tmp_path), remembered(tmp_path)

    assert (first.is_reindexed, second.is_reindexed) == (is_reindexed, False)
    assert first.pieces == second.pieces == builder.site().pieces


CHANGED = "this file changed during the build: run it again"


@pytest.mark.parametrize("act", ["edited", "deleted", "made-a-folder"])
def test_a_text_that_changed_during_a_build_ends_it_in_one_sentence(tmp_path: Path, act: str) -> None:
    known_site(tmp_path)
    (piece, *_) = remembered(tmp_path).pieces
    path = tmp_path / piece.path
    if act == "edited":
        path.write_bytes(path.read_bytes() + b"x")
    else:
        path.unlink()
    if act == "made-a-folder":
        path.mkdir()

    with pytest.raises(EditorialError) as raised:
        _ = piece.body

    assert [(p.path, p.message.en) for p in raised.value.problems] == [(piece.path, CHANGED)]


def test_a_site_that_was_moved_with_its_memory_reads_its_own_texts(tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    known_site(tmp_path / "here")
    (tmp_path / "here").rename(tmp_path / "there")

    (piece, *_) = remembered(tmp_path / "there").pieces

    assert piece.body == f"\n{WORDS}\n"


MARKDOWN = st.lists(
    st.sampled_from(
        [
            "# Un titre", "## Un point {#ici}", "Une phrase simple.", "Un [lien](autre.md#là) suivi.", "[vide]()",
            "<div>bloc</div>",
            '<p>Vue <IMG src="z.jpg"></p>', "Du <b>gras</b>.", "![vue](vue.jpg \"t\")", "![](../x/y.png)", "Voir[^1].",
            "[^1]: La note.", "> cité\n> encore", "- un\n- deux", "```\n[pas](un.md)\n```",
"| a | b |\n|---|---|\n| 1 | 2 |",
            "[a]: https://example.org/x", "[a] et <https://example.org/y>", "https://example.org/z.",
"[m](mailto:a@b.fr)",
            "« Été » & <!-- caché -->", "\\[pas\\](x.md)", "***", "  ", "été\u00a0! \U0001f9d1\u200d\U0001f692",
"x" * 300,
        ]
    ),
    max_size=8,
).map("\n\n".join)  # fmt: skip


def said(piece: Piece) -> dict[str, object]:
    """All that others say of a piece's text."""
    return {
        "html": to_html(piece, link=lambda url: f"/{url}", image=lambda image: f"<i>{image.url}</i>", trusted=False),
        "trusted": to_html(piece, link=lambda url: url, image=lambda image: None, trusted=True),
        "excerpts": [excerpt(piece, chars) for chars in (20, 220, 480)],
        "leads": leads_of(piece),
        "has_html_images": has_html_images(piece),
        "images": images_in_text(piece),
        "names_pictures": names_pictures(piece),
        "body": (piece.body, piece.source.body_line),
    }


@given(bodies=st.lists(MARKDOWN, min_size=1, max_size=4))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_text_says_the_same_through_the_index_and_directly(tmp_path_factory: Any, bodies: list[str]) -> None:
    builder = SiteBuilder(tmp_path_factory.mktemp("site"))
    for number, body in enumerate(bodies):
        builder.piece(f"p{number}", body)
    direct = [said(piece) for piece in builder.site().pieces]

    runs = [remembered(builder.root).pieces for _ in range(2)]

    assert all(isinstance(piece.source, KeptText) for pieces in runs for piece in pieces)
    assert [[said(piece) for piece in pieces] for pieces in runs] == [direct, direct]


def test_house_rules_are_read_where_they_or_a_text_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    builder, read = SiteBuilder(tmp_path).piece("un"), list[str]()
    monkeypatch.setattr(reading, "read_rule", lambda *asked: (read.append(asked[1]), read_rule(*asked))[1])
    rule = builder.file("editorial/styles/Maison/Simple.yml", SIMPLE).root / "editorial/styles/Maison/Simple.yml"

    def rules_read() -> int:
        read.clear()
        styles._KEPT.clear()
        (known,) = read_site(tmp_path, Crew()).verdicts.values()
        assert [one.finding.rule for one in known][-1] == "Maison.Simple"
        return len(read)

    counts = [rules_read(), rules_read()]
    builder.piece("un", WORDS + "\nEncore une phrase simple.\n")
    counts += [rules_read(), rules_read()]
    rule.write_text(SIMPLE + "limit: 1\n", "utf-8")
    counts += [rules_read(), rules_read()]
    assert counts == [1, 0, 1, 0, 1, 0]
    rule.write_text("extends: nothing\n", "utf-8")
    with pytest.raises(EditorialError, match="nothing"):
        read_site(tmp_path, Crew())
