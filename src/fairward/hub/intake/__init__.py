"""Contacts of a hub: taken in, triaged, rated, on the board of the shift. It may not ask an agency or decide a case."""
