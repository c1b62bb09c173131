"""What each key of a piece's front matter means."""

from __future__ import annotations

from typing import Final

from editorial.finding import Phrase

TITLE: Final = Phrase("L’en-tête d’un texte", "The front matter of a piece")
MEANINGS: Final = {
    "id": Phrase("l’identifiant, qui ne change jamais", "the id, which never changes"),
    "kind": Phrase(
        "un texte, une page, ou le cadre d’une édition de la lettre",
        "a piece, a page, or the frame of a letter’s edition",
    ),
    "title": Phrase("le titre", "the title"),
    "slug": Phrase("l’adresse, en minuscules et tirets", "the address, in lower case and hyphens"),
    "lang": Phrase("la langue, comme fr", "the language, as en"),
    "pillar": Phrase("le pilier de la charte", "the charter’s pillar"),
    "author": Phrase("qui signe, par son nom court dans l’ours", "who signs, by the short name in the masthead"),
    "status": Phrase("où en est le texte", "where the piece stands"),
    "standfirst": Phrase("le chapô", "the standfirst"),
    "tags": Phrase("les mots-clés", "the tags"),
    "date": Phrase(
        "l’instant de parution, qui passe avant le calendrier", "the instant it appears, before the calendar"
    ),
    "updated": Phrase("le jour de la dernière révision", "the day it was last revised"),
    "embargo": Phrase("rien ne paraît avant cet instant", "nothing appears before this instant"),
    "expires": Phrase("le texte se retire à cet instant", "the piece is taken down at this instant"),
    "audience": Phrase("le public auquel il s’adresse", "the audience it is for"),
    "evergreen": Phrase("il peut être publié de nouveau", "it may be posted again"),
    "format": Phrase("le genre : entretien, mode d’emploi…", "the genre: interview, tutorial…"),
    "image": Phrase("la photo d’ouverture", "the picture that leads"),
    "image.src": Phrase("le fichier, depuis celui-ci", "the file, from this one"),
    "image.alt": Phrase("ce que l’on y voit, pour qui ne la voit pas", "what it shows, for those who do not see it"),
    "image.caption": Phrase("la légende", "the caption"),
    "image.credit": Phrase("le crédit", "the credit"),
    "image.focus": Phrase("le point à garder, comme 62% 31%", "the point to keep, as 62% 31%"),
    "quote": Phrase("une phrase du texte qu’une carte montre seule", "a sentence of the text that a card shows alone"),
    "quote.text": Phrase("la phrase, mot pour mot, sans guillemets", "the sentence, word for word, without marks"),
    "quote.by": Phrase(
        "qui la dit ; sans cela, la carte nomme le texte", "who says it; the card names the piece otherwise"
    ),
    "newsletter": Phrase("ce que la lettre en dit", "what the newsletter says of it"),
    "newsletter.title": Phrase("son titre dans la lettre", "its title in the letter"),
    "newsletter.text": Phrase("son texte dans la lettre", "its text in the letter"),
    "newsletter.section": Phrase("sa rubrique dans la lettre", "its section in the letter"),
    "newsletter.weight": Phrase("son rang : le plus lourd vient d’abord", "its rank: the heaviest comes first"),
    "newsletter.skip": Phrase("la lettre ne le reprend pas", "the letter leaves it out"),
    "newsletter.links": Phrase("les lectures que la lettre signale", "the reading the letter points to"),
    "newsletter.links.title": Phrase("le titre", "the title"),
    "newsletter.links.url": Phrase("l’adresse, https://…", "the address, https://…"),
    "newsletter.links.note": Phrase("pourquoi la lire", "why to read it"),
    "newsletter.links.id": Phrase(
        "le nom court de son adresse dans les courriels, qui ne change plus ; sinon le titre",
        "the short name of its address in the mails, which never changes; otherwise the title",
    ),
    "newsletter.links.withdrawn": Phrase(
        "partie, puis retirée : son adresse mène à la page de l’édition",
        "it left, and is withdrawn: its address leads to the edition’s page",
    ),
    "newsletter.layout": Phrase(
        "la mise en page : digest (plusieurs textes), single (un seul) ou announcement",
        "the layout: digest (several pieces), single (one) or announcement",
    ),
    "newsletter.sponsor": Phrase("la publicité de l’édition", "the edition’s advertisement"),
    "newsletter.sponsor.name": Phrase("l’annonceur", "the advertiser"),
    "newsletter.sponsor.text": Phrase("ce que dit l’annonce", "what the advertisement says"),
    "newsletter.sponsor.url": Phrase("l’adresse, https://…", "the address, https://…"),
    "newsletter.sponsor.label": Phrase(
        "l’étiquette que le lecteur voit ; sinon legal.sponsored.label de la charte",
        "the label that readers see; otherwise legal.sponsored.label of the charter",
    ),
    "newsletter.errata": Phrase(
        "false : l’édito dit lui-même ce qui a été corrigé", "false: the foreword itself says what was corrected"
    ),
    "social": Phrase("ce que chaque réseau en dit", "what each network says of it"),
    "social.*": Phrase("ce que ce réseau en dit", "what this network says of it"),
    "social.*.text": Phrase("le texte de la publication", "the text of the post"),
    "social.*.thread": Phrase("un fil, publication par publication", "a thread, post by post"),
    "social.*.image": Phrase("l’image de la publication", "the picture of the post"),
    "social.*.hashtags": Phrase("les mots-dièse", "the hashtags"),
    "social.*.link": Phrase("le lien : true, false ou une adresse", "the link: true, false or an address"),
    "social.*.focus": Phrase("ce que ses cadrages gardent", "what its crops keep"),
    "social.*.warning": Phrase(
        "ce que l’on dit avant de montrer le texte (avertissement)", "what is said before the text is shown (a warning)"
    ),
    "social.*.skip": Phrase("rien sur ce réseau", "nothing on this network"),
    "series": Phrase("la série dont il est", "the series it belongs to"),
    "translation_of": Phrase("l’identifiant de l’original", "the id of the original"),
    "corrections": Phrase("les corrections, que le lecteur lit", "the corrections, which readers see"),
    "corrections.date": Phrase("le jour de la correction", "the day of the correction"),
    "corrections.text": Phrase("ce qui a été corrigé", "what was corrected"),
    "charter": Phrase("la version de la charte qui le juge", "the version of the charter that judges it"),
    "exemptions": Phrase("les règles dont il est dispensé", "the rules it is exempt from"),
    "exemptions.rule": Phrase("la règle ou le genre de règle", "the rule or kind of rule"),
    "exemptions.why": Phrase("la raison", "the reason"),
    "exemptions.owner": Phrase("qui en répond", "who answers for it"),
    "exemptions.until": Phrase("le dernier jour", "the last day"),
    "aliases": Phrase("ses anciennes adresses", "its old addresses"),
}
