"""Who runs in the bench: one module for each, and its site without texts in the folder of its name in sites/."""
