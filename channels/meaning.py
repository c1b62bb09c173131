"""What each key of channels/*.yaml means, in French and English."""

from __future__ import annotations

from typing import Final

from editorial.finding import Phrase

_FORMAT = Phrase("la forme de ce fichier : 1", "the form of this file: 1")
_URL = Phrase("le modèle d’adresse de ces pages, avec {slug}", "the address pattern of these pages, with {slug}")

BLOG_TITLE: Final = Phrase("Les adresses du blog", "The blog’s addresses")
BLOG: Final = {
    "format": _FORMAT,
    "name": Phrase("le nom du site", "the site’s name"),
    "url": Phrase("son adresse, https://…", "its address, https://…"),
    "tagline": Phrase("sa devise, un texte ou un par langue", "its tagline, one text or one a language"),
    "description": Phrase("ce qu’il est, en une phrase", "what it is, in a sentence"),
    "per_page": Phrase("textes par page des listes", "pieces a page of a list"),
    "cards": Phrase("une carte de partage par texte", "a card for sharing for each piece"),
    "urls": Phrase("les modèles d’adresses", "the address patterns"),
    "urls.*": _URL,
}
NEWSLETTER_TITLE: Final = Phrase("Les réglages de la lettre", "The newsletter’s settings")
NEWSLETTER: Final = {
    "format": _FORMAT,
    "name": Phrase("le nom de la lettre", "the letter’s name"),
    "from": Phrase("qui l’envoie", "who sends it"),
    "from.name": Phrase("son nom", "their name"),
    "from.address": Phrase("son adresse de courriel", "their mail address"),
    "reply_to": Phrase("où les réponses arrivent", "where answers go"),
    "list_id": Phrase("l’identifiant de liste, comme lettre.exemple.org", "the list id, as letter.example.org"),
    "why": Phrase("pourquoi on la reçoit, un texte ou un par langue", "why one gets it, one text or one a language"),
    "unsubscribe": Phrase("comment se désabonner : mailto:… ou https://…", "how to leave: mailto:… or https://…"),
    "postal": Phrase("l’adresse postale", "the postal address"),
}
SOCIAL_TITLE: Final = Phrase("Les comptes sur les réseaux", "The accounts on the networks")
SOCIAL: Final = {
    "format": _FORMAT,
    "accounts": Phrase("le compte de chaque réseau", "the account on each network"),
    "accounts.*": Phrase("le nom du compte", "the account’s name"),
}
