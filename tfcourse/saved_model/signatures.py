"""Signatures: traces that are called by the names of their tensors and give dictionaries."""

from tfcourse.core.specs import TensorSpec
from tfcourse.core.tensor import Tensor
from tfcourse.function.concrete import ConcreteFunction
from tfcourse.function.function import Function
from tfcourse.saved_model.constants import DEFAULT_SIGNATURE
from tfcourse.saved_model.structures import encode_spec, is_plain_name
from tfcourse.saved_model.tracking import children_of, is_object, signature_of


def name_of(concrete: ConcreteFunction) -> str:
    """Returns the name of a signature's trace: that of the function, if it has a plain one."""
    name = concrete.graph.name
    is_plain = name.isidentifier() and not name.startswith("_")
    return f"signature_wrapper_{name}" if is_plain else "signature_wrapper"


def _concrete_of(function) -> ConcreteFunction | None:
    """Returns the one trace that a signature is made of, or None if there is no such trace."""
    if isinstance(function, ConcreteFunction):
        return function
    if isinstance(function, Function) and function.input_signature is not None:
        return function.get_concrete_function()
    return None


def normalised(signatures) -> dict:
    """Returns signatures as they are given to `save`: traces by name.

    Raises:
      ValueError: if one is no function with one trace.
    """
    if not isinstance(signatures, dict):
        signatures = {DEFAULT_SIGNATURE: signatures}
    found = {}
    for key, function in signatures.items():
        concrete = _concrete_of(function)
        if concrete is None:
            raise ValueError(
                "Expected a TensorFlow function for which to generate a signature, but got "
                f"{function}. Only `tf.functions` with an input signature or concrete functions "
                "can be used as a signature."
            )
        found[key] = concrete
    return found


def default_signatures(value) -> dict:
    """Returns the signature that an object has by itself: that of its only function of one trace.

    Args:
      value: The object.
    """
    own = signature_of(value)
    if own is not None:
        return {DEFAULT_SIGNATURE: own}
    children = children_of(value) if is_object(value) else {}
    found = [concrete for child in children.values() if (concrete := _concrete_of(child))]
    found = [concrete for concrete in found if _are_results(concrete.graph.structured_outputs)]
    return {DEFAULT_SIGNATURE: found[0]} if len(found) == 1 else {}


def _are_results(structure) -> bool:
    if isinstance(structure, dict):
        structure = list(structure.values())
    items = structure if isinstance(structure, (list, tuple)) else [structure]
    return all(isinstance(item, Tensor) for item in items)


def results_of(concrete: ConcreteFunction, key: str) -> dict:
    """Returns the results of a signature by name.

    Raises:
      ValueError: if they are not tensors, or no flat structure of tensors.
    """
    results = concrete.graph.structured_outputs
    if not isinstance(results, dict):
        items = results if isinstance(results, (list, tuple)) else [results]
        results = {f"output_{index}": item for index, item in enumerate(items)}
    for name, item in results.items():
        if not isinstance(item, Tensor):
            raise ValueError(
                f"in user code:\n\n\n    ValueError: Got a non-Tensor value {item!r} for key "
                f"{name!r} in the output of the function {concrete.name.decode()} used to generate "
                f"the SavedModel signature {key!r}. Outputs for functions used as signatures must "
                "be a single Tensor, a sequence of Tensors, or a dictionary from string to Tensor."
                "\n"
            )
    return results


def parameters_of(concrete: ConcreteFunction) -> tuple[list, list]:
    """Returns the parameters and arguments of a signature as plain data: one for each tensor."""
    parameters, arguments = [], []
    for placeholder in concrete.graph.inputs:
        name = placeholder.op.name
        if not is_plain_name(name):
            raise ValueError(
                f"The argument '{name}' of a signature is called by its name, which is no name of "
                "Python's: give its TensorSpec another one."
            )
        spec = TensorSpec(placeholder.shape, placeholder.dtype, name)
        parameters.append({"name": name, "kind": "KEYWORD_ONLY"})
        arguments.append([name, ["tensor", encode_spec(spec)]])
    return parameters, arguments
