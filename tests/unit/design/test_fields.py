"""Our field macros draw what GOV.UK's own do (its macros are the oracle), escape everything and send no secret back."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

import jinja2
import pytest
from django import forms
from django.forms.formsets import formset_factory
from django.template import engines

from fairward.design.bridge import mistakes
from fairward.design.date_fields import ThreeBoxDateField


class AllForm(forms.Form):
    name = forms.CharField(label="Name", help_text="As on the register")
    what = forms.CharField(label="What", max_length=100, widget=forms.Textarea)
    on = ThreeBoxDateField(label="When", called="the date")
    safe = forms.ChoiceField(label="Safe?", choices=[("y", "Yes"), ("n", "No")], widget=forms.RadioSelect)
    themes = forms.MultipleChoiceField(choices=[("a", "A"), ("b", "B")], widget=forms.CheckboxSelectMultiple)
    year = forms.ChoiceField(label="Year", choices=[("", "Choose"), ("1", "One")])
    secret = forms.CharField(label="Passphrase", widget=forms.PasswordInput)
    agreed = forms.BooleanField(label="I have read it")


class Shape(HTMLParser):
    """The elements of a piece of HTML with the attributes that matter, and its words."""

    KEPT = (
        "class",
        "id",
        "name",
        "type",
        "value",
        "for",
        "aria-describedby",
        "checked",
        "selected",
        "rows",
        "data-module",
    )

    def __init__(self, html: str) -> None:
        super().__init__()
        self.seen: list[Any] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        kept = {key: " ".join(sorted((value or "").split())) for key, value in attrs if key in self.KEPT}
        self.seen.append((tag, tuple(sorted(kept.items()))))

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.seen.append(re.sub(r"\s+", " ", data.strip()))


def environment() -> jinja2.Environment:
    found: jinja2.Environment = engines["jinja2"].env
    return found


def draw(source: str, **context: Any) -> str:
    return environment().from_string(source).render(**context)


def same(ours: str, theirs: str) -> None:
    assert Shape(ours).seen == Shape(theirs).seen


LABEL = "govuk-label--s"
LEGEND = "govuk-fieldset__legend--s"


@pytest.mark.parametrize(
    "data", [None, {"name": "", "what": "x", "on-day": "31", "on-month": "2", "on-year": "2026", "year": ""}]
)
def test_every_kind_looks_as_the_kit_draws_it(data: dict[str, str] | None) -> None:
    form = AllForm(data)
    kit = environment().globals["kit"]

    def error(name: str) -> dict[str, Any]:
        words = [one.text for one in mistakes(form) if one.target.startswith(f"id_{name}")]
        return {"errorMessage": {"text": words[0]}} if words else {}

    text = {
        "id": "id_name",
        "name": "name",
        "label": {"text": "Name", "classes": LABEL},
        "hint": {"text": "As on the register"},
    }
    same(draw("{{ field(form.name) }}", form=form), kit.govukInput({**text, **error("name")}))
    long = {
        "id": "id_what",
        "name": "what",
        "maxlength": 100,
        "label": {"text": "What", "classes": LABEL},
        "value": form["what"].value() or "",
    }
    same(draw("{{ field(form.what) }}", form=form), kit.govukCharacterCount({**long, **error("what")}))
    options = [{"value": "y", "text": "Yes"}, {"value": "n", "text": "No"}]
    radios = {
        "idPrefix": "id_safe",
        "name": "safe",
        "items": options,
        "fieldset": {"legend": {"text": "Safe?", "classes": LEGEND}},
    }
    same(draw("{{ field(form.safe) }}", form=form), kit.govukRadios({**radios, **error("safe")}))
    boxes = {
        **radios,
        "idPrefix": "id_themes",
        "name": "themes",
        "items": [{"value": "a", "text": "A"}, {"value": "b", "text": "B"}],
    }
    boxes["fieldset"] = {"legend": {"text": "Themes", "classes": LEGEND}}
    same(draw("{{ field(form.themes) }}", form=form), kit.govukCheckboxes({**boxes, **error("themes")}))
    years = [{"value": "", "text": "Choose", "selected": data is not None}, {"value": "1", "text": "One"}]
    select = {"id": "id_year", "name": "year", "items": years, "label": {"text": "Year", "classes": LABEL}}
    same(draw("{{ field(form.year) }}", form=form), kit.govukSelect({**select, **error("year")}))


def test_a_date_looks_as_the_kit_draws_it() -> None:
    form = AllForm({"on-day": "3", "on-month": "", "on-year": "2026"})
    width = "govuk-input--width-"
    boxes = [
        {"name": "day", "value": "3", "classes": f"{width}2"},
        {"name": "month", "classes": f"{width}2 govuk-input--error"},
        {"name": "year", "value": "2026", "classes": f"{width}4"},
    ]
    theirs = (
        environment()
        .globals["kit"]
        .govukDateInput(
            {
                "id": "id_on",
                "namePrefix": "on",
                "items": boxes,
                "fieldset": {"legend": {"text": "When", "classes": LEGEND}},
                "errorMessage": {"text": "The date must include a month"},
            }
        )
    )
    same(draw("{{ field(form.on) }}", form=form), theirs)


def test_what_was_typed_is_escaped_and_keeps_its_lines() -> None:
    form = AllForm({"name": '"><script>x</script>', "what": "\n<i>first</i>\nsecond "})
    html = draw("{{ field(form.name) }}{{ field(form.what) }}", form=form)
    assert "<script>" not in html
    assert 'value="&#34;&gt;&lt;script&gt;' in html
    # A browser eats one line break after the tag: two must stand there for a text that begins with one.
    assert ">\n\n&lt;i&gt;first&lt;/i&gt;\nsecond </textarea>" in html


def test_a_secret_is_never_sent_back() -> None:
    html = draw("{{ field(form.secret) }}", form=AllForm({"secret": "walks seven quiet dogs"}))
    assert "quiet dogs" not in html
    assert 'autocomplete="current-password"' in html


def test_the_summary_names_and_links_every_mistake() -> None:
    form = AllForm({"on-day": "3", "on-month": "", "on-year": "2026"})
    found = {one.target: one.text for one in mistakes(form)}
    assert found["id_name"] == "Enter name"
    assert found["id_safe"] == "Answer the question “Safe?”"
    assert found["id_on-month"] == "The date must include a month"
    assert found["id_agreed"] == "Tick “I have read it”"
    html = draw("{{ error_summary(form) }}{% for one in form %}{{ field(one) }}{% endfor %}", form=form)
    targets = re.findall(r'href="#([^"]+)"', html)
    assert len(targets) == 8
    assert all(f'id="{target}"' in html for target in targets)


def test_the_summary_takes_formsets_and_is_silent_without_mistakes() -> None:
    rows = formset_factory(AllForm, extra=0)({"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0"})
    rows.forms[0].empty_permitted = False
    assert "#id_form-0-name" in draw("{{ error_summary(rows) }}", rows=rows)
    assert draw("{{ error_summary(form) }}", form=forms.Form({})) == ""


def test_a_label_can_be_the_heading_of_the_page() -> None:
    html = draw("{{ field(form.safe, heading=true) }}{{ field(form.name, heading=true) }}", form=AllForm())
    assert html.count("<h1") == 2
    assert '<h1 class="govuk-fieldset__heading">Safe?</h1>' in html


def test_an_undefined_name_stops_the_page() -> None:
    with pytest.raises(jinja2.UndefinedError):
        draw("{{ nothing_of_that_name }}")
    with pytest.raises(jinja2.UndefinedError):
        draw("{{ ui.no_such_component() }}")
