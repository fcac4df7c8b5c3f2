"""Whose names to look for before one person is shown an entry: the child's people and other children of the school.

It may not look for the reader's own name, nor the child's whom the entry is about.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from fairward.kernel.actor import Actor
from fairward.people.identity import AdultIdentity, ChildIdentity
from fairward.people.queries import children_named_in, siblings_of
from fairward.rights.masking import same
from fairward.rights.sharing_queries import WHY, Member
from fairward.rights.suggesting import PARENTS, Named
from fairward.rights.vocabulary import MaskWord

_OUTSIDE = frozenset({"social worker", "childminder", "other adult"})


def names_to_find(
    actor: Actor, child_id: UUID, member: Member, others: Sequence[Member], texts: Iterable[str]
) -> list[Named]:
    """Names of everybody but the reader and the child. Other children are those of the school whose first name is there."""
    child = next(one for one in (member, *others) if one.is_child)
    own = [
        *_forms(member.identity),
        *_forms(child.identity),
        *_parts(member.identity),
        *_parts(child.identity),
    ]
    found = [_of_member(one) for one in others if not one.is_child]
    siblings = siblings_of(actor, child_id)
    known = {name.full for name in siblings.values()}
    found += [
        Named((name.full, name.first), MaskWord.ANOTHER_CHILD, "a brother or sister")
        for name in siblings.values()
    ]
    pupils = children_named_in(actor, "\n".join(texts), WHY, besides={child_id})
    found += [
        Named((one.name.full, one.name.first), MaskWord.ANOTHER_CHILD, "another child of this school")
        for one in pupils
        if one.name.full not in known
    ]
    return [kept for named in found if (kept := _without(named, own)).forms]


def _of_member(member: Member) -> Named:
    word = MaskWord.ANOTHER_PERSON if member.relation in _OUTSIDE else MaskWord.FAMILY_MEMBER
    forms = (*_forms(member.identity), *_parts(member.identity))
    return Named(tuple(dict.fromkeys(forms)), word, member.relation, member.relation in PARENTS)


def _forms(identity: AdultIdentity | ChildIdentity) -> list[str]:
    if isinstance(identity, ChildIdentity):
        return [identity.full, f"{identity.forename} {identity.surname}"]
    titled = f"{identity.title} {identity.surname}" if identity.title else ""
    return [form for form in (f"{identity.forename} {identity.surname}".strip(), titled) if form]


def _parts(identity: AdultIdentity | ChildIdentity) -> list[str]:
    parts = [identity.forename, identity.surname]
    if isinstance(identity, ChildIdentity):
        parts += [identity.preferred_forename, identity.preferred_surname]
    return [part for part in parts if len(part) > 1]


def _without(named: Named, own: Sequence[str]) -> Named:
    """A surname that the reader or the child has too says nothing of somebody else."""
    forms = tuple(form for form in named.forms if not any(same(form, mine) for mine in own))
    return Named(forms, named.word, named.who, named.is_parent)
