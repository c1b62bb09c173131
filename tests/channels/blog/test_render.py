"""The blog's files: which, for whom, the same twice, made again only when what they show has changed, and no secret."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from channels.blog.channel import check
from tests.builder import SiteBuilder
from tests.channels.blog.blogs import artifacts, brief, photo

SECRETS = {
    "embargo": {"embargo": "2026-04-01T06:00+02:00"}, "future": {"date": "2026-04-01T06:00+02:00"},
    "draft": {"status": "draft"}, "expired": {"expires": "2026-03-02"}, "unpublished": {"status": "unpublished"},
}  # fmt: skip


PAGE = {"id": "page", "kind": "page", "pillar": None, "author": None, "date": None}


def a_site(folder: Path) -> SiteBuilder:
    builder = SiteBuilder(folder).file("content/images/vue.jpg", photo((800, 600)))
    builder.piece("un", image={"src": "images/vue.jpg", "alt": "Vue"}, tags=["mot"], aliases=["/vieux/"])
    return builder.piece("deux", "![Vue](../images/vue.jpg)")


def inputs(builder: SiteBuilder) -> dict[str, str]:
    return {path: artifact.inputs for path, artifact in artifacts(builder).items()}


def test_a_small_site_makes_these_files(tmp_path: Path) -> None:
    found = {path: artifact.media_type for path, artifact in artifacts(a_site(tmp_path)).items()}
    images = {path for path in found if path.startswith("site/images/")}
    assert len(images) == 4
    assert {path: kind for path, kind in found.items() if path not in images} == {
        "site/index.html": "text/html",
        "site/archives/index.html": "text/html",
        "site/pilier/ecouter/index.html": "text/html",
        "site/tag/mot/index.html": "text/html",
        "site/auteur/redaction/index.html": "text/html",
        "site/un/index.html": "text/html",
        "site/deux/index.html": "text/html",
        "site/charte/index.html": "text/html",
        "site/lettre/index.html": "text/html",
        "site/404.html": "text/html",
        "site/vieux/index.html": "text/html",
        "site/feeds/atom.xml": "application/xml",
        "site/feeds/rss.xml": "application/xml",
        "site/sitemap.xml": "application/xml",
        "site/robots.txt": "text/plain",
        "site/favicon.svg": "image/svg+xml",
        "site/theme/brand.css": "text/css",
        "site/theme/style.css": "text/css",
        "site/cards/_site.jpg": "image/jpeg",
        "site/cards/un.jpg": "image/jpeg",
        "site/cards/deux.jpg": "image/jpeg",
    }


def test_a_picture_that_two_pieces_show_belongs_to_both(tmp_path: Path) -> None:
    found = artifacts(a_site(tmp_path))
    assert {a.pieces for path, a in found.items() if path.endswith("-480.webp")} == {("deux", "un")}


@pytest.mark.parametrize("front", SECRETS.values(), ids=SECRETS)
def test_what_is_not_live_leaves_no_trace(tmp_path: Path, front: dict[str, str]) -> None:
    builder = a_site(tmp_path).file("content/images/indice.jpg", photo((300, 200), "red"))
    shown = {"title": "ZZSECRET", "tags": ["zzsecret"], "series": "ZZSECRET", "aliases": ["/zzsecret-avant/"]}
    image = {"src": "images/indice.jpg", "alt": "ZZSECRET"}
    text = "ZZSECRET ![x](../images/indice.jpg)"
    builder.piece("zzsecret", text, pillar="publier", image=image, **shown, **front)
    builder.piece("un", "Voir [là](zzsecret.md).", tags=["mot"])
    for path, artifact in artifacts(builder).items():
        assert "zzsecret" not in path.lower()
        assert "indice" not in path
        assert "zzsecret" not in artifact.pieces
        if not artifact.media_type.startswith("image/j"):
            assert b"zzsecret" not in artifact.make().lower(), path


def test_the_same_site_gives_the_same_bytes_wherever_it_stands(tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    (tmp_path / "there").mkdir()
    here, there = artifacts(a_site(tmp_path / "here")), artifacts(a_site(tmp_path / "there"))
    assert {path: (a.inputs, a.make()) for path, a in here.items()} == {
        path: (a.inputs, a.make()) for path, a in there.items()
    }


ARTICLE, OTHER, INDEX, TAG, ARCHIVES, CHARTER, MISSING, ATOM, SITEMAP, LETTERS = (
    "site/un/index.html", "site/deux/index.html", "site/index.html", "site/tag/mot/index.html",
    "site/archives/index.html", "site/charte/index.html", "site/404.html", "site/feeds/atom.xml",
    "site/sitemap.xml", "site/lettre/index.html",
)  # fmt: skip
PAGES = {
    ARTICLE, OTHER, INDEX, TAG, ARCHIVES, CHARTER, MISSING, LETTERS, "site/pilier/ecouter/index.html",
    "site/auteur/redaction/index.html",
}  # fmt: skip
WATCHED = PAGES | {ATOM, SITEMAP, "site/favicon.svg"}
LISTS = PAGES - {ARTICLE, OTHER, CHARTER, LETTERS}

CHANGES = {
    "a text": (lambda b: b.piece("deux", "Autre texte."), {OTHER, ATOM}),
    "a title": (lambda b: b.piece("deux", "![Vue](../images/vue.jpg)", title="Autre titre"),
                (LISTS | {ARTICLE, OTHER, ATOM, LETTERS}) - {TAG}),
    "a status": (lambda b: b.piece("deux", status="draft"), (LISTS | {ARTICLE, OTHER, ATOM, SITEMAP, LETTERS}) - {TAG}),
    "a tag": (lambda b: b.piece("deux", "![Vue](../images/vue.jpg)", tags=["mot"]), {TAG, OTHER, ATOM}),
    "a charter": (lambda b: b.charter(version="2.0.0"), {CHARTER}),
    "a publisher": (lambda b: b.charter(legal={"publisher": "Nous", "contact": "a@b.fr"}), PAGES),
    "a part of lists": (lambda b: b.file("theme/templates/parts/row.html", "{{ teaser.title }}"),
                        LISTS),
    "a part of articles": (lambda b: b.file("theme/templates/parts/large.html", "{{ teaser.title }}"),
                           {ARTICLE, OTHER} | (LISTS - {MISSING})),
    "a sentence": (lambda b: b.file("theme/strings.yaml", 'home: {fr: "Ici", en: "Here"}'), PAGES),
    "a colour": (lambda b: b.file("theme/brand.yaml", 'colours: {ink: {light: "#000000", dark: "#ffffff"}}'),
                 {"site/favicon.svg"}),
    "a photo": (lambda b: b.file("content/images/vue.jpg", photo((900, 600))), (LISTS | {ARTICLE, OTHER, ATOM})),
    "settings": (lambda b: b.file("pelicanconf.py", "PATH = 'content'\nTIMEZONE = 'Europe/Paris'\nX = 1\n"),
                 PAGES | {ATOM, SITEMAP}),
}  # fmt: skip


@pytest.mark.parametrize(("change", "made_again"), CHANGES.values(), ids=CHANGES)
def test_a_change_makes_the_pages_again_that_show_it(
    tmp_path: Path, change: Callable[[SiteBuilder], SiteBuilder], made_again: set[str]
) -> None:
    builder = a_site(tmp_path)
    before = inputs(builder)
    assert inputs(builder) == before
    change(builder)
    after = inputs(builder)
    assert {path for path in WATCHED if after.get(path) != before.get(path)} == made_again


def test_a_template_that_shows_the_whole_site_is_made_again_with_any_of_it(tmp_path: Path) -> None:
    whole = "{% for article in articles %}{{ article.title }}{{ article.piece.digest }}{% endfor %}"
    builder = a_site(tmp_path).file("theme/templates/page.html", "{{ page.title }}")
    builder.file("theme/templates/article.html", whole)
    before = inputs(builder)
    after = inputs(builder.piece("deux", "Autre texte."))
    assert (after[ARTICLE], after[TAG]) != (before[ARTICLE], before[TAG])
    assert after[ARTICLE] != before[ARTICLE]
    assert after[TAG] == before[TAG]


REACHES = {
    "the newest in full": ("404", "{% for p in view.newest('fr') %}{{ p.body }}{% endfor %}", MISSING),
    "the paginator": ("tag", "{% for a in articles_page.paginator.object_list %}{{ a.title }}{% endfor %}", TAG),
    "the text of a list": ("archives", "{% for a in articles_page.object_list %}{{ a.content }}{% endfor %}", ARCHIVES),
    "what stands around": ("archives", "{{ view.detail(articles_page.object_list[0].piece).older }}", ARCHIVES),
}


@pytest.mark.parametrize(("template", "text", "path"), REACHES.values(), ids=REACHES)
def test_a_template_of_the_site_s_own_is_made_again_with_all_it_may_reach(
    tmp_path: Path, template: str, text: str, path: str
) -> None:
    builder = a_site(tmp_path).file(f"theme/templates/{template}.html", text)
    before = inputs(builder)
    after = inputs(builder.piece("deux", "Autre texte.", title="Autre titre"))
    assert after[path] != before[path]


def test_what_a_site_s_own_settings_import_is_part_of_every_key(tmp_path: Path) -> None:
    builder = a_site(tmp_path).file("pelicanconf.py", "import reglages_du_banc as r\nSITESUBTITLE = r.TEXT\n")
    before = inputs(builder.file("reglages_du_banc.py", "TEXT = 'un'\n"))
    after = inputs(builder.file("reglages_du_banc.py", "TEXT = 'un'  # autre\n"))
    assert after[ARTICLE] != before[ARTICLE]


def test_a_change_elsewhere_leaves_pictures_and_cards(tmp_path: Path) -> None:
    builder = a_site(tmp_path)
    before = inputs(builder)
    after = inputs(builder.piece("trois", pillar="publier"))
    assert {path for path in before if before[path] == after[path]} >= {
        path for path in before if path.startswith(("site/images/", "site/cards/un", "site/theme/style"))
    }


UNUSABLE = {
    "broken": b"\xff\xd8\xff\xe0pas une image", "empty": b"", "drawn": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
}  # fmt: skip


@pytest.mark.parametrize("raw", UNUSABLE.values(), ids=UNUSABLE)
def test_a_picture_that_cannot_be_used_is_an_error_at_its_place(tmp_path: Path, raw: bytes) -> None:
    builder = SiteBuilder(tmp_path).file("content/images/vue.jpg", raw)
    builder.piece("un", "Texte.\n\nVoici ![Vue](../images/vue.jpg).", image={"src": "images/vue.jpg", "alt": "Vue"})
    found = list(check(brief(builder)))
    assert [(f.rule, f.level, f.path) for f in found] == [("image.unusable", "error", "content/ecouter/un.md")] * 2
    lines = (tmp_path / "content/ecouter/un.md").read_text("utf-8").splitlines()
    for finding in found:
        line = lines[finding.span.line - 1]
        assert line[finding.span.column - 1 : finding.span.end_column - 1].endswith("images/vue.jpg")
    html = artifacts(builder)["site/un/index.html"].make().decode()
    assert "<figure" not in html
    assert "Voici Vue." in html


def test_a_picture_whose_name_lies_is_a_warning(tmp_path: Path) -> None:
    builder = SiteBuilder(tmp_path).file("content/images/vue.jpg", photo((100, 100), form="PNG"))
    builder.piece("un", image={"src": "images/vue.jpg", "alt": "Vue"})
    assert [(f.rule, f.level) for f in check(brief(builder))] == [("image.doubtful", "warning")]


def test_a_doubtful_picture_in_html_is_found_at_its_address(tmp_path: Path) -> None:
    builder = SiteBuilder(tmp_path).file("content/images/vue.jpg", photo((100, 100), form="PNG"))
    builder.piece("un", 'Un mot.\n\n<img alt="Vue" src="/images/vue.jpg">')
    (finding,) = check(brief(builder))
    line = (tmp_path / "content/ecouter/un.md").read_text("utf-8").splitlines()[finding.span.line - 1]
    assert line[finding.span.column - 1 : finding.span.end_column - 1] == "/images/vue.jpg"


def test_a_picture_that_is_missing_is_left_to_the_review(tmp_path: Path) -> None:
    builder = SiteBuilder(tmp_path).piece("un", "![Vue](rien.jpg)", image={"src": "rien.jpg", "alt": "Vue"})
    assert list(check(brief(builder))) == []


def test_a_tag_of_any_script_has_a_page_at_its_address(tmp_path: Path) -> None:
    builder = SiteBuilder(tmp_path).piece("un", tags=["日本", "..", "C++", "Été", "été"])
    tags = [path for path in artifacts(builder) if path.startswith("site/tag/")]
    assert tags == ["site/tag/c/index.html", "site/tag/ete/index.html", "site/tag/日本/index.html"]
    assert 'href="../tag/%E6%97%A5%E6%9C%AC/"' in artifacts(builder)["site/un/index.html"].make().decode()


def test_a_page_in_a_language_without_pieces_leads_somewhere(tmp_path: Path) -> None:
    builder = SiteBuilder(tmp_path).piece("un").piece("ueber-uns", folder="pages", lang="de", **PAGE)
    found = artifacts(builder)
    assert {"site/de/index.html", "site/de/ueber-uns/index.html"} <= set(found)
    assert 'href="../../de/"' in found["site/de/ueber-uns/index.html"].make().decode()


def test_a_template_of_a_foreign_theme_makes_the_pages_again(tmp_path: Path) -> None:
    builder = a_site(tmp_path).file("autre/templates/article.html", "{{ article.title }}")
    builder.file("autre/static/a.css", "a{}").file("autre/static/.DS_Store", "")
    builder.file("pelicanconf.py", "PATH, THEME, TIMEZONE = 'content', 'autre', 'Europe/Paris'\n")
    before = inputs(builder)
    assert [path for path in before if path.startswith("site/theme/")] == ["site/theme/brand.css", "site/theme/a.css"]
    after = inputs(builder.file("autre/templates/article.html", "{{ article.title }} !"))
    assert after["site/un/index.html"] != before["site/un/index.html"]


def test_a_page_of_the_house_at_another_address_makes_a_foreign_theme_s_pages_again(tmp_path: Path) -> None:
    builder = a_site(tmp_path).file("autre/templates/article.html", "{% for page in pages %}{{ page.url }}{% endfor %}")
    builder.file("pelicanconf.py", "PATH, THEME, TIMEZONE = 'content', 'autre', 'Europe/Paris'\n")
    before = inputs(builder.piece("page", folder="pages", **PAGE))
    (builder.root / "content/pages/page.md").rename(builder.root / "content/pages/autre.md")
    after = inputs(builder)
    assert "site/autre/index.html" in after
    assert after["site/un/index.html"] != before["site/un/index.html"]
