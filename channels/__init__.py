"""The channels of Ligne: render what the editorial side decided, write it, and deliver it."""
