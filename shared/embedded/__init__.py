"""Starts a private RabbitMQ and MongoDB for one machine, and supervises the services that use them.

`Stack` gives a broker and a database with data in one folder; `Supervisor` keeps the services running.
Everything started here listens on 127.0.0.1 only, has a random password, and dies with its starter,
even when that is killed with SIGKILL. Linux only.
"""
