"""Pages are valid HTML, say who, when and where, and lead on."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from channels.blog.routes import own_layout, routes
from editorial.errors import EditorialError
from tests.builder import BLOG, CALENDAR, NEWSLETTER, SiteBuilder
from tests.channels.blog.blogs import artifacts, declared, loop, page, photo, text, tree

BODY = """Un début.[^1] Voir [la suite](deux.md#fin), [un brouillon](brouillon.md) et [ailleurs](https://x.example/).

## Une partie

| A | B |
|---|---|
| 1 | 2 |

![Au milieu](../images/vue.jpg "Une légende")

```text
du code
```

> Une citation.

[^1]: Une note.
"""


def full_site(folder: Path) -> SiteBuilder:
    """A site with everything an article page can show."""
    builder = SiteBuilder(folder).file("content/images/vue.jpg", photo())
    builder.charter(
        legal={"publisher": "Le Banc"},
        mission={"purpose": "Essayer.", "scope": {"in": ["Ceci"], "out": ["Cela"]}},
        changes=[{"version": "1.0.0", "date": "2026-01-01", "summary": "La première."}],
        voice={"person": "nous", "register": "vous", "tone": ["net"], "principles": ["Dire vrai."]},
        moderation={"delay": "Un jour", "principles": ["Tout se dit."]},
        audiences=[{"id": "a", "name": "Tous"}],
    )
    builder.piece(
        "un", BODY, title="Écrire <vite> & bien", tags=["Veille", "mot"], updated="2026-03-05", series="Le brief",
        image={"src": "images/vue.jpg", "alt": "Une vue", "caption": "La vue", "credit": "Moi"},
        corrections=[{"date": "2026-03-05", "text": "Un chiffre <faux>."}], date="2026-03-02T09:00+01:00",
    )  # fmt: skip
    builder.piece("deux", "Fin.", tags=["Veille"], series="Le brief", aliases=["/vieux/"]).piece(
        "brouillon", status="draft"
    )
    builder.piece("trois", pillar="publier", folder="publier", date="2026-03-03T09:00+01:00")
    builder.piece("one", "Some text.", lang="en", translation_of="un", title="Writing fast")
    return builder.piece("a-propos", folder="pages", kind="page", pillar=None, author=None, date=None)


def test_every_page_is_valid_html(tmp_path: Path) -> None:
    for path, artifact in artifacts(full_site(tmp_path)).items():
        if artifact.media_type == "text/html":
            html = artifact.make().decode()
            root = tree(html)
            assert root.attrib["lang"] in ("fr", "en"), path
            assert len(root.findall(".//h1")) == 1, path
            assert len(root.findall(".//main")) == 1, path
            assert "None" not in text(root.find("head/title")), path
            ids = [element.attrib["id"] for element in root.iter() if "id" in element.attrib]
            assert len(ids) == len(set(ids)), path


def test_an_article_says_everything_about_itself(tmp_path: Path) -> None:
    root = tree(page(full_site(tmp_path), "un/index.html"))
    words = text(root.find(".//article[@class='piece']"))
    assert text(root.find(".//h1")) == "Écrire <vite> & bien"
    for part in (
        "Écouter",
        "Le chapô de un.",
        "Par La rédaction",
        "2\u00a0mars\u00a02026",
        "1\u00a0min de lecture",
        "La vue Moi",
    ):
        assert " ".join(part.split()) in words, part
    assert "Corrigé le 5 mars 2026" in words
    assert "Un chiffre <faux>." in words
    assert "Dans la série Le brief Le titre de deux Écrire <vite> & bien" in words
    assert "Veille mot" in words
    assert (
        text(root.find(".//nav[@class='around']"))
        == "Article précédent Le titre de deux Article suivant Le titre de trois"
    )
    assert root.find(".//nav[@class='sections']//a[@aria-current='true']").attrib["href"] == "../pilier/ecouter/"  # type: ignore[union-attr]


def test_what_shares_a_page_shows_its_title_as_the_page_does(tmp_path: Path) -> None:
    builder = SiteBuilder(tmp_path).charter(channels={"blog": {"typography": "fr"}})
    builder.piece("un", title="L'été : qu'en dire ?", standfirst="C'est dit !")
    builder.piece("deux", kind="page", title="L'été !", standfirst="C'est dit ?", pillar=None)
    for name, title, said in (
        ("un", "L’été\u00a0: qu’en dire\u00a0?", "C’est dit\u00a0!"),
        ("deux", "L’été\u00a0!", "C’est dit\u00a0?"),
    ):
        page = artifacts(builder)[f"site/{name}/index.html"].make().decode()
        assert f"<title>{title} – Le Banc d’essai</title>" in page
        assert f'<meta property="og:title" content="{title}">' in page
        assert f'<meta property="og:description" content="{said}">' in page
        assert f'<p class="standfirst">{said}</p>' in page


def test_the_text_keeps_links_to_what_is_live_only(tmp_path: Path) -> None:
    root = tree(page(full_site(tmp_path), "un/index.html"))
    links = [link.attrib["href"] for link in root.findall(".//div[@class='text']/p//a")]
    assert links == ["#fn-1", "../deux/#fin", "https://x.example/"]
    figure = root.find(".//div[@class='text']/figure")
    assert text(figure) == "Une légende"
    assert root.find(".//div[@class='text']/pre").attrib["tabindex"] == "0"  # type: ignore[union-attr]


def test_an_article_tells_machines_the_same(tmp_path: Path) -> None:
    root = tree(page(full_site(tmp_path), "un/index.html"))
    meta = {m.attrib.get("property", m.attrib.get("name", "")): m.attrib.get("content") for m in root.iter("meta")}
    assert meta["og:title"] == "Écrire <vite> & bien"
    assert meta["og:image"] == "https://banc.example/cards/un.jpg"
    assert (meta["og:type"], meta["article:modified_time"]) == ("article", "2026-03-05")
    assert [link.attrib["href"] for link in root.iter("link") if link.attrib["rel"] == "canonical"] == [
        "https://banc.example/un/"
    ]
    alternates = {
        link.attrib["hreflang"]: link.attrib["href"] for link in root.iter("link") if "hreflang" in link.attrib
    }
    assert alternates == {
        "fr": "https://banc.example/un/", "en": "https://banc.example/en/one/", "x-default": "https://banc.example/un/",
    }  # fmt: skip
    graph = json.loads(text(root.find(".//script")))["@graph"]
    assert [(thing["@type"], thing.get("headline")) for thing in graph] == [
        ("Article", "Écrire <vite> & bien"), ("BreadcrumbList", None),
    ]  # fmt: skip


def test_an_english_page_is_in_english(tmp_path: Path) -> None:
    root = tree(page(full_site(tmp_path), "en/one/index.html"))
    assert root.attrib["lang"] == "en"
    words = text(root.find("body"))
    assert "Skip to the text" in words
    assert "1 March 2026" in words
    assert "Listen" in words
    assert "mars" not in words


def test_every_internal_address_leads_somewhere(tmp_path: Path) -> None:
    made = artifacts(full_site(tmp_path))
    files = set(made) | {"site/lettre/2026-03-06/index.html", "site/feeds/letters.xml", "site/calendar.ics"}
    for path, artifact in made.items():
        if artifact.media_type != "text/html" or path == "site/404.html":
            continue
        for address in re.findall(r'(?:href|src)="([^"#:]+)(?:#[^"]*)?"', artifact.make().decode()):
            target = (Path("/") / Path(path).parent / address).resolve().relative_to("/").as_posix()
            assert target in files or f"{target}/index.html" in files, (path, address)


def test_letters_are_listed_in_their_own_language(tmp_path: Path) -> None:
    letter = CALENDAR["cadences"][1]
    builder = full_site(tmp_path).calendar(cadences=[letter, {**letter, "id": "letter", "segment": {"lang": "en"}}])
    lists = {lang: page(builder, f"{lang}lettre/index.html") for lang in ("", "en/")}

    titles = {lang: re.findall(r'<h2 class="title"><a href="[^"]*">([^<]*)</a>', html) for lang, html in lists.items()}
    assert titles == {"": ["Le titre de deux"], "en/": ["Writing fast"]}
    assert [re.findall(r'href="([^"]*letters.xml)"', html)[0] for html in lists.values()] == [
        "../feeds/letters.xml", "../../en/feeds/letters.xml",
    ]  # fmt: skip
    masthead = page(builder, "en/index.html").partition("</header>")[0]
    assert '<li class="letters"><a href="../en/lettre/">' in masthead


def test_a_language_without_letters_lists_none(tmp_path: Path) -> None:
    assert "site/en/lettre/index.html" not in artifacts(full_site(tmp_path))


def test_the_page_of_a_missing_address_can_stand_anywhere(tmp_path: Path) -> None:
    builder = full_site(tmp_path).data("channels/blog.yaml", {**BLOG, "url": "https://banc.example/blog"})
    addresses = re.findall(r'href="([^":]+)"', page(builder, "404.html"))
    assert {address.startswith(("/blog/", "#")) for address in addresses} == {True}


def test_a_list_is_read_page_after_page(tmp_path: Path) -> None:
    builder = full_site(tmp_path).data("channels/blog.yaml", {**BLOG, "per_page": 1})
    root = tree(page(builder, "archives/page/2/index.html"))
    pagination = root.find(".//nav[@class='pagination']")
    assert text(pagination) == "Plus récents Page 2 sur 3 Plus anciens"
    assert pagination is not None
    assert [a.attrib["href"] for a in pagination if "href" in a.attrib] == [
        "../../../archives/", "../../../archives/page/3/",
    ]  # fmt: skip
    assert text(root.find(".//h1")) == "Tous les articles"
    assert "Page 2 sur 3" in text(root.find("head/title"))


def test_the_charter_shows_its_public_part(tmp_path: Path) -> None:
    builder = full_site(tmp_path)
    builder.charter(mission={"client": "Le Client", "objectives": [{"text": "Un but secret"}], "purpose": "Essayer."},
                    vocabulary={"banned": [{"term": "booster"}]})  # fmt: skip
    words = text(tree(page(builder, "charte/index.html")).find(".//main"))
    assert "Version 1.0.0, en vigueur depuis le 1er janvier 2026" in words
    assert "50 % des articles" in words
    for private in ("Un but secret", "Le Client", "booster"):
        assert private not in words


def test_a_preview_is_marked_on_every_page(tmp_path: Path) -> None:
    for artifact in artifacts(full_site(tmp_path), is_preview=True).values():
        if artifact.media_type == "text/html" and "cards" not in artifact.path:
            assert '<meta name="robots" content="noindex, nofollow">' in artifact.make().decode()
    assert "Aperçu" in page(full_site(tmp_path), "un/index.html", is_preview=True)
    assert "Aperçu" not in page(full_site(tmp_path), "un/index.html")


@pytest.mark.parametrize("theme", ["simple", "notmyidea"])
def test_a_theme_made_for_pelican_still_works(tmp_path: Path, theme: str) -> None:
    builder = full_site(tmp_path).file("pelicanconf.py", f"""
from channels.blog.declared import declared
from channels.blog.reader import PieceReader
site = declared(__file__)
SITENAME, SITEURL, PATH, TIMEZONE = "Le Banc", "https://banc.example", site.content, "Europe/Paris"
THEME = {theme!r}
DIRECT_TEMPLATES = ["index", "tags", "categories", "authors", "archives"]
PAGINATED_TEMPLATES = {{"index": 2, "tag": None, "category": None, "author": None}}
""")  # fmt: skip
    made = {path: artifact.make().decode() for path, artifact in artifacts(builder).items()
            if artifact.media_type == "text/html"}  # fmt: skip
    assert {"site/index.html", "site/page/2/index.html", "site/tags.html", "site/archives/index.html"} <= set(made)
    assert "Un début." in made["site/un/index.html"]
    assert "Essayer." in made["site/charte/index.html"] or "Ceci" in made["site/charte/index.html"]
    assert "Le titre de brouillon" not in "".join(made.values())


def test_a_foreign_theme_may_test_a_missing_name_and_not_print_it(tmp_path: Path) -> None:
    theme = "theme-a-part/templates"
    builder = full_site(tmp_path).file(f"{theme}/article.html", "{% if GITHUB_URL %}x{% endif %}\n{{ article.title }}")
    builder.file("pelicanconf.py", "PATH = 'content'\nTHEME = 'theme-a-part'\nTIMEZONE = 'Europe/Paris'\n")
    assert page(builder, "un/index.html") == "Écrire <vite> & bien"
    builder.file(f"{theme}/article.html", "\n\n{{ GITHUB_URL }}")
    with pytest.raises(EditorialError) as raised:
        page(builder, "un/index.html")
    problem = raised.value.problems[0]
    assert str(problem.path).endswith("theme-a-part/templates/article.html")
    assert problem.span is not None
    assert problem.span.line == 3


@pytest.mark.parametrize(
    ("setting", "expected"),
    [
        ("", {"theme/a.css", "theme/plus.css"}),
        ("THEME_STATIC_DIR = 'habit/neuf'\n", {"habit/neuf/a.css", "theme/plus.css"}),
        ("THEME_STATIC_DIR = ''\n", {"a.css", "theme/plus.css"}),
    ],
    ids=["by default", "elsewhere", "at the root"],
)
def test_the_files_of_a_foreign_theme_stand_where_it_links_to_them(
    tmp_path: Path, setting: str, expected: set[str]
) -> None:
    builder = full_site(tmp_path).file("theme-a-part/static/a.css", "a {}").file("theme/static/plus.css", "b {}")
    builder.file("theme-a-part/templates/article.html", "{{ article.title }}")
    builder.file("pelicanconf.py", f"PATH, THEME = 'content', 'theme-a-part'\n{setting}")
    made = {path.removeprefix("site/") for path in artifacts(builder) if path.endswith(".css")}
    assert made - {"theme/brand.css"} == expected


def test_the_layout_of_the_settings_is_the_one_that_needs_no_pelican(tmp_path: Path) -> None:
    pages = loop(full_site(tmp_path))
    assert list(routes(pages.view, pages.layout)) == list(routes(pages.view, own_layout(pages.view)))


def test_a_theme_template_of_the_site_is_used_and_its_mistake_is_told(tmp_path: Path) -> None:
    builder = full_site(tmp_path).file("theme/templates/article.html", "{{ article.title }}")
    assert page(builder, "un/index.html") == "Écrire &lt;vite&gt; &amp; bien"
    builder.file("theme/templates/article.html", "\n{{ articel.title }}")
    with pytest.raises(EditorialError) as raised:
        page(builder, "un/index.html")
    assert [(p.path, p.span and p.span.line) for p in raised.value.problems] == [("theme/templates/article.html", 2)]
    assert declared(builder).theme != str(tmp_path / "theme")


@pytest.mark.parametrize("path", ["index.html", "lettre/index.html"])
def test_a_page_leads_to_where_one_subscribes_if_there_is_such_a_place(tmp_path: Path, path: str) -> None:
    builder = SiteBuilder(tmp_path).piece("un")
    link = 'href="https://lettre.banc.example/?lang=fr"'
    assert link in page(builder, path)
    builder.data("channels/newsletter.yaml", {**NEWSLETTER, "service": ""})
    assert "S’abonner" not in page(builder, path)
