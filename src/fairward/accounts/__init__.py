"""Signing in: who somebody is. It may not decide what they may do or read."""
