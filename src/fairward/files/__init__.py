"""Files, entries, statements, annotations: the only room that reads and writes content.

It may not know who reports or decides.
"""
