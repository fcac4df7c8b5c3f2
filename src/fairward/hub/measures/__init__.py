"""Whether a hub works and is fair, in counts with small ones hidden. It may not show, score or rank anybody."""
