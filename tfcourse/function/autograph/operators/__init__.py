"""What generated code calls as `ag__`: one function per construct of Python."""

import functools
import types


@functools.cache
def namespace() -> types.ModuleType:
    """Returns the module that generated code knows as `ag__`."""
    from tfcourse.function.autograph import calls, options, rules, variables
    from tfcourse.function.autograph.operators import (
        assertions,
        conditionals,
        frames,
        items,
        logical,
        loops,
    )

    module = types.ModuleType("ag__", __doc__)
    for source in (assertions, conditionals, frames, items, logical, loops, variables):
        module.__dict__.update(source.__dict__)
    module.converted_call = calls.converted_call
    module.autograph_artifact = rules.as_artifact
    module.ConversionOptions = options.ConversionOptions
    module.Feature = options.Feature
    module.STD = options.STANDARD
    return module
