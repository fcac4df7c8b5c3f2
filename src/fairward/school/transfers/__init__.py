"""A child moves to another school: their files are sent on in time, or somebody says why not; who took them over is shown.

It may not build a package or send one: it begins drafts in `exchange.choosing` and follows what becomes of them.
"""
