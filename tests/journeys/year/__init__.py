"""A simulated year of the whole suite, and an oracle of its own that says what must have happened."""
