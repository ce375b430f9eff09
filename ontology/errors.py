"""Every error Kerege raises for its user, as one tree.

    KeregeError
    ├── LoadError               an input cannot be loaded
    │   ├── MalformedArticle    a file is no article that can be read
    │   └── NoArticle           an input is in order, but holds no article: another language, a picture, a list
    ├── ReaderError             a reader cannot be used
    │   └── UnknownReader       no reader of that name is installed
    ├── BadChoice               a format, kind, relation or part is asked for that there is not
    ├── ReferenceDataError      the reference data contradict themselves
    ├── RuleError               a reading rule is not well-formed
    ├── FactsError              facts in a file are missing, or not well-formed
    ├── CorrectionError         a correction is not well-formed
    ├── WatchError              a list of watched questions, or what is known of their answers, is not well-formed
    ├── ReasonerError           the OWL reasoner cannot be run, or fails
    ├── QueryError              a question cannot be asked
    │   ├── UnknownQuery        no stored query has that name
    │   ├── BadParameter        a parameter is missing, unknown or of the wrong type
    │   ├── UnknownName         the graph knows no such name
    │   ├── BadSparql           the query is not valid, or not allowed
    │   ├── QueryTimeout        the query ran longer than it may
    │   ├── QueryTooLarge       the query needed more memory, or has a larger answer, than it may
    │   └── QueryRefused        too many queries wait already
    ├── ServiceError            the service cannot be started
    └── StoreError              the store cannot be opened, read or written
        └── NothingPublished    the store has no publication to read yet

Library code raises these, never prints and never exits. Messages are whole sentences that say what to do.
"""


class KeregeError(Exception):
    """Base of all errors meant for the user; ``str(error)`` is a sentence to show."""


class LoadError(KeregeError):
    """An input cannot be loaded."""


class MalformedArticle(LoadError):
    """A file is no article that can be read."""


class NoArticle(LoadError):
    """An input is in order, but there is no article in it to read: another language, a picture, a price list."""


class ReaderError(KeregeError):
    """A reader cannot be used, for any article: it is set up wrongly, or what it needs is not there."""


class UnknownReader(ReaderError):
    """No reader of that name is installed."""


class BadChoice(KeregeError):
    """A format, a kind, a relation or a part is asked for that there is not."""


class ReferenceDataError(KeregeError):
    """The reference data contradict themselves."""


class RuleError(KeregeError):
    """A reading rule is not well-formed."""


class FactsError(KeregeError):
    """Facts in a file are missing, or not well-formed."""


class CorrectionError(KeregeError):
    """A correction is not well-formed, or does not say who corrects what, and why."""


class WatchError(KeregeError):
    """A list of watched questions, or what is known of their answers, is not well-formed or in use."""


class ReasonerError(KeregeError):
    """The OWL reasoner cannot be run, or fails."""


class QueryError(KeregeError):
    """A question cannot be asked."""


class UnknownQuery(QueryError):
    """No stored query has that name."""


class BadParameter(QueryError):
    """A parameter is missing, unknown or of the wrong type."""


class UnknownName(QueryError):
    """The graph knows no such name."""


class BadSparql(QueryError):
    """A query is not valid SPARQL, or asks for what is refused."""


class QueryTimeout(QueryError):
    """A query ran longer than it may."""


class QueryTooLarge(QueryError):
    """A query needed more memory, or has a larger answer, than it may."""


class QueryRefused(QueryError):
    """Too many queries wait already; asked again later, it is answered."""


class ServiceError(KeregeError):
    """The service cannot be started: a port that is taken, settings that contradict each other."""


class StoreError(KeregeError):
    """The store cannot be opened, read or written."""


class NothingPublished(StoreError):
    """The store has no publication to read yet."""
