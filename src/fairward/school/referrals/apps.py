"""Registers the room with Django. It may not do anything else."""

from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    """Referrals and what becomes of them."""

    name = "fairward.school.referrals"
    label = "referrals"
