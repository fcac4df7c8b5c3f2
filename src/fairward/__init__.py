"""Fairward: the safeguarding record for schools and the multi-agency hub."""
