"""What XLA has compiled is kept on disk, so that the next kernel does not compile it again.

The store is JAX's persistent compilation cache, in the platform's directory for caches or where
`TFCOURSE_CACHE_DIR` says; an empty value turns it off, and a cache that the user has given to JAX
is left alone. JAX takes no account of the processor, and homes are shared by machines of all ages:
every kind of processor has a directory of its own. Several kernels may use one at once. JAX could
bound its size only by reading every entry at every compilation (0.36 s with 5,000 entries), so it
is bounded here, when a process ends.
"""

import atexit
import hashlib
import os
import platform
import warnings
from pathlib import Path

import jax

# Some tens of thousands of small programs.
LARGEST_BYTES = 256 << 20
# What is left when it was too large, so that not every process has to clear up.
KEPT_BYTES = LARGEST_BYTES // 4 * 3


def processor() -> str:
    """Returns a name for the kind of processor: what runs on one need not run on another."""
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            description = next(
                line for line in file if line.lower().startswith(("flags", "features"))
            )
    except (OSError, StopIteration):
        description = platform.processor()
    digest = hashlib.sha256(description.encode()).hexdigest()[:8]
    return f"{platform.machine()}-{digest}"


def directory() -> Path | None:
    """Returns where compiled programs are kept, or None where they are not."""
    wanted = os.environ.get("TFCOURSE_CACHE_DIR")
    if wanted is None:
        import platformdirs

        return platformdirs.user_cache_path("tfcourse") / "xla" / processor()
    return Path(wanted).expanduser() / processor() if wanted else None


def enable() -> Path | None:
    """Makes JAX keep what it compiles; returns the directory, or None where nothing is kept."""
    if jax.config.jax_compilation_cache_dir:
        return None
    path = directory()
    if path is None:
        return None
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError:
        path = None
    if path is None or not os.access(path, os.W_OK):
        # A home that cannot be written to, as on some course servers: nothing is worth saying.
        return None
    jax.config.update("jax_compilation_cache_dir", str(path))
    # The programs of a lecture are small, and there are many.
    jax.config.update("jax_persistent_cache_min_compile_time_secs", 0.0)
    jax.config.update("jax_persistent_cache_min_entry_size_bytes", -1)
    # That an entry was cut short by another kernel means that it is compiled again, no more.
    warnings.filterwarnings("ignore", "Error (reading|writing) persistent compilation cache")
    atexit.register(clear_up, path)
    return path


def clear_up(path: Path, largest: int = LARGEST_BYTES, kept: int = KEPT_BYTES) -> None:
    """Removes the entries that were not used for longest, if all together are too large.

    Args:
      path: The directory.
      largest: How many bytes there may be.
      kept: How many are left if there are more.
    """
    try:
        entries = [(entry.stat(), entry.path) for entry in os.scandir(path) if entry.is_file()]
    except OSError:
        return
    total = sum(status.st_size for status, _ in entries)
    if total <= largest:
        return
    for status, name in sorted(entries, key=lambda entry: (entry[0].st_atime, entry[1])):
        try:
            os.unlink(name)
        except OSError:
            # Another process was faster.
            continue
        total -= status.st_size
        if total <= kept:
            return
