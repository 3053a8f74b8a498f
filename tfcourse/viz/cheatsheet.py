"""What there is, on a page: lines of code that run as they stand, and what each gives."""

import dataclasses
import html

from tfcourse.viz.drawing import Drawing, Label, Path, shortened
from tfcourse.viz.picture import CannotDraw, Picture
from tfcourse.viz.text_width import text_width

_ROW, _GAP, _WIDTH = 18.0, 24.0, 940.0


@dataclasses.dataclass(frozen=True)
class Line:
    """An example.

    Attributes:
      code: A statement or an expression; lines of a topic run one after the other.
      gives: What it gives, in a few words.
      prints: What its value is as Python shows it, if that is worth to be seen.
    """

    code: str
    gives: str
    prints: str = ""


TOPICS: dict[str, tuple[Line, ...]] = {
    "tensors": (
        Line("x = tf.constant([[1.0, 2.0], [3.0, 4.0]])", "a tensor: values that never change"),
        Line("x.shape, x.dtype, x.numpy()", "sizes, type of elements, a NumPy array"),
        Line("tf.zeros([2, 3]), tf.ones([2, 3]), tf.eye(3), tf.range(5)", "filled ones"),
        Line("tf.random.set_seed(42)", "from here on random numbers are the same every time"),
        Line("tf.random.normal([2, 2]), tf.random.uniform([3])", "random ones"),
        Line("x + 1, x * x, x @ x", "element by element; the product of matrices"),
        Line("float(tf.reduce_sum(x)), float(tf.reduce_mean(x))", "of all elements", "(10.0, 2.5)"),
        Line("tf.reduce_max(x, axis=0).numpy().tolist()", "of each column", "[3.0, 4.0]"),
        Line("tf.argmax(x, axis=1), tf.exp(x), tf.where(x > 2, x, 0)", "and many more in tf.math"),
        Line("tf.cast(x, tf.int32)", "another type: TensorFlow never does it by itself"),
    ),
    "shapes": (
        Line("x = tf.reshape(tf.range(6), [2, 3])", "the same elements in another shape"),
        Line("x[0], x[:, 1:], x[..., -1]", "a row, columns, the last of each row"),
        Line("tf.transpose(x).shape", "rows become columns", "TensorShape([3, 2])"),
        Line("x[:, tf.newaxis].shape", "an axis of size 1", "TensorShape([2, 1, 3])"),
        Line("tf.squeeze(x[:, tf.newaxis]).shape", "without them", "TensorShape([2, 3])"),
        Line("tf.concat([x, x], axis=0).shape", "one below the other", "TensorShape([4, 3])"),
        Line("tf.stack([x, x]).shape", "on an axis of their own", "TensorShape([2, 2, 3])"),
        Line("(x + tf.constant([[10], [20]])).shape", "sizes of 1 stretch", "TensorShape([2, 3])"),
        Line("tf.reshape(x, [-1]).shape", "-1: as many as there are", "TensorShape([6])"),
        Line("tf.gather(x, [2, 0], axis=1)", "columns 2 and 0"),
    ),
    "gradients": (
        Line("w = tf.Variable(3.0)", "a value that is assigned, and that tapes watch"),
        Line("with tf.GradientTape() as tape: loss = w**2", "records what is computed"),
        Line("float(tape.gradient(loss, w))", "d loss / d w", "6.0"),
        Line("w.assign_sub(0.1 * 6.0)", "a step of gradient descent"),
        Line("x = tf.constant(2.0)", "a constant has to be watched:"),
        Line("with tf.GradientTape() as tape: tape.watch(x); y = x**3", "by hand"),
        Line("float(tape.gradient(y, x))", "3 x²", "12.0"),
        Line("with tf.GradientTape(persistent=True) as tape: a = w * w; b = a * w", "several"),
        Line("tape.gradient(a, w), tape.gradient(b, w)", "from one tape"),
        Line("tape.gradient(a, tf.Variable(1.0)) is None", "None: it does not depend", "True"),
    ),
    "function": (
        Line("square = tf.function(lambda x: x * x)", "traced once for each kind of argument"),
        Line("float(square(tf.constant(3.0)))", "then run as a graph", "9.0"),
        Line("square.experimental_get_tracing_count()", "how often it was traced", "1"),
        Line("square(tf.constant([1.0, 2.0]))", "another shape: another trace"),
        Line("specs = [tf.TensorSpec([None])]", "float32 of any length"),
        Line("total = tf.function(lambda x: tf.reduce_sum(x), input_signature=specs)", "one trace"),
        Line("float(total(tf.ones([7])))", "for all lengths", "7.0"),
        Line("tf.while_loop(lambda i: i < 5, lambda i: [i + 1], [0])", "while, for: become that"),
        Line("square.get_concrete_function(tf.constant(1.0)).graph", "what was traced"),
    ),
    "data": (
        Line("d = tf.data.Dataset.from_tensor_slices(([1, 2, 3, 4], [0, 1, 0, 1]))", "pairs"),
        Line("d = d.shuffle(4, seed=1).batch(2)", "in random order, two at a time"),
        Line("[x.shape for x, y in d]", "in a loop", "[TensorShape([2]), TensorShape([2])]"),
        Line("d.map(lambda x, y: (x * 10, y)).take(1)", "of each element; the first ones"),
        Line("(x, y), test = tf.datasets.digits.load_data()", "comes with the package"),
    ),
    "keras": (
        Line(
            'model = tf.keras.Sequential([tf.keras.layers.Dense(8, "relu"), '
            "tf.keras.layers.Dense(1)])",
            "layers one after the other",
        ),
        Line('model.compile("adam", "mse", metrics=["mae"])', "optimizer, loss, what to report"),
        Line("x = tf.random.normal([64, 3]); y = tf.reduce_sum(x, 1, keepdims=True)", "data"),
        Line("history = model.fit(x, y, epochs=2, verbose=0)", "trains"),
        Line(
            'sorted(history.history), len(history.history["loss"])',
            "losses by epoch",
            "(['loss', 'mae'], 2)",
        ),
        Line("model.evaluate(x, y, verbose=0), model.predict(x[:2], verbose=0)", "uses"),
        Line("[v.shape for v in model.trainable_variables][:2]", "weights of the first layer"),
        Line("model.fit(x, y, verbose=0, callbacks=[tf.live.Callback()])", "curves in place"),
    ),
    "live": (
        Line("w = tf.Variable(4.0)", "something to train"),
        Line(
            "for n in tf.live.track(range(9)): tf.live.show(loss=w.assign_sub(0.1 * w))", "curves"
        ),
        Line('with tf.live.Curves("a title") as live: live(loss=1.0, accuracy=0.5)', "in a loop"),
        Line('live.data()["series"]["accuracy"]["last"]', "as plain data", "0.5"),
        Line('live.save("curves.png")', "or .svg, .html, .txt"),
        Line(
            "with tf.live.Curves() as live: live.gradients([tf.constant(0.1)], [w])",
            "vanishing or exploding?",
        ),
    ),
    "magics": (
        Line("loss = lambda x: (x - 2) ** 2", "a function of your own"),
        Line("%tf_descent loss --start 10 --lr 0.1,0.9", "what learning rates do"),
        Line("%tf_gradient loss --at 5", "its gradient, three ways"),
        Line("%tf_graph loss(tf.constant(1.0))", "the graph that it is traced to"),
        Line("f = tf.function(loss); f(tf.constant(1.0)); f(2)", "a function of two traces"),
        Line("%tf_retrace f", "why it was traced again"),
        Line("%tf_show tf.random.normal([8, 8])", "a tensor as a picture"),
        Line('%tf_speed "loss(1.0)" "f(1.0)"', "which is faster"),
        Line("w = tf.Variable(5.0)", "something to train"),
        Line("def step(rate): w.assign_sub(rate * 2 * w); return w**2", "a training step"),
        Line("%tf_lr_range step", "which learning rates it bears"),
        Line("m = tf.Variable(tf.ones([2, 2]))", "weights"),
        Line('%tf_landscape "lambda: tf.reduce_sum(m**2)" --of m', "the loss around weights"),
        Line("%tf_info", "what runs here"),
    ),
}


class Cheatsheet(Picture):
    """Lines of code by topic, each with what it gives.

    Args:
      topic: The name of a topic; None for all.

    Raises:
      CannotDraw: There is no such topic.

    Example:
      >>> print(Cheatsheet("data").text().splitlines()[0])
      data
    """

    def __init__(self, topic: str | None = None):
        if topic is not None and topic not in TOPICS:
            raise CannotDraw(f"The topics are {', '.join(TOPICS)}; {topic!r:.40} is none of them.")
        self._topics = {name: TOPICS[name] for name in TOPICS if topic in (None, name)}

    @property
    def label(self) -> str:
        """What it shows."""
        return f"cheat sheet: {', '.join(self._topics)}"

    def data(self) -> dict[str, list[dict]]:
        """Returns `code`, `gives` and `prints` of each line, by topic."""
        return {
            name: [dataclasses.asdict(line) for line in of] for name, of in self._topics.items()
        }

    def text(self) -> str:
        """Returns the topics, each line followed by what it gives."""
        parts = []
        for name, lines in self._topics.items():
            parts.append(name)
            width = min(max(len(line.code) for line in lines), 64)
            parts += [f"  {line.code:<{width}}  # {_said(line)}".rstrip("# ") for line in lines]
            parts.append("")
        return "\n".join(parts[:-1])

    def html(self) -> str:
        """Returns the topics as tables whose code can be copied."""
        parts = []
        for name, lines in self._topics.items():
            rows = "".join(
                f'<tr><td style="text-align:left"><code>{html.escape(line.code)}</code></td>'
                f'<td style="text-align:left">{html.escape(_said(line))}</td></tr>'
                for line in lines
            )
            parts.append(
                f'<table><caption style="text-align:left;font-weight:bold">{html.escape(name)}'
                f"</caption><tbody>{rows}</tbody></table>"
            )
        return "".join(parts)

    def drawing(self) -> Drawing:
        """Returns the topics one below the other."""
        drawing = Drawing(_WIDTH, 0)
        up = 0.0
        for name, lines in self._topics.items():
            up += _GAP
            middle = min(max(text_width(line.code) for line in lines) + 40, 570.0)
            drawing.add(
                Label(8, up, name, 14, bold=True),
                Path(((8, up + 6), (_WIDTH - 8, up + 6)), "faint", 0.6),
            )
            up += 6
            for line in lines:
                up += _ROW
                drawing.add(
                    Label(16, up, shortened(line.code, middle - 24)),
                    Label(middle, up, shortened(_said(line), _WIDTH - middle - 8), role="faint"),
                )
        drawing.height = up + 12
        return drawing


def _said(line):
    """Returns what a line gives: in words, and as Python shows it."""
    return ": ".join(filter(None, (line.gives, line.prints)))
