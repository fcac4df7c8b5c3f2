"""What other organisations sent: opened by a lead, kept apart until a person has decided what of it enters which file.

It may not take anything into a file by itself, merge two children, or keep anything of what is refused but the refusal.
"""
