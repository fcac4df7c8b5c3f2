"""Promise 8: each adult's pages are a truth of their own. Whatever happens that is not theirs changes none of them by a byte."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fairward.families.vocabulary import AccessGround
from fairward.family.side_actions import MyWords, add_my_side
from fairward.files.queries import entry_for
from fairward.kernel.denied import NotFound
from fairward.kernel.vocabulary import Basis, FamilyDecision, Outcome, Purpose
from fairward.people.actions import add_adult
from fairward.people.identity import AdultIdentity
from fairward.people.vocabulary import RelationshipKind
from fairward.rights.audience_actions import decide_audience
from fairward.rights.models import AudienceDecision
from fairward.rights.releasing_actions import release_looks
from fairward.rights.releasing_queries import WaitingLooks, waiting_looks_for
from fairward.rights.writing import FamilyChoice
from fairward.school.concerns.report_answers import Said
from tests.personas import ADMINISTRATOR, DEPUTY, LEAD, TEACHER, Persona, sign_in
from tests.support.families import let_in, persona
from tests.support.living import MOTHER, WHY, Living, busy, make_living
from tests.support.showing import lasting, show

FATHER = "Ruaridh Fairbairn"
SHARED, HIDDEN = "entry", "decided"


@dataclass
class Family:
    """A school at work; a mother, a father and a young person who are each shown the same entry, and their browsers."""

    living: Living
    father_id: UUID
    girl: Persona
    clients: dict[str, Client]

    def pages(self, who: str = FATHER) -> list[tuple[int, str]]:
        """Every page that a family has, as the server sends it."""
        child, shared, hidden = self.living.amy, self.living.ids[SHARED], self.living.ids[HIDDEN]
        parts = [
            "",
            "looks/",
            "where/",
            "sides/",
            "people/",
            "copy/",
            f"entries/{shared}/",
            f"entries/{hidden}/",
        ]
        addresses = ["/family/", "/family/requests/", *(f"/family/{child}/{part}" for part in parts)]
        answers = [self.clients[who].get(address) for address in addresses]
        return [(one.status_code, lasting(one.content.decode())) for one in answers]


@pytest.fixture
def family(transactional_db: None) -> Family:
    living = busy(make_living())
    with living.school.transaction():
        father_id = add_adult(
            by=living.actor(ADMINISTRATOR), child_id=living.amy, identity=AdultIdentity("Fairbairn", "Ruaridh"),
            kind=RelationshipKind.FATHER, has_responsibility=True,
        )  # fmt: skip
    father = let_in(living.school, father_id, [living.amy], FATHER)
    girl = let_in(living.school, living.amy, [living.amy], "Amy Fairbairn", AccessGround.SELF)
    shown_to = {
        MOTHER: (living.mother, persona(MOTHER)),
        FATHER: (father_id, father),
        "girl": (living.amy, girl),
    }
    clients = {}
    for name, (person_id, who) in shown_to.items():
        show(living, living.ids[SHARED], person_id, who)
        clients[name] = sign_in(Client(), living.school[who])
        clients[name].post("/family/before/")
    clients |= {name: sign_in(Client(), living.school[one]) for name, one in STAFF.items()}
    return Family(living, father_id, girl, clients)


STAFF = {"lead": LEAD, "deputy": DEPUTY, "teacher": TEACHER}


def somebody_reports_and_it_is_filed(family: Family) -> None:
    concern = family.living.report(
        Said(basis=Basis.OBSERVED, text="She said that she is afraid of her father.")
    )
    family.living.file(concern, Purpose.CHILD_PROTECTION)


def the_lead_reads_what_is_held_back(family: Family) -> None:
    hidden = family.living.ids[HIDDEN]
    assert family.clients["lead"].get(f"/entries/{hidden}/").status_code == 200
    assert family.clients["deputy"].get(f"/children/{family.living.amy}/").status_code == 200


def a_teacher_is_stopped_at_what_is_held_back(family: Family) -> None:
    assert family.clients["teacher"].get(f"/entries/{family.living.ids[HIDDEN]}/").status_code == 403


def the_deputy_looks_for_the_child(family: Family) -> None:
    assert family.clients["deputy"].post("/children/", {"text": "Amy"}).status_code == 200
    assert family.clients["deputy"].post("/search/", {"text": "coat"}).status_code == 200


def the_girl_speaks_in_confidence(family: Family) -> None:
    with family.living.school.transaction():
        add_my_side(
            by=family.living.actor(family.girl), child_id=family.living.amy, entry_id=family.living.ids[SHARED],
            statement_id=None, words=MyWords("Do not tell my father.", "scared", is_confidential=True),
        )  # fmt: skip
    family.clients["girl"].get(f"/family/{family.living.amy}/sides/")


def the_mother_answers_and_complains(family: Family) -> None:
    say = f"/family/{family.living.amy}/entries/{family.living.ids[SHARED]}/say/"
    assert family.clients[MOTHER].post(say, {"step": "send", "words": "He was not there."}).status_code == 302
    assert family.clients[MOTHER].post("/family/complain/", {"words": "You told him."}).status_code == 302


def the_mother_asks_for_a_copy(family: Family) -> None:
    given = {"step": "send", "copy_of": "1", "words": "All of it."}
    done = family.clients[MOTHER].post(f"/family/{family.living.amy}/copy/", given)
    assert done.status_code == 302 or "You have asked for this already." in done.content.decode()


def the_mother_is_shown_more(family: Family) -> None:
    from fairward.rights.models import ShownVersion

    with family.living.school.transaction():
        found = ShownVersion.objects.filter(
            organisation_id=family.living.school.organisation_id, person_id=family.living.mother,
            entry_id=family.living.ids[HIDDEN],
        )  # fmt: skip
        is_shown = found.exists()
    if not is_shown:
        show(family.living, family.living.ids[HIDDEN], family.living.mother, persona(MOTHER))
    assert "She had no coat." in family.pages(MOTHER)[2][1]


def what_is_held_back_is_annotated(family: Family) -> None:
    family.living.annotate(family.living.ids[HIDDEN], "Her mother brought one.", place=None)


def another_concern_is_decided(family: Family) -> None:
    concern = family.living.report(Said(basis=Basis.CHILD_SAID, text="He shouts."))
    family.living.decide(family.living.file(concern, Purpose.WELFARE)[0], Outcome.SUBSTANTIATED)


def the_mother_is_told_of_looks_at_what_is_held_back_from_her(family: Family) -> None:
    decide_about(family, family.living.mother, FamilyDecision.SHARE_AFTER_TALK)
    page = waiting(family, family.living.mother)
    if page.looks:
        with family.living.school.transaction():
            release_looks(
                by=family.living.actor(), child_id=family.living.amy, person_id=family.living.mother, year=page.year,
                line_ids=[page.looks[0].line_id],
            )  # fmt: skip


def decide_about(family: Family, person_id: UUID, decision: FamilyDecision, entry: str = HIDDEN) -> None:
    choice = FamilyChoice(person_id, decision, talk_by=timezone.localdate())
    with family.living.school.transaction():
        by, entry_id = family.living.actor(), family.living.ids[entry]
        file = entry_for(by, entry_id, WHY)[1]
        decide_audience(by=by, file=file, entry_id=entry_id, choice=choice)


def waiting(family: Family, person_id: UUID) -> WaitingLooks:
    with family.living.school.transaction():
        return waiting_looks_for(
            family.living.actor(), family.living.amy, person_id, timezone.localdate().year, WHY
        )


ACTS: list[Callable[[Family], Any]] = [
    somebody_reports_and_it_is_filed, the_lead_reads_what_is_held_back, a_teacher_is_stopped_at_what_is_held_back,
    the_deputy_looks_for_the_child, the_girl_speaks_in_confidence, the_mother_answers_and_complains,
    the_mother_is_shown_more, what_is_held_back_is_annotated, another_concern_is_decided,
    the_mother_is_told_of_looks_at_what_is_held_back_from_her, the_mother_asks_for_a_copy,
]  # fmt: skip


@settings(max_examples=4, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(acts=st.lists(st.sampled_from(ACTS), min_size=1, max_size=5))
def test_no_sequence_of_acts_that_are_not_his_changes_a_father_s_page(
    family: Family, acts: list[Callable[[Family], Any]]
) -> None:
    family.pages()  # from here on nothing is new
    before = family.pages()
    assert [status for status, _ in before] == [200] * 9 + [404]
    for act in acts:
        act(family)
        assert family.pages() == before, act.__name__


def test_every_one_of_these_acts_alone(family: Family) -> None:
    family.pages()
    before = family.pages()
    for act in ACTS:
        act(family)
        assert family.pages() == before, act.__name__


def test_what_the_others_add_is_found_by_a_search_that_opens_nothing_of_his(family: Family) -> None:
    """Their words are indexed by whoever searches next: a look at the entry then would tell him that there are such words."""
    family.pages()
    before = family.pages()
    for act in (
        the_girl_speaks_in_confidence,
        the_mother_answers_and_complains,
        the_deputy_looks_for_the_child,
    ):
        act(family)
        assert family.pages() == before, act.__name__
    found = family.clients["deputy"].post("/search/", {"text": "father"}).content.decode()
    assert "Do not tell my" in found, "but it is found"


def test_the_pages_would_show_what_is_his(family: Family) -> None:
    """The comparison can fail: what is shown to him does change his pages."""
    family.pages()
    before = family.pages()
    father = persona(FATHER)
    show(family.living, family.living.ids[HIDDEN], family.father_id, father)
    after = family.pages()
    assert after != before and "She had no coat." in after[2][1]


def test_names_of_the_other_parent_and_of_what_is_held_back_are_nowhere(family: Family) -> None:
    for act in ACTS:
        act(family)
    everything = "".join(html for _, html in family.pages())
    for words in ("Morag", "She had no coat.", "Do not tell my father.", "afraid", "He was not there."):
        assert words not in everything


def test_a_look_at_what_is_the_mother_s_alone_cannot_be_told_to_him(family: Family) -> None:
    """Neither what was decided not to be his, nor what nobody has decided about, nor anything that she did herself."""
    the_mother_answers_and_complains(family)
    the_lead_reads_what_is_held_back(family)
    for decision in (FamilyDecision.NOT_THEIRS, None):
        if decision is not None:
            decide_about(family, family.father_id, decision)
        else:
            with family.living.school.transaction():
                AudienceDecision.objects.filter(
                    organisation_id=family.living.school.organisation_id, person_id=family.father_id
                ).update(ended_at=timezone.now())
        page = waiting(family, family.father_id)
        assert not page.looks
        hers = waiting(family, family.living.mother).looks or [None]
        for line in hers:
            with family.living.school.transaction(), pytest.raises(NotFound):
                release_looks(
                    by=family.living.actor(), child_id=family.living.amy, person_id=family.father_id,
                    year=page.year, line_ids=[line.line_id if line else family.living.ids[HIDDEN]],
                )  # fmt: skip


def test_what_he_is_told_of_a_look_says_nothing_of_what_was_looked_at(family: Family) -> None:
    family.pages()
    before = family.pages()
    the_lead_reads_what_is_held_back(family)
    decide_about(family, family.father_id, FamilyDecision.SHARE_AFTER_TALK)
    assert family.pages() == before  # it waits for a lead, and for no timer
    page = waiting(family, family.father_id)
    assert page.looks
    with family.living.school.transaction():
        release_looks(
            by=family.living.actor(), child_id=family.living.amy, person_id=family.father_id, year=page.year,
            line_ids=[one.line_id for one in page.looks],
        )  # fmt: skip
    after = family.pages()
    assert [one == other for one, other in zip(after, before, strict=True)].count(False) == 1
    told = next(one[1] for one, other in zip(after, before, strict=True) if one != other)
    assert "Something that the school has not shown you" in told
    shown = next(each[1] for each in before if "Who looked" in each[1] and "fw-look" in each[1])
    for words in (
        "coat",
        "Morag",
        "elfare",
        str(family.living.ids[HIDDEN]),
        str(family.living.ids["decided_concern"]),
    ):
        assert words not in told.replace(shown, "")
