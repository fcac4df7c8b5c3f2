"""What each member of the family may see, and what they ask for. It may not hold content."""
