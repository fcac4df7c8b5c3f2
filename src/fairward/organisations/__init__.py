"""Who keeps records here and who works for them in which role. It may not know accounts, pages or records."""
