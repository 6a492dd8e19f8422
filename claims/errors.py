"""What can go wrong, each with a message that says what to do about it."""

from __future__ import annotations


class ClaimsError(Exception):
    """Base of every error a person may see; its text says what happened and what to do."""


class ReadingError(ClaimsError):
    """An input could not be read as an article."""


class TooLarge(ReadingError):
    """An input is above the size cap."""


class StoreError(ClaimsError):
    """The store could not be opened, read or written."""


class NotFound(ClaimsError):
    """An id or prefix names nothing in the store, or more than one thing."""


class IllegalTransition(ClaimsError):
    """A decision that the transition table does not allow; nothing was changed."""


class StaleDecision(IllegalTransition):
    """Somebody decided on the same thing since it was shown; nothing was changed."""


class FilterError(ClaimsError):
    """A filter could not be understood."""


class ConfigError(ClaimsError):
    """The user's configuration file could not be used."""


class ExportRefused(ClaimsError):
    """What was asked for is not fit to leave."""


class GoldError(ClaimsError):
    """A gold corpus could not be read or does not fit its predictions."""


class ImportRefused(ClaimsError):
    """A file from another workbench could not be read, or is not what it says."""
