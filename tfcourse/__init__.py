"""TensorFlow courses on JAX: `import tfcourse as tf`."""
