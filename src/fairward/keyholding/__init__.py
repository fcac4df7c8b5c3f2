"""The pages of the keys: unlocking, the passphrase, who holds which ring, the sheet in the safe. It opens no record."""
