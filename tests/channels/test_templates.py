"""Templates: a site's own before the shipped, strict, and clear about their mistakes."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import jinja2
import pytest

from channels.shipped import shipped_theme
from channels.templates import FILTERS, Look, day, long_day, month, read_look, short_day, thousands
from editorial.errors import EditorialError


def look(folder: Path, **files: str) -> Look:
    """A look whose own theme has these templates: `a="…"` is theme/trial/a.html."""
    (folder / "theme/trial").mkdir(parents=True)
    for name, text in files.items():
        (folder / f"theme/trial/{name}.html").write_text(text, "utf-8")
    return read_look(folder, ("metier",))


def test_a_site_without_a_theme_has_the_shipped_one(tmp_path: Path) -> None:
    assert read_look(tmp_path).folders == (shipped_theme(),)


def test_the_sites_own_file_stands_before_the_shipped_one(tmp_path: Path) -> None:
    theme = tmp_path / "theme/templates"
    theme.mkdir(parents=True)
    (theme / "robots.txt").write_text("à nous", "utf-8")
    found = read_look(tmp_path)
    assert found.find("templates/robots.txt") == theme / "robots.txt"
    assert found.find("templates/base.html") == shipped_theme() / "templates/base.html"
    assert found.find("templates/nulle-part.html") is None
    assert found.files("templates")["robots.txt"] == theme / "robots.txt"
    assert found.render("templates", "robots.txt") == "à nous"


def test_values_are_escaped_in_markup_only(tmp_path: Path) -> None:
    found = look(tmp_path, a="{{ title }}")
    (tmp_path / "theme/trial/b.txt.j2").write_text("{{ title }}", "utf-8")
    assert found.render("trial", "a.html", title="<b>") == "&lt;b&gt;"
    assert found.render("trial", "b.txt.j2", title="<b>") == "<b>"


MISTAKES = {
    "a tag never closed": ("\n\n{% if x %}", 3),
    "a filter nobody knows": ("\n{{ 'a'|inconnu }}", 2),
    "a name nobody gave": ("un\ndeux {{ absent }}", 2),
    "a name nobody gave, tested": ("{% if absent %}x{% endif %}", 1),
    "an attribute that is not there": ("\n{{ brand.couleur_favorite }}", 2),
    "an addition that cannot be": ("\n\n{{ 1 + 'a' }}", 3),
    "a filter given the wrong thing": ("\n{{ 'lundi'|day }}", 2),
    "a division by zero": ("{{ 1 // 0 }}", 1),
    "words that do not exist": ("\n{{ say('nulle_part', 'fr') }}", 2),
    "a template that includes itself": ('{% include "a.html" %}', 1),
}


@pytest.mark.parametrize(("written", "line"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_told_with_its_template_and_line(tmp_path: Path, written: str, line: int) -> None:
    with pytest.raises(EditorialError) as raised:
        look(tmp_path, a=written).render("trial", "a.html")
    problem = raised.value.problems[0]
    assert (problem.path, problem.span and problem.span.line) == ("theme/trial/a.html", line)


def test_a_mistake_in_an_included_template_is_told_where_it_stands(tmp_path: Path) -> None:
    found = look(tmp_path, a='\n\n{% include "b.html" %}', b="\n{{ absent }}")
    with pytest.raises(EditorialError) as raised:
        found.render("trial", "a.html")
    assert [(p.path, p.span and p.span.line) for p in raised.value.problems] == [("theme/trial/b.html", 2)]


ASKING = {
    "includes": '\n{% include "rien.html" %}',
    "includes one of several": '\n{% include ["rien.html", "rien-2.html"] %}',
    "extends": '{# Un gabarit. #}\n{% extends "rien.html" %}',
    "imports": '\n{% import "rien.html" as x %}',
    "takes from": '\n{% from "rien.html" import x %}',
    "includes what is given": "\n{% include name %}",
}


@pytest.mark.parametrize("asking", ASKING.values(), ids=ASKING)
def test_a_template_that_is_missing_is_named_where_another_asks_for_it(tmp_path: Path, asking: str) -> None:
    with pytest.raises(EditorialError, match=r"“rien\.html”.* is missing: make theme/trial/rien\.html") as raised:
        look(tmp_path, a='{% include "b.html" %}', b=asking).render("trial", "a.html", name="rien.html")
    assert [(p.path, p.span and p.span.line) for p in raised.value.problems] == [("theme/trial/b.html", 2)]


def test_a_template_that_is_missing_and_that_no_other_asks_for_has_its_own_path(tmp_path: Path) -> None:
    with pytest.raises(EditorialError, match=r"^this template is missing$") as raised:
        look(tmp_path).render("trial", "rien.html")
    assert [(p.path, p.span) for p in raised.value.problems] == [("theme/trial/rien.html", None)]


def test_a_template_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    found = look(tmp_path)
    (tmp_path / "theme/trial/a.html").write_bytes("été".encode("latin-1"))
    with pytest.raises(EditorialError, match="UTF-8") as raised:
        found.render("trial", "a.html")
    assert [problem.path for problem in raised.value.problems] == ["theme/trial/a.html"]


def test_a_mistake_of_ours_is_not_blamed_on_the_template(tmp_path: Path) -> None:
    def broken() -> str:
        raise ValueError("à nous")

    with pytest.raises(ValueError, match="à nous"):
        look(tmp_path, a="{{ broken() }}").render("trial", "a.html", broken=broken)


def test_a_site_changes_one_sentence_and_keeps_the_rest(tmp_path: Path) -> None:
    (tmp_path / "theme").mkdir()
    (tmp_path / "theme/strings.yaml").write_text('home: {fr: "Maison", en: "House"}\n', "utf-8")
    found = read_look(tmp_path)
    assert (found.say("home", "fr"), found.say("home", "de")) == ("Maison", "House")
    assert found.say("by", "en") == "By"


def test_every_sentence_is_said_in_french_and_english(tmp_path: Path) -> None:
    words = read_look(tmp_path).strings
    assert {key: sorted(texts) for key, texts in words.items()} == {key: ["en", "fr"] for key in words}


def test_the_digest_follows_what_templates_are_made_of(tmp_path: Path) -> None:
    found = look(tmp_path, a="un")
    before = found.digest("trial")
    assert found.digest("trial") == before
    (tmp_path / "theme/trial/a.html").write_text("deux", "utf-8")
    assert found.digest("trial") != before


def test_days_are_said_in_words() -> None:
    first, other = date(2026, 5, 1), datetime(2026, 11, 23, 8, tzinfo=UTC)
    assert [day(first, "fr"), day(other, "fr"), day(first, "en")] == [
        "1er\u00a0mai\u00a02026",
        "23\u00a0novembre\u00a02026",
        "1\u00a0May\u00a02026",
    ]
    assert [short_day(other, "fr"), month(other, "en")] == ["23\u00a0novembre", "November\u00a02026"]
    assert long_day(other, "fr") == "lundi 23\u00a0novembre\u00a02026"


def test_thousands_are_set_apart_by_a_narrow_space_in_french() -> None:
    assert (thousands(1300, "fr"), thousands(1300, "en"), thousands(12)) == ("1\u202f300", "1,300", "12")


def test_no_filter_of_ours_takes_the_place_of_one_of_jinjas() -> None:
    assert not set(FILTERS) & set(jinja2.Environment().filters)
