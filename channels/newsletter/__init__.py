"""The newsletter: each edition as a mail, a text one enjoys reading, a page of the site, and what delivery needs."""
