"""House rules in Vale's rule format: read from editorial/styles, run over the blocks of a text."""
