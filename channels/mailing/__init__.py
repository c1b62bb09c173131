"""The post: takes a letter as it was built to each reader of its list, once, and knows of each what became of it."""
