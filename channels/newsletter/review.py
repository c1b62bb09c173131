"""What is wrong with a newsletter before it leaves: its settings, its édito, its weight."""

from __future__ import annotations

from collections.abc import Iterator

from channels.newsletter.letter import Letter
from channels.newsletter.settings import PATH, Images, Settings
from editorial.finding import Finding, Level, Phrase, Span
from editorial.piece import Piece
from editorial.prose import read_prose
from editorial.source import place_at

MAX_MAIL_BYTES = 90_000
"""Gmail hides what follows 102 kB of HTML, the way to unsubscribe with it; senders' own links take their share."""


def review_settings(settings: Settings | None) -> Iterator[Finding]:
    """Give what channels/newsletter.yaml lacks: without a sender no letter is made."""
    if settings is None:
        yield Finding("newsletter.settings", Level.ERROR, PATH, Span(), _NO_FILE, fix=_SENDER_FIX)
        return
    if settings.sender is None:
        yield Finding("newsletter.sender", Level.ERROR, PATH, Span(), _NO_SENDER, fix=_SENDER_FIX)
    if not settings.unsubscribe:
        yield Finding("newsletter.unsubscribe", Level.WARNING, PATH, Span(), _NO_WAY_OUT, _WHY, fix=_WAY_OUT_FIX)
    elif not settings.service:
        yield Finding("newsletter.one-click", Level.SUGGESTION, PATH, Span(), _NO_CLICK, _WHY_CLICK, fix=_CLICK_FIX)
    if not settings.reasons:
        yield Finding("newsletter.why", Level.WARNING, PATH, Span(), _NO_REASON, fix=_REASON_FIX)


def review_frame(frame: Piece) -> Iterator[Finding]:
    """Give what a letter's frame shows that no letter shows."""
    for image in read_prose(frame.body).images:
        place = place_at(frame.body, image.start, image.end - image.start)
        span = Span(place.line + frame.source.body_line - 1, place.column, place.end_column)
        yield Finding("newsletter.image", Level.WARNING, frame.path, span, _IMAGE, fix=_IMAGE_FIX)


def review_photo(letter: Letter) -> Iterator[Finding]:
    """Give whether a letter's photo would be asked for in the open, which mailboxes refuse."""
    if letter.photo and letter.photo.url.startswith("http:") and letter.settings.images is Images.HOSTED:
        path, message = "channels/blog.yaml", _IN_THE_OPEN.fill(url=letter.photo.url)
        yield Finding("newsletter.photo", Level.WARNING, path, Span(), message, _WHY_OPEN, fix=_OPEN_FIX)


def review_weight(letter: Letter, mail: str, path: str) -> Iterator[Finding]:
    """Give whether a letter's HTML is too heavy to be shown whole."""
    size = len(mail.encode())
    if size > MAX_MAIL_BYTES:
        message = _HEAVY.fill(edition=letter.id, size=round(size / 1000), most=MAX_MAIL_BYTES // 1000)
        yield Finding("newsletter.weight", Level.WARNING, path, Span(), message, _WHY_LIGHT, fix=_LIGHT_FIX)


_NO_FILE = Phrase(
    "la charte ouvre la lettre, mais channels/newsletter.yaml manque : aucune lettre n’est faite",
    "the charter opens the newsletter, but channels/newsletter.yaml is missing: no letter is made",
)
_NO_SENDER = Phrase("la lettre n’a pas d’expéditeur : aucune n’est faite", "the newsletter has no sender: none is made")
_SENDER_FIX = Phrase(
    'écrivez name: "Notre lettre" et from: {name: "…", address: "lettre@exemple.org"}',
    'write name: "Our letter" and from: {name: "…", address: "letter@example.org"}',
)
_NO_WAY_OUT = Phrase("la lettre ne dit pas comment se désabonner", "the newsletter does not say how to unsubscribe")
_WHY = Phrase(
    "la loi l’exige, et les messageries écartent une liste que l’on ne peut pas quitter",
    "the law asks for it, and mailboxes turn away a list that one cannot leave",
)
_WAY_OUT_FIX = Phrase(
    'écrivez unsubscribe: "mailto:desabonnement@exemple.org"', 'write unsubscribe: "mailto:unsubscribe@example.org"'
)
_NO_CLICK = Phrase("on ne peut pas se désabonner en un clic", "one cannot unsubscribe in one click")
_WHY_CLICK = Phrase(
    "Gmail et Yahoo le demandent à qui envoie beaucoup, et montrent alors un bouton (RFC 8058) ; sans lui, c’est par "
    "courriel que l’on part",
    "Gmail and Yahoo ask for it of who sends much, and then show a button (RFC 8058); without it one leaves by mail",
)
_CLICK_FIX = Phrase(
    'écrivez service: "https://…", l’adresse du service d’abonnement (ligne serve-subscriptions) ; '
    "rien à faire si votre prestataire s’en charge",
    'write service: "https://…", the address of the subscription service (ligne serve-subscriptions); '
    "nothing to do if your provider sees to it",
)
_NO_REASON = Phrase("la lettre ne dit pas pourquoi on la reçoit", "the newsletter does not say why one gets it")
_REASON_FIX = Phrase('écrivez why: "Vous recevez cette lettre parce que…"', 'write why: "You get this letter because…"')
_IMAGE = Phrase(
    "l’édito d’une lettre ne montre pas d’image : seul son texte de remplacement partira",
    "a letter’s foreword shows no image: only its alternative text will leave",
)
_IMAGE_FIX = Phrase(
    "retirez-la ; la lettre montre la photo de son premier article",
    "take it out; the letter shows the photo of its first piece",
)
_IN_THE_OPEN = Phrase(
    "la photo de la lettre est à une adresse sans chiffrement : {url}",
    "the letter’s photo is at an address without encryption: {url}",
)
_WHY_OPEN = Phrase(
    "les messageries ne vont chercher que des images en https", "mailboxes fetch pictures by https alone"
)
_OPEN_FIX = Phrase(
    "donnez au site une adresse https (url), ou écrivez images: inline dans channels/newsletter.yaml",
    "give the site an https address (url), or write images: inline in channels/newsletter.yaml",
)
_HEAVY = Phrase(
    "la lettre {edition} pèse {size} ko : au-delà de {most} ko, Gmail risque de la couper",
    "the letter {edition} weighs {size} kB: above {most} kB, Gmail may clip it",
)
_WHY_LIGHT = Phrase(
    "Gmail cache ce qui suit 102 ko, dont le lien de désabonnement",
    "Gmail hides what follows 102 kB, and the way to unsubscribe with it",
)
_LIGHT_FIX = Phrase(
    "raccourcissez l’édito, ou baissez max_pieces dans la cadence",
    "shorten the foreword, or lower max_pieces in the cadence",
)
