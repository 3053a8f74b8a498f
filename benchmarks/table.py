"""The Markdown tables: medians, and ratios with their quartiles."""

import statistics

from benchmarks.variants import VARIANTS

# What the others are divided by.
BASE = "tfcourse"


def time_text(seconds) -> str:
    """Returns a time with three significant digits and its unit."""
    if seconds >= 1:
        return f"{significant(seconds)} s"
    if seconds >= 1e-3:
        return f"{significant(seconds * 1e3)} ms"
    return f"{significant(seconds * 1e6)} µs"


def memory_text(size) -> str:
    """Returns a number of bytes in megabytes."""
    return f"{significant(size / 1e6)} MB"


def significant(number) -> str:
    """Returns a number with three significant digits, or without decimals above 100."""
    if number >= 100:
        return f"{number:,.0f}"
    return f"{number:#.3g}".rstrip(".")


def ratios(others, bases) -> list[float]:
    """Returns how many times more the others took, round by round."""
    return [other / base for other, base in zip(others, bases, strict=True)]


def ratio_text(values) -> str:
    """Returns the median of ratios and, from two rounds on, their quartiles."""
    median = significant(statistics.median(values))
    if len(values) < 2:
        return median
    low, _, high = statistics.quantiles(values, n=4, method="inclusive")
    return f"{median} ({significant(low)}–{significant(high)})"


def _row(line, results, names, quantity):
    text = memory_text if quantity == "memory" else time_text

    def figures(name):
        result = results.get(name)
        return [getattr(item, quantity) for item in result.measurements] if result else []

    cells = [line.title]
    for name in names:
        result = results.get(name)
        if result is None:
            cells.append("")
        else:
            cells.append(result.status or text(statistics.median(figures(name))))
    for name in names:
        if name != BASE and BASE in names:
            others, bases = figures(name), figures(BASE)
            cells.append(ratio_text(ratios(others, bases)) if others and bases else "")
    return cells


def libraries(versions) -> str:
    """Returns the libraries with their versions, each once, given versions by variant."""
    texts = {
        f"{VARIANTS[name].title.partition(',')[0]} {versions[name]}": None
        for name in VARIANTS
        if name in versions and name != BASE
    }
    return ", ".join(texts)


def table(results_by_line, names, quantity) -> str:
    """Returns the Markdown table of one quantity.

    Args:
      results_by_line: For each `Line` its `Result`s by variant.
      names: The variants, in the order of the columns.
      quantity: "cpu", "wall" or "memory".
    """
    heads = [
        "program" if quantity == "memory" else "per call",
        *(VARIANTS[name].title for name in names),
    ]
    heads += [
        f"{VARIANTS[name].title} ÷ {BASE}" for name in names if name != BASE and BASE in names
    ]
    rows = [heads, ["---", *["---:"] * (len(heads) - 1)]]
    rows += [_row(line, results, names, quantity) for line, results in results_by_line.items()]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def measures_memory(results) -> bool:
    """Says whether the results of a line tell how much memory was held."""
    return any(
        item.memory is not None for result in results.values() for item in result.measurements
    )


def reasons(results_by_line) -> list[str]:
    """Returns a sentence for each figure that is missing with an error behind it."""
    return [
        f"`{line.name}`, {name}: {result.status}: {' '.join(result.reason.split())}"
        for line, results in results_by_line.items()
        for name, result in results.items()
        if result.reason and result.status != "not installed"
    ]
