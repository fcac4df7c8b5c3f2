"""Files, entries, statements and annotations: the only room that writes and reads content. It may not know who reports or decides."""
