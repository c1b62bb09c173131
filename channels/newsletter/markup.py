"""The letter as HTML for mailboxes and for its page on the site: Jinja first, then MJML."""

from __future__ import annotations

import re

import css_inline
from markupsafe import Markup
from mjml import mjml2html

from channels.brand import shown_path
from channels.newsletter.letter import Letter
from channels.newsletter.mentions import unmarked
from channels.newsletter.words import Words
from channels.templates import Look
from editorial.errors import EditorialError
from editorial.finding import Phrase

FOLDER = "newsletter"
TEMPLATE = "digest.mjml.j2"
FOREWORD_STYLE = "foreword.css.j2"
MAX_MARKUP_DEPTH = 200
"""mrml crashes the process near 5,000 nested elements; a letter and its édito need fewer than 150."""


def to_mail(letter: Letter, look: Look, words: Words) -> str:
    """Give the mail's HTML, its fields marked; raises EditorialError naming the template that is wrong."""
    return _set(letter, look, words, is_page=False)


def to_page(letter: Letter, look: Look, words: Words) -> str:
    """Give the edition's page on the site; raises EditorialError naming the template that is wrong."""
    html = _set(letter, look, words, is_page=True)
    # A screen reader would call the page an e-mail, and find no main part in it.
    return html.replace('aria-roledescription="email" ', "", 1).replace('role="article"', 'role="main"', 1)


def _set(letter: Letter, look: Look, words: Words, *, is_page: bool) -> str:
    foreword = Markup(_styled(letter, look))  # noqa: S704 (to_html sanitised it)
    given = {"letter": letter, "words": words, "is_page": is_page, "foreword": foreword, "whole": _whole}
    markup = look.render(FOLDER, TEMPLATE, **given, **_faces(look))
    markup = unmarked(markup) if is_page else markup
    path = look.find(f"{FOLDER}/{TEMPLATE}")
    shown = shown_path(path) if path else TEMPLATE
    if _depth(markup) > MAX_MARKUP_DEPTH:
        raise EditorialError(_TOO_DEEP.fill(most=MAX_MARKUP_DEPTH), shown)
    try:
        # Without `fonts={}` mrml links to a host of its own choice.
        return str(mjml2html(_spelt(markup), fonts={})) + "\n"
    except ValueError as error:
        raise EditorialError(_NOT_MJML.fill(why=error), shown) from None


def _styled(letter: Letter, look: Look) -> str:
    """Give the édito with its style on each element, since some mailboxes drop every style sheet."""
    if not letter.foreword:
        return ""
    css = look.render(FOLDER, FOREWORD_STYLE, **_faces(look))
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


def _spelt(markup: str) -> str:
    """Give the markup with its attributes, and the title that becomes one, in plain ASCII.

    mrml writes attributes as Rust's debug form does: a no-break space would come out as `\\u{a0}` (seen in alt texts).
    """
    markup = _TITLE.sub(_spelt_value, markup)
    return _TAG.sub(lambda tag: tag[0] if _is_plain(tag[0]) else _VALUE.sub(_spelt_value, tag[0]), markup)


def _spelt_value(value: re.Match[str]) -> str:
    return "".join(sign if _is_plain(sign) else f"&#{ord(sign)};" for sign in unmarked(value[0]))


def _is_plain(text: str) -> bool:
    return text.isascii() and text.isprintable() and "\\" not in text


def _depth(markup: str) -> int:
    depth = deepest = 0
    for tag in _TAG.finditer(markup):
        if tag["close"]:
            depth -= 1
        elif not tag["empty"] and tag["name"] not in ("br", "hr", "img", "wbr", "meta", "link"):
            depth += 1
            deepest = max(deepest, depth)
    return deepest


_TAG = re.compile(r"<(?P<close>/?)(?P<name>[a-z][\w-]*)(?:[^<>\"]|\"[^\"]*\")*?(?P<empty>/?)>")
_TITLE = re.compile(r"(?<=<mj-title>)[^<]*")
_VALUE = re.compile(r"\"[^\"]*\"")
_TOO_DEEP = Phrase(
    "ce gabarit imbrique plus de {most} éléments : MJML ne le supporterait pas",
    "this template nests more than {most} elements: MJML would not bear it",
)
_NOT_MJML = Phrase(
    "ce gabarit ne donne pas un MJML lisible ({why}) : une balise est mal fermée ou mal écrite",
    "this template does not give readable MJML ({why}): a tag is not closed or is misspelt",
)
