"""Windows that move over images: strides, dilations, paddings and the sizes that result."""

from typing import NamedTuple

from tfcourse.core import errors
from tfcourse.ops.shape_checks import invalid_argument


def is_channels_first(data_format: str | None) -> bool:
    """Says whether channels come second instead of last."""
    return data_format is not None and data_format.startswith("NC")


def in_each_dimension(value, dimensions: int, data_format, name: str) -> tuple[int, ...]:
    """Returns an attribute that users give shortly (strides) with one number per dimension.

    Args:
      value: None for 1; a number for all spatial dimensions; a list of one, of one per spatial
        dimension, or of one per dimension.
      dimensions: How many spatial dimensions there are.
      data_format: Whether channels come second ("NC...") or last.
      name: What errors call it.

    Raises:
      ValueError: if the list is of another length.
    """
    if value is None:
        value = 1
    given = (
        list(value) if isinstance(value, (list, tuple)) or hasattr(value, "__len__") else [value]
    )
    if len(given) == dimensions + 2:
        return tuple(int(item) for item in given)
    if len(given) == 1:
        given = given * dimensions
    if len(given) != dimensions:
        raise ValueError(
            f"{name} should be of length 1, {dimensions} or {dimensions + 2}. Received: "
            f"{name}={value} of length {len(given)}"
        )
    given = tuple(int(item) for item in given)
    return (1, 1, *given) if is_channels_first(data_format) else (1, *given, 1)


def explicit_padding(padding) -> tuple[str, tuple[int, ...]]:
    """Returns padding as the kernels take it: its kind, and the numbers if users gave them.

    Raises:
      ValueError: if the numbers are not a list of four pairs.
    """
    if not isinstance(padding, (list, tuple)):
        return padding, ()
    for index, item in enumerate(padding):
        if not isinstance(item, (list, tuple)) or len(item) != 2:
            raise ValueError(
                "When `padding` is a list, each element of `padding` must be a list/tuple of size "
                f"2. Received: padding={padding} with element at index {index} of type {type(item)}"
            )
    if len(padding) != 4:
        raise ValueError(
            f"When padding is a list, it must be of size 4. Received: padding={padding} of size "
            f"{len(padding)}"
        )
    return "EXPLICIT", tuple(int(size) for pair in padding for size in pair)


class Window(NamedTuple):
    """How a filter or a pool moves over images; all but the padding per dimension.

    Attributes:
      strides: How far it moves.
      padding: "SAME", "VALID" or "EXPLICIT".
      explicit_paddings: For "EXPLICIT", how many zeros before and after each dimension.
      data_format: Whether channels come second ("NC...") or last.
      dilations: How far its elements are apart.
    """

    strides: tuple
    padding: str
    explicit_paddings: tuple
    data_format: str
    dilations: tuple

    def axes(self, rank: int) -> range:
        """Returns the spatial dimensions."""
        return range(2, rank) if is_channels_first(self.data_format) else range(1, rank - 1)

    def spatial(self, per_dimension) -> tuple:
        """Returns what belongs to the spatial dimensions."""
        return tuple(per_dimension[axis] for axis in self.axes(len(per_dimension)))

    def channels(self, shape) -> int:
        """Returns the size of the dimension of channels."""
        return shape[1 if is_channels_first(self.data_format) else -1]

    def full_shape(self, batch, sizes, channels) -> tuple:
        """Returns a shape with these spatial sizes."""
        if is_channels_first(self.data_format):
            return (batch, channels, *sizes)
        return (batch, *sizes, channels)

    def _reach(self, window_shape) -> list[int]:
        """Returns how far the window reaches in each spatial dimension."""
        dilations = self.spatial(self.dilations)
        return [
            (size - 1) * dilation + 1
            for size, dilation in zip(window_shape, dilations, strict=False)
        ]

    def paddings(self, shape, window_shape) -> list[tuple[int, int]]:
        """Returns how many elements are added before and after each spatial dimension.

        Args:
          shape: The shape of the images.
          window_shape: The spatial shape of the window, and maybe more.
        """
        if self.padding == "VALID":
            return [(0, 0)] * (len(shape) - 2)
        if self.padding == "EXPLICIT":
            pairs = list(
                zip(self.explicit_paddings[::2], self.explicit_paddings[1::2], strict=True)
            )
            return [pairs[axis] for axis in self.axes(len(shape))]
        paddings = []
        for size, reach, stride in zip(
            self.spatial(shape), self._reach(window_shape), self.spatial(self.strides), strict=True
        ):
            total = max((-(-size // stride) - 1) * stride + reach - size, 0)
            paddings.append((total // 2, total - total // 2))
        return paddings

    def output_sizes(self, shape, window_shape) -> tuple[int, ...]:
        """Returns the spatial sizes of the result; arguments are those of `paddings`."""
        return tuple(max(size, 0) for size in self._output_sizes(shape, window_shape))

    def _output_sizes(self, shape, window_shape):
        return [
            (size + before + after - reach) // stride + 1
            for size, (before, after), reach, stride in zip(
                self.spatial(shape),
                self.paddings(shape, window_shape),
                self._reach(window_shape),
                self.spatial(self.strides),
                strict=True,
            )
        ]

    def check_sizes(self, shape, window_shape) -> None:
        """Checks that the window is not too large for the images by more than its stride.

        Raises:
          InvalidArgumentError: if the size of the result would be negative.
        """
        for size, result, reach, stride in zip(
            self.spatial(shape),
            self._output_sizes(shape, window_shape),
            self._reach(window_shape),
            self.spatial(self.strides),
            strict=True,
        ):
            if result < 0:
                raise invalid_argument(
                    f"Computed output size would be negative: {result} [input_size: {size}, "
                    f"effective_filter_size: {reach}, stride: {stride}]",
                    f"Negative dimension size caused by subtracting {reach} from {size}",
                )


def check_spatial(window: Window) -> None:
    """Checks that strides, dilations and paddings concern rows and columns only.

    Raises:
      InvalidArgumentError: if one is not positive, or a padding negative.
      UnimplementedError: if one concerns the batch or the channels.
    """
    for what, positive, numbers in (
        ("strides", "Row and column strides should be larger than 0.", window.strides),
        ("dilations", "Dilated rates should be larger than 0.", window.dilations),
    ):
        rest = set(range(len(numbers))) - set(window.axes(len(numbers)))
        if any(numbers[axis] != 1 for axis in rest):
            raise errors.UnimplementedError(
                None,
                None,
                f"Current implementation does not yet support {what} in the batch and depth "
                "dimensions.",
            )
        if any(number <= 0 for number in window.spatial(numbers)):
            raise invalid_argument(positive)
    if not window.explicit_paddings:
        return
    if min(window.explicit_paddings) < 0:
        raise invalid_argument("All elements of explicit_paddings must be nonnegative")
    pairs = [window.explicit_paddings[2 * axis : 2 * axis + 2] for axis in range(4)]
    if any(any(pairs[axis]) for axis in set(range(4)) - set(window.axes(4))):
        raise invalid_argument(
            "Nonzero explicit padding in the batch or depth dimensions is not supported"
        )
