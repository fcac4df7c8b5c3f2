"""Accounts of family members and young people: who was let in to which child's record, by whom, and since when.

It may not hold content, nor decide what of a record somebody is shown: `rights` does.
"""
