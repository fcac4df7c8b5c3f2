"""Questions that came from hubs, and what is answered to them. It may not keep anything where nothing was relevant."""
