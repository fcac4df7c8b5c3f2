"""Looks up who of a question may be who here: suggestions for a person, never a match. It may not write."""

from __future__ import annotations

from uuid import UUID

from fairward.exchange.answering.asking import Asked, AskedPerson
from fairward.exchange.receiving.presenters import like_choices
from fairward.files.queries import FileHead, heads_of_child
from fairward.kernel.actor import Actor
from fairward.people.like_queries import children_like
from fairward.people.queries import adults_of_child, find_children, siblings_of


def child_choices(actor: Actor, asked: Asked, typed: str, why: str) -> tuple[list[tuple[str, str]], bool]:
    """Children of the same name or birthday, then those whose name was typed; and whether any is suggested. The list is
    logged."""
    about = asked.about
    like = children_like(actor, upn=about.upn, name=about.name, born_on=about.born_on, why=why)
    others = find_children(actor, typed, include_left=True) if typed else []
    return like_choices(like, others), bool(like)


def others_asked_about(asked: Asked) -> list[AskedPerson]:
    """The people of the question beside the child."""
    about = asked.about
    return [
        one
        for one in asked.persons
        if one.id != about.id and one.name != asked.names.get(about.id, about.name)
    ]


def known_around(actor: Actor, child_id: UUID, why: str) -> dict[UUID, tuple[str, str]]:
    """Everybody in the child's life here, by name and what they are: who may be meant by somebody of the question."""
    adults = {
        one.adult_id: (one.identity.full, one.kind.word) for one in adults_of_child(actor, child_id, why)
    }
    siblings = {key: (name.full, "brother or sister") for key, name in siblings_of(actor, child_id).items()}
    return {**adults, **siblings}


def files_of(actor: Actor, child_id: UUID) -> list[FileHead]:
    """The child's files that this reader opens."""
    return heads_of_child(actor, child_id)
