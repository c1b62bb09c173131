"""The fields that a letter may say of its reader, as channels/newsletter.yaml declares them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from editorial.fields import Fields
from editorial.finding import Phrase

FIELD_NAME = re.compile("[a-z][a-z0-9_]{0,31}")
RESERVED = ("address", "leave", "preferences")
"""What a letter says differently to each reader by itself (see `substitution.Place`)."""


def read_declared(f: Fields, lang: str) -> Mapping[str, Mapping[str, str]]:
    """Give the fields that a letter may say of its reader, each with its default by language."""
    declared: dict[str, Mapping[str, str]] = {}
    for name in map(str, f.values):
        declared[name] = f.by_lang(name, lang)
        if not FIELD_NAME.fullmatch(name):
            f.complain(name, "value", _BAD_FIELD.fill(found=name), on_key=True)
        elif name in RESERVED:
            f.complain(name, "value", _RESERVED_FIELD.fill(found=name), on_key=True)
        elif not any(declared[name].values()):
            f.complain(name, "value", _NO_DEFAULT.fill(found=name))
        for text in declared[name].values():
            if _BRACKETS.search(text):
                f.complain(name, "value", _BRACKETS_IN_DEFAULT.fill(found=text))
    return declared


_BRACKETS = re.compile(r"[\[\]{}]")
_BAD_FIELD = Phrase(
    "« {found} » ne peut pas nommer un champ : écrivez de petites lettres sans accent, des chiffres et _, "
    "par exemple first_name",
    "“{found}” cannot name a field: write small letters without accents, digits and _, for instance first_name",
)
_RESERVED_FIELD = Phrase(
    "« {found} » nomme déjà ce que chaque lettre sait de son lecteur : choisissez un autre nom",
    "“{found}” already names what each letter knows of its reader: choose another name",
)
_NO_DEFAULT = Phrase(
    "le champ « {found} » n’a pas de texte par défaut : écrivez ce que lit qui n’a rien dit de lui, "
    'par exemple {{fr: "chère lectrice, cher lecteur"}}',
    "the field “{found}” has no default: write what somebody reads who told nothing, "
    'for instance {{en: "dear reader"}}',
)
_BRACKETS_IN_DEFAULT = Phrase(
    "un texte par défaut ne contient ni crochets ni accolades : « {found} »",
    "a default holds neither brackets nor braces: “{found}”",
)
