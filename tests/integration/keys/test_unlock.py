"""The unlocked session: session row and cookie together, for fifteen idle minutes and eight hours at most."""

from __future__ import annotations

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from fairward.kernel.denied import Denied
from fairward.kernel.ids import new_id
from fairward.keys import persons, tries, unlock
from fairward.keys.middleware import UnlockCookieMiddleware
from fairward.keys.models import UnlockTry
from fairward.keys.unlocked import Unlocked
from fairward.tenancy.context import as_organisation

pytestmark = pytest.mark.django_db
PASSPHRASE = "seven tall ships at anchor"


class MemorySession(SessionBase):
    """A session in memory that counts how often it would be written."""

    def create(self) -> None:
        self._session_key = self._get_new_session_key()

    def exists(self, session_key: str) -> bool:
        return False

    def load(self) -> dict[str, Any]:
        return {}


class Tab:
    """Keeps cookies between requests of one signed-in person."""

    def __init__(self, account_id: UUID) -> None:
        self.account_id, self.session = account_id, MemorySession("k" * 32)
        self.cookies: dict[str, str] = {}

    def request(self) -> HttpRequest:
        request = HttpRequest()
        request.session, request.user = self.session, SimpleNamespace(pk=self.account_id)  # type: ignore[assignment]
        request.COOKIES = dict(self.cookies)
        return request

    def do(self, act: Any) -> Any:
        """One request through the middleware; returns what `act(request)` returned."""
        kept: list[Any] = []

        def view(request: HttpRequest) -> HttpResponse:
            kept.append(act(request))
            return HttpResponse()

        self.response = UnlockCookieMiddleware(view)(self.request())
        for name, morsel in self.response.cookies.items():
            self.cookies[name] = morsel.value
        return kept[0]


@pytest.fixture
def tab(db: None) -> Tab:
    account_id = new_id()
    persons.create_person_key(account_id, PASSPHRASE)
    return Tab(account_id)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Any:
    start = timezone.now()
    state = SimpleNamespace(now=start)

    def now() -> datetime:
        return state.now

    monkeypatch.setattr(timezone, "now", now)
    state.forward = lambda **time: setattr(state, "now", state.now + timedelta(**time))
    return state


def unlocked(tab: Tab) -> Tab:
    assert isinstance(tab.do(lambda r: unlock.open_session(r, PASSPHRASE)), Unlocked)
    return tab


def is_open(tab: Tab) -> bool:
    return tab.do(unlock.resume) is not None


def test_the_passphrase_once_then_the_cookie_and_the_session_together(tab: Tab) -> None:
    assert not is_open(tab)
    unlocked(tab)
    assert is_open(tab)
    cookie = dict(tab.cookies)
    tab.cookies.clear()
    assert not is_open(tab)
    tab.cookies = cookie
    assert not is_open(tab), "a session that lost its cookie once is locked for good"


def test_neither_the_session_nor_the_cookie_holds_the_key(tab: Tab) -> None:
    private = tab.do(lambda r: unlock.open_session(r, PASSPHRASE)).private
    kept = repr(dict(tab.session.items())) + repr(tab.cookies)
    for shape in (private.hex(), str(private)[2:-1]):
        assert shape not in kept
    assert PASSPHRASE not in kept


def test_the_cookie_is_for_this_site_only_and_not_for_scripts(tab: Tab, settings: Any) -> None:
    settings.SESSION_COOKIE_SECURE = True
    unlocked(tab)
    morsel = tab.response.cookies["__Host-fairward_unlock"]
    assert (morsel["httponly"], morsel["secure"], morsel["samesite"], morsel["path"]) == (
        True,
        True,
        "Strict",
        "/",
    )
    assert not morsel["max-age"]
    assert not morsel["expires"]


def test_another_cookie_or_another_person_opens_nothing(tab: Tab) -> None:
    unlocked(tab)
    tab.cookies[unlock.cookie_name()] = unlock._Cookie(bytes(32)).text
    assert not is_open(tab)
    unlocked(tab)
    tab.account_id = new_id()
    assert not is_open(tab)
    tab.cookies[unlock.cookie_name()] = "no base64 \N{SNOWMAN}"
    assert not is_open(tab)


def test_it_locks_after_fifteen_idle_minutes(tab: Tab, clock: Any) -> None:
    unlocked(tab)
    clock.forward(minutes=14)
    assert is_open(tab)
    clock.forward(minutes=14)
    assert is_open(tab)
    clock.forward(minutes=15, seconds=1)
    assert not is_open(tab)
    assert "fairward_unlocked" not in tab.session
    assert tab.cookies[unlock.cookie_name()] == ""


def test_it_locks_after_eight_hours_however_busy(tab: Tab, clock: Any) -> None:
    unlocked(tab)
    for _ in range(47):
        clock.forward(minutes=10)
        assert is_open(tab)
    assert tab.do(unlock.seconds_left) == 600
    clock.forward(minutes=10, seconds=1)
    assert not is_open(tab)


def test_a_timer_of_the_page_does_not_keep_it_open_and_the_person_can(tab: Tab, clock: Any) -> None:
    unlocked(tab)
    clock.forward(minutes=14)
    tab.do(lambda r: unlock.resume(r, is_activity=False))
    assert tab.do(unlock.seconds_left) == 60
    assert tab.do(unlock.extend) == unlock.IDLE_SECONDS
    clock.forward(minutes=14)
    assert is_open(tab)


def test_the_session_is_written_once_a_minute_at_most(tab: Tab, clock: Any) -> None:
    unlocked(tab)
    tab.session.modified = False
    for _ in range(5):
        clock.forward(seconds=10)
        assert is_open(tab)
    assert not tab.session.modified
    clock.forward(seconds=10)
    assert is_open(tab)
    assert tab.session.modified


def test_locking_forgets_both_halves(tab: Tab) -> None:
    unlocked(tab)
    tab.do(unlock.lock)
    assert not is_open(tab)
    assert tab.cookies[unlock.cookie_name()] == ""
    assert tab.do(unlock.extend) == 0


def guess(tab: Tab, passphrase: str = "not the right words at all") -> str:
    with pytest.raises(Denied) as refused:
        tab.do(lambda r: unlock.open_session(r, passphrase))
    return refused.value.code


def test_guessing_becomes_slow_and_never_locks_out(tab: Tab, clock: Any) -> None:
    assert [guess(tab) for _ in range(4)] == ["wrong_passphrase"] * 4
    assert guess(tab) == "wait"
    waits = []
    for _ in range(14):
        waited = 0
        while guess(tab, "still not the right words") == "wait":
            clock.forward(seconds=2)
            waited += 2
        waits.append(waited)
    assert waits[:4] == [2, 4, 8, 16]
    assert max(waits) == waits[-1] == tries.LONGEST_WAIT
    assert guess(tab, PASSPHRASE) == "wait"
    clock.forward(seconds=tries.LONGEST_WAIT)
    unlocked(tab)
    assert guess(tab) == "wrong_passphrase"


def test_somebody_elses_guesses_do_not_slow_the_person(tab: Tab, clock: Any) -> None:
    stranger = Tab(tab.account_id)
    stranger.session = MemorySession("s" * 32)
    for _ in range(6):
        guess(stranger)
    assert guess(stranger, PASSPHRASE) == "wait"
    unlocked(tab)
    clock.forward(days=2)
    assert tries.forget_old_tries() == 1


@pytest.mark.django_db(transaction=True)
def test_a_refused_guess_stays_counted_although_the_request_is_rolled_back() -> None:
    tab = Tab(new_id())
    persons.create_person_key(tab.account_id, PASSPHRASE)
    for _ in range(2):
        with pytest.raises(Denied), as_organisation(new_id()):
            unlock.open_session(tab.request(), "not the right words at all")
    assert UnlockTry.objects.get(account_id=tab.account_id).tries == 2


def test_changing_the_passphrase_keeps_this_session_and_needs_the_old_one(tab: Tab) -> None:
    unlocked(tab)
    new = "nine small boats in a bottle"
    with pytest.raises(Denied):
        tab.do(lambda r: unlock.change_passphrase(r, "not the right words at all", new))
    tab.do(lambda r: unlock.change_passphrase(r, PASSPHRASE, new))
    kept = tab.do(unlock.resume)
    persons.check_not_locked_since(kept)
    assert guess(tab, PASSPHRASE) == "wrong_passphrase"
    persons.lock_everywhere(kept.account_id)
    with pytest.raises(Denied):
        persons.check_not_locked_since(kept)
