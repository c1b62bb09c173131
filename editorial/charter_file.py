"""Reads editorial/charter.yaml: every value typed, every problem of the file said at once."""

from __future__ import annotations

from collections.abc import Iterable

from editorial.approval import check_approval, read_approval
from editorial.channel_ids import SHIPPED, is_id, told_in_order
from editorial.charter import (
    PATH,
    Audience,
    Change,
    Charter,
    ImagePolicy,
    Legal,
    Mission,
    Moderation,
    Objective,
    Person,
    Pillar,
    Role,
    Voice,
)
from editorial.charter_language import NEEDS, banned_of, channels_of, preferred_of, rules_of, styles_of
from editorial.datafile import close_datafile, open_datafile
from editorial.demands_file import (
    exclusions_of,
    mentions_of,
    portfolio_of,
    profiles_of,
    ranged,
    reading_of,
    sponsorship_of,
)
from editorial.fields import LANG, NO_LANG, Fields
from editorial.finding import Phrase
from editorial.signature import fingerprint_of
from editorial.source import Document

MENTIONS = ("publisher", "director", "host", "contact")


def read_charter(text: str, path: str = PATH, channels: tuple[str, ...] = SHIPPED) -> Charter:
    """Give the charter a YAML text holds; raises EditorialError with every problem of the file.

    `channels` are all those that it may open.
    """
    f, source = open_datafile(text, path)
    charter = _charter(f, source, channels)
    close_datafile(f, source, path)
    return charter


def read_past_charter(text: str, path: str = PATH) -> Charter:
    """Give the charter a text of the past holds: it opens the channels it names, other unknown keys are left aside.

    Raises EditorialError with every other problem of the file.
    """
    f, source = open_datafile(text, path)
    named = f.values.get("channels")
    own = (name for name in named if isinstance(name, str) and is_id(name)) if isinstance(named, dict) else ()
    charter = _charter(f, source, told_in_order((*SHIPPED, *own)))
    for key in f.values:
        f.has(key)
    f.complaints[:] = [complaint for complaint in f.complaints if complaint.rule not in _FORGIVEN]
    close_datafile(f, source, path)
    return charter


def _charter(f: Fields, source: Document, known: tuple[str, ...]) -> Charter:
    f.require("version", "pillars", "masthead", "channels")
    languages = f.words("languages", one_is_a_list=True) or ("fr",)
    for code in languages:
        if not LANG.fullmatch(code):
            # Every text of the site is in one of these: a wrong one would take them all down.
            f.complain("languages", "lang", NO_LANG.fill(found=code))
    lang = languages[0]
    masthead = f.group("masthead")
    vocabulary = f.group("vocabulary")
    accepted = vocabulary.words("accepted")
    approval = f.group("approval")
    charter = Charter(
        version=f.text("version"),
        effective=f.day("effective"),
        languages=languages,
        changes=tuple(_change(c) for c in f.each("changes")),
        mission=_mission(f.group("mission")),
        audiences=tuple(_audience(a) for a in f.each("audiences")),
        voice=_voice(f.group("voice")),
        pillars=tuple(_pillar(p, lang) for p in f.each("pillars")),
        mentions=tuple(handle.lstrip("@") for handle in masthead.words("mentions")),
        people=_people(masthead.each("people")),
        roles=tuple(_role(r) for r in masthead.each("roles")),
        approval=read_approval(approval),
        styles=styles_of(f),
        rules=rules_of(f.group("rules")),
        banned=tuple(banned_of(b) for b in vocabulary.each("banned")),
        preferred=preferred_of(vocabulary.each("preferred")),
        accepted=accepted,
        spelling=f.flag("spelling"),
        channels=channels_of(f.group("channels"), accepted, known),
        images=_images(f.group("images")),
        legal=_legal(f.group("legal")),
        moderation=_moderation(f.group("moderation")),
        is_html_trusted=f.choice("raw_html", ("sanitised", "trusted"), "sanitised") == "trusted",
        source=source,
        formats=profiles_of(f.group("formats")),
        portfolio=portfolio_of(f),
    )
    for group in (masthead, vocabulary):
        group.finish()
    _check_pillars(f, charter)
    _check_roles(f, charter)
    held = (role for person in charter.people for role in person.roles)
    roles = {*(role.id for role in charter.roles), *held}
    check_approval(approval, charter.approval, roles, (pillar.id for pillar in charter.pillars), known)
    return charter


def _check_pillars(f: Fields, charter: Charter) -> None:
    ids = [pillar.id for pillar in charter.pillars]
    for number, pillar_id in enumerate(ids):
        if pillar_id in ids[:number]:
            f.complain("pillars", "charter.pillar-twice", _TWICE.fill(found=pillar_id))
    shares = sum(pillar.share for pillar in charter.pillars)
    if any(pillar.share for pillar in charter.pillars) and shares != 100:
        f.complain("pillars", "charter.shares", _SHARES.fill(found=shares))


def _check_roles(f: Fields, charter: Charter) -> None:
    known = {role.id for role in charter.roles}
    for person in charter.people:
        for role in person.roles:
            if known and role not in known:
                f.complain("masthead", "charter.role", _ROLE.fill(person=person.id, role=role))


def _change(f: Fields) -> Change:
    f.require("version")
    change = Change(f.text("version"), f.day("date"), f.text("summary"))
    f.finish()
    return change


def _mission(f: Fields) -> Mission:
    scope = f.group("scope")
    objectives = []
    for o in f.each("objectives"):
        o.require("text")
        objectives.append(Objective(o.text("text"), o.text("metric"), o.text("target"), o.day("by")))
        o.finish()
    exclusions = exclusions_of(scope, "out")
    mission = Mission(
        f.text("client"),
        f.text("purpose"),
        scope.words("in"),
        tuple(exclusion.text for exclusion in exclusions),
        tuple(objectives),
        tuple(exclusion for exclusion in exclusions if exclusion.words or exclusion.tags),
    )
    scope.finish()
    f.finish()
    return mission


def _audience(f: Fields) -> Audience:
    f.require("id", "name")
    if not isinstance(f.values.get("readability"), dict):
        f.text("readability")  # words there are for people, as on a channel
    audience = Audience(f.text("id"), f.text("name"), f.text("needs"), reading_of(f))
    f.finish()
    return audience


def _voice(f: Fields) -> Voice:
    voice = Voice(f.text("person"), f.text("register"), f.words("tone"), f.words("principles"))
    f.finish()
    return voice


def _pillar(f: Fields, lang: str) -> Pillar:
    f.require("id", "name")
    pillar = Pillar(f.text("id"), f.by_lang("name", lang), f.whole("share") or 0, f.by_lang("description", lang))
    f.finish()
    return pillar


def _people(entries: Iterable[Fields]) -> tuple[Person, ...]:
    """Give the people of the masthead; complains where two hold one key: who signed with it could not be told."""
    people: list[Person] = []
    holders: dict[str, str] = {}
    for f in entries:
        person = _person(f)
        people.append(person)
        for fingerprint in filter(None, map(fingerprint_of, person.keys)):
            holder = holders.setdefault(fingerprint, person.id)
            if holder != person.id:
                f.complain("keys", "masthead.shared-key", _SHARED.fill(key=fingerprint, one=holder), fix=_SHARED_FIX)
    return tuple(people)


def _person(f: Fields) -> Person:
    f.require("id", "name")
    keys = f.words("keys", one_is_a_list=True)
    person = Person(f.text("id"), f.text("name"), f.words("roles"), f.text("email"), keys)
    for key in keys:
        if fingerprint_of(key) is None:
            f.complain("keys", "masthead.key", _KEY.fill(found=key[:40]), fix=_KEY_FIX)
    f.finish()
    return person


def _role(f: Fields) -> Role:
    f.require("id", "name")
    role = Role(f.text("id"), f.text("name"), f.text("duties"))
    f.finish()
    return role


def _images(f: Fields) -> ImagePolicy:
    images = ImagePolicy(
        f.choice("alt", NEEDS, "required"),
        f.choice("credit", NEEDS, "advised"),
        f.whole("min_width_px"),
        f.words("policy"),
        f.choice("caption", NEEDS, "free"),
        ranged(f, "alt_chars"),
        f.words("licences"),
    )
    f.finish()
    return images


def _legal(f: Fields) -> Legal:
    legal = Legal(
        f.text("publisher"),
        f.text("director"),
        f.text("host"),
        f.text("contact"),
        f.words("notices"),
        f.words("required"),
        sponsorship_of(f),
        mentions_of(f),
    )
    for mention in legal.required:
        if mention not in MENTIONS:
            f.complain("required", "value.unknown", _MENTION.fill(found=mention, known=", ".join(MENTIONS)))
    f.finish()
    return legal


def _moderation(f: Fields) -> Moderation:
    moderation = Moderation(f.text("delay"), f.words("principles"), f.text("contact"))
    f.finish()
    return moderation


_MENTION = Phrase(
    "« required » : « {found} » n’est pas une mention ; mentions connues : {known}",
    "“required”: “{found}” is not a mention; known mentions: {known}",
)
_FORGIVEN = frozenset(("key.unknown", "charter.circle", "masthead.shared-key"))
"""What a charter of the past may hold."""
_TWICE = Phrase("le pilier « {found} » est décrit deux fois", "the pillar “{found}” is described twice")
_SHARES = Phrase("les parts des piliers font {found} au lieu de 100", "the pillars’ shares add up to {found}, not 100")
_KEY = Phrase("« {found} » n’est pas une clé SSH publique", "“{found}” is not a public SSH key")
_KEY_FIX = Phrase(
    "collez la ligne du fichier .pub : ssh-ed25519 AAAA…", "paste the line of the .pub file: ssh-ed25519 AAAA…"
)
_SHARED = Phrase("la clé {key} est déjà celle de « {one} »", "the key {key} is already that of “{one}”")
_SHARED_FIX = Phrase(
    "donnez à chacun la sienne : une signature dit qui a lu", "give each their own: a signature says who has read"
)
_ROLE = Phrase(
    "« {person} » a le rôle « {role} », que l’ours ne décrit pas",
    "“{person}” holds the role “{role}”, which the masthead does not describe",
)
