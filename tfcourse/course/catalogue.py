"""All exercises; importing this defines them, in the order of the lectures."""

from tfcourse.course.exercises import tensors, variables, gradients  # noqa: F401, I001
