"""The ledger: what was claimed, what became of it, and what nobody knows; in a git ref, SQLite or PostgreSQL."""
