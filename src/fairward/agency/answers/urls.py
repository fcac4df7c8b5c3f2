"""Addresses of the questions that came to an agency, and of its answers."""

from __future__ import annotations

from django.urls import path

from fairward.agency.answers import consultation_views, question_views, reply_views, told_views, wrong_views

app_name = "answers"
_ONE = "questions/<uuid:question_id>/"
urlpatterns = [
    path("questions/", question_views.questions, name="questions"),
    path("questions/answered/", question_views.answered, name="answered"),
    path("questions/told/", told_views.told, name="told"),
    path("questions/told/<uuid:arrival_id>/", told_views.one, name="told_one"),
    path("questions/told/<uuid:arrival_id>/disagree/", told_views.disagree, name="disagree"),
    path("questions/told/<uuid:arrival_id>/noted/", told_views.noted, name="noted"),
    path("questions/open/", question_views.open_new, name="open"),
    path("questions/wrong/<uuid:wrong_id>/", wrong_views.wrong, name="wrong"),
    path(_ONE, question_views.question, name="question"),
    path(f"{_ONE}nothing/", question_views.nothing, name="nothing"),
    path(f"{_ONE}decline/", question_views.decline, name="decline"),
    path(f"{_ONE}known/", reply_views.known, name="known"),
    path(f"{_ONE}item/", reply_views.new_item, name="new_item"),
    path(f"{_ONE}item/<uuid:item_id>/", reply_views.item, name="item"),
    path(f"{_ONE}item/<uuid:item_id>/out/", reply_views.out, name="out"),
    path(f"{_ONE}check/", reply_views.check, name="check"),
    path(f"{_ONE}agree/", reply_views.agree, name="agree"),
    path(f"{_ONE}right/<uuid:item_id>/", reply_views.put_right, name="put_right"),
    path(f"{_ONE}consultation/", consultation_views.consultation, name="consultation"),
    path(f"{_ONE}sent/", reply_views.sent, name="sent"),
]
