"""The social networks as channels: what each counts and shows, a post for each edition, and its crops."""
