"""What was told is followed: corrections and recalls reach everybody outside who was told, and come in from others.

It sends nothing by a timer, and keeps no word of what changed: a notice is written in somebody's unlocked session.
"""
