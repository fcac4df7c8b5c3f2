"""What a family member or young person sees and does, on a phone and in plain words.

It may not read a file: only what was sealed for its reader. It may not decide what that is, nor filter somebody else's truth.
"""
