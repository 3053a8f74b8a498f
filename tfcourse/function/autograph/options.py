"""What is converted and how: features, options of one conversion, whether it is on at all."""

import ast
import contextlib
import enum
import threading
from dataclasses import dataclass

from tfcourse.core.export import export


@export("autograph.experimental.Feature")
class Feature(enum.Enum):
    """Conversions that are off unless asked for.

    Attributes:
      ALL: All of them.
      AUTO_CONTROL_DEPS: Accepted; side effects are always in program order.
      ASSERT_STATEMENTS: `assert` on a tensor becomes an operation.
      BUILTIN_FUNCTIONS: Accepted; builtins over tensors are always converted, `print` never.
      EQUALITY_OPERATORS: `==` and `!=` become `tf.equal` and its negation.
      LISTS: `x[i] = v` and `append`, `pop` on tensors become operations.
      NAME_SCOPES: Accepted; names do not change.

    Source: `tf.autograph.experimental.Feature`.
    """

    ALL = "ALL"
    AUTO_CONTROL_DEPS = "AUTO_CONTROL_DEPS"
    ASSERT_STATEMENTS = "ASSERT_STATEMENTS"
    BUILTIN_FUNCTIONS = "BUILTIN_FUNCTIONS"
    EQUALITY_OPERATORS = "EQUALITY_OPERATORS"
    LISTS = "LISTS"
    NAME_SCOPES = "NAME_SCOPES"

    @classmethod
    def all(cls):
        """Returns a tuple of all features."""
        return tuple(cls)

    @classmethod
    def all_but(cls, exclude):
        """Returns a tuple of all features but some.

        Args:
          exclude: A feature, or a sequence of them.
        """
        left_out = exclude if isinstance(exclude, list | tuple | set) else (exclude,)
        return tuple(item for item in cls if item is not cls.ALL and item not in left_out)

    def __str__(self):
        return f"Feature.{self.name}"


def features_of(features) -> frozenset:
    """Returns features as a set: of None, one feature, or several."""
    if features is None:
        return frozenset()
    return frozenset((features,) if isinstance(features, Feature) else features)


@dataclass(frozen=True)
class ConversionOptions:
    """How one function is converted. The converter and generated code read it.

    Attributes:
      recursive: Whether functions that it calls are converted too.
      user_requested: Whether the user asked for this very function: library code is converted
        only then.
      internal_convert_user_code: Whether user code is converted at all.
      optional_features: A set of `Feature`.
    """

    recursive: bool = False
    user_requested: bool = False
    internal_convert_user_code: bool = True
    optional_features: frozenset = frozenset()

    def __post_init__(self):
        object.__setattr__(self, "optional_features", features_of(self.optional_features))

    def uses(self, feature) -> bool:
        """Says whether a feature is asked for; the converter asks with features of its own."""
        return any(item.name in ("ALL", feature.name) for item in self.optional_features)

    def call_options(self) -> "ConversionOptions":
        """Returns the options for functions that the function calls."""
        return ConversionOptions(self.recursive, False, self.recursive, self.optional_features)

    def to_ast(self) -> ast.expr:
        """Returns the expression that makes these options in generated code."""
        if self == STANDARD:
            return ast.parse("ag__.STD", mode="eval").body
        names = sorted(item.name for item in self.optional_features)
        features = ", ".join(f"ag__.Feature.{name}" for name in names)
        return ast.parse(
            f"ag__.ConversionOptions(recursive={self.recursive}, "
            f"user_requested={self.user_requested}, optional_features=({features}), "
            f"internal_convert_user_code={self.internal_convert_user_code})",
            mode="eval",
        ).body


STANDARD = ConversionOptions(recursive=True)


class _Status(threading.local):
    # None until a traced function says whether its author wants conversion.
    is_enabled: bool | None = None


_status = _Status()


def is_disabled() -> bool:
    """Says whether conversion is off here."""
    return _status.is_enabled is False


@contextlib.contextmanager
def conversion(is_enabled: bool):
    """Turns conversion on or off while a block runs."""
    before = _status.is_enabled
    _status.is_enabled = is_enabled
    try:
        yield
    finally:
        _status.is_enabled = before
