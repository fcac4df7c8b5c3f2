"""What leaves, chosen: a draft of one file, passage by passage, tested, read through, agreed and sent.

It may not let anything out by another way than `travel`, an encrypted file or paper, each recorded as a disclosure.
"""
