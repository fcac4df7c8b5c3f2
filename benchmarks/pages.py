"""The five pages that are measured, each as a person's browser asks for them. It may not call a view or a query."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone

from benchmarks.browser import Answer, Application, Browser
from benchmarks.filling import Texts
from benchmarks.world import World
from fairward.kernel.vocabulary import Basis
from fairward.school.concerns import drafting
from fairward.school.concerns.models import Part
from fairward.school.concerns.report_answers import SAFE, TOLD_NO, Answers, Said
from fairward.school.concerns.report_forms import CHECK, PAGES
from fairward.school.concerns.report_times import TODAY, TypedWhen
from fairward.tenancy.context import as_organisation
from tests.personas import LEAD, TEACHER, Person, Persona, School, sign_in

Request = Callable[[], Answer]


class PageFailed(RuntimeError):
    """A page did not answer as it should, so its figures would mean nothing."""


@dataclass(frozen=True, slots=True)
class Page:
    """One measured page. `prepare(n)` makes n requests ready; `aim_ms` is of application and database together."""

    name: str
    words: str
    aim_ms: float | None
    prepare: Callable[[int], list[Request]]


@dataclass(slots=True)
class People:
    """A signed-in lead with an open key, and a signed-in teacher."""

    world: World
    application: Application
    texts: Texts
    turn: int = 0

    def pages(self) -> list[Page]:
        """What is measured, in the order of the table."""
        lead = self._browser(LEAD)
        file, entry = f"/files/{self.world.file_id}/", f"/entries/{self.world.entry_id}/"

        def gets(path: str) -> Callable[[int], list[Request]]:
            return lambda count: [lambda: _ok(lead.get(path))] * count

        search = [lambda: _ok(lead.post("/search/", {"text": self.world.search}))]
        return [
            Page("report", "Report: the POST that sends it", 10, self._reports),
            Page("entry", "Open one entry", 7, gets(entry)),
            Page("chronology", "Chronology of 50 entries", 12, gets(file)),
            Page("desk", "Desk of 50", 15, gets("/desk/")),
            Page("search", "Search: two words in 2,000 entries", None, lambda count: search * count),
        ]

    def _browser(self, persona: Persona) -> Browser:
        browser = Browser(self.application)
        sign_in(browser, self._school()[persona])  # type: ignore[arg-type]
        return browser

    def _school(self) -> School:
        people = {}
        for persona, plain in ((LEAD, self.world.lead), (TEACHER, self.world.teacher)):
            people[persona.name] = Person(
                persona, self.world.organisation_id, UUID(plain["membership_id"]), UUID(plain["account_id"]),
                plain["sign_in"], tuple(plain["recovery_words"]),
            )  # fmt: skip
        return School(self.world.organisation_id, "", people)

    def _reports(self, count: int) -> list[Request]:
        """Each a report that was written to the end on a device of its own."""
        school, signed_in = self._school(), self._browser(TEACHER)
        by = school.actor(TEACHER)
        requests: list[Request] = []
        for _ in range(count):
            with as_organisation(self.world.organisation_id):
                draft = drafting.new_draft()
                draft.answers = self._answers()
                drafting.keep(by, draft)
            response = HttpResponse()
            drafting.write_cookie(response, by, draft)
            device = Browser(self.application, signed_in.cookies)
            device.cookies.update(response.cookies)
            fields = {"do": "send", "send_id": str(draft.answers.send_id)}
            requests.append(partial(_send, device, fields))
        return requests

    def _answers(self) -> Answers:
        self.turn += 1
        child = self.world.child_ids[self.turn % len(self.world.child_ids)]
        said = [Said(basis=basis, text=self.texts.draw()) for basis in (Basis.OBSERVED, Basis.CHILD_SAID)]
        return Answers(
            children={child: Part.MAIN}, safe=SAFE, statements=said, where="Playground", told=TOLD_NO,
            when=TypedWhen(TODAY, clock=f"{timezone.localtime():%H:%M}", is_about=True), reached=[*PAGES, CHECK],
        )  # fmt: skip


def _ok(answer: Answer) -> Answer:
    if answer.status != 200:
        raise PageFailed(f"The page answered {answer.status} {answer.headers.get('Location', '')}.")
    return answer


def _send(device: Browser, fields: Mapping[str, str]) -> Answer:
    answer = device.post("/report/check/", fields)
    if answer.status != 302 or "/report/done/" not in answer.headers.get("Location", ""):
        raise PageFailed(f"The report was not sent: {answer.status} {answer.headers.get('Location', '')}.")
    return answer
