"""Posts to the networks whose servers can be spoken to: each once, from the files that were built and read."""
