"""The hub: from a contact to a decision, asking each agency only what helps. It may not know a school or an agency's side."""
