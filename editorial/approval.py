"""What the charter asks before a text appears: whose approval, for all texts, by pillar, by tag and by channel."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from editorial.fields import Complaint, Fields
from editorial.finding import Phrase

OneOf: TypeAlias = tuple[str, ...]
"""Roles of which one is enough."""
_WAYS = ("required", "none")


@dataclass(frozen=True, slots=True)
class Approval:
    """The charter's `approval`: roles to be asked, each time one of several."""

    required: tuple[OneOf, ...] = ()
    pillars: Mapping[str, tuple[OneOf, ...]] = field(default_factory=dict)
    tags: Mapping[str, tuple[OneOf, ...]] = field(default_factory=dict)
    channels: Mapping[str, tuple[OneOf, ...]] = field(default_factory=dict)
    is_recorded: bool = True
    """Whether a record must say so; else `status: approved` is enough."""
    is_signed: bool = False
    trust: OneOf = ()
    """Who may change the masthead and this; where nothing is said, whoever may approve every text."""
    repository: str = ""
    """The name of this site in what is signed, so that no record of another site counts here."""
    revoked: tuple[str, ...] = ()
    """Fingerprints of keys whose signatures no longer count, whenever they were made."""

    def asked_of(self, pillar: str, tags: Iterable[str]) -> tuple[OneOf, ...]:
        """Give whose approval a text of a pillar with some tags needs, each once."""
        by_tag = [asked for tag in tags for asked in self.tags.get(tag, ())]
        on_blog = self.channels.get("blog", ())
        return tuple(dict.fromkeys((*self.required, *self.pillars.get(pillar, ()), *by_tag, *on_blog)))

    def asked_on(self, channel: str) -> tuple[OneOf, ...]:
        """Give whose approval an edition of a channel needs; the blog's is that of its texts."""
        return () if channel == "blog" else tuple(dict.fromkeys(self.channels.get(channel, ())))

    @property
    def keepers(self) -> OneOf:
        """The roles that may change the masthead."""
        return self.trust or tuple(dict.fromkeys(role for asked in self.required for role in asked))

    @property
    def asks(self) -> bool:
        """Whether anything is asked and recorded."""
        return self.is_recorded and any((self.required, self.pillars, self.tags, self.channels))

    def plain(self) -> dict[str, object]:
        """Give all of it as it is written, in one order."""
        groups = {"pillars": self.pillars, "tags": self.tags, "channels": self.channels}
        return {
            "required": _listed(self.required),
            **{name: {key: _listed(group[key]) for key in sorted(group)} for name, group in groups.items()},
            "records": _WAYS[0] if self.is_recorded else _WAYS[1],
            "signed": self.is_signed,
            "trust": list(self.trust),
            "repository": self.repository,
            "revoked": sorted(self.revoked),
        }


def read_approval(f: Fields) -> Approval:
    """Give what the group `approval` of a charter says; `f` collects what is wrong with it."""
    approval = Approval(
        required=_asked(f, "required"),
        pillars=_by(f, "pillars"),
        tags=_by(f, "tags"),
        channels=_by(f, "channels"),
        is_recorded=f.choice("records", _WAYS, _WAYS[0]) == _WAYS[0],
        is_signed=f.flag("signed"),
        trust=f.words("trust", one_is_a_list=True),
        repository=f.text("repository"),
        revoked=f.words("revoked", one_is_a_list=True),
    )
    if approval.is_signed and not approval.repository:
        f.complain("signed", "approval.repository", _NO_REPOSITORY, fix=_NO_REPOSITORY_FIX)
    f.finish()
    return approval


def check_approval(
    f: Fields, approval: Approval, roles: Iterable[str], pillars: Iterable[str], channels: Iterable[str]
) -> None:
    """Complain of each role, pillar and channel that the charter does not have, at its place."""
    for group, known in (("pillars", set(pillars)), ("channels", set(channels))):
        for key in getattr(approval, group):
            if key not in known:
                fix = _KNOWN.fill(known=", ".join(sorted(known)))
                f.group(group).complain(key, "approval.unknown", _UNKNOWN.fill(found=key), fix=fix, on_key=True)
    known_roles = set(roles)
    groups = [
        ((name, key), asked)
        for name in ("pillars", "tags", "channels")
        for key, asked in getattr(approval, name).items()
    ]
    for keys, asked in ((("required",), approval.required), (("trust",), [(r,) for r in approval.trust]), *groups):
        for number, one_of in enumerate(asked):
            for role in one_of:
                if role not in known_roles:
                    message = _UNKNOWN_ROLE.fill(found=role)
                    fix = _KNOWN.fill(known=", ".join(sorted(known_roles)) or "-")
                    f.complaints.append(Complaint((*f.keys, *keys, number), "approval.role", message, fix=fix))


def named(asked: OneOf, names: Mapping[str, str]) -> Phrase:
    """Give roles of which one is enough, in words."""
    known = [names.get(role, role) for role in asked]
    return Phrase(" ou ".join(known), " or ".join(known))


def _by(f: Fields, key: str) -> Mapping[str, tuple[OneOf, ...]]:
    group = f.group(key)
    return {name: _asked(group, name) for name in group.values}


def _asked(f: Fields, key: str) -> tuple[OneOf, ...]:
    """Give the roles asked for at `key`: each item a role, or a list of which one is enough."""
    value = f.values.get(key)
    if not isinstance(value, list) or not any(isinstance(item, list) for item in value):
        return tuple((role,) for role in f.words(key, one_is_a_list=True) if role)
    f.has(key)
    asked = []
    for number, item in enumerate(value):
        one = Fields({str(number): item}, (*f.keys, key), f.complaints)
        roles = one.words(str(number), one_is_a_list=True)
        if roles:
            asked.append(roles)
        elif item == []:
            f.complaints.append(Complaint((*f.keys, key, number), "approval.nobody", _NOBODY))
    return tuple(asked)


def _listed(asked: tuple[OneOf, ...]) -> list[object]:
    return [one_of[0] if len(one_of) == 1 else list(one_of) for one_of in asked]


_NO_REPOSITORY = Phrase(
    "« approval.signed » demande un nom de dépôt, qui entre dans chaque signature",
    "“approval.signed” asks for a repository name, which is part of each signature",
)
_NO_REPOSITORY_FIX = Phrase(
    "ajoutez à approval : repository: mon-site.example", "add to approval: repository: my-site.example"
)
_UNKNOWN = Phrase("« {found} » n’existe pas dans cette charte", "“{found}” does not exist in this charter")
_UNKNOWN_ROLE = Phrase(
    "le rôle « {found} » n’est ni décrit ni tenu dans l’ours",
    "the masthead neither describes nor gives the role “{found}”",
)
_KNOWN = Phrase("connus : {known}", "known: {known}")
_NOBODY = Phrase("une liste vide : personne ne peut approuver", "an empty list: nobody can approve")
