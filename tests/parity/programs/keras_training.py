"""Keras: `fit` and its like, steps of the user's, callbacks, from weights set by hand."""

# %% arrays, tensors and lists  [rtol=1e-5, atol=1e-6]
keras = tf.keras
x = np.linspace(-1, 1, 64, dtype=np.float32).reshape(16, 4)
y = x.sum(1, keepdims=True) ** 2


def trained(x, y, **options):
    model = keras.Sequential(
        [keras.Input([4]), keras.layers.Dense(3, "tanh"), keras.layers.Dense(1)]
    )
    sizes = [(w, w.numpy().size) for w in model.weights]
    model.set_weights([np.linspace(-0.5, 0.5, size).reshape(w.shape) for w, size in sizes])
    model.compile("sgd", "mse", metrics=["mae"])
    return model.fit(x, y, epochs=2, verbose=0, shuffle=False, **options).history


trained(x, y, batch_size=8)
trained(tf.constant(x), tf.constant(y), batch_size=8)
trained(x, y, batch_size=5)
trained(x.astype(np.float64), y, batch_size=8)
trained(x, y, validation_data=(x[:4], y[:4]))
trained(x, y, validation_split=0.25, batch_size=4)
trained(tf.constant(x), tf.constant(y), validation_split=0.25, batch_size=4)
trained(x, y, sample_weight=np.linspace(0, 1, 16), batch_size=8)
trained(x, y, validation_data=(x[:4], y[:4], np.ones(4)), validation_freq=2)
trained(x, y, initial_epoch=1)
attempt(trained, x, y[:3])

# %% generators and sequences  [rtol=1e-5, atol=1e-6]
keras = tf.keras
x = np.linspace(-1, 1, 64, dtype=np.float32).reshape(16, 4)
y = x.sum(1, keepdims=True) ** 2


def new():
    model = keras.Sequential(
        [keras.Input([4]), keras.layers.Dense(3, "tanh"), keras.layers.Dense(1)]
    )
    sizes = [(w, w.numpy().size) for w in model.weights]
    model.set_weights([np.linspace(-0.5, 0.5, size).reshape(w.shape) for w, size in sizes])
    model.compile("sgd", "mse")
    return model


def batches():
    for start in (0, 8):
        yield x[start : start + 8], y[start : start + 8]


def tensors():
    while True:
        for some_x, some_y in batches():
            yield tf.constant(some_x), tf.constant(some_y)


class Sequence(keras.utils.Sequence):
    def __len__(self):
        return 2

    def __getitem__(self, at):
        return x[8 * at : 8 * at + 8], y[8 * at : 8 * at + 8]


new().fit(batches(), verbose=0).history
new().fit(tensors(), steps_per_epoch=2, epochs=2, verbose=0).history
new().fit(Sequence(), epochs=2, verbose=0, shuffle=False).history
new().fit(Sequence(), validation_data=Sequence(), epochs=1, verbose=0, shuffle=False).history
new().evaluate(batches(), verbose=0)
new().evaluate(tensors(), steps=3, verbose=0)
new().predict((some for some, _ in batches()), verbose=0).shape

# %% one batch at a time  [rtol=1e-5, atol=1e-6]
keras = tf.keras
x = np.linspace(-1, 1, 16, dtype=np.float32).reshape(4, 4)
y = np.array([0, 1, 1, 0])
model = keras.Sequential([keras.Input([4]), keras.layers.Dense(2)])
model.set_weights([np.linspace(-0.5, 0.5, w.numpy().size).reshape(w.shape) for w in model.weights])
loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
model.compile(keras.optimizers.SGD(0.5), loss, metrics=["accuracy"])
model.train_on_batch(x, y)
model.train_on_batch(tf.constant(x), tf.constant(y), return_dict=True)
model.train_on_batch(x, y, class_weight={0: 1.0, 1: 2.0})
model.test_on_batch(x, y)
model.test_on_batch(x, y, return_dict=True)
model.predict_on_batch(x)
type(model.predict_on_batch(tf.constant(x))).__name__
model.evaluate(x, y, verbose=0)
model.evaluate(x, y, verbose=0, return_dict=True)
model.metrics_names
model.optimizer.iterations
model.get_metrics_result()
model.reset_metrics()
model.compute_loss(y=tf.constant(y), y_pred=model(x))

# %% weights of classes  [rtol=1e-5, atol=1e-6]
keras = tf.keras
x = np.linspace(-1, 1, 32, dtype=np.float32).reshape(8, 4)
y = np.array([0, 1, 1, 0, 1, 0, 0, 1])
for labels in (y, tf.constant(y)):
    model = keras.Sequential([keras.Input([4]), keras.layers.Dense(2, "softmax")])
    sizes = [(w, w.numpy().size) for w in model.weights]
    model.set_weights([np.linspace(-0.5, 0.5, size).reshape(w.shape) for w, size in sizes])
    model.compile("sgd", "sparse_categorical_crossentropy", weighted_metrics=["accuracy"])
    history = model.fit(
        x, labels, class_weight={0: 1.0, 1: 3.0}, epochs=2, verbose=0, shuffle=False
    )
    show(history.history)

# %% steps called directly  [rtol=1e-5, atol=1e-6]
keras = tf.keras
x = tf.reshape(tf.linspace(-1.0, 1.0, 16), [4, 4])
y = tf.ones([4, 1])
model = keras.Sequential([keras.Input([4]), keras.layers.Dense(1)])
model.set_weights([np.linspace(-0.5, 0.5, w.numpy().size).reshape(w.shape) for w in model.weights])
model.compile("sgd", "mse", metrics=["mae"])
model.train_step((x, y))
model.train_step((x, y, tf.constant([1.0, 0.0, 0.0, 1.0])))
model.test_step((x, y))
model.predict_step(x)
model.predict_step((x, y))
model.optimizer.iterations.numpy()

# %% steps that extend Keras's own  [rtol=1e-5, atol=1e-6]
keras = tf.keras
x = np.linspace(-1, 1, 64, dtype=np.float32).reshape(16, 4)
y = x.sum(1, keepdims=True) ** 2


class Extended(keras.Model):
    def train_step(self, data):
        results = super().train_step(data)
        results["one"] = tf.constant(1.0)
        return results

    def test_step(self, data):
        return super().test_step(data)

    def predict_step(self, data):
        return 2.0 * super().predict_step(data)


for options in ({}, {"run_eagerly": True}, {"steps_per_execution": 2}):
    inputs = keras.Input([4])
    model = Extended(inputs, keras.layers.Dense(1)(inputs))
    sizes = [(w, w.numpy().size) for w in model.weights]
    model.set_weights([np.linspace(-0.5, 0.5, size).reshape(w.shape) for w, size in sizes])
    model.compile("sgd", "mse", **options)
    show(model.fit(x, y, batch_size=4, epochs=2, verbose=0, shuffle=False).history)
    show(model.evaluate(x, y, batch_size=8, verbose=0))
    show(model.predict(x, batch_size=3, verbose=0), model.optimizer.iterations.numpy())

# %% steps written with a tape  [rtol=1e-5, atol=1e-6]
keras = tf.keras
x = np.linspace(-1, 1, 64, dtype=np.float32).reshape(16, 4)
y = x.sum(1, keepdims=True) ** 2


class Custom(keras.Model):
    def train_step(self, data):
        x, y = data
        with tf.GradientTape() as tape:
            y_pred = self(x, training=True)
            loss = self.compute_loss(y=y, y_pred=y_pred)
        gradients = tape.gradient(loss, self.trainable_variables)
        self.optimizer.apply_gradients(zip(gradients, self.trainable_variables))
        for metric in self.metrics:
            if metric.name == "loss":
                metric.update_state(loss)
            else:
                metric.update_state(y, y_pred)
        return {metric.name: metric.result() for metric in self.metrics}


inputs = keras.Input([4])
model = Custom(inputs, keras.layers.Dense(1)(keras.layers.Dense(3, "tanh")(inputs)))
model.set_weights([np.linspace(-0.5, 0.5, w.numpy().size).reshape(w.shape) for w in model.weights])
model.compile("sgd", "mse", metrics=["mae"])
model.fit(x, y, batch_size=8, epochs=3, verbose=0, shuffle=False, validation_data=(x, y)).history
model.fit(x, y, batch_size=5, epochs=1, verbose=0, shuffle=False).history

# %% losses and metrics of the model's own  [rtol=1e-5, atol=1e-6]
keras = tf.keras
x = np.linspace(-1, 1, 64, dtype=np.float32).reshape(16, 4)
y = x.sum(1, keepdims=True) ** 2


class Own(keras.Model):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.size = keras.metrics.Mean(name="size")

    def compute_loss(self, x=None, y=None, y_pred=None, sample_weight=None, training=True):
        loss = super().compute_loss(x, y, y_pred, sample_weight, training)
        self.size.update_state(tf.abs(y_pred))
        return loss + 0.1 * tf.reduce_mean(tf.abs(y_pred))


inputs = keras.Input([4])
model = Own(inputs, keras.layers.Dense(1)(inputs))
model.set_weights([np.linspace(-0.5, 0.5, w.numpy().size).reshape(w.shape) for w in model.weights])
model.compile("sgd", "mse")
model.fit(x, y, batch_size=8, epochs=2, verbose=0, shuffle=False).history
[metric.name for metric in model.metrics]

# %% functions of the user's in fit  [rtol=1e-5, atol=1e-6]
keras = tf.keras
x = np.linspace(-1, 1, 64, dtype=np.float32).reshape(16, 4)
y = x.sum(1, keepdims=True) ** 2


def squares(y_true, y_pred):
    return tf.reduce_mean(tf.square(y_pred - y_true), axis=-1)


def one_number(y_true, y_pred):
    return tf.reduce_mean(tf.abs(y_pred - y_true))


def largest(y_true, y_pred):
    return tf.reduce_max(tf.abs(y_pred - y_true))


for activation in ("relu", tf.nn.relu, lambda x: x * tf.sigmoid(x)):
    for loss in (squares, one_number):
        layers = [keras.Input([4]), keras.layers.Dense(3, activation), keras.layers.Dense(1)]
        model = keras.Sequential(layers)
        sizes = [(w, w.numpy().size) for w in model.weights]
        model.set_weights([np.linspace(-0.5, 0.5, size).reshape(w.shape) for w, size in sizes])
        model.compile("sgd", loss, metrics=[largest, "mae"])
        show(model.fit(x, y, batch_size=8, epochs=2, verbose=0, shuffle=False).history)
        show(model.evaluate(x, y, verbose=0))

# %% classes of the user's in fit  [rtol=1e-5, atol=1e-6]
keras = tf.keras
x = np.linspace(-1, 1, 64, dtype=np.float32).reshape(16, 4)
y = x.sum(1, keepdims=True) ** 2


class Near(keras.metrics.Metric):
    def __init__(self, name="near", **kwargs):
        super().__init__(name=name, **kwargs)
        self.total = self.add_weight(name="total", initializer="zeros")

    def update_state(self, y_true, y_pred, sample_weight=None):
        self.total.assign_add(tf.reduce_sum(tf.cast(tf.abs(y_true - y_pred) < 2.0, tf.float32)))

    def result(self):
        return self.total

    def reset_state(self):
        self.total.assign(0.0)


class Loss(keras.losses.Loss):
    def call(self, y_true, y_pred):
        return tf.reduce_mean(tf.square(y_true - y_pred), -1)


class Sizes(keras.regularizers.Regularizer):
    def __call__(self, w):
        return 0.1 * tf.reduce_sum(tf.abs(w))


class Bounded(keras.constraints.Constraint):
    def __call__(self, w):
        return tf.clip_by_value(w, -0.25, 0.25)


class Halves(keras.initializers.Initializer):
    def __call__(self, shape, dtype=None):
        return tf.fill(shape, tf.cast(0.5, dtype))


class Slower(keras.optimizers.schedules.LearningRateSchedule):
    def __call__(self, step):
        return 0.1 / (1.0 + tf.cast(step, tf.float32))


dense = keras.layers.Dense(1, kernel_initializer=Halves(), kernel_regularizer=Sizes())
model = keras.Sequential([keras.Input([4]), dense])
model.compile(keras.optimizers.SGD(Slower()), Loss(), metrics=[Near()])
model.fit(x, y, batch_size=8, epochs=3, verbose=0, shuffle=False).history
dense = keras.layers.Dense(1, kernel_initializer=Halves(), kernel_constraint=Bounded())
model = keras.Sequential([keras.Input([4]), dense])
model.compile("sgd", "mse")
model.fit(x, y, verbose=0, shuffle=False).history
model.get_weights()[0]

# %% lambda layers  [rtol=1e-5, atol=1e-6]
keras = tf.keras
x = np.linspace(-1, 1, 64, dtype=np.float32).reshape(16, 4)
inputs = keras.Input([4])
squared = keras.layers.Lambda(lambda x: tf.square(x) + tf.reduce_sum(x, 1, keepdims=True))(inputs)
squared.shape
reshaped = keras.layers.Lambda(lambda x: tf.reshape(x, [-1, 2, 2]))(squared)
reshaped.shape
model = keras.Model(inputs, keras.layers.Dense(1)(keras.layers.Flatten()(reshaped)))
model.set_weights([np.linspace(-0.5, 0.5, w.numpy().size).reshape(w.shape) for w in model.weights])
model.compile("sgd", "mse")
model.fit(x, np.ones([16, 1]), epochs=2, verbose=0, shuffle=False).history
model.predict(x[:2], verbose=0)

# %% callbacks are told
keras = tf.keras
x = np.linspace(-1, 1, 64, dtype=np.float32).reshape(16, 4)
y = x.sum(1, keepdims=True)
calls = []


class Told(keras.callbacks.Callback):
    def on_train_begin(self, logs=None):
        calls.append(("train begins", sorted(logs or {})))

    def on_epoch_begin(self, epoch, logs=None):
        calls.append(("epoch begins", epoch))

    def on_train_batch_end(self, batch, logs=None):
        calls.append(("batch ends", batch, sorted(logs), type(logs["loss"]).__name__))

    def on_test_end(self, logs=None):
        calls.append(("test ends", sorted(logs)))

    def on_predict_batch_end(self, batch, logs=None):
        calls.append(("predicted", batch, sorted(logs)))

    def on_epoch_end(self, epoch, logs=None):
        calls.append(("epoch ends", epoch, sorted(logs)))

    def on_train_end(self, logs=None):
        calls.append(("train ends", sorted(logs), self.params, self.model.name))


model = keras.Sequential([keras.Input([4]), keras.layers.Dense(1)], name="m")
model.compile("sgd", "mse", metrics=["mae"])
history = model.fit(x, y, batch_size=8, validation_data=(x, y), callbacks=[Told()], verbose=0)
model.predict(x, batch_size=8, verbose=0, callbacks=[Told()]).shape
calls
history.epoch, history.params, sorted(history.history)
ended = []
callback = keras.callbacks.LambdaCallback(on_epoch_end=lambda epoch, logs: ended.append(epoch))
model.fit(x, y, epochs=2, verbose=0, callbacks=[callback]).epoch, ended


class Stopping(keras.callbacks.Callback):
    def on_epoch_end(self, epoch, logs=None):
        self.model.stop_training = epoch == 1


model.fit(x, y, epochs=5, verbose=0, callbacks=[Stopping()]).epoch

# %% callbacks that decide  [rtol=1e-5, atol=1e-6]
keras = tf.keras
x = np.linspace(-1, 1, 64, dtype=np.float32).reshape(16, 4)
y = x.sum(1, keepdims=True) ** 2


def trained(*callbacks, epochs=3):
    model = keras.Sequential([keras.Input([4]), keras.layers.Dense(1)])
    sizes = [(w, w.numpy().size) for w in model.weights]
    model.set_weights([np.linspace(-0.5, 0.5, size).reshape(w.shape) for w, size in sizes])
    model.compile(keras.optimizers.SGD(0.01), "mse")
    history = model.fit(x, y, epochs=epochs, verbose=0, shuffle=False, callbacks=list(callbacks))
    show(history.history, float(model.optimizer.learning_rate), model.get_weights()[1])


trained(keras.callbacks.LearningRateScheduler(lambda epoch, rate: rate * 0.5))
trained(keras.callbacks.ReduceLROnPlateau("loss", factor=0.5, patience=0, min_delta=1e3))
trained(keras.callbacks.EarlyStopping("loss", patience=1, min_delta=1e3), epochs=9)
stopping = keras.callbacks.EarlyStopping("loss", 1e3, 1, restore_best_weights=True)
trained(stopping, epochs=9)
stopping.stopped_epoch, stopping.best_epoch
trained(keras.callbacks.TerminateOnNaN())
keras.callbacks.LearningRateScheduler(lambda epoch: 0.1, verbose=0).schedule(1)

# %% callbacks that write files
import os
import re
import tempfile

keras, home = tf.keras, tempfile.mkdtemp()
x = np.linspace(-1, 1, 64, dtype=np.float32).reshape(16, 4)
y = x.sum(1, keepdims=True) ** 2
model = keras.Sequential([keras.Input([4]), keras.layers.Dense(1)])
model.set_weights([np.linspace(-0.5, 0.5, w.numpy().size).reshape(w.shape) for w in model.weights])
model.compile("sgd", "mse")
best = os.path.join(home, "best.weights.h5")
callbacks = [
    keras.callbacks.ModelCheckpoint(os.path.join(home, "at-{epoch:02d}.keras")),
    keras.callbacks.ModelCheckpoint(best, "loss", save_weights_only=True, save_best_only=True),
    keras.callbacks.CSVLogger(os.path.join(home, "log.csv")),
    keras.callbacks.BackupAndRestore(os.path.join(home, "backup")),
]
model.fit(x, y, epochs=3, verbose=0, shuffle=False, callbacks=callbacks).epoch
sorted(name for name in os.listdir(home) if name != "backup")
print(re.sub(r"(\d\.\d{3})\d+", r"\1", open(os.path.join(home, "log.csv")).read()))
float(keras.models.load_model(os.path.join(home, "at-03.keras")).optimizer.iterations)

# %% the progress bar
import contextlib
import io
import re

keras = tf.keras
x = np.linspace(-1, 1, 64, dtype=np.float32).reshape(16, 4)
y = x.sum(1, keepdims=True) ** 2


def printed(**options):
    text = io.StringIO()
    model = keras.Sequential([keras.Input([4]), keras.layers.Dense(1)])
    sizes = [(w, w.numpy().size) for w in model.weights]
    model.set_weights([np.linspace(-0.5, 0.5, size).reshape(w.shape) for w, size in sizes])
    model.compile("sgd", "mse", metrics=["mae"])
    with contextlib.redirect_stdout(text):
        model.fit(x, y, epochs=2, batch_size=8, shuffle=False, **options)
        model.evaluate(x, y, **options)
        model.predict(x, **options)
    plain = re.sub(r"\x1b\[[0-9;]*m|[\x08]+|\r", "|", text.getvalue())
    # What has been drawn over is chance: only the last state of a line is looked at.
    lines = [line.rpartition("||")[2].rstrip() for line in plain.split("\n")]
    return [re.sub(r"\d+(us|ms|s)(/step|/epoch)?", "TIME", line) for line in lines]


printed(verbose=1)
printed(verbose=2)
printed(verbose=0)

# %% summaries
keras = tf.keras
model = keras.Sequential([keras.Input([4]), keras.layers.Dense(3, name="a")], name="m")
model.summary()
model.compile("adam", "mse")
model.fit(np.ones([2, 4]), np.ones([2, 3]), verbose=0).epoch
model.summary()
lines = []
model.summary(print_fn=lambda line, **_: lines.append(line), line_length=60)
len(lines) > 0
inputs = keras.Input([4], name="in")
left = keras.layers.Dense(2, name="left")(inputs)
joined = keras.layers.Concatenate(name="join")([left, inputs])
frozen = keras.layers.Dense(1, name="frozen", trainable=False)(joined)
keras.Model(inputs, frozen, name="net").summary(show_trainable=True, expand_nested=True)
attempt(keras.Sequential([keras.layers.Dense(1, name="d")], name="s").count_params)

# %% optimizers by name  [rtol=1e-5, atol=1e-5]
keras = tf.keras
x = np.linspace(-1, 1, 64, dtype=np.float32).reshape(16, 4)
y = x.sum(1, keepdims=True) ** 2
for name in ["sgd", "rmsprop", "adam", "adamw", "nadam", "adamax", "adagrad", "adadelta", "ftrl"]:
    model = keras.Sequential([keras.Input([4]), keras.layers.Dense(1)])
    sizes = [(w, w.numpy().size) for w in model.weights]
    model.set_weights([np.linspace(-0.5, 0.5, size).reshape(w.shape) for w, size in sizes])
    model.compile(name, "mse")
    show(name, model.fit(x, y, batch_size=8, epochs=2, verbose=0, shuffle=False).history)
keras.optimizers.get("sgd").iterations
attempt(lambda: keras.optimizers.legacy.SGD(0.1))

# %% mixed precision
keras = tf.keras
keras.mixed_precision.set_global_policy("mixed_float16")
layer = keras.layers.Dense(2)
layer(tf.ones([1, 2])).dtype, layer.kernel.dtype
layer.compute_dtype, layer.variable_dtype, layer.dtype_policy
keras.mixed_precision.global_policy()
model = keras.Sequential([keras.Input([2]), keras.layers.Dense(1)])
model.compile("sgd", "mse")
type(model.optimizer).__name__, type(model.optimizer.inner_optimizer).__name__
model.predict(np.ones([1, 2]), verbose=0).dtype
keras.layers.Dense(1, dtype="float32")(tf.ones([1, 2])).dtype
keras.mixed_precision.set_global_policy("float32")
keras.mixed_precision.Policy("mixed_bfloat16")
keras.layers.Dense(1, dtype="mixed_bfloat16")(tf.ones([1, 2])).dtype

# %% the same seeds, the same run
keras = tf.keras


def run(seed):
    keras.utils.set_random_seed(seed)
    layers = [keras.layers.Dense(8, "relu"), keras.layers.Dropout(0.3), keras.layers.Dense(1)]
    model = keras.Sequential(layers)
    model.compile("adam", "mse")
    x = np.linspace(-1, 1, 64, dtype=np.float32).reshape(16, 4)
    return model.fit(x, x[:, :1], batch_size=4, epochs=2, verbose=0).history["loss"]


run(7) == run(7)
run(7) == run(8)
keras.utils.set_random_seed(3)
tf.random.normal([2])
np.random.rand(2)

# %% setting the learning rate
keras = tf.keras
model = keras.Sequential([keras.Input([2]), keras.layers.Dense(1)])
model.compile(keras.optimizers.SGD(0.1), "mse")
float(model.optimizer.learning_rate)
model.optimizer.learning_rate = 0.5
float(model.optimizer.learning_rate)
model.optimizer.learning_rate.assign(0.25)
float(model.optimizer.learning_rate)
hasattr(model.optimizer, "lr")
schedule = keras.optimizers.schedules.ExponentialDecay(0.1, 10, 0.5)
model.compile(keras.optimizers.SGD(schedule), "mse")
model.optimizer.learning_rate
schedule(10)

# %% not compiled, not built
keras = tf.keras
model = keras.Sequential([keras.layers.Dense(1, name="d")], name="s")
attempt(model.fit, np.ones([2, 2]), np.ones([2, 1]))
attempt(model.evaluate, np.ones([2, 2]), np.ones([2, 1]))
model.built, model.weights
attempt(lambda: model.inputs)
model.predict(np.zeros([2, 3]), verbose=0)
model.built, model.input_shape
attempt(model.compile, "no_such_optimizer")
attempt(model.compile, "sgd", "no_such_loss")

# %% several outputs  [rtol=1e-5, atol=1e-6]
keras = tf.keras
x = np.linspace(-1, 1, 64, dtype=np.float32).reshape(16, 4)
y = x.sum(1, keepdims=True) ** 2
labels = (y[:, 0] > 0.5).astype(int)
inputs = keras.Input([4])
hidden = keras.layers.Dense(3, "tanh")(inputs)
outputs = {
    "p": keras.layers.Dense(1, name="p")(hidden),
    "q": keras.layers.Dense(2, activation="softmax", name="q")(hidden),
}
model = keras.Model(inputs, outputs)
model.set_weights([np.linspace(-0.5, 0.5, w.numpy().size).reshape(w.shape) for w in model.weights])
losses = {"p": "mse", "q": "sparse_categorical_crossentropy"}
metrics = {"p": ["mae"], "q": ["accuracy"]}
model.compile("sgd", losses, loss_weights={"p": 0.5, "q": 1.0}, metrics=metrics)
targets = {"p": y, "q": labels}
model.fit(x, targets, batch_size=8, epochs=2, verbose=0, shuffle=False).history
model.evaluate(x, targets, verbose=0, return_dict=True)
[(name, value.shape) for name, value in sorted(model.predict(x, verbose=0).items())]

# %% losses that layers add  [rtol=1e-5, atol=1e-6]
keras = tf.keras
x = np.linspace(-1, 1, 64, dtype=np.float32).reshape(16, 4)


class Sparse(keras.layers.Layer):
    def call(self, x):
        self.add_loss(0.1 * tf.reduce_sum(tf.abs(x)))
        return x


dense = keras.layers.Dense(2, kernel_regularizer="l2", activity_regularizer="l1")
model = keras.Sequential([keras.Input([4]), dense, Sparse()])
model.set_weights([np.linspace(-0.5, 0.5, w.numpy().size).reshape(w.shape) for w in model.weights])
model.compile("sgd", "mse")
model.fit(x, x[:, :2], epochs=2, verbose=0, shuffle=False, batch_size=8).history
model.evaluate(x, x[:, :2], verbose=0)

# %% recurrent layers and masks  [rtol=1e-5, atol=1e-6]
keras = tf.keras
ids = np.array([[1, 2, 0, 0], [3, 1, 2, 0]])
for recurrent in (keras.layers.LSTM(2), keras.layers.GRU(2), keras.layers.SimpleRNN(2)):
    layers = [keras.Input([4]), keras.layers.Embedding(5, 3, mask_zero=True), recurrent]
    model = keras.Sequential([*layers, keras.layers.Dense(1)])
    sizes = [(w, w.numpy().size) for w in model.weights]
    model.set_weights([np.linspace(-0.5, 0.5, size).reshape(w.shape) for w, size in sizes])
    model.compile("sgd", "mse")
    show(model.fit(ids, np.ones([2, 1]), epochs=2, verbose=0, shuffle=False).history)
    show(model(ids))

# %% layers that are frozen  [rtol=1e-5, atol=1e-6]
keras = tf.keras
x = np.linspace(-1, 1, 64, dtype=np.float32).reshape(16, 4)
base = keras.Sequential([keras.Input([4]), keras.layers.Dense(3, name="a"), keras.layers.Dense(2)])
base.trainable = False
model = keras.Sequential([keras.Input([4]), base, keras.layers.Dense(1)])
model.set_weights([np.linspace(-0.5, 0.5, w.numpy().size).reshape(w.shape) for w in model.weights])
model.compile("sgd", "mse")
before = base.get_weights()
model.fit(x, x[:, :1], epochs=2, verbose=0, shuffle=False).history
all((a == b).all() for a, b in zip(before, base.get_weights()))
len(model.trainable_variables), len(model.non_trainable_variables)
part = keras.Model(base.inputs, base.get_layer("a").output)
part(x[:2])
part.predict(x[:2], verbose=0)
