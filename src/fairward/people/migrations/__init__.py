"""Shape of the tables, step by step. It may not move content."""
