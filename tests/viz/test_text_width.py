"""The table of widths is that of the font which matplotlib draws with."""

import pytest
from matplotlib.font_manager import findfont, get_font
from matplotlib.ft2font import LoadFlags

from tfcourse.viz.text_width import text_width


def test_every_printable_character_has_the_fonts_width():
    font = get_font(findfont("DejaVu Sans"))
    font.set_size(1000, 72)
    for character in map(chr, range(32, 127)):
        glyph = font.load_char(ord(character), flags=LoadFlags.NO_HINTING)
        # In 1/65536 of a pixel.
        assert text_width(character, 1000) == pytest.approx(glyph.linearHoriAdvance / 65536, abs=1)


def test_text_of_other_scripts_has_room():
    assert text_width("梯度…", 10) == 30
