"""What the parsers of YAML and JSON say is wrong, in a writer’s words: theirs are English and terse."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from editorial.finding import Phrase

QUOTE_FIX: Final = Phrase('mettez la valeur entre guillemets : "…"', 'put the value in quotes: "…"')
_NO_CODE = Phrase("ce \\x ou \\u n’est suivi du code d’aucun signe", "this \\x or \\u is followed by no sign’s code")
_TWO_DOCUMENTS = Phrase(
    "une ligne --- ou ... commence un second document", "a line --- or ... begins a second document"
)
_TWO_DOCUMENTS_FIX = Phrase("gardez-en un seul", "keep one alone")
_NEVER_CLOSED = Phrase("un guillemet ouvert n’est jamais fermé", "a quote is opened and never closed")
_CLOSE = Phrase("ajoutez le \" ou le ' qui manque", "add the missing \" or '")
_COMMA = Phrase("une virgule est de trop avant la fin", "there is a stray comma before the end")
YAML_WORDS: Final[tuple[tuple[str, Phrase, Phrase | None], ...]] = (
    (
        "mapping values are not allowed",
        Phrase(
            "un deux-points suivi d’une espace n’est pas admis ici", "a colon followed by a space is not allowed here"
        ),
        QUOTE_FIX,
    ),
    (
        "cannot start any token",
        Phrase(
            "ce signe (tabulation, @, ` ou %) ne peut pas commencer une valeur",
            "this sign (tab, @, ` or %) cannot begin a value",
        ),
        Phrase(
            "indentez avec des espaces, ou mettez la valeur entre guillemets",
            "indent with spaces, or put the value in quotes",
        ),
    ),
    ("unexpected end of stream", _NEVER_CLOSED, _CLOSE),
    (
        "did not find expected ',' or",
        Phrase("une liste ou un groupe [ ] { } n’est pas fermé", "a list or group [ ] { } is not closed"),
        None,
    ),
    (
        "did not find expected key",
        Phrase(
            "la ligne n’est pas au bon retrait, ou un guillemet est de trop",
            "the line is not indented rightly, or has a stray quote",
        ),
        None,
    ),
    (
        "did not find expected '-'",
        Phrase("une liste est interrompue ici : il manque un tiret", "a list is interrupted here: a dash is missing"),
        None,
    ),
    (
        "found unknown escape character",
        Phrase("ce \\ précède un signe qu’il ne change pas", "this \\ stands before a sign that it cannot change"),
        Phrase("mettez le texte entre ' au lieu de \"", "put the text between ' instead of \""),
    ),
    ("did not find expected hexdecimal number", _NO_CODE, None),
    ("found invalid Unicode character escape code", _NO_CODE, None),
    (
        "did not find expected comment or line break",
        Phrase("après | ou >, le texte commence à la ligne suivante", "after | or >, the text begins on the next line"),
        None,
    ),
    (
        "block sequence entries are not allowed",
        Phrase("une liste à tirets commence à la ligne suivante", "a list with dashes begins on the next line"),
        QUOTE_FIX,
    ),
    (
        "did not find expected alphabetic or numeric character",
        Phrase("un texte ne peut pas commencer par & ou *", "a text cannot begin with & or *"),
        QUOTE_FIX,
    ),
    (
        "did not find expected node content",
        Phrase("une valeur manque devant ce signe", "a value is missing before this sign"),
        QUOTE_FIX,
    ),
    (
        "could not find expected ':'",
        Phrase("il manque un deux-points après cette clé", "a colon is missing after this key"),
        None,
    ),
    ("but found another document", _TWO_DOCUMENTS, _TWO_DOCUMENTS_FIX),
    ("did not find expected <document start>", _TWO_DOCUMENTS, _TWO_DOCUMENTS_FIX),
    ("found unexpected document indicator", _NEVER_CLOSED, _CLOSE),
)
"""What a part of libyaml’s own words (scanner.c, parser.c) means, and what to do about it."""
JSON_WORDS: Final[Mapping[str, Phrase]] = {
    "Expecting value": Phrase("il manque une valeur", "a value is missing"),
    "Expecting property name enclosed in double quotes": Phrase(
        "il manque une clé entre guillemets", "a key in double quotes is missing"
    ),
    "Illegal trailing comma before end of object": _COMMA,
    "Illegal trailing comma before end of array": _COMMA,
    "Expecting ':' delimiter": Phrase("il manque un deux-points", "a colon is missing"),
    "Expecting ',' delimiter": Phrase("il manque une virgule", "a comma is missing"),
    "Unterminated string starting at": _NEVER_CLOSED,
    "Invalid control character at": Phrase("un caractère de contrôle", "a control character"),
    "Invalid \\escape": Phrase(
        "un \\ suivi d’un signe qu’il ne change pas", "a \\ before a sign that it cannot change"
    ),
    "Invalid \\uXXXX escape": Phrase("un \\u sans ses quatre chiffres", "a \\u without its four digits"),
    "Extra data": Phrase("du texte après la fin", "text after its end"),
}
"""What the words of Python’s json mean; `JSONDecodeError.msg` is a key."""
