"""The administrator's pages: people, their roles and codes, the organisation's settings. It may not know any record."""
