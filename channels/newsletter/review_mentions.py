"""What is wrong with what a letter says of its reader: a field that nobody declared, or that has no default."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from os.path import lexists

from channels.brand import shown_path, theme_text
from channels.newsletter.mentions import FOR_ALL, Mention, mentions_at, mentions_in
from channels.newsletter.settings import Settings
from channels.newsletter.words import FILE
from channels.templates import Look
from editorial.datafile import open_datafile
from editorial.finding import Finding, Level, Phrase
from editorial.piece import Piece


def review_mentions(frame: Piece, settings: Settings) -> Iterator[Finding]:
    """Give each field that an edition's piece mentions and that its letter cannot say."""
    for mention in mentions_in(frame):
        if mention.keys in FOR_ALL:
            yield _finding(mention, frame.path, _FOR_ALL.fill(name=mention.name), _FOR_ALL_FIX)
        else:
            yield from _judged(mention, frame.path, settings, frame.lang)


def review_sentences(look: Look, settings: Settings) -> Iterator[Finding]:
    """Give each field that the newsletter's sentences mention and cannot say."""
    for folder in look.folders:
        path = folder / FILE
        text = theme_text(path) if lexists(path) else ""
        if "[[" not in text:
            continue
        shown = shown_path(path)
        fields, document = open_datafile(text, shown)
        for key, said in fields.values.items():
            for lang in said if isinstance(said, dict) else ():
                for mention in mentions_at(document, (key, lang)):
                    yield from _judged(mention, shown, settings, str(lang))


def _judged(mention: Mention, path: str, settings: Settings, lang: str) -> Iterator[Finding]:
    name, known = mention.name, settings.fields
    if name in settings.defaults(lang):
        return
    if name in known:
        yield _finding(mention, path, _NO_DEFAULT.fill(name=name, lang=lang), _DEFAULT_FIX.fill(name=name, lang=lang))
        return
    near = get_close_matches(name, known, 1)
    fix = _NEAREST.fill(near=near[0]) if near else _DECLARE.fill(name=name, lang=lang)
    yield _finding(mention, path, _UNDECLARED.fill(name=name), fix)


def _finding(mention: Mention, path: str, message: Phrase, fix: Phrase) -> Finding:
    return Finding("newsletter.field", Level.ERROR, path, mention.span, message, _WHY, fix=fix)


_UNDECLARED = Phrase("le champ « {name} » n’est pas déclaré", "the field “{name}” is not declared")
_NEAREST = Phrase("vouliez-vous écrire [[{near}]] ?", "did you mean [[{near}]]?")
_DECLARE = Phrase(
    "déclarez-le dans channels/newsletter.yaml, avec ce que lit qui n’a rien dit de lui : "
    'fields: {{{name}: {{{lang}: "…"}}}}',
    "declare it in channels/newsletter.yaml, with what somebody reads who told nothing: "
    'fields: {{{name}: {{{lang}: "…"}}}}',
)
_NO_DEFAULT = Phrase(
    "le champ « {name} » n’a pas de texte par défaut en « {lang} »", "the field “{name}” has no default in “{lang}”"
)
_DEFAULT_FIX = Phrase(
    'ajoutez dans channels/newsletter.yaml, sous fields.{name} : {lang}: "…"',
    'add in channels/newsletter.yaml, under fields.{name}: {lang}: "…"',
)
_FOR_ALL = Phrase(
    "le champ « {name} » est mentionné là où tous lisent la même chose : la page de la lettre, la liste des lettres",
    "the field “{name}” is mentioned where all read the same: the page of the letter, the list of letters",
)
_FOR_ALL_FIX = Phrase(
    "mettez-le dans l’édito, ou dans newsletter.title (l’objet) et newsletter.text (le préheader)",
    "put it in the foreword, or in newsletter.title (the subject) and newsletter.text (the preheader)",
)
_WHY = Phrase(
    "une lettre qui dit « Bonjour [[prénom]] » ne se rattrape pas",
    "a letter that says “Hello [[first name]]” cannot be called back",
)
