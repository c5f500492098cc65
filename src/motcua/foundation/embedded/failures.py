"""What goes wrong with the database, as one sentence for the person at the screen."""

from motcua.kernel.refusal import Refusal


class DatabaseUnavailable(Refusal):
    """The database cannot be started or reached now; str() says why and what to do."""
