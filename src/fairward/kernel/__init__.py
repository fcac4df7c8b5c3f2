"""The words every room uses. It may use nothing but the standard library."""
