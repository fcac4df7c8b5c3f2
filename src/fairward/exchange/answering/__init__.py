"""What a question to an agency and its answer are made of, for both sides: neither side knows the other.

    asking      a question set: who asks what about whom, and how it stands in a package
    items       what an agency answers, item by item, typed and labelled
    looking     warnings before an answer goes, and what is missing in it
    returning   the answer as a package, and read back from one
    crossing    sealing, sending and opening for whoever acts
    at_once     the answers that are made in one step

It may not keep anything: the hub and the agency have tables of their own.
"""
