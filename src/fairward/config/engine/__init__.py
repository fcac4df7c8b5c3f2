"""Django's PostgreSQL engine with one difference, see base. It may not change a statement."""
