"""Traced functions as StableHLO: written once for several platforms, checked before they are used.

One trace is one program, or one for each rank up to four where the rank of an argument is unknown.
Dimensions that the trace leaves open stay open in the program.
"""

import hashlib
import itertools
import re

import jax
import jax.export
import numpy as np

from tfcourse.core.differentiation import differentiating
from tfcourse.function.lower import Lowered
from tfcourse.saved_model.refusals import NotExportable, at_operation, damaged
from tfcourse.saved_model.sizes import as_array, unknown_sizes

# The first that has all that a program needs; a file should run where it was not made, too.
_PLATFORMS = (("cpu", "cuda", "tpu"), ("cpu", "cuda"))
_HIGHEST_RANK = 4
# Of so many unknown sizes it is tried whether two are equal.
_MOST_PAIRED = 6
# Code that a program may call: XLA's own, and linear algebra of the platforms' libraries. A target
# such as a callback would take an address out of the file.
_CALLS = re.compile(
    r"lapack_[sdcz]\w+_ffi|(cusolver|hipsolver|cublas|hipblas)_\w+_ffi|(cu|hip)_\w+|ducc_fft"
    r"|Qr|Eigh|LuDecomposition|ProductOfElementaryHouseholderReflectors|ApproxTopK|TopK"
    r"|Sharding|SPMDFullToShardShape|SPMDShardToFullShape|shape_assertion"
    r"|(mhlo|chlo|stablehlo)\.\w+"
)
_CALL = re.compile(r'custom_call\s*@(?:"([^"]*)"|([\w.$-]+))')
_EXCHANGE = re.compile(r"stablehlo\.(infeed|outfeed|send|recv)\b")
_CALLED = re.compile(r'call_target_name\s*=\s*"([^"]*)"')


def lowered_of(concrete) -> Lowered:
    """Returns a trace made ready to run: its arguments, then its captures, are the inputs.

    Raises:
      NotExportable: if XLA cannot compile it, naming the operation that is in the way.
    """
    graph = concrete.graph
    inputs = [*graph.inputs, *(placeholder for _, placeholder in graph.captures)]
    lowered = Lowered(graph, inputs, graph.handles, graph.outputs)
    _check(lowered)
    return lowered


def _check(lowered):
    if lowered.is_compilable:
        return
    for operation in lowered.operations:
        inner = operation.definition.function
        if isinstance(inner, Lowered):
            _check(inner)
        if not lowered.can_compile(operation):
            for graph in operation.definition.graphs:
                _check(graph.lowered)
            raise at_operation(
                operation,
                "runs on the host, or gives a shape that depends on values; a saved function holds "
                "what XLA compiles, and no Python.",
            )
    raise NotExportable("it takes or captures objects that are no numbers.")


def _shapes(placeholders, ranks):
    """Yields lists of shapes for placeholders, in which ever more unknown sizes are one size."""
    scope = jax.export.SymbolicScope()
    known = []
    for placeholder, rank in zip(placeholders, ranks, strict=True):
        shape = placeholder.shape
        known.append([None] * rank if shape.rank is None else shape.as_list())
    for named in _ways(known):
        yield [
            jax.export.symbolic_shape(",".join(shape), scope=scope) if shape else ()
            for shape in named
        ]


def _ways(shapes):
    """Yields shapes with names for unknown sizes; one name at two places says that they are equal.

    Args:
      shapes: Lists of sizes, None where they are unknown.
    """

    def named(name):
        return [
            [name(which, axis) if size is None else str(size) for axis, size in enumerate(shape)]
            for which, shape in enumerate(shapes)
        ]

    def own(which, axis):
        return f"size_{which}_{axis}"

    yield named(own)
    places = [
        (which, axis)
        for which, shape in enumerate(shapes)
        for axis, size in enumerate(shape)
        if size is None
    ]
    if len(places) < 2:
        return
    # The rows of all; any two; those at the same place, from the front or from the end.
    yield named(lambda *place: own(*place) if place[1] else "rows")
    for one, other in itertools.combinations(places, 2) if len(places) <= _MOST_PAIRED else ():
        if one[0] != other[0]:
            yield named(
                lambda *place, one=one, other=other: own(*(one if place == other else place))
            )
    yield named(lambda which, axis: f"axis_{axis}")
    yield named(lambda which, axis: f"last_{len(shapes[which]) - axis}")


def _ranks(placeholders):
    """Returns for each program that is needed the rank of each placeholder."""
    choices = [
        range(_HIGHEST_RANK + 1) if placeholder.shape.rank is None else [placeholder.shape.rank]
        for placeholder in placeholders
    ]

    def is_wanted(ranks):
        """Of several that are unknown: equal ones, and of two small ones of all kinds."""
        unknown = [
            rank
            for rank, placeholder in zip(ranks, placeholders, strict=True)
            if placeholder.shape.rank is None
        ]
        return len(set(unknown)) < 2 or (len(unknown) == 2 and max(unknown) < 3)

    return list(filter(is_wanted, itertools.product(*choices)))


def _export(lowered, ranks) -> tuple[bytes, bool]:
    """Returns the program of a trace at arguments of some ranks, and whether it has a gradient."""

    def run(*values):
        results = lowered(*values)
        outputs = zip(results, lowered.outputs, strict=False)
        made = [as_array(value, tensor.dtype) for value, tensor in outputs]
        return (*made, *results[len(made) :])

    @jax.custom_vjp
    def program(*values):
        return run(*values)

    def forward(*values):
        with differentiating("reverse"):
            return jax.vjp(lambda *given: run(*given), *values)

    def backward(pull_back, cotangents):
        with differentiating("reverse"):
            return pull_back(cotangents)

    program.defvjp(forward, backward)
    holders = [*lowered.inputs, *lowered.handles]
    kinds = [tensor.dtype for tensor in lowered.inputs]
    kinds += [handle.value_dtype for handle in lowered.handles]
    streams = [jax.ShapeDtypeStruct((3,), np.uint64) for _ in lowered.streams]
    refused = None
    for shapes in _shapes(holders, ranks):
        avals = [
            jax.ShapeDtypeStruct(shape, dtype.numpy_dtype)
            for shape, dtype in zip(shapes, kinds, strict=True)
        ]
        avals += streams
        try:
            exported = _for_platforms(jax.jit(program), avals)
        except NotExportable as error:
            refused = refused or error
        else:
            return _serialized(exported)
    raise refused


def _for_platforms(jitted, avals):
    """Returns the exported program, for all platforms if they all know its operations."""
    jitted.trace(*avals)
    for platforms in _PLATFORMS:
        try:
            return jax.export.export(jitted, platforms=platforms)(*avals)
        except (NotImplementedError, ValueError):
            continue
    try:
        return jax.export.export(jitted)(*avals)
    except (NotImplementedError, ValueError) as error:
        raise NotExportable(str(error).strip().partition("\n")[0]) from error


def _serialized(exported) -> tuple[bytes, bool]:
    try:
        return bytes(exported.serialize(vjp_order=1)), True
    except ImportError:
        raise
    except Exception:
        # Not everything that runs can be differentiated, and much need not be.
        return bytes(exported.serialize()), False


class Program:
    """One trace as StableHLO, at arguments of certain ranks.

    Attributes:
      ranks: The rank of each operand: arguments, captures, variables and random streams.
      content: What stands in the file.
      has_gradient: Whether a gradient stands in it, too.
    """

    def __init__(self, ranks, content: bytes, has_gradient: bool):
        self.ranks = tuple(ranks)
        self.content = content
        self.has_gradient = has_gradient

    @property
    def digest(self) -> str:
        """The SHA-256 of the content, which tells a damaged file."""
        return hashlib.sha256(self.content).hexdigest()


def export_programs(lowered) -> list[Program]:
    """Returns a trace as programs.

    Args:
      lowered: What `lowered_of` gave.

    Raises:
      NotExportable: if there is no such program, naming the operation that is in the way.
    """
    programs, refused = [], None
    with unknown_sizes():
        for ranks in _ranks([*lowered.inputs, *lowered.handles]):
            try:
                streams = (1,) * len(lowered.streams)
                programs.append(Program((*ranks, *streams), *_export(lowered, ranks)))
            except NotExportable as error:
                refused = refused or error
    if not programs:
        raise refused
    return programs


def load_program(content: bytes, path):
    """Returns the `jax.export.Exported` that a file holds; nothing of it is run.

    Args:
      content: What stands in the file.
      path: The file, for errors.

    Raises:
      DataLossError: if it is none, or asks for code that is not XLA's.
    """
    try:
        exported = jax.export.deserialize(bytearray(content))
        gradient = exported.vjp() if exported.has_vjp() else None
        texts = [exported.mlir_module()]
        texts += [] if gradient is None else [gradient.mlir_module()]
    except ImportError:
        raise
    except Exception as error:
        # What reads the bytes raises whatever it happens to stumble on.
        raise damaged(path, f"no program can be read from it ({type(error).__name__}).") from error
    for text in texts:
        for pattern in (_CALL, _CALLED):
            for match in pattern.finditer(text):
                target = next(filter(None, match.groups()), "")
                if not _CALLS.fullmatch(target):
                    raise damaged(path, f"its program calls '{target}', which is no part of XLA.")
        if _EXCHANGE.search(text):
            raise damaged(path, "its program exchanges data with what is outside of it.")
    return exported
