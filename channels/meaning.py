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
    "desk": Phrase("l’adresse qui reçoit les essais", "the address that test sends go to"),
    "service": Phrase(
        "l’adresse https du service d’abonnement, pour se désabonner en un clic",
        "the https address of the subscription service, to leave in one click",
    ),
    "fields": Phrase(
        "ce que la lettre peut dire de son lecteur, écrit [[first_name]] : le texte par défaut, par langue",
        "what the letter may say of its reader, written [[first_name]]: the default, by language",
    ),
    "images": Phrase(
        "hosted : les images sont prises sur le site ; inline : elles sont dans le message",
        "hosted: pictures are taken from the site; inline: they are in the message",
    ),
    "bounce": Phrase(
        "où reviennent les messages non remis ; chaque lecteur a la sienne, retours+…@",
        "where messages come back that were not delivered; each reader has their own, returns+…@",
    ),
    "feedback_id": Phrase(
        "l’identifiant de l’expéditeur dans Feedback-ID, pour les plaintes que compte Gmail",
        "the sender’s id in Feedback-ID, for the complaints that Gmail counts",
    ),
    "subject": Phrase("ce que l’objet supporte", "what the subject bears"),
    "subject.max_chars": Phrase("signes, 60 sinon", "characters, 60 when absent"),
    "subject.emoji": Phrase("émojis, 1 sinon", "emoji, 1 when absent"),
    "send": Phrase("comment elle est envoyée", "how it is sent"),
    "send.batch": Phrase("lecteurs par lot, 500 sinon", "readers in a batch, 500 when absent"),
    "send.canary": Phrase("lecteurs servis d’abord, 50 sinon", "readers it leaves for first, 50 when absent"),
    "send.max_refused": Phrase(
        "la part de refus qui arrête l’envoi, 5% sinon", "the share of refusals that stops the sending, 5% when absent"
    ),
    "send.per_second": Phrase("messages par seconde, 14 sinon", "messages a second, 14 when absent"),
    "send.per_domain": Phrase("messages par seconde, par domaine", "messages a second, by domain"),
    "send.attempts": Phrase(
        "essais d’un message que le serveur remet à plus tard, 5 sinon",
        "tries of a message that a server puts off, 5 when absent",
    ),
}
SOCIAL_TITLE: Final = Phrase("Les comptes sur les réseaux", "The accounts on the networks")
SOCIAL: Final = {
    "format": _FORMAT,
    "accounts": Phrase("le compte de chaque réseau", "the account on each network"),
    "accounts.*": Phrase("le nom du compte", "the account’s name"),
}
NETWORK_TITLE: Final = Phrase("Le profil d’un réseau", "The profile of a network")
NETWORK: Final = {
    "format": _FORMAT,
    "name": Phrase("son nom, tel qu’on le montre", "its name, as it is shown"),
    "checked": Phrase("le jour où ces limites ont été vérifiées", "the day these limits were checked"),
    "expires": Phrase(
        "le jour à partir duquel il faut les vérifier", "the day from which they are to be checked again"
    ),
    "sources": Phrase("les pages qui disent ces limites", "the pages that tell these limits"),
    "text": Phrase("le texte d’une publication", "the text of a post"),
    "text.count": Phrase("comment il se compte", "how it is counted"),
    "text.max": Phrase("ce qu’il compte au plus", "what it may count"),
    "text.max_bytes": Phrase("ses octets au plus, en UTF-8", "its bytes at most, in UTF-8"),
    "text.url_weight": Phrase("ce que compte un lien, sinon sa longueur", "what a link counts, its length otherwise"),
    "text.warning": Phrase(
        "true : il montre un avertissement de contenu, qui compte", "true: it shows a content warning, which counts"
    ),
    "text.reserved": Phrase("les signes que le réseau veut échappés", "the signs that the network wants escaped"),
    "thread": Phrase("les fils", "threads"),
    "thread.max": Phrase("leurs publications au plus ; sans cela, pas de fil", "their posts at most; none without it"),
    "hashtags": Phrase("les mots-dièse", "hashtags"),
    "hashtags.max": Phrase("combien au plus", "how many at most"),
    "links": Phrase("les liens", "links"),
    "links.max": Phrase("combien au plus", "how many at most"),
    "links.shown": Phrase("ce qu’on montre d’un lien, en signes", "how much of a link is shown, in characters"),
    "alt": Phrase("le texte de remplacement d’une image", "the alternative text of a picture"),
    "alt.max": Phrase("ses signes au plus", "its characters at most"),
    "images": Phrase("les images d’une publication", "the pictures of a post"),
    "images.max": Phrase("combien au plus", "how many at most"),
    "images.width": Phrase("leur largeur, en pixels", "their width, in pixels"),
    "images.height": Phrase("leur hauteur, en pixels", "their height, in pixels"),
    "images.max_bytes": Phrase("leur poids au plus, en octets", "their weight at most, in bytes"),
    "images.format": Phrase("leur format", "their format"),
    "story": Phrase("les stories, où il y en a", "stories, where there are any"),
    "story.width": Phrase("leur largeur, en pixels", "their width, in pixels"),
    "story.height": Phrase("leur hauteur, en pixels", "their height, in pixels"),
    "story.top": Phrase("ce que le réseau couvre en haut, en pixels", "what the network covers at the top, in pixels"),
    "story.bottom": Phrase("ce qu’il couvre en bas, en pixels", "what it covers at the bottom, in pixels"),
    "story.sides": Phrase("ce qu’il couvre de chaque côté, en pixels", "what it covers on each side, in pixels"),
}
