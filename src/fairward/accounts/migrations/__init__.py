"""How the tables of this room came to be. It may not import actions."""
