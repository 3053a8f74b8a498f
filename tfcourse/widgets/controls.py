"""What a live picture can be steered by: plain data that the front end makes inputs from."""

import dataclasses
import math


@dataclasses.dataclass(frozen=True)
class Slider:
    """A number between two others.

    Attributes:
      name: What the value is called in `LiveView.values`.
      label: What a reader sees.
      low: The least value.
      high: The largest value.
      value: The value to begin with.
      step: Between two neighbouring values; of a logarithmic slider, between their logarithms.
      is_log: Whether equal moves are equal ratios; `low` is above 0 then.
    """

    name: str
    label: str
    low: float
    high: float
    value: float
    step: float
    is_log: bool = False

    def data(self) -> dict:
        """Returns what the front end needs: the ends and the step of its input."""
        low, high = (
            (math.log10(self.low), math.log10(self.high)) if self.is_log else (self.low, self.high)
        )
        return {
            "kind": "slider",
            "name": self.name,
            "label": self.label,
            "low": low,
            "high": high,
            "step": self.step,
            "is_log": self.is_log,
        }

    def check(self, value) -> float:
        """Returns a value within the slider's ends.

        Raises:
          ValueError: It is no number.
        """
        value = float(value)
        if not math.isfinite(value):
            raise ValueError(f"{self.label} is a number, not {value}.")
        return min(max(value, self.low), self.high)


@dataclasses.dataclass(frozen=True)
class Player(Slider):
    """A slider over whole steps that can also play: one step after the other, by itself."""

    def data(self) -> dict:
        """Returns what the front end needs."""
        return super().data() | {"kind": "player"}

    def check(self, value) -> int:
        """Returns a whole number within the player's ends.

        Raises:
          ValueError: It is no number.
        """
        return round(super().check(value))


@dataclasses.dataclass(frozen=True)
class Choice:
    """One of some names.

    Attributes:
      name: What the value is called in `LiveView.values`.
      label: What a reader sees.
      options: The names.
      value: The one to begin with.
    """

    name: str
    label: str
    options: tuple[str, ...]
    value: str

    def data(self) -> dict:
        """Returns what the front end needs."""
        return {
            "kind": "choice",
            "name": self.name,
            "label": self.label,
            "options": list(self.options),
        }

    def check(self, value) -> str:
        """Returns a value that is one of the options.

        Raises:
          ValueError: It is none of them.
        """
        if value not in self.options:
            raise ValueError(f"{self.label} is one of {', '.join(self.options)}, not {value!r}.")
        return value


@dataclasses.dataclass(frozen=True)
class Field:
    """A line of text.

    Attributes:
      name: What the value is called in `LiveView.values`.
      label: What a reader sees.
      value: The text to begin with.
    """

    name: str
    label: str
    value: str = ""

    def data(self) -> dict:
        """Returns what the front end needs."""
        return {"kind": "field", "name": self.name, "label": self.label}

    def check(self, value) -> str:
        """Returns a value that is text.

        Raises:
          ValueError: It is none.
        """
        if not isinstance(value, str):
            raise ValueError(f"{self.label} is text, not {value!r:.40}.")
        return value[:200]
