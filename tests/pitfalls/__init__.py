"""Every pitfall of stock nameko, RabbitMQ and MongoDB that was measured before this suite was built: it happens to a service
of stock nameko 2.14.1, which shows that the test can fail, and does not happen to one with the suite's frame.

A *scenario* is played by both sides, each a process of its own (``programs/``), against a real broker and a real database;
the scenarios of a module run side by side. Numbers (§2 c, no. 6) are those of the measurements in docs/pitfalls.md.
"""
