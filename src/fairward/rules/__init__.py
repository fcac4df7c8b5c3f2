"""The law and our own rules for England as dated data, with calendars, clocks and hints that read it.

Pure: it imports the standard library and `holidays`, knows no database and no person, and may not decide
anything.
"""
