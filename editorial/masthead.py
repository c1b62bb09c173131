"""The masthead as approvals see it: who holds which role with which key, and what each text must be approved by."""

from __future__ import annotations

from dataclasses import dataclass

from editorial.approval import Approval, read_approval
from editorial.charter import Charter
from editorial.fields import Fields
from editorial.signature import fingerprint_of


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody of the masthead, with the fingerprints of their keys."""

    id: str
    roles: tuple[str, ...]
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Masthead:
    """Everybody who may approve, and what is asked."""

    people: tuple[Holder, ...]
    approval: Approval

    def holder(self, person_id: str) -> Holder | None:
        """Give the person of that id, or None."""
        return next((holder for holder in self.people if holder.id == person_id), None)

    def holder_of(self, fingerprint: str) -> Holder | None:
        """Give who has a key, or None."""
        return next((holder for holder in self.people if fingerprint in holder.keys), None)

    def holders(self, role: str) -> tuple[str, ...]:
        """Give the ids of all who hold a role."""
        return tuple(holder.id for holder in self.people if role in holder.roles)

    def is_keeper(self, holder: Holder) -> bool:
        """Say whether somebody may change the masthead."""
        return any(role in self.approval.keepers for role in holder.roles)

    def plain(self) -> dict[str, object]:
        """Give all of it as it is signed, in one order."""
        people = sorted(self.people, key=lambda holder: holder.id)
        return {
            "people": [{"id": h.id, "roles": sorted(h.roles), "keys": sorted(h.keys)} for h in people],
            "approval": self.approval.plain(),
        }


def masthead_of(charter: Charter) -> Masthead:
    """Give the masthead that a charter describes."""
    people = tuple(
        Holder(person.id, person.roles, tuple(f for key in person.keys if (f := fingerprint_of(key))))
        for person in charter.people
    )
    return Masthead(people, charter.approval)


def read_masthead(f: Fields) -> Masthead:
    """Give the masthead that `plain` wrote; `f` collects what is wrong with it."""
    people = []
    for person in f.each("people"):
        people.append(Holder(person.text("id"), person.words("roles"), person.words("keys")))
        person.finish()
    masthead = Masthead(tuple(people), read_approval(f.group("approval")))
    f.finish()
    return masthead
