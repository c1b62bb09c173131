"""Pelican's content objects say what a theme made for Pelican expects of them."""

from __future__ import annotations

from pathlib import Path

from tests.builder import SiteBuilder
from tests.channels.blog.blogs import loop


def test_an_article_has_pelicans_attributes(tmp_path: Path) -> None:
    builder = (
        SiteBuilder(tmp_path).piece("un", "Voir [deux](deux.md).", tags=["Mot clé"], updated="2026-03-05").piece("deux")
    )
    builder.piece("one", lang="en", translation_of="un")
    pages = loop(builder)
    contents = pages.contents["fr"]
    piece = builder.site().piece("un")
    assert piece is not None
    article = contents.article(piece)
    assert (article.title, article.slug, article.lang, article.status) == ("Le titre de un", "un", "fr", "published")
    assert (article.url, article.save_as) == ("un/", "un/index.html")
    assert (article.category.name, article.category.slug, article.category.url) == (
        "Écouter",
        "ecouter",
        "pilier/ecouter/",
    )
    assert [(tag.name, tag.slug, tag.url) for tag in article.tags] == [("Mot clé", "mot-cle", "tag/mot-cle/")]
    assert (article.author.name, article.author.url) == ("La rédaction", "auteur/redaction/")
    assert (article.date.isoformat(), article.locale_date) == ("2026-03-01T09:00:00+01:00", "1er\u00a0mars\u00a02026")
    assert article.locale_modified == "5\u00a0mars\u00a02026"
    assert article.summary == "Le chapô de un."
    assert article.get_content("https://x.example").strip() == '<p>Voir <a href="https://x.example/deux/">deux</a>.</p>'
    assert [other.url for other in article.translations] == ["en/one/"]
    assert contents.article(piece) is article


def test_other_languages_have_addresses_of_their_own(tmp_path: Path) -> None:
    builder = SiteBuilder(tmp_path).piece("un").piece("one", lang="en", tags=["word"])
    contents = loop(builder).contents["en"]
    assert (contents.category("ecouter").name, contents.category("ecouter").url) == ("Listen", "en/pilier/ecouter/")
    assert contents.tag("word").url == "en/tag/word/"
    assert contents.settings["DEFAULT_LANG"] == "en"


def test_a_list_makes_only_what_is_looked_at(tmp_path: Path) -> None:
    builder = SiteBuilder(tmp_path)
    for name in ("a", "b", "c"):
        builder.piece(name)
    pages = loop(builder)
    articles = pages.contents["fr"].articles(pages.view.live["fr"])
    assert [len(articles), articles[0].slug, [a.slug for a in articles[1:]]] == [3, "a", ["b", "c"]]
    assert [article.slug for article in articles] == ["a", "b", "c"]
    assert articles[0] is articles[0]
