"""What one person is shown is their own sealed version: it opens for them, lacks what is not theirs, and can be taken back."""

from __future__ import annotations

from uuid import UUID

import pytest

from fairward.files import actions as files
from fairward.files.queries import entry_for
from fairward.kernel.denied import Denied, NotFound
from fairward.kernel.vocabulary import AnnotationKind, Basis
from fairward.keys import persons
from fairward.rights import actions, waiting_actions
from fairward.rights.masks import Masks
from fairward.rights.models import ShownVersion
from fairward.rights.sharing import lock_out, reshow
from fairward.rights.shown_queries import one_shown_for, shown_for
from fairward.school.concerns.report_answers import Said
from tests.support.kept import kept
from tests.support.shown_family import (
    FATHER,
    MOTHER,
    MOTHERS_PHONE,
    MOTHERS_POSTCODE,
    MOTHERS_STREET,
    WHY,
    Family,
    hold_back,
    make_family,
    observed,
    show_now,
)

pytestmark = pytest.mark.django_db


family = kept(make_family)


def texts(family: Family, person_id: UUID) -> str:
    """Everything that this person can open, as one text."""
    return "\n".join(repr(one) for one in family.opened(person_id).values())


def test_the_mother_reads_what_she_is_shown_with_her_own_key(family: Family) -> None:
    entry_id = family.entry(observed("She had no coat."))
    family.decide(entry_id, *show_now(family.mother))
    family.share(entry_id, family.mother)
    with family.school.transaction():
        shown = one_shown_for(family.of(family.mother), family.child, entry_id, WHY)
    assert [one.text for one in shown.entry.statements] == ["She had no coat."]
    assert shown.entry.by == "the safeguarding lead"
    assert shown.is_new
    assert not family.opened(family.father)


def test_nothing_is_shown_without_a_decision_to_show(family: Family) -> None:
    entry_id = family.entry(observed("She had no coat."))
    with pytest.raises(Denied, match="not_decided_to_share"):
        family.share(entry_id, family.mother)
    family.decide(entry_id, *hold_back(family.school, family.mother))
    with pytest.raises(Denied, match="not_decided_to_share"):
        family.share(entry_id, family.mother)


def test_where_the_mother_lives_is_never_there_for_the_father(family: Family) -> None:
    text = f"They moved to {MOTHERS_STREET.upper()}, le14ab; ring 07700900123. Rosa's sister Ella helps."
    entry_id = family.entry(observed(text))
    family.decide(entry_id, *show_now(family.father, family.mother))
    family.share(entry_id, family.father)
    family.share(entry_id, family.mother)
    father = texts(family, family.father)
    for hidden in (MOTHERS_STREET, MOTHERS_POSTCODE, "le14ab", "07700900123", MOTHERS_PHONE, "Rosa", "Ella"):
        assert hidden.casefold() not in father.casefold()
    assert "[an address]" in father
    assert MOTHERS_STREET.upper() in texts(family, family.mother)


def test_a_lead_who_leaves_a_name_standing_still_shows_no_address(family: Family) -> None:
    entry_id = family.entry(observed(f"Rosa lives at {MOTHERS_STREET}."))
    family.decide(entry_id, *show_now(family.father))
    with pytest.raises(Denied, match="not_looked_at"):
        family.share(entry_id, family.father, Masks(kept=("something else",)))
    with family.school.transaction():
        warned = family.careful(family.lead(), entry_id, family.father).seen
    family.share(entry_id, family.father, Masks(kept=("Rosa",), seen=warned))
    assert "Rosa lives at [an address]." in texts(family, family.father)


def test_whoever_told_the_school_is_not_named_unless_the_lead_says_so(family: Family) -> None:
    entry_id = family.entry(
        Said(basis=Basis.TOLD_BY, text="There was shouting, Mrs Perkins said.", told="Mrs Perkins")
    )
    family.decide(entry_id, *show_now(family.mother))
    family.share(entry_id, family.mother)
    assert "perkins" not in texts(family, family.mother).casefold()
    assert "told by someone" in texts(family, family.mother)


def test_somebody_without_a_key_is_shown_nothing_yet(db: None) -> None:
    family = make_family(let=[MOTHER])
    entry_id = family.entry(observed("She had no coat."))
    family.decide(entry_id, *show_now(family.father))
    shown_id = family.share(entry_id, family.father)
    with family.school.transaction():
        row = ShownVersion.objects.get(organisation_id=family.school.organisation_id, id=shown_id)
    assert row.account_id is None
    assert FATHER not in family.school.people


def test_taking_back_leaves_the_person_without_a_key(family: Family) -> None:
    entry_id = family.entry(observed("She had no coat."))
    family.decide(entry_id, *show_now(family.mother))
    family.share(entry_id, family.mother)
    with family.school.transaction():
        one_shown_for(family.of(family.mother), family.child, entry_id, WHY)
    with family.school.transaction():
        lead = family.lead()
        _, file, _ = entry_for(lead, entry_id, WHY)
        actions.take_back(by=lead, file=file, entry_id=entry_id, person_id=family.mother)
    assert not family.opened(family.mother)
    with family.school.transaction():
        assert shown_for(family.of(family.mother), family.child, WHY) == []
        row = ShownVersion.objects.get(organisation_id=family.school.organisation_id, entry_id=entry_id)
        assert row.first_read_at is not None and row.taken_back_by == family.lead().membership_id
        with pytest.raises(NotFound):
            actions.take_back(by=family.lead(), file=file, entry_id=entry_id, person_id=family.mother)


def test_reading_is_noted_for_what_was_opened_and_for_nothing_else(family: Family) -> None:
    read, other = family.entry(observed("She had no coat.")), family.entry(observed("She was late."))
    for entry_id in (read, other):
        family.decide(entry_id, *show_now(family.mother, family.father))
        family.share(entry_id, family.father)
    family.share(read, family.mother)
    with family.school.transaction():
        shown_for(family.of(family.mother), family.child, WHY)
        rows = ShownVersion.objects.filter(
            organisation_id=family.school.organisation_id, first_read_at__isnull=False
        )
        assert [(one.entry_id, one.person_id) for one in rows] == [(read, family.mother)]


def test_whoever_began_with_a_new_key_waits_for_it_again(family: Family) -> None:
    entry_id = family.entry(observed("She had no coat."))
    family.decide(entry_id, *show_now(family.mother))
    family.share(entry_id, family.mother)
    with family.school.transaction():
        persons.start_afresh(
            family.school[family.personas[family.mother]].account_id,
            family.personas[family.mother].passphrase,
        )
    assert not family.opened(family.mother)
    with family.school.transaction():
        assert lock_out(family.school.organisation_id) == 1
        assert shown_for(family.of(family.mother), family.child, WHY) == []
        assert waiting_actions.seal_waiting(by=family.lead()) == 1
    assert entry_id in family.opened(family.mother)


@pytest.mark.parametrize("later", ["hold back", "not theirs"])
def test_a_later_decision_ends_what_is_shown(family: Family, later: str) -> None:
    from fairward.kernel.vocabulary import FamilyDecision
    from fairward.rights.writing import FamilyChoice

    entry_id = family.entry(observed("She had no coat."))
    family.decide(entry_id, *show_now(family.mother, family.father))
    family.share(entry_id, family.mother)
    family.share(entry_id, family.father)
    choices = (
        hold_back(family.school, family.mother)
        if later == "hold back"
        else [FamilyChoice(family.mother, FamilyDecision.NOT_THEIRS)]
    )
    family.decide(entry_id, *choices)
    assert not family.opened(family.mother)
    assert entry_id in family.opened(family.father)


def _annotate(family: Family, entry_id: UUID, text: str) -> list[UUID]:
    with family.school.transaction():
        lead = family.lead()
        shown, file, _ = entry_for(lead, entry_id, WHY)
        files.annotate(
            by=lead, file=file, entry_id=entry_id, kind=AnnotationKind.EXPLANATION, text=text,
            statement_id=shown.statements[0].id,
        )  # fmt: skip
        return reshow(lead, file, entry_id)


def test_an_explanation_reaches_who_was_shown_the_statement(family: Family) -> None:
    entry_id = family.entry(observed("A bruise on the arm."))
    family.decide(entry_id, *show_now(family.mother))
    family.share(entry_id, family.mother)
    assert _annotate(family, entry_id, "She fell off the bike.") == []
    assert "She fell off the bike." in texts(family, family.mother)
    assert "A bruise on the arm." in texts(family, family.mother)


def test_new_words_that_must_be_looked_at_are_not_shown_and_the_old_ones_are_not_left_wrong(
    family: Family,
) -> None:
    entry_id = family.entry(observed("A bruise on the arm."))
    family.decide(entry_id, *show_now(family.father))
    family.share(entry_id, family.father)
    assert _annotate(family, entry_id, "Ella Marsh pushed her.") == [family.father]
    assert not family.opened(family.father)


def test_masks_of_before_mask_new_words_too(family: Family) -> None:
    entry_id = family.entry(observed("Ella pushed her."))
    family.decide(entry_id, *show_now(family.father))
    family.share(entry_id, family.father)
    assert _annotate(family, entry_id, "ELLA’s friends pulled her away.") == []
    found = texts(family, family.father)
    assert "pulled her away" in found and "ella" not in found.casefold()
