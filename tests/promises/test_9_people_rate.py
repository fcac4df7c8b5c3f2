"""In a hub people rate, and people say what belongs together: nothing is proposed, counted up to a number or joined by a rule."""

from __future__ import annotations

import ast
import re

import pytest
from django.apps import apps
from django.db.models import FloatField

from fairward.hub.intake import models
from fairward.hub.intake.contact_actions import type_contact
from fairward.hub.intake.content import Identity, Told, Typed
from fairward.hub.intake.forms import RateForm
from fairward.hub.intake.suggestion_queries import Suggestion, suggestions_for
from fairward.hub.intake.triage_actions import choose_route
from fairward.hub.vocabulary import Route
from tests.guards.source import modules
from tests.support.hubs import SCREENER, make_hub

TABLES = [one for one in vars(models).values() if getattr(one, "__module__", "") == models.__name__]


def test_nothing_rates_but_the_action_of_a_named_person() -> None:
    """Only one module of the whole program writes a rating, and it is given who rates and why."""
    writers = {
        module.name for module in modules() for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Attribute)
        and node.attr == "create" and ast.unparse(node.value) == "RatingGiven.objects"
    }  # fmt: skip
    assert writers == {"hub.intake.rating_actions"}


def test_no_rating_is_chosen_before_a_person_chooses() -> None:
    form = RateForm()
    assert form["rating"].value() is None and form.fields["rating"].initial is None
    assert not RateForm({"reasons": "It is bad."}).is_valid() and not RateForm({"rating": "1"}).is_valid()


def test_no_table_of_a_hub_holds_a_score() -> None:
    """Not of a child, nor of anybody else; numbers of measures are counts of what happened, and about nobody."""
    of_hub = [one for one in apps.get_models() if one.__module__.startswith("fairward.hub.")]
    assert len(TABLES) >= 10 and len(of_hub) >= 20
    for table in of_hub:
        for column in table._meta.concrete_fields:
            assert not re.search(r"score|risk|predict|probab|likel|weight|rank", column.name), column
            assert not isinstance(column, FloatField), column


@pytest.mark.django_db
def test_what_is_alike_has_reasons_in_words_and_no_number() -> None:
    assert set(Suggestion.__dataclass_fields__) == {"facts", "people", "because"}
    hub = make_hub()
    with hub.transaction():
        by = hub.actor(SCREENER)
        ids = [
            type_contact(by=by, typed=Typed("x"), told=Told(), child=Identity("Ivy Stone"), is_danger=False)
            for _ in range(2)
        ]
        (found,) = suggestions_for(by, ids[0], "a test")
    assert found.facts.id == ids[1] and found.because and not re.search(r"\d", " ".join(found.because))
    with hub.transaction():
        choose_route(by=hub.actor(SCREENER), case_id=ids[0], route=Route.RATE)
        rows = models.Case.objects.filter(organisation_id=hub.organisation_id)
        assert set(rows.values_list("rating", flat=True)) == {None}, "choosing a way rates nothing"
        assert not models.CaseLink.objects.filter(organisation_id=hub.organisation_id).exists()
