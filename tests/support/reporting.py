"""A member of staff who reports, page by page, as a browser without script would. It may not look behind the pages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from uuid import UUID

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.test import Client

    from tests.personas import School

WHO, SAFE, WHAT, WHEN, CHECK = (f"/report/{name}/" for name in ("who", "safe", "what", "when", "check"))


def add_child(
    school: School, forename: str, surname: str, year_group: int = 3, class_name: str = "3A"
) -> UUID:
    """One child on the roll of the school."""
    from fairward.people.actions import add_child as put_on_roll
    from fairward.people.identity import ChildIdentity
    from tests.personas import ADMINISTRATOR

    identity = ChildIdentity(forename, surname, class_name=class_name)
    with school.transaction():
        return put_on_roll(by=school.actor(ADMINISTRATOR), identity=identity, year_group=year_group)


class Reporter:
    """A signed-in person with a browser. Each method is one page sent."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.statement = ""

    def post(self, page: str, **answers: Any) -> HttpResponse:
        """Send a page with these answers; `do` is the button, "continue" if none is named."""
        return self.client.post(page, {"do": "continue", "turn": "0", **answers})

    def text(self, page: str) -> str:
        """The words of a page as it stands now."""
        response = self.client.get(page)
        assert response.status_code == 200, (page, response.status_code)
        return response.content.decode()

    def who(self, *children: UUID, **more: Any) -> HttpResponse:
        return self.post(WHO, child=[str(one) for one in children], **more)

    def safe(self, answer: str = "yes", **more: Any) -> HttpResponse:
        return self.post(SAFE, safe=answer, **more)

    def statements(self) -> list[str]:
        """Ids of the statements that the page draws."""
        return re.findall(r'name="statement" value="([0-9a-f-]{36})"', self.text(WHAT))

    def what(self, text: str, basis: int | str = 1, **more: Any) -> HttpResponse:
        """The page with one statement."""
        self.statement = one = self.statements()[0]
        named = {
            f"{name}-{one}": value for name, value in more.items() if name in ("told", "read", "because")
        }
        rest = {name: value for name, value in more.items() if name not in ("told", "read", "because")}
        return self.post(
            WHAT, **{"statement": [one], f"text-{one}": text, f"basis-{one}": str(basis), **named, **rest}
        )

    def when(self, choice: str = "today", **more: Any) -> HttpResponse:
        return self.post(WHEN, when=choice, **more)

    def send(self) -> HttpResponse:
        """Press "send" on the page as it stands."""
        found = re.search(r'name="send_id" value="([0-9a-f-]{36})"', self.text(CHECK))
        assert found is not None
        return self.client.post(CHECK, {"do": "send", "send_id": found.group(1)})

    def report(self, *children: UUID, text: str = "He had a bruise on his arm.") -> UUID:
        """The whole report; the id of what was sent."""
        self.who(*children)
        self.safe()
        self.what(text)
        self.when(where="Playground")
        return sent(self.send())


def sent(response: HttpResponse) -> UUID:
    """The id in the address of the last page."""
    found = re.search(r"/report/done/([0-9a-f-]{36})/", response.headers.get("Location", ""))
    assert found is not None, (response.status_code, response.headers.get("Location"))
    return UUID(found.group(1))


def questions_on(response: HttpResponse) -> list[str]:
    """What a page asks again, by the codes it remembers having asked."""
    return re.findall(r'name="asked" value="([^"]+)"', response.content.decode())
