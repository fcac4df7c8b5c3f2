"""Files that people attach, made safe and sealed, and PDFs that we make. It may not know a subject or a person."""
