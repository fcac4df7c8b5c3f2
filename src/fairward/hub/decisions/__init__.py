"""What a hub decides, who is told what of it, and what goes afterwards. It may not decide by itself, nor tell by a timer."""
