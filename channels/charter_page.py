"""The public charter as one file that stands by itself: the page of the site, with its look inside it."""

from __future__ import annotations

from pathlib import Path

from channels.templates import Look
from editorial.amend import write_made
from editorial.charter import Charter

TEMPLATE = "charter-alone.html"


def page_of(charter: Charter, look: Look) -> str:
    """Give the HTML of a charter, each clause at its anchor; raises EditorialError where a template is wrong."""
    style = look.find("static/style.css")
    css = style.read_text("utf-8") if style else ""
    return look.render("templates", TEMPLATE, view={"charter": charter}, lang=charter.lang, css=css)


def write_page(target: Path, charter: Charter, look: Look) -> None:
    """Write the page of a charter, whole or not at all; raises EditorialError where the file cannot be written."""
    write_made(target.absolute().parent, target.name, page_of(charter, look))
