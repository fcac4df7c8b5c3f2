"""An agency's own side: what it answers a hub and what it tells a school. It may not know a hub's or a school's rooms."""
