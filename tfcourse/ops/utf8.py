"""Where characters begin in UTF-8."""


def character_starts(text: bytes) -> list[int]:
    """Returns the offsets of all bytes that begin a character, invalid bytes included.

    Example:
      >>> character_starts("aé😀".encode())
      [0, 1, 3]
    """
    return [index for index, byte in enumerate(text) if byte & 0xC0 != 0x80]
