"""The shell around every page: base layout, home, error pages, health, middleware. It may not know a slice."""
