"""Reading and writing items, and lists, where `Feature.LISTS` asks for them."""

import collections

from tfcourse.core.tensor import Tensor
from tfcourse.ops.scatter import tensor_scatter_nd_update

GetItemOpts = collections.namedtuple("GetItemOpts", ["element_dtype"])
ListPopOpts = collections.namedtuple("ListPopOpts", ["element_dtype", "element_shape"])
ListStackOpts = collections.namedtuple("ListStackOpts", ["element_dtype", "original_call"])


def get_item(target, key, opts):
    """Reads `target[key]`."""
    return target[key]


def set_item(target, key, value):
    """Writes `target[key] = value` and returns the target: a new one if it is a tensor."""
    if isinstance(target, Tensor):
        return tensor_scatter_nd_update(target, [[key]], [value])
    target[key] = value
    return target


def new_list(elements=()):
    """Returns a list."""
    return list(elements)


def list_append(target, element):
    """Appends to a list and returns it."""
    target.append(element)
    return target


def list_pop(target, index, opts):
    """Removes an element from a list; returns the list and the element."""
    return target, target.pop() if index is None else target.pop(index)


def list_stack(target, opts):
    """Calls what would stack a list."""
    return opts.original_call(target)
