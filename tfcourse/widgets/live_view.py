"""A picture that is drawn again when its controls move.

The kernel draws: the front end sends the controls' values and shows the HTML that comes back, so
the live picture is the static one. What the widget leaves behind where no kernel runs is the
picture it showed last.
"""

import pathlib
import re
from collections.abc import Callable, Sequence

import anywidget
import traitlets

from tfcourse.viz.picture import Picture
from tfcourse.widgets.controls import Choice, Field, Slider

_STATIC = pathlib.Path(__file__).parent / "static"
_IMPORT = re.compile(r'^import \{[^}]*\} from "(\.[^"]+)";$', re.MULTILINE)


def _in_one(module: pathlib.Path) -> str:
    """Returns a module with those it imports written into it: front ends are sent as one."""
    return _IMPORT.sub(
        lambda found: (module.parent / found[1]).resolve().read_text(encoding="utf-8"),
        module.read_text(encoding="utf-8"),
    )


class LiveView(anywidget.AnyWidget):
    """A picture with controls.

    Args:
      draw: Called with the controls' values by name; returns the `Picture`.
      controls: `Slider`s, `Choice`s and `Field`s, in the order in which they are shown.
      select: Called with the key of what is clicked in the picture, before it is drawn again; None
        where nothing can be.

    Attributes:
      values: The controls' values by name; what is set is brought within their ends.
      html: The picture.
      can_select: Whether parts of the picture can be selected; then it can be moved and zoomed.
      text: What the picture says, for those who cannot see it.
      error: Why the picture is not that of the values: what drawing it raised, in a line.
      picture: The `Picture` that was drawn last.
    """

    _esm = _in_one(_STATIC / "live_view.js")
    _css = _STATIC / "live_view.css"
    controls = traitlets.List(read_only=True).tag(sync=True)
    values = traitlets.Dict().tag(sync=True)
    html = traitlets.Unicode(read_only=True).tag(sync=True)
    can_select = traitlets.Bool(read_only=True).tag(sync=True)
    text = traitlets.Unicode(read_only=True).tag(sync=True)
    error = traitlets.Unicode(read_only=True).tag(sync=True)

    def __init__(
        self,
        draw: Callable[..., Picture],
        controls: Sequence[Slider | Choice | Field],
        select: Callable[[str], None] | None = None,
    ):
        self._draw = draw
        self._select = select
        self._controls = {control.name: control for control in controls}
        self.picture: Picture | None = None
        start = {control.name: control.value for control in controls}
        super().__init__(values=start)
        self.set_trait("controls", [control.data() for control in controls])
        self.set_trait("can_select", select is not None)
        self.on_msg(self._asked)
        self._show()

    def _asked(self, _, content, buffers):
        """Takes new values, or what was clicked; a front end may send anything."""
        if not isinstance(content, dict):
            return
        key, values = content.get("selected"), content.get("values")
        # All that changes is one message.
        with self.hold_sync():
            if isinstance(values, dict):
                self.values = values
            if self._select is not None and isinstance(key, str):
                self._show_again(lambda: self._select(key))
        if isinstance(values, dict):
            # The answer, even where nothing changed: the front end may ask again.
            self.send({"drawn": content.get("question")})

    @traitlets.validate("values")
    def _check(self, proposal):
        """Brings values within their controls' ends; a front end may send anything."""
        given = proposal["value"]
        before = self.values
        checked = {}
        for name, control in self._controls.items():
            try:
                checked[name] = control.check(given[name])
            except (KeyError, TypeError, ValueError):
                checked[name] = before.get(name, control.value)
        return checked

    @traitlets.observe("values")
    def _values_changed(self, change):
        if self.picture is not None:
            self._show_again(lambda: None)

    def _show_again(self, prepare):
        try:
            prepare()
            self._show()
        except Exception as error:
            # Raised where a slider moved, it would end in the kernel's log, where nobody looks.
            self.set_trait("error", f"{type(error).__name__}: {error}")

    def _show(self):
        picture = self._draw(**self.values)
        self.picture = picture
        with self.hold_sync():
            self.set_trait("html", picture.html())
            self.set_trait("text", picture.text())
            self.set_trait("error", "")

    def save(self, path) -> None:
        """Writes the picture as it is now into a file, as `Picture.save` does."""
        self.picture.save(path)

    def __repr__(self):
        return self.picture.text()

    def _repr_mimebundle_(self, **options):
        bundle = super()._repr_mimebundle_(**options)
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle, {})
        return (data or {}) | self.picture._repr_mimebundle_(), metadata
