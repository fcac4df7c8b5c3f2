"""Who can decrypt what: keys of people, rings, files and records. It may not know what the records say."""
