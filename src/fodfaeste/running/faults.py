"""Why the site, or a backup of it, cannot be run, made or restored. No Django in here."""


class CannotRun(Exception):
    """The text says what is wrong and what to do. ``status``: what a command ends with."""

    status = 1


class OtherKeys(CannotRun):
    """The site's keys are not those that its personal text was written with."""


class Unfit(CannotRun):
    """A backup and this place do not go together.

    ``status`` 2: the file or its key is not what it must be; 1: the place is not ready for it.
    """

    status = 2


class WrongKey(Unfit):
    """The key is not the one that the backup was sealed with."""


class Damaged(Unfit):
    """Something in the file is not what was written."""


class CutOff(Damaged):
    """The end of the file is missing."""


class NoBackup(Unfit):
    """The file is something else."""


class OtherVersion(Unfit):
    """The backup holds other tables than this version of Fodfæste."""


class OtherWorld(Unfit):
    """Made-up people into a real site, or the other way."""

    status = 1


class NotEmpty(Unfit):
    """There is something in the database already."""

    status = 1


class NoKey(Unfit):
    """``FODFAESTE_BACKUP_KEY`` is not set."""

    status = 1


class Differs(Unfit):
    """What lies in the database after restoring is not what the backup held."""

    status = 1
