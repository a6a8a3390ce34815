"""A real forest of an invented company, with a past, made with Samba."""
