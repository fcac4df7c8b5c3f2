"""Families of a hub: who was let in to which case, and what each was shown of it. It may not show anything by a timer."""
