"""Search across the files that the searcher's rings open. Words are posted, never in an address."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from fairward.access.requests import actor_of, requires
from fairward.files.search_queries import search_for
from fairward.kernel.denied import Denied
from fairward.school.chronology.forms import SearchForm
from fairward.school.chronology.presenters import found_words


@requires("school:file:search", unlocked=True)
def search(request: HttpRequest) -> HttpResponse:
    """All words, in the files of the purposes that the person reads; what could not be searched is said."""
    form = SearchForm(request.POST or None)
    context: dict[str, Any] = {"form": form, "result": None, "rows": []}
    if request.method == "POST" and form.is_valid():
        try:
            result = search_for(actor_of(request), form.cleaned_data["text"], "searching")
        except Denied as denied:
            if denied.code != "nothing_to_search":
                raise
            form.add_error("text", denied.sentence)
        else:
            context |= {"result": result, "rows": found_words(result, timezone.localdate())}
    return render(request, "chronology/search.html", context)
