"""Nothing typed is lost: kept on the server, sealed under a key that lies in the writer's cookie alone, for three days."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone

from fairward.school.concerns.models import Draft, DraftFile
from fairward.school.concerns.report_actions import expire_drafts
from tests.support.reporting import CHECK, SAFE, WHAT, WHEN, WHO, Reporter

if TYPE_CHECKING:
    from uuid import UUID

    from tests.personas import School

pytestmark = pytest.mark.django_db(transaction=True)
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001a5f645"
    "400000000049454e44ae426082"
)


def cookies_of(reporter: Reporter) -> dict[str, Any]:
    return {name: one for name, one in reporter.client.cookies.items() if "draft" in name}


def test_it_is_there_after_signing_out_and_in_again_on_this_device(
    school: School, amy: UUID, dawn: Reporter
) -> None:
    from tests.personas import SUPERVISOR, sign_in

    dawn.who(amy)
    dawn.safe("not_sure")
    dawn.what("She cried at the gate.", 3, told="")
    dawn.client.post("/sign-out/")
    assert dawn.client.get("/report/").status_code == 302
    sign_in(dawn.client, school[SUPERVISOR])
    assert "You have an unfinished report" in dawn.text("/report/")
    assert dawn.client.post("/report/", {"do": "go-on"}).headers["Location"] == WHAT
    assert "She cried at the gate." in dawn.text(WHAT)


def test_a_page_with_gaps_is_kept_too(amy: UUID, dawn: Reporter) -> None:
    dawn.who(search="zzz", unknown="yes", unknown_child="Red coat")
    dawn.what("", 3, told="the cook")
    dawn.when("other", **{"on-day": "31", "on-month": "2", "clock": "after lunch", "where": "Hall"})
    assert "Red coat" in dawn.text(WHO)
    assert "the cook" in dawn.text(WHAT)
    page = dawn.text(WHEN)
    assert 'value="31"' in page and "after lunch" in page and "Hall" in page


def test_the_key_is_in_a_cookie_that_no_script_reads_and_no_other_site_sends(
    amy: UUID, dawn: Reporter
) -> None:
    dawn.who(amy)
    ((_, cookie),) = cookies_of(dawn).items()
    assert cookie["httponly"] and cookie["samesite"] == "Strict" and cookie["max-age"] == 3 * 24 * 3600


def test_over_https_the_cookie_is_secure_and_of_this_host_only(
    amy: UUID, dawn: Reporter, settings: Any
) -> None:
    settings.SESSION_COOKIE_SECURE = True
    dawn.who(amy)
    ((name, cookie),) = cookies_of(dawn).items()
    assert name.startswith("__Host-") and cookie["secure"] and cookie["path"] == "/"


def test_without_the_cookie_the_row_is_dead_and_with_it_a_colleague_opens_nothing(
    school: School, amy: UUID, dawn: Reporter, as_reporter: Callable[..., Reporter]
) -> None:
    from tests.personas import TEACHER

    dawn.who(amy)
    dawn.what("A secret sentence.")
    tom = as_reporter(TEACHER)
    ((_, cookie),) = cookies_of(dawn).items()
    for name in (f"fairward_draft_{school[TEACHER].membership_id.hex[-12:]}", *cookies_of(dawn)):
        tom.client.cookies[name] = cookie.value
    assert tom.client.get(WHAT).status_code == 302
    with school.transaction():
        sealed = bytes(Draft.objects.values_list("sealed", flat=True).get())
    assert b"A secret sentence." not in sealed and amy.hex.encode() not in sealed


def test_two_people_on_one_computer_keep_a_draft_each(school: School, amy: UUID, dawn: Reporter) -> None:
    from tests.personas import SUPERVISOR, TEACHER, sign_in

    dawn.who(amy)
    dawn.what("Dawn saw it.")
    sign_in(dawn.client, school[TEACHER])
    dawn.who(unknown="yes")
    dawn.what("Tom heard it.")
    sign_in(dawn.client, school[SUPERVISOR])
    assert "Dawn saw it." in dawn.text(WHAT)


def test_after_three_days_it_is_gone(school: School, amy: UUID, dawn: Reporter) -> None:
    dawn.who(amy)
    dawn.what("x", file=_file())
    now = timezone.now()
    with school.transaction():
        assert (Draft.objects.count(), DraftFile.objects.count()) == (1, 1)
        assert expire_drafts(school.organisation_id, now + timedelta(days=2, hours=23)) == 0
        assert expire_drafts(school.organisation_id, now + timedelta(days=3, minutes=1)) == 1
        assert (Draft.objects.count(), DraftFile.objects.count()) == (0, 0)
    assert dawn.client.get(WHAT).headers["Location"] == "/report/"


def test_an_expired_draft_is_not_opened_even_before_the_job_ran(
    school: School, amy: UUID, dawn: Reporter
) -> None:
    dawn.who(amy)
    with school.transaction():
        Draft.objects.update(expires_at=timezone.now())
    assert dawn.client.get(SAFE).headers["Location"] == "/report/"


def test_thrown_away_means_gone(school: School, amy: UUID, dawn: Reporter) -> None:
    dawn.who(amy)
    dawn.client.post("/report/", {"do": "throw-away"})
    with school.transaction():
        assert not Draft.objects.exists()
    assert "Who is it about?" in dawn.text("/report/")


def test_an_automatic_save_keeps_the_page_and_says_nothing(amy: UUID, dawn: Reporter) -> None:
    dawn.who(amy)
    one = dawn.statements()[0]
    typed = {"do": "autosave", "turn": "1", "statement": [one], f"text-{one}": "half a sen"}
    assert dawn.client.post(WHAT, typed).status_code == 204
    assert "half a sen" in dawn.text(WHAT)


def test_an_automatic_save_that_comes_late_changes_nothing(amy: UUID, dawn: Reporter) -> None:
    dawn.who(amy)
    dawn.what("The whole sentence.")
    late = {"do": "autosave", "turn": "1", "statement": [dawn.statement], f"text-{dawn.statement}": "The who"}
    assert dawn.client.post(WHAT, late).status_code == 409
    assert "The whole sentence." in dawn.text(WHAT)


def test_an_attachment_is_cleaned_sealed_and_can_be_taken_out_again(
    school: School, amy: UUID, dawn: Reporter
) -> None:
    dawn.who(amy)
    dawn.what("See the picture.", do="attach", file=_file())
    assert "drawing.png" in dawn.text(WHAT)
    with school.transaction():
        row = DraftFile.objects.get()
    assert b"PNG" not in bytes(row.sealed)
    dawn.what("See the picture.", do=f"remove-file:{row.id}")
    assert "drawing.png" not in dawn.text(WHAT)


def test_a_file_that_cannot_be_taken_says_why_and_loses_nothing(amy: UUID, dawn: Reporter) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    dawn.who(amy)
    refused = dawn.what("Words stay.", file=SimpleUploadedFile("a.docx", b"PK\x03\x04 not a picture"))
    page = refused.content.decode()
    assert "Please look again" in page and "Words stay." in page
    big = dawn.what("Words stay.", file=SimpleUploadedFile("a.png", PICTURE + bytes(10 * 1024 * 1024)))
    assert "larger than 10 MB" in big.content.decode()
    assert dawn.client.get(CHECK).status_code == 200


def _file() -> Any:
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile("drawing.png", PICTURE)
