"""The subscription service: pages by which people subscribe, confirm, choose, leave, and see or erase what is known."""
