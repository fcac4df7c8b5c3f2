"""The open format in which something crosses a boundary: docs/reference/disclosure-format.md describes it for others.

    limits, refusals, canonical, shapes   bounds; why a package is refused; bytes and JSON; reading of untrusted values
    contents, checking                    what a package holds; what must be true of it
    making, views, words                  from rendered entries; filtered for an audience; as page, PDF and JSON
    envelope, sealing                     the outside of a sealed package; build, seal, open_and_check
    for_others                            an encrypted file for a recipient without Fairward

It may not touch a row, open a file of a child, or decide what is told: its callers do, and hand in what they opened.
"""
