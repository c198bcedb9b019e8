"""Chaos: a mixed load through the gateways while things are killed, cut, paused and blocked, by seed; then a check.

``make chaos SEED=7`` reproduces one run. The checker reads the client's own journal, the databases and the stream of
events, and imports nothing of the suite; see ``docs/reliability.md``.
"""
