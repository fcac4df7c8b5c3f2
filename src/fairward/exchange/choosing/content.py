"""What somebody chose, answered and wrote for one recipient, as plain values and as bytes. It may not touch keys or rows."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any
from uuid import UUID

from fairward.exchange.choosing.replying import Replying, from_plain, to_plain
from fairward.kernel.vocabulary import Label, OrganisationKind

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody at the recipient for whom it is: a name and what they are there."""

    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Addressee:
    """Whom it is for. Of a partner `name` and `kind` are those of its card, and only `named` is asked."""

    name: str
    kind: OrganisationKind
    named: tuple[Named, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """A test before telling: yes, no or not_yet (danger came first), and the reason."""

    answer: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided of one passage or attachment. `is_in` None: nobody has decided, and there is no default.

    `why` is an id of `rules.packages.reasons()` for leaving out, `words` the person's own reason (either way). `summary` and
    `summaries` (by what is attached) are the wording for those who may read a summary only, `call` whom to ring.
    `is_default`: the rule proposed it and nobody has looked yet. `version` is that of the entry whose words somebody looked
    at: words that were corrected since are decided anew. None: whichever version.
    """

    is_in: bool | None
    label: Label = Label.RELEASABLE
    why: str = ""
    words: str = ""
    summary: str = ""
    summaries: Mapping[UUID, str] = field(default_factory=dict)
    call: str = ""
    grade: str = ""
    is_default: bool = False
    version: int | None = None


@dataclass(frozen=True, slots=True)
class FormAnswer:
    """A field of the recipient's form: a fact such as an address. What tells of the child is a passage."""

    id: str
    words: str
    value: str
    label: Label = Label.RELEASABLE


@dataclass(frozen=True, slots=True)
class Chosen:
    """Everything of a draft that is sealed. `purpose` and `basis` are ids of lists (`rules.sending`, `rules.disclosure`).

    `attached` are decisions about attachments by their id, `masks` maps a name as it is written to what stands instead,
    `named` a name that is needed to the reason why; `names_looked` are the passages in which somebody looked for names.
    `later` are ids of what is missing and will be sent after it, because danger came first. `sent_back` is why the second
    person did not agree, with who it was. `replying` is the question that it answers, if it answers one.
    """

    addressee: Addressee
    purpose: str = ""
    reason: str = ""
    basis: str = ""
    tests: Mapping[str, Answer] = field(default_factory=dict)
    is_told: bool | None = None
    ground: str = ""
    look_again_on: date | None = None
    asks: tuple[str, ...] = ()
    form: tuple[FormAnswer, ...] = ()
    passages: Mapping[UUID, Decision] = field(default_factory=dict)
    attached: Mapping[UUID, Decision] = field(default_factory=dict)
    masks: Mapping[str, str] = field(default_factory=dict)
    named: Mapping[str, str] = field(default_factory=dict)
    names_looked: frozenset[UUID] = frozenset()
    later: tuple[str, ...] = ()
    sent_back: str = ""
    replying: Replying | None = None


def to_bytes(chosen: Chosen) -> bytes:
    """Serialise for sealing (JSON, UTF-8, with a format number)."""
    value = {
        **asdict(replace(chosen, replying=None)),
        "format": FORMAT,
        "look_again_on": chosen.look_again_on.isoformat() if chosen.look_again_on else None,
        "passages": {str(key): _decision_plain(one) for key, one in chosen.passages.items()},
        "attached": {str(key): _decision_plain(one) for key, one in chosen.attached.items()},
        "names_looked": sorted(map(str, chosen.names_looked)),
        "replying": to_plain(chosen.replying),
    }
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def from_bytes(raw: bytes) -> Chosen:
    """Read what `to_bytes` wrote; ValueError for a format from the future."""
    value = json.loads(raw)
    if value.pop("format") != FORMAT:
        raise ValueError("this was prepared by a newer version of Fairward")
    to, day = value["addressee"], value["look_again_on"]
    return Chosen(
        addressee=Addressee(to["name"], OrganisationKind(to["kind"]), tuple(Named(**one) for one in to["named"])),
        purpose=value["purpose"], reason=value["reason"], basis=value["basis"],
        tests={key: Answer(**one) for key, one in value["tests"].items()},
        is_told=value["is_told"], ground=value["ground"], look_again_on=date.fromisoformat(day) if day else None,
        asks=tuple(value["asks"]),
        form=tuple(FormAnswer(**{**one, "label": Label(one["label"])}) for one in value["form"]),
        passages={UUID(key): _decision(one) for key, one in value["passages"].items()},
        attached={UUID(key): _decision(one) for key, one in value["attached"].items()},
        masks=dict(value["masks"]), named=dict(value["named"]), names_looked=frozenset(map(UUID, value["names_looked"])),
        later=tuple(value["later"]), sent_back=value.get("sent_back", ""), replying=from_plain(value.get("replying")),
    )  # fmt: skip


def _decision_plain(one: Decision) -> dict[str, Any]:
    return {**asdict(one), "summaries": {str(key): words for key, words in one.summaries.items()}}


def _decision(plain: dict[str, Any]) -> Decision:
    summaries = {UUID(key): words for key, words in plain["summaries"].items()}
    return Decision(**{**plain, "label": Label(plain["label"]), "summaries": summaries})
