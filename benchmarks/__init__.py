"""The figures: one small program per line, timed on TensorFlow, JAX, NumPy and tfcourse."""
