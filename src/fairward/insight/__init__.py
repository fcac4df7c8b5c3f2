"""Whether it works and is fair, in counts: over-recording, holding back, delay. It may not show or rank a child."""
