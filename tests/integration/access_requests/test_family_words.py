"""Words that the family adds while a request is reviewed: the officer is told who has to read them first."""

from __future__ import annotations

from django.test import Client

from fairward.files.writing import write_family_annotation
from fairward.kernel.vocabulary import AnnotationKind, Purpose
from tests.personas import DPO, sign_in
from tests.support.families import persona
from tests.support.living import MOTHER, busy, make_living
from tests.support.requesting import Requesting


def test_a_passage_to_which_the_family_added_words_says_who_reads_them_first(
    db: None, client: Client
) -> None:
    living = busy(make_living())
    request = Requesting.noted(living).ready_to_review()
    with living.school.transaction():
        write_family_annotation(
            living.actor(persona(MOTHER)), Purpose.CHILD_PROTECTION, living.ids["entry"], AnnotationKind.FAMILY_ACCOUNT,
            "He fell off his bike.",
        )  # fmt: skip
    sign_in(client, living.school[DPO])
    answer = client.get(f"/requests/{request.case_id}/passages/1/")
    assert answer.status_code == 403
    assert "Then gather again." in answer.content.decode()
