"""Delivery: what is due, what may leave, and the acts that put it online, each claimed before and settled after."""
