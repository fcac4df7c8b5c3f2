"""The gate, the agreements, the questions to agencies and what they answered. It may not know how an agency answers."""
