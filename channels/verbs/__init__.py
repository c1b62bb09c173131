"""The verbs of the command `ligne`, a module each: what one may be asked, and who answers."""
