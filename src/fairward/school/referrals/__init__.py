"""Referrals to a hub or to social care: begun from the file, telephoned first in danger, followed until there is a decision.

It may not build or send a package: it prepares a draft (`exchange.choosing`), and sees there what became of it.
"""
