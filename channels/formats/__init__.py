"""How findings are said: one module a format, each of which gives a text and prints nothing."""
