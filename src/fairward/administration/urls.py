"""Addresses of the administrator's pages."""

from __future__ import annotations

from django.urls import path

from fairward.administration import term_views, views

app_name = "administration"
urlpatterns = [
    path("organisation/people/", views.people, name="people"),
    path("organisation/people/add/", views.add, name="add"),
    path("organisation/people/<uuid:membership_id>/", views.person, name="person"),
    path("organisation/people/<uuid:membership_id>/code/", views.code, name="code"),
    path("organisation/people/<uuid:membership_id>/role/", views.role, name="role"),
    path("organisation/people/<uuid:membership_id>/end/", views.end, name="end"),
    path("organisation/settings/", views.settings, name="settings"),
    path("organisation/term-dates/", term_views.term_dates, name="term_dates"),
    path("organisation/term-dates/year/", term_views.term_year, name="term_year"),
    path("organisation/term-dates/file/", term_views.term_file, name="term_file"),
    path("organisation/term-dates/confirm/", term_views.term_confirm, name="term_confirm"),
    path("organisation/settings/saved/", views.settings_saved, name="settings_saved"),
]
