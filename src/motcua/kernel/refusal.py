"""A refusal by a rule: expected, explained, shown to the user as it is."""


class Refusal(Exception):  # noqa: N818 - it is no error: the rule did its work
    """Say in one Vietnamese sentence why a rule does not allow what was asked.

    `str(refusal)` is that sentence: the command line prints it and ends with status 1, pages show it. Subclasses
    build the sentence themselves from the facts they are given and keep those facts as attributes.
    """
