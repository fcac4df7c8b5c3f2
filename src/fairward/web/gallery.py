"""Every component on one page, with invented words, for review and for tests. It may not read a record."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fairward.design.body_map import BodyMarkFormSet
from fairward.design.date_fields import ClockField, ThreeBoxDateField
from fairward.design.pieces import Cell, Chip, Contact, Fact, Link, Moment, Need, Pages, Row
from fairward.kernel.vocabulary import AnnotationKind, Basis
from fairward.web.shell import Alert, Shell

AT = datetime(2026, 5, 12, 9, 55, tzinfo=UTC)


@dataclass(frozen=True)
class ShownMark:
    """What a mark has."""

    part: str
    side: str
    size: str = ""
    colour: str = ""
    description: str = ""


@dataclass(frozen=True)
class ShownAnnotation:
    """What an annotation has."""

    kind: AnnotationKind
    text: str
    by: str
    made_at: datetime
    feeling: str = ""
    is_confidential: bool = False


@dataclass(frozen=True)
class ShownStatement:
    """What the statement component reads; the same names as the rendered statement of a file."""

    id: int
    basis: Basis
    basis_words: str
    text: str
    rests_on: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    when: str = ""
    marks: tuple[ShownMark, ...] = ()
    annotations: tuple[ShownAnnotation, ...] = ()
    checked_since: date | None = None


MARKS = (
    ShownMark("forearm", "front-left", "2 cm", "yellow and green", "round, skin not broken"),
    ShownMark("knee", "front-right", "3 cm", "red", "grazed"),
    ShownMark("knee", "front-right", "1 cm", "brown"),
    ShownMark("upper_back", "back-left", "4 cm", "blue"),
)
EXPLANATION = ShownAnnotation(
    AnnotationKind.EXPLANATION, "Fell off her bike on Sunday; her aunt saw it.", "Mother, by telephone", AT
)
STATEMENTS = (
    ShownStatement(
        1,
        Basis.OBSERVED,
        "seen or heard",
        "A round bruise on the left forearm, seen at painting.",
        about=("Robin Marsh",),
        when="at 10:55 on 12 May 2026",
        marks=MARKS[:1],
        annotations=(EXPLANATION,),
    ),
    ShownStatement(2, Basis.CHILD_SAID, "the child said", "I came off my bike.\nMy aunt put a plaster on."),
    ShownStatement(
        3, Basis.TOLD_BY, "told by the lunchtime supervisor", "Robin did not want to go out to play."
    ),
    ShownStatement(4, Basis.DOCUMENT, "read in the accident book", "Grazed knee, 8 May."),
    ShownStatement(
        5,
        Basis.OPINION,
        "opinion",
        "Robin seemed worried about being asked.",
        rests_on=("statement 2", "statement 3"),
    ),
)


class GalleryForm(forms.Form):
    """One of each field."""

    name = forms.CharField(label="Full name", max_length=80)
    what = forms.CharField(
        label="What did you see or hear?",
        max_length=2000,
        widget=forms.Textarea,
        help_text="Say what you saw before what you think.",
    )
    happened_on = ThreeBoxDateField(
        label="When was it?", called="the date it happened", help_text="For example, 12 5 2026"
    )
    happened_at = ClockField(label="At what time?", required=False, help_text="For example, 10:55 or 2:30pm")
    is_safe = forms.ChoiceField(
        label="Is the child safe right now?",
        choices=[("yes", "Yes"), ("no", "No"), ("unsure", "I am not sure")],
        widget=forms.RadioSelect,
        error_messages={"required": "Say if the child is safe right now"},
    )
    themes = forms.MultipleChoiceField(
        label="Themes",
        choices=[("a", "Home"), ("b", "Friends"), ("c", "Health")],
        widget=forms.CheckboxSelectMultiple,
    )
    year = forms.ChoiceField(label="Year", choices=[("", "Choose a year"), ("1", "Year 1"), ("2", "Year 2")])
    email = forms.EmailField(label="Email address", required=False)
    telephone = forms.CharField(label="Telephone number", required=False, widget=forms.TelInput)
    passphrase = forms.CharField(label="Passphrase", widget=forms.PasswordInput)
    paper = forms.FileField(label="A document", required=False)
    is_checked = forms.BooleanField(label="I have read it once more", required=False)


def _shell() -> Shell:
    return Shell(
        organisation_name="Elm Bank Primary School",
        person_name="Sam Hollis",
        navigation=(
            Link("Home", "#", is_current=True),
            Link("Report", "#"),
            Link("Desk", "#", count=4),
            Link("Search", "#"),
        ),
        contacts=(Contact("Safeguarding lead", "01632 960001"), Contact("Deputy", "01632 960002")),
        alerts=(
            Alert(
                "Only one person can open the intake",
                "If they forget their passphrase, reports cannot be read.",
                Link("Give it to a second person", "#"),
            ),
        ),
        can_unlock=True,
        is_unlocked=True,
        seconds_left=900,
        unlock_url="#",
        lock_url="/lock/",
        extend_url="/extend/",
        sign_out_url="/sign-out/",
    )


def _lists() -> dict[str, Any]:
    danger, due = Chip("Danger", "danger"), Chip("Due today", "due")
    return {
        "rows": [
            Row(
                [
                    Cell("Robin Marsh", "#", note="Year 2, Willow"),
                    Cell("5 minutes ago"),
                    Cell(chips=[danger]),
                    Cell("Nobody yet"),
                ],
                "danger",
            ),
            Row([Cell("Ash Penrose", "#"), Cell("Yesterday"), Cell(chips=[due]), Cell("Sam Hollis")], "due"),
            Row([Cell("Name not known", "#"), Cell("9 May 2026"), Cell(chips=[Chip("Read")]), Cell("")]),
        ],
        "pages": Pages.of(number=4, per_page=20, total=180, query={"state": "open"}),
        "needs": [
            Need(
                "Reports that nobody has read",
                [Link("Robin Marsh, Year 2", "#", note="5 minutes ago")],
                tone="danger",
                order=1,
            ),
            Need("Actions", (), "No action of yours is due.", order=2),
        ],
        "chips": [danger, due, Chip("Acted on", "done"), Chip("Talked, no record", "quiet"), Chip("Welfare")],
        "facts": [
            Fact("Child", "Robin Marsh", "#"),
            Fact("When", "12 May 2026, 10:55", "#"),
            Fact("Where", "Hall"),
        ],
        "moments": [
            Moment(
                "Concern",
                "12 May 2026, 10:55",
                "Jo Field, teaching assistant",
                "#",
                [Chip("Child protection")],
                STATEMENTS[:2],
                AT,
            ),
            Moment(
                "Conversation with mother",
                "12 May 2026",
                "Sam Hollis",
                "",
                [Chip("Closed", "done")],
                STATEMENTS[3:4],
                date(2026, 5, 12),
            ),
        ],
        "tabs": [
            Link("Chronology", "#", True),
            Link("People", "#", count=4),
            Link("Files and why kept", "#"),
            Link("Looks", "#"),
        ],
    }


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """All components; `?part=form` shows fields with mistakes, `?part=interruption` the page that stops somebody."""
    request.shell = replace(_shell())  # type: ignore[attr-defined]
    request.is_demonstration = True  # type: ignore[attr-defined]
    part = request.GET.get("part", "")
    if part == "form":
        form = GalleryForm(
            {
                "name": "<b>Robin</b>",
                "what": "First line\nsecond line",
                "happened_on-day": "31",
                "happened_on-month": "2",
                "happened_on-year": "2026",
            }
        )
        return render(request, "web/gallery/form.html", {"form": form})
    if part == "body":
        marks = {
            "marks-TOTAL_FORMS": "2",
            "marks-INITIAL_FORMS": "0",
            "marks-0-part": "forearm",
            "marks-0-side": "front-left",
        }
        return render(
            request,
            "web/gallery/body.html",
            {"formset": BodyMarkFormSet(marks, prefix="marks"), "marks": MARKS},
        )
    if part == "interruption":
        return render(request, "web/gallery/interruption.html")
    context = {"statements": STATEMENTS, "bases": list(Basis), **_lists()}
    return render(request, "web/gallery/components.html", context)
