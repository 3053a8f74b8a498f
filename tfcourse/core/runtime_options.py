"""`tf.config.threading` and `tf.config.optimizer`: kept for programs that set them.

XLA decides on threads and optimises every graph, so these are remembered and given back, and change
nothing else.
"""

from tfcourse.core.export import export

_threads = {"inter_op": 0, "intra_op": 0}
_optimizer: dict = {"jit": "", "options": {}}


@export("config.threading.get_inter_op_parallelism_threads")
def get_inter_op_parallelism_threads() -> int:
    """Returns the number that was set; 0 leaves it to the system."""
    return _threads["inter_op"]


@export("config.threading.set_inter_op_parallelism_threads")
def set_inter_op_parallelism_threads(num_threads: int) -> None:
    """Remembers a number of threads for independent operations."""
    _threads["inter_op"] = num_threads


@export("config.threading.get_intra_op_parallelism_threads")
def get_intra_op_parallelism_threads() -> int:
    """Returns the number that was set; 0 leaves it to the system."""
    return _threads["intra_op"]


@export("config.threading.set_intra_op_parallelism_threads")
def set_intra_op_parallelism_threads(num_threads: int) -> None:
    """Remembers a number of threads for the inside of an operation."""
    _threads["intra_op"] = num_threads


@export("config.optimizer.get_jit")
def get_jit() -> str:
    """Returns the setting of automatic compilation that was set."""
    return _optimizer["jit"]


@export("config.optimizer.set_jit")
def set_jit(enabled) -> None:
    """Remembers the setting of automatic compilation: `"autoclustering"`, True or False."""
    _optimizer["jit"] = "autoclustering" if enabled in (True, "autoclustering") else ""


@export("config.optimizer.get_experimental_options")
def get_experimental_options() -> dict:
    """Returns the graph optimiser's options that were set."""
    return dict(_optimizer["options"])


@export("config.optimizer.set_experimental_options")
def set_experimental_options(options: dict) -> None:
    """Remembers options of the graph optimiser."""
    _optimizer["options"].update(options)
