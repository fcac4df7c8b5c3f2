"""What came back for a case, side by side, and what somebody makes of it. It may not hold an item that no agency sent."""
