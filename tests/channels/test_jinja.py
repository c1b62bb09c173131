"""Our Jinja environment makes the same pages as Jinja's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import jinja2
import jinja2.ext
import pytest
from markupsafe import Markup, escape

from channels.jinja import Environment


class Called:
    """What templates may call, and what they may print."""

    def method(self, said: str, *, mark: str = "") -> str:
        return f"<{said}{mark}>"

    def __call__(self, said: str) -> str:
        return f"{said} & co"

    def __html__(self) -> str:
        return "<b>mine</b>"


@jinja2.pass_context
def of_the_context(context: jinja2.runtime.Context, name: str) -> Any:
    return context.resolve(name)


@jinja2.pass_environment
def of_the_environment(environment: jinja2.Environment) -> bool:
    return environment.trim_blocks


NAMES: Mapping[str, Any] = {
    "text": "a < b & 'c' \"d\"",
    "plain": "été",
    "safe": Markup("<i>&amp;</i>"),
    "number": 3,
    "nothing": None,
    "called": Called(),
    "function": lambda *said, **named: f"<{said} {named}>",
    "of_the_context": of_the_context,
    "of_the_environment": of_the_environment,
}
FILES = {
    "macros.html": "{% macro m(a, b='<') %}{{ a }}{{ b }}{{ varargs }}"
    "{{ caller() if caller is defined }}{% endmacro %}",
    "base.html": "{% set top = '<top>' %}{% block one scoped %}{{ text }}{% endblock %}{{ self.one() }}",
    "part.html": "{{ text }}{{ number }}",
    "text.txt": "{{ text }}{{ safe }}",
}
SOURCES = {
    "values": "{{ text }}{{ plain }}{{ safe }}{{ number }}{{ nothing }}{{ called }}{{ text|upper }}{{ text|safe }}",
    "joined": "{{ text ~ safe }}{{ [text, safe]|join('<') }}{% set x %}{{ text }}{% endset %}{{ x }}{{ x|length }}",
    "calls": "{{ function(text) }}{{ called.method(plain, mark=text) }}{{ called(text) }}{{ text.upper() }}"
    "{{ range(3) }}",
    "calls-by-kind": "{{ of_the_context('text') }}{{ of_the_environment() }}",
    "in-a-loop": "{% for a in [text, safe] %}{% set b = a %}{{ function(a, b=b) }}{{ of_the_context('b') }}"
    "{{ loop.index }}{{ loop.cycle('<', '>') }}{% endfor %}",
    "macros": "{% from 'macros.html' import m %}{{ m(text) }}{{ m(text, safe, 3) }}{% call m(plain) %}{{ text }}"
    "{% endcall %}",
    "extended": "{% extends 'base.html' %}{% block one %}{{ super() }}{{ function(text) }}{{ of_the_context('top') }}"
    "{% endblock %}",
    "included": "{% for text in ['<', '>'] %}{% include 'part.html' %}{% endfor %}{% include 'text.txt' %}",
    "unescaped": "{% autoescape false %}{{ text }}{{ function(text) }}{% endautoescape %}{{ text }}",
}


def made(kind: type[jinja2.Environment], source: str) -> str:
    loader = jinja2.DictLoader({**FILES, "page.html": source})
    escapes = jinja2.select_autoescape(["html"])
    environment = kind(loader=loader, undefined=jinja2.StrictUndefined, autoescape=escapes, trim_blocks=True)
    return environment.get_template("page.html").render(NAMES)


@pytest.mark.parametrize("source", [pytest.param(source, id=name) for name, source in SOURCES.items()])
def test_a_template_says_the_same(source: str) -> None:
    assert made(Environment, source) == made(jinja2.Environment, source)


@pytest.mark.parametrize("name", [name for name in NAMES if name != "called"])
def test_a_value_is_shown_as_jinja_escapes_it(name: str) -> None:
    assert Environment.shown(NAMES[name]) == escape(NAMES[name])


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("{{ unknown }}", id="a-name"),
        pytest.param("{{ called.unknown }}", id="an-attribute"),
        pytest.param("{{ unknown(text) }}", id="a-call"),
        pytest.param("{% include 'unknown.html' %}", id="a-template"),
    ],
)
def test_what_nothing_gives_is_refused_as_by_jinja(source: str) -> None:
    with pytest.raises(jinja2.TemplateError) as theirs:
        made(jinja2.Environment, source)
    with pytest.raises(type(theirs.value)) as ours:
        made(Environment, source)
    assert str(ours.value) == str(theirs.value)


def test_a_template_that_somebody_took_apart_says_the_same() -> None:
    source = "{% set here = 1 + 1 %}{{ here }}{{ text }}"
    environment = Environment(loader=jinja2.DictLoader({"page.html": source}), autoescape=True)
    tree = environment.parse(source)
    assert environment.parse(source) is tree
    assert environment.get_template("page.html").render(NAMES) == made(jinja2.Environment, source)


class Politely(jinja2.ext.Extension):
    """Says yes wherever a template says no."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        return source.replace("no", "yes")


def test_an_extension_reads_a_template_that_somebody_took_apart_before_it_came() -> None:
    environment = Environment(loader=jinja2.DictLoader({"page.html": "no"}))
    environment.parse("no")
    environment.add_extension(Politely)
    assert environment.get_template("page.html").render() == "yes"
