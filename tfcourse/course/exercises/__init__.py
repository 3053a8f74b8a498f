"""The exercises, one file per subject; the notebooks in `exercises/` put their questions."""
