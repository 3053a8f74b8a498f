# Written by tools/stubs.py (make stubs); not to be edited.
import builtins as _builtins
from typing import Any as _Any

class device:
    """Runs the operations of a block on a device."""
    def __enter__(self) -> _Any: ...
    def __exit__(self, *exception) -> _Any: ...
    def __init__(self, device_name) -> None: ...

class DeviceSpec:
    """Which device is meant, as far as it is said."""

    __dataclass_fields__: _Any
    __dataclass_params__: _Any
    def __eq__(self, other) -> _Any: ...
    def __init__(
        self, job=None, replica=None, task=None, device_type=None, device_index=None
    ) -> None: ...
    __match_args__: _Any
    def __post_init__(self) -> _Any: ...
    device_index: _Any
    device_type: _Any
    @staticmethod
    def from_string(spec) -> DeviceSpec:
        """Reads a string such as `"/gpu:0"` or `"/job:worker/task:1/device:CPU:*"`."""
    job: _Any
    def make_merged_spec(self, other) -> DeviceSpec:
        """Gives a spec with what `other` says, and what this one says where `other` is silent."""
    def parse_from_string(self, spec) -> DeviceSpec:
        """Reads a string; the same as `from_string`."""
    def replace(self, **changes) -> DeviceSpec:
        """Gives a spec with the given fields changed."""
    replica: _Any
    task: _Any
    def to_string(self) -> _builtins.str:
        """Gives the canonical string: `"/job:localhost/device:GPU:0"`."""

class DType:
    """The element type of a tensor; one object per type."""
    def __eq__(self, other) -> _Any: ...
    as_datatype_enum: _Any
    @property
    def as_numpy_dtype(self) -> _Any:
        """The NumPy scalar type (a structured dtype for quantized types)."""
    base_dtype: _Any
    enum_name: _Any
    is_bool: _Any
    def is_compatible_with(self, other) -> _Any:
        """Tells whether `other` is this type, or a reference to it."""
    is_complex: _Any
    is_differentiable: _Any
    is_floating: _Any
    is_integer: _Any
    is_numeric: _Any
    is_numpy_compatible: _Any
    is_quantized: _Any
    is_reference: _Any
    def is_subtype_of(self, other) -> _Any:
        """Tells whether a value of this type fits where `other` is expected."""
    is_unsigned: _Any
    @property
    def limits(self) -> _Any:
        """The range of intensities of an image of this type, without negative values."""
    @property
    def max(self) -> _Any:
        """The largest finite value (TypeError where there is none)."""
    @property
    def min(self) -> _Any:
        """The smallest finite value (TypeError where there is none)."""
    def most_specific_common_supertype(self, types) -> _Any:
        """Gives this type if all `types` are equal to it, otherwise None."""
    name: _Any
    numpy_dtype: _Any
    real_dtype: _Any
    short_name: _Any
    size: _Any

class Graph:
    """Operations in the order in which they were added."""
    def __init__(self) -> None: ...
    def add(self, op, operands, attributes, name=None) -> _Any:
        """Adds an operation: converts operands, infers shapes, lets the tapes record."""
    def as_default(self) -> _Any:
        """Makes this the graph that operations are added to, inside a `with` block."""
    def as_graph_element(self, item, allow_tensor=True, allow_operation=True) -> _Any:
        """Returns a tensor or operation of this graph, given itself or its name."""
    building_function: _Any
    captures: _Any
    def constant(self, array, name="Const") -> _Any:
        """Adds a `Const` operation and returns its result."""
    def control_dependencies(self, control_inputs) -> _Any:
        """Makes operations of a `with` block run after the given ones; None clears them."""
    def control_inputs_of(self, inputs) -> _Any:
        """Returns what an operation of these operands must wait for, if it is added now."""
    def create_operation(
        self, definition, inputs, attributes=..., name=None, *, counts=..., results=...
    ) -> Operation:
        """Adds a node as it is, without conversion or inference."""
    def element(self, tensor, name="Const") -> _Any:
        """Returns a tensor as one of this graph: itself, or a constant for an eager one."""
    def finalize(self) -> _Any:
        """Makes the graph read-only."""
    def get_name_scope(self) -> _builtins.str:
        """Returns the current name scope without its last slash."""
    def get_operation_by_name(self, name) -> Operation:
        """Returns the operation of that name."""
    def get_operations(self) -> _Any:
        """Returns all operations in the order in which they were added."""
    def get_tensor_by_name(self, name) -> _Any:
        """Returns the tensor of that name (`add:0`)."""
    handles: _Any
    @property
    def last_operation(self) -> Operation:
        """The operation that was added last."""
    def lift(self, tensor) -> _Any:
        """Returns the value of one of its tensors for use outside of it."""
    def name_scope(self, name) -> _Any:
        """Puts operations of a `with` block below a scope; yields its name with a slash."""
    outer_graph: _Any
    outer_tapes: _Any
    def own_variable(self, variable) -> _Any:
        """Keeps a variable that was made while this graph was built."""
    def placeholder(self, dtype, shape, name="Placeholder") -> _Any:
        """Adds a `Placeholder` operation and returns its result."""
    def resource(self, handle) -> _Any:
        """Returns the tensor of dtype resource that stands for a variable's handle."""
    def unique_name(self, name, mark_as_used=True) -> _builtins.str:
        """Returns `name` inside the current scope, with a number where it is taken."""
    def variable_created(self) -> _Any:
        """Is told when a variable is about to be made while this graph is built."""

class IndexedSlices:
    """Some rows of a larger tensor, whose other rows are zero."""
    def __init__(self, values, indices, dense_shape=None) -> None: ...
    def __neg__(self) -> _Any: ...
    def consumers(self) -> _Any:
        """Returns the operations of a graph that take it: always none."""
    @property
    def dense_shape(self) -> _Any:
        """The shape of the larger tensor as a tensor, or None."""
    @property
    def device(self) -> _builtins.str:
        """The device that holds the values."""
    @property
    def dtype(self) -> _Any:
        """The dtype of the rows."""
    @property
    def graph(self) -> _Any:
        """The graph that holds the values."""
    @property
    def indices(self) -> _Any:
        """Where in the larger tensor the rows stand."""
    @property
    def name(self) -> _Any:
        """The name of the values in a graph."""
    @property
    def op(self) -> _Any:
        """The operation that gives the values in a graph."""
    @property
    def shape(self) -> TensorShape:
        """The static shape of the larger tensor."""
    @property
    def values(self) -> _Any:
        """The rows."""

class Module:
    """A base class for what owns variables."""
    def __init__(self, name=None) -> None: ...
    @property
    def name(self) -> _builtins.str:
        """The name as given or made from the class's."""
    @property
    def name_scope(self) -> name_scope:
        """A `tf.name_scope` for what belongs to the module."""
    @property
    def non_trainable_variables(self) -> _Any:
        """The variables that tapes do not watch on their own."""
    @property
    def submodules(self) -> _Any:
        """All modules that it owns, and those that they own."""
    @property
    def trainable_variables(self) -> _Any:
        """The variables that tapes watch on their own."""
    @property
    def variables(self) -> _Any:
        """All variables of the module and of its submodules."""
    @classmethod
    def with_name_scope(cls, method) -> _Any:
        """Returns a method that runs inside of its module's name scope; used as a decorator."""

class name_scope:
    """A context manager that puts the names made inside below a scope."""
    def __enter__(self) -> _Any: ...
    def __exit__(self, *exception) -> _Any: ...
    def __init__(self, name) -> None: ...
    @property
    def name(self) -> _Any:
        """The name as given."""

class Operation:
    """A node of a graph."""
    def __init__(
        self, graph, definition, name, inputs, attributes, counts, dtypes_and_avals
    ) -> None: ...
    attributes: _Any
    control_inputs: _Any
    counts: _Any
    definition: _Any
    device: _Any
    frames: _Any
    def get_attr(self, name) -> _Any:
        """Returns an attribute of the op."""
    graph: _Any
    inputs: _Any
    name: _Any
    outputs: _Any
    streams: _Any
    @property
    def type(self) -> _builtins.str:
        """The op type, such as `AddV2`."""
    def values(self) -> _Any:
        """Returns the results as a tuple."""

class SparseTensor:
    """A tensor as the positions and values of some elements; the others are zero."""

    __array_priority__: _Any
    def __init__(self, indices, values, dense_shape) -> None: ...
    def __mul__(sp_x, y) -> _Any: ...
    def __truediv__(sp_x, y) -> _Any: ...
    def consumers(self) -> _Any:
        """Returns the operations that take one of its tensors."""
    @property
    def dense_shape(self) -> _Any:
        """The shape of the whole, an int64 tensor."""
    @property
    def dtype(self) -> _Any:
        """The `DType` of the values."""
    def get_shape(self) -> TensorShape:
        """Returns `self.shape`."""
    @property
    def graph(self) -> _Any:
        """The graph that holds its tensors."""
    @property
    def indices(self) -> _Any:
        """The positions: an int64 tensor of shape `[elements, rank]`."""
    @property
    def op(self) -> _Any:
        """The operation that gives the values."""
    def set_shape(self, shape) -> _Any:
        """Merges what is known about the shape into it."""
    @property
    def shape(self) -> TensorShape:
        """The static shape."""
    @property
    def values(self) -> _Any:
        """The values: a tensor of shape `[elements]`."""
    def with_values(self, new_values) -> SparseTensor:
        """Returns a sparse tensor with other values at the same positions."""

class Tensor:
    """A rectangular array of one dtype."""
    def __abs__(x, function=...) -> _Any: ...
    def __add__(x, y) -> _Any: ...
    def __and__(x, y) -> _Any: ...
    def __array__(self, dtype=None, copy=None) -> _Any: ...
    __array_priority__: _Any
    def __bool__(self) -> _Any: ...
    def __complex__(self) -> _Any: ...
    def __copy__(self) -> _Any: ...
    def __deepcopy__(self, memo) -> _Any: ...
    def __delitem__(tensor, key) -> _Any: ...
    def __dlpack__(self, **options) -> _Any: ...
    def __dlpack_device__(self) -> _Any: ...
    def __eq__(x, y) -> _Any: ...
    def __float__(self) -> _Any: ...
    def __floordiv__(x, y) -> _Any: ...
    def __ge__(x, y, compare=...) -> _Any: ...
    def __getitem__(tensor, key) -> _Any:
        """Returns a part of the tensor, as NumPy's basic indexing does."""
    def __gt__(x, y, compare=...) -> _Any: ...
    def __index__(self) -> _Any: ...
    def __init__(self, array) -> None: ...
    def __int__(self) -> _Any: ...
    def __invert__(x, function=...) -> _Any: ...
    def __iter__(self) -> _Any: ...
    def __jax_array__(self) -> _Any: ...
    def __le__(x, y, compare=...) -> _Any: ...
    def __len__(self) -> _Any: ...
    def __lt__(x, y, compare=...) -> _Any: ...
    def __matmul__(x, y) -> _Any: ...
    def __mod__(x, y) -> _Any: ...
    def __mul__(x, y) -> _Any: ...
    def __ne__(x, y) -> _Any: ...
    def __neg__(x, function=...) -> _Any: ...
    def __or__(x, y) -> _Any: ...
    def __pow__(x, y) -> _Any: ...
    def __radd__(y, x) -> _Any: ...
    def __rand__(y, x) -> _Any: ...
    def __rfloordiv__(y, x) -> _Any: ...
    def __rmatmul__(y, x) -> _Any: ...
    def __rmod__(y, x) -> _Any: ...
    def __rmul__(y, x) -> _Any: ...
    def __ror__(y, x) -> _Any: ...
    def __round__(self, digits=None) -> _Any: ...
    def __rpow__(y, x) -> _Any: ...
    def __rsub__(y, x) -> _Any: ...
    def __rtruediv__(y, x) -> _Any: ...
    def __rxor__(y, x) -> _Any: ...
    def __setitem__(tensor, key, value) -> _Any: ...
    def __sub__(x, y) -> _Any: ...
    def __truediv__(x, y) -> _Any: ...
    def __xor__(x, y) -> _Any: ...
    array: _Any
    @property
    def backing_device(self) -> _builtins.str:
        """The full name of the device that holds the value."""
    def consumers(self) -> _Any:
        """Raises NotImplementedError: an eager tensor does not know who took it."""
    def cpu(self) -> _Any:
        """Returns a copy in the host's memory."""
    @property
    def device(self) -> _builtins.str:
        """The full name of the device that holds the value."""
    @property
    def dtype(self) -> _Any: ...
    def eval(self, feed_dict=None, session=None) -> _Any:
        """Raises NotImplementedError, as an eager tensor has no session to run in."""
    def experimental_ref(self) -> _Any:
        """Returns `self.ref()`."""
    form: _Any
    def get_shape(self) -> TensorShape:
        """Returns `self.shape`."""
    def gpu(self, gpu_index=0) -> _Any:
        """Returns a copy in the memory of a GPU."""
    @property
    def is_packed(self) -> _builtins.bool:
        """Whether the tensor is a pack of tensors on several devices: never."""
    @property
    def ndim(self) -> _builtins.int:
        """The number of dimensions."""
    def numpy(self) -> _Any:
        """Returns the value as a new NumPy array, or a NumPy scalar for shape `()`."""
    def ref(self) -> _Any:
        """Returns a hashable reference, for use as a dictionary key or in a set."""
    def set_shape(self, shape) -> _Any:
        """Checks that `shape` is compatible with the tensor's shape."""
    @property
    def shape(self) -> TensorShape:
        """The static shape."""

class TensorArray:
    """Elements of one dtype that are written and read one by one."""
    def __init__(
        self,
        dtype,
        size=None,
        dynamic_size=None,
        clear_after_read=None,
        tensor_array_name=None,
        handle=None,
        flow=None,
        infer_shape=True,
        element_shape=None,
        colocate_with_first_write_call=True,
        name=None,
    ) -> None: ...
    def close(self, name=None) -> _Any:
        """Does nothing: the array ends with its last name."""
    def concat(self, name=None) -> _Any:
        """Returns all elements, one after the other along their first axis."""
    @property
    def dtype(self) -> _Any:
        """The dtype of the elements."""
    @property
    def dynamic_size(self) -> _builtins.bool:
        """Whether writing behind the last element adds elements."""
    @property
    def element_shape(self) -> TensorShape:
        """What is known of the shape of the elements."""
    @property
    def flow(self) -> _Any:
        """The tensor that stands for the array in a graph; a zero outside of graphs."""
    def gather(self, indices, name=None) -> _Any:
        """Returns some elements, stacked."""
    @property
    def handle(self) -> _Any:
        """None: there is no resource behind the array."""
    def identity(self) -> _Any:
        """Returns the array."""
    def mark_used(self) -> _Any:
        """Does nothing: no warning is given for an array that is not used."""
    def read(self, index, name=None) -> _Any:
        """Returns an element."""
    def scatter(self, indices, value, name=None) -> _Any:
        """Returns the array after several elements were written."""
    def size(self, name=None) -> _Any:
        """Returns the number of elements, a scalar int32 tensor."""
    def split(self, value, lengths, name=None) -> _Any:
        """Returns the array that holds pieces of a tensor's first axis."""
    def stack(self, name=None) -> _Any:
        """Returns all elements, stacked: a tensor of shape `[size, *element_shape]`."""
    def unstack(self, value, name=None) -> _Any:
        """Returns the array that holds the rows of a tensor."""
    def write(self, index, value, name=None) -> _Any:
        """Returns the array after an element was written."""

class TensorShape:
    """The shape of a tensor: fully known, partly known, or of unknown rank."""
    def __add__(self, other) -> TensorShape: ...
    def __bool__(self) -> _builtins.bool: ...
    def __eq__(self, other) -> _builtins.bool: ...
    def __getitem__(self, key) -> _Any: ...
    def __init__(self, dims) -> None: ...
    def __iter__(self) -> _Any: ...
    def __len__(self) -> _builtins.int: ...
    def __radd__(self, other) -> TensorShape: ...
    def as_list(self) -> _Any:
        """Gives the sizes as a list; ValueError if the rank is unknown."""
    def assert_has_rank(self, rank) -> _Any:
        """Raises ValueError unless the rank is `rank` or unknown."""
    def assert_is_compatible_with(self, other) -> _Any:
        """Raises ValueError unless some tensor could have both shapes."""
    def assert_is_fully_defined(self) -> _Any:
        """Raises ValueError unless every size is known."""
    def assert_same_rank(self, other) -> _Any:
        """Raises ValueError unless the ranks are equal or one is unknown."""
    def concatenate(self, other) -> TensorShape:
        """Puts the axes of another shape behind the axes of this one."""
    @property
    def dims(self) -> _Any:
        """The sizes as a list of Dimensions, or None if the rank is unknown."""
    def is_compatible_with(self, other) -> _builtins.bool:
        """Tells whether some tensor could have both shapes."""
    def is_fully_defined(self) -> _builtins.bool:
        """Tells whether every size is known."""
    def is_subtype_of(self, other) -> _builtins.bool:
        """Tells whether every tensor of this shape has the shape `other` as well."""
    def merge_with(self, other) -> TensorShape:
        """Combines what two shapes of the same tensor know; ValueError if they contradict."""
    def most_specific_common_supertype(self, others) -> _Any:
        """Gives the narrowest shape that this one and all others fit; None if one is no shape."""
    def most_specific_compatible_shape(self, other) -> TensorShape:
        """Gives the narrowest shape that tensors of both shapes have."""
    @property
    def ndims(self) -> _Any:
        """The number of axes, or None."""
    def num_elements(self) -> _Any:
        """Gives the number of elements, or None if a size is unknown."""
    @property
    def rank(self) -> _Any:
        """The number of axes, or None."""
    def with_rank(self, rank) -> TensorShape:
        """Gives this shape, known to be of the given rank; ValueError if it is of another."""
    def with_rank_at_least(self, rank) -> TensorShape:
        """Gives this shape; ValueError if it has less than `rank` axes."""
    def with_rank_at_most(self, rank) -> TensorShape:
        """Gives this shape; ValueError if it has more than `rank` axes."""

class TypeSpec:
    """What is known of a value before it is there."""
    def is_compatible_with(self, spec_or_value) -> _builtins.bool:
        """Says whether a value, or one of another spec, could be one of this spec."""

class Variable:
    """A tensor whose value can be replaced."""
    def __abs__(variable, *operands) -> _Any: ...
    def __add__(x, y) -> _Any: ...
    def __and__(variable, *operands) -> _Any: ...
    def __array__(self, dtype=None, copy=None) -> _Any: ...
    __array_priority__: _Any
    def __bool__(self) -> _Any: ...
    def __complex__(self) -> _Any: ...
    def __copy__(self) -> _Any: ...
    def __deepcopy__(self, memo) -> _Any: ...
    def __eq__(x, y) -> _Any: ...
    def __float__(self) -> _Any: ...
    def __floordiv__(x, y) -> _Any: ...
    def __ge__(x, y) -> _Any: ...
    def __getitem__(variable, key) -> _Any:
        """Returns a part of the variable's value; its `assign` replaces that part."""
    def __gt__(x, y) -> _Any: ...
    def __iadd__(self, value) -> _Any: ...
    def __imul__(self, value) -> _Any: ...
    def __init__(
        self,
        initial_value=None,
        trainable=None,
        validate_shape=True,
        caching_device=None,
        name=None,
        variable_def=None,
        dtype=None,
        import_scope=None,
        constraint=None,
        synchronization=...,
        aggregation=...,
        shape=None,
        experimental_enable_variable_lifting=None,
    ) -> None: ...
    def __int__(self) -> _Any: ...
    def __invert__(variable, *operands) -> _Any: ...
    def __ipow__(self, value) -> _Any: ...
    def __isub__(self, value) -> _Any: ...
    def __iter__(self) -> _Any: ...
    def __itruediv__(self, value) -> _Any: ...
    def __jax_array__(self) -> _Any: ...
    def __le__(x, y) -> _Any: ...
    def __lt__(x, y) -> _Any: ...
    def __matmul__(variable, *operands) -> _Any: ...
    def __mod__(x, y) -> _Any: ...
    def __mul__(x, y) -> _Any: ...
    def __ne__(x, y) -> _Any: ...
    def __neg__(variable, *operands) -> _Any: ...
    def __or__(variable, *operands) -> _Any: ...
    def __pow__(x, y) -> _Any: ...
    def __radd__(y, x) -> _Any: ...
    def __rand__(variable, *operands) -> _Any: ...
    def __rfloordiv__(y, x) -> _Any: ...
    def __rmatmul__(variable, *operands) -> _Any: ...
    def __rmod__(y, x) -> _Any: ...
    def __rmul__(y, x) -> _Any: ...
    def __ror__(variable, *operands) -> _Any: ...
    def __rpow__(y, x) -> _Any: ...
    def __rsub__(y, x) -> _Any: ...
    def __rtruediv__(y, x) -> _Any: ...
    def __rxor__(variable, *operands) -> _Any: ...
    def __sub__(x, y) -> _Any: ...
    def __truediv__(x, y) -> _Any: ...
    def __xor__(variable, *operands) -> _Any: ...
    def assign(self, value, use_locking=False, name=None, read_value=True) -> _Any:
        """Replaces the value."""
    def assign_add(self, delta, use_locking=False, name=None, read_value=True) -> _Any:
        """Adds `delta` to the value; arguments and result are those of `assign`."""
    def assign_sub(self, delta, use_locking=False, name=None, read_value=True) -> _Any:
        """Subtracts `delta` from the value; arguments and result are those of `assign`."""
    def batch_scatter_update(self, sparse_delta, use_locking=False, name=None) -> _Any:
        """Assigns slices along the dimension after the indices' batch dimensions."""
    @property
    def device(self) -> _builtins.str:
        """The full name of the device that holds the value."""
    @property
    def dtype(self) -> _Any:
        """The `DType` of its values."""
    def eval(self, session=None) -> _Any:
        """Returns the value that a session gives for the variable."""
    def experimental_ref(self) -> _Any:
        """Returns `self.ref()`."""
    def gather_nd(self, indices, name=None) -> _Any:
        """Returns the elements or slices of the variable's value that index tuples name."""
    def get_shape(self) -> TensorShape:
        """Returns `self.shape`."""
    @property
    def graph(self) -> _Any:
        """The graph being built."""
    @property
    def initial_value(self) -> _Any:
        """Raises RuntimeError, as eager variables do not keep it."""
    def initialized_value(self) -> _Any:
        """Raises NotImplementedError: read the value, an eager variable always has one."""
    @property
    def initializer(self) -> _Any:
        """The operation that initialises it: None, as an eager variable needs none."""
    def is_initialized(self, name=None) -> _Any:
        """Returns a boolean tensor: whether it has a value."""
    @property
    def name(self) -> _builtins.str:
        """The name, with `:0`."""
    def numpy(self) -> _Any:
        """Returns the current value as a NumPy array or scalar."""
    @property
    def op(self) -> _Any:
        """The operation of its handle in a graph."""
    def read_value(self) -> Tensor:
        """Returns the current value as a tensor that no later assignment changes."""
    def ref(self) -> _Any:
        """Returns a hashable reference, for use as a dictionary key or in a set."""
    def scatter_add(self, sparse_delta, use_locking=False, name=None, kind="add") -> _Any:
        """Adds `sparse_delta.values` at rows `sparse_delta.indices`."""
    def scatter_div(self, sparse_delta, use_locking=False, name=None, kind="div") -> _Any:
        """Divides by `sparse_delta.values` at rows `sparse_delta.indices`."""
    def scatter_max(self, sparse_delta, use_locking=False, name=None, kind="max") -> _Any:
        """Takes the maximum with `sparse_delta.values` at rows `sparse_delta.indices`."""
    def scatter_min(self, sparse_delta, use_locking=False, name=None, kind="min") -> _Any:
        """Takes the minimum with `sparse_delta.values` at rows `sparse_delta.indices`."""
    def scatter_mul(self, sparse_delta, use_locking=False, name=None, kind="mul") -> _Any:
        """Multiplies by `sparse_delta.values` at rows `sparse_delta.indices`."""
    def scatter_nd_add(self, indices, updates, name=None, kind="add") -> _Any:
        """Adds `updates` at the index tuples `indices`."""
    def scatter_nd_max(self, indices, updates, name=None, kind="max") -> _Any:
        """Takes the maximum with `updates` at the index tuples `indices`."""
    def scatter_nd_min(self, indices, updates, name=None, kind="min") -> _Any:
        """Takes the minimum with `updates` at the index tuples `indices`."""
    def scatter_nd_sub(self, indices, updates, name=None, kind="sub") -> _Any:
        """Subtracts `updates` at the index tuples `indices`."""
    def scatter_nd_update(self, indices, updates, name=None, kind="update") -> _Any:
        """Assigns `updates` at the index tuples `indices`."""
    def scatter_sub(self, sparse_delta, use_locking=False, name=None, kind="sub") -> _Any:
        """Subtracts `sparse_delta.values` at rows `sparse_delta.indices`."""
    def scatter_update(self, sparse_delta, use_locking=False, name=None, kind="update") -> _Any:
        """Assigns `sparse_delta.values` at rows `sparse_delta.indices`."""
    def set_shape(self, shape) -> _Any:
        """Merges a shape into the variable's."""
    @property
    def shape(self) -> TensorShape:
        """The static shape of its values."""
    def sparse_read(self, indices, name=None) -> _Any:
        """Returns rows of the variable's value."""
    @property
    def trainable(self) -> _builtins.bool:
        """Whether tapes watch it on their own."""
    def value(self) -> Tensor:
        """Returns the current value as a tensor."""

class constant_initializer:
    """Makes tensors of given values."""
    def __call__(self, shape, dtype=None, **kwargs) -> _Any:
        """Returns a tensor of the values in a shape; `dtype` is theirs by default."""
    def __init__(self, value=0, support_partition=False) -> None: ...
    @classmethod
    def from_config(cls, config) -> _Any:
        """Returns an initializer made with the arguments of another."""
    def get_config(self) -> _builtins.dict:
        """Returns the arguments it was made with."""

class GradientTape:
    """Records operations for automatic differentiation."""
    def __enter__(self) -> GradientTape: ...
    def __exit__(self, *exception) -> _Any: ...
    def __init__(self, persistent=False, watch_accessed_variables=True) -> None: ...
    def batch_jacobian(
        self,
        target,
        source,
        unconnected_gradients=...,
        parallel_iterations=None,
        experimental_use_pfor=True,
    ) -> _Any:
        """Returns the Jacobian of each row of `target` with respect to the same row of `source`."""
    def gradient(self, target, sources, output_gradients=None, unconnected_gradients=...) -> _Any:
        """Returns the gradient of the sum of `target` with respect to each source."""
    def jacobian(
        self,
        target,
        sources,
        unconnected_gradients=...,
        parallel_iterations=None,
        experimental_use_pfor=True,
    ) -> _Any:
        """Returns the derivative of each element of `target` with respect to each source."""
    def record(self, op, attributes, operands, outputs) -> _Any:
        """Notes an operation if it depends on something watched. Called by the gate."""
    def record_binary(self, op, x, y, output) -> _Any:
        """Notes an operation of two tensors if it depends on something watched."""
    def record_custom(self, inputs, outputs, backward, results) -> _Any:
        """Notes a call with a gradient of its own, if it depends on something watched."""
    def record_read(self, handle, tensor) -> _Any:
        """Notes that a variable was read. Called by the variable."""
    def reset(self) -> _Any:
        """Forgets all that was recorded and starts anew."""
    def stop_recording(self) -> _Any:
        """Stops recording inside a `with` block."""
    def watch(self, tensor) -> _Any:
        """Follows tensors or variables, and all that is computed from them."""
    def watched_variables(self) -> _Any:
        """Returns the variables that are watched, in the order in which they were first read."""
    def watches(self, tensor) -> _builtins.bool:
        """Says whether the tape follows a tensor."""

class IndexedSlicesSpec(TypeSpec):
    """What is fixed about an `IndexedSlices` besides its values."""
    def __eq__(self, other) -> _Any: ...
    def __init__(
        self, shape=None, dtype=..., indices_dtype=..., dense_shape_dtype=None, indices_shape=None
    ) -> None: ...
    def most_specific_common_supertype(self, others) -> _Any:
        """Returns a spec that describes all of the others too, or None."""
    @property
    def value_type(self) -> _Any:
        """The class of the values that it describes."""

class ones_initializer:
    """Makes ones."""
    def __call__(self, shape, dtype=..., **kwargs) -> _Any:
        """Returns a tensor of ones of a shape and dtype."""
    def __init__(self) -> None: ...
    @classmethod
    def from_config(cls, config) -> _Any:
        """Returns an initializer made with the arguments of another."""
    def get_config(self) -> _builtins.dict:
        """Returns the arguments it was made with."""

class RaggedTensor:
    """A tensor whose rows may have different lengths."""
    def __abs__(x) -> _Any: ...
    def __add__(x, y) -> _Any: ...
    def __and__(x, y) -> _Any: ...
    __array_priority__: _Any
    def __bool__(self) -> _Any: ...
    def __eq__(x, y) -> _Any: ...
    def __floordiv__(x, y) -> _Any: ...
    def __ge__(x, y) -> _Any: ...
    def __getitem__(self, key) -> _Any: ...
    def __gt__(x, y) -> _Any: ...
    def __init__(self, values, row_partition) -> None: ...
    def __invert__(x) -> _Any: ...
    def __iter__(self) -> _Any: ...
    def __le__(x, y) -> _Any: ...
    def __lt__(x, y) -> _Any: ...
    def __mod__(x, y) -> _Any: ...
    def __mul__(x, y) -> _Any: ...
    def __ne__(x, y) -> _Any: ...
    def __neg__(x) -> _Any: ...
    def __or__(x, y) -> _Any: ...
    def __pow__(x, y) -> _Any: ...
    def __radd__(x, y) -> _Any: ...
    def __rand__(x, y) -> _Any: ...
    def __rfloordiv__(x, y) -> _Any: ...
    def __rmod__(x, y) -> _Any: ...
    def __rmul__(x, y) -> _Any: ...
    def __ror__(x, y) -> _Any: ...
    def __rpow__(x, y) -> _Any: ...
    def __rsub__(x, y) -> _Any: ...
    def __rtruediv__(x, y) -> _Any: ...
    def __rxor__(x, y) -> _Any: ...
    def __sub__(x, y) -> _Any: ...
    def __truediv__(x, y) -> _Any: ...
    def __xor__(x, y) -> _Any: ...
    def bounding_shape(self, axis=None, name=None, out_type=None) -> _Any:
        """Returns the smallest shape that holds all rows."""
    def consumers(self) -> _builtins.list:
        """Returns the operations that take one of its tensors; none when running eagerly."""
    @property
    def dtype(self) -> _Any:
        """The `DType` of the values."""
    @property
    def flat_values(self) -> _Any:
        """All elements, a tensor."""
    @classmethod
    def from_nested_row_lengths(
        cls, flat_values, nested_row_lengths, name=None, validate=True
    ) -> _Any:
        """Returns a ragged tensor, given the lengths of rows for each ragged dimension."""
    @classmethod
    def from_nested_row_splits(
        cls, flat_values, nested_row_splits, name=None, validate=True
    ) -> _Any:
        """Returns a ragged tensor, given row splits for each ragged dimension, the outer first."""
    @classmethod
    def from_nested_value_rowids(
        cls, flat_values, nested_value_rowids, nested_nrows=None, name=None, validate=True
    ) -> _Any:
        """Returns a ragged tensor, given the row of each value for each ragged dimension."""
    @classmethod
    def from_row_lengths(cls, values, row_lengths, name=None, validate=True) -> _Any:
        """Returns a ragged tensor, given the lengths of rows."""
    @classmethod
    def from_row_limits(cls, values, row_limits, name=None, validate=True) -> _Any:
        """Returns a ragged tensor, given where rows end."""
    @classmethod
    def from_row_splits(cls, values, row_splits, name=None, validate=True) -> _Any:
        """Returns a ragged tensor, given where rows begin and the last one ends."""
    @classmethod
    def from_row_starts(cls, values, row_starts, name=None, validate=True) -> _Any:
        """Returns a ragged tensor, given where rows begin."""
    @classmethod
    def from_sparse(cls, st_input, name=None, row_splits_dtype=...) -> _Any:
        """Returns the elements of a sparse matrix, whose rows have no gaps, as a ragged tensor."""
    @classmethod
    def from_tensor(
        cls, tensor, lengths=None, padding=None, ragged_rank=1, name=None, row_splits_dtype=...
    ) -> _Any:
        """Returns a ragged tensor of the rows of a tensor."""
    @classmethod
    def from_uniform_row_length(
        cls, values, uniform_row_length, nrows=None, validate=True, name=None
    ) -> _Any:
        """Returns a ragged tensor whose rows all have one length."""
    @classmethod
    def from_value_rowids(cls, values, value_rowids, nrows=None, name=None, validate=True) -> _Any:
        """Returns a ragged tensor, given the row of each value, in order."""
    def get_shape(self) -> TensorShape:
        """Returns `self.shape`."""
    def merge_dims(self, outer_axis, inner_axis) -> _Any:
        """Joins dimensions, from one to another, to a single one."""
    def nested_row_lengths(self, name=None) -> _builtins.tuple:
        """Returns the lengths of rows for all ragged dimensions, the outer first."""
    @property
    def nested_row_splits(self) -> _builtins.tuple:
        """The row splits of all ragged dimensions, the outer first."""
    def nested_value_rowids(self, name=None) -> _builtins.tuple:
        """Returns the row of each value for all ragged dimensions, the outer first."""
    def nrows(self, out_type=None, name=None) -> _Any:
        """Returns the number of rows, a tensor of shape `()`."""
    def numpy(self) -> _Any:
        """Returns an array of rows: of objects, or of one dimension more if rows are alike."""
    @property
    def ragged_rank(self) -> _builtins.int:
        """The number of ragged dimensions."""
    def row_lengths(self, axis=1, name=None) -> _Any:
        """Returns the lengths of rows."""
    def row_limits(self, name=None) -> _Any:
        """Returns where rows end."""
    @property
    def row_splits(self) -> _Any:
        """Where rows begin and the last one ends: a tensor of `nrows + 1` offsets."""
    def row_starts(self, name=None) -> _Any:
        """Returns where rows begin."""
    @property
    def shape(self) -> TensorShape:
        """The static shape; ragged dimensions are None."""
    def to_list(self) -> _builtins.list:
        """Returns nested Python lists."""
    def to_sparse(self, name=None) -> _Any:
        """Returns a `tf.SparseTensor` with the same elements."""
    def to_tensor(self, default_value=None, name=None, shape=None) -> _Any:
        """Returns a tensor whose rows are filled up."""
    @property
    def uniform_row_length(self) -> _Any:
        """The length of all rows, a tensor, if they are declared to be equal; else None."""
    def value_rowids(self, name=None) -> _Any:
        """Returns the row of each value."""
    @property
    def values(self) -> _Any:
        """All rows, one after the other: a tensor, or a ragged tensor of one rank less."""
    def with_flat_values(self, new_values) -> RaggedTensor:
        """Returns a ragged tensor with the same rows of other elements."""
    def with_row_splits_dtype(self, dtype) -> RaggedTensor:
        """Returns a ragged tensor whose row splits have another dtype."""
    def with_values(self, new_values) -> RaggedTensor:
        """Returns a ragged tensor with the same rows of other values."""

class RaggedTensorSpec(TypeSpec):
    """Shape, dtype and number of ragged dimensions of a ragged tensor."""
    def __eq__(self, other) -> _Any: ...
    def __init__(
        self, shape=None, dtype=..., ragged_rank=None, row_splits_dtype=..., flat_values_spec=None
    ) -> None: ...
    @property
    def dtype(self) -> _Any:
        """The `DType` of the values."""
    @property
    def flat_values_spec(self) -> _Any:
        """The spec of the flat values, where it was given: never."""
    @classmethod
    def from_value(cls, value) -> _Any: ...
    def is_compatible_with(self, spec_or_value) -> _builtins.bool:
        """Says whether a value, or one of another spec, could be one of this spec."""
    def is_subtype_of(self, other) -> _builtins.bool:
        """Says whether every value of this spec is one of the other's."""
    def most_specific_common_supertype(self, others) -> _Any:
        """Returns the narrowest spec that describes values of this and other specs, or None."""
    def most_specific_compatible_type(self, other) -> _Any:
        """Returns the narrowest spec that describes values of both specs."""
    @property
    def ragged_rank(self) -> _builtins.int:
        """The number of ragged dimensions."""
    @property
    def row_splits_dtype(self) -> _Any:
        """The `DType` of the row splits."""
    @property
    def shape(self) -> TensorShape:
        """The shape."""
    @property
    def value_type(self) -> _builtins.type:
        """The class of the values it describes."""

class random_normal_initializer:
    """Draws normal numbers."""
    def __call__(self, shape, dtype=..., **kwargs) -> _Any:
        """Returns a tensor of a shape and a float dtype."""
    def __init__(self, mean=0.0, stddev=0.05, seed=None) -> None: ...
    @classmethod
    def from_config(cls, config) -> _Any:
        """Returns an initializer made with the arguments of another."""
    def get_config(self) -> _builtins.dict:
        """Returns the arguments it was made with."""

class random_uniform_initializer:
    """Draws uniform numbers."""
    def __call__(self, shape, dtype=..., **kwargs) -> _Any:
        """Returns a tensor of a shape and a float or integer dtype."""
    def __init__(self, minval=-0.05, maxval=0.05, seed=None) -> None: ...
    @classmethod
    def from_config(cls, config) -> _Any:
        """Returns an initializer made with the arguments of another."""
    def get_config(self) -> _builtins.dict:
        """Returns the arguments it was made with."""

class SparseTensorSpec(TypeSpec):
    """Shape and dtype of a sparse tensor."""
    def __eq__(self, other) -> _Any: ...
    def __init__(self, shape=None, dtype=...) -> None: ...
    @property
    def dtype(self) -> _Any:
        """The `DType`."""
    @classmethod
    def from_value(cls, value) -> SparseTensorSpec:
        """Returns the spec of a sparse tensor."""
    def is_compatible_with(self, spec_or_value) -> _builtins.bool:
        """Says whether a value, or one of another spec, could be one of this spec."""
    def is_subtype_of(self, other) -> _builtins.bool:
        """Says whether every value of this spec is one of the other's."""
    def most_specific_common_supertype(self, others) -> _Any:
        """Returns the narrowest spec that describes values of this and other specs, or None."""
    def most_specific_compatible_type(self, other) -> _Any:
        """Returns the narrowest spec that describes values of both specs."""
    @property
    def shape(self) -> TensorShape:
        """The shape."""
    @property
    def value_type(self) -> _builtins.type:
        """The class of the values it describes."""

class TensorArraySpec(TypeSpec):
    """What is known of a `TensorArray`."""
    def __init__(
        self, element_shape=None, dtype=..., dynamic_size=False, infer_shape=True
    ) -> None: ...
    def is_compatible_with(self, spec_or_value) -> _builtins.bool:
        """Says whether an array, or one of another spec, could be one of this spec."""
    def most_specific_common_supertype(self, others) -> _Any:
        """Returns the spec that this and others have in common, or None."""

class TensorSpec(TypeSpec):
    """Shape, dtype and name of a tensor."""
    def __eq__(self, other) -> _Any: ...
    def __init__(self, shape, dtype=..., name=None) -> None: ...
    @property
    def dtype(self) -> _Any:
        """The `DType`."""
    @classmethod
    def from_spec(cls, spec, name=None) -> _Any:
        """Returns a spec like another one, with another name if one is given."""
    @classmethod
    def from_tensor(cls, tensor, name=None) -> _Any:
        """Returns the spec of a tensor."""
    def is_compatible_with(self, spec_or_value) -> _builtins.bool:
        """Says whether dtypes are equal and shapes compatible; data is no tensor."""
    def is_subtype_of(self, other) -> _builtins.bool:
        """Says whether every tensor of this spec is one of the other."""
    def most_specific_common_supertype(self, others) -> _Any:
        """Returns the narrowest spec that all are of, or None if dtypes differ."""
    def most_specific_compatible_type(self, other) -> _Any:
        """Returns the narrowest spec that both are of."""
    @property
    def name(self) -> _Any:
        """The name, or None."""
    @property
    def shape(self) -> TensorShape:
        """The shape."""
    @property
    def value_type(self) -> _Any:
        """The class of values: `tf.Tensor`."""

class UnconnectedGradients:
    """What `gradient` gives for a source that the target does not depend on."""

    NONE: _Any
    ZERO: _Any

class VariableAggregation:
    """How a distributed variable is aggregated; kept for signatures."""

    MEAN: _Any
    NONE: _Any
    ONLY_FIRST_REPLICA: _Any
    SUM: _Any

class VariableSynchronization:
    """When a distributed variable is synchronised; kept for signatures."""

    AUTO: _Any
    NONE: _Any
    ON_READ: _Any
    ON_WRITE: _Any

class zeros_initializer:
    """Makes zeros."""
    def __call__(self, shape, dtype=..., **kwargs) -> _Any:
        """Returns a tensor of zeros of a shape and dtype."""
    def __init__(self) -> None: ...
    @classmethod
    def from_config(cls, config) -> _Any:
        """Returns an initializer made with the arguments of another."""
    def get_config(self) -> _builtins.dict:
        """Returns the arguments it was made with."""

def abs(x, name=None) -> _Any:
    """Returns the absolute value element-wise."""

def acos(x, name=None) -> Tensor:
    """Returns the angle, in radians, whose cosine is x, element-wise."""

def acosh(x, name=None) -> Tensor:
    """Returns the number, at least 0, whose hyperbolic cosine is x, element-wise."""

def add(x, y, name=None) -> _Any:
    """Returns x + y element-wise; joins strings."""

def add_n(inputs, name=None) -> _Any:
    """Returns the sum of several tensors, element-wise."""

def argmax(input, axis=None, output_type=..., name=None) -> _Any:
    """Returns the positions of the largest elements along an axis, the first one of equals."""

def argmin(input, axis=None, output_type=..., name=None) -> _Any:
    """Returns the positions of the least elements along an axis."""

def argsort(values, axis=-1, direction="ASCENDING", stable=False, name=None) -> _Any:
    """Returns the positions of the elements in the order that sorts them along an axis."""

def as_dtype(type_value) -> DType:
    """Finds the DType that a value stands for."""

def as_string(
    input, precision=-1, scientific=False, shortest=False, width=-1, fill="", name=None
) -> Tensor:
    """Converts numbers to strings."""

def asin(x, name=None) -> Tensor:
    """Returns the angle, in radians, whose sine is x, element-wise."""

def asinh(x, name=None) -> Tensor:
    """Returns the number whose hyperbolic sine is x, element-wise."""

def Assert(condition, data, summarize=None, name=None) -> _Any:
    """Raises an error unless a condition is true."""

def assert_equal(x, y, message=None, summarize=None, name=None) -> _Any:
    """Raises an error unless each element of x is equal to that of y."""

def assert_greater(x, y, message=None, summarize=None, name=None) -> _Any:
    """Raises an error unless each element of x is greater than that of y."""

def assert_less(x, y, message=None, summarize=None, name=None) -> _Any:
    """Raises an error unless each element of x is less than that of y."""

def assert_rank(x, rank, message=None, name=None) -> _Any:
    """Raises an error unless a tensor has a given rank."""

def atan(x, name=None) -> Tensor:
    """Returns the angle, in radians, whose tangent is x, element-wise."""

def atan2(y, x, name=None) -> Tensor:
    """Returns the angle of the point (x, y), in radians, element-wise."""

def atanh(x, name=None) -> Tensor:
    """Returns the number whose hyperbolic tangent is x, element-wise."""

def batch_to_space(input, block_shape, crops, name=None) -> _Any:
    """Moves the first axis into blocks of the next axes: the reverse of `space_to_batch`."""

bfloat16: DType

def bitcast(input, type, name=None) -> _Any:
    """Returns the same bits as a tensor of another dtype."""

bool: DType

def boolean_mask(tensor, mask, axis=None, name="boolean_mask") -> _Any:
    """Returns the elements or rows of a tensor that a mask marks."""

def broadcast_dynamic_shape(shape_x, shape_y) -> _Any:
    """Returns the shape that two shapes broadcast to."""

def broadcast_static_shape(shape_x, shape_y) -> TensorShape:
    """Gives the shape of an element-wise result of two shapes."""

def broadcast_to(input, shape, name=None) -> _Any:
    """Returns a tensor broadcast to a shape."""

def case(pred_fn_pairs, default=None, exclusive=False, strict=False, name="case") -> _Any:
    """Runs the function of the first predicate that is true."""

def cast(x, dtype, name=None) -> _Any:
    """Returns a tensor converted to another dtype."""

def clip_by_global_norm(t_list, clip_norm, use_norm=None, name=None) -> _Any:
    """Scales several tensors down together so that their joint norm does not exceed a limit."""

def clip_by_norm(t, clip_norm, axes=None, name=None) -> _Any:
    """Returns a tensor scaled down so that its Euclidean norm does not exceed a limit."""

def clip_by_value(t, clip_value_min, clip_value_max, name=None) -> _Any:
    """Returns a tensor with values limited to a range."""

def complex(real, imag, name=None) -> _Any:
    """Returns the complex numbers of the given real and imaginary parts, element-wise."""

complex128: DType
complex64: DType

def concat(values, axis, name="concat") -> _Any:
    """Joins tensors along one of their axes."""

def cond(pred, true_fn=None, false_fn=None, name=None) -> _Any:
    """Runs one of two functions, as a predicate says."""

def constant(value, dtype=None, shape=None, name="Const") -> _Any:
    """Returns a tensor of a given value."""

def control_dependencies(control_inputs) -> _Any:
    """Makes operations of a `with` block run after the given ones."""

def convert_to_tensor(value, dtype=None, dtype_hint=None, name=None) -> _Any:
    """Returns a value as a tensor."""

def cos(x, name=None) -> Tensor:
    """Returns the cosine of x, in radians, element-wise."""

def cosh(x, name=None) -> Tensor:
    """Returns the hyperbolic cosine element-wise."""

def cumsum(x, axis=0, exclusive=False, reverse=False, name=None) -> _Any:
    """Returns the sums of all elements up to each one, along an axis."""

def custom_gradient(f=None) -> _Any:
    """Gives a function a gradient of its own."""

def divide(x, y, name=None) -> _Any:
    """Returns x / y element-wise, as Python's operator does."""

from tfcourse import float64 as double

def dynamic_partition(data, partitions, num_partitions, name=None) -> _Any:
    """Sorts the elements or rows of a tensor into bins."""

def dynamic_stitch(indices, data, name=None) -> _Any:
    """Puts the rows of several tensors in places of one: the reverse of `dynamic_partition`."""

def eig(tensor, name=None) -> _Any:
    """Returns eigenvalues and eigenvectors of square matrices."""

def eigvals(tensor, name=None) -> _Any:
    """Returns the eigenvalues of square matrices."""

def einsum(equation, *inputs, **kwargs) -> _Any:
    """Returns sums of products, as an equation in Einstein's notation says."""

def ensure_shape(x, shape, name=None) -> _Any:
    """Returns a tensor of the same value after checking its shape."""

def equal(x, y, name=None) -> _Any:
    """Returns x == y element-wise."""

def executing_eagerly() -> _builtins.bool:
    """Says whether operations run at once on this thread."""

def exp(x, name=None) -> Tensor:
    """Returns e to the power of x element-wise."""

def expand_dims(input, axis, name=None) -> _Any:
    """Returns a tensor with an axis of size 1 added."""

def eye(num_rows, num_columns=None, batch_shape=None, dtype=..., name=None) -> _Any:
    """Returns an identity matrix, or a batch of them."""

def fill(dims, value, name=None, layout=None) -> _Any:
    """Returns a tensor filled with one value."""

def fingerprint(data, method="farmhash64", name=None) -> _Any:
    """Computes a hash of each row of a tensor."""

float16: DType
float32: DType
float64: DType

def floor(x, name=None) -> Tensor:
    """Returns the largest integer that is not above x, element-wise."""

def foldl(
    fn,
    elems,
    initializer=None,
    parallel_iterations=10,
    back_prop=True,
    swap_memory=False,
    name=None,
) -> _Any:
    """Combines the rows of tensors, the first one first."""

def foldr(
    fn,
    elems,
    initializer=None,
    parallel_iterations=10,
    back_prop=True,
    swap_memory=False,
    name=None,
) -> _Any:
    """Combines the rows of tensors, the last one first."""

def function(
    func=None,
    input_signature=None,
    autograph=True,
    jit_compile=None,
    reduce_retracing=False,
    experimental_implements=None,
    experimental_autograph_options=None,
    experimental_attributes=None,
    experimental_relax_shapes=None,
    experimental_compile=None,
    experimental_follow_type_hints=None,
) -> _Any:
    """Makes a Python function run as a graph, compiled by XLA."""

def gather(params, indices, validate_indices=None, axis=None, batch_dims=0, name=None) -> _Any:
    """Returns the slices of a tensor that stand at some indices of one axis."""

def gather_nd(params, indices, batch_dims=0, name=None, bad_indices_policy="") -> _Any:
    """Returns the elements or slices of a tensor that index tuples name."""

def get_current_name_scope() -> _builtins.str:
    """Returns the current name scope without its last slash; empty outside of all."""

def get_logger() -> _Any:
    """Returns the logger that warnings go to."""

def get_static_value(tensor, partial=False) -> _Any:
    """Returns the value of a tensor as a NumPy array where it is known, else None."""

def grad_pass_through(f) -> _Any:
    """Returns a function that computes `f` and has the gradient of the identity."""

def gradients(
    ys,
    xs,
    grad_ys=None,
    name="gradients",
    gate_gradients=False,
    aggregation_method=None,
    stop_gradients=None,
    unconnected_gradients=...,
) -> _Any:
    """Returns the gradient of the sum of `ys` with respect to each of `xs`, inside a graph."""

def greater(x, y, name=None) -> Tensor:
    """Returns x > y element-wise."""

def greater_equal(x, y, name=None) -> Tensor:
    """Returns x >= y element-wise."""

def group(*inputs, **kwargs) -> _Any:
    """Makes one operation that is done when all the given ones are."""

def guarantee_const(input, name=None) -> Tensor:
    """Returns a tensor of the same value, promised never to change."""

from tfcourse import float16 as half

def hessians(ys, xs, gate_gradients=False, aggregation_method=None, name="hessians") -> _Any:
    """Returns the Hessian of the sum of `ys` with respect to each of `xs`, inside a graph."""

def histogram_fixed_width(values, value_range, nbins=100, dtype=..., name=None) -> _Any:
    """Returns how many values fall into each of equally wide bins."""

def histogram_fixed_width_bins(values, value_range, nbins=100, dtype=..., name=None) -> _Any:
    """Returns the number of the bin each value falls into, of equally wide ones."""

def identity(input, name=None) -> Tensor:
    """Returns a tensor of the same value."""

def identity_n(input, name=None) -> _Any:
    """Returns tensors of the same values, all at once."""

def init_scope() -> _Any:
    """Lifts a `with` block out of functions that are being traced, back to eager execution."""

def inside_function() -> _builtins.bool:
    """Says whether a function is being traced on this thread."""

def install_as_tensorflow() -> None:
    """Makes `import tensorflow` and every public path below it give tfcourse in this process."""

int16: DType
int32: DType
int64: DType
int8: DType

def is_tensor(x) -> _builtins.bool:
    """Says whether an object is a tensor, a variable, or one of the composite tensors."""

def less(x, y, name=None) -> Tensor:
    """Returns x < y element-wise."""

def less_equal(x, y, name=None) -> Tensor:
    """Returns x <= y element-wise."""

def linspace(start, stop, num, name=None, axis=0) -> _Any:
    """Returns evenly spaced numbers from `start` to `stop`, both included."""

def load_ipython_extension(shell) -> _Any:
    """Registers the magics with an IPython shell: `%load_ext tfcourse`."""

def logical_and(x, y, name=None) -> Tensor:
    """Returns whether both x and y hold, element-wise."""

def logical_not(x, name=None) -> Tensor:
    """Returns whether x does not hold, element-wise."""

def logical_or(x, y, name=None) -> Tensor:
    """Returns whether x or y holds, or both."""

def make_ndarray(tensor) -> _Any:
    """Returns the NumPy array that a message stands for."""

def make_tensor_proto(
    values, dtype=None, shape=None, verify_shape=False, allow_broadcast=False
) -> _Any:
    """Returns values as a message."""

def map_fn(
    fn,
    elems,
    dtype=None,
    parallel_iterations=None,
    back_prop=True,
    swap_memory=False,
    infer_shape=True,
    name=None,
    fn_output_signature=None,
) -> _Any:
    """Calls a function for each row of tensors and stacks what it returns."""

def matmul(
    a,
    b,
    transpose_a=False,
    transpose_b=False,
    adjoint_a=False,
    adjoint_b=False,
    a_is_sparse=False,
    b_is_sparse=False,
    output_type=None,
    grad_a=False,
    grad_b=False,
    name=None,
) -> _Any:
    """Returns the product of two matrices, or of each pair of matrices in two batches."""

def matrix_square_root(input, name=None) -> Tensor:
    """Returns the square roots of square matrices."""

def maximum(x, y, name=None) -> Tensor:
    """Returns the larger of x and y, element-wise; nan if either is."""

def meshgrid(*args, **kwargs) -> _Any:
    """Returns the coordinates of a grid whose axes are laid out by vectors."""

def minimum(x, y, name=None) -> Tensor:
    """Returns the smaller of x and y, element-wise."""

def multiply(x, y, name=None) -> Tensor:
    """Returns x * y element-wise."""

def negative(x, name=None) -> Tensor:
    """Returns -x element-wise."""

newaxis: None

def no_op(name=None) -> _Any:
    """Does nothing; a node on which others may depend."""

def norm(tensor, ord="euclidean", axis=None, keepdims=None, name=None) -> _Any:
    """Returns norms of vectors or matrices; the gradient of the Euclidean norm at 0 is NaN."""

def not_equal(x, y, name=None) -> _Any:
    """Returns x != y element-wise."""

def numpy_function(func=None, inp=None, Tout=None, stateful=True, name=None) -> _Any:
    """Runs a Python function of NumPy arrays as one operation, without gradient."""

def one_hot(
    indices, depth, on_value=None, off_value=None, axis=None, dtype=None, name=None
) -> _Any:
    """Returns a tensor that holds `on_value` at the positions that `indices` name."""

def ones(shape, dtype=..., name=None, layout=None) -> _Any:
    """Returns a tensor of ones (of True)."""

def ones_like(input, dtype=None, name=None, layout=None) -> _Any:
    """Returns a tensor of ones in the shape of another."""

def pad(tensor, paddings, mode="CONSTANT", constant_values=0, name=None) -> _Any:
    """Returns a tensor with elements added before and after those of each axis."""

def parallel_stack(values, name="parallel_stack") -> _Any:
    """Joins tensors of one shape along a new first axis, in a graph."""

def pow(x, y, name=None) -> _Any:
    """Returns x to the power of y element-wise."""

def print(*inputs, **options) -> _Any:
    """Prints values when the program runs, not when a function is traced."""

def py_function(func=None, inp=None, Tout=None, name=None) -> _Any:
    """Runs a Python function of eager tensors as one operation."""

qint16: DType
qint32: DType
qint8: DType
quint16: DType
quint8: DType

def range(start, limit=None, delta=1, dtype=None, name="range") -> _Any:
    """Returns the numbers from `start` up to, but without, `limit`, in steps of `delta`."""

def rank(input, name=None) -> _Any:
    """Returns the number of axes of a tensor."""

def realdiv(x, y, name=None) -> Tensor:
    """Returns x / y element-wise, of real or complex numbers."""

def recompute_grad(f) -> _Any:
    """Returns a function that computes `f` and, for its gradient, computes it again."""

def reduce_all(input_tensor, axis=None, keepdims=False, name=None) -> _Any:
    """Returns whether all elements along axes are true."""

def reduce_any(input_tensor, axis=None, keepdims=False, name=None) -> _Any:
    """Returns whether any element along axes is true."""

def reduce_logsumexp(input_tensor, axis=None, keepdims=False, name=None) -> _Any:
    """Returns logarithms of sums of exponentials along axes, without overflow."""

def reduce_max(input_tensor, axis=None, keepdims=False, name=None) -> _Any:
    """Returns the largest elements along axes; arguments are those of `reduce_sum`."""

def reduce_mean(input_tensor, axis=None, keepdims=False, name=None) -> _Any:
    """Returns means of elements along axes."""

def reduce_min(input_tensor, axis=None, keepdims=False, name=None) -> _Any:
    """Returns the smallest elements along axes."""

def reduce_prod(input_tensor, axis=None, keepdims=False, name=None) -> _Any:
    """Returns products of elements along axes."""

def reduce_sum(input_tensor, axis=None, keepdims=False, name=None) -> _Any:
    """Returns sums of elements along axes."""

def repeat(input, repeats, axis=None, name=None) -> _Any:
    """Returns a tensor with each element repeated."""

def required_space_to_batch_paddings(
    input_shape, block_shape, base_paddings=None, name=None
) -> _Any:
    """Returns the paddings that make blocks fit, and the crops that undo what was added."""

def reshape(tensor, shape, name=None) -> _Any:
    """Returns a tensor with the same elements, in the same order, in another shape."""

resource: DType

def reverse(tensor, axis, name=None) -> _Any:
    """Returns a tensor with the order along some axes reversed."""

def reverse_sequence(input, seq_lengths, seq_axis=None, batch_axis=None, name=None) -> _Any:
    """Returns a tensor with the first elements of each row reversed, as many as a length says."""

def roll(input, shift, axis, name=None) -> _Any:
    """Returns a tensor with its elements shifted along axes; what falls out comes in again."""

def round(x, name=None) -> _Any:
    """Returns the nearest integer element-wise; halves go to the even one."""

def saturate_cast(value, dtype, name=None) -> _Any:
    """Returns a tensor converted to another dtype, values limited to what that can hold."""

def scalar_mul(scalar, x, name=None) -> _Any:
    """Returns the product of a number and a tensor."""

def scan(
    fn,
    elems,
    initializer=None,
    parallel_iterations=10,
    back_prop=True,
    swap_memory=False,
    infer_shape=True,
    reverse=False,
    name=None,
) -> _Any:
    """Combines the rows of tensors and keeps what they combine to after each row."""

def scatter_nd(indices, updates, shape, bad_indices_policy="", name=None) -> _Any:
    """Returns a tensor of zeros with values added at some places."""

def searchsorted(sorted_sequence, values, side="left", out_type=..., name=None) -> _Any:
    """Returns where values would be put to keep sequences sorted."""

def sequence_mask(lengths, maxlen=None, dtype=..., name=None) -> _Any:
    """Returns masks that are true for the first elements of each row."""

def shape(input, out_type=None, name=None) -> _Any:
    """Returns the shape of a tensor as a tensor."""

def shape_n(input, out_type=..., name=None) -> _Any:
    """Returns the shapes of several tensors."""

def sigmoid(x, name=None) -> _Any:
    """Returns 1 / (1 + exp(-x)) element-wise."""

def sign(x, name=None) -> _Any:
    """Returns -1, 0 or 1 by the sign of x, element-wise; x / abs(x) for complex numbers."""

def sin(x, name=None) -> Tensor:
    """Returns the sine of x, in radians, element-wise."""

def sinh(x, name=None) -> Tensor:
    """Returns the hyperbolic sine element-wise."""

def size(input, out_type=None, name=None) -> _Any:
    """Returns the number of elements of a tensor."""

def slice(input_, begin, size, name=None) -> _Any:
    """Returns the part of a tensor that starts at `begin` and has shape `size`."""

def sort(values, axis=-1, direction="ASCENDING", name=None) -> _Any:
    """Returns the elements in order along an axis."""

def space_to_batch(input, block_shape, paddings, name=None) -> _Any:
    """Moves blocks of the axes after the first into the first."""

from tfcourse import space_to_batch as space_to_batch_nd

def split(value, num_or_size_splits, axis=0, num=None, name="split") -> _Any:
    """Splits a tensor into parts along one axis."""

def sqrt(x, name=None) -> Tensor:
    """Returns the square root element-wise."""

def square(x, name=None) -> Tensor:
    """Returns x * x element-wise."""

def squeeze(input, axis=None, name=None) -> _Any:
    """Returns a tensor without axes of size 1."""

def stack(values, axis=0, name="stack") -> _Any:
    """Joins tensors of one shape along a new axis."""

def stop_gradient(input, name=None) -> Tensor:
    """Returns a tensor of the same value that no gradient flows through."""

def strided_slice(
    input_,
    begin,
    end,
    strides=None,
    begin_mask=0,
    end_mask=0,
    ellipsis_mask=0,
    new_axis_mask=0,
    shrink_axis_mask=0,
    var=None,
    name=None,
) -> _Any:
    """Returns the part of a tensor from `begin` to `end` in steps of `strides`."""

string: DType

def subtract(x, y, name=None) -> Tensor:
    """Returns x - y element-wise."""

def switch_case(branch_index, branch_fns, default=None, name="switch_case") -> _Any:
    """Runs the function of a given index."""

def tan(x, name=None) -> Tensor:
    """Returns the tangent of x, in radians, element-wise."""

def tanh(x, name=None) -> Tensor:
    """Returns the hyperbolic tangent element-wise."""

def tensor_scatter_nd_add(tensor, indices, updates, bad_indices_policy="", name=None) -> Tensor:
    """Adds values to some places of a tensor; returns a new tensor."""

def tensor_scatter_nd_max(tensor, indices, updates, bad_indices_policy="", name=None) -> Tensor:
    """Takes the maximum with values of some places of a tensor; returns a new tensor."""

def tensor_scatter_nd_min(tensor, indices, updates, bad_indices_policy="", name=None) -> Tensor:
    """Takes the minimum with values of some places of a tensor; returns a new tensor."""

def tensor_scatter_nd_sub(tensor, indices, updates, bad_indices_policy="", name=None) -> Tensor:
    """Subtracts values from some places of a tensor; returns a new tensor."""

def tensor_scatter_nd_update(tensor, indices, updates, bad_indices_policy="", name=None) -> Tensor:
    """Replaces some places of a tensor; returns a new tensor."""

def tensordot(a, b, axes, name=None) -> _Any:
    """Returns products of two tensors, summed over pairs of their axes."""

def tile(input, multiples, name=None) -> _Any:
    """Returns a tensor repeated as a whole along its axes."""

def timestamp(name=None) -> _Any:
    """Gives the time since 1970, in seconds."""

def transpose(a, perm=None, conjugate=False, name="transpose") -> _Any:
    """Returns a tensor with its axes in another order."""

def truediv(x, y, name=None) -> _Any:
    """Returns x / y element-wise, in floating point for integers too."""

def truncatediv(x, y, name=None) -> Tensor:
    """Returns the quotient x / y, rounded towards zero, element-wise."""

def truncatemod(x, y, name=None) -> Tensor:
    """Returns the remainder of `truncatediv`, which has the sign of `x`, element-wise."""

def type_spec_from_value(value) -> TypeSpec:
    """Returns the spec of a tensor or of anything that converts to one."""

uint16: DType
uint32: DType
uint64: DType
uint8: DType

def unique(x, out_idx=..., name=None) -> _Any:
    """Returns the distinct elements of a vector, in the order in which they first occur."""

def unique_with_counts(x, out_idx=..., name=None) -> _Any:
    """Returns the distinct elements of a vector, and how often each occurs."""

def unload_ipython_extension(shell) -> _Any:
    """Takes the magics away again: `%unload_ext tfcourse`."""

def unravel_index(indices, dims, name=None) -> Tensor:
    """Returns the coordinates of elements, given their positions in row-major order."""

def unstack(value, num=None, axis=0, name="unstack") -> _Any:
    """Takes a tensor apart along one axis."""

variant: DType

def vectorized_map(fn, elems, fallback_to_while_loop=True, warn=True) -> _Any:
    """Calls a function for all rows of tensors at once and stacks what it returns."""

def where(condition, x=None, y=None, name=None) -> _Any:
    """Chooses between two tensors; with one argument, returns the positions of what is true."""

def while_loop(
    cond,
    body,
    loop_vars,
    shape_invariants=None,
    parallel_iterations=10,
    back_prop=True,
    swap_memory=False,
    maximum_iterations=None,
    name=None,
) -> _Any:
    """Runs `body` while `cond` holds."""

def zeros(shape, dtype=..., name=None, layout=None) -> _Any:
    """Returns a tensor of zeros (of False, of empty strings)."""

def zeros_like(input, dtype=None, name=None, layout=None) -> _Any:
    """Returns a tensor of zeros in the shape of another."""

class autodiff:
    class ForwardAccumulator:
        """Computes Jacobian-vector products while the operations run."""
        def __enter__(self) -> autodiff.ForwardAccumulator: ...
        def __exit__(self, *exception) -> _Any: ...
        def __init__(self, primals, tangents) -> None: ...
        def jvp(self, primals, unconnected_gradients=...) -> _Any:
            """Returns the tangents of what was computed from the primals."""
        def record(self, op, attributes, operands, outputs) -> _Any:
            """Computes the tangents of an operation's results. Called by the gate."""
        def record_binary(self, op, x, y, output) -> _Any:
            """Is told of an operation of two tensors with one result. Called by operators."""
        def record_custom(self, inputs, outputs, backward, results) -> _Any:
            """Passes tangents on from what a function with its own gradient computed to its outputs."""
        def record_read(self, handle, tensor) -> _Any:
            """Gives what was read from a variable its tangent. Called by the variable."""
        def watches(self, tensor) -> _builtins.bool:
            """Says whether a tensor has a tangent."""

    from tfcourse import GradientTape as GradientTape

class autograph:
    @staticmethod
    def set_verbosity(level, alsologtostdout=False) -> _Any:
        """Sets how much the converter says of its work: nothing at 0, its steps from 1 on."""
    @staticmethod
    def to_code(entity, recursive=True, experimental_optional_features=None) -> _builtins.str:
        """Returns the source of what AutoGraph makes of a function."""
    @staticmethod
    def to_graph(entity, recursive=True, experimental_optional_features=None) -> _Any:
        """Converts a Python function into one whose control flow over tensors becomes graph."""
    @staticmethod
    def trace(*args) -> _Any:
        """Prints its arguments while a function is traced."""
    class experimental:
        class Feature:
            """Conversions that are off unless asked for."""

            ALL: _Any
            ASSERT_STATEMENTS: _Any
            AUTO_CONTROL_DEPS: _Any
            BUILTIN_FUNCTIONS: _Any
            EQUALITY_OPERATORS: _Any
            LISTS: _Any
            NAME_SCOPES: _Any
            @classmethod
            def all(cls) -> _Any:
                """Returns a tuple of all features."""
            @classmethod
            def all_but(cls, exclude) -> _Any:
                """Returns a tuple of all features but some."""

        @staticmethod
        def do_not_convert(func=None) -> _Any:
            """Keeps AutoGraph from converting a function and what it calls."""
        @staticmethod
        def set_loop_options(
            parallel_iterations=..., swap_memory=..., maximum_iterations=..., shape_invariants=...
        ) -> _Any:
            """Sets options of the loop around it; it must be the loop's first statement."""

class bitwise:
    @staticmethod
    def bitwise_and(x, y, name=None) -> Tensor:
        """Returns the bits set in both x and y, element-wise."""
    @staticmethod
    def bitwise_or(x, y, name=None) -> Tensor:
        """Returns the bits set in x or y."""
    @staticmethod
    def bitwise_xor(x, y, name=None) -> Tensor:
        """Returns the bits that differ."""
    @staticmethod
    def invert(x, name=None) -> Tensor:
        """Returns x with every bit flipped, element-wise."""
    @staticmethod
    def left_shift(x, y, name=None) -> Tensor:
        """Returns the bits of x moved up by y places."""
    @staticmethod
    def right_shift(x, y, name=None) -> Tensor:
        """Returns the bits of x moved down by y places."""

class compat:
    @staticmethod
    def as_bytes(bytes_or_text, encoding="utf-8") -> _builtins.bytes:
        """Returns bytes for bytes or text."""
    as_str = compat.as_text
    @staticmethod
    def as_str_any(value, encoding="utf-8") -> _builtins.str:
        """Returns text for bytes, and `str(value)` for everything else."""
    @staticmethod
    def as_text(bytes_or_text, encoding="utf-8") -> _builtins.str:
        """Returns text for bytes or text."""
    @staticmethod
    def dimension_at_index(shape, index) -> compat.v1.Dimension:
        """Gives the size of one axis as a Dimension, in TensorFlow 1 and 2 alike."""
    @staticmethod
    def dimension_value(dimension) -> _Any:
        """Gives the size that `shape[i]` stands for, in TensorFlow 1 and 2 alike."""
    class v1:
        class Dimension:
            """The size of one axis; arithmetic with an unknown size is unknown, comparison is None."""
            def __add__(self, other) -> _Any: ...
            def __bool__(self) -> _builtins.bool: ...
            def __eq__(self, other) -> _Any: ...
            def __floordiv__(self, other) -> _Any: ...
            def __ge__(self, other) -> _Any: ...
            def __gt__(self, other) -> _Any: ...
            def __index__(self) -> _builtins.int: ...
            def __init__(self, value) -> None: ...
            def __int__(self) -> _builtins.int: ...
            def __le__(self, other) -> _Any: ...
            def __lt__(self, other) -> _Any: ...
            def __mod__(self, other) -> _Any: ...
            def __mul__(self, other) -> _Any: ...
            def __ne__(self, other) -> _Any: ...
            def __radd__(self, other) -> _Any: ...
            def __rfloordiv__(self, other) -> _Any: ...
            def __rmod__(self, other) -> _Any: ...
            def __rmul__(self, other) -> _Any: ...
            def __rsub__(self, other) -> _Any: ...
            def __rtruediv__(self, other) -> _Any: ...
            def __sub__(self, other) -> _Any: ...
            def __truediv__(self, other) -> _Any: ...
            def assert_is_compatible_with(self, other) -> _Any:
                """Raises ValueError unless the sizes are equal or one of them is unknown."""
            def is_compatible_with(self, other) -> _builtins.bool:
                """Tells whether the sizes are equal or one of them is unknown."""
            def merge_with(self, other) -> compat.v1.Dimension:
                """Gives the known one of two compatible sizes."""
            @property
            def value(self) -> _Any:
                """The size as an integer, or None."""

        @staticmethod
        def disable_v2_tensorshape() -> _Any:
            """Makes `shape[i]` a Dimension, as in TensorFlow 1."""
        @staticmethod
        def enable_v2_tensorshape() -> _Any:
            """Makes `shape[i]` an integer or None, as in TensorFlow 2."""
        class errors:
            @staticmethod
            def error_code_from_exception_type(error_class) -> _Any:
                """Gives the error code of an exception class."""
            @staticmethod
            def exception_type_from_error_code(error_code) -> _Any:
                """Gives the exception class of an error code."""

        class gfile:
            GFile = io.gfile.GFile
            Open = io.gfile.GFile

class config:
    class LogicalDevice(_builtins.tuple):
        """A device that operations can be placed on."""
        def __getnewargs__(self) -> _Any:
            """Return self as a plain tuple.  Used by copy and pickle."""
        __match_args__: _Any
        __orig_bases__: _Any
        device_type: _Any
        name: _Any

    class LogicalDeviceConfiguration(_builtins.tuple):
        """How one logical device is set up."""
        def __getnewargs__(self) -> _Any:
            """Return self as a plain tuple.  Used by copy and pickle."""
        __match_args__: _Any
        __orig_bases__: _Any
        experimental_device_ordinal: _Any
        experimental_priority: _Any
        memory_limit: _Any

    class PhysicalDevice(_builtins.tuple):
        """A device of this machine."""
        def __getnewargs__(self) -> _Any:
            """Return self as a plain tuple.  Used by copy and pickle."""
        __match_args__: _Any
        __orig_bases__: _Any
        device_type: _Any
        name: _Any

    @staticmethod
    def functions_run_eagerly() -> _builtins.bool:
        """Says whether functions run as plain Python."""
    @staticmethod
    def get_logical_device_configuration(device) -> _Any:
        """Tells how a physical device is divided into logical ones."""
    @staticmethod
    def get_soft_device_placement() -> _builtins.bool:
        """Tells whether another device may stand in for one that does not exist."""
    @staticmethod
    def get_visible_devices(device_type=None) -> _Any:
        """Lists the physical devices that are used."""
    @staticmethod
    def list_logical_devices(device_type=None) -> _Any:
        """Lists the devices that operations can be placed on."""
    @staticmethod
    def list_physical_devices(device_type=None) -> _Any:
        """Lists the devices of this machine."""
    @staticmethod
    def run_functions_eagerly(run_eagerly) -> None:
        """Makes all functions run as plain Python, for debugging, or as graphs again."""
    @staticmethod
    def set_logical_device_configuration(device, logical_devices) -> _Any:
        """Divides the processor into several logical devices, to try out distribution on one machine."""
    @staticmethod
    def set_soft_device_placement(enabled) -> _Any:
        """Chooses whether another device may stand in for one that does not exist."""
    @staticmethod
    def set_visible_devices(devices, device_type=None) -> _Any:
        """Chooses the physical devices that are used."""
    class experimental:
        VirtualDeviceConfiguration = config.LogicalDeviceConfiguration
        @staticmethod
        def get_device_details(device) -> _Any:
            """Tells what kind of accelerator a device is."""
        @staticmethod
        def get_memory_growth(device) -> _builtins.bool:
            """Tells what `set_memory_growth` was given for a device."""
        @staticmethod
        def get_memory_info(device) -> _Any:
            """Tells how much memory is in use on a device."""
        get_virtual_device_configuration = config.get_logical_device_configuration
        get_visible_devices = config.get_visible_devices
        list_logical_devices = config.list_logical_devices
        list_physical_devices = config.list_physical_devices
        @staticmethod
        def set_memory_growth(device, enable) -> _Any:
            """Notes whether the memory of an accelerator is to be taken piece by piece."""
        set_virtual_device_configuration = config.set_logical_device_configuration
        set_visible_devices = config.set_visible_devices

    class optimizer:
        @staticmethod
        def get_experimental_options() -> _builtins.dict:
            """Returns the graph optimiser's options that were set."""
        @staticmethod
        def get_jit() -> _builtins.str:
            """Returns the setting of automatic compilation that was set."""
        @staticmethod
        def set_experimental_options(options) -> None:
            """Remembers options of the graph optimiser."""
        @staticmethod
        def set_jit(enabled) -> None:
            """Remembers the setting of automatic compilation: `"autoclustering"`, True or False."""

    class threading:
        @staticmethod
        def get_inter_op_parallelism_threads() -> _builtins.int:
            """Returns the number that was set; 0 leaves it to the system."""
        @staticmethod
        def get_intra_op_parallelism_threads() -> _builtins.int:
            """Returns the number that was set; 0 leaves it to the system."""
        @staticmethod
        def set_inter_op_parallelism_threads(num_threads) -> None:
            """Remembers a number of threads for independent operations."""
        @staticmethod
        def set_intra_op_parallelism_threads(num_threads) -> None:
            """Remembers a number of threads for the inside of an operation."""

class data:
    class Iterator:
        """An iterator over a dataset, made by `iter(dataset)`."""
        def __init__(self, dataset) -> None: ...
        def __iter__(self) -> _Any: ...
        def __next__(self) -> _Any: ...
        @property
        def element_spec(self) -> _Any:
            """The spec of the elements, as the dataset's."""
        def get_next(self, name=None) -> _Any:
            """Returns the next element."""
        def get_next_as_optional(self) -> data.experimental.Optional:
            """Returns the next element, or that there is none, as a `tf.data.experimental.Optional`."""
        def next(self) -> _Any:
            """Returns the next element, as `next(iterator)` does."""
        def signature_key(self) -> _Any:
            """Returns what tells its type from others' where it is an argument of a function."""

    class NumpyIterator:
        """An iterator over the elements of a dataset as NumPy arrays."""
        def __init__(self, dataset) -> None: ...
        def __iter__(self) -> _Any: ...
        def __next__(self) -> _Any: ...
        def next(self) -> _Any:
            """Returns the next element, as `next(iterator)` does."""

    class DatasetSpec(TypeSpec):
        """The spec of a dataset."""
        def __eq__(self, other) -> _Any: ...
        def __init__(self, element_spec, dataset_shape=...) -> None: ...
        @property
        def element_spec(self) -> _Any:
            """The spec of the elements."""
        @classmethod
        def from_value(cls, value) -> data.DatasetSpec:
            """Returns the spec of a dataset."""
        def from_variant(self, variant_tensor) -> data.Dataset:
            """Returns the dataset that a tensor of dtype variant holds."""
        def is_compatible_with(self, spec_or_value) -> _builtins.bool:
            """Says whether a dataset, or one of another spec, could be one of this spec."""
        def most_specific_common_supertype(self, others) -> _Any:
            """Returns the narrowest spec that describes datasets of this and other specs, or None."""
        @property
        def value_type(self) -> _builtins.type:
            """The class of the values it describes: `tf.data.Dataset`."""

    class IteratorSpec(TypeSpec):
        """The spec of an iterator."""
        def __eq__(self, other) -> _Any: ...
        def __init__(self, element_spec) -> None: ...
        @property
        def element_spec(self) -> _Any:
            """The spec of the elements."""
        def most_specific_common_supertype(self, others) -> _Any:
            """Returns itself if all others are equal to it, else None."""
        @property
        def value_type(self) -> _builtins.type:
            """The class of the values it describes: `tf.data.Iterator`."""

    class Options:
        """Settings of a dataset, given to `Dataset.with_options`."""
        def __eq__(self, other) -> _Any: ...
        def __init__(self) -> None: ...
        def __ne__(self, other) -> _Any: ...
        def merge(self, options) -> data.Options:
            """Returns new options: those of `options` where they are set, else these."""

    class ThreadingOptions:
        """Settings of threads, which have no effect here."""
        def __eq__(self, other) -> _Any: ...
        def __init__(self) -> None: ...
        def __ne__(self, other) -> _Any: ...

    class Dataset:
        """Elements, one after the other: made from data, transformed, iterated over."""
        def __bool__(self) -> _Any: ...
        def __init__(self, variant_tensor) -> None: ...
        def __iter__(self) -> data.Iterator: ...
        def __len__(self) -> _Any: ...
        def apply(self, transformation_func) -> data.Dataset:
            """Returns what a function makes of the dataset."""
        def as_numpy_iterator(self) -> data.NumpyIterator:
            """Returns an iterator over the elements as NumPy arrays."""
        def batch(
            self,
            batch_size,
            drop_remainder=False,
            num_parallel_calls=None,
            deterministic=None,
            name=None,
        ) -> _Any:
            """Returns a dataset of elements stacked along a new first dimension."""
        def bucket_by_sequence_length(
            self,
            element_length_func,
            bucket_boundaries,
            bucket_batch_sizes,
            padded_shapes=None,
            padding_values=None,
            pad_to_bucket_boundary=False,
            no_padding=False,
            drop_remainder=False,
            name=None,
        ) -> _Any:
            """Returns a dataset of padded batches of elements of similar lengths."""
        def cache(self, filename="", name=None) -> _Any:
            """Returns a dataset that keeps its elements once they have been computed."""
        def cardinality(self) -> _Any:
            """Returns the number of elements, int64: -1 if infinite, -2 if not known."""
        @classmethod
        def choose_from_datasets(cls, datasets, choice_dataset, stop_on_empty_dataset=True) -> _Any:
            """Returns a dataset whose elements come from several, as another one says."""
        def concatenate(self, dataset, name=None) -> _Any:
            """Returns a dataset of the elements of this one, then those of another."""
        @classmethod
        def counter(cls, start=0, step=1, dtype=..., name=None) -> _Any:
            """Returns an infinite dataset of numbers at equal distances."""
        @property
        def element_spec(self) -> _Any:
            """The spec of the elements: a `tf.TypeSpec`, or a tuple or dictionary of such."""
        def enumerate(self, start=0, name=None) -> _Any:
            """Returns a dataset of pairs of a number and an element."""
        def filter(self, predicate, name=None) -> _Any:
            """Returns a dataset of the elements for which a function is true."""
        def flat_map(self, map_func, name=None) -> _Any:
            """Returns a dataset of the elements of the datasets that a function makes of each element."""
        @classmethod
        def from_generator(
            cls,
            generator,
            output_types=None,
            output_shapes=None,
            args=None,
            output_signature=None,
            name=None,
        ) -> _Any:
            """Returns a dataset of what a Python generator yields."""
        @classmethod
        def from_tensor_slices(cls, tensors, name=None) -> _Any:
            """Returns a dataset of what is in the first dimension of data."""
        @classmethod
        def from_tensors(cls, tensors, name=None) -> _Any:
            """Returns a dataset of one element."""
        def get_single_element(self, name=None) -> _Any:
            """Returns the only element."""
        def group_by_window(
            self, key_func, reduce_func, window_size=None, window_size_func=None, name=None
        ) -> _Any:
            """Returns a dataset of what a function makes of groups of elements with the same key."""
        def ignore_errors(self, log_warning=False, name=None) -> _Any:
            """Returns a dataset without the elements whose computation fails."""
        def interleave(
            self,
            map_func,
            cycle_length=None,
            block_length=None,
            num_parallel_calls=None,
            deterministic=None,
            name=None,
        ) -> _Any:
            """Returns a dataset of the elements of datasets that a function makes, taken in turn."""
        @classmethod
        def list_files(cls, file_pattern, shuffle=None, seed=None, name=None) -> _Any:
            """Returns a dataset of the names of files."""
        def map(
            self,
            map_func,
            num_parallel_calls=None,
            deterministic=None,
            synchronous=None,
            use_unbounded_threadpool=False,
            name=None,
        ) -> _Any:
            """Returns a dataset of what a function makes of each element."""
        def options(self) -> data.Options:
            """Returns the options of the dataset and of those that it builds on."""
        def padded_batch(
            self,
            batch_size,
            padded_shapes=None,
            padding_values=None,
            drop_remainder=False,
            name=None,
        ) -> _Any:
            """Returns a dataset of elements stacked after each is padded to one shape."""
        def prefetch(self, buffer_size, name=None) -> _Any:
            """Returns the dataset: elements are computed when they are asked for."""
        def ragged_batch(
            self, batch_size, drop_remainder=False, row_splits_dtype=..., name=None
        ) -> _Any:
            """Returns a dataset of elements stacked as ragged tensors where their shapes differ."""
        @classmethod
        def random(cls, seed=None, rerandomize_each_iteration=None, name=None) -> _Any:
            """Returns an infinite dataset of random integers from [0, 2**32), int64."""
        @classmethod
        def range(cls, *args, **kwargs) -> _Any:
            """Returns a dataset of numbers at equal distances, as Python's `range`."""
        def rebatch(self, batch_size, drop_remainder=False, name=None) -> _Any:
            """Returns a dataset of the same rows in batches of other sizes."""
        def reduce(self, initial_state, reduce_func, name=None) -> _Any:
            """Returns what a function makes of all elements and a state that it passes on."""
        def repeat(self, count=None, name=None) -> _Any:
            """Returns a dataset that goes through this one several times."""
        @classmethod
        def sample_from_datasets(
            cls,
            datasets,
            weights=None,
            seed=None,
            stop_on_empty_dataset=False,
            rerandomize_each_iteration=None,
        ) -> _Any:
            """Returns a dataset whose elements come from several, chosen at random."""
        def scan(self, initial_state, scan_func, name=None) -> _Any:
            """Returns a dataset of what a function makes of each element and a state that it passes on."""
        def shard(self, num_shards, index, name=None) -> _Any:
            """Returns a dataset of every `num_shards`-th element."""
        def shuffle(self, buffer_size, seed=None, reshuffle_each_iteration=True, name=None) -> _Any:
            """Returns a dataset in random order."""
        def signature_key(self) -> _Any:
            """Returns what tells its type from others' where it is an argument of a function."""
        def skip(self, count, name=None) -> _Any:
            """Returns a dataset without the first elements."""
        def take(self, count, name=None) -> _Any:
            """Returns a dataset of the first elements."""
        def take_while(self, predicate, name=None) -> _Any:
            """Returns a dataset of the elements before the first for which a function is false."""
        def unbatch(self, name=None) -> _Any:
            """Returns a dataset of what is in the first dimension of the elements."""
        def unique(self, name=None) -> _Any:
            """Returns a dataset of the elements that differ from all before them."""
        def window(self, size, shift=None, stride=1, drop_remainder=False, name=None) -> _Any:
            """Returns a dataset of windows: datasets of elements that follow each other."""
        def with_options(self, options, name=None) -> data.Dataset:
            """Returns the dataset with other options."""
        @classmethod
        def zip(cls, *args, datasets=None, name=None) -> _Any:
            """Returns a dataset of elements of several datasets, side by side."""

    class FixedLengthRecordDataset(Dataset):
        """A dataset of byte strings of one length from files."""
        def __init__(
            self,
            filenames,
            record_bytes,
            header_bytes=None,
            footer_bytes=None,
            buffer_size=None,
            compression_type=None,
            num_parallel_reads=None,
            name=None,
        ) -> None: ...
        def batch(
            self,
            batch_size,
            drop_remainder=False,
            num_parallel_calls=None,
            deterministic=None,
            name=None,
        ) -> _Any:
            """Returns a dataset of elements stacked along a new first dimension."""
        def bucket_by_sequence_length(
            self,
            element_length_func,
            bucket_boundaries,
            bucket_batch_sizes,
            padded_shapes=None,
            padding_values=None,
            pad_to_bucket_boundary=False,
            no_padding=False,
            drop_remainder=False,
            name=None,
        ) -> _Any:
            """Returns a dataset of padded batches of elements of similar lengths."""
        def cache(self, filename="", name=None) -> _Any:
            """Returns a dataset that keeps its elements once they have been computed."""
        @classmethod
        def choose_from_datasets(cls, datasets, choice_dataset, stop_on_empty_dataset=True) -> _Any:
            """Returns a dataset whose elements come from several, as another one says."""
        def concatenate(self, dataset, name=None) -> _Any:
            """Returns a dataset of the elements of this one, then those of another."""
        @classmethod
        def counter(cls, start=0, step=1, dtype=..., name=None) -> _Any:
            """Returns an infinite dataset of numbers at equal distances."""
        def enumerate(self, start=0, name=None) -> _Any:
            """Returns a dataset of pairs of a number and an element."""
        def filter(self, predicate, name=None) -> _Any:
            """Returns a dataset of the elements for which a function is true."""
        def flat_map(self, map_func, name=None) -> _Any:
            """Returns a dataset of the elements of the datasets that a function makes of each element."""
        @classmethod
        def from_generator(
            cls,
            generator,
            output_types=None,
            output_shapes=None,
            args=None,
            output_signature=None,
            name=None,
        ) -> _Any:
            """Returns a dataset of what a Python generator yields."""
        @classmethod
        def from_tensor_slices(cls, tensors, name=None) -> _Any:
            """Returns a dataset of what is in the first dimension of data."""
        @classmethod
        def from_tensors(cls, tensors, name=None) -> _Any:
            """Returns a dataset of one element."""
        def get_single_element(self, name=None) -> _Any:
            """Returns the only element."""
        def group_by_window(
            self, key_func, reduce_func, window_size=None, window_size_func=None, name=None
        ) -> _Any:
            """Returns a dataset of what a function makes of groups of elements with the same key."""
        def ignore_errors(self, log_warning=False, name=None) -> _Any:
            """Returns a dataset without the elements whose computation fails."""
        def interleave(
            self,
            map_func,
            cycle_length=None,
            block_length=None,
            num_parallel_calls=None,
            deterministic=None,
            name=None,
        ) -> _Any:
            """Returns a dataset of the elements of datasets that a function makes, taken in turn."""
        @classmethod
        def list_files(cls, file_pattern, shuffle=None, seed=None, name=None) -> _Any:
            """Returns a dataset of the names of files."""
        def map(
            self,
            map_func,
            num_parallel_calls=None,
            deterministic=None,
            synchronous=None,
            use_unbounded_threadpool=False,
            name=None,
        ) -> _Any:
            """Returns a dataset of what a function makes of each element."""
        def padded_batch(
            self,
            batch_size,
            padded_shapes=None,
            padding_values=None,
            drop_remainder=False,
            name=None,
        ) -> _Any:
            """Returns a dataset of elements stacked after each is padded to one shape."""
        def prefetch(self, buffer_size, name=None) -> _Any:
            """Returns the dataset: elements are computed when they are asked for."""
        def ragged_batch(
            self, batch_size, drop_remainder=False, row_splits_dtype=..., name=None
        ) -> _Any:
            """Returns a dataset of elements stacked as ragged tensors where their shapes differ."""
        @classmethod
        def random(cls, seed=None, rerandomize_each_iteration=None, name=None) -> _Any:
            """Returns an infinite dataset of random integers from [0, 2**32), int64."""
        @classmethod
        def range(cls, *args, **kwargs) -> _Any:
            """Returns a dataset of numbers at equal distances, as Python's `range`."""
        def rebatch(self, batch_size, drop_remainder=False, name=None) -> _Any:
            """Returns a dataset of the same rows in batches of other sizes."""
        def reduce(self, initial_state, reduce_func, name=None) -> _Any:
            """Returns what a function makes of all elements and a state that it passes on."""
        def repeat(self, count=None, name=None) -> _Any:
            """Returns a dataset that goes through this one several times."""
        @classmethod
        def sample_from_datasets(
            cls,
            datasets,
            weights=None,
            seed=None,
            stop_on_empty_dataset=False,
            rerandomize_each_iteration=None,
        ) -> _Any:
            """Returns a dataset whose elements come from several, chosen at random."""
        def scan(self, initial_state, scan_func, name=None) -> _Any:
            """Returns a dataset of what a function makes of each element and a state that it passes on."""
        def shard(self, num_shards, index, name=None) -> _Any:
            """Returns a dataset of every `num_shards`-th element."""
        def shuffle(self, buffer_size, seed=None, reshuffle_each_iteration=True, name=None) -> _Any:
            """Returns a dataset in random order."""
        def skip(self, count, name=None) -> _Any:
            """Returns a dataset without the first elements."""
        def take(self, count, name=None) -> _Any:
            """Returns a dataset of the first elements."""
        def take_while(self, predicate, name=None) -> _Any:
            """Returns a dataset of the elements before the first for which a function is false."""
        def unbatch(self, name=None) -> _Any:
            """Returns a dataset of what is in the first dimension of the elements."""
        def unique(self, name=None) -> _Any:
            """Returns a dataset of the elements that differ from all before them."""
        def window(self, size, shift=None, stride=1, drop_remainder=False, name=None) -> _Any:
            """Returns a dataset of windows: datasets of elements that follow each other."""
        @classmethod
        def zip(cls, *args, datasets=None, name=None) -> _Any:
            """Returns a dataset of elements of several datasets, side by side."""

    class TextLineDataset(Dataset):
        """A dataset of the lines of text files, without their ends."""
        def __init__(
            self,
            filenames,
            compression_type=None,
            buffer_size=None,
            num_parallel_reads=None,
            name=None,
        ) -> None: ...
        def batch(
            self,
            batch_size,
            drop_remainder=False,
            num_parallel_calls=None,
            deterministic=None,
            name=None,
        ) -> _Any:
            """Returns a dataset of elements stacked along a new first dimension."""
        def bucket_by_sequence_length(
            self,
            element_length_func,
            bucket_boundaries,
            bucket_batch_sizes,
            padded_shapes=None,
            padding_values=None,
            pad_to_bucket_boundary=False,
            no_padding=False,
            drop_remainder=False,
            name=None,
        ) -> _Any:
            """Returns a dataset of padded batches of elements of similar lengths."""
        def cache(self, filename="", name=None) -> _Any:
            """Returns a dataset that keeps its elements once they have been computed."""
        @classmethod
        def choose_from_datasets(cls, datasets, choice_dataset, stop_on_empty_dataset=True) -> _Any:
            """Returns a dataset whose elements come from several, as another one says."""
        def concatenate(self, dataset, name=None) -> _Any:
            """Returns a dataset of the elements of this one, then those of another."""
        @classmethod
        def counter(cls, start=0, step=1, dtype=..., name=None) -> _Any:
            """Returns an infinite dataset of numbers at equal distances."""
        def enumerate(self, start=0, name=None) -> _Any:
            """Returns a dataset of pairs of a number and an element."""
        def filter(self, predicate, name=None) -> _Any:
            """Returns a dataset of the elements for which a function is true."""
        def flat_map(self, map_func, name=None) -> _Any:
            """Returns a dataset of the elements of the datasets that a function makes of each element."""
        @classmethod
        def from_generator(
            cls,
            generator,
            output_types=None,
            output_shapes=None,
            args=None,
            output_signature=None,
            name=None,
        ) -> _Any:
            """Returns a dataset of what a Python generator yields."""
        @classmethod
        def from_tensor_slices(cls, tensors, name=None) -> _Any:
            """Returns a dataset of what is in the first dimension of data."""
        @classmethod
        def from_tensors(cls, tensors, name=None) -> _Any:
            """Returns a dataset of one element."""
        def get_single_element(self, name=None) -> _Any:
            """Returns the only element."""
        def group_by_window(
            self, key_func, reduce_func, window_size=None, window_size_func=None, name=None
        ) -> _Any:
            """Returns a dataset of what a function makes of groups of elements with the same key."""
        def ignore_errors(self, log_warning=False, name=None) -> _Any:
            """Returns a dataset without the elements whose computation fails."""
        def interleave(
            self,
            map_func,
            cycle_length=None,
            block_length=None,
            num_parallel_calls=None,
            deterministic=None,
            name=None,
        ) -> _Any:
            """Returns a dataset of the elements of datasets that a function makes, taken in turn."""
        @classmethod
        def list_files(cls, file_pattern, shuffle=None, seed=None, name=None) -> _Any:
            """Returns a dataset of the names of files."""
        def map(
            self,
            map_func,
            num_parallel_calls=None,
            deterministic=None,
            synchronous=None,
            use_unbounded_threadpool=False,
            name=None,
        ) -> _Any:
            """Returns a dataset of what a function makes of each element."""
        def padded_batch(
            self,
            batch_size,
            padded_shapes=None,
            padding_values=None,
            drop_remainder=False,
            name=None,
        ) -> _Any:
            """Returns a dataset of elements stacked after each is padded to one shape."""
        def prefetch(self, buffer_size, name=None) -> _Any:
            """Returns the dataset: elements are computed when they are asked for."""
        def ragged_batch(
            self, batch_size, drop_remainder=False, row_splits_dtype=..., name=None
        ) -> _Any:
            """Returns a dataset of elements stacked as ragged tensors where their shapes differ."""
        @classmethod
        def random(cls, seed=None, rerandomize_each_iteration=None, name=None) -> _Any:
            """Returns an infinite dataset of random integers from [0, 2**32), int64."""
        @classmethod
        def range(cls, *args, **kwargs) -> _Any:
            """Returns a dataset of numbers at equal distances, as Python's `range`."""
        def rebatch(self, batch_size, drop_remainder=False, name=None) -> _Any:
            """Returns a dataset of the same rows in batches of other sizes."""
        def reduce(self, initial_state, reduce_func, name=None) -> _Any:
            """Returns what a function makes of all elements and a state that it passes on."""
        def repeat(self, count=None, name=None) -> _Any:
            """Returns a dataset that goes through this one several times."""
        @classmethod
        def sample_from_datasets(
            cls,
            datasets,
            weights=None,
            seed=None,
            stop_on_empty_dataset=False,
            rerandomize_each_iteration=None,
        ) -> _Any:
            """Returns a dataset whose elements come from several, chosen at random."""
        def scan(self, initial_state, scan_func, name=None) -> _Any:
            """Returns a dataset of what a function makes of each element and a state that it passes on."""
        def shard(self, num_shards, index, name=None) -> _Any:
            """Returns a dataset of every `num_shards`-th element."""
        def shuffle(self, buffer_size, seed=None, reshuffle_each_iteration=True, name=None) -> _Any:
            """Returns a dataset in random order."""
        def skip(self, count, name=None) -> _Any:
            """Returns a dataset without the first elements."""
        def take(self, count, name=None) -> _Any:
            """Returns a dataset of the first elements."""
        def take_while(self, predicate, name=None) -> _Any:
            """Returns a dataset of the elements before the first for which a function is false."""
        def unbatch(self, name=None) -> _Any:
            """Returns a dataset of what is in the first dimension of the elements."""
        def unique(self, name=None) -> _Any:
            """Returns a dataset of the elements that differ from all before them."""
        def window(self, size, shift=None, stride=1, drop_remainder=False, name=None) -> _Any:
            """Returns a dataset of windows: datasets of elements that follow each other."""
        @classmethod
        def zip(cls, *args, datasets=None, name=None) -> _Any:
            """Returns a dataset of elements of several datasets, side by side."""

    class TFRecordDataset(Dataset):
        """A dataset of the records of record files."""
        def __init__(
            self,
            filenames,
            compression_type=None,
            buffer_size=None,
            num_parallel_reads=None,
            name=None,
        ) -> None: ...
        def batch(
            self,
            batch_size,
            drop_remainder=False,
            num_parallel_calls=None,
            deterministic=None,
            name=None,
        ) -> _Any:
            """Returns a dataset of elements stacked along a new first dimension."""
        def bucket_by_sequence_length(
            self,
            element_length_func,
            bucket_boundaries,
            bucket_batch_sizes,
            padded_shapes=None,
            padding_values=None,
            pad_to_bucket_boundary=False,
            no_padding=False,
            drop_remainder=False,
            name=None,
        ) -> _Any:
            """Returns a dataset of padded batches of elements of similar lengths."""
        def cache(self, filename="", name=None) -> _Any:
            """Returns a dataset that keeps its elements once they have been computed."""
        @classmethod
        def choose_from_datasets(cls, datasets, choice_dataset, stop_on_empty_dataset=True) -> _Any:
            """Returns a dataset whose elements come from several, as another one says."""
        def concatenate(self, dataset, name=None) -> _Any:
            """Returns a dataset of the elements of this one, then those of another."""
        @classmethod
        def counter(cls, start=0, step=1, dtype=..., name=None) -> _Any:
            """Returns an infinite dataset of numbers at equal distances."""
        def enumerate(self, start=0, name=None) -> _Any:
            """Returns a dataset of pairs of a number and an element."""
        def filter(self, predicate, name=None) -> _Any:
            """Returns a dataset of the elements for which a function is true."""
        def flat_map(self, map_func, name=None) -> _Any:
            """Returns a dataset of the elements of the datasets that a function makes of each element."""
        @classmethod
        def from_generator(
            cls,
            generator,
            output_types=None,
            output_shapes=None,
            args=None,
            output_signature=None,
            name=None,
        ) -> _Any:
            """Returns a dataset of what a Python generator yields."""
        @classmethod
        def from_tensor_slices(cls, tensors, name=None) -> _Any:
            """Returns a dataset of what is in the first dimension of data."""
        @classmethod
        def from_tensors(cls, tensors, name=None) -> _Any:
            """Returns a dataset of one element."""
        def get_single_element(self, name=None) -> _Any:
            """Returns the only element."""
        def group_by_window(
            self, key_func, reduce_func, window_size=None, window_size_func=None, name=None
        ) -> _Any:
            """Returns a dataset of what a function makes of groups of elements with the same key."""
        def ignore_errors(self, log_warning=False, name=None) -> _Any:
            """Returns a dataset without the elements whose computation fails."""
        def interleave(
            self,
            map_func,
            cycle_length=None,
            block_length=None,
            num_parallel_calls=None,
            deterministic=None,
            name=None,
        ) -> _Any:
            """Returns a dataset of the elements of datasets that a function makes, taken in turn."""
        @classmethod
        def list_files(cls, file_pattern, shuffle=None, seed=None, name=None) -> _Any:
            """Returns a dataset of the names of files."""
        def map(
            self,
            map_func,
            num_parallel_calls=None,
            deterministic=None,
            synchronous=None,
            use_unbounded_threadpool=False,
            name=None,
        ) -> _Any:
            """Returns a dataset of what a function makes of each element."""
        def padded_batch(
            self,
            batch_size,
            padded_shapes=None,
            padding_values=None,
            drop_remainder=False,
            name=None,
        ) -> _Any:
            """Returns a dataset of elements stacked after each is padded to one shape."""
        def prefetch(self, buffer_size, name=None) -> _Any:
            """Returns the dataset: elements are computed when they are asked for."""
        def ragged_batch(
            self, batch_size, drop_remainder=False, row_splits_dtype=..., name=None
        ) -> _Any:
            """Returns a dataset of elements stacked as ragged tensors where their shapes differ."""
        @classmethod
        def random(cls, seed=None, rerandomize_each_iteration=None, name=None) -> _Any:
            """Returns an infinite dataset of random integers from [0, 2**32), int64."""
        @classmethod
        def range(cls, *args, **kwargs) -> _Any:
            """Returns a dataset of numbers at equal distances, as Python's `range`."""
        def rebatch(self, batch_size, drop_remainder=False, name=None) -> _Any:
            """Returns a dataset of the same rows in batches of other sizes."""
        def reduce(self, initial_state, reduce_func, name=None) -> _Any:
            """Returns what a function makes of all elements and a state that it passes on."""
        def repeat(self, count=None, name=None) -> _Any:
            """Returns a dataset that goes through this one several times."""
        @classmethod
        def sample_from_datasets(
            cls,
            datasets,
            weights=None,
            seed=None,
            stop_on_empty_dataset=False,
            rerandomize_each_iteration=None,
        ) -> _Any:
            """Returns a dataset whose elements come from several, chosen at random."""
        def scan(self, initial_state, scan_func, name=None) -> _Any:
            """Returns a dataset of what a function makes of each element and a state that it passes on."""
        def shard(self, num_shards, index, name=None) -> _Any:
            """Returns a dataset of every `num_shards`-th element."""
        def shuffle(self, buffer_size, seed=None, reshuffle_each_iteration=True, name=None) -> _Any:
            """Returns a dataset in random order."""
        def skip(self, count, name=None) -> _Any:
            """Returns a dataset without the first elements."""
        def take(self, count, name=None) -> _Any:
            """Returns a dataset of the first elements."""
        def take_while(self, predicate, name=None) -> _Any:
            """Returns a dataset of the elements before the first for which a function is false."""
        def unbatch(self, name=None) -> _Any:
            """Returns a dataset of what is in the first dimension of the elements."""
        def unique(self, name=None) -> _Any:
            """Returns a dataset of the elements that differ from all before them."""
        def window(self, size, shift=None, stride=1, drop_remainder=False, name=None) -> _Any:
            """Returns a dataset of windows: datasets of elements that follow each other."""
        @classmethod
        def zip(cls, *args, datasets=None, name=None) -> _Any:
            """Returns a dataset of elements of several datasets, side by side."""

    AUTOTUNE: _builtins.int
    INFINITE_CARDINALITY: _builtins.int
    UNKNOWN_CARDINALITY: _builtins.int
    class experimental:
        class Optional:
            """An element that may not be there, made by `get_next_as_optional` and `from_value`."""
            def __init__(self, variant_tensor, element_spec) -> None: ...
            @property
            def element_spec(self) -> _Any:
                """The spec of the element."""
            @staticmethod
            def empty(element_spec) -> data.experimental.Optional:
                """Returns an optional that has no value."""
            @staticmethod
            def from_value(value) -> data.experimental.Optional:
                """Returns an optional that has a value."""
            def get_value(self, name=None) -> _Any:
                """Returns the value."""
            def has_value(self, name=None) -> _Any:
                """Returns whether there is a value, a bool tensor."""

        class AutotuneOptions:
            """Settings of automatic tuning, which have no effect here."""
            def __eq__(self, other) -> _Any: ...
            def __init__(self) -> None: ...
            def __ne__(self, other) -> _Any: ...

        class DistributeOptions:
            """Settings of distribution: how a dataset is divided among workers."""
            def __eq__(self, other) -> _Any: ...
            def __init__(self) -> None: ...
            def __ne__(self, other) -> _Any: ...

        class OptimizationOptions:
            """Settings of what TensorFlow changes in a pipeline, which have no effect here."""
            def __eq__(self, other) -> _Any: ...
            def __init__(self) -> None: ...
            def __ne__(self, other) -> _Any: ...

        ThreadingOptions = data.ThreadingOptions
        class AutoShardPolicy(_builtins.int):
            """Choices for a setting."""

            AUTO: _Any
            DATA: _Any
            FILE: _Any
            HINT: _Any
            OFF: _Any

        class ExternalStatePolicy(_builtins.int):
            """Choices for a setting."""

            FAIL: _Any
            IGNORE: _Any
            WARN: _Any

        class CsvDataset(data.Dataset):
            """A dataset of the lines of CSV files, each a tuple of one scalar per column."""
            def __init__(
                self,
                filenames,
                record_defaults,
                compression_type=None,
                buffer_size=None,
                header=False,
                field_delim=",",
                use_quote_delim=True,
                na_value="",
                select_cols=None,
                exclude_cols=None,
            ) -> None: ...
            def batch(
                self,
                batch_size,
                drop_remainder=False,
                num_parallel_calls=None,
                deterministic=None,
                name=None,
            ) -> _Any:
                """Returns a dataset of elements stacked along a new first dimension."""
            def bucket_by_sequence_length(
                self,
                element_length_func,
                bucket_boundaries,
                bucket_batch_sizes,
                padded_shapes=None,
                padding_values=None,
                pad_to_bucket_boundary=False,
                no_padding=False,
                drop_remainder=False,
                name=None,
            ) -> _Any:
                """Returns a dataset of padded batches of elements of similar lengths."""
            def cache(self, filename="", name=None) -> _Any:
                """Returns a dataset that keeps its elements once they have been computed."""
            @classmethod
            def choose_from_datasets(
                cls, datasets, choice_dataset, stop_on_empty_dataset=True
            ) -> _Any:
                """Returns a dataset whose elements come from several, as another one says."""
            def concatenate(self, dataset, name=None) -> _Any:
                """Returns a dataset of the elements of this one, then those of another."""
            @classmethod
            def counter(cls, start=0, step=1, dtype=..., name=None) -> _Any:
                """Returns an infinite dataset of numbers at equal distances."""
            def enumerate(self, start=0, name=None) -> _Any:
                """Returns a dataset of pairs of a number and an element."""
            def filter(self, predicate, name=None) -> _Any:
                """Returns a dataset of the elements for which a function is true."""
            def flat_map(self, map_func, name=None) -> _Any:
                """Returns a dataset of the elements of the datasets that a function makes of each element."""
            @classmethod
            def from_generator(
                cls,
                generator,
                output_types=None,
                output_shapes=None,
                args=None,
                output_signature=None,
                name=None,
            ) -> _Any:
                """Returns a dataset of what a Python generator yields."""
            @classmethod
            def from_tensor_slices(cls, tensors, name=None) -> _Any:
                """Returns a dataset of what is in the first dimension of data."""
            @classmethod
            def from_tensors(cls, tensors, name=None) -> _Any:
                """Returns a dataset of one element."""
            def get_single_element(self, name=None) -> _Any:
                """Returns the only element."""
            def group_by_window(
                self, key_func, reduce_func, window_size=None, window_size_func=None, name=None
            ) -> _Any:
                """Returns a dataset of what a function makes of groups of elements with the same key."""
            def ignore_errors(self, log_warning=False, name=None) -> _Any:
                """Returns a dataset without the elements whose computation fails."""
            def interleave(
                self,
                map_func,
                cycle_length=None,
                block_length=None,
                num_parallel_calls=None,
                deterministic=None,
                name=None,
            ) -> _Any:
                """Returns a dataset of the elements of datasets that a function makes, taken in turn."""
            @classmethod
            def list_files(cls, file_pattern, shuffle=None, seed=None, name=None) -> _Any:
                """Returns a dataset of the names of files."""
            def map(
                self,
                map_func,
                num_parallel_calls=None,
                deterministic=None,
                synchronous=None,
                use_unbounded_threadpool=False,
                name=None,
            ) -> _Any:
                """Returns a dataset of what a function makes of each element."""
            def padded_batch(
                self,
                batch_size,
                padded_shapes=None,
                padding_values=None,
                drop_remainder=False,
                name=None,
            ) -> _Any:
                """Returns a dataset of elements stacked after each is padded to one shape."""
            def prefetch(self, buffer_size, name=None) -> _Any:
                """Returns the dataset: elements are computed when they are asked for."""
            def ragged_batch(
                self, batch_size, drop_remainder=False, row_splits_dtype=..., name=None
            ) -> _Any:
                """Returns a dataset of elements stacked as ragged tensors where their shapes differ."""
            @classmethod
            def random(cls, seed=None, rerandomize_each_iteration=None, name=None) -> _Any:
                """Returns an infinite dataset of random integers from [0, 2**32), int64."""
            @classmethod
            def range(cls, *args, **kwargs) -> _Any:
                """Returns a dataset of numbers at equal distances, as Python's `range`."""
            def rebatch(self, batch_size, drop_remainder=False, name=None) -> _Any:
                """Returns a dataset of the same rows in batches of other sizes."""
            def reduce(self, initial_state, reduce_func, name=None) -> _Any:
                """Returns what a function makes of all elements and a state that it passes on."""
            def repeat(self, count=None, name=None) -> _Any:
                """Returns a dataset that goes through this one several times."""
            @classmethod
            def sample_from_datasets(
                cls,
                datasets,
                weights=None,
                seed=None,
                stop_on_empty_dataset=False,
                rerandomize_each_iteration=None,
            ) -> _Any:
                """Returns a dataset whose elements come from several, chosen at random."""
            def scan(self, initial_state, scan_func, name=None) -> _Any:
                """Returns a dataset of what a function makes of each element and a state that it passes on."""
            def shard(self, num_shards, index, name=None) -> _Any:
                """Returns a dataset of every `num_shards`-th element."""
            def shuffle(
                self, buffer_size, seed=None, reshuffle_each_iteration=True, name=None
            ) -> _Any:
                """Returns a dataset in random order."""
            def skip(self, count, name=None) -> _Any:
                """Returns a dataset without the first elements."""
            def take(self, count, name=None) -> _Any:
                """Returns a dataset of the first elements."""
            def take_while(self, predicate, name=None) -> _Any:
                """Returns a dataset of the elements before the first for which a function is false."""
            def unbatch(self, name=None) -> _Any:
                """Returns a dataset of what is in the first dimension of the elements."""
            def unique(self, name=None) -> _Any:
                """Returns a dataset of the elements that differ from all before them."""
            def window(self, size, shift=None, stride=1, drop_remainder=False, name=None) -> _Any:
                """Returns a dataset of windows: datasets of elements that follow each other."""
            @classmethod
            def zip(cls, *args, datasets=None, name=None) -> _Any:
                """Returns a dataset of elements of several datasets, side by side."""

        @staticmethod
        def assert_cardinality(expected_cardinality) -> _Any:
            """Returns a transformation that says, and checks, how many elements a dataset has."""
        AUTOTUNE: _builtins.int
        @staticmethod
        def bucket_by_sequence_length(
            element_length_func, bucket_boundaries, bucket_batch_sizes, **options
        ) -> _Any:
            """Returns a transformation that batches by length, as `Dataset.bucket_by_sequence_length`."""
        @staticmethod
        def cardinality(dataset) -> _Any:
            """Returns the number of elements of a dataset, as `Dataset.cardinality`."""
        @staticmethod
        def choose_from_datasets(datasets, choice_dataset, stop_on_empty_dataset=True) -> _Any:
            """Returns a dataset chosen from several, as `Dataset.choose_from_datasets`."""
        @staticmethod
        def Counter(start=0, step=1, dtype=...) -> _Any:
            """Returns an infinite dataset of numbers, as `Dataset.counter`."""
        @staticmethod
        def dense_to_ragged_batch(batch_size, drop_remainder=False, row_splits_dtype=...) -> _Any:
            """Returns a transformation that makes ragged batches, as `Dataset.ragged_batch`."""
        @staticmethod
        def enumerate_dataset(start=0) -> _Any:
            """Returns a transformation that numbers elements, as `Dataset.enumerate`."""
        @staticmethod
        def from_list(elements, name=None) -> _Any:
            """Returns a dataset of the elements of a list."""
        @staticmethod
        def get_next_as_optional(iterator) -> _Any:
            """Returns the next element, or that there is none, as `Iterator.get_next_as_optional`."""
        @staticmethod
        def get_single_element(dataset) -> _Any:
            """Returns the only element of a dataset, as `Dataset.get_single_element`."""
        @staticmethod
        def get_structure(dataset_or_iterator) -> _Any:
            """Returns the spec of the elements of a dataset or iterator."""
        @staticmethod
        def group_by_window(key_func, reduce_func, window_size=None, window_size_func=None) -> _Any:
            """Returns a transformation that groups elements, as `Dataset.group_by_window`."""
        @staticmethod
        def ignore_errors(log_warning=False) -> _Any:
            """Returns a transformation that leaves out elements that fail, as `Dataset.ignore_errors`."""
        INFINITE_CARDINALITY: _builtins.int
        @staticmethod
        def make_csv_dataset(
            file_pattern,
            batch_size,
            column_names=None,
            column_defaults=None,
            label_name=None,
            select_columns=None,
            field_delim=",",
            use_quote_delim=True,
            na_value="",
            header=True,
            num_epochs=None,
            shuffle=True,
            shuffle_buffer_size=10000,
            shuffle_seed=None,
            prefetch_buffer_size=None,
            num_parallel_reads=None,
            sloppy=False,
            num_rows_for_inference=100,
            compression_type=None,
            ignore_errors=False,
            encoding="utf-8",
        ) -> _Any:
            """Returns a dataset of batches of CSV files, each a dictionary of columns."""
        @staticmethod
        def map_and_batch(
            map_func,
            batch_size,
            num_parallel_batches=None,
            drop_remainder=False,
            num_parallel_calls=None,
        ) -> _Any:
            """Returns a transformation that maps, then batches."""
        @staticmethod
        def prefetch_to_device(device, buffer_size=None) -> _Any:
            """Returns a transformation that leaves a dataset as it is."""
        @staticmethod
        def sample_from_datasets(
            datasets, weights=None, seed=None, stop_on_empty_dataset=False
        ) -> _Any:
            """Returns a dataset chosen at random from several, as `Dataset.sample_from_datasets`."""
        @staticmethod
        def scan(initial_state, scan_func) -> _Any:
            """Returns a transformation that passes a state on, as `Dataset.scan`."""
        @staticmethod
        def shuffle_and_repeat(buffer_size, count=None, seed=None) -> _Any:
            """Returns a transformation that shuffles, then repeats."""
        @staticmethod
        def take_while(predicate) -> _Any:
            """Returns a transformation that stops at an element, as `Dataset.take_while`."""
        @staticmethod
        def unbatch() -> _Any:
            """Returns a transformation that takes batches apart, as `Dataset.unbatch`."""
        @staticmethod
        def unique() -> _Any:
            """Returns a transformation that leaves out equal elements, as `Dataset.unique`."""
        UNKNOWN_CARDINALITY: _builtins.int

class debugging:
    from tfcourse import Assert as Assert
    @staticmethod
    def assert_all_finite(x, message, name=None) -> _Any:
        """Returns a tensor, unless an element is infinite or not a number."""
    from tfcourse import assert_equal as assert_equal
    from tfcourse import assert_greater as assert_greater
    @staticmethod
    def assert_greater_equal(x, y, message=None, summarize=None, name=None) -> _Any:
        """Raises an error unless each element of x is not less than that of y."""
    @staticmethod
    def assert_integer(x, message=None, name=None) -> _Any:
        """Raises an error unless a tensor holds integers."""
    from tfcourse import assert_less as assert_less
    @staticmethod
    def assert_less_equal(x, y, message=None, summarize=None, name=None) -> _Any:
        """Raises an error unless each element of x is not greater than that of y."""
    @staticmethod
    def assert_near(x, y, rtol=None, atol=None, message=None, summarize=None, name=None) -> _Any:
        """Raises an error unless `|x - y| < atol + rtol * |y|` holds for each element."""
    @staticmethod
    def assert_negative(x, message=None, summarize=None, name=None) -> _Any:
        """Raises an error unless each element is negative."""
    @staticmethod
    def assert_non_negative(x, message=None, summarize=None, name=None) -> _Any:
        """Raises an error unless each element is positive or 0."""
    @staticmethod
    def assert_non_positive(x, message=None, summarize=None, name=None) -> _Any:
        """Raises an error unless each element is negative or 0."""
    @staticmethod
    def assert_none_equal(x, y, summarize=None, message=None, name=None) -> _Any:
        """Raises an error unless each element of x is different from that of y."""
    @staticmethod
    def assert_positive(x, message=None, summarize=None, name=None) -> _Any:
        """Raises an error unless each element is positive."""
    @staticmethod
    def assert_proper_iterable(values) -> _Any:
        """Raises an error for what is not iterable, and for tensors, arrays and strings."""
    from tfcourse import assert_rank as assert_rank
    @staticmethod
    def assert_rank_at_least(x, rank, message=None, name=None) -> _Any:
        """Raises an error unless a tensor has at least a given rank; arguments as of `assert_rank`."""
    @staticmethod
    def assert_rank_in(x, ranks, message=None, name=None) -> _Any:
        """Raises an error unless the rank of a tensor is one of some."""
    @staticmethod
    def assert_same_float_dtype(tensors=None, dtype=None) -> _Any:
        """Returns the float dtype that tensors share."""
    @staticmethod
    def assert_scalar(tensor, message=None, name=None) -> _Any:
        """Raises an error unless a tensor has rank 0."""
    @staticmethod
    def assert_shapes(shapes, data=None, summarize=None, message=None, name=None) -> _Any:
        """Raises an error unless tensors have shapes that agree with a specification."""
    @staticmethod
    def assert_type(tensor, tf_type, message=None, name=None) -> _Any:
        """Raises an error unless a tensor has a given dtype."""
    @staticmethod
    def check_numerics(tensor, message, name=None) -> _Any:
        """Returns a tensor of the same value, unless an element is infinite or not a number."""
    @staticmethod
    def disable_check_numerics() -> _Any:
        """Ends what `enable_check_numerics` began."""
    @staticmethod
    def enable_check_numerics(stack_height_limit=30, path_length_limit=50) -> _Any:
        """Makes each operation raise an error that computes an infinity or what is not a number."""
    @staticmethod
    def is_numeric_tensor(tensor) -> _builtins.bool:
        """Says whether an object is a tensor of numbers."""

class dtypes:
    from tfcourse import DType as DType
    from tfcourse import as_dtype as as_dtype
    from tfcourse import bfloat16 as bfloat16
    from tfcourse import bool as bool
    from tfcourse import cast as cast
    from tfcourse import complex as complex
    from tfcourse import complex128 as complex128
    from tfcourse import complex64 as complex64
    from tfcourse import float64 as double
    from tfcourse import float16 as float16
    from tfcourse import float32 as float32
    from tfcourse import float64 as float64
    from tfcourse import float16 as half
    from tfcourse import int16 as int16
    from tfcourse import int32 as int32
    from tfcourse import int64 as int64
    from tfcourse import int8 as int8
    from tfcourse import qint16 as qint16
    from tfcourse import qint32 as qint32
    from tfcourse import qint8 as qint8

    QUANTIZED_DTYPES: _builtins.frozenset
    from tfcourse import quint16 as quint16
    from tfcourse import quint8 as quint8
    from tfcourse import resource as resource
    from tfcourse import saturate_cast as saturate_cast
    from tfcourse import string as string
    from tfcourse import uint16 as uint16
    from tfcourse import uint32 as uint32
    from tfcourse import uint64 as uint64
    from tfcourse import uint8 as uint8
    from tfcourse import variant as variant
    class experimental:
        float4_e2m1fn: DType
        float8_e4m3b11fnuz: DType
        float8_e4m3fn: DType
        float8_e4m3fnuz: DType
        float8_e5m2: DType
        float8_e5m2fnuz: DType
        int2: DType
        int4: DType
        uint2: DType
        uint4: DType

class errors:
    class OpError(_builtins.Exception):
        """An operation failed; the base class of the errors that carry an error code."""
        def __init__(self, node_def, op, message, error_code, *args) -> None: ...
        @property
        def error_code(self) -> _builtins.int:
            """The number of the kind of error."""
        @property
        def experimental_payloads(self) -> _Any:
            """Further details, by their names."""
        @property
        def message(self) -> _builtins.str:
            """What went wrong."""
        node: _Any
        @property
        def node_def(self) -> _Any:
            """The definition of the graph node that failed, or None."""
        @property
        def op(self) -> _Any:
            """The operation that failed, or None when it ran outside a graph."""

    class AbortedError(OpError):
        """The operation was given up, usually because another one ran at the same time."""
        def __init__(self, node_def, op, message, *args) -> None: ...

    class AlreadyExistsError(OpError):
        """Something that was to be made exists already."""
        def __init__(self, node_def, op, message, *args) -> None: ...

    class CancelledError(OpError):
        """The operation was cancelled."""
        def __init__(self, node_def, op, message, *args) -> None: ...

    class DataLossError(OpError):
        """Data is lost or damaged: a truncated file, say."""
        def __init__(self, node_def, op, message, *args) -> None: ...

    class DeadlineExceededError(OpError):
        """The operation did not end in time."""
        def __init__(self, node_def, op, message, *args) -> None: ...

    class FailedPreconditionError(OpError):
        """The system is not ready for it: a variable is read before it has a value, say."""
        def __init__(self, node_def, op, message, *args) -> None: ...

    class InternalError(OpError):
        """Something is broken inside."""
        def __init__(self, node_def, op, message, *args) -> None: ...

    class InvalidArgumentError(OpError):
        """An operand or attribute has a value, dtype or shape that is refused."""
        def __init__(self, node_def, op, message, *args) -> None: ...

    class NotFoundError(OpError):
        """Something that was asked for, such as a file, does not exist."""
        def __init__(self, node_def, op, message, *args) -> None: ...

    class OperatorNotAllowedInGraphError(_builtins.TypeError):
        """A symbolic tensor was used where Python needs a value."""

    class OutOfRangeError(OpError):
        """The operation went past the end: of a data set, or of a file."""
        def __init__(self, node_def, op, message, *args) -> None: ...

    class PermissionDeniedError(OpError):
        """The caller may not do this."""
        def __init__(self, node_def, op, message, *args) -> None: ...

    class ResourceExhaustedError(OpError):
        """There is not enough memory or disk space."""
        def __init__(self, node_def, op, message, *args) -> None: ...

    class UnauthenticatedError(OpError):
        """The caller did not prove who it is."""
        def __init__(self, node_def, op, message, *args) -> None: ...

    class UnavailableError(OpError):
        """Something is out of reach for the moment."""
        def __init__(self, node_def, op, message, *args) -> None: ...

    class UnimplementedError(OpError):
        """The operation does not exist for these arguments or on this device."""
        def __init__(self, node_def, op, message, *args) -> None: ...

    class UnknownError(OpError):
        """Something failed that has no error code of its own."""
        def __init__(self, node_def, op, message, *args) -> None: ...

    ABORTED: _builtins.int
    ALREADY_EXISTS: _builtins.int
    CANCELLED: _builtins.int
    DATA_LOSS: _builtins.int
    DEADLINE_EXCEEDED: _builtins.int
    FAILED_PRECONDITION: _builtins.int
    INTERNAL: _builtins.int
    INVALID_ARGUMENT: _builtins.int
    NOT_FOUND: _builtins.int
    OK: _builtins.int
    OUT_OF_RANGE: _builtins.int
    PERMISSION_DENIED: _builtins.int
    RESOURCE_EXHAUSTED: _builtins.int
    UNAUTHENTICATED: _builtins.int
    UNAVAILABLE: _builtins.int
    UNIMPLEMENTED: _builtins.int
    UNKNOWN: _builtins.int

class experimental:
    class dlpack:
        @staticmethod
        def from_dlpack(dlcapsule) -> _Any:
            """Returns a tensor for a DLPack capsule, or for an object with the protocol."""
        @staticmethod
        def to_dlpack(tf_tensor) -> _Any:
            """Returns a DLPack capsule that shares a tensor's memory."""

class feature_column:
    @staticmethod
    def bucketized_column(source_column, boundaries) -> _Any:
        """Describes a column of numbers cut into ranges."""
    @staticmethod
    def categorical_column_with_hash_bucket(key, hash_bucket_size, dtype=...) -> _Any:
        """Describes a column of categories by their hash."""
    @staticmethod
    def categorical_column_with_identity(key, num_buckets, default_value=None) -> _Any:
        """Describes a column of categories that are numbers already."""
    @staticmethod
    def categorical_column_with_vocabulary_list(
        key, vocabulary_list, dtype=None, default_value=-1, num_oov_buckets=0
    ) -> _Any:
        """Describes a column of categories from a list."""
    @staticmethod
    def crossed_column(keys, hash_bucket_size, hash_key=None) -> _Any:
        """Describes a column of combinations of categories."""
    @staticmethod
    def embedding_column(
        categorical_column,
        dimension,
        combiner="mean",
        initializer=None,
        ckpt_to_load_from=None,
        tensor_name_in_ckpt=None,
        max_norm=None,
        trainable=True,
        use_safe_embedding_lookup=True,
    ) -> _Any:
        """Describes a column of categories as learnt vectors."""
    @staticmethod
    def indicator_column(categorical_column) -> _Any:
        """Describes a column of categories as zeros and ones."""
    @staticmethod
    def make_parse_example_spec(feature_columns) -> _builtins.dict:
        """Returns what `tf.io.parse_example` needs to read columns."""
    @staticmethod
    def numeric_column(key, shape=..., default_value=None, dtype=..., normalizer_fn=None) -> _Any:
        """Describes a column of numbers."""

class image:
    class ResizeMethod:
        """The methods of `tf.image.resize`."""

        AREA: _Any
        BICUBIC: _Any
        BILINEAR: _Any
        GAUSSIAN: _Any
        LANCZOS3: _Any
        LANCZOS5: _Any
        MITCHELLCUBIC: _Any
        NEAREST_NEIGHBOR: _Any

    @staticmethod
    def adjust_brightness(image, delta) -> _Any:
        """Returns images made brighter."""
    @staticmethod
    def adjust_contrast(images, contrast_factor) -> _Any:
        """Returns images in which the distance from each channel's mean is multiplied."""
    @staticmethod
    def adjust_gamma(image, gamma=1, gain=1) -> _Any:
        """Returns `gain` * image ** `gamma`, as if the image went from 0 to 1."""
    @staticmethod
    def adjust_hue(image, delta, name=None) -> _Any:
        """Returns images whose hue is turned."""
    @staticmethod
    def adjust_saturation(image, saturation_factor, name=None) -> _Any:
        """Returns images whose saturation is multiplied."""
    @staticmethod
    def central_crop(image, central_fraction) -> _Any:
        """Returns the middle of images."""
    @staticmethod
    def convert_image_dtype(image, dtype, saturate=False, name=None) -> _Any:
        """Returns an image in another dtype: floats from 0 to 1 and integers from 0 to their highest."""
    @staticmethod
    def crop_and_resize(
        image, boxes, box_indices, crop_size, method="bilinear", extrapolation_value=0.0, name=None
    ) -> _Any:
        """Returns boxes cut out of images, resized to one size."""
    @staticmethod
    def crop_to_bounding_box(
        image, offset_height, offset_width, target_height, target_width
    ) -> _Any:
        """Returns a rectangle of images."""
    @staticmethod
    def decode_and_crop_jpeg(
        contents,
        crop_window,
        channels=0,
        ratio=1,
        fancy_upscaling=True,
        try_recover_truncated=False,
        acceptable_fraction=1,
        dct_method="",
        name=None,
    ) -> _Any:
        """Decodes a part of a JPEG image; else as `decode_jpeg`."""
    @staticmethod
    def decode_bmp(contents, channels=0, name=None) -> _Any:
        """Decodes a BMP image."""
    @staticmethod
    def decode_gif(contents, name=None) -> _Any:
        """Decodes all frames of a GIF image."""
    @staticmethod
    def decode_image(contents, channels=None, dtype=..., name=None, expand_animations=True) -> _Any:
        """Decodes a PNG, JPEG, GIF, BMP or WebP image."""
    @staticmethod
    def decode_jpeg(
        contents,
        channels=0,
        ratio=1,
        fancy_upscaling=True,
        try_recover_truncated=False,
        acceptable_fraction=1,
        dct_method="",
        name=None,
    ) -> _Any:
        """Decodes a JPEG image, or one of another format."""
    @staticmethod
    def decode_png(contents, channels=0, dtype=..., name=None) -> _Any:
        """Decodes a PNG image, or one of another format."""
    @staticmethod
    def draw_bounding_boxes(images, boxes, colors, name=None) -> _Any:
        """Returns images with the outlines of boxes drawn into them."""
    @staticmethod
    def encode_jpeg(
        image,
        format="",
        quality=95,
        progressive=False,
        optimize_size=False,
        chroma_downsampling=True,
        density_unit="in",
        x_density=300,
        y_density=300,
        xmp_metadata="",
        name=None,
    ) -> _Any:
        """Encodes an image as JPEG."""
    @staticmethod
    def encode_png(image, compression=-1, name=None) -> _Any:
        """Encodes an image as PNG."""
    @staticmethod
    def extract_jpeg_shape(contents, output_type=..., name=None) -> _Any:
        """Gives the shape of a JPEG image without decoding it."""
    @staticmethod
    def extract_patches(images, sizes, strides, rates, padding, name=None) -> _Any:
        """Returns the patches of images, each as one vector."""
    @staticmethod
    def flip_left_right(image) -> _Any:
        """Returns images mirrored from left to right."""
    @staticmethod
    def flip_up_down(image) -> _Any:
        """Returns images turned upside down."""
    @staticmethod
    def grayscale_to_rgb(images, name=None) -> _Any:
        """Returns gray images with three equal channels."""
    @staticmethod
    def hsv_to_rgb(images, name=None) -> Tensor:
        """Returns images given as hue, saturation and value as red, green and blue."""
    @staticmethod
    def image_gradients(image) -> _Any:
        """Returns the differences of neighbouring rows and columns."""
    @staticmethod
    def is_jpeg(contents, name=None) -> _Any:
        """Says whether bytes begin as a JPEG image does."""
    @staticmethod
    def non_max_suppression(
        boxes, scores, max_output_size, iou_threshold=0.5, score_threshold=..., name=None
    ) -> _Any:
        """Returns which boxes to keep: the best ones that do not cover much the same as a better one."""
    @staticmethod
    def pad_to_bounding_box(
        image, offset_height, offset_width, target_height, target_width
    ) -> _Any:
        """Returns images with zeros around them."""
    @staticmethod
    def per_image_standardization(image) -> _Any:
        """Returns images with mean 0 and standard deviation 1, each for itself."""
    @staticmethod
    def psnr(a, b, max_val, name=None) -> _Any:
        """Returns the ratio of the highest possible signal to the noise between images, in decibels."""
    @staticmethod
    def random_brightness(image, max_delta, seed=None) -> _Any:
        """Returns images made brighter or darker at random."""
    @staticmethod
    def random_contrast(image, lower, upper, seed=None) -> _Any:
        """Returns images whose contrast is multiplied with a random factor."""
    @staticmethod
    def random_crop(value, size, seed=None, name=None) -> _Any:
        """Returns a random part of a tensor."""
    @staticmethod
    def random_flip_left_right(image, seed=None) -> _Any:
        """Returns images mirrored from left to right, or not, with equal probability."""
    @staticmethod
    def random_flip_up_down(image, seed=None) -> _Any:
        """Returns images turned upside down, or not, with equal probability."""
    @staticmethod
    def random_hue(image, max_delta, seed=None) -> _Any:
        """Returns images whose hue is turned at random."""
    @staticmethod
    def random_saturation(image, lower, upper, seed=None) -> _Any:
        """Returns images whose saturation is multiplied with a random factor."""
    @staticmethod
    def resize(
        images, size, method="bilinear", preserve_aspect_ratio=False, antialias=False, name=None
    ) -> _Any:
        """Returns images of another size."""
    @staticmethod
    def resize_with_crop_or_pad(image, target_height, target_width) -> _Any:
        """Returns images cropped in the middle, or with zeros around them, to have a size."""
    @staticmethod
    def resize_with_pad(
        image, target_height, target_width, method="bilinear", antialias=False
    ) -> _Any:
        """Returns images resized to fit into a size, with zeros around them."""
    @staticmethod
    def rgb_to_grayscale(images, name=None) -> _Any:
        """Returns images in shades of gray."""
    @staticmethod
    def rgb_to_hsv(images, name=None) -> Tensor:
        """Returns images as hue, saturation and value."""
    @staticmethod
    def rgb_to_yiq(images) -> _Any:
        """Returns images in the colour space YIQ."""
    @staticmethod
    def rgb_to_yuv(images) -> _Any:
        """Returns images in the colour space YUV."""
    @staticmethod
    def rot90(image, k=1, name=None) -> _Any:
        """Returns images turned counter-clockwise."""
    @staticmethod
    def sobel_edges(image) -> _Any:
        """Returns how strongly images change from row to row and from column to column."""
    @staticmethod
    def ssim(
        img1,
        img2,
        max_val,
        filter_size=11,
        filter_sigma=1.5,
        k1=0.01,
        k2=0.03,
        return_index_map=False,
    ) -> _Any:
        """Returns how similar images are in structure (Wang et al., 2004), 1 if they are equal."""
    @staticmethod
    def ssim_multiscale(
        img1, img2, max_val, power_factors=..., filter_size=11, filter_sigma=1.5, k1=0.01, k2=0.03
    ) -> _Any:
        """Returns how similar images are in structure on several scales (Wang et al., 2003)."""
    @staticmethod
    def stateless_random_brightness(image, max_delta, seed) -> _Any:
        """Returns images made brighter or darker, as the seed says."""
    @staticmethod
    def stateless_random_contrast(image, lower, upper, seed) -> _Any:
        """Returns images whose contrast is multiplied with a factor, as the seed says."""
    @staticmethod
    def stateless_random_crop(value, size, seed, name=None) -> _Any:
        """Returns a part of a tensor, as the seed says."""
    @staticmethod
    def stateless_random_flip_left_right(image, seed) -> _Any:
        """Returns images mirrored from left to right, or not, as the seed says."""
    @staticmethod
    def stateless_random_flip_up_down(image, seed) -> _Any:
        """Returns images turned upside down, or not, as the seed says."""
    @staticmethod
    def stateless_random_hue(image, max_delta, seed) -> _Any:
        """Returns images whose hue is turned, as the seed says."""
    @staticmethod
    def stateless_random_saturation(image, lower, upper, seed=None) -> _Any:
        """Returns images whose saturation is multiplied with a factor, as the seed says."""
    @staticmethod
    def total_variation(images, name=None) -> _Any:
        """Returns the sum of the absolute differences of neighbouring pixels."""
    @staticmethod
    def transpose(image, name=None) -> _Any:
        """Returns images with rows and columns swapped."""
    @staticmethod
    def yiq_to_rgb(images) -> _Any:
        """Returns images of the colour space YIQ as red, green and blue."""
    @staticmethod
    def yuv_to_rgb(images) -> _Any:
        """Returns images of the colour space YUV as red, green and blue."""

class io:
    class TFRecordOptions:
        """How a record file is compressed."""
        def __init__(
            self,
            compression_type=None,
            flush_mode=None,
            input_buffer_size=None,
            output_buffer_size=None,
            window_bits=None,
            compression_level=None,
            compression_method=None,
            mem_level=None,
            compression_strategy=None,
        ) -> None: ...
        compression_type_map: _Any
        @classmethod
        def get_compression_type_string(cls, options) -> _builtins.str:
            """Returns "GZIP", "ZLIB" or "" for options, a name, or None."""

    class TFRecordWriter:
        """Writes records to a file."""
        def __enter__(self) -> _Any: ...
        def __exit__(self, *exception) -> _Any: ...
        def __init__(self, path, options=None) -> None: ...
        def close(self) -> _Any:
            """Closes the file."""
        def flush(self) -> _Any:
            """Hands what has been written to the operating system."""
        def write(self, record) -> _Any:
            """Writes one record."""

    class FixedLenFeature(_builtins.tuple):
        """A feature with the same number of values in every example."""
        def __getnewargs__(self) -> _Any:
            """Return self as a plain tuple.  Used by copy and pickle."""
        __match_args__: _Any
        __orig_bases__: _Any
        default_value: _Any
        dtype: _Any
        shape: _Any

    class FixedLenSequenceFeature(_builtins.tuple):
        """A feature with any number of values, which becomes a tensor that is filled up."""
        def __getnewargs__(self) -> _Any:
            """Return self as a plain tuple.  Used by copy and pickle."""
        __match_args__: _Any
        __orig_bases__: _Any
        allow_missing: _Any
        default_value: _Any
        dtype: _Any
        shape: _Any

    class SparseFeature(_builtins.tuple):
        """Two or more features, positions and values, which become one sparse tensor."""
        def __getnewargs__(self) -> _Any:
            """Return self as a plain tuple.  Used by copy and pickle."""
        __match_args__: _Any
        __orig_bases__: _Any
        already_sorted: _Any
        dtype: _Any
        index_key: _Any
        size: _Any
        value_key: _Any

    class VarLenFeature(_builtins.tuple):
        """A feature with any number of values, which becomes a sparse tensor."""
        def __getnewargs__(self) -> _Any:
            """Return self as a plain tuple.  Used by copy and pickle."""
        __match_args__: _Any
        __orig_bases__: _Any
        dtype: _Any

    class RaggedFeature(_builtins.tuple):
        """A feature with any number of values, which becomes a ragged tensor."""

        RowLengths: _Any
        RowLimits: _Any
        RowSplits: _Any
        RowStarts: _Any
        UniformRowLength: _Any
        ValueRowIds: _Any
        def __getnewargs__(self) -> _Any:
            """Return self as a plain tuple.  Used by copy and pickle."""
        __match_args__: _Any
        __orig_bases__: _Any
        dtype: _Any
        partitions: _Any
        row_splits_dtype: _Any
        validate: _Any
        value_key: _Any

    decode_and_crop_jpeg = image.decode_and_crop_jpeg
    @staticmethod
    def decode_base64(input, name=None) -> Tensor:
        """Reads what `encode_base64` wrote, with or without padding."""
    decode_bmp = image.decode_bmp
    @staticmethod
    def decode_csv(
        records,
        record_defaults,
        field_delim=",",
        use_quote_delim=True,
        na_value="",
        select_cols=None,
        name=None,
    ) -> _Any:
        """Reads lines of values separated by commas."""
    decode_gif = image.decode_gif
    decode_image = image.decode_image
    decode_jpeg = image.decode_jpeg
    decode_png = image.decode_png
    @staticmethod
    def decode_raw(input_bytes, out_type, little_endian=True, fixed_length=None, name=None) -> _Any:
        """Takes the bytes of strings for numbers."""
    @staticmethod
    def encode_base64(input, pad=False, name=None) -> _Any:
        """Writes strings in 64 characters that are safe in addresses and names of files."""
    encode_jpeg = image.encode_jpeg
    encode_png = image.encode_png
    extract_jpeg_shape = image.extract_jpeg_shape
    is_jpeg = image.is_jpeg
    @staticmethod
    def matching_files(pattern, name=None) -> Tensor:
        """Lists the files whose names match a pattern."""
    @staticmethod
    def parse_example(serialized, features, example_names=None, name=None) -> _Any:
        """Reads serialized examples."""
    @staticmethod
    def parse_sequence_example(
        serialized, context_features=None, sequence_features=None, example_names=None, name=None
    ) -> _Any:
        """Reads serialized sequence examples; arguments as for `parse_single_sequence_example`."""
    @staticmethod
    def parse_single_example(serialized, features, example_names=None, name=None) -> _Any:
        """Reads one serialized example; arguments and result are those of `parse_example`."""
    @staticmethod
    def parse_single_sequence_example(
        serialized, context_features=None, sequence_features=None, example_name=None, name=None
    ) -> _Any:
        """Reads one serialized sequence example."""
    @staticmethod
    def parse_tensor(serialized, out_type, name=None) -> Tensor:
        """Reads what `serialize_tensor` wrote."""
    @staticmethod
    def read_file(filename, name=None) -> _Any:
        """Reads a whole file."""
    @staticmethod
    def serialize_tensor(tensor, name=None) -> _Any:
        """Writes a tensor as one string, a `TensorProto` in the wire format."""
    @staticmethod
    def write_file(filename, contents, name=None) -> _Any:
        """Writes a file; missing folders are made."""
    class gfile:
        class GFile:
            """A file, opened when it is first used."""
            def __del__(self) -> _Any: ...
            def __enter__(self) -> _Any: ...
            def __exit__(self, *exception) -> _Any: ...
            def __init__(self, name, mode="r") -> None: ...
            def __iter__(self) -> _Any: ...
            def __next__(self) -> _Any: ...
            def close(self) -> None:
                """Closes the file."""
            def flush(self) -> None:
                """Hands what has been written to the operating system."""
            @property
            def mode(self) -> _builtins.str:
                """How it is opened."""
            @property
            def name(self) -> _Any:
                """The file's name."""
            def next(self) -> _Any:
                """Returns the next line; StopIteration at the end."""
            def read(self, n=-1) -> _Any:
                """Returns the next `n` bytes or characters, or all that are left."""
            def readline(self) -> _Any:
                """Returns the next line with its end."""
            def readlines(self) -> _builtins.list:
                """Returns all lines that are left."""
            def seek(self, offset=None, whence=0) -> None:
                """Moves to an offset from the beginning (0), the place (1) or the end (2)."""
            def seekable(self) -> _builtins.bool:
                """Says whether `seek` works: always."""
            def size(self) -> _builtins.int:
                """Returns the file's length in bytes."""
            def tell(self) -> _builtins.int:
                """Returns the offset of the place."""
            def write(self, file_content) -> None:
                """Writes a text, or bytes."""

        @staticmethod
        def copy(src, dst, overwrite=False) -> None:
            """Copies a file."""
        @staticmethod
        def exists(path) -> _builtins.bool:
            """Says whether a file or folder exists."""
        @staticmethod
        def get_registered_schemes() -> _Any:
            """Lists what a path may begin with before `://`: only local files are known."""
        @staticmethod
        def glob(pattern) -> _Any:
            """Lists the paths that match a pattern, or any of several."""
        @staticmethod
        def isdir(path) -> _builtins.bool:
            """Says whether a path is that of a folder."""
        @staticmethod
        def join(path, *paths) -> _builtins.str:
            """Joins parts of a path."""
        @staticmethod
        def listdir(path) -> _Any:
            """Lists the names in a folder."""
        @staticmethod
        def makedirs(path) -> None:
            """Makes a folder and those above it; none of them need be new."""
        @staticmethod
        def mkdir(path) -> None:
            """Makes a folder, whose own folder must exist."""
        @staticmethod
        def remove(path) -> None:
            """Removes a file."""
        @staticmethod
        def rename(src, dst, overwrite=False) -> None:
            """Moves a file."""
        @staticmethod
        def rmtree(path) -> None:
            """Removes a folder and all that is in it."""
        @staticmethod
        def stat(path) -> _Any:
            """Returns length, time of the last change (ns) and whether it is a folder."""
        @staticmethod
        def walk(top, topdown=True, onerror=None) -> _Any:
            """Yields (folder, names of folders in it, names of files in it) for all folders below one."""

class linalg:
    @staticmethod
    def adjoint(matrix, name=None) -> _Any:
        """Returns the conjugate transpose of matrices."""
    @staticmethod
    def band_part(input, num_lower, num_upper, name=None) -> Tensor:
        """Returns matrices with zeros outside of a band around the main diagonal."""
    @staticmethod
    def cholesky(input, name=None) -> Tensor:
        """Returns the Cholesky factor of positive definite matrices."""
    @staticmethod
    def cholesky_solve(chol, rhs, name=None) -> _Any:
        """Returns the solutions x of A @ x = `rhs`, given the Cholesky factor of A."""
    @staticmethod
    def cross(a, b, name=None) -> Tensor:
        """Returns cross products of vectors in three dimensions."""
    @staticmethod
    def det(input, name=None) -> Tensor:
        """Returns determinants of square matrices."""
    @staticmethod
    def diag(
        diagonal, name="diag", k=0, num_rows=-1, num_cols=-1, padding_value=0, align="RIGHT_LEFT"
    ) -> _Any:
        """Returns matrices with given diagonals."""
    @staticmethod
    def diag_part(input, name="diag_part", k=0, padding_value=0, align="RIGHT_LEFT") -> _Any:
        """Returns diagonals of matrices."""
    from tfcourse import eig as eig
    @staticmethod
    def eigh(tensor, name=None) -> _Any:
        """Returns eigenvalues and eigenvectors of self-adjoint matrices."""
    @staticmethod
    def eigh_tridiagonal(
        alpha, beta, eigvals_only=True, select="a", select_range=None, tol=None, name=None
    ) -> _Any:
        """Returns the eigenvalues of a symmetric tridiagonal matrix."""
    from tfcourse import eigvals as eigvals
    @staticmethod
    def eigvalsh(tensor, name=None) -> _Any:
        """Returns the eigenvalues of self-adjoint matrices."""
    from tfcourse import einsum as einsum
    @staticmethod
    def expm(input, name=None) -> _Any:
        """Returns the exponentials of square matrices."""
    from tfcourse import eye as eye
    @staticmethod
    def global_norm(t_list, name=None) -> _Any:
        """Returns the Euclidean norm of all elements of several tensors."""
    @staticmethod
    def inv(input, adjoint=False, name=None) -> Tensor:
        """Returns inverses of square matrices."""
    @staticmethod
    def l2_normalize(x, axis=None, epsilon=1e-12, name=None, dim=None) -> _Any:
        """Returns a tensor divided by its Euclidean norm along axes."""
    @staticmethod
    def logdet(matrix, name=None) -> _Any:
        """Returns logarithms of determinants of positive definite matrices."""
    @staticmethod
    def logm(input, name=None) -> Tensor:
        """Returns the logarithms of square matrices."""
    @staticmethod
    def lstsq(matrix, rhs, l2_regularizer=0.0, fast=True, name=None) -> _Any:
        """Returns the least squares solutions x of `matrix` @ x = `rhs`."""
    @staticmethod
    def lu(input, output_idx_type=..., name=None) -> _Any:
        """Returns the LU decomposition of square matrices, with rows permuted."""
    @staticmethod
    def lu_matrix_inverse(lower_upper, perm, validate_args=False, name=None) -> _Any:
        """Returns the inverses of matrices, given their LU decompositions."""
    @staticmethod
    def lu_reconstruct(lower_upper, perm, validate_args=False, name=None) -> _Any:
        """Returns the matrices that have these LU decompositions."""
    @staticmethod
    def lu_solve(lower_upper, perm, rhs, validate_args=False, name=None) -> _Any:
        """Returns the solutions x of A @ x = `rhs`, given the LU decomposition of A."""
    from tfcourse import matmul as matmul
    @staticmethod
    def matrix_rank(a, tol=None, validate_args=False, name=None) -> _Any:
        """Returns ranks of matrices: how many of their singular values are not zero."""
    @staticmethod
    def matrix_transpose(a, name="matrix_transpose", conjugate=False) -> _Any:
        """Returns a tensor whose last two dimensions are swapped."""
    @staticmethod
    def matvec(
        a, b, transpose_a=False, adjoint_a=False, a_is_sparse=False, b_is_sparse=False, name=None
    ) -> _Any:
        """Returns the product of a matrix and a vector, or of each pair of them in two batches."""
    from tfcourse import norm as norm
    @staticmethod
    def normalize(tensor, ord="euclidean", axis=None, name=None) -> _Any:
        """Returns a tensor divided by its norms, and the norms."""
    @staticmethod
    def pinv(a, rcond=None, validate_args=False, name=None) -> _Any:
        """Returns pseudo-inverses of matrices."""
    @staticmethod
    def qr(input, full_matrices=False, name=None) -> _Any:
        """Returns the QR decomposition of matrices: an orthogonal times an upper triangular one."""
    @staticmethod
    def set_diag(input, diagonal, name="set_diag", k=0, align="RIGHT_LEFT") -> _Any:
        """Returns matrices with some of their diagonals replaced."""
    @staticmethod
    def slogdet(input, name=None) -> _Any:
        """Returns sign and logarithm of the absolute value of determinants."""
    @staticmethod
    def solve(matrix, rhs, adjoint=False, name=None) -> Tensor:
        """Returns the solutions x of `matrix` @ x = `rhs`."""
    from tfcourse import matrix_square_root as sqrtm
    @staticmethod
    def svd(tensor, full_matrices=False, compute_uv=True, name=None) -> _Any:
        """Returns the singular value decomposition of matrices."""
    @staticmethod
    def tensor_diag(diagonal, name=None) -> Tensor:
        """Returns a tensor of twice the rank with given elements on its diagonal."""
    @staticmethod
    def tensor_diag_part(input, name=None) -> _Any:
        """Returns the diagonal of a tensor whose shape repeats after half of its dimensions."""
    from tfcourse import tensordot as tensordot
    @staticmethod
    def trace(x, name=None) -> _Any:
        """Returns sums over the main diagonals of matrices."""
    @staticmethod
    def triangular_solve(matrix, rhs, lower=True, adjoint=False, name=None) -> _Any:
        """Returns the solutions x of `matrix` @ x = `rhs` for triangular matrices."""
    @staticmethod
    def tridiagonal_matmul(diagonals, rhs, diagonals_format="compact", name=None) -> _Any:
        """Returns products of tridiagonal matrices with others."""
    @staticmethod
    def tridiagonal_solve(
        diagonals,
        rhs,
        diagonals_format="compact",
        transpose_rhs=False,
        conjugate_rhs=False,
        name=None,
        partial_pivoting=True,
        perturb_singular=False,
    ) -> _Any:
        """Returns the solutions x of A @ x = `rhs` for tridiagonal matrices A."""

class lookup:
    class TextFileIndex:
        """What of a line of a file is a key or a value, if not a column."""

        LINE_NUMBER: _Any
        WHOLE_LINE: _Any

    class KeyValueTensorInitializer:
        """Fills a table from two tensors."""
        def __init__(self, keys, values, key_dtype=None, value_dtype=None, name=None) -> None: ...
        def entries(self) -> _builtins.dict:
            """Returns the values by their keys."""
        def initialize(self, table) -> _Any:
            """Puts the entries into a table."""

    class StaticHashTable:
        """A table whose entries never change."""
        def __getitem__(self, keys) -> _Any: ...
        def __init__(
            self, initializer, default_value, name=None, experimental_is_anonymous=False
        ) -> None: ...
        @property
        def default_value(self) -> _Any:
            """What stands for keys that the table does not have."""
        def export(self, name=None) -> _Any:
            """Returns all keys and all values, as two tensors."""
        @property
        def key_dtype(self) -> _Any:
            """The `DType` of the keys."""
        def lookup(self, keys, name=None) -> _Any:
            """Looks keys up."""
        @property
        def name(self) -> _Any:
            """The name that was given, or None."""
        def size(self, name=None) -> _Any:
            """Returns the number of entries, an int64 tensor of shape `()`."""
        @property
        def value_dtype(self) -> _Any:
            """The `DType` of the values."""

    class StaticVocabularyTable:
        """A table from words to numbers that gives unknown words numbers too, by their hash."""
        def __getitem__(self, keys) -> _Any: ...
        def __init__(
            self,
            initializer,
            num_oov_buckets,
            lookup_key_dtype=None,
            name=None,
            experimental_is_anonymous=False,
        ) -> None: ...
        @property
        def default_value(self) -> _Any:
            """What stands for keys that the table does not have."""
        def export(self, name=None) -> _Any:
            """Returns all keys and all values, as two tensors."""
        @property
        def key_dtype(self) -> _Any:
            """The `DType` of the keys."""
        def lookup(self, keys, name=None) -> _Any:
            """Looks keys up."""
        @property
        def name(self) -> _Any:
            """The name that was given, or None."""
        def size(self, name=None) -> _Any:
            """Returns the number of entries, an int64 tensor of shape `()`."""
        @property
        def value_dtype(self) -> _Any:
            """The `DType` of the values."""

    class TextFileInitializer:
        """Fills a table from the lines of a file."""
        def __init__(
            self,
            filename,
            key_dtype,
            key_index,
            value_dtype,
            value_index,
            vocab_size=None,
            delimiter="\t",
            name=None,
            value_index_offset=0,
        ) -> None: ...
        def entries(self) -> _builtins.dict:
            """Returns the values by their keys."""
        def initialize(self, table) -> _Any:
            """Puts the entries into a table."""

    class experimental:
        class MutableHashTable:
            """A table whose entries can be changed."""
            def __getitem__(self, keys) -> _Any: ...
            def __init__(
                self,
                key_dtype,
                value_dtype,
                default_value,
                name="MutableHashTable",
                checkpoint=True,
                experimental_is_anonymous=False,
            ) -> None: ...
            @property
            def default_value(self) -> _Any:
                """What stands for keys that the table does not have."""
            def export(self, name=None) -> _Any:
                """Returns all keys and all values, as two tensors."""
            def insert(self, keys, values, name=None) -> _Any:
                """Puts entries into the table, or replaces them."""
            @property
            def key_dtype(self) -> _Any:
                """The `DType` of the keys."""
            def lookup(self, keys, dynamic_default_values=None, name=None) -> _Any:
                """Looks keys up; arguments and result are those of the other tables' method."""
            @property
            def name(self) -> _Any:
                """The name that was given, or None."""
            def remove(self, keys, name=None) -> _Any:
                """Removes the entries of some keys; keys that it does not have do not matter."""
            def size(self, name=None) -> _Any:
                """Returns the number of entries, an int64 tensor of shape `()`."""
            @property
            def value_dtype(self) -> _Any:
                """The `DType` of the values."""

class math:
    from tfcourse import abs as abs
    @staticmethod
    def accumulate_n(inputs, shape=None, tensor_dtype=None, name=None) -> _Any:
        """Returns the sum of several tensors, element-wise; use `add_n`."""
    from tfcourse import acos as acos
    from tfcourse import acosh as acosh
    from tfcourse import add as add
    from tfcourse import add_n as add_n
    @staticmethod
    def angle(input, name=None) -> _Any:
        """Returns the angle of complex numbers in radians, element-wise."""
    from tfcourse import argmax as argmax
    from tfcourse import argmin as argmin
    from tfcourse import asin as asin
    from tfcourse import asinh as asinh
    from tfcourse import atan as atan
    from tfcourse import atan2 as atan2
    from tfcourse import atanh as atanh
    @staticmethod
    def bessel_i0(x, name=None) -> _Any:
        """Returns the modified Bessel function of order 0, element-wise."""
    @staticmethod
    def bessel_i0e(x, name=None) -> _Any:
        """Returns exp(-abs(x)) * bessel_i0(x), element-wise."""
    @staticmethod
    def bessel_i1(x, name=None) -> _Any:
        """Returns the modified Bessel function of order 1, element-wise."""
    @staticmethod
    def bessel_i1e(x, name=None) -> _Any:
        """Returns exp(-abs(x)) * bessel_i1(x), element-wise."""
    @staticmethod
    def betainc(a, b, x, name=None) -> Tensor:
        """Returns the regularised incomplete beta function I(x; a, b), element-wise."""
    @staticmethod
    def bincount(
        arr,
        weights=None,
        minlength=None,
        maxlength=None,
        dtype=...,
        name=None,
        axis=None,
        binary_output=False,
    ) -> _Any:
        """Returns how often each number from 0 on occurs."""
    @staticmethod
    def ceil(x, name=None) -> Tensor:
        """Returns the smallest integer that is not below x, element-wise."""
    @staticmethod
    def confusion_matrix(
        labels, predictions, num_classes=None, weights=None, dtype=..., name=None
    ) -> _Any:
        """Returns how often each class was predicted for each class."""
    @staticmethod
    def conj(x, name=None) -> _Any:
        """Returns the complex conjugate element-wise."""
    from tfcourse import cos as cos
    from tfcourse import cosh as cosh
    @staticmethod
    def count_nonzero(input, axis=None, keepdims=None, dtype=..., name=None) -> _Any:
        """Returns how many elements along axes are not zero."""
    @staticmethod
    def cumprod(x, axis=0, exclusive=False, reverse=False, name=None) -> _Any:
        """Returns the products of all elements up to each one."""
    from tfcourse import cumsum as cumsum
    @staticmethod
    def cumulative_logsumexp(x, axis=0, exclusive=False, reverse=False, name=None) -> _Any:
        """Returns log(sum(exp(...))) of all elements up to each one; arguments as of `cumsum`."""
    @staticmethod
    def digamma(x, name=None) -> Tensor:
        """Returns the derivative of `lgamma` element-wise."""
    from tfcourse import divide as divide
    @staticmethod
    def divide_no_nan(x, y, name=None) -> _Any:
        """Returns x / y element-wise, and 0 where y is 0."""
    from tfcourse import equal as equal
    @staticmethod
    def erf(x, name=None) -> Tensor:
        """Returns the error function element-wise."""
    @staticmethod
    def erfc(x, name=None) -> Tensor:
        """Returns 1 - erf(x) element-wise."""
    @staticmethod
    def erfcinv(x, name=None) -> _Any:
        """Returns the number whose `erfc` is x, element-wise."""
    @staticmethod
    def erfinv(x, name=None) -> _Any:
        """Returns the number whose error function is x, element-wise."""
    from tfcourse import exp as exp
    @staticmethod
    def expm1(x, name=None) -> Tensor:
        """Returns exp(x) - 1 element-wise, exact near 0."""
    from tfcourse import floor as floor
    @staticmethod
    def floordiv(x, y, name=None) -> _Any:
        """Returns the quotient x / y, rounded towards negative infinity, element-wise."""
    @staticmethod
    def floormod(x, y, name=None) -> Tensor:
        """Returns the remainder of `floordiv`, which has the sign of `y`, element-wise."""
    from tfcourse import greater as greater
    from tfcourse import greater_equal as greater_equal
    @staticmethod
    def igamma(a, x, name=None) -> Tensor:
        """Returns the lower regularised incomplete gamma function P(a, x), element-wise."""
    @staticmethod
    def igammac(a, x, name=None) -> Tensor:
        """Returns 1 - igamma(a, x) element-wise."""
    @staticmethod
    def imag(input, name=None) -> _Any:
        """Returns the imaginary part element-wise."""
    @staticmethod
    def in_top_k(targets, predictions, k, name=None) -> _Any:
        """Returns whether the score of each target is among the k largest; equals count as one."""
    @staticmethod
    def invert_permutation(x, name=None) -> Tensor:
        """Returns the permutation that undoes another."""
    @staticmethod
    def is_finite(x, name=None) -> Tensor:
        """Returns whether x is neither nan nor infinite."""
    @staticmethod
    def is_inf(x, name=None) -> Tensor:
        """Returns whether x is inf or -inf."""
    @staticmethod
    def is_nan(x, name=None) -> Tensor:
        """Returns whether x is nan, element-wise."""
    @staticmethod
    def is_non_decreasing(x, name=None) -> _Any:
        """Returns whether no element is smaller than the one before it."""
    @staticmethod
    def is_strictly_increasing(x, name=None) -> _Any:
        """Returns whether every element is larger than the one before it."""
    l2_normalize = linalg.l2_normalize
    @staticmethod
    def lbeta(x, name=None) -> _Any:
        """Returns the logarithm of the absolute value of the beta function along the last axis."""
    from tfcourse import less as less
    from tfcourse import less_equal as less_equal
    @staticmethod
    def lgamma(x, name=None) -> Tensor:
        """Returns the logarithm of the absolute value of the gamma function, element-wise."""
    @staticmethod
    def log(x, name=None) -> Tensor:
        """Returns the natural logarithm element-wise."""
    @staticmethod
    def log1p(x, name=None) -> Tensor:
        """Returns log(1 + x) element-wise, exact near 0."""
    @staticmethod
    def log_sigmoid(x, name=None) -> _Any:
        """Returns the logarithm of the logistic function of `x`, element-wise."""
    @staticmethod
    def log_softmax(logits, axis=None, name=None) -> _Any:
        """Returns the logarithm of the softmax along an axis."""
    from tfcourse import logical_and as logical_and
    from tfcourse import logical_not as logical_not
    from tfcourse import logical_or as logical_or
    @staticmethod
    def logical_xor(x, y, name="LogicalXor") -> _Any:
        """Returns whether exactly one of x and y holds."""
    from tfcourse import maximum as maximum
    from tfcourse import minimum as minimum

    mod = math.floormod
    from tfcourse import multiply as multiply
    @staticmethod
    def multiply_no_nan(x, y, name=None) -> _Any:
        """Returns x * y element-wise, and 0 where y is 0, even if x is nan or infinite."""
    @staticmethod
    def ndtri(x, name=None) -> _Any:
        """Returns the quantile function of the standard normal distribution, element-wise."""
    from tfcourse import negative as negative
    @staticmethod
    def nextafter(x1, x2, name=None) -> Tensor:
        """Returns the number next to x1 in the direction of x2, element-wise."""
    from tfcourse import not_equal as not_equal
    @staticmethod
    def polygamma(a, x, name=None) -> Tensor:
        """Returns the a-th derivative of `digamma` at x, element-wise."""
    @staticmethod
    def polyval(coeffs, x, name=None) -> _Any:
        """Returns the value of a polynomial at x, element-wise."""
    from tfcourse import pow as pow
    @staticmethod
    def real(input, name=None) -> _Any:
        """Returns the real part element-wise."""
    @staticmethod
    def reciprocal(x, name=None) -> Tensor:
        """Returns 1 / x element-wise."""
    @staticmethod
    def reciprocal_no_nan(x, name=None) -> _Any:
        """Returns 1 / x element-wise, and 0 where x is 0."""
    from tfcourse import reduce_all as reduce_all
    from tfcourse import reduce_any as reduce_any
    @staticmethod
    def reduce_euclidean_norm(input_tensor, axis=None, keepdims=False, name=None) -> _Any:
        """Returns the roots of sums of squares along axes."""
    from tfcourse import reduce_logsumexp as reduce_logsumexp
    from tfcourse import reduce_max as reduce_max
    from tfcourse import reduce_mean as reduce_mean
    from tfcourse import reduce_min as reduce_min
    from tfcourse import reduce_prod as reduce_prod
    @staticmethod
    def reduce_std(input_tensor, axis=None, keepdims=False, name=None) -> _Any:
        """Returns standard deviations along axes: the roots of `reduce_variance`."""
    from tfcourse import reduce_sum as reduce_sum
    @staticmethod
    def reduce_variance(input_tensor, axis=None, keepdims=False, name=None) -> _Any:
        """Returns mean squared deviations from the mean along axes."""
    @staticmethod
    def rint(x, name=None) -> Tensor:
        """Returns the nearest integer element-wise, halves to even."""
    from tfcourse import round as round
    @staticmethod
    def rsqrt(x, name=None) -> Tensor:
        """Returns 1 / sqrt(x) element-wise."""
    from tfcourse import scalar_mul as scalar_mul
    @staticmethod
    def segment_max(data, segment_ids, name=None) -> Tensor:
        """Returns the largest of consecutive rows that have the same id."""
    @staticmethod
    def segment_mean(data, segment_ids, name=None) -> Tensor:
        """Returns means of consecutive rows that have the same id."""
    @staticmethod
    def segment_min(data, segment_ids, name=None) -> Tensor:
        """Returns the least of consecutive rows that have the same id."""
    @staticmethod
    def segment_prod(data, segment_ids, name=None) -> Tensor:
        """Returns products of consecutive rows that have the same id."""
    @staticmethod
    def segment_sum(data, segment_ids, name=None) -> Tensor:
        """Returns sums of consecutive rows that have the same id."""
    from tfcourse import sigmoid as sigmoid
    from tfcourse import sign as sign
    from tfcourse import sin as sin
    from tfcourse import sinh as sinh
    @staticmethod
    def softmax(logits, axis=None, name=None) -> _Any:
        """Returns exp(logits), scaled so that they sum to 1 along an axis."""
    @staticmethod
    def softplus(features, name=None) -> Tensor:
        """Returns log(1 + exp(features)) element-wise."""
    @staticmethod
    def softsign(features, name=None) -> Tensor:
        """Returns features / (1 + |features|) element-wise."""
    from tfcourse import sqrt as sqrt
    from tfcourse import square as square
    @staticmethod
    def squared_difference(x, y, name=None) -> Tensor:
        """Returns (x - y) * conj(x - y) element-wise."""
    from tfcourse import subtract as subtract
    from tfcourse import tan as tan
    from tfcourse import tanh as tanh
    @staticmethod
    def top_k(input, k=1, sorted=True, index_type=..., name=None) -> _Any:
        """Returns the k largest elements along the last axis, and their positions."""
    from tfcourse import truediv as truediv
    @staticmethod
    def unsorted_segment_max(data, segment_ids, num_segments, name=None) -> Tensor:
        """Returns the largest elements that have the same id."""
    @staticmethod
    def unsorted_segment_mean(data, segment_ids, num_segments, name=None) -> _Any:
        """Returns means of elements that have the same id."""
    @staticmethod
    def unsorted_segment_min(data, segment_ids, num_segments, name=None) -> Tensor:
        """Returns the least elements that have the same id."""
    @staticmethod
    def unsorted_segment_prod(data, segment_ids, num_segments, name=None) -> Tensor:
        """Returns products of elements that have the same id."""
    @staticmethod
    def unsorted_segment_sqrt_n(data, segment_ids, num_segments, name=None) -> _Any:
        """Returns sums, divided by the root of their number, of elements that have the same id."""
    @staticmethod
    def unsorted_segment_sum(data, segment_ids, num_segments, name=None) -> Tensor:
        """Returns sums of elements that have the same id."""
    @staticmethod
    def xdivy(x, y, name=None) -> _Any:
        """Returns x / y element-wise, and 0 where x is 0."""
    @staticmethod
    def xlog1py(x, y, name=None) -> _Any:
        """Returns x * log(1 + y) element-wise, and 0 where x is 0."""
    @staticmethod
    def xlogy(x, y, name=None) -> Tensor:
        """Returns x * log(y) element-wise, and 0 where x is 0."""
    @staticmethod
    def zero_fraction(value, name=None) -> _Any:
        """Returns which part of a tensor's elements are zeros."""
    @staticmethod
    def zeta(x, q, name=None) -> Tensor:
        """Returns the Hurwitz zeta function, the sum of (q + n) ** -x over n >= 0, element-wise."""
    class special:
        bessel_i0 = math.bessel_i0
        bessel_i0e = math.bessel_i0e
        bessel_i1 = math.bessel_i1
        bessel_i1e = math.bessel_i1e
        @staticmethod
        def dawsn(x, name=None) -> _Any:
            """Returns Dawson's integral, element-wise."""
        @staticmethod
        def expint(x, name=None) -> _Any:
            """Returns the exponential integral, nan below 0, element-wise."""
        @staticmethod
        def fresnel_cos(x, name=None) -> _Any:
            """Returns the Fresnel integral of the cosine, element-wise."""
        @staticmethod
        def fresnel_sin(x, name=None) -> _Any:
            """Returns the Fresnel integral of the sine, element-wise."""
        @staticmethod
        def spence(x, name=None) -> _Any:
            """Returns Spence's integral, the dilogarithm, element-wise."""

class nest:
    @staticmethod
    def assert_same_structure(nest1, nest2, check_types=True, expand_composites=False) -> _Any:
        """Raises an error unless two structures are nested alike; their leaves do not matter."""
    @staticmethod
    def flatten(structure, expand_composites=False) -> _Any:
        """Lists the leaves of a structure; a dictionary's come in the order of its sorted keys."""
    @staticmethod
    def is_nested(structure) -> _builtins.bool:
        """Tells whether a value is a structure: a sequence (but no text), a mapping or the like."""
    @staticmethod
    def map_structure(func, *structure, **kwargs) -> _Any:
        """Applies a function to the leaves of one structure, or of several alike."""
    @staticmethod
    def pack_sequence_as(structure, flat_sequence, expand_composites=False) -> _Any:
        """Puts a list of leaves into the form of a structure."""

class nn:
    @staticmethod
    def atrous_conv2d(value, filters, rate, padding, name=None) -> _Any:
        """Returns the convolution of images with filters whose elements are apart."""
    @staticmethod
    def atrous_conv2d_transpose(value, filters, output_shape, rate, padding, name=None) -> _Any:
        """Returns the transpose of `atrous_conv2d`."""
    @staticmethod
    def avg_pool(input, ksize, strides, padding, data_format=None, name=None) -> _Any:
        """Returns the means of windows of sequences, images or volumes; padding does not count."""
    @staticmethod
    def avg_pool1d(input, ksize, strides, padding, data_format="NWC", name=None) -> _Any:
        """Returns the means of windows of sequences; padding does not count."""
    @staticmethod
    def avg_pool2d(input, ksize, strides, padding, data_format="NHWC", name=None) -> _Any:
        """Returns the means of windows of images; padding does not count."""
    @staticmethod
    def avg_pool3d(input, ksize, strides, padding, data_format="NDHWC", name=None) -> _Any:
        """Returns the means of windows of volumes; padding does not count."""
    @staticmethod
    def batch_norm_with_global_normalization(
        input, mean, variance, beta, gamma, variance_epsilon, scale_after_normalization, name=None
    ) -> _Any:
        """Returns an image batch, normalized by the moments of its channels."""
    @staticmethod
    def batch_normalization(x, mean, variance, offset, scale, variance_epsilon, name=None) -> _Any:
        """Returns `scale` * (x - mean) / sqrt(variance + epsilon) + `offset`."""
    @staticmethod
    def bias_add(value, bias, data_format=None, name=None) -> _Any:
        """Returns `value` + `bias`, where there is one bias per channel."""
    @staticmethod
    def compute_average_loss(per_example_loss, sample_weight=None, global_batch_size=None) -> _Any:
        """Returns the sum of the losses of examples, divided by the size of the global batch."""
    @staticmethod
    def conv1d(
        input, filters, stride, padding, data_format="NWC", dilations=None, name=None
    ) -> _Any:
        """Returns the convolution of sequences with filters."""
    @staticmethod
    def conv1d_transpose(
        input,
        filters,
        output_shape,
        strides,
        padding="SAME",
        data_format="NWC",
        dilations=None,
        name=None,
    ) -> _Any:
        """Returns the transposed convolution of sequences: the gradient of `conv1d` by its input."""
    @staticmethod
    def conv2d(
        input, filters, strides, padding, data_format="NHWC", dilations=None, name=None
    ) -> _Any:
        """Returns the convolution of images with filters (a cross-correlation, to be exact)."""
    @staticmethod
    def conv2d_transpose(
        input,
        filters,
        output_shape,
        strides,
        padding="SAME",
        data_format="NHWC",
        dilations=None,
        name=None,
    ) -> _Any:
        """Returns the transposed convolution of images: the gradient of `conv2d` by its input."""
    @staticmethod
    def conv3d(
        input, filters, strides, padding, data_format="NDHWC", dilations=None, name=None
    ) -> _Any:
        """Returns the convolution of volumes with filters."""
    @staticmethod
    def conv3d_transpose(
        input,
        filters,
        output_shape,
        strides,
        padding="SAME",
        data_format="NDHWC",
        dilations=None,
        name=None,
    ) -> _Any:
        """Returns the transposed convolution of volumes: the gradient of `conv3d` by its input."""
    @staticmethod
    def conv_transpose(
        input,
        filters,
        output_shape,
        strides,
        padding="SAME",
        data_format=None,
        dilations=None,
        name=None,
    ) -> _Any:
        """Returns the transposed convolution of sequences, images or volumes."""
    @staticmethod
    def convolution(
        input, filters, strides=None, padding="VALID", data_format=None, dilations=None, name=None
    ) -> _Any:
        """Returns the convolution of sequences, images or volumes with filters."""
    @staticmethod
    def crelu(features, axis=-1, name=None) -> _Any:
        """Returns relu of `features` and of their negatives, joined along an axis."""
    @staticmethod
    def depth_to_space(input, block_size, data_format="NHWC", name=None) -> _Any:
        """Moves depth into blocks of height and width: the reverse of `space_to_depth`."""
    @staticmethod
    def depthwise_conv2d(
        input, filter, strides, padding, data_format=None, dilations=None, name=None
    ) -> _Any:
        """Returns the convolution of each channel of images with filters of its own."""
    @staticmethod
    def dropout(x, rate, noise_shape=None, seed=None, name=None) -> _Any:
        """Returns a tensor in which random elements are 0 and the others scaled up to make up for it."""
    @staticmethod
    def elu(features, name=None) -> Tensor:
        """Returns exp(features) - 1 where `features` are negative, and themselves elsewhere."""
    @staticmethod
    def embedding_lookup(params, ids, max_norm=None, name=None) -> _Any:
        """Returns rows of a table."""
    @staticmethod
    def gelu(features, approximate=False, name=None) -> _Any:
        """Returns `features` times the probability that a normal variable is below them."""
    in_top_k = math.in_top_k
    @staticmethod
    def l2_loss(t, name=None) -> Tensor:
        """Returns half of the sum of the squares of a tensor."""
    l2_normalize = linalg.l2_normalize
    @staticmethod
    def leaky_relu(features, alpha=0.2, name=None) -> _Any:
        """Returns `features` where positive and `alpha` times them elsewhere."""
    @staticmethod
    def local_response_normalization(
        input, depth_radius=5, bias=1.0, alpha=1.0, beta=0.5, name=None
    ) -> Tensor:
        """Returns each element divided by a power of the squares in nearby channels."""
    @staticmethod
    def log_poisson_loss(targets, log_input, compute_full_loss=False, name=None) -> _Any:
        """Returns minus the log likelihood of counts under Poisson distributions."""
    log_softmax = math.log_softmax
    lrn = nn.local_response_normalization
    @staticmethod
    def max_pool(input, ksize, strides, padding, data_format=None, name=None) -> _Any:
        """Returns the largest elements in windows of sequences, images or volumes."""
    @staticmethod
    def max_pool1d(input, ksize, strides, padding, data_format="NWC", name=None) -> _Any:
        """Returns the largest elements in windows of sequences."""
    @staticmethod
    def max_pool2d(input, ksize, strides, padding, data_format="NHWC", name=None) -> _Any:
        """Returns the largest elements in windows of images."""
    @staticmethod
    def max_pool3d(input, ksize, strides, padding, data_format="NDHWC", name=None) -> _Any:
        """Returns the largest elements in windows of volumes."""
    @staticmethod
    def max_pool_with_argmax(
        input,
        ksize,
        strides,
        padding,
        data_format="NHWC",
        output_dtype=...,
        include_batch_in_index=False,
        name=None,
    ) -> _Any:
        """Returns the largest elements in windows of images, and where they are."""
    @staticmethod
    def moments(x, axes, shift=None, keepdims=False, name=None) -> _Any:
        """Returns mean and variance over some axes."""
    @staticmethod
    def normalize_moments(counts, mean_ss, variance_ss, shift, name=None) -> _Any:
        """Returns mean and variance, given what `sufficient_statistics` returned."""
    @staticmethod
    def pool(
        input,
        window_shape,
        pooling_type,
        strides=None,
        padding="VALID",
        data_format=None,
        dilations=None,
        name=None,
    ) -> _Any:
        """Returns the largest or the means of elements in windows of any number of dimensions."""
    @staticmethod
    def relu(features, name=None) -> Tensor:
        """Returns max(features, 0) element-wise; its gradient at 0 is 0."""
    @staticmethod
    def relu6(features, name=None) -> _Any:
        """Returns min(max(features, 0), 6) element-wise."""
    @staticmethod
    def scale_regularization_loss(regularization_loss) -> _Any:
        """Returns the sum of regularization losses, shared between the replicas of a strategy."""
    @staticmethod
    def selu(features, name=None) -> Tensor:
        """Returns the scaled exponential linear units of Klambauer et al., element-wise."""
    @staticmethod
    def separable_conv2d(
        input,
        depthwise_filter,
        pointwise_filter,
        strides,
        padding,
        data_format=None,
        dilations=None,
        name=None,
    ) -> _Any:
        """Returns a depthwise convolution followed by one that mixes channels."""
    from tfcourse import sigmoid as sigmoid
    @staticmethod
    def sigmoid_cross_entropy_with_logits(labels=None, logits=None, name=None) -> _Any:
        """Returns the cross entropy between probabilities and the logistic function of logits."""
    @staticmethod
    def silu(features, beta=1.0) -> _Any:
        """Returns `features` * sigmoid(`beta` * `features`)."""
    softmax = math.softmax
    @staticmethod
    def softmax_cross_entropy_with_logits(labels, logits, axis=-1, name=None) -> _Any:
        """Returns the cross entropy between distributions and the softmax of logits."""
    softplus = math.softplus
    softsign = math.softsign
    from tfcourse import space_to_batch as space_to_batch
    @staticmethod
    def space_to_depth(input, block_size, data_format="NHWC", name=None) -> _Any:
        """Moves blocks of height and width into the depth."""
    @staticmethod
    def sparse_softmax_cross_entropy_with_logits(labels, logits, name=None) -> _Any:
        """Returns the cross entropy between classes and the softmax of logits."""
    @staticmethod
    def sufficient_statistics(x, axes, shift=None, keepdims=False, name=None) -> _Any:
        """Returns what `normalize_moments` needs to know of a tensor: counts and sums over axes."""
    swish = nn.silu
    from tfcourse import tanh as tanh

    top_k = math.top_k
    @staticmethod
    def weighted_cross_entropy_with_logits(labels, logits, pos_weight, name=None) -> _Any:
        """Returns the sigmoid cross entropy in which positive labels weigh more or less."""
    @staticmethod
    def weighted_moments(x, axes, frequency_weights, keepdims=False, name=None) -> _Any:
        """Returns mean and variance over some axes, where elements have weights."""
    zero_fraction = math.zero_fraction

class ragged:
    @staticmethod
    def boolean_mask(data, mask, name=None) -> _Any:
        """Keeps the elements for which a mask is true; rows get as long as they then are."""
    @staticmethod
    def constant(
        pylist, dtype=None, ragged_rank=None, inner_shape=None, name=None, row_splits_dtype=...
    ) -> _Any:
        """Returns nested lists as a ragged tensor."""
    @staticmethod
    def map_flat_values(op, *args, **kwargs) -> _Any:
        """Applies a function to the elements of ragged tensors, whose rows stay."""
    @staticmethod
    def range(starts, limits=None, deltas=1, dtype=None, name=None, row_splits_dtype=...) -> _Any:
        """Returns rows of numbers at equal distances."""
    @staticmethod
    def row_splits_to_segment_ids(splits, name=None, out_type=None) -> _Any:
        """Returns the row of each value for row splits."""
    @staticmethod
    def segment_ids_to_row_splits(segment_ids, num_segments=None, out_type=None, name=None) -> _Any:
        """Returns row splits for the row of each value."""
    @staticmethod
    def stack(values, axis=0, name=None) -> _Any:
        """Stacks tensors of different lengths."""

class random:
    class Generator:
        """A source of random numbers, whose state is a variable."""
        def __init__(self, copy_from=None, state=None, alg=None) -> None: ...
        @property
        def algorithm(self) -> _builtins.int:
            """The number of the algorithm."""
        @classmethod
        def from_key_counter(cls, key, counter, alg) -> _Any:
            """Makes a generator of the parts of a state."""
        @classmethod
        def from_non_deterministic_state(cls, alg=None) -> _Any:
            """Makes a generator whose numbers nobody can foresee."""
        @classmethod
        def from_seed(cls, seed, alg=None) -> _Any:
            """Makes a generator of a seed."""
        @classmethod
        def from_state(cls, state, alg) -> _Any:
            """Makes a generator of a state; arguments are those of the class."""
        @property
        def key(self) -> Tensor:
            """The key: which stream the numbers come from."""
        def make_seeds(self, count=1) -> _Any:
            """Returns seeds for the stateless functions, as columns of an int64 tensor [2, count]."""
        def normal(self, shape, mean=0.0, stddev=1.0, dtype=..., name=None) -> _Any:
            """Draws from a normal distribution; arguments are those of `tf.random.normal`."""
        def reset(self, state) -> _Any:
            """Replaces the state, an integer vector."""
        def reset_from_key_counter(self, key, counter) -> _Any:
            """Replaces the state by its parts; arguments are those of `from_key_counter`."""
        def reset_from_seed(self, seed) -> _Any:
            """Replaces the state by that of a seed."""
        def skip(self, delta) -> _Any:
            """Moves on as if `delta` numbers had been drawn."""
        def split(self, count=1) -> _Any:
            """Returns a list of `count` new generators that are independent of this one."""
        @property
        def state(self) -> Variable:
            """The variable that holds the state: the counter, low half first, then the key."""
        def truncated_normal(self, shape, mean=0.0, stddev=1.0, dtype=..., name=None) -> _Any:
            """Draws as `normal`, again those numbers beyond two standard deviations."""
        def uniform(self, shape, minval=0, maxval=None, dtype=..., name=None) -> _Any:
            """Draws from [minval, maxval); arguments are those of `tf.random.stateless_uniform`."""
        def uniform_full_int(self, shape, dtype=..., name=None) -> _Any:
            """Draws from all integers of a type."""

    class Algorithm:
        """An algorithm for random numbers."""

        AUTO_SELECT: _Any
        PHILOX: _Any
        THREEFRY: _Any

    @staticmethod
    def categorical(logits, num_samples, dtype=None, seed=None, name=None) -> _Any:
        """Draws numbers of categories."""
    @staticmethod
    def create_rng_state(seed, alg) -> _Any:
        """Makes the state of a generator of a seed."""
    @staticmethod
    def fold_in(seed, data, alg="auto_select") -> _Any:
        """Makes a new seed of a seed and a number."""
    @staticmethod
    def gamma(shape, alpha, beta=None, dtype=..., seed=None, name=None) -> _Any:
        """Draws numbers from gamma distributions."""
    @staticmethod
    def get_global_generator() -> random.Generator:
        """Returns the program's generator, made at the first call from what nobody can foresee."""
    @staticmethod
    def normal(shape, mean=0.0, stddev=1.0, dtype=..., seed=None, name=None) -> _Any:
        """Draws numbers from a normal distribution."""
    @staticmethod
    def poisson(shape, lam, dtype=..., seed=None, name=None) -> _Any:
        """Draws numbers from Poisson distributions."""
    @staticmethod
    def set_global_generator(generator) -> None:
        """Makes a generator the program's."""
    @staticmethod
    def set_seed(seed) -> _Any:
        """Sets the global seed, and lets all random operations begin anew."""
    @staticmethod
    def shuffle(value, seed=None, name=None) -> _Any:
        """Puts the slices of a tensor along its first dimension in a random order."""
    @staticmethod
    def split(seed, num=2, alg="auto_select") -> _Any:
        """Makes several seeds of one."""
    @staticmethod
    def stateless_categorical(logits, num_samples, seed, dtype=..., name=None) -> _Any:
        """Draws numbers of categories that depend on nothing but the seed."""
    @staticmethod
    def stateless_gamma(shape, seed, alpha, beta=None, dtype=..., name=None) -> _Any:
        """Draws numbers from gamma distributions that depend on nothing but the seed."""
    @staticmethod
    def stateless_normal(
        shape, seed, mean=0.0, stddev=1.0, dtype=..., name=None, alg="auto_select"
    ) -> _Any:
        """Draws numbers from a normal distribution that depend on nothing but the seed."""
    @staticmethod
    def stateless_poisson(shape, seed, lam, dtype=..., name=None) -> _Any:
        """Draws numbers from Poisson distributions that depend on nothing but the seed."""
    @staticmethod
    def stateless_truncated_normal(
        shape, seed, mean=0.0, stddev=1.0, dtype=..., name=None, alg="auto_select"
    ) -> _Any:
        """Draws as `stateless_normal`, again those numbers beyond two standard deviations."""
    @staticmethod
    def stateless_uniform(
        shape, seed, minval=0, maxval=None, dtype=..., name=None, alg="auto_select"
    ) -> _Any:
        """Draws numbers from [minval, maxval) that depend on nothing but the seed."""
    @staticmethod
    def truncated_normal(shape, mean=0.0, stddev=1.0, dtype=..., seed=None, name=None) -> _Any:
        """Draws numbers from a normal distribution, again those beyond two standard deviations."""
    @staticmethod
    def uniform(shape, minval=0, maxval=None, dtype=..., seed=None, name=None) -> _Any:
        """Draws numbers from [minval, maxval), each equally likely."""
    class experimental:
        Generator = random.Generator
        Algorithm = random.Algorithm
        create_rng_state = random.create_rng_state
        get_global_generator = random.get_global_generator
        set_global_generator = random.set_global_generator
        stateless_fold_in = random.fold_in
        @staticmethod
        def stateless_shuffle(value, seed, alg="auto_select", name=None) -> _Any:
            """Puts slices along the first dimension in an order that depends on nothing but the seed."""
        stateless_split = random.split

class raw_ops:
    @staticmethod
    def PreventGradient(input, message="", name=None) -> Tensor:
        """Returns a tensor of the same value, whose gradient is an error."""

class saved_model:
    class LoadOptions:
        """Options for `tf.saved_model.load`, kept for TensorFlow's signature."""
        def __init__(
            self,
            allow_partial_checkpoint=False,
            experimental_io_device=None,
            experimental_skip_checkpoint=False,
            experimental_variable_policy=None,
            experimental_load_function_aliases=False,
        ) -> None: ...

    class SaveOptions:
        """Options for `tf.saved_model.save`, kept for TensorFlow's signature."""
        def __init__(
            self,
            namespace_whitelist=None,
            save_debug_info=False,
            function_aliases=None,
            experimental_debug_stripper=False,
            experimental_io_device=None,
            experimental_variable_policy=None,
            experimental_custom_gradients=True,
            experimental_image_format=False,
            experimental_skip_saver=False,
            experimental_sharding_callback=None,
            extra_tags=None,
        ) -> None: ...

    ASSETS_DIRECTORY: _builtins.str
    ASSETS_KEY: _builtins.str
    CLASSIFY_INPUTS: _builtins.str
    CLASSIFY_METHOD_NAME: _builtins.str
    CLASSIFY_OUTPUT_CLASSES: _builtins.str
    CLASSIFY_OUTPUT_SCORES: _builtins.str
    @staticmethod
    def contains_saved_model(export_dir) -> _builtins.bool:
        """Says whether there is a saved model in a directory, of this library's or of TensorFlow's."""
    DEBUG_DIRECTORY: _builtins.str
    DEBUG_INFO_FILENAME_PB: _builtins.str
    DEFAULT_SERVING_SIGNATURE_DEF_KEY: _builtins.str
    GPU: _builtins.str
    @staticmethod
    def load(export_dir, tags=None, options=None) -> _Any:
        """Reads an object that `tf.saved_model.save` wrote. Nothing of the files is run."""
    PREDICT_INPUTS: _builtins.str
    PREDICT_METHOD_NAME: _builtins.str
    PREDICT_OUTPUTS: _builtins.str
    REGRESS_INPUTS: _builtins.str
    REGRESS_METHOD_NAME: _builtins.str
    REGRESS_OUTPUTS: _builtins.str
    @staticmethod
    def save(obj, export_dir, signatures=None, options=None) -> _Any:
        """Writes an object with its variables and functions to a directory."""
    SAVED_MODEL_FILENAME_PB: _builtins.str
    SAVED_MODEL_FILENAME_PBTXT: _builtins.str
    SAVED_MODEL_SCHEMA_VERSION: _builtins.int
    SERVING: _builtins.str
    TPU: _builtins.str
    TRAINING: _builtins.str
    VARIABLES_DIRECTORY: _builtins.str
    VARIABLES_FILENAME: _builtins.str

class sets:
    @staticmethod
    def difference(a, b, aminusb=True, validate_indices=True) -> _Any:
        """Returns, row by row, the elements that are in one tensor but not in the other."""
    @staticmethod
    def intersection(a, b, validate_indices=True) -> _Any:
        """Returns, row by row, the elements that are in both `a` and `b`."""
    @staticmethod
    def size(a, validate_indices=True) -> _Any:
        """Returns how many different elements each row of a sparse tensor has."""
    @staticmethod
    def union(a, b, validate_indices=True) -> _Any:
        """Returns, row by row, the elements that are in `a`, in `b` or in both."""

class sparse:
    from tfcourse import SparseTensor as SparseTensor
    @staticmethod
    def add(a, b, threshold=0) -> _Any:
        """Returns the sum of two tensors of which at least one is sparse."""
    @staticmethod
    def bincount(
        values, weights=None, axis=0, minlength=None, maxlength=None, binary_output=False, name=None
    ) -> _Any:
        """Returns how often each number from 0 on occurs, as a sparse tensor."""
    @staticmethod
    def concat(axis, sp_inputs, expand_nonconcat_dims=False, name=None) -> _Any:
        """Joins sparse tensors along a dimension."""
    @staticmethod
    def cross(inputs, name=None, separator=None) -> _Any:
        """Joins the values in each row of several features, in every combination."""
    @staticmethod
    def cross_hashed(inputs, num_buckets=0, hash_key=None, name=None) -> _Any:
        """Gives each combination of the values in a row of several features a number, by FarmHash."""
    @staticmethod
    def expand_dims(sp_input, axis=None, name=None) -> _Any:
        """Adds a dimension of size 1."""
    @staticmethod
    def eye(num_rows, num_columns=None, dtype=..., name=None) -> _Any:
        """Returns a sparse matrix with ones on its diagonal."""
    @staticmethod
    def fill_empty_rows(sp_input, default_value, name=None) -> _Any:
        """Puts one element into each empty row of a sparse matrix."""
    @staticmethod
    def from_dense(tensor, name=None) -> _Any:
        """Returns the elements of a tensor that are not zero as a sparse tensor."""
    @staticmethod
    def map_values(op, *args, **kwargs) -> _Any:
        """Applies a function to the values of sparse tensors, whose indices stay."""
    @staticmethod
    def maximum(sp_a, sp_b, name=None) -> _Any:
        """Returns the larger elements of two sparse tensors."""
    @staticmethod
    def minimum(sp_a, sp_b, name=None) -> _Any:
        """Returns the smaller elements of two sparse tensors; else as `maximum`."""
    @staticmethod
    def reduce_max(sp_input, axis=None, keepdims=None, output_is_sparse=False, name=None) -> _Any:
        """Returns the largest of the elements there are; arguments are those of `reduce_sum`."""
    @staticmethod
    def reduce_sum(sp_input, axis=None, keepdims=None, output_is_sparse=False, name=None) -> _Any:
        """Returns the sums over dimensions."""
    @staticmethod
    def reorder(sp_input, name=None) -> _Any:
        """Sorts the elements row by row."""
    @staticmethod
    def reset_shape(sp_input, new_shape=None) -> _Any:
        """Changes the shape around the elements, whose indices stay."""
    @staticmethod
    def reshape(sp_input, shape, name=None) -> _Any:
        """Changes the shape; elements keep their order."""
    @staticmethod
    def retain(sp_input, to_retain) -> _Any:
        """Keeps some of the elements."""
    @staticmethod
    def segment_mean(
        data, indices, segment_ids, num_segments=None, name=None, sparse_gradient=False
    ) -> _Any:
        """Averages chosen rows by segment; arguments and result are those of `segment_sum`."""
    @staticmethod
    def segment_sqrt_n(
        data, indices, segment_ids, num_segments=None, name=None, sparse_gradient=False
    ) -> _Any:
        """Adds up chosen rows by segment, divided by the square root of their number."""
    @staticmethod
    def segment_sum(
        data, indices, segment_ids, num_segments=None, name=None, sparse_gradient=False
    ) -> _Any:
        """Adds up chosen rows by segment."""
    @staticmethod
    def slice(sp_input, start, size, name=None) -> _Any:
        """Takes a box out of a sparse tensor."""
    @staticmethod
    def softmax(sp_input, name=None) -> _Any:
        """Returns the softmax along the last dimension, of the elements there are."""
    @staticmethod
    def sparse_dense_matmul(sp_a, b, adjoint_a=False, adjoint_b=False, name=None) -> _Any:
        """Returns the product of two matrices, one of them sparse."""
    @staticmethod
    def split(sp_input=None, num_split=None, axis=None, name=None) -> _Any:
        """Cuts a sparse tensor into equal parts; the first are longer by one where they must."""
    @staticmethod
    def to_dense(sp_input, default_value=None, validate_indices=True, name=None) -> _Any:
        """Returns a sparse tensor as a dense one."""
    @staticmethod
    def to_indicator(sp_input, vocab_size, name=None) -> _Any:
        """Returns a bool tensor that is true where a row holds the number of the column."""
    @staticmethod
    def transpose(sp_input, perm=None, name=None) -> _Any:
        """Permutes the dimensions."""

class strings:
    from tfcourse import as_string as as_string
    @staticmethod
    def bytes_split(input, name=None) -> _Any:
        """Cuts strings into their bytes."""
    @staticmethod
    def format(template, inputs, placeholder="{}", summarize=3, name=None) -> _Any:
        """Puts the values of tensors into a text."""
    @staticmethod
    def join(inputs, separator="", name=None) -> _Any:
        """Joins strings of several tensors, element by element."""
    @staticmethod
    def length(input, unit="BYTE", name=None) -> _Any:
        """Counts the bytes or the characters of each string."""
    @staticmethod
    def lower(input, encoding="", name=None) -> Tensor:
        """Makes letters small."""
    @staticmethod
    def ngrams(
        data,
        ngram_width,
        separator=" ",
        pad_values=None,
        padding_width=None,
        preserve_short_sequences=False,
        name=None,
    ) -> _Any:
        """Joins neighbouring strings."""
    @staticmethod
    def reduce_join(inputs, axis=None, keepdims=False, separator="", name=None) -> _Any:
        """Joins the strings of a tensor along dimensions."""
    @staticmethod
    def regex_full_match(input, pattern, name=None) -> _Any:
        """Says which strings a regular expression matches from end to end."""
    @staticmethod
    def regex_replace(input, pattern, rewrite, replace_global=True, name=None) -> _Any:
        """Replaces what a regular expression matches."""
    @staticmethod
    def split(input, sep=None, maxsplit=-1, name=None) -> _Any:
        """Cuts strings at a separator."""
    @staticmethod
    def strip(input, name=None) -> Tensor:
        """Removes white space from both ends."""
    @staticmethod
    def substr(input, pos, len, unit="BYTE", name=None) -> _Any:
        """Takes a part of each string."""
    @staticmethod
    def to_hash_bucket(input, num_buckets, name=None) -> _Any:
        """Gives each string one of so many numbers; like `to_hash_bucket_fast` by an older hash."""
    @staticmethod
    def to_hash_bucket_fast(input, num_buckets, name=None) -> _Any:
        """Gives each string one of so many numbers, by FarmHash."""
    @staticmethod
    def to_hash_bucket_strong(input, num_buckets, key, name=None) -> _Any:
        """Gives each string one of so many numbers, by SipHash under a key."""
    @staticmethod
    def to_number(input, out_type=..., name=None) -> _Any:
        """Converts strings to numbers."""
    @staticmethod
    def unicode_decode(
        input,
        input_encoding,
        errors="replace",
        replacement_char=65533,
        replace_control_characters=False,
        name=None,
    ) -> _Any:
        """Decodes strings into code points."""
    @staticmethod
    def unicode_decode_with_offsets(
        input,
        input_encoding,
        errors="replace",
        replacement_char=65533,
        replace_control_characters=False,
        name=None,
    ) -> _Any:
        """Decodes strings into code points, and says at which byte each character begins."""
    @staticmethod
    def unicode_encode(
        input, output_encoding, errors="replace", replacement_char=65533, name=None
    ) -> _Any:
        """Encodes code points as strings."""
    @staticmethod
    def unicode_script(input, name=None) -> Tensor:
        """Gives the script (Latin, Greek, Han, ...) of characters, as ICU numbers them."""
    @staticmethod
    def unicode_split(
        input, input_encoding, errors="replace", replacement_char=65533, name=None
    ) -> _Any:
        """Cuts strings into their characters."""
    @staticmethod
    def unicode_split_with_offsets(
        input, input_encoding, errors="replace", replacement_char=65533, name=None
    ) -> _Any:
        """Cuts strings into their characters, and says at which byte each begins."""
    @staticmethod
    def unicode_transcode(
        input,
        input_encoding,
        output_encoding,
        errors="replace",
        replacement_char=65533,
        replace_control_characters=False,
        name=None,
    ) -> _Any:
        """Changes the encoding of strings."""
    @staticmethod
    def unsorted_segment_join(inputs, segment_ids, num_segments, separator="", name=None) -> _Any:
        """Joins the strings that belong to the same segment."""
    @staticmethod
    def upper(input, encoding="", name=None) -> Tensor:
        """Makes letters capital; arguments and result are those of `lower`."""

class sysconfig:
    CXX11_ABI_FLAG: _builtins.int
    CXX_VERSION: _builtins.int
    @staticmethod
    def get_build_info() -> _Any:
        """Says what the library was built with: none of the vendors' libraries."""
    MONOLITHIC_BUILD: _builtins.int

class test:
    @staticmethod
    def gpu_device_name() -> _builtins.str:
        """Gives the name of the first GPU."""
    @staticmethod
    def is_built_with_cuda() -> _builtins.bool:
        """Tells whether JAX runs on NVIDIA's GPUs here."""
    @staticmethod
    def is_built_with_gpu_support() -> _builtins.bool:
        """Tells whether JAX runs on GPUs here."""
    @staticmethod
    def is_built_with_rocm() -> _builtins.bool:
        """Tells whether JAX runs on AMD's GPUs here."""
    @staticmethod
    def is_built_with_xla() -> _builtins.bool:
        """Tells whether programs are compiled by XLA: here they always are."""
    @staticmethod
    def is_gpu_available(cuda_only=False, min_cuda_compute_capability=None) -> _builtins.bool:
        """Tells whether there is a GPU."""

class train:
    class BytesList:
        """Byte strings: the values of a feature."""
        def ByteSize(self) -> _builtins.int:
            """Returns the length of the message in the wire format."""
        def Clear(self) -> None:
            """Removes the values of all fields."""
        def ClearField(self, name) -> None:
            """Removes the value of a field."""
        def CopyFrom(self, other) -> None:
            """Becomes equal to another message of the same class."""
        @classmethod
        def FromString(cls, data) -> _Any:
            """Returns the message that bytes stand for."""
        def HasField(self, name) -> _builtins.bool:
            """Says whether a field that holds one message is set."""
        def IsInitialized(self) -> _builtins.bool:
            """Says whether all required fields are set: there are none."""
        def ListFields(self) -> _builtins.list:
            """Returns (field, value) of all fields that are set, by their numbers."""
        def MergeFrom(self, other) -> None:
            """Adds the values of another message of the same class."""
        def MergeFromString(self, data) -> _builtins.int:
            """Adds the values of the message that bytes stand for; returns their number."""
        def ParseFromString(self, data) -> _builtins.int:
            """Becomes the message that bytes stand for; returns their number."""
        def SerializePartialToString(self, deterministic=True) -> _builtins.bytes:
            """Returns the message in the wire format; maps in the order of their keys."""
        def SerializeToString(self, deterministic=True) -> _builtins.bytes:
            """Returns the message in the wire format; maps in the order of their keys."""
        def WhichOneof(self, group) -> _Any:
            """Returns the name of the field of a group that is set, or None."""
        def __deepcopy__(self, memo) -> _Any: ...
        def __eq__(self, other) -> _Any: ...
        def __init__(self, *positional, **values) -> None: ...
        fields: _Any

    class Example:
        """One example of a data set: its features by their names."""
        def ByteSize(self) -> _builtins.int:
            """Returns the length of the message in the wire format."""
        def Clear(self) -> None:
            """Removes the values of all fields."""
        def ClearField(self, name) -> None:
            """Removes the value of a field."""
        def CopyFrom(self, other) -> None:
            """Becomes equal to another message of the same class."""
        @classmethod
        def FromString(cls, data) -> _Any:
            """Returns the message that bytes stand for."""
        def HasField(self, name) -> _builtins.bool:
            """Says whether a field that holds one message is set."""
        def IsInitialized(self) -> _builtins.bool:
            """Says whether all required fields are set: there are none."""
        def ListFields(self) -> _builtins.list:
            """Returns (field, value) of all fields that are set, by their numbers."""
        def MergeFrom(self, other) -> None:
            """Adds the values of another message of the same class."""
        def MergeFromString(self, data) -> _builtins.int:
            """Adds the values of the message that bytes stand for; returns their number."""
        def ParseFromString(self, data) -> _builtins.int:
            """Becomes the message that bytes stand for; returns their number."""
        def SerializePartialToString(self, deterministic=True) -> _builtins.bytes:
            """Returns the message in the wire format; maps in the order of their keys."""
        def SerializeToString(self, deterministic=True) -> _builtins.bytes:
            """Returns the message in the wire format; maps in the order of their keys."""
        def WhichOneof(self, group) -> _Any:
            """Returns the name of the field of a group that is set, or None."""
        def __deepcopy__(self, memo) -> _Any: ...
        def __eq__(self, other) -> _Any: ...
        def __init__(self, *positional, **values) -> None: ...
        fields: _Any

    class Feature:
        """The values of one feature: byte strings, floats or integers."""
        def ByteSize(self) -> _builtins.int:
            """Returns the length of the message in the wire format."""
        def Clear(self) -> None:
            """Removes the values of all fields."""
        def ClearField(self, name) -> None:
            """Removes the value of a field."""
        def CopyFrom(self, other) -> None:
            """Becomes equal to another message of the same class."""
        @classmethod
        def FromString(cls, data) -> _Any:
            """Returns the message that bytes stand for."""
        def HasField(self, name) -> _builtins.bool:
            """Says whether a field that holds one message is set."""
        def IsInitialized(self) -> _builtins.bool:
            """Says whether all required fields are set: there are none."""
        def ListFields(self) -> _builtins.list:
            """Returns (field, value) of all fields that are set, by their numbers."""
        def MergeFrom(self, other) -> None:
            """Adds the values of another message of the same class."""
        def MergeFromString(self, data) -> _builtins.int:
            """Adds the values of the message that bytes stand for; returns their number."""
        def ParseFromString(self, data) -> _builtins.int:
            """Becomes the message that bytes stand for; returns their number."""
        def SerializePartialToString(self, deterministic=True) -> _builtins.bytes:
            """Returns the message in the wire format; maps in the order of their keys."""
        def SerializeToString(self, deterministic=True) -> _builtins.bytes:
            """Returns the message in the wire format; maps in the order of their keys."""
        def WhichOneof(self, group) -> _Any:
            """Returns the name of the field of a group that is set, or None."""
        def __deepcopy__(self, memo) -> _Any: ...
        def __eq__(self, other) -> _Any: ...
        def __init__(self, *positional, **values) -> None: ...
        fields: _Any

    class FeatureList:
        """One feature at each step of a sequence."""
        def ByteSize(self) -> _builtins.int:
            """Returns the length of the message in the wire format."""
        def Clear(self) -> None:
            """Removes the values of all fields."""
        def ClearField(self, name) -> None:
            """Removes the value of a field."""
        def CopyFrom(self, other) -> None:
            """Becomes equal to another message of the same class."""
        @classmethod
        def FromString(cls, data) -> _Any:
            """Returns the message that bytes stand for."""
        def HasField(self, name) -> _builtins.bool:
            """Says whether a field that holds one message is set."""
        def IsInitialized(self) -> _builtins.bool:
            """Says whether all required fields are set: there are none."""
        def ListFields(self) -> _builtins.list:
            """Returns (field, value) of all fields that are set, by their numbers."""
        def MergeFrom(self, other) -> None:
            """Adds the values of another message of the same class."""
        def MergeFromString(self, data) -> _builtins.int:
            """Adds the values of the message that bytes stand for; returns their number."""
        def ParseFromString(self, data) -> _builtins.int:
            """Becomes the message that bytes stand for; returns their number."""
        def SerializePartialToString(self, deterministic=True) -> _builtins.bytes:
            """Returns the message in the wire format; maps in the order of their keys."""
        def SerializeToString(self, deterministic=True) -> _builtins.bytes:
            """Returns the message in the wire format; maps in the order of their keys."""
        def WhichOneof(self, group) -> _Any:
            """Returns the name of the field of a group that is set, or None."""
        def __deepcopy__(self, memo) -> _Any: ...
        def __eq__(self, other) -> _Any: ...
        def __init__(self, *positional, **values) -> None: ...
        fields: _Any

    class FeatureLists:
        """Features of a sequence by their names."""
        def ByteSize(self) -> _builtins.int:
            """Returns the length of the message in the wire format."""
        def Clear(self) -> None:
            """Removes the values of all fields."""
        def ClearField(self, name) -> None:
            """Removes the value of a field."""
        def CopyFrom(self, other) -> None:
            """Becomes equal to another message of the same class."""
        @classmethod
        def FromString(cls, data) -> _Any:
            """Returns the message that bytes stand for."""
        def HasField(self, name) -> _builtins.bool:
            """Says whether a field that holds one message is set."""
        def IsInitialized(self) -> _builtins.bool:
            """Says whether all required fields are set: there are none."""
        def ListFields(self) -> _builtins.list:
            """Returns (field, value) of all fields that are set, by their numbers."""
        def MergeFrom(self, other) -> None:
            """Adds the values of another message of the same class."""
        def MergeFromString(self, data) -> _builtins.int:
            """Adds the values of the message that bytes stand for; returns their number."""
        def ParseFromString(self, data) -> _builtins.int:
            """Becomes the message that bytes stand for; returns their number."""
        def SerializePartialToString(self, deterministic=True) -> _builtins.bytes:
            """Returns the message in the wire format; maps in the order of their keys."""
        def SerializeToString(self, deterministic=True) -> _builtins.bytes:
            """Returns the message in the wire format; maps in the order of their keys."""
        def WhichOneof(self, group) -> _Any:
            """Returns the name of the field of a group that is set, or None."""
        def __deepcopy__(self, memo) -> _Any: ...
        def __eq__(self, other) -> _Any: ...
        def __init__(self, *positional, **values) -> None: ...
        fields: _Any

    class Features:
        """Features by their names."""
        def ByteSize(self) -> _builtins.int:
            """Returns the length of the message in the wire format."""
        def Clear(self) -> None:
            """Removes the values of all fields."""
        def ClearField(self, name) -> None:
            """Removes the value of a field."""
        def CopyFrom(self, other) -> None:
            """Becomes equal to another message of the same class."""
        @classmethod
        def FromString(cls, data) -> _Any:
            """Returns the message that bytes stand for."""
        def HasField(self, name) -> _builtins.bool:
            """Says whether a field that holds one message is set."""
        def IsInitialized(self) -> _builtins.bool:
            """Says whether all required fields are set: there are none."""
        def ListFields(self) -> _builtins.list:
            """Returns (field, value) of all fields that are set, by their numbers."""
        def MergeFrom(self, other) -> None:
            """Adds the values of another message of the same class."""
        def MergeFromString(self, data) -> _builtins.int:
            """Adds the values of the message that bytes stand for; returns their number."""
        def ParseFromString(self, data) -> _builtins.int:
            """Becomes the message that bytes stand for; returns their number."""
        def SerializePartialToString(self, deterministic=True) -> _builtins.bytes:
            """Returns the message in the wire format; maps in the order of their keys."""
        def SerializeToString(self, deterministic=True) -> _builtins.bytes:
            """Returns the message in the wire format; maps in the order of their keys."""
        def WhichOneof(self, group) -> _Any:
            """Returns the name of the field of a group that is set, or None."""
        def __deepcopy__(self, memo) -> _Any: ...
        def __eq__(self, other) -> _Any: ...
        def __init__(self, *positional, **values) -> None: ...
        fields: _Any

    class FloatList:
        """Numbers of 32 bits: the values of a feature."""
        def ByteSize(self) -> _builtins.int:
            """Returns the length of the message in the wire format."""
        def Clear(self) -> None:
            """Removes the values of all fields."""
        def ClearField(self, name) -> None:
            """Removes the value of a field."""
        def CopyFrom(self, other) -> None:
            """Becomes equal to another message of the same class."""
        @classmethod
        def FromString(cls, data) -> _Any:
            """Returns the message that bytes stand for."""
        def HasField(self, name) -> _builtins.bool:
            """Says whether a field that holds one message is set."""
        def IsInitialized(self) -> _builtins.bool:
            """Says whether all required fields are set: there are none."""
        def ListFields(self) -> _builtins.list:
            """Returns (field, value) of all fields that are set, by their numbers."""
        def MergeFrom(self, other) -> None:
            """Adds the values of another message of the same class."""
        def MergeFromString(self, data) -> _builtins.int:
            """Adds the values of the message that bytes stand for; returns their number."""
        def ParseFromString(self, data) -> _builtins.int:
            """Becomes the message that bytes stand for; returns their number."""
        def SerializePartialToString(self, deterministic=True) -> _builtins.bytes:
            """Returns the message in the wire format; maps in the order of their keys."""
        def SerializeToString(self, deterministic=True) -> _builtins.bytes:
            """Returns the message in the wire format; maps in the order of their keys."""
        def WhichOneof(self, group) -> _Any:
            """Returns the name of the field of a group that is set, or None."""
        def __deepcopy__(self, memo) -> _Any: ...
        def __eq__(self, other) -> _Any: ...
        def __init__(self, *positional, **values) -> None: ...
        fields: _Any

    class Int64List:
        """Integers: the values of a feature."""
        def ByteSize(self) -> _builtins.int:
            """Returns the length of the message in the wire format."""
        def Clear(self) -> None:
            """Removes the values of all fields."""
        def ClearField(self, name) -> None:
            """Removes the value of a field."""
        def CopyFrom(self, other) -> None:
            """Becomes equal to another message of the same class."""
        @classmethod
        def FromString(cls, data) -> _Any:
            """Returns the message that bytes stand for."""
        def HasField(self, name) -> _builtins.bool:
            """Says whether a field that holds one message is set."""
        def IsInitialized(self) -> _builtins.bool:
            """Says whether all required fields are set: there are none."""
        def ListFields(self) -> _builtins.list:
            """Returns (field, value) of all fields that are set, by their numbers."""
        def MergeFrom(self, other) -> None:
            """Adds the values of another message of the same class."""
        def MergeFromString(self, data) -> _builtins.int:
            """Adds the values of the message that bytes stand for; returns their number."""
        def ParseFromString(self, data) -> _builtins.int:
            """Becomes the message that bytes stand for; returns their number."""
        def SerializePartialToString(self, deterministic=True) -> _builtins.bytes:
            """Returns the message in the wire format; maps in the order of their keys."""
        def SerializeToString(self, deterministic=True) -> _builtins.bytes:
            """Returns the message in the wire format; maps in the order of their keys."""
        def WhichOneof(self, group) -> _Any:
            """Returns the name of the field of a group that is set, or None."""
        def __deepcopy__(self, memo) -> _Any: ...
        def __eq__(self, other) -> _Any: ...
        def __init__(self, *positional, **values) -> None: ...
        fields: _Any

    class SequenceExample:
        """One sequence of a data set: features of the whole and features of each step."""
        def ByteSize(self) -> _builtins.int:
            """Returns the length of the message in the wire format."""
        def Clear(self) -> None:
            """Removes the values of all fields."""
        def ClearField(self, name) -> None:
            """Removes the value of a field."""
        def CopyFrom(self, other) -> None:
            """Becomes equal to another message of the same class."""
        @classmethod
        def FromString(cls, data) -> _Any:
            """Returns the message that bytes stand for."""
        def HasField(self, name) -> _builtins.bool:
            """Says whether a field that holds one message is set."""
        def IsInitialized(self) -> _builtins.bool:
            """Says whether all required fields are set: there are none."""
        def ListFields(self) -> _builtins.list:
            """Returns (field, value) of all fields that are set, by their numbers."""
        def MergeFrom(self, other) -> None:
            """Adds the values of another message of the same class."""
        def MergeFromString(self, data) -> _builtins.int:
            """Adds the values of the message that bytes stand for; returns their number."""
        def ParseFromString(self, data) -> _builtins.int:
            """Becomes the message that bytes stand for; returns their number."""
        def SerializePartialToString(self, deterministic=True) -> _builtins.bytes:
            """Returns the message in the wire format; maps in the order of their keys."""
        def SerializeToString(self, deterministic=True) -> _builtins.bytes:
            """Returns the message in the wire format; maps in the order of their keys."""
        def WhichOneof(self, group) -> _Any:
            """Returns the name of the field of a group that is set, or None."""
        def __deepcopy__(self, memo) -> _Any: ...
        def __eq__(self, other) -> _Any: ...
        def __init__(self, *positional, **values) -> None: ...
        fields: _Any

class types:
    class experimental:
        class ConcreteFunction:
            """A traced function: a graph with inputs, captures and outputs."""
            def __call__(self, *args, **kwargs) -> _Any:
                """Calls the function with the traced arguments, or with tensors for its placeholders."""
            def __init__(self, graph, arguments, placeholders) -> None: ...
            @property
            def arguments(self) -> _Any:
                """The `inspect.BoundArguments` of the call it was made for, a leaf for each tensor."""
            def call_flat(self, tensors, handles=...) -> _Any:
                """Runs the function."""
            @property
            def captured_inputs(self) -> _builtins.list:
                """The tensors and variable handles captured from outside."""
            def compiler_ir(self) -> _Any:
                """Returns a function of a stage that gives what the compiler makes of the function."""
            function_type: _Any
            @property
            def inputs(self) -> _Any:
                """The placeholders of arguments and captures."""
            @property
            def name(self) -> _builtins.bytes:
                """The name of the traced function."""
            @property
            def output_dtypes(self) -> _Any:
                """The dtypes of the results, nested as they are."""
            @property
            def output_shapes(self) -> _Any:
                """The shapes of the results, nested as they are."""
            @property
            def outputs(self) -> _Any:
                """The flat results in the graph."""
            def pretty_printed_signature(self, verbose=True) -> _builtins.str:
                """Returns its signature as text."""
            structured_input_signature: _Any
            @property
            def structured_outputs(self) -> _Any:
                """The results in the graph, as the Python function nested them."""
            @property
            def trainable_variables(self) -> _builtins.tuple:
                """The variables that it reads or writes and that are trainable."""
            def values_of(self, wanted, tensors, handles=...) -> _builtins.list:
                """Returns what tensors of its graph are in a run that leaves all variables as they were."""
            @property
            def variables(self) -> _builtins.tuple:
                """The variables that it reads or writes, except those that are arguments."""

        class FunctionType:
            """The types of a function's parameters, results and captures."""
            def __init__(self, parameters, output=None, captures=...) -> None: ...
            captures: _Any
            output: _Any

class version:
    COMPILER_VERSION: _builtins.str
    GIT_VERSION: _builtins.str
    GRAPH_DEF_VERSION: _builtins.int
    GRAPH_DEF_VERSION_MIN_CONSUMER: _builtins.int
    GRAPH_DEF_VERSION_MIN_PRODUCER: _builtins.int
    VERSION: _builtins.str
