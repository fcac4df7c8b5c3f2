"""The child's page, the chronology, one entry, search and print. It may not write content except through `files`."""
