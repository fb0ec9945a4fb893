"""What the parts of one line turned out to be."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

__all__ = ["Findings", "Person", "unique"]


@dataclass(slots=True)
class Person:
    """Somebody a line names, with titles, degrees and roles in their order."""

    name: str
    roles: list[str] = field(default_factory=list)

    @property
    def role(self) -> str:
        """All that is said of the person; empty if nothing is."""
        return ", ".join(unique(self.roles))


@dataclass(slots=True)
class Findings:
    """What the parts of one line turned out to be.

    Attributes:
        people: Names that stand as authors.
        singles: One-word names, which count only where a byword proves them.
        organisations: Newsrooms, outlets and other organisations.
        agencies: News agencies.
        places: Where it was written.
        contributors: People who helped.
        pending: Roles that stand before the name they belong to.
        parts: How many parts there were; those after a bar count twice.
        strange: Parts that are nothing known.
        is_prose: Whether a part reads like a sentence.
        is_after_role: Whether the last part was a role, so that the next may belong to it.
    """

    people: list[Person] = field(default_factory=list)
    singles: list[Person] = field(default_factory=list)
    organisations: list[str] = field(default_factory=list)
    agencies: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    contributors: list[str] = field(default_factory=list)
    pending: list[str] = field(default_factory=list)
    parts: int = 0
    strange: int = 0
    is_prose: bool = False
    is_after_role: bool = False

    @property
    def names(self) -> list[str]:
        """The names of the authors."""
        return [person.name for person in self.people]

    def add_person(self, name: str, roles: Iterable[str] = ()) -> None:
        """Add an author; roles that stood before the name are theirs."""
        self.people.append(Person(name, [*self.pending, *roles]))
        self.pending.clear()

    def add_role(self, role: str, *, is_plural: bool = False) -> None:
        """Add a role: the last person's, or the next one's if there is none yet.

        Args:
            role: What the line says.
            is_plural: Whether it is said of several people, so that all without a role have it.
        """
        people = self.people or self.singles
        if not people:
            self.pending.append(role)
            return
        for person in people if is_plural else people[-1:]:
            if person is people[-1] or not person.roles:
                person.roles.append(role)

    def add(self, other: Findings) -> None:
        """Add what another line or value names."""
        self.people += other.people
        self.organisations += other.organisations
        self.agencies += other.agencies
        self.places += other.places


def unique(values: Iterable[str]) -> list[str]:
    """The values in their order, without repetitions."""
    return list(dict.fromkeys(values))
