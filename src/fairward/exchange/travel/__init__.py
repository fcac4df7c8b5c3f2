"""How sealed packages travel: cards of partners, outbox, inbox, receipts, heads that partners keep for each other.

It may not open a package, nor know what is in one.
"""
