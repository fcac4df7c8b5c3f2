"""Questions that a hub asks the school about a child, and what is answered: that nothing is relevant, or from the file by choice.

It may not keep a word of a question; what goes from a file goes by the one path of every sending.
"""
