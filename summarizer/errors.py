"""The errors a caller may meet, each with the exit code the command ends with.

SummarizerError
├── UsageError                2  wrong use, or input that cannot be read
│   ├── SettingsError            a setting that is not valid
│   ├── UnknownPaper             a paper that is not in the library
│   ├── InputError               a file or standard input that cannot be read
│   │   └── NoPapers                 one that was read, and holds none
│   ├── PluginFailed             a variant of another package that does not work
│   ├── VocabularyError          a topic vocabulary that is not valid
│   ├── InterestsError           a file of interests that is not valid
│   └── OutputError              a result that cannot be written
│       └── NotKept                 an answer that was paid for and that no disk takes
├── NothingListed             3  the day has no papers: weekend, holiday, not open yet
├── NotEnded                  3  a batch is still in the works
├── ServiceError              4  a source or a model's server
│   ├── Unreachable              no answer, or a broken one
│   │   ├── BadAnswer               an answer, but none that can be used
│   │   ├── NotRunning              nothing listens at the address
│   │   └── Unconfirmed             sent, and nobody knows whether it was taken
│   └── Refused                  an answer that says no: limits, keys, quota
│       ├── TooMany                 for now: it allows no more requests
│       ├── MissingKey              no key to ask with: nothing was sent
│       └── BudgetSpent             the next request could exceed the budget
└── NotAnnotated              1  one paper got no annotation: it is listed as skipped
    └── TooLong                  what is asked is more than the model holds
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from summarizer.papers.records import Digest, Report


class SummarizerError(Exception):
    """Anything that ends a run; the message is one line that says what to do."""

    exit_code = 1


class UsageError(SummarizerError):
    """The command or its input is wrong."""

    exit_code = 2


class SettingsError(UsageError):
    """A setting, wherever it came from, is not valid."""


class UnknownPaper(UsageError):
    """An id under which nothing is stored."""


class InputError(UsageError):
    """An input cannot be read as papers."""


class NoPapers(InputError):
    """Nothing of an input is a paper: `report` lists every place in it, and why.

    `digest` is what a run would have shown, where it was asked for one.
    """

    digest: Digest | None = None

    def __init__(self, message: str, report: Report) -> None:
        """The message names the first place."""
        super().__init__(message)
        self.report = report


class PluginFailed(UsageError):
    """A source, engine or renderer of another package went wrong; the message names both."""


class VocabularyError(UsageError):
    """A topic vocabulary is not valid; the message names file and line."""


class InterestsError(UsageError):
    """A file of interests is not valid; the message names file and line."""


class OutputError(UsageError):
    """A result cannot be written where it was asked for."""


class NotKept(OutputError):
    """An answer that was paid for cannot be kept: nothing more is asked.

    `digest` is what was made of the papers all the same, where there is any.
    """

    digest: Digest | None = None


class NothingListed(SummarizerError):
    """The source lists nothing for the day asked for."""

    exit_code = 3


class NotEnded(SummarizerError):
    """A batch that was asked for is still in the works."""

    exit_code = 3


class ServiceError(SummarizerError):
    """A source or a server did not give what was asked.

    `digest` is what was made of the papers all the same, where there is any.
    """

    exit_code = 4
    digest: Digest | None = None


class Unreachable(ServiceError):
    """No usable answer: no network, a stall, a cut or a nonsense answer."""


class BadAnswer(Unreachable):
    """The server answered, but nothing that can be used: its own trouble, or nonsense."""


class NotRunning(Unreachable):
    """Nothing listens at the address: the server was not started, or the address is wrong."""


class Unconfirmed(Unreachable):
    """What was sent may have been taken, or not: the connection broke before the answer."""


class Refused(ServiceError):
    """The server answered, and said no."""


class TooMany(Refused):
    """The server allows no more requests for now."""


class MissingKey(Refused):
    """There is no key for the server; the message names the variable to set."""


class BudgetSpent(Refused):
    """The reader's budget ends the run."""


class NotAnnotated(SummarizerError):
    """One paper got no annotation; the message is the reason its reader is shown."""


class TooLong(NotAnnotated):
    """What is asked is more than the model holds, or its server takes in one request."""
