"""The IPython extension: parse the line, call viz or course, display; nothing else."""
