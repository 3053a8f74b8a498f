"""Keras: models written to files and read again."""

# %% a model in a file  [rtol=1e-5, atol=1e-6]
import os
import tempfile

keras, home = tf.keras, tempfile.mkdtemp()
x = np.linspace(-1, 1, 32, dtype=np.float32).reshape(8, 4)
y = x.sum(1, keepdims=True)
model = keras.Sequential([keras.Input([4]), keras.layers.Dense(3), keras.layers.Dense(1)], name="m")
model.set_weights([np.linspace(-0.5, 0.5, w.numpy().size).reshape(w.shape) for w in model.weights])
model.compile(keras.optimizers.SGD(0.01, momentum=0.5), "mse", metrics=["mae"])
model.fit(x, y, epochs=2, verbose=0, shuffle=False).history
path = os.path.join(home, "model.keras")
model.save(path)
again = keras.models.load_model(path)
type(again).__name__, again.name, [layer.name for layer in again.layers][0][:5]
np.abs(again.predict(x, verbose=0) - model.predict(x, verbose=0)).max()
again.optimizer.iterations.numpy(), again.optimizer.iterations.dtype
again.evaluate(x, y, verbose=0)
again.fit(x, y, epochs=1, verbose=0, shuffle=False).history
bare = keras.models.load_model(path, compile=False)
bare(x[:2])
bare.compiled

# %% a file of weights  [rtol=1e-5, atol=1e-6]
import os
import tempfile

keras, home = tf.keras, tempfile.mkdtemp()


def make(units):
    layers = [keras.Input([2]), keras.layers.Dense(units, name="a"), keras.layers.Dense(1)]
    return keras.Sequential(layers)


model = make(3)
model.set_weights([np.linspace(-0.5, 0.5, w.numpy().size).reshape(w.shape) for w in model.weights])
path = os.path.join(home, "m.weights.h5")
model.save_weights(path)
other = make(3)
other.load_weights(path)
other(tf.ones([1, 2]))
wrong = make(4)
try:
    wrong.load_weights(path)
except ValueError as error:
    print(str(error)[:60])
try:
    model.save_weights(os.path.join(home, "m"))
except ValueError as error:
    print(str(error).split(" Received")[0])

# %% paths that do not fit
import os
import re
import tempfile

keras, home = tf.keras, tempfile.mkdtemp()
model = keras.Sequential([keras.Input([2]), keras.layers.Dense(1)])


def message(function, *args):
    try:
        return function(*args)
    except Exception as error:
        return type(error).__name__, str(error).replace(home, "HOME")


message(model.save, os.path.join(home, "folder"))
message(model.save, os.path.join(home, "model.tf"))
message(keras.models.load_model, os.path.join(home, "none.keras"))
message(keras.models.load_model, home)
message(keras.callbacks.ModelCheckpoint, os.path.join(home, "x"))

# %% the file format of Keras 2  [rtol=1e-5, atol=1e-6]
import os
import tempfile

keras = tf.keras
model = keras.Sequential([keras.Input([2]), keras.layers.Dense(2, activation="tanh")])
model.set_weights([np.linspace(-0.5, 0.5, w.numpy().size).reshape(w.shape) for w in model.weights])
path = os.path.join(tempfile.mkdtemp(), "model.h5")
model.save(path)
keras.models.load_model(path)(tf.ones([1, 2]))

# %% a model as text
import json

keras = tf.keras
model = keras.Sequential([keras.Input([4]), keras.layers.Dense(3, name="a")], name="m")
text = model.to_json()
data = json.loads(text)
sorted(data), data["class_name"], sorted(data["config"])
data["config"]["layers"][1]["config"]["units"], data["config"]["layers"][1]["class_name"]
again = keras.models.model_from_json(text)
again.name, again.count_params(), [tuple(w.shape) for w in again.weights]
keras.Sequential.from_config(model.get_config()).count_params()
keras.models.clone_model(model).count_params()

# %% configurations of parts
keras = tf.keras
layer = keras.layers.Dense(2, activation="relu", kernel_regularizer="l2", name="d")
config = layer.get_config()
config["units"], config["activation"], sorted(config)
keras.layers.Dense.from_config(config).name
keras.layers.serialize(keras.layers.Dense(2, name="e"))["class_name"]
optimizer = keras.optimizers.Adam(0.5)
keras.optimizers.serialize(optimizer)["config"]
keras.optimizers.Adam.from_config(optimizer.get_config()).learning_rate.numpy()
keras.losses.serialize(keras.losses.MeanSquaredError())["config"]
keras.metrics.Accuracy().get_config()
keras.initializers.serialize(keras.initializers.Zeros())
keras.activations.serialize(keras.activations.relu)
attempt(keras.layers.deserialize, {"class_name": "NoSuchLayer", "config": {}})

# %% a layer of the user's  [rtol=1e-5, atol=1e-6]
import os
import tempfile

keras, home = tf.keras, tempfile.mkdtemp()


@keras.utils.register_keras_serializable(package="mine")
class Scaled(keras.layers.Layer):
    def __init__(self, factor=1.0, **kwargs):
        super().__init__(**kwargs)
        self.factor = factor

    def build(self, shape):
        self.w = self.add_weight(shape=(shape[-1],), initializer="ones", name="w")

    def call(self, x):
        return tf.square(x) * self.factor * self.w

    def get_config(self):
        return {**super().get_config(), "factor": self.factor}


model = keras.Sequential([keras.Input([3]), Scaled(2.0)])
model.layers[0].set_weights([np.array([1.0, 2.0, 3.0])])
path = os.path.join(home, "model.keras")
model.save(path)
again = keras.models.load_model(path)
again(tf.ones([1, 3])), again.layers[0].factor
keras.utils.get_registered_name(Scaled)

# %% layers that are not registered  [rtol=1e-5, atol=1e-6]
import os
import tempfile

keras, home = tf.keras, tempfile.mkdtemp()


class Plain(keras.layers.Layer):
    def call(self, x):
        return tf.square(x)


path = os.path.join(home, "model.keras")
keras.Sequential([keras.Input([3]), Plain()]).save(path)
try:
    keras.models.load_model(path)
except TypeError as error:
    print(str(error)[:80])
keras.models.load_model(path, custom_objects={"Plain": Plain})(2 * tf.ones([1, 3]))
with keras.utils.custom_object_scope({"Plain": Plain}):
    print(len(keras.models.load_model(path).layers))

# %% lambda layers are code  [rtol=1e-5, atol=1e-6]
import os
import tempfile

keras = tf.keras
path = os.path.join(tempfile.mkdtemp(), "model.keras")
keras.Sequential([keras.Input([3]), keras.layers.Lambda(lambda x: x * 2)]).save(path)
attempt(keras.models.load_model, path)
keras.models.load_model(path, safe_mode=False)(tf.ones([1, 3]))

# %% a subclassed model  [rtol=1e-5, atol=1e-6]
import os
import tempfile

keras, home = tf.keras, tempfile.mkdtemp()


class Net(keras.Model):
    def __init__(self, units=3, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.hidden = keras.layers.Dense(units)
        self.out = keras.layers.Dense(1)

    def call(self, x):
        return self.out(tf.nn.relu(self.hidden(x)))

    def get_config(self):
        return {**super().get_config(), "units": self.units}


x = tf.ones([2, 4])
model = Net(5)
model(x).shape
model.set_weights([np.linspace(-0.5, 0.5, w.numpy().size).reshape(w.shape) for w in model.weights])
path = os.path.join(home, "model.keras")
model.save(path)
again = keras.models.load_model(path, custom_objects={"Net": Net})
again.units, again.built, len(again.weights)
again(x), model(x)
model.get_build_config()
weights = os.path.join(home, "w.weights.h5")
model.save_weights(weights)
empty = Net(5)
attempt(empty.load_weights, weights)
empty(x).shape
empty.load_weights(weights)
empty(x)

# %% a functional model with branches  [rtol=1e-5, atol=1e-6]
import os
import tempfile

keras = tf.keras
a, b = keras.Input([2], name="a"), keras.Input([3], name="b")
joined = keras.layers.Concatenate(name="join")([keras.layers.Dense(2, name="left")(a), b])
outputs = {"sum": keras.layers.Dense(1, name="o")(joined), "raw": joined}
model = keras.Model({"a": a, "b": b}, outputs, name="net")
model.set_weights([np.linspace(-0.5, 0.5, w.numpy().size).reshape(w.shape) for w in model.weights])
path = os.path.join(tempfile.mkdtemp(), "model.keras")
model.save(path)
again = keras.models.load_model(path)
again({"a": tf.ones([1, 2]), "b": tf.ones([1, 3])})
[layer.name for layer in again.layers]
again.get_layer("left").get_config()["units"]
attempt(again.get_layer, "right")
again.input_names if hasattr(again, "input_names") else None

# %% batch normalisation and its statistics  [rtol=1e-5, atol=1e-6]
import os
import tempfile

keras = tf.keras
model = keras.Sequential([keras.Input([2]), keras.layers.BatchNormalization(momentum=0.5)])
x = tf.constant([[1.0, 2.0], [3.0, 6.0]])
model(x, training=True)
path = os.path.join(tempfile.mkdtemp(), "model.keras")
model.save(path)
again = keras.models.load_model(path)
[w.numpy() for w in again.weights]
again(x)
[w.path.rpartition("/")[2] for w in again.weights]
