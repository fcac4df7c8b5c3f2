"""What crosses between organisations in a scenario: who refers, what agencies answer, who may see it. It writes no row itself."""
