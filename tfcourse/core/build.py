"""tf.version and tf.sysconfig: which TensorFlow this surface is that of.

Programs print these and compare them; they name the release whose behaviour is offered.
"""

import collections

from tfcourse.core.export import export, export_constant

VERSION = export_constant("2.21.0", "version.VERSION")
GIT_VERSION = export_constant("v2.21.0-rc1-5-ga481b10260d", "version.GIT_VERSION")
export_constant("Clang 18.1.8", "version.COMPILER_VERSION")
export_constant(2474, "version.GRAPH_DEF_VERSION")
export_constant(0, "version.GRAPH_DEF_VERSION_MIN_CONSUMER")
export_constant(0, "version.GRAPH_DEF_VERSION_MIN_PRODUCER")
export_constant(1, "sysconfig.CXX11_ABI_FLAG")
export_constant(201703, "sysconfig.CXX_VERSION")
export_constant(0, "sysconfig.MONOLITHIC_BUILD")


@export("sysconfig.get_build_info")
def get_build_info() -> collections.OrderedDict:
    """Says what the library was built with: none of the vendors' libraries.

    Example:
      >>> import tfcourse as tf
      >>> tf.sysconfig.get_build_info()["is_cuda_build"]
      False

    Source: `tf.sysconfig.get_build_info`.
    """
    return collections.OrderedDict(
        is_cuda_build=False, is_rocm_build=False, is_tensorrt_build=False
    )
