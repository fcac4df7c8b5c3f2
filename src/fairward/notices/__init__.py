"""Mail that says there is something to read, and nothing else. It may not know what, about whom, or by whom."""
