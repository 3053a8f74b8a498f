"""What the compiler makes of a traced function: HLO, before and after its passes."""

import jax

from tfcourse.core.symbolic import avals_of

_STAGES = (
    "hlo",
    "hlo_serialized",
    "optimized_hlo",
    "optimized_hlo_serialized",
    "optimized_hlo_dot",
)


def compiler_ir(name, lowered, inputs):
    """Returns a function of a stage that gives what the compiler makes of a traced function.

    Args:
      name: The function's name.
      lowered: The `Lowered` graph.
      inputs: The placeholders of its arguments and captures, to be named in errors.

    Raises:
      ValueError: if a shape is not known.
    """
    holders = [*lowered.handles, *lowered.streams]
    avals = [tensor.avals for tensor in lowered.inputs]
    avals += [avals_of(holder.shape, holder.value_dtype) for holder in holders]
    if any(known is None or len(known) > 1 for known in avals):
        raise ValueError(f"Only support static input shape but got inputs = {inputs}")

    def call(*values):
        return lowered(*values)

    call.__name__ = "".join(letter if letter.isalnum() else "_" for letter in name)

    def generate(stage="hlo", device_name=None, platform_name=None):
        if stage not in _STAGES:
            raise ValueError(
                f"Invalid stage selected: '{stage}'. Valid values are: "
                f"{', '.join(map(repr, _STAGES))}"
            )
        staged = jax.jit(call).lower(*(known[0] for known in avals))
        computation = staged.compiler_ir("hlo")
        if stage == "hlo":
            return computation.as_hlo_text()
        if stage == "hlo_serialized":
            return computation.as_serialized_hlo_module_proto()
        compiled = staged.compile()
        if stage == "optimized_hlo":
            return compiled.as_text()
        (module,) = compiled.runtime_executable().hlo_modules()
        serialized = module.as_serialized_hlo_module_proto()
        if stage == "optimized_hlo_serialized":
            return serialized
        return type(computation)(serialized).as_hlo_dot_graph()

    return generate
