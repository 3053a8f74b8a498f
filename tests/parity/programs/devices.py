"""Devices, configuration, and the library's own facts."""

# %% where tensors are
tf.constant(1).device
tf.zeros([2]).device
tf.Variable(1.0).device
(tf.constant(1) + 1).device
tf.constant("a").device
tf.constant(1).cpu()
tf.constant(1).gpu()
tf.identity(tf.constant([1.0])).device

# %% with tf.device
with tf.device("/cpu:0"):
    show(tf.constant(1).device, tf.constant(1))
with tf.device("CPU:0"):
    show(tf.constant(1).device)
with tf.device("/CPU:0"):
    show(tf.Variable(1.0).device)
with tf.device("cpu"):
    show(tf.constant(1).device)
with tf.device("/device:CPU:0"):
    show(tf.constant(1).device)
with tf.device("/job:localhost/replica:0/task:0/device:CPU:0"):
    show(tf.constant(1).device)
with tf.device(None):
    show(tf.constant(1).device)
with tf.device("/cpu:0"), tf.device(None):
    show(tf.constant(1).device)
with tf.device("/cpu:7"):
    show(tf.constant(1).device)
with tf.device("/gpu:0"):
    show(tf.constant(1).device)
with tf.device("/gpu:0"):
    show((tf.constant(1.0) + 1.0).device)
with tf.device("no such device"):
    show(tf.constant(1))
with tf.device(5):
    show(tf.constant(1))
with tf.device("/tpu:0"):
    show(tf.identity([1.0]))

# %% devices in functions


@tf.function
def placed(x):
    with tf.device("/cpu:0"):
        y = x + 1
        show(y.device, y.op.device)
    z = x * 2
    show(x.device, z.device)
    return y


placed(tf.constant(1.0))

# %% listing devices
tf.config.list_physical_devices()
tf.config.list_physical_devices("CPU")
tf.config.list_physical_devices("GPU")
tf.config.list_physical_devices("TPU")
tf.config.list_physical_devices("no such type")
tf.config.list_logical_devices()
tf.config.list_logical_devices("CPU")
tf.config.get_visible_devices()
tf.config.experimental.list_physical_devices("GPU")
device = tf.config.list_physical_devices("CPU")[0]
print(device)
device.name
device.device_type
len(tf.config.list_physical_devices("GPU"))
tf.test.is_gpu_available()
tf.test.gpu_device_name()
tf.test.is_built_with_cuda()
tf.test.is_built_with_gpu_support()
bool(tf.config.list_physical_devices("GPU"))

# %% configuration
tf.executing_eagerly()
tf.config.functions_run_eagerly()
tf.config.get_soft_device_placement()
tf.config.set_soft_device_placement(True)
tf.config.threading.get_inter_op_parallelism_threads()
tf.config.optimizer.get_jit()
[
    tf.config.experimental.set_memory_growth(gpu, True)
    for gpu in tf.config.list_physical_devices("GPU")
]

# %% versions
tf.version.VERSION == tf.__version__
int(tf.__version__.split(".")[0]) >= 2

# %% constants of the module
tf.newaxis
tf.float32
[hasattr(tf, name) for name in ["Session", "placeholder", "contrib", "AUTO_REUSE", "no_such_name"]]
