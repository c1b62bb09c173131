"""The blog: our own page loop on Pelican's settings, content objects, paginator and feed writer."""
