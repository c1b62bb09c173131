"""The people who asked for the letter: where their list is kept, what they chose, and that they can leave."""
