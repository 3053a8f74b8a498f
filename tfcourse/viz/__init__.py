"""From our objects to pictures: plain functions, no kernel, no widget, no magic."""
