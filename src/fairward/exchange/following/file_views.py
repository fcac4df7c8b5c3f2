"""A notice as an encrypted file: made, downloaded once, made again. They may not query by themselves."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from fairward.access.requests import actor_of, requires
from fairward.documents.downloads import as_download
from fairward.exchange.following.file_actions import HandedOver, fetch_notice, hand_over, make_notice_again
from fairward.exchange.following.forms import WordingForm
from fairward.exchange.following.notice_package import wordings_of
from fairward.exchange.following.notice_queries import materials_for
from fairward.exchange.following.queries import FollowedLine, followed_for
from fairward.exchange.following.views import WHY, page

SEND = "exchange:package:send"


@require_POST
@requires(SEND, unlocked=True)
def hand(request: HttpRequest, followed_id: UUID) -> HttpResponse:
    """Make what waits into encrypted files; their words are shown now or never. "look" draws the page again."""
    actor = actor_of(request)
    line = followed_for(actor, followed_id, WHY)
    wanted = [one for each in materials_for(actor, line, WHY) for one in wordings_of(each)]
    form = WordingForm(request.POST, wanted=wanted)
    if not form.is_valid() or "look" in request.POST:
        return page(request, line, wording=form)
    return _words(request, line, hand_over(by=actor, followed_id=followed_id, wordings=form.wordings()))


@require_POST
@requires(SEND, unlocked=True)
def fetch(request: HttpRequest, followed_id: UUID, notice_id: UUID) -> HttpResponse:
    """The encrypted file, once."""
    content = fetch_notice(by=actor_of(request), followed_id=followed_id, notice_id=notice_id)
    name = f"notice-{str(notice_id)[-12:]}.zip.age"
    return as_download(name=name, mime="application/octet-stream", content=content)


@require_POST
@requires(SEND, unlocked=True)
def again(request: HttpRequest, followed_id: UUID, notice_id: UUID) -> HttpResponse:
    """The encrypted file once more; its new words are shown now or never."""
    actor = actor_of(request)
    line = followed_for(actor, followed_id, WHY)
    wanted = [
        one for each in materials_for(actor, line, WHY, line.said_in(notice_id)) for one in wordings_of(each)
    ]
    form = WordingForm(request.POST, prefix=str(notice_id), wanted=wanted)
    if not form.is_valid():
        return page(request, line, again_form={notice_id: form})
    made = make_notice_again(by=actor, followed_id=followed_id, notice_id=notice_id, wordings=form.wordings())
    return _words(request, line, [made])


def _words(request: HttpRequest, line: FollowedLine, made: Sequence[HandedOver]) -> HttpResponse:
    """The only page that ever shows the words."""
    shown = [(one.notice_id, one.passphrase.split()) for one in made]
    response = render(request, "following/words.html", {"line": line, "made": shown})
    response["Cache-Control"] = "no-store, private"
    return response
