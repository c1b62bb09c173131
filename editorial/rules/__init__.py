"""What a text is judged by: one file per kind of rule, and the registry that lists them."""
