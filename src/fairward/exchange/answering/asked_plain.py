"""A question set as plain values, for sealing beside an answer or behind a one-time link. It may not touch a key."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from fairward.exchange.answering.asking import Asked, AskedPerson, AskedThing
from fairward.exchange.package.contents import Child, Coded, Person, Told
from fairward.kernel.vocabulary import Label


def asked_plain(asked: Asked) -> dict[str, Any]:
    """Everything of a question set that an answer needs."""
    about, told = asked.about, asked.told
    ground = [told.ground.code, told.ground.words] if told.ground else None
    return {
        "about": [str(about.id), about.name, _day(about.born_on), about.upn],
        "purpose": [asked.purpose.code, asked.purpose.words], "power": [asked.power.code, asked.power.words],
        "why": asked.why, "told": [told.is_told, ground, _day(told.look_again_on)],
        "persons": [[str(one.id), one.name, one.kind, one.reason, _day(one.born_on)] for one in asked.persons],
        "questions": [[one.data, one.words] for one in asked.questions], "look_back_from": _day(asked.look_back_from),
        "labels": [int(one) for one in asked.labels], "is_pointer_only": asked.is_pointer_only,
        "agreement": asked.agreement, "named": [[one.name, one.role] for one in asked.named],
        "package_id": str(asked.package_id) if asked.package_id else None,
        "answer_by": asked.answer_by.isoformat() if asked.answer_by else None, "is_urgent": asked.is_urgent,
        "asked_by": [asked.asked_by.name, asked.asked_by.role], "asker": asked.asker,
    }  # fmt: skip


def asked_from(plain: dict[str, Any]) -> Asked:
    """Read what `asked_plain` wrote."""
    about, told = plain["about"], plain["told"]
    return Asked(
        about=Child(UUID(about[0]), about[1], _date(about[2]), about[3]), purpose=Coded(*plain["purpose"]),
        power=Coded(*plain["power"]), why=plain["why"],
        told=Told(told[0], Coded(*told[1]) if told[1] else None, _date(told[2])),
        persons=tuple(AskedPerson(UUID(one[0]), one[1], one[2], one[3], _date(one[4])) for one in plain["persons"]),
        questions=tuple(AskedThing(*one) for one in plain["questions"]),
        look_back_from=date.fromisoformat(plain["look_back_from"]), answer_by=_moment(plain["answer_by"]),
        is_urgent=plain["is_urgent"], asked_by=Person(*plain["asked_by"]), asker=plain["asker"],
        labels=tuple(Label(one) for one in plain["labels"]), is_pointer_only=plain["is_pointer_only"],
        agreement=plain["agreement"], named=tuple(Person(*one) for one in plain["named"]),
        package_id=UUID(plain["package_id"]) if plain["package_id"] else None,
    )  # fmt: skip


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
