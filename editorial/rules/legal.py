"""Rule kind `legal`: a piece says what the law and the charter want it to say.

What it does: looks for the label of sponsored content where each reader begins (title, standfirst or first paragraph
of an article, newsletter text, first part of what is said on each network), on the advertisement of a newsletter
edition, and for the mentions that pieces with some tag, pillar or format must hold.
Why: an advertisement must be recognised at once as one, wherever it is read.
Options: `legal.sponsored` of the charter: `label`, `tags` (by default `sponsored`, `sponsorisé`); `legal.mentions`:
`text`, `tags`, `pillars`, `formats`, `why`. Rights of pictures: `images.credit` and `images.licences`, see the kind
`image`.
Example: a piece tagged `sponsored` without « Contenu sponsorisé » → « contenu sponsorisé sans la mention « Contenu
sponsorisé » (blog) ».
Passes: the same piece with « Contenu sponsorisé » in its standfirst, and in what it says in its own words elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from editorial.charter import Charter
from editorial.demands import Mention, Sponsorship
from editorial.finding import Finding, Level, Phrase
from editorial.piece import Kind, Piece, Sponsor
from editorial.rules.kind import Context, Scope
from editorial.rules.place import in_front
from editorial.rules.texts import Text, front_texts
from editorial.slug import is_among, is_within
from editorial.source import Keys

SCOPE: Final = Scope.OWN
IS_BINDING: Final = False

_UNLABELLED = Phrase(
    "contenu sponsorisé sans la mention « {label} » ({channel})",
    "sponsored content without the label “{label}” ({channel})",
)
_LABEL_FIX = Phrase(
    "écrivez-la dès le titre, le chapô ou la première phrase", "write it in the title, standfirst or first sentence"
)
_LABEL_POST_FIX = Phrase("écrivez-la dans ce texte", "write it in this text")
_LABEL_WHY = Phrase(
    "une publicité doit être reconnue d’emblée comme telle, partout où on la lit",
    "an advertisement must be recognised as one at once, wherever it is read",
)
_NAMELESS = Phrase(
    "la publicité de cette édition n’a pas d’étiquette : la charte n’en donne aucune",
    "the advertisement of this edition has no label: the charter gives none",
)
_NAMELESS_FIX = Phrase(
    'écrivez dans la charte legal: {sponsored: {label: "Publicité"}}',
    'write legal: {sponsored: {label: "Advertisement"}} in the charter',
)
_OTHER_LABEL = Phrase(
    "la publicité s’appelle « {found} » ; la charte veut « {label} »",
    "the advertisement is called “{found}”; the charter wants “{label}”",
)
_OTHER_LABEL_FIX = Phrase("retirez label, ou reprenez-y ces mots", "remove label, or use these words in it")
_UNSEEN = Phrase(
    "une publicité (newsletter.sponsor) ne se montre que dans une édition de la lettre (kind: edition)",
    "an advertisement (newsletter.sponsor) is shown by an edition of the newsletter alone (kind: edition)",
)
_UNSEEN_FIX = Phrase("mettez-la dans le cadre d’une édition", "put it in the frame of an edition")
_MENTION = Phrase("il manque la mention « {text} »", "the mention “{text}” is missing")
_MENTION_FIX = Phrase("écrivez-la telle quelle dans le texte", "write it as it is in the text")


def check(piece: Piece, context: Context) -> Iterable[Finding]:
    """Give a finding for each label or mention that a piece lacks."""
    if piece.kind is Kind.PAGE:
        return
    charter = context.charter
    if charter.legal.sponsored.label and _is_sponsored(piece, charter.legal.sponsored):
        yield from _labels(piece, charter, context)
    if piece.newsletter.sponsor is not None:
        yield from _advertisement(piece, piece.newsletter.sponsor, charter)
    said = ""
    for mention in charter.legal.mentions:
        if _is_due(mention, piece):
            said = said or f"{piece.standfirst} {context.prose(piece).text}"
            if not is_within(mention.text, said):
                message = _MENTION.fill(text=mention.text)
                why = Phrase(mention.why, mention.why) if mention.why else None
                yield _finding(piece, "legal.mention", ("title",), message, why, "legal.mentions", _MENTION_FIX)


def _is_sponsored(piece: Piece, sponsored: Sponsorship) -> bool:
    return any(is_among(tag, sponsored.tags) for tag in piece.tags)


def _is_due(mention: Mention, piece: Piece) -> bool:
    """Say whether a mention is asked of a piece: by one of its tags, its pillar or its format, or of every piece."""
    if not (mention.tags or mention.pillars or mention.formats):
        return True
    return (
        any(is_among(tag, mention.tags) for tag in piece.tags)
        or piece.pillar in mention.pillars
        or (bool(piece.format) and piece.format in mention.formats)
    )


def _labels(piece: Piece, charter: Charter, context: Context) -> Iterator[Finding]:
    label = charter.legal.sponsored.label
    opening = context.prose(piece).text.partition("\n\n")[0]
    heads: dict[str, tuple[Keys, str, Phrase]] = {}
    if "blog" in charter.channels:
        heads["blog"] = (("title",), f"{piece.title} {piece.standfirst} {opening}", _LABEL_FIX)
    for text in front_texts(piece):
        if text.channel in charter.channels and not _is_beside(text):
            keys, before, _ = heads.get(text.channel, (text.keys, "", _LABEL_POST_FIX))
            is_later = len(text.keys) == 4 and text.keys[3] != 0
            heads[text.channel] = (keys, before if is_later else f"{before} {text.text}", _LABEL_POST_FIX)
    for channel, (keys, said, fix) in heads.items():
        if not is_within(label, said):
            message = _UNLABELLED.fill(label=label, channel=channel)
            yield _finding(piece, "legal.sponsored", keys, message, _LABEL_WHY, "legal.sponsored.label", fix)


def _is_beside(text: Text) -> bool:
    """Say whether a text stands in the letter beside what it says itself: a link, or the advertisement."""
    return text.keys[:2] in (("newsletter", "links"), ("newsletter", "sponsor"))


def _advertisement(piece: Piece, sponsor: Sponsor, charter: Charter) -> Iterator[Finding]:
    """Say whether an advertisement is not labelled as the charter says, or stands where nobody sees it."""
    label, keys = charter.legal.sponsored.label, ("newsletter", "sponsor")
    clause = "legal.sponsored.label"
    if piece.kind is not Kind.EDITION:
        yield _finding(piece, "legal.sponsor", keys, _UNSEEN, None, "", _UNSEEN_FIX)
    elif not label and not sponsor.label:
        yield _finding(piece, "legal.sponsor", keys, _NAMELESS, _LABEL_WHY, clause, _NAMELESS_FIX)
    elif label and sponsor.label and piece.lang == charter.lang and not is_within(label, sponsor.label):
        message = _OTHER_LABEL.fill(found=sponsor.label, label=label)
        yield _finding(piece, "legal.sponsor", (*keys, "label"), message, _LABEL_WHY, clause, _OTHER_LABEL_FIX)


def _finding(
    piece: Piece, rule: str, keys: Keys, message: Phrase, why: Phrase | None, clause: str, fix: Phrase
) -> Finding:
    return Finding(rule, Level.ERROR, piece.path, in_front(piece, *keys), message, why, clause, fix)
