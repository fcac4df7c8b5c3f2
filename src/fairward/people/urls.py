"""Addresses of the roster import and of the roll."""

from django.urls import path

from fairward.people import roll_views, roster_views

app_name = "people"
urlpatterns = [
    path("roster/", roster_views.roster, name="roster"),
    path("roster/upload/", roster_views.upload, name="upload"),
    path("roster/imports/<uuid:import_id>/", roster_views.preview, name="preview"),
    path("roster/imports/<uuid:import_id>/confirm/", roster_views.confirm, name="confirm"),
    path("roster/imports/<uuid:import_id>/discard/", roster_views.discard, name="discard"),
    path("roster/imports/<uuid:import_id>/done/", roster_views.done, name="done"),
    path("roster/children/", roll_views.children, name="children"),
    path("roster/children/<uuid:child_id>/", roll_views.child, name="child"),
    path("roster/children/<uuid:child_id>/correct/", roll_views.correct, name="correct"),
    path("roster/children/<uuid:child_id>/adults/add/", roll_views.add_adult, name="add_adult"),
    path(
        "roster/children/<uuid:child_id>/adults/<uuid:relationship_id>/",
        roll_views.relationship,
        name="relationship",
    ),
    path("roster/children/<uuid:child_id>/adults/<uuid:relationship_id>/join/", roll_views.join, name="join"),
]
