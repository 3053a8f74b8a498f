// Lets a picture be moved, zoomed and its parts be selected: in live views and in saved pages.
// @ts-check

/**
 * @typedef {{x: number, y: number, width: number, height: number}} View
 */

// Where all of a picture in its place would be smaller than this, it begins with a part of it.
const SMALLEST = 0.55;
const READABLE = 0.85;
// From this size on there is room for what is a detail otherwise.
const DETAILED = 1.25;

/**
 * Returns a view of a picture made larger or smaller around a point of it.
 * @param {View} view
 * @param {number} factor how much more is seen: below 1 the picture grows
 * @param {number} x
 * @param {number} y
 * @returns {View}
 */
export function zoomed(view, factor, x, y) {
  return {
    x: x + (view.x - x) * factor,
    y: y + (view.y - y) * factor,
    width: view.width * factor,
    height: view.height * factor,
  };
}

/**
 * Lets a picture be moved, zoomed and its parts be selected, by mouse and by keyboard.
 * @param {HTMLElement} area where the picture is shown, again and again
 * @param {((key: string) => void) | null} select null where nothing can be selected
 * @returns {{buttons: HTMLElement, apply: () => void}}
 */
export function makeMovable(area, select) {
  /** @type {View | null} */
  let view = null;
  let isStarted = false;
  /** @type {{key: string, x: number, y: number} | null} */
  let held = null;
  const svg = () => area.querySelector("svg");
  const whole = () => {
    const size = svg()?.viewBox.baseVal;
    const kept = svg()?.dataset;
    const width = Number(kept?.width ?? size?.width);
    return { x: 0, y: 0, width, height: Number(kept?.height ?? size?.height) };
  };
  /** How many pixels of the screen one of the picture is. */
  const scaleOf = (/** @type {View} */ shown) => {
    const box = svg()?.getBoundingClientRect();
    return box?.width ? Math.min(box.width / shown.width, box.height / shown.height) : 0;
  };
  const show = () => {
    const shown = view ?? whole();
    svg()?.setAttribute("viewBox", `${shown.x} ${shown.y} ${shown.width} ${shown.height}`);
    const visibility = scaleOf(shown) >= DETAILED ? "visible" : "hidden";
    for (const detail of area.querySelectorAll("[data-detail]")) {
      detail.setAttribute("visibility", visibility);
    }
  };
  const zoom = (/** @type {number} */ factor, /** @type {[number, number] | null} */ around) => {
    const now = view ?? whole();
    const [x, y] = around ?? [now.x + now.width / 2, now.y + now.height / 2];
    view = zoomed(now, factor, x, y);
    show();
  };
  const move = (/** @type {number} */ right, /** @type {number} */ down) => {
    const now = view ?? whole();
    view = { ...now, x: now.x + right, y: now.y + down };
    show();
  };
  const pointOf = (/** @type {MouseEvent} */ event) => {
    const box = /** @type {SVGSVGElement} */ (svg()).getBoundingClientRect();
    const now = view ?? whole();
    const scale = 1 / scaleOf(now);
    const right = (event.clientX - box.left) * scale;
    return { scale, x: now.x + right, y: now.y + (event.clientY - box.top) * scale };
  };
  const partOf = (/** @type {string} */ key) => {
    const part = svg()?.querySelector(`[data-key="${CSS.escape(key)}"]`);
    return part instanceof SVGGraphicsElement ? part.getBBox() : null;
  };
  const choose = (/** @type {string} */ key) => {
    const part = partOf(key);
    held = part && { key, x: part.x, y: part.y };
    select?.(key);
  };

  /** @type {{x: number, y: number, moved: boolean} | null} */
  let drag = null;
  area.addEventListener("pointerdown", (event) => {
    if (event.button === 0 && svg()?.contains(/** @type {Node} */ (event.target))) {
      drag = { x: event.clientX, y: event.clientY, moved: false };
    }
  });
  area.addEventListener("pointermove", (event) => {
    if (drag === null || event.buttons === 0) return;
    const right = event.clientX - drag.x;
    const down = event.clientY - drag.y;
    if (!drag.moved && Math.hypot(right, down) < 4) return;
    const { scale } = pointOf(event);
    move(-right * scale, -down * scale);
    drag = { x: event.clientX, y: event.clientY, moved: true };
  });
  const keyOf = (/** @type {EventTarget | null} */ target) =>
    target instanceof Element ? target.closest("[data-key]")?.getAttribute("data-key") : null;
  area.addEventListener("click", (event) => {
    const key = keyOf(event.target);
    if (key && !drag?.moved) choose(key);
    drag = null;
  });
  // The wheel alone scrolls the page, as everywhere; with Ctrl, or two fingers, it zooms.
  area.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey || !svg()?.contains(/** @type {Node} */ (event.target))) return;
      event.preventDefault();
      const { x, y } = pointOf(event);
      zoom(Math.exp(event.deltaY / 300), [x, y]);
    },
    { passive: false },
  );
  area.addEventListener("keydown", (event) => {
    const key = select && keyOf(event.target);
    if (key && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      // The notebook would take it for its own.
      event.stopPropagation();
      choose(key);
    }
  });

  const buttons = document.createElement("div");
  buttons.className = "tfcourse-control";
  const step = () => (view ?? whole()).width / 8;
  for (const [sign, label, act] of /** @type {[string, string, () => void][]} */ ([
    ["+", "zoom in", () => zoom(0.8, null)],
    ["−", "zoom out", () => zoom(1.25, null)],
    ["←", "move left", () => move(-step(), 0)],
    ["→", "move right", () => move(step(), 0)],
    ["↑", "move up", () => move(0, -step())],
    ["↓", "move down", () => move(0, step())],
    [
      "fit",
      "show all of it",
      () => {
        view = null;
        show();
      },
    ],
  ])) {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", textContent: sign, title: label });
    button.setAttribute("aria-label", label);
    button.addEventListener("click", act);
    buttons.append(button);
  }

  /** Begins with the upper left of a picture of which nothing could be read as a whole. */
  const start = () => {
    const all = whole();
    const scale = scaleOf(all);
    if (scale === 0) return;
    isStarted = true;
    if (scale < SMALLEST && view === null) {
      const box = /** @type {SVGSVGElement} */ (svg()).getBoundingClientRect();
      view = { x: 0, y: 0, width: box.width / READABLE, height: box.height / READABLE };
    }
    show();
  };

  /** Makes a new picture show what the one before did. */
  const apply = () => {
    const size = svg()?.viewBox.baseVal;
    const element = svg();
    if (!element || !size) return;
    element.dataset.width = String(size.width);
    element.dataset.height = String(size.height);
    element.setAttribute("preserveAspectRatio", "xMinYMin meet");
    // As wide as there is room: what is larger is seen by moving.
    element.style.width = "100%";
    element.style.height = `min(${size.height}px, 80vh)`;
    for (const part of select ? area.querySelectorAll("[data-key]") : []) {
      part.setAttribute("tabindex", "0");
      part.setAttribute("role", "button");
      const label = part.getAttribute("data-label") ?? part.getAttribute("data-key") ?? "";
      part.setAttribute("aria-label", label);
    }
    // An image has no parts for those who hear it: with buttons in it, it is a group.
    element.setAttribute("role", "group");
    const part = held && partOf(held.key);
    if (view !== null && held && part) {
      // What was clicked stays under the pointer.
      view = { ...view, x: view.x + part.x - held.x, y: view.y + part.y - held.y };
    }
    held = null;
    if (isStarted) start();
    else requestAnimationFrame(start);
  };
  return { buttons, apply };
}
