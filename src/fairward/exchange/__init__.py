"""What was told outside the organisation: to whom, what of, on which basis, and what became of it.

`package` is the format in which it travels. It may not send anything by itself yet: people tell, and record here that they did.
"""
