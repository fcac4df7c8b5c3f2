"""The log that cannot be edited quietly: opaque ids and salted commitments. It may not hold a name or any content."""
