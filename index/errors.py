"""The one error that a person is meant to read."""


class DatelineError(Exception):
    """A mistake or a limit that a person can do something about.

    The message is one line: what is wrong, where, and what to do. Command lines print it on stderr
    and exit with 2; the page shows it. Anything else that is raised is a bug and keeps its traceback.
    """
