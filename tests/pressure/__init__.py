"""What happens when too much comes at once, when somebody is slow, and when parts stop, start and change their version."""
