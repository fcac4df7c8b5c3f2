"""The only room that knows every other: settings, addresses, menus, jobs, the command."""
