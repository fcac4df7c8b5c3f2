"""Why something is kept, until when, and how it goes: schedule, review, holds, destruction, certificates.

It may not read content by itself: people open what they decide about, and keys are destroyed without being opened.
"""
