"""`tf.function`: from a Python function to graphs, and from a graph to one JAX function."""
