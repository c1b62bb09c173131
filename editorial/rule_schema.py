"""The JSON Schema of a house rule, editorial/styles/<Style>/*.yml: Vale's format (docs.vale.sh, "Checks") and our keys.

Vale reads values weakly (`true` or `"true"`), and so does this; a key that another kind of check has is refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from editorial.finding import Phrase
from editorial.schema import DRAFT

TITLE: Final = Phrase("Une règle de la maison, au format de Vale", "A house rule, in Vale’s format")
_FLAG: Mapping[str, Any] = {"enum": [True, False, "true", "false", "yes", "no"]}
_TEXT: Mapping[str, Any] = {"type": ["string", "number"]}
_WHOLE: Mapping[str, Any] = {"type": ["integer", "string"], "pattern": r"^\d+$"}
_TEXTS: Mapping[str, Any] = {"type": ["array", "string", "number"], "items": {"type": ["string", "number", "boolean"]}}
_PAIRS: Mapping[str, Any] = {"type": ["object", "array"]}
_ANY = (
    *("extends", "message", "level", "link", "scope", "limit", "action", "description", "why", "good", "bad", "vocab"),
    *("safe", "name", "matchcase", "source", "tests"),
)
_KEYS: Mapping[str, tuple[Mapping[str, Any], Phrase]] = {
    "message": (
        _TEXT,
        Phrase("ce que dit la remarque ; %s est ce qui a été trouvé", "what a finding says; %s is what was found"),
    ),
    "level": ({"enum": ["suggestion", "warning", "error"]}, Phrase("le niveau", "the level")),
    "link": (_TEXT, Phrase("où en lire plus", "where to read more")),
    "scope": (
        _TEXTS,
        Phrase(
            "où l’on cherche : text, heading.h2, ~list & paragraph…",
            "where to look: text, heading.h2, ~list & paragraph…",
        ),
    ),
    "limit": (_WHOLE, Phrase("remarques au plus par fichier", "findings at most in a file")),
    "action": ({"type": "object"}, Phrase("la correction proposée", "the fix that is offered")),
    "description": (_TEXT, Phrase("ce que fait la règle", "what the rule does")),
    "why": (_TEXT, Phrase("la raison, que la remarque donne", "the reason, which findings give")),
    "good": (_TEXTS, Phrase("des exemples qui passent", "examples that pass")),
    "bad": (_TEXTS, Phrase("des exemples que la règle relève", "examples that the rule reports")),
    "safe": (_FLAG, Phrase("la correction ne change jamais le sens", "the fix never changes what is said")),
    "name": (_TEXT, Phrase("le nom (celui du fichier compte)", "the name (that of the file counts)")),
    "source": (_TEXT, Phrase("d’où vient la règle (non lu)", "where the rule comes from (not read)")),
    "tests": ({"type": "array"}, Phrase("les essais de Vale (non lus)", "the cases of Vale (not read)")),
    "vocab": (_FLAG, Phrase("tenir compte du vocabulaire", "heed the vocabulary")),
    "ignorecase": (_FLAG, Phrase("sans égard aux capitales", "whatever the capitals")),
    "nonword": (_FLAG, Phrase("ne pas s’arrêter aux mots entiers", "not whole words only")),
    "append": (_FLAG, Phrase("mettre raw après tokens", "put raw after the tokens")),
    "raw": (_TEXTS, Phrase("des motifs pris tels quels", "patterns taken as they are")),
    "tokens": (_TEXTS, Phrase("les mots ou motifs", "the words or patterns")),
    "exceptions": (_TEXTS, Phrase("ce qui est admis", "what is allowed")),
    "swap": (_PAIRS, Phrase("ce qui est écrit : ce qu’il faut écrire", "what is written: what to write")),
    "capitalize": (_FLAG, Phrase("garder la capitale du mot remplacé", "keep the capital of the word replaced")),
    "matchcase": (_FLAG, Phrase("garder les capitales", "keep the capitals")),
    "pos": (_TEXT, Phrase("les natures de mots (non lues)", "parts of speech (not read)")),
    "token": (_TEXT, Phrase("le motif que l’on compte", "the pattern that is counted")),
    "max": (_WHOLE, Phrase("au plus", "at most")),
    "min": (_WHOLE, Phrase("au moins", "at least")),
    "alpha": (_FLAG, Phrase("les lettres seules", "letters only")),
    "either": (_PAIRS, Phrase("deux façons d’écrire : une seule par texte", "two spellings: only one a text")),
    "first": (_TEXT, Phrase("si ceci est écrit", "if this is written")),
    "second": (_TEXT, Phrase("cela doit l’être aussi", "that must be too")),
    "match": (
        _TEXT,
        Phrase("$title, $sentence, $lower, $upper ou un motif", "$title, $sentence, $lower, $upper or a pattern"),
    ),
    "style": (_TEXT, Phrase("AP ou Chicago, pour $title", "AP or Chicago, for $title")),
    "indicators": (_TEXTS, Phrase("ce après quoi une phrase commence", "what a sentence begins after")),
    "threshold": (
        {"type": ["number", "string"]},
        Phrase("la part qui doit suivre la règle", "the share that must follow the rule"),
    ),
    "prefix": (_TEXT, Phrase("ce qui peut se trouver devant", "what may stand before")),
    "formula": (_TEXT, Phrase("la formule", "the formula")),
    "condition": (_TEXT, Phrase("la condition, comme « > 8 »", "the condition, as “> 8”")),
    "metrics": (_TEXTS, Phrase("les mesures, dont la moyenne compte", "the measures, of which the mean counts")),
    "grade": ({"type": ["number", "string"]}, Phrase("le niveau à ne pas dépasser", "the grade not to pass")),
    "script": (_TEXT, Phrase("un programme (jamais exécuté)", "a program (never run)")),
    "custom": (_FLAG, Phrase("sans les filtres habituels", "without the usual filters")),
    "filters": (_TEXTS, Phrase("ce que l’on ne regarde pas", "what is not looked at")),
    "ignore": (_TEXTS, Phrase("des listes de mots admis", "lists of words that are right")),
    "dicpath": (_TEXT, Phrase("le dossier des dictionnaires", "the folder of the dictionaries")),
    "dictionaries": (_TEXTS, Phrase("les dictionnaires", "the dictionaries")),
    "aff": (_TEXT, Phrase("le fichier d’affixes", "the affix file")),
    "dic": (_TEXT, Phrase("le fichier de mots", "the word file")),
}
_CHECKS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "existence": (("append", "exceptions", "ignorecase", "nonword", "raw", "tokens"), ()),
    "substitution": (
        ("append", "capitalize", "exceptions", "ignorecase", "matchcase", "nonword", "pos", "swap"),
        ("swap",),
    ),
    "occurrence": (("ignorecase", "max", "min", "token"), ("token",)),
    "repetition": (("alpha", "exceptions", "ignorecase", "max", "tokens"), ("tokens",)),
    "consistency": (("either", "ignorecase", "nonword"), ("either",)),
    "conditional": (("exceptions", "first", "ignorecase", "second"), ("first", "second")),
    "capitalization": (("exceptions", "indicators", "match", "prefix", "style", "threshold"), ()),
    "metric": (("condition", "formula"), ("formula", "condition")),
    "readability": (("grade", "metrics"), ("grade", "metrics")),
    "spelling": (
        ("aff", "append", "custom", "dic", "dicpath", "dictionaries", "exceptions", "filters", "ignore"),
        (),
    ),
    "sequence": (("exceptions", "ignorecase", "tokens"), ("tokens",)),
    "script": (("script",), ()),
}
"""By what a rule extends: the keys it may have beside those of every rule, and those it must."""


def rule_schema(lang: str) -> dict[str, Any]:
    """Give the JSON Schema of a house rule, described in one language."""
    properties: dict[str, Any] = {"extends": {"enum": list(_CHECKS), "description": _EXTENDS.read(lang)}}
    for key, (shape, meaning) in _KEYS.items():
        properties[key] = {**shape, "description": meaning.read(lang)}
    # The tokens of a sequence are groups (pattern, tag, skip…), which no other check has.
    properties["tokens"]["items"] = {"type": ["string", "number", "boolean", "object"]}
    return {
        "$schema": DRAFT,
        "title": TITLE.read(lang),
        "type": "object",
        "properties": properties,
        "required": ["extends", "message"],
        "allOf": [
            {
                "if": {"properties": {"extends": {"const": check}}},
                "then": {"propertyNames": {"enum": [*_ANY, *keys]}, "required": list(required)},
            }
            for check, (keys, required) in _CHECKS.items()
        ],
    }


_EXTENDS: Final = Phrase("le genre de la règle", "the kind of the rule")
