"""How sealed packages travel: cards of partners, outbox, inbox, receipts, heads that partners keep for each other.

It may not know what is in a package; `opening_queries` opens one for the room that acts on it.
"""
