"""Exercises on tensors: shapes, dtypes, indexing, broadcasting, reductions, operators."""

import numpy as np

import tfcourse as tf
from tfcourse.course import compare
from tfcourse.course.exercise import exercise

build = exercise(
    "tensors.build",
    "Three tensors",
    hints=(
        "`tf.constant` makes a tensor from a number or from a list. A bare number has rank 0, "
        "a list has rank 1, a list of lists rank 2.",
        "`tf.constant` and `tf.fill` choose a dtype from the values. `tf.constant(..., dtype=...)` "
        "chooses another, and so does `tf.cast(tensor, dtype)` afterwards.",
        "Whole numbers become int32 and decimals float32 unless you say otherwise, so `primes` "
        "and `halves` each need a dtype; `temperature` does not.",
    ),
    solution="""
temperature = tf.constant(21.5)
primes = tf.constant([2, 3, 5, 7, 11], dtype=tf.int64)
halves = tf.constant([[0.5, 0.5, 0.5], [0.5, 0.5, 0.5]], dtype=tf.float16)
""",
    wrong_attempts=(
        """
temperature = tf.constant([21.5])
primes = tf.constant([2, 3, 5, 7, 11])
halves = tf.fill([3, 2], 0.5)
""",
        """
temperature = 21.5
primes = [2, 3, 5, 7, 11]
halves = np.full((2, 3), 0.5, np.float16)
""",
        """
temperature = tf.constant(21.5)
primes = tf.constant([1, 2, 3, 5, 7], dtype=tf.int64)
halves = tf.constant(1 / 2, dtype=tf.float16)
""",
    ),
)


@build.expects("`temperature` is a scalar (rank 0) of dtype float32: 21.5")
def _(temperature):
    compare.same("temperature", temperature, tf.constant(21.5))


@build.expects("`primes` is a vector of dtype int64: the first five primes")
def _(primes):
    compare.same("primes", primes, tf.constant([2, 3, 5, 7, 11], tf.int64))


@build.expects("`halves` is a matrix of dtype float16: 2 rows, 3 columns, 0.5 everywhere")
def _(halves):
    compare.same("halves", halves, tf.fill([2, 3], np.float16(0.5)))


cast = exercise(
    "tensors.cast",
    "A mean of whole numbers",
    given="goals = tf.constant([3, 0, 2, 2, 1])  # in five matches",
    hints=(
        "Print `tf.reduce_mean(goals)`, and look at its dtype: a mean of int32 is rounded down to "
        "int32, and what was cut off does not come back.",
        "Cast first, then take the mean: `tf.cast(goals, tf.float32)`.",
        "`goals > 1` is a tensor of True and False. Cast to int32 these become 1 and 0, and ones "
        "can be summed.",
    ),
    solution="""
mean_goals = tf.reduce_mean(tf.cast(goals, tf.float32))
high_scores = tf.reduce_sum(tf.cast(goals > 1, tf.int32))
""",
    wrong_attempts=(
        """
mean_goals = tf.reduce_mean(goals)
high_scores = goals > 1
""",
        """
mean_goals = tf.cast(tf.reduce_mean(goals), tf.float32)
high_scores = tf.reduce_sum(tf.cast(goals >= 1, tf.int32))
""",
        """
mean_goals = tf.reduce_sum(goals) / 5
high_scores = tf.reduce_sum(tf.cast(goals > 1, tf.float32))
""",
    ),
)


@cast.expects("`mean_goals` is a tensor of dtype float32")
def _(mean_goals):
    compare.is_tensor("mean_goals", mean_goals)
    compare.has_dtype("mean_goals", mean_goals, tf.float32)


@cast.expects("`mean_goals` is the mean, with its decimals")
def _(mean_goals):
    compare.has_values("mean_goals", mean_goals, 1.6)


@cast.expects("`high_scores` counts the matches with more than one goal, as an int32")
def _(high_scores):
    compare.same("high_scores", high_scores, 3)


indexing = exercise(
    "tensors.indexing",
    "Cutting up a picture",
    given="picture = tf.reshape(tf.range(24), [4, 6])  # 4 rows of 6 pixels",
    hints=(
        "`picture[row, column]`: the first index goes down, the second to the right. `:` alone "
        "takes everything along an axis, and -1 is the last position.",
        "In a slice `start:stop:step` the stop is not part of the result, and a step of -1 goes "
        "backwards.",
        "A single index removes its axis. `2:3` keeps it, and `tf.newaxis` puts one back.",
    ),
    solution="""
last_column = picture[:, -1]
middle = picture[1:3, 2:4]
upside_down = picture[::-1]
third_row = picture[2, tf.newaxis]
""",
    wrong_attempts=(
        """
last_column = picture[-1]
middle = picture[1:2, 2:3]
upside_down = picture[:, ::-1]
third_row = picture[2]
""",
        """
last_column = picture[:, -1:]
middle = picture[2:4, 3:5]
upside_down = picture[::-1, ::-1]
third_row = picture[3:4]
""",
    ),
)
_PICTURE = np.arange(24, dtype=np.int32).reshape(4, 6)


@indexing.expects("`last_column` is a vector: the pixels at the right edge")
def _(last_column):
    compare.same("last_column", last_column, _PICTURE[:, -1])


@indexing.expects("`middle` is the block of 2 by 2 pixels in the centre")
def _(middle):
    compare.same("middle", middle, _PICTURE[1:3, 2:4])


@indexing.expects("`upside_down` has its rows in reverse order")
def _(upside_down):
    compare.same("upside_down", upside_down, _PICTURE[::-1])


@indexing.expects("`third_row` is a matrix of one row")
def _(third_row):
    compare.same("third_row", third_row, _PICTURE[2:3])


broadcasting = exercise(
    "tensors.broadcasting",
    "Rows against columns",
    hints=(
        "Shapes are compared from the right: (9, 1) against (9,) gives (9, 9), each number of the "
        "column meeting each number of the row.",
        "`tf.reduce_mean(marks, axis=1)` is a vector with one mean per row, and a vector is laid "
        "along the rows, not down beside them. It needs the shape (rows, 1).",
        "`keepdims=True` leaves the axis over which you average in place, with length 1.",
    ),
    solution="""
numbers = tf.range(1, 10)
times_table = numbers[:, tf.newaxis] * numbers

def centre_rows(marks):
    return marks - tf.reduce_mean(marks, axis=1, keepdims=True)
""",
    wrong_attempts=(
        """
numbers = tf.range(1, 10)
times_table = numbers * numbers

def centre_rows(marks):
    return marks - tf.reduce_mean(marks)
""",
        """
numbers = tf.range(0, 9)
times_table = numbers[:, tf.newaxis] * numbers

def centre_rows(marks):
    return marks - tf.reduce_mean(marks, axis=1)
""",
        """
times_table = tf.range(1, 10)[:, tf.newaxis] * tf.range(1, 11)

def centre_rows(marks):
    marks - tf.reduce_mean(marks, axis=1, keepdims=True)
""",
    ),
)


@broadcasting.expects("`times_table` has 9 rows and 9 columns: row times column, counted from 1")
def _(times_table):
    numbers = np.arange(1, 10, dtype=np.int32)
    compare.same("times_table", times_table, np.outer(numbers, numbers))


@broadcasting.expects("`centre_rows` takes from each row its own mean")
def _(centre_rows):
    marks = [[1.0, 2.0, 6.0], [4.0, 4.0, 4.0]]
    expected = [[-2.0, -1.0, 3.0], [0.0, 0.0, 0.0]]
    compare.same(f"centre_rows({marks})", centre_rows(tf.constant(marks)), expected)


@broadcasting.expects(
    "`centre_rows` does so for a square matrix, too, where mistakes raise nothing"
)
def _(centre_rows):
    marks = [[1.0, 3.0], [10.0, 30.0]]
    expected = [[-1.0, 1.0], [-10.0, 10.0]]
    compare.same(f"centre_rows({marks})", centre_rows(tf.constant(marks)), expected)


reductions = exercise(
    "tensors.reductions",
    "A year of rain",
    given="""\
rain = tf.constant([[120.0, 60.0, 30.0, 90.0],  # a row per town,
                    [45.0, 80.0, 110.0, 20.0],  # a column per season
                    [70.0, 70.0, 65.0, 75.0]])""",
    hints=(
        "`axis` names the axis that disappears. `rain` has shape (3, 4): over axis 0 four numbers "
        "are left, one per season; over axis 1 three, one per town.",
        "`tf.reduce_max` says how much, `tf.argmax` says where. `tf.argmin` is its opposite.",
        "`rain > 25.0` is a tensor of True and False, and `tf.reduce_all` asks whether all of "
        "them are True along an axis.",
    ),
    solution="""
yearly_rain = tf.reduce_sum(rain, axis=1)
wettest_season = tf.argmax(rain, axis=1)
driest_town = tf.argmin(rain, axis=0)
never_dry = tf.reduce_all(rain > 25.0, axis=0)
""",
    wrong_attempts=(
        """
yearly_rain = tf.reduce_sum(rain, axis=0)
wettest_season = tf.reduce_max(rain, axis=1)
driest_town = tf.argmin(rain, axis=1)
never_dry = rain > 25.0
""",
        """
yearly_rain = tf.reduce_sum(rain)
wettest_season = tf.argmax(rain)
driest_town = tf.argmin(rain)
never_dry = tf.reduce_any(rain > 25.0, axis=0)
""",
    ),
)


@reductions.expects("`yearly_rain` is the sum over the seasons, for each town")
def _(yearly_rain):
    compare.same("yearly_rain", yearly_rain, [300.0, 255.0, 280.0])


@reductions.expects("`wettest_season` is the position of the largest number, for each town")
def _(wettest_season):
    compare.same("wettest_season", wettest_season, np.array([0, 2, 3]))


@reductions.expects("`driest_town` is the position of the smallest number, for each season")
def _(driest_town):
    compare.same("driest_town", driest_town, np.array([1, 0, 0, 1]))


@reductions.expects("`never_dry` is whether all towns had more than 25, for each season")
def _(never_dry):
    compare.same("never_dry", never_dry, [True, True, True, False])


operators = exercise(
    "tensors.operators",
    "Two shopping baskets",
    given="""\
amounts = tf.constant([[2.0, 0.0, 1.0],  # a row per basket, a column per article
                       [1.0, 3.0, 0.0]])
prices = tf.constant([0.5, 2.0, 4.0])  # of the articles""",
    hints=(
        "`*` multiplies element by element, and stretches what is too small. `@` is the product of "
        "matrices, which multiplies and then sums.",
        "`@` wants two matrices, and `prices` is a vector. Either sum the costs over the articles, "
        "or use `tf.linalg.matvec`.",
        "`amounts` has shape (2, 3). For `@` the inner lengths must agree: (2, 3) with (3, 2), "
        "which is `tf.transpose(amounts)`.",
    ),
    solution="""
costs = amounts * prices
bills = tf.linalg.matvec(amounts, prices)
likeness = amounts @ tf.transpose(amounts)
bills_array = bills.numpy()
""",
    wrong_attempts=(
        """
costs = amounts + prices
bills = tf.reduce_sum(amounts * prices)
likeness = tf.transpose(amounts) @ amounts
bills_array = bills
""",
        """
costs = amounts * prices
bills = np.sum(costs, axis=1)
likeness = amounts * amounts
bills_array = [5.0, 6.5]
""",
        """
costs = amounts * prices
bills = amounts @ prices
""",
    ),
)


@operators.expects("`costs` is what each article costs in each basket")
def _(costs):
    compare.same("costs", costs, [[1.0, 0.0, 4.0], [0.5, 6.0, 0.0]])


@operators.expects("`bills` is a tensor: what each basket costs")
def _(bills):
    compare.same("bills", bills, [5.0, 6.5])


@operators.expects("`likeness` is the matrix of all products of one basket with another")
def _(likeness):
    compare.same("likeness", likeness, [[5.0, 2.0], [2.0, 10.0]])


@operators.expects("`bills_array` holds the same as `bills`, as a NumPy array of float32")
def _(bills_array):
    compare.is_array("bills_array", bills_array)
    compare.has_dtype("bills_array", bills_array, tf.float32)
    compare.has_values("bills_array", bills_array, [5.0, 6.5])
