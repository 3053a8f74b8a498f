"""Exception classes of AutoGraph, named as TensorFlow's."""


class PyCTError(Exception):
    """Something went wrong while source code was converted, or while converted code ran."""


class AutoGraphError(PyCTError):
    """Base class of AutoGraph's exceptions."""


class ConversionError(AutoGraphError):
    """Source code could not be converted."""


class StagingError(AutoGraphError):
    """User code raised an exception whose class cannot be made from a message alone."""
