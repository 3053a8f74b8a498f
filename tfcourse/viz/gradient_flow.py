"""How gradients flow through a model: norms and histograms by variable, and a verdict."""

import numpy as np

from tfcourse.core.indexed_slices import IndexedSlices
from tfcourse.viz.series import Series

# Histograms are of the exponents of ten of what gradients are.
LOWEST, HIGHEST = -12, 4
_BINS = 4 * (HIGHEST - LOWEST)
# Of larger gradients this many elements, evenly spread, are in the histogram.
_MOST_ELEMENTS = 10_000
_VANISHING, _GROWTH, _LARGE = 1e-3, 100.0, 1e4


class GradientFlow:
    """Norms of gradients by variable and step, and the last ones' histograms.

    Args:
      variables: The variables, from the first layer to the last.

    Attributes:
      names: The variables' names.
      sizes: How many elements each has.
      norms: The Euclidean norm of each variable's gradient by step.
      last: The last norms; NaN where there was no gradient.
      missing: Which had no gradient: None instead.
      zeros: The share of zeros of each.
      counts: int64 of shape [variables, bins]: how many elements had a magnitude between powers of
        ten, from 10**LOWEST to 10**HIGHEST; those beyond are in the outermost bins.
    """

    def __init__(self, variables):
        self.names = short_names(variables)
        self.sizes = [int(np.prod(tuple(variable.shape), dtype=np.int64)) for variable in variables]
        self.norms = [Series() for _ in variables]
        self.step = 0
        self.last = np.full(len(variables), np.nan)
        self.missing = [False] * len(variables)
        self.zeros = np.zeros(len(variables))
        self.counts = np.zeros([len(variables), _BINS], np.int64)
        self._first = None

    def fits(self, variables) -> bool:
        """Says whether variables are those that it was made for, as far as names and sizes say."""
        if len(variables) != len(self.names):
            return False
        return short_names(variables) == self.names

    @np.errstate(all="ignore")
    def add(self, step: int, gradients) -> None:
        """Takes the gradients of a step: a tensor, an `IndexedSlices` or None of each variable."""
        self.step = step
        for index, gradient in enumerate(gradients):
            self.missing[index] = gradient is None
            if gradient is None:
                self.last[index] = np.nan
                self.counts[index] = 0
                continue
            if isinstance(gradient, IndexedSlices):
                gradient = gradient.values
            flat = np.abs(np.asarray(gradient).ravel())
            self.last[index] = np.sqrt(np.sum(np.square(flat, dtype=np.float64)))
            sample = flat[:: max(1, -(-len(flat) // _MOST_ELEMENTS))]
            shown = sample[(sample > 0) & np.isfinite(sample)]
            self.zeros[index] = np.mean(sample == 0) if sample.size else 0.0
            exponents = np.log10(shown, dtype=np.float64)
            bins = np.clip((exponents - LOWEST) / (HIGHEST - LOWEST) * _BINS, 0, _BINS - 1)
            self.counts[index] = np.bincount(bins.astype(np.int64), minlength=_BINS)
            self.norms[index].extend([step], [self.last[index]])
        if self._first is None:
            self._first = self.last.copy()

    def verdict(self) -> tuple[str, str]:
        """Returns a verdict and its reason.

        Returns:
          `none`, `exploding`, `zero`, `vanishing` or `good`, and a sentence.
        """
        names, last = self.names, self.last
        if any(self.missing):
            without = [name for name, gone in zip(names, self.missing, strict=True) if gone]
            return "none", f"No gradient (None) for {_listed(without)}: the loss does not use it."
        if not np.isfinite(last).all():
            at = int(np.flatnonzero(~np.isfinite(last))[0])
            return "exploding", f"The gradient of {names[at]} is {last[at]:g} at step {self.step}."
        largest = int(np.argmax(last))
        grown = last[largest] / max(self._first[largest], 1e-30)
        if last[largest] >= _LARGE or (grown >= _GROWTH and last[largest] > 1):
            return "exploding", (
                f"The norm of {names[largest]}'s gradient is {last[largest]:.2g}, "
                f"{grown:.2g} times its first."
            )
        zero = [name for name, norm in zip(names, last, strict=True) if norm == 0]
        if zero:
            return "zero", f"Every element is 0 for {_listed(zero)}: it learns nothing."
        smallest, end = int(np.argmin(last)), len(last) - 1
        ratio = last[smallest] / last[end]
        if ratio < _VANISHING:
            return "vanishing", (
                f"The norm of {names[smallest]}'s gradient is {ratio:.0e} of "
                f"{names[end]}'s, the last."
            )
        if last[largest] / last[end] > 1 / _VANISHING:
            return "exploding", (
                f"The norm of {names[largest]}'s gradient is {last[largest] / last[end]:.0e} "
                f"times that of {names[end]}'s, the last."
            )
        return "good", (
            f"Norms from {last[smallest]:.2g} ({names[smallest]}) to {last[largest]:.2g} "
            f"({names[largest]})."
        )

    def data(self) -> dict:
        """Returns `names`, `norms` (the last), `zeros`, `counts`, `verdict` and `reason`."""
        verdict, reason = self.verdict()
        return {
            "names": self.names,
            "step": self.step,
            "norms": self.last.tolist(),
            "zeros": self.zeros.tolist(),
            "counts": self.counts.tolist(),
            "verdict": verdict,
            "reason": reason,
        }


def short_names(variables) -> list[str]:
    """Returns the variables' names without what all have in common; equal ones are numbered.

    Args:
      variables: Ours or Keras's; those of Keras have a path.
    """
    names = [
        str(getattr(variable, "path", None) or getattr(variable, "name", "variable"))
        .removesuffix(":0")
        .split("/")
        for variable in variables
    ]
    while len(names) > 1 and all(len(name) > 1 and name[0] == names[0][0] for name in names):
        names = [name[1:] for name in names]
    names = ["/".join(name) for name in names]
    if len(set(names)) < len(names):
        names = [f"{name} {number}" for number, name in enumerate(names, 1)]
    return names


def _listed(names):
    shown = ", ".join(names[:3])
    return shown + (f" and {len(names) - 3} more" if len(names) > 3 else "")
