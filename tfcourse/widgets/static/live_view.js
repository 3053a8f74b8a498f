// A picture with controls: sends their values to the kernel and shows the HTML that it draws.
// @ts-check

import { makeMovable } from "../../viz/static/movable.js";

/**
 * @typedef {{kind: "slider" | "player", name: string, label: string, low: number, high: number,
 *   step: number, is_log: boolean}} Slider
 * @typedef {{kind: "choice", name: string, label: string, options: string[]}} Choice
 * @typedef {{kind: "field", name: string, label: string}} Field
 * @typedef {{get(name: string): any, set(name: string, value: any): void, save_changes(): void,
 *   send(content: any, callbacks?: {iopub: {status: () => void}}): void,
 *   on(event: string, callback: (content?: any) => void): void,
 *   off(event: string, callback: (content?: any) => void): void}} Model
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

// How long a player stays at a step.
const STEP_MILLISECONDS = 800;

/**
 * Makes the buttons that move a slider by single steps, or play it.
 * @param {Slider} control
 * @param {() => number} value where it stands
 * @param {(value: number) => void} moveTo
 * @returns {{buttons: HTMLElement[], pause: () => void}}
 */
function makePlayer(control, value, moveTo) {
  /** @type {ReturnType<typeof setInterval> | undefined} */
  let timer;
  const button = (
    /** @type {string} */ sign,
    /** @type {string} */ label,
    /** @type {() => void} */ act,
  ) => {
    const made = document.createElement("button");
    Object.assign(made, { type: "button", textContent: sign, title: label });
    made.setAttribute("aria-label", label);
    made.addEventListener("click", act);
    return made;
  };
  const play = button("▶", "play", () => (timer === undefined ? start() : pause()));
  const showWhether = (/** @type {boolean} */ plays) => {
    play.textContent = plays ? "❚❚" : "▶";
    play.title = plays ? "pause" : "play";
    play.setAttribute("aria-label", play.title);
  };
  const pause = () => {
    clearInterval(timer);
    timer = undefined;
    showWhether(false);
  };
  const start = () => {
    if (value() >= control.high) moveTo(control.low);
    showWhether(true);
    timer = setInterval(() => {
      // The cell may have been cleared meanwhile.
      if (play.isConnected && value() < control.high) moveTo(value() + control.step);
      if (!play.isConnected || value() >= control.high) pause();
    }, STEP_MILLISECONDS);
  };
  const by = (/** @type {number} */ steps) => () => {
    pause();
    const moved = value() + steps * control.step;
    moveTo(Math.min(Math.max(moved, control.low), control.high));
  };
  const back = button("|◀", "one step back", by(-1));
  const forward = button("▶|", "one step forward", by(1));
  // Who wants less motion steps by hand.
  const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
  return { buttons: isStill ? [back, forward] : [back, play, forward], pause };
}

/**
 * Makes the inputs of a control.
 * @param {Slider | Choice | Field} control
 * @param {string} id
 * @param {(value: number | string) => void} changed
 * @returns {{row: HTMLElement, show: (value: any) => void, stop?: () => void}}
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
  const end = control.kind === "player" ? ` of ${control.high}` : "";
  const say = (/** @type {number} */ value) => {
    output.textContent = written(value) + end;
    input.setAttribute("aria-valuetext", written(value) + end);
  };
  const move = () => {
    const value = valueAt(control, Number(input.value));
    say(value);
    changed(value);
  };
  /** @type {(() => void) | undefined} */
  let stop;
  input.addEventListener("input", () => {
    stop?.();
    move();
  });
  if (control.kind === "player") {
    const player = makePlayer(
      control,
      () => Number(input.value),
      (value) => {
        input.value = String(value);
        move();
      },
    );
    stop = player.pause;
    row.append(...player.buttons);
  }
  row.append(input, output);
  const show = (/** @type {number} */ value) => {
    // A hand on the slider knows better than an answer that comes late.
    if (document.activeElement !== input) input.value = String(positionOf(control, value));
    say(value);
  };
  return { row, show, stop };
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
  let asked = 0;
  /** @type {Record<string, any> | null} */
  let next = null;
  const ask = (/** @type {Record<string, any>} */ values) => {
    if (waits) {
      next = values;
      return;
    }
    waits = true;
    asked += 1;
    // Not by `save_changes`, which waits until the kernel says that it is idle.
    model.send({ values, question: asked }, { iopub: { status: acknowledge } });
  };
  // Jupyter's server keeps an answer back until the browser has acknowledged what came before it
  // (that the kernel is busy, or idle after the last question), for which the browser's machine
  // takes 40 ms by itself; whatever is sent carries the acknowledgement, and sooner.
  const acknowledge = () => {
    if (waits) model.send({});
  };

  /** @type {Record<string, (value: any) => void>} */
  const shows = {};
  /** @type {((() => void) | undefined)[]} */
  const stops = [];
  let values = { ...model.get("values") };
  for (const control of model.get("controls")) {
    const { row, show, stop } = makeControl(control, `tfcourse-${view}-${control.name}`, (value) => {
      values = { ...values, [control.name]: value };
      ask(values);
    });
    shows[control.name] = show;
    stops.push(stop);
    controls.append(row);
  }

  const movable = model.get("can_select")
    ? makeMovable(picture, (key) => model.send({ selected: key }))
    : null;
  if (movable) controls.append(movable.buttons);
  // Jupyter takes arrow keys and the like for its own wherever it is not told to leave them.
  for (const part of controls.querySelectorAll("input, select, button")) {
    part.setAttribute("data-lm-suppress-shortcuts", "true");
  }
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
      const later = next;
      next = null;
      ask(later);
    }
  };
  // The new picture is the answer; where there is none, the word that it was drawn.
  const showAnswer = () => {
    showPicture();
    goOn();
  };
  const hear = (/** @type {any} */ content) => {
    if (waits && content?.drawn === asked) goOn();
  };
  const showValues = () => {
    if (next === null) values = { ...model.get("values") };
    for (const [name, show] of Object.entries(shows)) show(values[name]);
  };
  /** @type {[string, (content?: any) => void][]} */
  const listeners = [
    ["change:html", showAnswer],
    ["change:text", showText],
    ["change:error", showError],
    ["change:values", showValues],
    ["msg:custom", hear],
  ];
  for (const [event, listener] of listeners) model.on(event, listener);
  for (const show of [showPicture, showText, showError, showValues]) show();
  el.append(controls, error, picture, said);
  return () => {
    for (const stop of stops) stop?.();
    for (const [event, listener] of listeners) model.off(event, listener);
  };
}

export default { render };
