"""What the bench makes of letters instead of sites: set, signed for many readers, handed over to a mail server."""
