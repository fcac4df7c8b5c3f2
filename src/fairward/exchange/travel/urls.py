"""Addresses of partners, of what is on its way and has arrived, and of the door."""

from __future__ import annotations

from django.urls import path

from fairward.exchange.travel import door_views, partner_views, travel_views

app_name = "travel"
urlpatterns = [
    path("exchange/in/", door_views.enter, name="in"),
    path("exchange/receipts/", door_views.hear, name="receipts"),
    path("exchange/partners/", partner_views.all_partners, name="partners"),
    path("exchange/partners/add/", partner_views.add, name="add"),
    path("exchange/partners/add/<uuid:other_id>/", partner_views.add_here, name="add_here"),
    path("exchange/partners/<uuid:partner_id>/", partner_views.one, name="partner"),
    path("exchange/partners/<uuid:partner_id>/withdraw/", partner_views.withdraw, name="withdraw"),
    path("exchange/card/", partner_views.card, name="card"),
    path("exchange/card/make/", partner_views.make, name="make_card"),
    path("exchange/card/file/", partner_views.card_file, name="card_file"),
    path("exchange/sent/", travel_views.sent, name="sent"),
    path("exchange/sent/<uuid:sending_id>/", travel_views.one_sent, name="one_sent"),
    path("exchange/sent/<uuid:sending_id>/retry/", travel_views.retry, name="retry"),
    path("exchange/sent/<uuid:sending_id>/stop/", travel_views.stop, name="stop"),
    path("exchange/arrived/", travel_views.arrived, name="arrived"),
]
