"""What is to be posted by another tool: tables to import for what is to come, and an archive of each campaign."""
