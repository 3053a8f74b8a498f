"""Exercises on gradients: the tape, what it follows, and the descent."""

import math

import tfcourse as tf
from tfcourse.course import compare
from tfcourse.course.exercise import exercise

tape = exercise(
    "gradients.tape",
    "How the surface of a can grows",
    given="""\
pi = 3.14159265
radius, height = tf.constant(3.0), tf.constant(10.0)""",
    hints=(
        "The tape records what is computed inside its `with` block, so the formula has to stand "
        "there.",
        "It follows Variables by itself, and constants only when told: `tape.watch(radius)`.",
        "One call gives both: `tape.gradient(surface, [radius, height])` is a list. For two "
        "calls the tape has to be persistent: `tf.GradientTape(persistent=True)`.",
    ),
    solution="""
with tf.GradientTape() as tape:
    tape.watch([radius, height])
    surface = 2.0 * pi * radius**2 + 2.0 * pi * radius * height
by_radius, by_height = tape.gradient(surface, [radius, height])
""",
    wrong_attempts=(
        """
with tf.GradientTape() as tape:
    surface = 2.0 * pi * radius**2 + 2.0 * pi * radius * height
by_radius, by_height = tape.gradient(surface, [radius, height])
""",
        """
with tf.GradientTape() as tape:
    tape.watch([radius, height])
    surface = 2.0 * pi * radius**2 + 2.0 * pi * radius * height
by_radius = tape.gradient(surface, radius)
by_height = tape.gradient(surface, height)
""",
        """
surface = 2.0 * pi * radius**2 + 2.0 * pi * radius * height
with tf.GradientTape() as tape:
    tape.watch([radius, height])
by_height, by_radius = tape.gradient(surface, [radius, height])
""",
        """
with tf.GradientTape() as tape:
    tape.watch([radius, height])
    surface = 2.0 * (pi * radius**2 + 2.0 * pi * radius * height)
by_height, by_radius = tape.gradient(surface, [radius, height])
""",
    ),
)


@tape.expects("`surface` is that of the two lids and the side")
def _(surface):
    compare.same("surface", surface, tf.constant(78.0 * math.pi))


@tape.expects("`by_radius` is the derivative of the surface with respect to the radius")
def _(by_radius):
    compare.is_gradient("by_radius", by_radius)
    compare.same("by_radius", by_radius, tf.constant(32.0 * math.pi))


@tape.expects("`by_height` is the derivative with respect to the height")
def _(by_height):
    compare.is_gradient("by_height", by_height)
    compare.same("by_height", by_height, tf.constant(6.0 * math.pi))


finite_differences = exercise(
    "gradients.finite_differences",
    "Two roads to a derivative",
    hints=(
        "A central difference looks one step to the right and one to the left of `x`, and is a "
        "rise divided by a run.",
        "The two places are 2 * step apart.",
        "In `tape_slope` the `x` may be a constant: watch it, and call `function(x)` inside the "
        "`with` block.",
    ),
    solution="""
def difference_slope(function, x, step):
    return (function(x + step) - function(x - step)) / (2.0 * step)

def tape_slope(function, x):
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = function(x)
    return tape.gradient(y, x)
""",
    wrong_attempts=(
        """
def difference_slope(function, x, step):
    return (function(x + step) - function(x)) / step

def tape_slope(function, x):
    with tf.GradientTape() as tape:
        y = function(x)
    return tape.gradient(y, x)
""",
        """
def difference_slope(function, x, step):
    return (function(x + step) - function(x - step)) / step

def tape_slope(function, x):
    return difference_slope(function, x, 1e-3)
""",
        """
def difference_slope(function, x, step):
    return function(x + step) - function(x - step) / 2.0 * step

def tape_slope(function, x):
    with tf.GradientTape() as tape:
        tape.watch(function)
    return tape.gradient(function(x), x)
""",
    ),
)


@finite_differences.expects("`difference_slope` is a rise over a run: on a line, its slope")
def _(difference_slope):
    received = difference_slope(lambda x: 3.0 * x + 1.0, 2.0, 0.5)
    compare.has_values("difference_slope(lambda x: 3.0 * x + 1.0, 2.0, 0.5)", received, 3.0)


@finite_differences.expects("It is central: exact on a parabola, whatever the step")
def _(difference_slope):
    received = difference_slope(lambda x: x**2, 3.0, 0.5)
    compare.has_values("difference_slope(lambda x: x**2, 3.0, 0.5)", received, 6.0)


@finite_differences.expects("`tape_slope` is the derivative to the last digit, without any step")
def _(tape_slope):
    received = tape_slope(tf.exp, tf.constant(1.0, tf.float64))
    compare.is_gradient("tape_slope(tf.exp, 1.0)", received)
    compare.has_values("tape_slope(tf.exp, 1.0)", received, math.e, tolerance=1e-12)


straight_through = exercise(
    "gradients.straight_through",
    "Rounding that can be trained",
    hints=(
        "`tf.stop_gradient(a)` has the value of `a`, and counts as a constant for the tape.",
        "Write the rounded number as `x` plus a correction: x + (round(x) - x).",
        "The tape should see the `x`, and take the correction as a constant.",
    ),
    solution="""
def rounded(x):
    return x + tf.stop_gradient(tf.round(x) - x)
""",
    wrong_attempts=(
        """
def rounded(x):
    return tf.round(x)
""",
        """
def rounded(x):
    return tf.stop_gradient(tf.round(x))
""",
        """
def rounded(x):
    return x
""",
        """
def rounded(x):
    return tf.stop_gradient(x) + tf.round(x) - x
""",
    ),
)


@straight_through.expects("`rounded(x)` has the values of `tf.round(x)`")
def _(rounded):
    compare.same("rounded([0.2, 1.7])", rounded(tf.constant([0.2, 1.7])), [0.0, 2.0])


@straight_through.expects("Its gradient is 1 everywhere, as if nothing were rounded")
def _(rounded):
    compare.same_gradient("rounded", rounded, [0.2, 1.7, -3.4], [1.0, 1.0, 1.0])


descent = exercise(
    "gradients.descent",
    "Down to the minimum",
    hints=(
        "Each step needs a gradient where `x` is now, so the tape belongs into the loop.",
        "A step goes against the gradient: x - rate * gradient.",
        "Keep the place in a Variable, which the tape follows by itself, and take the step with "
        "`x.assign_sub(...)`.",
    ),
    solution="""
def descend(function, start, rate, steps):
    x = tf.Variable(start)
    for _ in range(steps):
        with tf.GradientTape() as tape:
            y = function(x)
        x.assign_sub(rate * tape.gradient(y, x))
    return x
""",
    wrong_attempts=(
        """
def descend(function, start, rate, steps):
    x = tf.Variable(start)
    for _ in range(steps):
        with tf.GradientTape() as tape:
            y = function(x)
        x.assign_add(rate * tape.gradient(y, x))
    return x
""",
        """
def descend(function, start, rate, steps):
    x = tf.Variable(start)
    with tf.GradientTape() as tape:
        y = function(x)
    for _ in range(steps):
        x.assign_sub(rate * tape.gradient(y, x))
    return x
""",
        """
def descend(function, start, rate, steps):
    x = tf.Variable(start)
    for _ in range(steps):
        with tf.GradientTape() as tape:
            y = function(x)
        x.assign(-rate * tape.gradient(y, x))
    return y
""",
        """
def descend(function, start, rate, steps):
    x = start
    for _ in range(steps):
        with tf.GradientTape() as tape:
            y = function(x)
        x = x - rate * tape.gradient(y, x)
    return x
""",
    ),
)


def _parabola(x):
    return (x - 3.0) ** 2


@descent.expects("One step goes downhill, by the rate times the gradient")
def _(descend):
    compare.has_values("descend(parabola, 10.0, 0.1, 1)", descend(_parabola, 10.0, 0.1, 1), 8.6)


@descent.expects("The second step uses the gradient where the first one arrived")
def _(descend):
    compare.has_values("descend(parabola, 10.0, 0.1, 2)", descend(_parabola, 10.0, 0.1, 2), 7.48)


@descent.expects("50 steps find the minimum of the parabola (x - 3)²")
def _(descend):
    received = descend(_parabola, 10.0, 0.1, 50)
    compare.has_values("descend(parabola, 10.0, 0.1, 50)", received, 3.0, tolerance=1e-3)


@descent.expects("It goes down other functions as well: the cosine has a minimum at π")
def _(descend):
    received = descend(tf.cos, 2.0, 0.5, 40)
    compare.has_values("descend(tf.cos, 2.0, 0.5, 40)", received, math.pi, tolerance=1e-3)


learning_rate = exercise(
    "gradients.learning_rate",
    "Three learning rates",
    hints=(
        "The derivative of 3(x - 2)² is 6(x - 2). One step takes the distance to the minimum, "
        "x - 2, to (x - 2) - rate * 6(x - 2).",
        "So each step multiplies the distance by the same number, 1 - 6 * rate.",
        "Direct: this number is 0. Swinging: between -1 and 0. Diverging: below -1.",
    ),
    solution="""
direct = 1 / 6
swinging = 0.3
diverging = 0.4
""",
    wrong_attempts=(
        """
direct = 1 / 3
swinging = 0.1
diverging = 0.3
""",
        """
direct = 0.1
swinging = 0.5
diverging = -0.1
""",
    ),
)


def _places(rate, steps: int) -> list[float]:
    """Returns where a descent on 3(x - 2)² comes by, from 10 on."""
    places = [10.0]
    for _ in range(steps):
        places.append(places[-1] - float(rate) * 6.0 * (places[-1] - 2.0))
    return places


def _told(rate, places) -> str:
    return f"With a rate of {float(rate):g} it goes {' → '.join(f'{x:.4g}' for x in places)}"


@learning_rate.expects("With `direct` a single step arrives at the minimum")
def _(direct):
    places = _places(direct, 1)
    assert math.isclose(places[-1], 2.0, abs_tol=1e-2), f"{_told(direct, places)}, not to 2."


@learning_rate.expects("With `swinging` each step jumps across the minimum, and still comes closer")
def _(swinging):
    places = _places(swinging, 3)
    distances = [x - 2.0 for x in places]
    assert distances[0] * distances[1] < 0.0, f"{_told(swinging, places)}: it stays on one side."
    assert abs(distances[1]) < abs(distances[0]), f"{_told(swinging, places)}: it comes no closer."


@learning_rate.expects("With `diverging`, a positive rate, each step ends further away")
def _(diverging):
    places = _places(diverging, 3)
    assert float(diverging) > 0.0, f"`diverging` is {float(diverging):g}, which is not positive."
    assert abs(places[1] - 2.0) > 8.0, f"{_told(diverging, places)}: it comes closer to 2."
