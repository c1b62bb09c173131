"""The Jinja environments of the blog: strict for our own theme, Pelican's own for one that was made for Pelican."""

from __future__ import annotations

from pathlib import Path

import jinja2

from channels.blog.declared import Declared
from channels.blog.settings import Settings


class Unprinted(jinja2.Undefined):
    """A name nobody gave: a theme may test it (`{% if GITHUB_URL %}`), but printing it is an error."""

    __str__ = jinja2.Undefined._fail_with_undefined_error


def own_environment(site: Declared, settings: Settings) -> jinja2.Environment:
    """Give the strict environment of our theme, with what the site's pelicanconf.py adds to it."""
    environment = site.look.environment("templates")
    environment.globals.update(site.names)
    environment.filters.update(site.filters)
    return _with_settings(environment, settings)


def foreign_environment(settings: Settings) -> jinja2.Environment:
    """Give the environment in which Pelican reads a theme: its overrides, its templates, then the simple theme's."""
    import pelican

    theme = jinja2.FileSystemLoader(str(Path(settings["THEME"]) / "templates"))
    simple = jinja2.FileSystemLoader(str(Path(pelican.__file__).parent / "themes" / "simple" / "templates"))
    overrides = jinja2.FileSystemLoader([str(path) for path in settings["THEME_TEMPLATES_OVERRIDES"]])
    named = jinja2.PrefixLoader({"!simple": simple, "!theme": theme})
    loader = jinja2.ChoiceLoader([overrides, theme, simple, named])
    options = {**settings["JINJA_ENVIRONMENT"], "undefined": Unprinted, "autoescape": False}
    return _with_settings(jinja2.Environment(loader=loader, auto_reload=False, **options), settings)  # noqa: S701


def _with_settings(environment: jinja2.Environment, settings: Settings) -> jinja2.Environment:
    """Give an environment the filters, globals, tests and extensions that Pelican would give it."""
    from pelican.plugins._utils import plugin_enabled
    from pelican.utils import DateFormatter

    environment.filters.update(strftime=DateFormatter(), **settings["JINJA_FILTERS"])
    environment.globals.update(settings["JINJA_GLOBALS"])

    def is_enabled(name: str) -> bool:
        return bool(plugin_enabled(name, settings["PLUGINS"] or []))

    environment.tests.update({"plugin_enabled": is_enabled, **settings["JINJA_TESTS"]})
    for extension in settings["JINJA_ENVIRONMENT"].get("extensions", ()):
        environment.add_extension(extension)
    return environment
