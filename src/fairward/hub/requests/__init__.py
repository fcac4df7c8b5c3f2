"""Requests to see what a hub holds: found in its cases, originators consulted, decided passage by passage, answered."""
