"""Term dates out of a file: iCalendar, JSON or a table. Pure: it may not query, write or know who asks."""
