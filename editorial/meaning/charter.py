"""What each key of editorial/charter.yaml means."""

from __future__ import annotations

from typing import Final

from editorial.finding import Phrase

TITLE: Final = Phrase("La charte éditoriale", "The editorial charter")
MEANINGS: Final = {
    "format": Phrase("la forme de ce fichier : 1", "the form of this file: 1"),
    "version": Phrase("la version de la charte", "the version of the charter"),
    "effective": Phrase("le jour où elle entre en vigueur", "the day it takes effect"),
    "languages": Phrase(
        "les langues des textes ; la première est celle de la charte et des messages",
        "the languages of the pieces; the first is that of the charter and of messages",
    ),
    "changes": Phrase("ce qui a changé, version par version", "what changed, version by version"),
    "changes.version": Phrase("la version", "the version"),
    "changes.date": Phrase("le jour du changement", "the day of the change"),
    "changes.summary": Phrase("ce qui change, en une ou deux phrases", "what changes, in a sentence or two"),
    "mission": Phrase("la mission confiée", "the mission"),
    "mission.client": Phrase("pour qui l’on publie", "who one publishes for"),
    "mission.purpose": Phrase("à quoi la publication sert", "what the publication is for"),
    "mission.scope": Phrase("ce dont on parle, et ce dont on ne parle pas", "what is covered, and what is not"),
    "mission.scope.in": Phrase("ce qui est dans la mission", "what the mission covers"),
    "mission.scope.out": Phrase("ce qui n’y est pas", "what it leaves out"),
    "mission.scope.out.text": Phrase("ce que l’on ne traite pas", "what is left out"),
    "mission.scope.out.words": Phrase("les mots auxquels on le reconnaît", "the words by which it is known"),
    "mission.scope.out.tags": Phrase("les mots-clés auxquels on le reconnaît", "the tags by which it is known"),
    "mission.objectives": Phrase("les objectifs", "the objectives"),
    "mission.objectives.text": Phrase("ce que l’on veut", "what one wants"),
    "mission.objectives.metric": Phrase("ce que l’on mesure", "what is measured"),
    "mission.objectives.target": Phrase("la valeur visée", "the value aimed at"),
    "mission.objectives.by": Phrase("le jour où elle doit être atteinte", "the day by which it is to be reached"),
    "audiences": Phrase("les publics", "the audiences"),
    "audiences.id": Phrase("le nom court du public", "the audience’s short name"),
    "audiences.name": Phrase("qui ce sont", "who they are"),
    "audiences.needs": Phrase("ce dont ils ont besoin", "what they need"),
    "audiences.readability": Phrase(
        "la lisibilité des textes qui s’adressent à ce public", "how readable the pieces for this audience are"
    ),
    "audiences.readability.min": Phrase(
        "l’indice de lisibilité, au moins : de 0 à 100 (facile)", "reading ease at least, from 0 to 100 (easy)"
    ),
    "audiences.readability.max_sentence_words": Phrase("mots par phrase au plus", "words a sentence at most"),
    "audiences.readability.max_paragraph_words": Phrase("mots par paragraphe au plus", "words a paragraph at most"),
    "audiences.readability.max_passive_share": Phrase(
        "phrases au passif au plus, en pour cent", "passive sentences at most, in percent"
    ),
    "voice": Phrase("la voix de la publication", "the voice of the publication"),
    "voice.person": Phrase("la personne à laquelle on écrit", "the person one writes in"),
    "voice.register": Phrase("tu, vous, ou le ton d’ensemble", "the form of address, or the general tone"),
    "voice.tone": Phrase("le ton, en quelques adjectifs", "the tone, in a few adjectives"),
    "voice.principles": Phrase("les principes d’écriture", "the principles of writing"),
    "pillars": Phrase("les piliers : de quoi l’on parle", "the pillars: what one writes about"),
    "pillars.id": Phrase("le nom court, que les textes emploient", "the short name, which pieces use"),
    "pillars.name": Phrase(
        "le nom que les lecteurs lisent, un texte ou un par langue", "the name readers see, one text or one a language"
    ),
    "pillars.share": Phrase(
        "sa part des parutions, en pour cent ; ensemble 100", "its share of what appears, in percent; together 100"
    ),
    "pillars.description": Phrase("de quoi il traite", "what it is about"),
    "portfolio": Phrase(
        "comparer les parts des piliers à ce qui paraît", "compare the pillars’ shares with what appears"
    ),
    "portfolio.window_days": Phrase("sur combien de jours ; sans rien, 90", "over how many days; 90 unless said"),
    "portfolio.tolerance": Phrase("à combien de points près ; sans rien, 10", "within how many points; 10 unless said"),
    "masthead": Phrase("l’ours : qui signe, qui répond", "the masthead: who signs, who answers"),
    "masthead.people": Phrase("les signatures", "the people"),
    "masthead.mentions": Phrase(
        "les comptes que les publications peuvent nommer (sans liste : tous)",
        "the accounts that posts may name (without a list: any)",
    ),
    "masthead.people.id": Phrase("le nom court, que les textes emploient", "the short name, which pieces use"),
    "masthead.people.name": Phrase("le nom qui signe", "the name that signs"),
    "masthead.people.email": Phrase(
        "l’adresse que git donne de qui approuve", "the address that git gives of who approves"
    ),
    "masthead.people.keys": Phrase(
        "les clés SSH publiques qui signent ses approbations", "the public SSH keys that sign their approvals"
    ),
    "masthead.people.roles": Phrase("les rôles tenus", "the roles held"),
    "masthead.roles": Phrase("les rôles", "the roles"),
    "masthead.roles.id": Phrase("le nom court du rôle", "the role’s short name"),
    "masthead.roles.name": Phrase("le nom du rôle", "the role’s name"),
    "masthead.roles.duties": Phrase("ce que fait qui le tient", "what whoever holds it does"),
    "approval": Phrase("qui approuve une parution", "who approves what appears"),
    "approval.required": Phrase(
        "les rôles dont l’accord est requis pour tout texte ; une liste dans la liste : l’un d’eux suffit",
        "the roles whose approval every piece needs; a list in the list: one of them is enough",
    ),
    "approval.pillars": Phrase("les rôles requis de plus, par pilier", "the roles required besides, by pillar"),
    "approval.tags": Phrase("les rôles requis de plus, par étiquette", "the roles required besides, by tag"),
    "approval.channels": Phrase(
        "les rôles requis pour chaque édition, par canal", "the roles required for each edition, by channel"
    ),
    "approval.records": Phrase(
        "où sont les approbations : dans des fiches, ou nulle part (none : « status: approved » suffit)",
        "where approvals are: in records, or nowhere (none: “status: approved” is enough)",
    ),
    "approval.signed": Phrase(
        "true : une approbation est signée d’une clé SSH", "true: an approval is signed with an SSH key"
    ),
    "approval.trust": Phrase(
        "les rôles qui peuvent changer l’ours et ces règles", "the roles that may change the masthead and these rules"
    ),
    "approval.repository": Phrase(
        "le nom de ce site, pris dans chaque signature", "this site’s name, part of each signature"
    ),
    "approval.revoked": Phrase("les clés qui ne comptent plus", "the keys that no longer count"),
    "styles": Phrase(
        "les styles de règles, par dossier d’editorial/styles", "the rule styles, folders of editorial/styles"
    ),
    "styles.style": Phrase("le nom de son dossier", "the name of its folder"),
    "styles.lang": Phrase("la langue des textes qu’il juge", "the language of the pieces it judges"),
    "styles.level": Phrase("le niveau de toutes ses remarques", "the level of all its findings"),
    "rules": Phrase(
        "les règles de la maison, éteintes (off) ou d’un autre niveau", "house rules that are off, or at another level"
    ),
    "vocabulary": Phrase("les mots de la maison", "the words of the house"),
    "vocabulary.banned": Phrase("les mots écartés : une erreur", "the words that are banned: an error"),
    "vocabulary.banned.term": Phrase("le mot ou la tournure", "the word or phrase"),
    "vocabulary.banned.why": Phrase("la raison", "the reason"),
    "vocabulary.banned.instead": Phrase("ce que l’on écrit plutôt", "what one writes instead"),
    "vocabulary.preferred": Phrase("les mots préférés : un avertissement", "the words that are preferred: a warning"),
    "vocabulary.preferred.instead_of": Phrase("le mot que l’on évite", "the word one avoids"),
    "vocabulary.preferred.use": Phrase("le mot que l’on écrit", "the word one writes"),
    "vocabulary.preferred.why": Phrase("la raison", "the reason"),
    "vocabulary.accepted": Phrase(
        "les mots et les noms que l’orthographe laisse passer", "the words and names that spelling passes"
    ),
    "spelling": Phrase("vérifier l’orthographe des textes", "look up how the words of pieces are spelt"),
    "channels": Phrase("les canaux ouverts, et comment on s’y exprime", "the open channels, and how one speaks there"),
    "channels.*": Phrase("ce canal est ouvert", "this channel is open"),
    "channels.*.register": Phrase("tu, vous, ou le ton de ce canal", "the form of address or tone of this channel"),
    "channels.*.length": Phrase("la longueur d’un texte", "how long a text is"),
    "channels.*.length.min_words": Phrase("mots au moins", "words at least"),
    "channels.*.length.max_words": Phrase("mots au plus", "words at most"),
    "channels.*.length.max_chars": Phrase("signes au plus", "characters at most"),
    "channels.*.readability": Phrase("la lisibilité voulue", "how readable it is to be"),
    "channels.*.readability.min": Phrase(
        "l’indice de lisibilité, au moins : de 0 à 100 (facile)", "reading ease at least, from 0 to 100 (easy)"
    ),
    "channels.*.readability.max_sentence_words": Phrase("mots par phrase au plus", "words a sentence at most"),
    "channels.*.readability.max_paragraph_words": Phrase("mots par paragraphe au plus", "words a paragraph at most"),
    "channels.*.readability.max_passive_share": Phrase(
        "phrases au passif au plus, en pour cent", "passive sentences at most, in percent"
    ),
    "channels.*.standfirst": Phrase("la longueur du chapô", "how long the standfirst is"),
    "channels.*.standfirst.min_words": Phrase("mots au moins", "words at least"),
    "channels.*.standfirst.max_words": Phrase("mots au plus", "words at most"),
    "channels.*.lists": Phrase("la longueur des listes", "how long lists are"),
    "channels.*.lists.min_items": Phrase("points au moins", "items at least"),
    "channels.*.lists.max_items": Phrase("points au plus", "items at most"),
    "channels.*.person": Phrase(
        "la personne à laquelle on écrit ici : nous, je…", "the person one writes in here: we, I…"
    ),
    "channels.*.max_exclamations": Phrase(
        "points d’exclamation au plus, par texte", "exclamation marks at most, a text"
    ),
    "channels.*.capitals": Phrase(
        "les mots en capitales à la suite : aucun (none) ou libres (free)", "words in capitals in a row: none, or free"
    ),
    "channels.*.emoji": Phrase(
        "les émojis : aucun (none), peu (few) ou libres (free)", "emoji: none, few (three a post) or free"
    ),
    "channels.*.hashtags": Phrase("les mots-dièse", "the hashtags"),
    "channels.*.hashtags.max": Phrase("mots-dièse au plus", "hashtags at most"),
    "channels.*.hashtags.map": Phrase("le mot-dièse de chaque mot-clé", "the hashtag of each tag"),
    "channels.*.links": Phrase(
        "les liens : une consigne, ou les réglages d’un réseau", "the links: a rule in words, or a network’s settings"
    ),
    "channels.*.thread": Phrase(
        "un texte trop long pour une publication : rien (none), un fil (split), un fil numéroté (numbered)",
        "a text too long for one post: nothing (none), a thread (split), a numbered thread (numbered)",
    ),
    "channels.*.links.in_text": Phrase("mettre le lien dans le texte", "put the link into the text"),
    "channels.*.links.utm": Phrase("marquer le lien (utm_source)", "mark the link (utm_source)"),
    "channels.*.text": Phrase(
        "un texte écrit pour ce réseau : exigé (required), conseillé (advised) ou libre (free)",
        "a text written for this network: required, advised or free",
    ),
    "channels.*.frequency": Phrase("le rythme", "how often"),
    "channels.*.frequency.min": Phrase("parutions au moins", "times at least"),
    "channels.*.frequency.max": Phrase("parutions au plus", "times at most"),
    "channels.*.frequency.per": Phrase("par jour, semaine ou mois", "a day, week or month"),
    "channels.*.frequency.max_silence_days": Phrase("jours de silence au plus", "days of silence at most"),
    "channels.*.typography": Phrase(
        "la typographie de ce canal : no-break, narrow, plain, none, ou une langue",
        "the typography of this channel: no-break, narrow, plain, none, or a tongue",
    ),
    "channels.*.typography.spaces": Phrase(
        "les espaces : insécables, fines ou ordinaires", "the spaces: no-break, narrow or plain"
    ),
    "channels.*.typography.marks": Phrase(
        "composer aussi apostrophes, guillemets, tirets et points", "set apostrophes, quotes, dashes and ellipses too"
    ),
    "channels.*.note": Phrase("une consigne pour l’équipe", "a note to the team"),
    "formats": Phrase("les genres de textes : entretien, mode d’emploi…", "the genres of pieces: interview, tutorial…"),
    "formats.*.name": Phrase("le nom du genre, dans les messages", "the genre’s name, in messages"),
    "formats.*.min_words": Phrase("mots au moins", "words at least"),
    "formats.*.max_words": Phrase("mots au plus", "words at most"),
    "formats.*.standfirst": Phrase("la longueur du chapô", "how long the standfirst is"),
    "formats.*.standfirst.min_words": Phrase("mots au moins", "words at least"),
    "formats.*.standfirst.max_words": Phrase("mots au plus", "words at most"),
    "formats.*.headings": Phrase("les intertitres que tous ont", "the headings that all have"),
    "formats.*.requires": Phrase("au moins tant de chaque chose", "at least so many of each thing"),
    "formats.*.requires.questions": Phrase("questions", "questions"),
    "formats.*.requires.sections": Phrase("intertitres", "headings"),
    "formats.*.requires.steps": Phrase("étapes d’une liste numérotée", "steps of a numbered list"),
    "formats.*.requires.lists": Phrase("listes", "lists"),
    "formats.*.requires.quotes": Phrase("citations", "quotations"),
    "formats.*.requires.code": Phrase("blocs de code", "blocks of code"),
    "formats.*.requires.images": Phrase("images", "pictures"),
    "formats.*.requires.links": Phrase("liens", "links"),
    "formats.*.requires.notes": Phrase("notes", "notes"),
    "images": Phrase("les images", "the pictures"),
    "images.alt": Phrase("le texte de remplacement", "the alternative text"),
    "images.alt_chars": Phrase("la longueur du texte de remplacement", "how long the alternative text is"),
    "images.alt_chars.min": Phrase("signes au moins", "characters at least"),
    "images.alt_chars.max": Phrase("signes au plus", "characters at most"),
    "images.caption": Phrase("la légende", "the caption"),
    "images.licences": Phrase(
        "les licences admises, dont un crédit nomme une", "the licences that will do; a credit names one"
    ),
    "images.credit": Phrase("le crédit", "the credit"),
    "images.min_width_px": Phrase("la largeur d’une photo, en pixels au moins", "a photo’s width, in pixels at least"),
    "images.policy": Phrase("les principes", "the principles"),
    "legal": Phrase("les mentions légales", "the legal notice"),
    "legal.publisher": Phrase("qui publie", "who publishes"),
    "legal.director": Phrase("qui dirige la publication", "who directs the publication"),
    "legal.host": Phrase("qui héberge", "who hosts it"),
    "legal.contact": Phrase("où écrire", "where to write"),
    "legal.notices": Phrase("les mentions", "the notices"),
    "legal.required": Phrase("les mentions qui ne peuvent manquer", "the notices that may not be missing"),
    "legal.sponsored": Phrase("le contenu sponsorisé", "sponsored content"),
    "legal.sponsored.label": Phrase("l’étiquette que le lecteur voit", "the label that readers see"),
    "legal.sponsored.tags": Phrase("les mots-clés qui le signalent", "the tags that tell it"),
    "legal.mentions": Phrase("les phrases que des textes doivent contenir", "the sentences that pieces must hold"),
    "legal.mentions.text": Phrase("la phrase", "the sentence"),
    "legal.mentions.why": Phrase("la raison", "the reason"),
    "legal.mentions.tags": Phrase("les mots-clés des textes concernés", "the tags of the pieces concerned"),
    "legal.mentions.pillars": Phrase("les piliers concernés", "the pillars concerned"),
    "legal.mentions.formats": Phrase("les genres concernés", "the genres concerned"),
    "moderation": Phrase("la modération", "moderation"),
    "moderation.delay": Phrase("le délai de réponse", "how soon one answers"),
    "moderation.principles": Phrase("les principes", "the principles"),
    "moderation.contact": Phrase("où écrire", "where to write"),
    "raw_html": Phrase(
        "le HTML des textes : nettoyé (sanitised) ou laissé tel quel (trusted)",
        "the HTML of pieces: sanitised, or trusted and left as it is",
    ),
}
