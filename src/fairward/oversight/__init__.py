"""The log for people: who looked at what, and why. It may not show what anybody read."""
