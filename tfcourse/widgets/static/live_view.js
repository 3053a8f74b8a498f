// A picture with controls: sends their values to the kernel and shows the HTML that it draws.
// @ts-check

/**
 * @typedef {{kind: "slider", name: string, label: string, low: number, high: number, step: number,
 *   is_log: boolean}} Slider
 * @typedef {{kind: "choice", name: string, label: string, options: string[]}} Choice
 * @typedef {{kind: "field", name: string, label: string}} Field
 * @typedef {{x: number, y: number, width: number, height: number}} View
 * @typedef {{get(name: string): any, set(name: string, value: any): void, save_changes(): void,
 *   send(content: any): void, on(event: string, callback: () => void): void,
 *   off(event: string, callback: () => void): void}} Model
 */

/**
 * Returns a number as people write it, with three digits.
 * @param {number} value
 * @returns {string}
 */
export function written(value) {
  return String(Number(value.toPrecision(3)));
}

/**
 * Returns the value that a slider's position stands for.
 * @param {Slider} control
 * @param {number} position
 * @returns {number}
 */
export function valueAt(control, position) {
  return control.is_log ? Number((10 ** position).toPrecision(6)) : position;
}

/**
 * Returns where a slider stands for a value.
 * @param {Slider} control
 * @param {number} value
 * @returns {number}
 */
export function positionOf(control, value) {
  return control.is_log ? Math.log10(value) : value;
}

/**
 * Makes the inputs of a control.
 * @param {Slider | Choice | Field} control
 * @param {string} id
 * @param {(value: number | string) => void} changed
 * @returns {{row: HTMLElement, show: (value: any) => void}}
 */
function makeControl(control, id, changed) {
  const row = document.createElement("div");
  row.className = "tfcourse-control";
  const label = document.createElement("label");
  label.htmlFor = id;
  label.textContent = control.label;
  row.append(label);
  if (control.kind === "choice") {
    const select = document.createElement("select");
    select.id = id;
    for (const name of control.options) select.add(new Option(name, name));
    select.addEventListener("change", () => changed(select.value));
    row.append(select);
    return { row, show: (value) => void (select.value = value) };
  }
  const input = document.createElement("input");
  if (control.kind === "field") {
    Object.assign(input, { type: "search", id });
    input.addEventListener("input", () => changed(input.value));
    row.append(input);
    const show = (/** @type {string} */ value) => {
      if (document.activeElement !== input) input.value = value;
    };
    return { row, show };
  }
  Object.assign(input, { type: "range", id, min: String(control.low), max: String(control.high) });
  input.step = String(control.step);
  const output = document.createElement("output");
  output.htmlFor.add(id);
  const say = (/** @type {number} */ value) => {
    output.textContent = written(value);
    input.setAttribute("aria-valuetext", written(value));
  };
  input.addEventListener("input", () => {
    const value = valueAt(control, Number(input.value));
    say(value);
    changed(value);
  });
  row.append(input, output);
  const show = (/** @type {number} */ value) => {
    // A hand on the slider knows better than an answer that comes late.
    if (document.activeElement !== input) input.value = String(positionOf(control, value));
    say(value);
  };
  return { row, show };
}

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
 * @param {(key: string) => void} select
 * @returns {{buttons: HTMLElement, apply: () => void}}
 */
function makeMovable(area, select) {
  /** @type {View | null} */
  let view = null;
  const svg = () => area.querySelector("svg");
  const whole = () => {
    const size = svg()?.viewBox.baseVal;
    const kept = svg()?.dataset;
    const width = Number(kept?.width ?? size?.width);
    return { x: 0, y: 0, width, height: Number(kept?.height ?? size?.height) };
  };
  const show = () => {
    const shown = view ?? whole();
    svg()?.setAttribute("viewBox", `${shown.x} ${shown.y} ${shown.width} ${shown.height}`);
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
    const scale = Math.max(now.width / box.width, now.height / box.height);
    const right = (event.clientX - box.left) * scale;
    return { scale, x: now.x + right, y: now.y + (event.clientY - box.top) * scale };
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
    if (key && !drag?.moved) select(key);
    drag = null;
  });
  // The wheel alone scrolls the page, as everywhere; with Ctrl, or two fingers, it zooms.
  area.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey || !svg()) return;
      event.preventDefault();
      const { x, y } = pointOf(event);
      zoom(Math.exp(event.deltaY / 300), [x, y]);
    },
    { passive: false },
  );
  area.addEventListener("keydown", (event) => {
    const key = keyOf(event.target);
    if (key && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      // The notebook would take it for its own.
      event.stopPropagation();
      select(key);
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

  /** Makes a new picture show what the one before did. */
  const apply = () => {
    const size = svg()?.viewBox.baseVal;
    const element = svg();
    if (!element || !size) return;
    element.dataset.width = String(size.width);
    element.dataset.height = String(size.height);
    for (const part of area.querySelectorAll("[data-key]")) {
      part.setAttribute("tabindex", "0");
      part.setAttribute("role", "button");
      part.setAttribute("aria-label", part.getAttribute("data-key") ?? "");
    }
    // An image has no parts for those who hear it: with buttons in it, it is a group.
    element.setAttribute("role", "group");
    if (view !== null) show();
  };
  return { buttons, apply };
}

let views = 0;

/**
 * @param {{model: Model, el: HTMLElement}} context
 * @returns {() => void}
 */
function render({ model, el }) {
  const view = ++views;
  el.classList.add("tfcourse-live-view");
  const controls = document.createElement("div");
  controls.className = "tfcourse-controls";
  const picture = document.createElement("div");
  picture.className = "tfcourse-picture";
  const said = document.createElement("p");
  said.className = "tfcourse-said";
  said.setAttribute("aria-live", "polite");

  const error = document.createElement("p");
  error.className = "tfcourse-error";
  error.setAttribute("role", "alert");

  // One question at a time: what moves meanwhile is asked when the answer is there.
  let waits = false;
  /** @type {Record<string, any> | null} */
  let next = null;
  const ask = (/** @type {Record<string, any>} */ values) => {
    if (waits) {
      next = values;
      return;
    }
    waits = true;
    model.set("values", values);
    model.save_changes();
  };

  /** @type {Record<string, (value: any) => void>} */
  const shows = {};
  let values = { ...model.get("values") };
  for (const control of model.get("controls")) {
    const { row, show } = makeControl(control, `tfcourse-${view}-${control.name}`, (value) => {
      values = { ...values, [control.name]: value };
      ask(values);
    });
    shows[control.name] = show;
    controls.append(row);
  }

  const movable = model.get("can_select")
    ? makeMovable(picture, (key) => model.send({ selected: key }))
    : null;
  if (movable) controls.append(movable.buttons);
  const showPicture = () => {
    const focused = picture.querySelector(":focus")?.getAttribute("data-key");
    // Made by the kernel out of escaped text.
    picture.innerHTML = model.get("html");
    movable?.apply();
    if (focused) {
      const again = picture.querySelector(`[data-key="${CSS.escape(focused)}"]`);
      if (again instanceof SVGElement) again.focus();
    }
  };
  const showText = () => {
    said.textContent = model.get("text");
  };
  const showError = () => {
    error.textContent = model.get("error");
    error.hidden = !error.textContent;
  };
  const goOn = () => {
    waits = false;
    if (next !== null) {
      const asked = next;
      next = null;
      ask(asked);
    }
  };
  const showValues = () => {
    if (next === null) values = { ...model.get("values") };
    for (const [name, show] of Object.entries(shows)) show(values[name]);
  };
  /** @type {[string, () => void][]} */
  const listeners = [
    ["change:html", showPicture],
    ["change:text", showText],
    ["change:error", showError],
    ["change:values", showValues],
    ["msg:custom", goOn],
  ];
  for (const [event, listener] of listeners) model.on(event, listener);
  for (const show of [showPicture, showText, showError, showValues]) show();
  el.append(controls, error, picture, said);
  return () => {
    for (const [event, listener] of listeners) model.off(event, listener);
  };
}

export default { render };
