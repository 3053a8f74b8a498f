"""What introductory lectures do with single names of Keras, as their notebooks print it."""

# %% gradient descent with a built-in optimizer
x = tf.Variable(10.0, tf.float32)
optimizer = tf.keras.optimizers.SGD(0.1)


def calc_y():
    return tf.pow(x, 2.0) - 4.0 * x + 4.0


for i in range(50):
    with tf.GradientTape() as tape:
        y = calc_y()
    optimizer.apply_gradients(zip(tape.gradient(y, [x]), [x]))
    print("iteration:", i, "x:", x.numpy(), "y:", calc_y().numpy())

# %% the same with others  [rtol=1e-6, atol=1e-7]
for kind in (tf.keras.optimizers.Adam, tf.keras.optimizers.RMSprop):
    for options in ({}, {"learning_rate": 0.1}):
        x = tf.Variable(10.0)
        optimizer = kind(**options)
        for i in range(10):
            with tf.GradientTape() as tape:
                y = tf.pow(x, 2.0) - 4.0 * x + 4.0
            (gradient,) = tape.gradient(y, [x])
            optimizer.apply_gradients([(gradient, x)])
            show(x.numpy(), gradient.numpy())

# %% the same in a function  [rtol=1e-6, atol=1e-7]
for kind in ("SGD", "Adam", "RMSprop"):
    x = tf.Variable([10.0, -3.0])
    optimizer = getattr(tf.keras.optimizers, kind)(0.1)

    @tf.function
    def step(x, optimizer):
        with tf.GradientTape() as tape:
            y = tf.reduce_sum(tf.pow(x, 2.0) - 4.0 * x + 4.0)
        optimizer.apply_gradients([(tape.gradient(y, x), x)])
        return y

    for i in range(5):
        show(step(x, optimizer).numpy(), x.numpy())

# %% no variables until the layer is called
tf.keras.utils.set_random_seed(1)
a = np.ones((1, 2, 2, 1), dtype=np.float32)
convolution = tf.keras.layers.Conv2D(1, (1, 1))
print(convolution.trainable_variables)
convolution.built
convolution(a)
print(convolution.trainable_variables)

# %% or built
tf.keras.utils.set_random_seed(1)
convolution = tf.keras.layers.Conv2D(2, (3, 3))
convolution.build(input_shape=(1, 4, 4, 1))
[variable.shape.as_list() for variable in convolution.trainable_variables]
convolution.kernel.numpy()
attempt(convolution, np.ones((1, 4, 4, 2), np.float32))

# %% no variables until the model is called
tf.keras.utils.set_random_seed(1)
model = tf.keras.Sequential([tf.keras.layers.Dense(2), tf.keras.layers.Dense(1)])
attempt(lambda: model.weights)
attempt(lambda: model.trainable_variables)
model(tf.ones([1, 3])).numpy()
[variable.path for variable in model.trainable_variables]
