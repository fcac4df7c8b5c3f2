"""Professional disagreement with a hub, and strategy discussions as records. It may not rate or decide a case."""
