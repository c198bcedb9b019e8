"""Who may do what at the broker and in the database: a user for each service, with the least rights that work.

Nothing but the operator may declare what lasts, read what is not its own, or send what is another's to say.
"""
