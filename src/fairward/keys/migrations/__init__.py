"""Changes of the keyring's tables, one after the other."""
