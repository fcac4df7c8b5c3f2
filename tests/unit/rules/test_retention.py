"""The schedule always answers with a reason and two dates, and the right ones."""

from datetime import date
from enum import IntEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairward.rules import records, retention
from fairward.rules.records import BadRule
from fairward.rules.retention import Facts, Kept, Limit, Override

TODAY = date(2026, 11, 23)
BORN = date(2016, 2, 29)
RECORDED = date(2026, 11, 2)
CLOSED = date(2026, 11, 20)
LEFT = date(2027, 7, 21)
FLAGS = ("section_47", "sexual_abuse", "sent_on", "allegation")
PURPOSES = (
    None,
    "child_protection",
    "welfare",
    "behaviour",
    "staff_conduct",
    "draft",
    "access_request",
    "complaint",
    "breach",
    "access_log",
    "a purpose nobody knows",
)
DAYS = (
    "born_on",
    "left_on",
    "closed_on",
    "transferred_on",
    "employment_ended_on",
    "reviewed_on",
    "kept_until",
    "chosen_on",
)
RULES = tuple(rule.id for rule in retention.schedule())
OUTCOMES = (
    None,
    "substantiated",
    "partly",
    "not_substantiated",
    "explained",
    "unfounded",
    "malicious",
    "no_further_action",
    "talked",
    "filed",
)


def kept(purpose: object, outcome: object | None = None, *flags: str, **days: date | None) -> Kept:
    given_days = {
        "born_on": BORN,
        "left_on": None,
        "closed_on": CLOSED,
        "recorded_on": RECORDED,
        "today": TODAY,
    }
    return retention.explain(purpose, outcome, flags, **{**given_days, **days})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("purpose", "outcome", "flags", "days", "rule_id", "review_on", "destroy_on"),
    [
        (
            "child_protection",
            "substantiated",
            (),
            {},
            "child-protection-substantiated",
            (2029, 11, 2),
            (2041, 8, 29),
        ),
        (
            "child_protection",
            "partly",
            (),
            {},
            "child-protection-substantiated",
            (2029, 11, 2),
            (2041, 8, 29),
        ),
        (
            "child_protection",
            "no_further_action",
            ("section_47",),
            {},
            "child-protection-section-47",
            (2029, 11, 2),
            (2041, 8, 29),
        ),
        (
            "child_protection",
            "substantiated",
            ("sexual_abuse", "section_47"),
            {},
            "child-protection-sexual-abuse",
            (2031, 11, 2),
            (2091, 8, 29),
        ),
        (
            "child_protection",
            None,
            (),
            {"closed_on": None},
            "child-protection-undecided",
            (2027, 2, 2),
            (2041, 8, 29),
        ),
        (
            "child_protection",
            "no_further_action",
            (),
            {},
            "child-protection-no-further-action",
            (2027, 11, 2),
            (2027, 12, 20),
        ),
        (
            "child_protection",
            "explained",
            (),
            {},
            "child-protection-explained",
            (2027, 11, 2),
            (2027, 12, 20),
        ),
        ("child_protection", "unfounded", ("section_47",), {}, "unfounded", (2026, 11, 20), (2026, 12, 20)),
        ("child_protection", "malicious", (), {}, "malicious", (2026, 11, 20), (2026, 12, 20)),
        (
            "child_protection",
            "substantiated",
            ("sent_on",),
            {"transferred_on": date(2026, 11, 20)},
            "sent-on",
            (2026, 11, 20),
            (2027, 11, 20),
        ),
        ("welfare", None, (), {}, "welfare", (2026, 11, 20), (2027, 8, 31)),
        ("welfare", None, (), {"closed_on": date(2026, 9, 1)}, "welfare", (2026, 9, 1), (2027, 8, 31)),
        ("welfare", None, (), {"closed_on": None, "left_on": LEFT}, "welfare", (2027, 11, 2), (2028, 7, 21)),
        ("welfare", None, (), {"closed_on": None}, "welfare", (2027, 11, 2), (2035, 8, 31)),
        ("behaviour", None, (), {"left_on": date(2024, 2, 29)}, "behaviour", (2025, 1, 29), (2025, 2, 28)),
        (
            "staff_conduct",
            None,
            (),
            {"employment_ended_on": LEFT},
            "staff-low-level",
            (2027, 7, 21),
            (2028, 1, 21),
        ),
        (
            "staff_conduct",
            None,
            ("allegation",),
            {"born_on": date(1980, 5, 1)},
            "staff-allegation",
            (2029, 11, 2),
            (2048, 11, 1),
        ),
        (
            "staff_conduct",
            None,
            ("allegation",),
            {"born_on": date(1964, 5, 1)},
            "staff-allegation",
            (2029, 11, 2),
            (2037, 5, 2),
        ),
    ],
)
def test_the_schedule(
    purpose: str,
    outcome: str | None,
    flags: tuple[str, ...],
    days: dict[str, date | None],
    rule_id: str,
    review_on: tuple[int, int, int],
    destroy_on: tuple[int, int, int],
) -> None:
    answer = kept(purpose, outcome, *flags, **days)
    assert (answer.rule_id, answer.review_on, answer.destroy_on) == (
        rule_id,
        date(*review_on),
        date(*destroy_on),
    )


@given(
    st.sampled_from(PURPOSES),
    st.sampled_from(OUTCOMES),
    st.sets(st.sampled_from(FLAGS)),
    st.fixed_dictionaries({name: st.none() | st.dates() for name in DAYS}),
    st.dates(),
    st.dates(),
)
def test_everything_always_has_a_reason_and_two_dates_in_order(
    purpose: str,
    outcome: str | None,
    flags: set[str],
    days: dict[str, date | None],
    recorded_on: date,
    today: date,
) -> None:
    answer = retention.explain(purpose, outcome, flags, recorded_on=recorded_on, today=today, **days)
    assert answer.review_on <= answer.destroy_on
    assert answer.because and answer.source
    assert answer.confidence in records.CONFIDENCES


@given(
    st.sampled_from(RULES) | st.text(),
    st.sampled_from(PURPOSES),
    st.fixed_dictionaries({name: st.none() | st.dates() for name in DAYS}),
    st.dates(),
    st.dates(),
)
def test_an_item_whose_class_is_known_always_has_a_reason_and_two_dates_in_order(
    rule_id: str, purpose: str, days: dict[str, date | None], recorded_on: date, today: date
) -> None:
    answer = retention.explain_as(rule_id, purpose, Facts(recorded_on, **days), today=today)
    assert answer.review_on <= answer.destroy_on
    assert answer.because and answer.source and answer.confidence in records.CONFIDENCES
    assert answer.rule_id == (rule_id if rule_id in RULES else "anything-else")


@given(
    st.sampled_from(PURPOSES),
    st.sampled_from(OUTCOMES),
    st.sets(st.sampled_from(FLAGS)),
    st.fixed_dictionaries({name: st.none() | st.dates() for name in DAYS}),
    st.dates(),
    st.dates(),
)
def test_counting_by_the_class_gives_what_counting_by_purpose_outcome_and_flags_gave(
    purpose: str,
    outcome: str | None,
    flags: set[str],
    days: dict[str, date | None],
    recorded_on: date,
    today: date,
) -> None:
    answer = retention.explain(purpose, outcome, flags, recorded_on=recorded_on, today=today, **days)
    assert retention.explain_as(answer.rule_id, purpose, Facts(recorded_on, **days), today=today) == answer


@given(
    st.sampled_from(RULES),
    st.fixed_dictionaries(
        {
            name: st.none() | st.dates()
            for name in DAYS
            if name not in ("reviewed_on", "kept_until", "chosen_on")
        }
    ),
    st.dates(),
    st.dates(),
)
def test_a_review_date_that_somebody_chose_is_never_put_off(
    rule_id: str, days: dict[str, date | None], recorded_on: date, chosen_on: date
) -> None:
    facts = Facts(recorded_on, chosen_on=chosen_on, **days)
    assert retention.explain_as(rule_id, "child_protection", facts, today=TODAY).review_on <= chosen_on


def test_what_was_decided_is_looked_at_when_the_lead_chose_and_not_the_same_day_again() -> None:
    chosen = date(2027, 2, 20)
    assert kept("child_protection", "unfounded", chosen_on=chosen).review_on == date(2026, 12, 20)
    assert kept("welfare", chosen_on=chosen).review_on == chosen
    assert kept("child_protection", "substantiated", chosen_on=date(2040, 1, 1)).review_on == date(
        2029, 11, 2
    )


def test_what_is_kept_until_a_day_is_asked_again_then_and_stays_a_month_for_the_answer() -> None:
    until = date(2031, 5, 1)
    answer = kept("child_protection", "no_further_action", reviewed_on=date(2027, 11, 30), kept_until=until)
    assert (answer.review_on, answer.destroy_on) == (until, date(2031, 6, 1))
    assert answer.because.endswith("Looked at again on 30 November 2027 and kept; the reason is recorded.")
    longer = kept("child_protection", "substantiated", reviewed_on=date(2028, 1, 1), kept_until=until)
    assert (longer.review_on, longer.destroy_on) == (until, date(2041, 8, 29))


def test_only_what_the_schedule_marks_goes_by_itself() -> None:
    of_hubs = {"hub-returns-unused", "hub-case-nothing-more", "hub-case-proof"}
    of_agencies = {"agency-reply", "agency-question", "agency-notice"}
    assert (
        retention.automatic_rules(TODAY) == {"talked-no-record", "unfinished-draft"} | of_hubs | of_agencies
    )


def test_a_class_of_an_older_schedule_is_counted_as_it_last_said() -> None:
    assert retention.class_named("welfare", date(1990, 1, 1)).id == "welfare"
    assert retention.class_named("a class that never was", TODAY).id == "anything-else"


def test_a_grown_up_child_is_not_destroyed_the_day_it_is_recorded() -> None:
    answer = kept("child_protection", "substantiated", born_on=date(1990, 1, 1))
    assert (answer.review_on, answer.destroy_on) == (date(2027, 11, 2), date(2028, 5, 2))


def test_a_report_not_filed_yet_is_asked_about_after_a_week() -> None:
    answer = retention.explain(None, None, (), born_on=None, recorded_on=RECORDED, today=TODAY)
    assert (answer.rule_id, answer.review_on) == ("intake-undecided", date(2026, 11, 9))
    assert answer.destroy_on == date(2048, 5, 2)


def test_an_unknown_birth_date_is_said_and_asked_for_within_a_year() -> None:
    answer = kept("child_protection", "substantiated", born_on=None)
    assert "date of birth is not known" in answer.because
    assert answer.review_on == date(2027, 11, 2)
    assert answer.destroy_on == date(2048, 5, 2)


def test_what_is_still_open_says_so_and_is_still_looked_at() -> None:
    answer = kept("child_protection", "no_further_action", closed_on=None)
    assert "still open" in answer.because
    assert answer.review_on == date(2027, 11, 2)
    assert answer.destroy_on == date(2027, 12, 23)


def test_only_the_guesses_that_were_used_are_mentioned() -> None:
    assert "not left" not in kept("welfare").because
    assert "still open" not in kept("welfare", closed_on=None).because
    assert "not left" in kept("welfare", closed_on=None).because


def test_a_review_moves_the_next_one_and_an_overdue_one_stays_due() -> None:
    undecided = kept("child_protection", today=date(2030, 1, 1))
    assert undecided.review_on == date(2027, 2, 2)
    looked_at = kept("child_protection", "substantiated", reviewed_on=date(2028, 1, 31))
    assert looked_at.review_on == date(2031, 1, 31)


def test_a_recorded_reason_at_the_final_review_keeps_it_a_year_and_a_month() -> None:
    answer = kept("child_protection", "no_further_action", reviewed_on=date(2027, 11, 30))
    assert (answer.review_on, answer.destroy_on) == (date(2028, 11, 30), date(2028, 12, 30))


def test_words_and_enum_members_are_the_same_to_it() -> None:
    class Purpose(IntEnum):
        CHILD_PROTECTION = 1

    assert kept(Purpose.CHILD_PROTECTION, "partly") == kept("child_protection", "partly")


def test_an_organisation_may_set_its_own_period_with_a_reason() -> None:
    own = Override(
        "behaviour", (Limit("leaving", {"months": 2}),), (Limit("leaving", {"months": 3}),), "Less is enough."
    )
    answer = kept("behaviour", left_on=LEFT, overrides=[own])
    assert answer.destroy_on == date(2027, 10, 21)
    assert "Less is enough." in answer.because
    assert kept("welfare", overrides=[own]) == kept("welfare")


def test_an_own_period_without_a_reason_is_refused() -> None:
    own = Override("behaviour", (Limit("leaving", {"days": 0}),), (Limit("leaving", {"days": 0}),), " ")
    with pytest.raises(BadRule, match="needs a reason"):
        kept("behaviour", overrides=[own])


def test_a_file_goes_with_its_longest_entry_and_is_looked_at_with_its_first() -> None:
    short, long = kept("child_protection", "explained"), kept("child_protection", "partly")
    whole = retention.longest([short, long])
    assert (whole.review_on, whole.destroy_on) == (short.review_on, long.destroy_on)
    assert whole.rule_id == "child-protection-substantiated"


def test_the_last_class_fits_everything_and_never_ends() -> None:
    last = retention.schedule()[-1]
    assert (last.purpose, last.outcomes, last.flags) == ("any", ("any",), frozenset())
    assert last.provenance.effective_to is None and last.provenance.status == "in_force"


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        ([], "at least one limit"),
        ([{"from": "whim", "years": 1}], "counts from one of"),
        ([{"from": "birth", "weeks": 1}], "A period is given in"),
        ([{"from": "birth", "years": -1}], "not negative"),
        ([{"from": "birth"}], "A period is given in"),
    ],
)
def test_a_period_that_makes_no_sense_is_refused(raw: object, sentence: str) -> None:
    with pytest.raises(BadRule, match=sentence):
        retention.limits(raw)
