"""Adds what a member of a family says about what they are shown: sealed to the school and to themselves, with one act."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fairward.access.decisions import check
from fairward.audit.log import record_act
from fairward.cases.queries import leads
from fairward.design.shapes import FEELINGS
from fairward.families.queries import my_access
from fairward.families.vocabulary import AccessGround
from fairward.files.writing import write_family_annotation
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied, NotFound
from fairward.kernel.vocabulary import AnnotationKind
from fairward.notices.mail import something_arrived
from fairward.rights.models import MySide
from fairward.rights.shown_queries import one_shown_for


@dataclass(frozen=True, slots=True)
class MyWords:
    """What somebody says: words, a face or both; a young person may keep it between themselves and the school."""

    text: str
    feeling: str = ""
    is_confidential: bool = False


@transaction.atomic
def add_my_side(
    *, by: Actor, child_id: UUID, entry_id: UUID, statement_id: UUID | None, words: MyWords
) -> UUID:
    """Put one's own words beside a claim (None: the whole entry) that one is shown; returns the annotation's id.

    Only somebody whose own record it is may choose a face, or keep their words between themselves and the school.
    """
    check(by, "family:self:use")
    access = my_access(by, child_id)
    is_own = access.ground is AccessGround.SELF
    _check_words(words, is_own=is_own)
    shown = one_shown_for(by, child_id, entry_id, "saying one's own side").entry
    if statement_id is not None and statement_id not in {one.id for one in shown.statements}:
        raise NotFound("statement")
    annotation_id = write_family_annotation(
        by, shown.purpose, entry_id, AnnotationKind.CHILD_ACCOUNT if is_own else AnnotationKind.FAMILY_ACCOUNT,
        words.text.strip() or f"{FEELINGS[words.feeling]}.",  # a face alone is a word too, on paper as well
        statement_id=statement_id, feeling=words.feeling, is_confidential=words.is_confidential,
    )  # fmt: skip
    MySide.objects.create(
        organisation_id=by.organisation_id, annotation_id=annotation_id, entry_id=entry_id, child_id=child_id,
        person_id=access.person_id, membership_id=by.membership_id, purpose=int(shown.purpose),
        is_confidential=words.is_confidential, made_at=timezone.now(),
    )  # fmt: skip
    something_arrived(by.organisation_id, leads(by.organisation_id))
    record_act(by, act="family.side_added", item_kind="entry", item_id=entry_id, subject_id=child_id)
    return annotation_id


def _check_words(words: MyWords, *, is_own: bool) -> None:
    if not words.text.strip() and not words.feeling:
        raise Denied("empty_text", "Write what you want to say.")
    if words.feeling and (not is_own or words.feeling not in FEELINGS):
        raise Denied("no_feeling", "Choose one of the faces on your own page.")
    if words.is_confidential and not is_own:
        raise Denied("not_confidential", "What you add here is part of the record of the child.")
