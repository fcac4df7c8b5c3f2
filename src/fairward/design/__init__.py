"""How pages look: GOV.UK fields and components as Jinja macros. It may not know a word of the domain but the bases."""
