"""What the police tell a school's lead after they attended (Operation Encompass). It may not tell a family."""
