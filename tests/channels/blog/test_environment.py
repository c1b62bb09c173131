"""Our theme sees what a site's pelicanconf.py adds, and a theme for Pelican what Pelican gives it."""

from __future__ import annotations

from pathlib import Path

import jinja2
import pytest

from channels.blog.environment import Unprinted, foreign_environment, own_environment
from channels.blog.settings import read_settings
from tests.builder import SiteBuilder
from tests.channels.blog.blogs import declared

OWN = """
from channels.blog.declared import declared
site = declared(__file__)
PATH, TIMEZONE, THEME = "content", "Europe/Paris", {theme!r}
JINJA_FILTERS = {{"crie": str.upper}}
JINJA_GLOBALS = {{"annee": 2026}}
JINJA_TESTS = {{"long": lambda text: len(text) > 3}}
"""


@pytest.mark.parametrize("theme", ["", "simple"])
def test_filters_globals_and_tests_of_the_site_are_there(tmp_path: Path, theme: str) -> None:
    site = declared(SiteBuilder(tmp_path))
    (tmp_path / "pelicanconf.py").write_text(OWN.format(theme=theme or site.theme), "utf-8")
    settings = read_settings(site)
    made = foreign_environment(settings) if theme else own_environment(site, settings)
    said = made.from_string("{{ 'a'|crie }} {{ annee }} {{ 'abcd' is long }} {{ 'x' is plugin_enabled }}").render()
    assert said == "A 2026 True False"
    assert "strftime" in made.filters


def test_a_missing_name_may_be_tested_and_not_printed() -> None:
    environment = jinja2.Environment(undefined=Unprinted, autoescape=True)
    assert environment.from_string("{% if x %}a{% endif %}{% for y in x %}b{% endfor %}").render() == ""
    with pytest.raises(jinja2.UndefinedError):
        environment.from_string("{{ x }}").render()
