"""The newsletter's own sentences, in each language, from theme/newsletter/strings.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from os.path import lexists
from types import MappingProxyType

from channels.brand import shown_path, theme_text
from channels.newsletter.mentions import Defaults, marked
from channels.templates import Look
from editorial.datafile import close_datafile, open_datafile
from editorial.finding import Phrase

FILE = "newsletter/strings.yaml"

Words = Mapping[str, str]
"""The sentences of one language, by key."""


def read_words(look: Look, file: str = FILE) -> Mapping[str, Words]:
    """Give each sentence by key, then language, a first theme folder's over a later one's; raises EditorialError."""
    texts: dict[str, Words] = {}
    for folder in reversed(look.folders):
        path = folder / file
        if not lexists(path):
            continue
        shown = shown_path(path)
        f, source = open_datafile(theme_text(path), shown)
        f.has("format")
        for key in f.values:
            if key == "format":
                continue
            texts[key] = {**texts.get(key, {}), **f.by_lang(key, "fr")}
            if "en" not in texts[key]:
                f.complain(key, "newsletter.words", _NO_ENGLISH.fill(key=key))
        close_datafile(f, source, shown)
    return texts


def words_in(texts: Mapping[str, Words], lang: str, defaults: Defaults = MappingProxyType({})) -> Words:
    """Give the sentences in `lang`, in English where it has none, with the fields they mention marked."""
    base = lang.split("-")[0]
    said = {key: by_lang.get(lang) or by_lang.get(base) or by_lang["en"] for key, by_lang in texts.items()}
    return {key: marked(text, defaults) for key, text in said.items()}


_NO_ENGLISH = Phrase(
    "« {key} » n’a pas de texte anglais (en), qui sert pour toute autre langue",
    "“{key}” has no English text (en), which serves every other language",
)
