"""What lets code written for TensorFlow run unchanged: the `tensorflow` alias."""
