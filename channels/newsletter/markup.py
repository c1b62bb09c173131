"""The letter as HTML for mailboxes and for its page on the site: Jinja first, then MJML."""

from __future__ import annotations

import re
from functools import partial

import css_inline
from jinja2 import UndefinedError
from markupsafe import Markup
from mjml import mjml2html

from channels.brand import shown_path
from channels.newsletter.faults import Fault
from channels.newsletter.guard import guarded
from channels.newsletter.letter import Letter
from channels.newsletter.mentions import Defaults, marked, unmarked
from channels.newsletter.positions import Positions
from channels.newsletter.script import sides_of
from channels.newsletter.tag import WORDS
from channels.newsletter.words import Words
from channels.templates import Look
from editorial.errors import EditorialError, Problem
from editorial.finding import Phrase, Span

FOLDER = "newsletter"
FOREWORD_STYLE = "foreword.css.j2"


def to_mail(letter: Letter, look: Look, words: Words) -> str:
    """Give the mail's HTML, its fields marked; raises EditorialError naming the template that is wrong."""
    html = _set(letter, look, words, is_page=False)
    # A mailbox that opens it as a document of its own (Apple Mail, Thunderbird) then has a main part to jump to.
    return _BODY.sub(r'\1<div role="main">\2</div>\3', html, count=1)


def to_page(letter: Letter, look: Look, words: Words) -> str:
    """Give the edition's page on the site; raises EditorialError naming the template that is wrong."""
    html = _set(letter, look, words, is_page=True)
    # A screen reader would call the page an e-mail, and find no main part in it.
    return html.replace('aria-roledescription="email" ', "", 1).replace('role="article"', 'role="main"', 1)


def to_mjml(letter: Letter, look: Look, words: Words, *, is_page: bool = False) -> str:
    """Give the MJML of a letter as Jinja fills it in, its tags marked with their places; raises EditorialError."""
    foreword = Markup(_styled(letter, look))  # noqa: S704 (to_html sanitised it)
    given: dict[str, object] = {
        "letter": letter,
        "words": words,
        "is_page": is_page,
        "foreword": foreword,
        "whole": _whole,
    }
    given["field"] = partial(_field, letter.settings.defaults(letter.lang))
    environment = look.environment(FOLDER)
    if Positions.identifier not in environment.extensions:
        environment.add_extension(Positions)
    markup = look.render(FOLDER, _template(letter), **given, **_faces(look), **sides_of(letter.lang))
    return unmarked(markup) if is_page else markup


def set_mjml(marked: str) -> tuple[str, list[Fault]]:
    """Give the HTML of a letter's marked MJML, or all its faults; raises ValueError where mrml finds more.

    mrml sets components alone: what is written in them it would read and write anew, and lose blanks between words.
    """
    markup, faults = guarded(marked)
    if faults:
        return "", faults
    parts = markup.split(WORDS)
    frame = WORDS.join(parts[::2])
    # Without `fonts={}` mrml links to a host of its own choice.
    html = str(mjml2html(frame, fonts={}))
    parts[::2] = (_without_strays(html) if "</mj-button>" in frame else html).split(WORDS)
    return "".join((*parts, "\n")), []


def _set(letter: Letter, look: Look, words: Words, *, is_page: bool) -> str:
    try:
        html, faults = set_mjml(to_mjml(letter, look, words, is_page=is_page))
    except ValueError as error:
        raise EditorialError(_NOT_MJML.fill(why=error), _shown(look, _template(letter))) from None
    if faults:
        raise EditorialError([_problem(fault, look, _template(letter)) for fault in faults])
    return html


def _template(letter: Letter) -> str:
    return f"{letter.layout}.mjml.j2"


def _problem(fault: Fault, look: Look, template: str) -> Problem:
    name, line, column = fault.place or (template, 1, 1)
    return Problem(fault.message, _shown(look, name), Span(line, column, column + 1))


def _shown(look: Look, name: str) -> str:
    path = look.find(f"{FOLDER}/{name}")
    return shown_path(path) if path else name


def _field(defaults: Defaults, name: str) -> str:
    """Give a field that a template mentions, marked."""
    if name not in defaults:
        # Jinja says of a name that is not there on which line it stands.
        raise UndefinedError(f"[[{name}]], channels/newsletter.yaml, fields.{name}")
    return marked(f"[[{name}]]", defaults)


def _styled(letter: Letter, look: Look) -> str:
    """Give the édito with its style on each element, since some mailboxes drop every style sheet."""
    if not letter.foreword:
        return ""
    css = look.render(FOLDER, FOREWORD_STYLE, **_faces(look), **sides_of(letter.lang))
    return css_inline.inline_fragment(letter.foreword, css, load_remote_stylesheets=False)


def _faces(look: Look) -> dict[str, Markup]:
    """Give the stacks of type unescaped: a style sheet reads no entity for the quotes around a name."""
    brand = look.brand
    return {face: Markup(stack) for face, stack in (("serif", brand.serif), ("sans", brand.sans), ("mono", brand.mono))}  # noqa: S704


def _whole(text: str) -> Markup:
    """Give a text in which no address is broken at a hyphen."""
    return Markup(" ").join(
        Markup('<span style="white-space:nowrap">{}</span>').format(word) if "-" in word and "." in word else word
        for word in text.split(" ")
    )


def _without_strays(html: str) -> str:
    """Give mrml's HTML without the attribute that it gives the cell around a button, and that HTML does not have."""
    first, *parts = html.split(_STRAY)
    return "".join((first, *(part.partition('"')[2] for part in parts)))


_BODY = re.compile(r"(<body[^>]*>)(.*)(</body>)", re.DOTALL)
_STRAY = ' vertical-align="'
_NOT_MJML = Phrase(
    "ce gabarit ne donne pas un MJML lisible ({why}) : une balise est mal fermée ou mal écrite",
    "this template does not give readable MJML ({why}): a tag is not closed or is misspelt",
)
