"""Requests to see what is recorded: noted, searched, gone through passage by passage, answered.

It may not let anybody read a file beyond the case and the day for which a lead opened it.
"""
