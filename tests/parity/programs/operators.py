"""Python's operators on tensors, from both sides."""

# %% arithmetic on integers
a, b = tf.constant([7, -7, 9]), tf.constant([2, 2, -4])
a + b
a - b
a * b
a / b
a // b
a % b
a**2
-a
+a
abs(a)
divmod(a, b)
a & b
a | b
a ^ b
~a
a << 2
a >> 1
a @ b
round(a)

# %% arithmetic on floats
a, b = tf.constant([7.5, -7.5, 0.0, 1e20]), tf.constant([2.0, 2.0, -4.0, 1e20])
a + b
a - b
a * b
a / b
a // b
a % b
a**b
a**0.5
-a
+a
abs(a)
divmod(a, b)
a & b
~a
a << 1
round(a)
round(tf.constant(1.567), 1)

# %% booleans
a, b = tf.constant([True, True, False, False]), tf.constant([True, False, True, False])
a & b
a | b
a ^ b
~a
a == b
a != b
a + b
a * b
-a
a < b
abs(a)
a & True
False | a
a ^ 1
not tf.constant(True)
tf.constant(True) and tf.constant(False)
tf.constant(False) or tf.constant(5)
not a
a and b

# %% complex numbers
a, b = tf.constant([1 + 2j, 3.0]), tf.constant([1j, 2 - 1j])
a + b
a - b
a * b
a / b
a**2
-a
abs(a)
a == b
a != b
a % b
a < b

# %% strings
a, b = tf.constant(["a", "b"]), tf.constant(["c", "b"])
a + b
a + "x"
"x" + a
a == b
a != b
a == "b"
a - b
a * 2
a < b
-a
a / b
a % "x"

# %% Python numbers on the right
for operand in [tf.constant([1, 5]), tf.constant([1.5, 4.0]), tf.constant([2.0], tf.float64)]:
    show(operand + 2, operand - 2, operand * 2, operand / 2, operand // 2, operand % 2, operand**2)

# %% Python numbers on the left
for operand in [tf.constant([1, 5]), tf.constant([1.5, 4.0]), tf.constant([2.0], tf.float64)]:
    show(2 + operand, 2 - operand, 2 * operand, 2 / operand, 2 // operand, 2 % operand, 2**operand)

# %% Python floats with integer tensors
a = tf.constant([1, 2])
a + 1.5
a - 1.0
a * 2.5
a / 2.0
a // 2.0
a**0.5
a % 1.5
1.5 + a
2.0 * a
1.0 / a
2.0**a
a > 1.5
a == 1.0
a == 1.5
a + 1j
tf.constant(1.5) + 1j
tf.constant(1.5) + True
tf.constant(1) + True
True + tf.constant(1)
tf.constant(1.5) + 2**40
tf.constant(1) + 2**40

# %% operands of the wrong kind
a, b = tf.constant([1, 2]), tf.constant([1.0, 2.0])
for operand in [a, b]:
    for other in ["text", None, object, {}, [[1], [2, 3]], ["a", "b"], b"x"]:
        attempt(lambda: operand + other)
        attempt(lambda: other - operand)
        attempt(lambda: operand * other)
a + tf.constant("text")
tf.constant("text") + a
a / "x"
a // "x"
a % "x"
a ** "x"
a @ "x"
a & "x"
a < "x"
"x" < a
a == "x"
a != None
a == None
None == a
a == object()
a < None

# %% tensors of two dtypes
f, d = tf.constant([1.0, 2.0]), tf.constant([1.0, 2.0], tf.float64)
i, j = tf.constant([1, 2]), tf.constant([1, 2], tf.int64)
f + i
i + f
f + d
d + f
i + j
j - i
f * i
i / f
i / j
i // j
f // i
f % d
i**f
f**i
i % j
f < i
i == j
i == f
f != d
i & j
tf.constant([True]) + i
i * tf.constant([True, False])
tf.constant([True]) & i
f @ d
f + tf.constant(["a", "b"])
tf.constant(1, tf.int8) + tf.constant(1, tf.uint8)
tf.constant(1.0, tf.float16) * tf.constant(1.0, tf.bfloat16)
tf.constant(1j) + f

# %% a NumPy array or list on one side
t = tf.constant([1.0, 2.0])
array = np.array([10.0, 20.0])
t + array
array + t
t + array.astype(np.float32)
array.astype(np.float32) + t
t * array.astype(int)
array.astype(int) * t
t + [1, 2]
[1, 2] + t
t + (1, 2)
(1.5, 2) * t
t - [1.5, 2]
[3, 4] ** t
t + np.float32(1)
np.float32(1) + t
t + np.float64(1)
np.float64(1) + t
t + np.int64(1)
np.int64(2) * t
tf.constant([1, 2]) + np.array([1, 2])
tf.constant([1, 2]) + np.array([1, 2], np.int32)
tf.constant([1, 2]) * np.array([1.5, 2.5])
t == array
array == t
t < array.astype(np.float32)
array.astype(np.float32) < t
np.array(2.0) * t
t / np.array(2)

# %% a Variable on one side
v, t = tf.Variable([1.0, 2.0]), tf.constant([3.0, 4.0])
v + t
t + v
v * v
v - 1
1 - v
v / t
t / v
v // t
v % 2
v**2
2**v
-v
abs(v)
v @ t
v < t
t > v
v == t
v == v
v != t
v + tf.constant([1, 2])
v + "a"
v & 1
~v
v + np.array([1.0, 2.0])
np.array([1.0, 2.0], np.float32) + v
[1, 2] + v

# %% comparisons
a, b = tf.constant([1, 2, 3]), tf.constant([3, 2, 1])
a < b
a <= b
a > b
a >= b
a == b
a != b
a < 2
2 < a
a == 2
2 == a
a != 2
a == [1, 2, 3]
a == (1, 0, 3)
a == [1, 2]
a != [1, 2]
a == tf.constant([[1], [2]])
a == tf.constant([1, 2])
a != tf.constant([1, 2])
a < tf.constant([1, 2])
tf.constant(1) < tf.constant(2) < tf.constant(3)
tf.constant([1.0, float("nan")]) == tf.constant([1.0, float("nan")])
tf.constant(0.1) == 0.1
tf.constant(0.1, tf.float64) == tf.cast(0.1, tf.float64)
tf.constant([True]) == tf.constant([False])
tf.constant("a") == "a"
tf.constant(1) == tf.constant(1.0)
tf.constant(1) is tf.constant(1)

# %% comparisons of shapes that do not fit
tf.constant([1, 2]) == tf.constant([1, 2, 3])
tf.constant([1, 2]) != tf.constant([1, 2, 3])
tf.constant([1, 2]) < tf.constant([1, 2, 3])
tf.equal([1, 2], [1, 2, 3])
tf.constant([[1, 2]]) == tf.constant([[1, 2, 3]])

# %% shapes that do not fit
a, b, c = tf.zeros([2, 3]), tf.zeros([3, 2]), tf.zeros([2])
a + b
a - b
a * b
a / b
a // b
a % b
a**b
a < b
a + c
c + a
a @ a
a @ c
c @ c
tf.zeros([2, 2, 3]) + tf.zeros([2, 3, 2])
tf.constant([1, 2]) + tf.constant([1, 2, 3])
tf.constant([1, 2]) & tf.constant([1, 2, 3])
tf.constant([True, False]) & tf.constant([True, False, True])
tf.constant(["a", "b"]) + tf.constant(["a", "b", "c"])

# %% broadcasting
shapes = [(), (1,), (3,), (2, 1), (2, 3), (1, 3), (2, 1, 3), (0,), (0, 3), (2, 0, 1)]
for one in shapes:
    for other in shapes:
        attempt(lambda: tf.ones(one) + tf.fill(other, 2.0))

# %% every operator on every dtype
import operator

binary = [operator.add, operator.sub, operator.mul, operator.truediv, operator.floordiv]
binary += [operator.mod, operator.pow, operator.lt, operator.ge, operator.eq, operator.and_]
names = ["bool", "int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64"]
names += ["float16", "bfloat16", "float32", "float64", "complex64", "complex128"]
# TensorFlow answers these with the list of its kernels.
unsupported = [("complex64", operator.floordiv), ("complex128", operator.floordiv)]
for name in names:
    a, b = tf.cast([3, 1, 2], name), tf.cast([1, 2, 2], name)
    for function in binary:
        if (name, function) not in unsupported:
            attempt(function, a, b)
    for function in [operator.neg, operator.abs, operator.invert]:
        attempt(function, a)

# %% matrix multiplication
a = tf.constant([[1.0, 2.0], [3.0, 4.0]])
a @ a
a @ [[1.0], [1.0]]
[[1.0, 1.0]] @ a
np.ones((1, 2), np.float32) @ a
a @ np.ones((2, 1), np.float32)
a @ np.ones((2, 1))
tf.ones([2, 1, 2]) @ a
tf.constant([[1, 2]]) @ tf.constant([[3], [4]])
a @ tf.constant([[1], [2]])
a @ 2
2 @ a
a @ tf.constant([1.0, 2.0])
tf.constant([1.0, 2.0]) @ a

# %% powers
tf.constant(2) ** 3
tf.constant(2) ** -1
tf.constant([2, 3]) ** -1
tf.constant(2.0) ** -1
tf.constant(-2.0) ** 0.5
tf.constant(0.0) ** 0
tf.constant(0) ** 0
tf.constant(0.0) ** -1
2 ** tf.constant(3)
2.0 ** tf.constant(3)
2 ** tf.constant(0.5)
tf.constant([4.0, 9.0]) ** 0.5
tf.constant([1j]) ** 2
pow(tf.constant(3), 2)
pow(tf.constant(3), 2, 5)

# %% integer division and remainder
a = tf.constant([7, -7, 7, -7])
b = tf.constant([2, 2, -2, -2])
a // b
a % b
a / b
a // 0
a % 0
a / 0
tf.constant([1.0, -1.0, 0.0]) / 0.0
tf.constant([7.5, -7.5]) // 2
tf.constant([7.5, -7.5]) % 2
tf.constant([7.5, -7.5]) % -2
tf.constant(5, tf.int8) / tf.constant(2, tf.int8)
tf.constant(5, tf.int64) / tf.constant(2, tf.int64)
tf.constant(5, tf.uint8) / tf.constant(2, tf.uint8)
tf.constant(5, tf.uint32) / tf.constant(2, tf.uint32)
1 // tf.constant(0)

# %% overflow wraps around
tf.constant(127, tf.int8) + 1
tf.constant(255, tf.uint8) + 1
tf.constant(2**31 - 1) + 1
tf.constant(0, tf.uint8) - 1
tf.constant(2**31 - 1) * 2
-tf.constant(-128, tf.int8)
abs(tf.constant(-128, tf.int8))
tf.constant(3e38) * 10
tf.constant(60000.0, tf.float16) * 2
tf.constant(200, tf.uint8) + 100
tf.constant(1, tf.int8) + 300

# %% operators in place make new tensors
t = tf.constant([1.0, 2.0])
same = t
t += 1
t *= 2
t -= 0.5
t /= 2
t **= 2
t //= 1
show(t, same)
t @= tf.eye(2)

# %% a class that takes over


class Money:
    def __init__(self, amount):
        self.amount = amount

    def __radd__(self, other):
        return f"radd {other.shape}"

    def __rmul__(self, other):
        return f"rmul {other.dtype.name}"


tf.constant([1, 2]) + Money(3)
tf.constant([1, 2]) * Money(3)
tf.constant([1, 2]) - Money(3)

# %% truth
bool(tf.constant(True))
bool(tf.constant(0))
bool(tf.constant(0.0))
bool(tf.constant([1]))
bool(tf.constant([[0.0]]))
bool(tf.constant([1, 2]))
bool(tf.constant([]))
bool(tf.constant(""))
bool(tf.constant("a"))
bool(tf.constant(1j))
if tf.constant(3) > 2:
    show("yes")
if tf.constant([True, False]):
    show("never")
"yes" if tf.constant(0.5) else "no"
assert tf.constant(1) == 1
any([tf.constant(False), tf.constant(True)])
all(tf.constant([True, False]))
