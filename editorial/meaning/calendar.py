"""What each key of editorial/calendar.yaml and editorial/calendar/*.yaml means."""

from __future__ import annotations

from typing import Final

from editorial.finding import Phrase

TITLE: Final = Phrase("Le calendrier de publication", "The publishing calendar")
TITLE_OF_PART: Final = Phrase(
    "Une partie du calendrier : un mois, une campagne", "A part of the calendar: a month, a campaign"
)
MEANINGS: Final = {
    "format": Phrase("la forme de ce fichier : 1", "the form of this file: 1"),
    "timezone": Phrase("le fuseau horaire, comme Europe/Paris", "the time zone, as Europe/Paris"),
    "cadences": Phrase("ce qui revient", "what comes again and again"),
    "cadences.id": Phrase("le nom court ; les créneaux s’appellent id/jour", "the short name; slots are called id/day"),
    "cadences.channel": Phrase("le canal", "the channel"),
    "cadences.rrule": Phrase(
        "la répétition (RFC 5545), comme FREQ=WEEKLY;BYDAY=TU", "the recurrence (RFC 5545), as FREQ=WEEKLY;BYDAY=TU"
    ),
    "cadences.from": Phrase("le premier jour", "the first day"),
    "cadences.until": Phrase("le dernier jour", "the last day"),
    "cadences.time": Phrase("l’heure locale, comme 09:00", "the local time, as 09:00"),
    "cadences.collects": Phrase(
        "blog : une lettre rassemble les textes parus ; each : chaque texte fait une lettre à lui seul",
        "blog: a letter collects the pieces that appeared; each: every piece makes a letter of its own",
    ),
    "cadences.order": Phrase(
        "ce qui vient d’abord dans une lettre : le plus lourd (weight), ou l’ordre des piliers (pillar)",
        "what comes first in a letter: the heaviest (weight), or the order of the pillars (pillar)",
    ),
    "cadences.segment": Phrase("pour qui sont ces lettres", "for whom these letters are"),
    "cadences.segment.frequency": Phrase(
        "la fréquence choisie : every (chaque texte), weekly ou monthly",
        "the frequency they chose: every (each piece), weekly or monthly",
    ),
    "cadences.segment.pillars": Phrase(
        "les piliers choisis ; sinon ceux de la cadence", "the pillars they chose; otherwise those of the cadence"
    ),
    "cadences.segment.lang": Phrase(
        "leur langue, dont la lettre rassemble les textes ; sinon celle de la charte",
        "their language, whose pieces the letter collects; otherwise the charter’s",
    ),
    "cadences.list": Phrase(
        "la liste à laquelle elles partent ; sinon list_id de la lettre",
        "the list they go to; otherwise the newsletter’s list_id",
    ),
    "cadences.layout": Phrase(
        "la mise en page : digest (plusieurs textes), single (un seul) ou announcement ; sinon selon leur contenu",
        "the layout: digest (several pieces), single (one) or announcement; otherwise by what they hold",
    ),
    "cadences.pillar": Phrase("le pilier, ou plusieurs", "the pillar, or several"),
    "cadences.pillars": Phrase("les piliers", "the pillars"),
    "cadences.max_pieces": Phrase("textes au plus", "pieces at most"),
    "entries": Phrase("ce que l’on met dans les créneaux", "what goes into the slots"),
    "entries.slot": Phrase("le créneau, comme articles/2026-12-01", "the slot, as articles/2026-12-01"),
    "entries.piece": Phrase("l’identifiant du texte", "the id of the piece"),
    "entries.at": Phrase("l’instant d’une parution isolée", "the instant of a one-off slot"),
    "entries.channel": Phrase("son canal", "its channel"),
    "entries.moved_to": Phrase("l’instant où le créneau est déplacé", "the instant the slot is moved to"),
    "entries.skipped": Phrase("ce créneau est sauté", "this slot is skipped"),
    "entries.why": Phrase("la raison", "the reason"),
    "entries.pinned": Phrase(
        "les textes que l’édition montre d’abord, même parus avant",
        "the pieces the edition shows first, even older ones",
    ),
    "entries.campaign": Phrase("la campagne dont elle fait partie", "the campaign it belongs to"),
    "blackouts": Phrase("les périodes sans parution", "the periods in which nothing appears"),
    "blackouts.from": Phrase("le premier jour", "the first day"),
    "blackouts.to": Phrase("le dernier jour", "the last day"),
    "blackouts.why": Phrase("la raison", "the reason"),
    "blackouts.channels": Phrase("les canaux concernés ; sinon tous", "the channels concerned; otherwise all"),
    "quiet": Phrase(
        "les périodes calmes : ce qui paraît alors est signalé", "the quiet periods: what appears then is told"
    ),
    "quiet.from": Phrase("le premier jour", "the first day"),
    "quiet.to": Phrase("le dernier jour", "the last day"),
    "quiet.why": Phrase("la raison", "the reason"),
    "quiet.channels": Phrase("les canaux concernés ; sinon tous", "the channels concerned; otherwise all"),
    "campaigns": Phrase(
        "les campagnes : ce qui se dit ensemble pendant quelques jours",
        "the campaigns: what is said together for some days",
    ),
    "campaigns.id": Phrase("le nom court, que les entrées donnent", "the short name, which entries give"),
    "campaigns.name": Phrase("le nom ; sinon l’id", "the name; otherwise the id"),
    "campaigns.from": Phrase("le premier jour", "the first day"),
    "campaigns.to": Phrase("le dernier jour", "the last day"),
    "campaigns.why": Phrase("la raison", "the reason"),
    "campaigns.channels": Phrase("les canaux concernés ; sinon tous", "the channels concerned; otherwise all"),
    "offsets": Phrase("les minutes entre le blog et chaque canal", "the minutes between the blog and each channel"),
    "offsets.*": Phrase("minutes après le blog", "minutes after the blog"),
    "max_lateness": Phrase("le retard admis", "how late something may leave"),
    "max_lateness.*": Phrase("une durée : 30m, 12h ou 2d", "a duration: 30m, 12h or 2d"),
    "holidays": Phrase("les jours fériés", "the holidays"),
    "holidays.country": Phrase("le pays, comme FR", "the country, as FR"),
    "holidays.region": Phrase("la région, comme 57 ou Alsace", "the region, as 57 or Alsace"),
    "holidays.school": Phrase("la zone scolaire : A, B ou C en France", "the school zone: A, B or C in France"),
    "notice": Phrase("combien de temps à l’avance signaler", "how long ahead something is told"),
    "notice.gap": Phrase("un créneau libre ; sinon 60d", "a free slot; otherwise 60d"),
    "notice.approval": Phrase("un texte à approuver ; sinon 7d", "a piece to approve; otherwise 7d"),
    "notice.edition": Phrase(
        "une lettre qui n’a rien à dire ; sinon 14d", "a letter with nothing to say; otherwise 14d"
    ),
    "evergreen": Phrase("ce que deviennent les textes durables", "what becomes of pieces that last"),
    "evergreen.review_after": Phrase(
        "le temps après lequel les relire, comme 365d", "the time after which they are read again, as 365d"
    ),
    "evergreen.rerun_distance": Phrase(
        "le temps entre deux passages sur un réseau, comme 90d", "the time between two posts on a network, as 90d"
    ),
    "outbox_days": Phrase("jours pendant lesquels une publication reste prête", "days for which a post stays ready"),
}
