"""What is wrong with a backup or its way back."""


class BackupError(Exception):
    """One sentence for the operator that says what is wrong and what to do."""
