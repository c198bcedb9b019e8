"""Backups: everything that is stored as one archive, and the way back, for the whole suite or one service.

``archive`` and ``sealing`` are the file, ``copying`` writes it, ``checking`` reads it without any database, ``restoring``
puts it back, ``reconciling`` makes good that others have seen more than what was put back, ``replaying`` brings events again.
"""
