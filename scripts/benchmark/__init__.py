"""What the bench is made of: corpora, contenders, scenarios, and what becomes of their figures."""
