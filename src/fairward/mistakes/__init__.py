"""What was recorded about the wrong person: how it goes from everywhere, what proof stays, what the family reads about it.

It may not know where it belongs instead: nothing here connects one child with another.
"""
