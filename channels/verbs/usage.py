"""What is wrong with a command line, said in the charter's language as any other error is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import get_close_matches

import click

from editorial.errors import EditorialError
from editorial.finding import Phrase


def misused(error: click.UsageError) -> EditorialError:
    """Give the error of a command line that Click could not take, with the page that says what it takes."""
    verb = error.ctx.command_path if error.ctx else "ligne"
    told = _said(error)
    return EditorialError(Phrase(f"{told.fr} ({verb} --help)", f"{told.en} ({verb} --help)"))


def _said(error: click.UsageError) -> Phrase:
    """Give a message of our own where Click's kind of error has one; Click's words, which are English, elsewhere."""
    message = error.format_message().rstrip(".")
    quoted = re.findall(r"'([^']*)'", message)
    match error:
        case click.NoSuchOption():
            return _nearest(
                _NO_OPTION.fill(found=error.option_name), error.option_name, list(error.possibilities or ())
            )
        case click.MissingParameter() if error.param is not None:
            is_option = isinstance(error.param, click.Option)
            name = error.param.opts[0] if is_option else error.param.metavar or error.param.human_readable_name
            return _MISSING.fill(found=name)
        case click.BadOptionUsage() if "requires an argument" in message:
            return _NO_VALUE.fill(found=error.option_name)
        case click.BadParameter() if error.param is not None and isinstance(error.param.type, click.Choice):
            found, known = quoted[1] if len(quoted) > 1 else "", ", ".join(map(str, error.param.type.choices))
            return _NO_CHOICE.fill(name=error.param.opts[0], found=found, known=known)
        case click.BadParameter() if error.param is not None and isinstance(error.param.type, click.IntRange):
            least, most = error.param.type.min, error.param.type.max
            number = _NO_NUMBER if most is None else _NO_NUMBER_BETWEEN
            return number.fill(name=error.param.opts[0], least=least, most=most)
        case click.UsageError() if message.startswith("No such command") and quoted:
            return _nearest(_NO_VERB.fill(found=quoted[0]), quoted[0], quoted[1:])
        case click.UsageError() if extra := re.fullmatch(r"Got unexpected extra arguments? \((.*)\)", message):
            return _EXTRA.fill(found=extra[1])
    return Phrase(message, message)


def _nearest(said: Phrase, found: str, names: Sequence[str]) -> Phrase:
    for name in get_close_matches(found, names, 1, 0):
        more = _MEANT.fill(found=name)
        return Phrase(said.fr + more.fr, said.en + more.en)
    return said


_NO_OPTION = Phrase("l’option « {found} » n’existe pas", "there is no option “{found}”")
_NO_VERB = Phrase("le verbe « {found} » n’existe pas", "there is no verb “{found}”")
_MEANT = Phrase(" : vouliez-vous écrire {found} ?", ": did you mean {found}?")
_MISSING = Phrase("il manque {found}", "{found} is missing")
_NO_VALUE = Phrase("l’option « {found} » demande une valeur", "the option “{found}” needs a value")
_NO_CHOICE = Phrase(
    "{name} : « {found} » n’est pas un choix : choix possibles : {known}",
    "{name}: “{found}” is no choice: the choices are {known}",
)
_NO_NUMBER = Phrase(
    "{name} demande un nombre entier, {least} au moins", "{name} needs a whole number, at least {least}"
)
_NO_NUMBER_BETWEEN = Phrase(
    "{name} demande un nombre entier de {least} à {most}", "{name} needs a whole number from {least} to {most}"
)
_EXTRA = Phrase("« {found} » est de trop", "“{found}” is one too many")
