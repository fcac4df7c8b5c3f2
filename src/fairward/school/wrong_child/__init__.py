"""One action that puts right what was recorded with the wrong child, everywhere."""
