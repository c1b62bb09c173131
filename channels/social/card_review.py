"""What is wrong with the cards of a piece, and with the weight of its photos."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from channels.card import Card, is_cut, missing_signs, subject_left
from channels.channel import Brief
from channels.social.cards import quote_of, story_of, title_of
from channels.social.network import Network
from channels.social.shown import excess_bytes, find_shown
from channels.subject import SURVIVES
from editorial.finding import Finding, Level, Phrase
from editorial.piece import Piece
from editorial.source import Keys

_WORD = re.compile(r"\w+")
_OPEN_GRAPH = (1200, 630)


def review_cards(brief: Brief, piece: Piece, networks: Sequence[Network]) -> Iterator[Finding]:
    """Give the signs that no face of the brand shows, what is wrong with the quote, and the subject a story cuts."""
    title, quote = title_of(brief, piece, None, _OPEN_GRAPH), quote_of(brief, piece, _OPEN_GRAPH)
    yield from _signs(brief, piece, title, ("title",))
    if quote is not None:
        yield from _signs(brief, piece, quote, ("quote",))
        yield from _quote(brief, piece, networks)
    yield from _stories(brief, piece, networks)


def review_weight(brief: Brief, piece: Piece, network: Network) -> Iterator[Finding]:
    """Give an error for a photo that the network would refuse even at the least quality."""
    shown = find_shown(brief.site_for(piece), piece, network.id)
    excess = excess_bytes(shown, network) if shown else 0
    if excess:
        note = piece.social.get(network.id)
        keys: Keys = ("social", network.id, "image") if note and note.image else ("image", "src")
        message = _HEAVY.fill(network=network.name, excess=-(-excess // 1000), limit=network.max_image_bytes // 1000)
        yield Finding("social.heavy", Level.ERROR, piece.path, piece.source.front.span(keys), message, fix=_HEAVY_FIX)


def _signs(brief: Brief, piece: Piece, card: Card, keys: Keys) -> Iterator[Finding]:
    missing = missing_signs(brief.look, card)
    if missing:
        span = piece.source.front.span(keys)
        message = _SIGNS.fill(signs=" ".join(f"{sign} (U+{ord(sign):04X})" for sign in missing))
        yield Finding("social.card-signs", Level.WARNING, piece.path, span, message, fix=_SIGNS_FIX)


def _quote(brief: Brief, piece: Piece, networks: Sequence[Network]) -> Iterator[Finding]:
    """A quote is the piece's own words, and stands whole on its card."""
    note = piece.quote
    if note is None:
        return
    span = piece.source.front.span(("quote", "text"))
    said, written = (" ".join(_WORD.findall(text.casefold())) for text in (note.text, piece.standfirst + piece.body))
    if f" {said} " not in f" {written} ":
        yield Finding("social.quote", Level.WARNING, piece.path, span, _NOT_SAID, fix=_NOT_SAID_FIX)
    cards = {network.name: quote_of(brief, piece, network.size) for network in networks}
    cut = [name for name, card in cards.items() if card and is_cut(brief.look, card)]
    if cut:
        message = _CUT.fill(networks=", ".join(cut))
        yield Finding("social.quote-cut", Level.WARNING, piece.path, span, message, fix=_CUT_FIX)


def _stories(brief: Brief, piece: Piece, networks: Sequence[Network]) -> Iterator[Finding]:
    """A story shows less of an upright box than any crop does: its photo shares the height with words."""
    cuts: dict[int, list[str]] = {}
    for network in networks:
        shown = find_shown(brief.site_for(piece), piece, network.id)
        card = story_of(brief, piece, shown, network)
        kept = subject_left(brief.look, card) if card else 1.0
        if kept < SURVIVES:
            cuts.setdefault(round(100 * kept), []).append(network.name)
    for kept, names in sorted(cuts.items()):
        message = _STORY.fill(kept=kept, networks=", ".join(names), most=round(100 * SURVIVES))
        span = piece.source.front.span(("image", "src"))
        yield Finding("social.cut", Level.WARNING, piece.path, span, message, fix=_STORY_FIX)


_STORY = Phrase(
    "la story coupe un visage ou le cadre du sujet : il en reste {kept} % ({networks}), il en faudrait {most} %",
    "the story cuts a face or the box of the subject: {kept} % of it is left ({networks}), {most} % is needed",
)
_STORY_FIX = Phrase(
    "donnez à ce réseau un cadre plus bas, le visage par exemple (social: …: focus)",
    "give this network a lower box, the face for example (social: …: focus)",
)
_SIGNS = Phrase("la carte ne peut pas montrer {signs}", "the card cannot show {signs}")
_SIGNS_FIX = Phrase(
    "changez ces mots, ou ajoutez une police qui montre ces signes (fonts, dans theme/brand.yaml)",
    "change these words, or add a font that shows these signs (fonts, in theme/brand.yaml)",
)
_HEAVY = Phrase(
    "cette photo dépasse de {excess} ko les {limit} ko que {network} accepte, même à la plus basse qualité",
    "this photo is {excess} kB over the {limit} kB that {network} takes, even at the lowest quality",
)
_HEAVY_FIX = Phrase(
    "choisissez une photo plus calme, ou une autre pour ce réseau (social: …: image)",
    "choose a calmer photo, or another one for this network (social: …: image)",
)
_NOT_SAID = Phrase(
    "cette citation ne se trouve pas mot pour mot dans le texte", "this quote is not in the text word for word"
)
_NOT_SAID_FIX = Phrase("copiez-la du texte, ou corrigez le texte", "copy it from the text, or mend the text")
_CUT = Phrase(
    "cette citation est trop longue pour sa carte : elle y serait coupée ({networks})",
    "this quote is too long for its card, which would cut it short ({networks})",
)
_CUT_FIX = Phrase("gardez-en une phrase", "keep one sentence of it")
