"""An agency: it answers a hub's questions with the least that helps. It may not know a hub or a school."""
