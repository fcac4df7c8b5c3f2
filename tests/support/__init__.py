"""What the tests stand on: databases, a served Fairward, a browser. It may not know a subject."""
