"""The JSON Schema of post.json: what other tools can rely on, key by key, in French and English.

Within a format keys are only ever added: who reads it passes over what it does not know.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from editorial.finding import Phrase
from editorial.schema import DRAFT

FORMAT: Final = 1
NAME: Final = "post.schema.json"
"""The name of the file that holds it."""
TITLE: Final = Phrase("Une publication sur un réseau, format 1", "A post on a network, format 1")
_Keys = Mapping[str, tuple[Mapping[str, Any], Phrase]]

_TEXT: Final = {"type": "string"}
_TEXT_OR_NONE: Final = {"type": ["string", "null"]}
_WHOLE: Final = {"type": "integer", "minimum": 0}
_LINE: Final = {"type": "integer", "minimum": 1}
_PERCENT: Final = {"type": "number", "minimum": 0, "maximum": 100}

FACET: _Keys = {
    "start": (_WHOLE, Phrase("son premier octet dans le texte, en UTF-8", "its first byte in the text, in UTF-8")),
    "end": (_WHOLE, Phrase("l’octet après le dernier", "the byte after its last")),
    "type": ({"enum": ["link", "tag", "mention"]}, Phrase("un lien, un hashtag ou une mention", "what it is")),
    "value": (_TEXT, Phrase("l’adresse entière, le mot, le compte", "the whole address, the word, the account")),
}
SOURCE: _Keys = {
    "start": (_WHOLE, Phrase("le premier signe de la phrase dans le texte", "the sentence’s first character")),
    "end": (_WHOLE, Phrase("le signe après le dernier", "the character after its last")),
    "key": (_TEXT, Phrase("où elle est écrite : une clé, ou body", "where it is written: a key, or body")),
    "line": (_LINE, Phrase("la ligne du fichier, depuis 1", "the line of the file, from 1")),
    "column": (_LINE, Phrase("la colonne, depuis 1", "the column, from 1")),
    "end_line": (_LINE, Phrase("la dernière ligne", "the last line")),
}
FOCUS: _Keys = {
    "x": (_PERCENT, Phrase("en pour cent de la largeur", "in percent of the width")),
    "y": (_PERCENT, Phrase("en pour cent de la hauteur", "in percent of the height")),
}
IMAGE: _Keys = {
    "file": (_TEXT, Phrase("le fichier, à côté de post.json", "the file, beside post.json")),
    "alt": (_TEXT, Phrase("le texte alternatif", "the alternative text")),
    "width": (_LINE, Phrase("la largeur en pixels", "the width in pixels")),
    "height": (_LINE, Phrase("la hauteur en pixels", "the height in pixels")),
    "media_type": (_TEXT, Phrase("image/jpeg ou image/webp", "image/jpeg or image/webp")),
    "focus": ({}, Phrase("où est le sujet, null s’il n’est pas dit", "where the subject stands, null where unsaid")),
}
PART: _Keys = {
    "text": (_TEXT, Phrase("ce qui est publié, mot pour mot", "what is posted, word for word")),
    "count": (_WHOLE, Phrase("sa longueur, comptée par le réseau", "its length as the network counts it")),
    "limit": (_WHOLE, Phrase("ce que le réseau ou la charte permet", "what the network or the charter allows")),
    "bytes": (_WHOLE, Phrase("sa longueur en octets", "its length in bytes")),
    "facets": ({}, Phrase("ce qui y est vif", "what is live in it")),
    "sources": ({}, Phrase("où chaque phrase a été écrite", "where each sentence was written")),
    "images": ({}, Phrase("ce que ce texte d’un fil montre", "what this one of a thread shows")),
    "escaped": (
        _TEXT,
        Phrase("le texte pour une API qui a ses signes", "the text for an API that has signs of its own"),
    ),
}
NETWORK: _Keys = {
    "name": (_TEXT, Phrase("son nom", "its name")),
    "checked": (
        {"type": "string", "format": "date"},
        Phrase("le jour où ses règles ont été vérifiées", "the day on which its rules were checked"),
    ),
}
POST: _Keys = {
    "format": ({"const": FORMAT}, Phrase("la forme de ce fichier : 1", "the form of this file: 1")),
    "id": (_TEXT, Phrase("l’édition, qui ne change jamais", "the edition, which never changes")),
    "channel": (_TEXT, Phrase("le réseau, comme linkedin", "the network, as linkedin")),
    "account": (_TEXT_OR_NONE, Phrase("le compte, selon channels/social.yaml", "the account, of channels/social.yaml")),
    "instant": (
        {"type": "string", "format": "date-time", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?\+00:00$"},
        Phrase("quand elle part, en UTC", "when it leaves, in UTC"),
    ),
    "lang": (_TEXT, Phrase("la langue du texte", "the language of the text")),
    "piece": (_TEXT, Phrase("l’identifiant du texte dont elle parle", "the id of the piece it is about")),
    "parts": ({}, Phrase("le texte, ou les textes d’un fil, dans l’ordre", "the text, or those of a thread, in order")),
    "warning": (_TEXT_OR_NONE, Phrase("l’avertissement de contenu", "the content warning")),
    "link": (_TEXT_OR_NONE, Phrase("où elle mène, UTM compris", "where it leads, UTM included")),
    "title": (_TEXT, Phrase("le titre du texte", "the piece’s title")),
    "description": (_TEXT, Phrase("son chapô", "its standfirst")),
    "hashtags": ({"type": "array", "items": _TEXT}, Phrase("les hashtags, sans #", "the hashtags, without #")),
    "images": ({}, Phrase("ce qu’elle montre : la photo, sinon la carte", "what it shows: the photo, else the card")),
    "card": ({}, Phrase("la carte du titre", "the card of the title")),
    "story": ({}, Phrase("la même en story, où le réseau en a", "the same as a story, where the network has them")),
    "quote": ({}, Phrase("la carte de la citation, si le texte en a une", "the quote’s card, if the piece has one")),
    "charter": (_TEXT, Phrase("la version de la charte qui la juge", "the version of the charter that judges it")),
    "network": ({}, Phrase("le réseau et ses règles", "the network and its rules")),
    "preview": (
        {"type": "boolean"},
        Phrase("vrai pour un aperçu, à ne pas publier", "true for a preview, not to post"),
    ),
}
_NOT_IN_EVERY_PART: Final = frozenset({"escaped", "images"})


def post_schema(lang: str) -> str:
    """Give the schema of post.json, described in `lang`."""
    image = _object(IMAGE, lang, focus=_or_none(_object(FOCUS, lang)))
    lists = {"facets": _list(_object(FACET, lang)), "sources": _list(_object(SOURCE, lang)), "images": _list(image)}
    part = _object(PART, lang, **lists)
    part["required"] = [key for key in part["required"] if key not in _NOT_IN_EVERY_PART]
    pictures = dict.fromkeys(("card", "story", "quote"), _or_none(image))
    parts = {**_list(part), "minItems": 1}
    post = _object(POST, lang, parts=parts, images=_list(image), network=_object(NETWORK, lang), **pictures)
    head = {"$schema": DRAFT, "$id": f"urn:ligne:post:{FORMAT}", "title": TITLE.read(lang)}
    return json.dumps({**head, **post}, ensure_ascii=False, indent=1) + "\n"


def _object(keys: _Keys, lang: str, **shapes: Mapping[str, Any]) -> dict[str, Any]:
    """Give the schema of a mapping; `shapes` are those of the keys that hold more than one value."""
    properties = {
        key: {**shape, **shapes.get(key, {}), "description": meaning.read(lang)}
        for key, (shape, meaning) in keys.items()
    }
    return {"type": "object", "required": list(keys), "properties": properties}


def _list(items: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


def _or_none(shape: Mapping[str, Any]) -> dict[str, Any]:
    return {"anyOf": [shape, {"type": "null"}]}
