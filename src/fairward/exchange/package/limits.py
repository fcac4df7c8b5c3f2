"""How large a package and its parts may be. Every bound is checked before what it bounds is decoded or opened.

It may hold nothing but numbers and why they are what they are.
"""

from __future__ import annotations

MIB = 1024 * 1024

# A sealed package is opened in memory, five times over for a moment (as it came, sealed content, its body, content, files):
# 64 MiB lets a receiver with 512 MiB open one.
MOST_BYTES = 64 * MIB
# The document without files: 2,000 passages of a page each come to about 6 MiB.
MOST_DOCUMENT = 8 * MIB
# What JSON may be made of before it is read: each mark of structure becomes an object of up to 100 bytes in memory.
MOST_MARKS = 400_000
# Passages lie six deep. Readers of JSON run out of stack at about a thousand.
MOST_DEPTH = 16
# A file of 15 years in one school; larger ones go in two packages.
MOST_PASSAGES = 2_000
# Everything that people may attach to one claim; a claim answered 200 times is talked about in another way.
MOST_ATTACHED = 200
# Each organisation a passage went through; more than 20 handings-on is a loop.
MOST_LINKS = 20
MOST_FILES = 200
# As for everything that is uploaded (documents.refusals).
MOST_FILE_BYTES = 10 * MIB
# The PDF of all passages and the pictures in it may be larger than one upload.
MOST_PDF_BYTES = 32 * MIB
MOST_LISTED = 200  # tests, left out, asked, form fields, changes of a notice, people
MOST_SHORT_LIST = 50  # body marks, people a claim is about, what an opinion rests on

# Letters. What people write at length: what an entry may hold (files.policies.MOST_TEXT, seven pages), and a fifth more,
# because a name that is replaced may become longer.
LONG = 24_000
# Reasons, summaries and the like: half a page.
MIDDLE = 2_000
# Names, places, sources, words of a list: the longest of our own fields has 300.
SHORT = 400
# A value of a form: facts such as an address. What tells of the child is a passage, with its basis and context.
FORM_VALUE = 500
CODE = 40
# A signed note of a log, with signatures of witnesses under it.
CHECKPOINT = 4_000
