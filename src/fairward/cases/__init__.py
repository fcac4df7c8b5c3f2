"""Rights cases: requests, corrections, objections, complaints, breaches, each with a clock and an officer's desk.

It may not read a file of a child except inside such a case, with a key granted for it.
"""
