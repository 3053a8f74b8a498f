"""Live pictures: anywidget front ends that show what `tfcourse.viz` draws, again at every move."""
