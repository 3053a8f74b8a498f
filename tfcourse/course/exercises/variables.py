"""Exercises on Variables: state that is changed in place."""

import tfcourse as tf
from tfcourse.course import compare
from tfcourse.course.exercise import exercise

running_mean = exercise(
    "variables.running_mean",
    "A mean that keeps running",
    hints=(
        "`mean = mean + ...` gives a new tensor the local name `mean`. The Variable outside knows "
        "nothing of it: use `assign` or `assign_add`.",
        "With n numbers seen, a new one moves the mean by (value - mean) / n.",
        "In the formula n counts the new number as well, so add to `count` before you divide by "
        "it.",
    ),
    solution="""
def update(mean, count, value):
    count.assign_add(1.0)
    mean.assign_add((value - mean) / count)
""",
    wrong_attempts=(
        """
def update(mean, count, value):
    count = count + 1.0
    mean = mean + (value - mean) / count
""",
        """
def update(mean, count, value):
    mean.assign_add((value - mean) / count)
    count.assign_add(1.0)
""",
        """
def update(mean, count, value):
    count.assign(1.0)
    mean.assign((mean + value) / 2.0)
""",
    ),
)


def _updated(update, values):
    """Returns the numbers in `mean` and `count` after an update with each of the values."""
    mean, count = tf.Variable(0.0), tf.Variable(0.0)
    for value in values:
        if update(mean, count, value) is Ellipsis:
            raise compare.NotAttempted("`update` still returns `...`.")
    return mean, count


@running_mean.expects("`update` counts in the Variable `count` itself")
def _(update):
    _, count = _updated(update, [4.0, 8.0])
    compare.has_values("count", count, 2.0)


@running_mean.expects("The first value is the first mean")
def _(update):
    mean, _ = _updated(update, [4.0])
    compare.has_values("mean", mean, 4.0)


@running_mean.expects("After 4, 8 and 3 the mean is 5")
def _(update):
    mean, _ = _updated(update, [4.0, 8.0, 3.0])
    compare.has_values("mean", mean, 5.0)
