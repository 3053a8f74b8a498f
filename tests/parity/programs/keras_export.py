"""Keras models as functions in files: model.export, ExportArchive, TFSMLayer."""

# %% a model as an endpoint  [rtol=1e-5, atol=1e-6]
import os
import re
import tempfile

keras, home = tf.keras, tempfile.mkdtemp()
layers = [keras.Input([3], name="inp"), keras.layers.Dense(2, activation="tanh", name="a")]
model = keras.Sequential([*layers, keras.layers.Dense(1, name="b")], name="net")
model.set_weights([np.linspace(-0.5, 0.5, w.numpy().size).reshape(w.shape) for w in model.weights])
path = os.path.join(home, "m")
model.export(path, verbose=False)
loaded = tf.saved_model.load(path)
x = tf.constant([[1.0, 2.0, 3.0], [0.0, -1.0, 0.5]])
loaded.serve(x), model(x)
loaded.serve(x.numpy())
sorted(loaded.signatures)
loaded.signatures["serving_default"](inp=x[:1])
loaded.signatures["serve"].structured_outputs
len(loaded.variables), len(loaded.trainable_variables), len(loaded.non_trainable_variables)
[v.shape for v in loaded.variables], loaded.variables[0].name
try:
    loaded.serve(tf.ones([2, 4]))
except TypeError as error:
    print(re.findall(r"Can not cast TensorSpec\(shape=\(2, 4\)", str(error)))
with tf.GradientTape() as tape:
    loss = tf.reduce_sum(loaded.serve(x) ** 2)
tape.gradient(loss, list(loaded.trainable_variables))

# %% what it prints
import os
import re
import tempfile

keras, home = tf.keras, tempfile.mkdtemp()
model = keras.Sequential([keras.Input([3], name="inp"), keras.layers.Dense(1)])
printed = []
keras.utils.disable_interactive_logging()
keras.config.disable_interactive_logging()
keras.config.enable_interactive_logging()
import contextlib
import io

text = io.StringIO()
with contextlib.redirect_stdout(text):
    model.export(os.path.join(home, "m"))
print(re.sub(r"\d{9,}", "NUMBER", text.getvalue().replace(home, "HOME")))

# %% several inputs and outputs  [rtol=1e-5, atol=1e-6]
import os
import tempfile

keras, home = tf.keras, tempfile.mkdtemp()
a, b = keras.Input([2], name="a"), keras.Input([3], name="b")
joined = keras.layers.Concatenate()([a, b])
by_name = keras.Model({"a": a, "b": b}, {"sum": keras.layers.Dense(1)(joined), "all": joined})
in_order = keras.Model([a, b], [joined, keras.layers.Flatten()(joined)])
by_name.set_weights([np.ones(w.shape) for w in by_name.weights])
by_name.export(os.path.join(home, "n"), verbose=False)
in_order.export(os.path.join(home, "o"), verbose=False)
one, other = tf.ones([2, 2]), 2 * tf.ones([2, 3])
loaded = tf.saved_model.load(os.path.join(home, "n"))
results = loaded.serve({"a": one, "b": other})
sorted(results), results["sum"], results["all"]
sorted(loaded.signatures["serve"].structured_input_signature[1])
sorted(loaded.signatures["serve"](a=one, b=other))
loaded = tf.saved_model.load(os.path.join(home, "o"))
loaded.serve([one, other])

# %% layers of all kinds  [rtol=1e-4, atol=1e-5]
import os
import tempfile

keras, home = tf.keras, tempfile.mkdtemp()
layers = keras.layers
stacks = {
    "image": (
        [8, 8, 1],
        [
            layers.Conv2D(2, 3, padding="same"),
            layers.MaxPooling2D(),
            layers.Flatten(),
            layers.Dense(2, activation="softmax"),
        ],
    ),
    "normal": ([4], [layers.Dense(3), layers.BatchNormalization(), layers.LayerNormalization()]),
    "dropped": ([4], [layers.Dropout(0.5), layers.Dense(2), layers.ReLU()]),
    "pooled": ([6, 6, 2], [layers.DepthwiseConv2D(3), layers.GlobalAveragePooling2D()]),
    "reshaped": ([6], [layers.Reshape([2, 3]), layers.Permute([2, 1]), layers.Flatten()]),
    "sequence": ([5, 3], [layers.Conv1D(2, 2), layers.LSTM(2)]),
    "recurrent": ([4, 2], [layers.GRU(3, return_sequences=True), layers.SimpleRNN(2)]),
}
for name, (shape, stack) in stacks.items():
    model = keras.Sequential([keras.Input(shape), *stack])
    model.set_weights(
        [np.linspace(0.1, 0.5, w.numpy().size).reshape(w.shape) for w in model.weights]
    )
    path = os.path.join(home, name)
    model.export(path, verbose=False)
    x = np.linspace(-1, 1, 2 * int(np.prod(shape)), dtype=np.float32).reshape(2, *shape)
    loaded = tf.saved_model.load(path)
    show(name, loaded.serve(x))

# %% a subclassed model  [rtol=1e-5, atol=1e-6]
import os
import tempfile

keras, home = tf.keras, tempfile.mkdtemp()


class Net(keras.Model):
    def __init__(self):
        super().__init__()
        self.hidden = keras.layers.Dense(2)
        self.scale = tf.Variable(3.0)

    def call(self, x):
        flat = tf.reshape(x, [tf.shape(x)[0], -1])
        return tf.nn.relu(self.hidden(flat)) * self.scale


model = Net()
attempt(model.export, os.path.join(home, "early"))
x = tf.reshape(tf.range(8.0), [2, 2, 2])
model(x).shape
model.hidden.set_weights([np.linspace(-0.5, 1, 8).reshape(4, 2), [0.5, -0.5]])
model.export(os.path.join(home, "m"), verbose=False)
loaded = tf.saved_model.load(os.path.join(home, "m"))
loaded.serve(x), model(x)
loaded.serve(tf.ones([3, 2, 2]))

# %% endpoints of one's own  [rtol=1e-4, atol=1e-5]
import os
import tempfile

keras, home = tf.keras, tempfile.mkdtemp()
model = keras.Sequential([keras.Input([2]), keras.layers.BatchNormalization(momentum=0.5)])
archive = keras.export.ExportArchive()
archive.track(model)
spec = [keras.InputSpec(shape=(None, 2), dtype="float32")]
function = archive.add_endpoint("infer", lambda x: model(x, training=False), spec)
type(function).__name__
archive.add_endpoint("train", lambda x: model(x, training=True), spec)
archive.add_variable_collection("mine", model.variables[:2])


@tf.function
def half(x):
    return model(x) / 2


half(tf.ones([1, 2]))
type(archive.add_endpoint("half", half)).__name__
archive.write_out(os.path.join(home, "m"), verbose=False)
loaded = tf.saved_model.load(os.path.join(home, "m"))
sorted(loaded.signatures), len(loaded.mine), len(loaded.variables)
x = tf.constant([[1.0, 2.0], [3.0, 6.0]])
loaded.infer(x), loaded.half(x[:1])
loaded.train(x)
[v.numpy() for v in loaded.non_trainable_variables]
loaded.infer(x), model(x)

# %% archives that are refused
import os
import re
import tempfile

keras, home = tf.keras, tempfile.mkdtemp()
model = keras.Sequential([keras.Input([2]), keras.layers.Dense(1)])
archive = keras.export.ExportArchive()
attempt(archive.write_out, home)
attempt(archive.track, 3)
attempt(archive.track, keras.layers.Dense(2))
attempt(archive.add_endpoint, "serve", model.call)
try:
    archive.add_endpoint("serve", tf.function(lambda x: x))
except ValueError as error:
    print(re.sub(r"'<.*>'", "FUNCTION", str(error)))
archive.add_endpoint("serve", model.call, [tf.TensorSpec([None, 2])]) is not None
attempt(archive.add_endpoint, "serve", model.call)
attempt(archive.add_variable_collection, "c", 3)
attempt(archive.add_variable_collection, "c", [3])
attempt(model.export, home, format="nope")
attempt(keras.Sequential([keras.layers.Dense(1)]).export, home)

# %% a saved model as a layer  [rtol=1e-4, atol=1e-5]
import os
import tempfile

keras, home = tf.keras, tempfile.mkdtemp()
model = keras.Sequential([keras.Input([3]), keras.layers.Dense(2)])
model.set_weights([np.linspace(-0.5, 0.5, w.numpy().size).reshape(w.shape) for w in model.weights])
path = os.path.join(home, "m")
model.export(path, verbose=False)
layer = keras.layers.TFSMLayer(path)
x = np.linspace(-1, 1, 12, dtype=np.float32).reshape(4, 3)
layer(x), len(layer.weights), len(layer.trainable_weights)
whole = keras.Sequential([keras.Input([3]), layer, keras.layers.Dense(1, use_bias=False)])
whole.layers[-1].set_weights([np.array([[1.0], [2.0]])])
whole.predict(x, verbose=0)
attempt(keras.layers.TFSMLayer, path, call_endpoint="none")
attempt(keras.layers.TFSMLayer, path, call_training_endpoint="none")

# %% a model saved as an object  [rtol=1e-5, atol=1e-6]
import os
import tempfile

keras, home = tf.keras, tempfile.mkdtemp()
model = keras.Sequential([keras.Input([3]), keras.layers.Dense(2)])
model.set_weights([np.linspace(-0.5, 0.5, w.numpy().size).reshape(w.shape) for w in model.weights])
path = os.path.join(home, "m")
tf.saved_model.save(model, path)
loaded = tf.saved_model.load(path)
list(loaded.signatures)
loaded.signatures["serving_default"](inputs=tf.ones([2, 3]))
attempt(loaded, tf.ones([2, 3]))

# %% layers and optimizers in a module  [rtol=1e-5, atol=1e-6]
import os
import tempfile

keras = tf.keras


class Model(tf.Module):
    def __init__(self):
        super().__init__()
        self.dense = keras.layers.Dense(1)
        self.dense.build([None, 2])
        self.dense.set_weights([np.array([[1.0], [2.0]]), np.array([0.5])])
        self.optimizer = keras.optimizers.SGD(0.1)

    @tf.function(input_signature=[tf.TensorSpec([None, 2]), tf.TensorSpec([None, 1])])
    def train(self, x, y):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean((self.dense(x) - y) ** 2)
        gradients = tape.gradient(loss, self.dense.trainable_variables)
        self.optimizer.apply_gradients(zip(gradients, self.dense.trainable_variables))
        return loss

    @tf.function(input_signature=[tf.TensorSpec([None, 2])])
    def predict(self, x):
        return self.dense(x)


model = Model()
x, y = tf.constant([[1.0, 1.0], [2.0, 0.0]]), tf.constant([[1.0], [0.0]])
model.train(x, y)
path = os.path.join(tempfile.mkdtemp(), "m")
tf.saved_model.save(model, path)
loaded = tf.saved_model.load(path)
[loaded.train(x, y).numpy() for _ in range(3)]
[model.train(x, y).numpy() for _ in range(3)]
loaded.predict(x), model.predict(x)
