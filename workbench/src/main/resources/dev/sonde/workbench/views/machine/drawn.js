/** The machine itself: its drawing and its table, in both of which a state and a step can be marked. */

import { h, visible } from "../../core/dom.js";
import { drawing } from "../../blocks/figure.js";

/**
 * @param {{states: string[], initial: number, inputs: string[], outputs: string[], next: number[][], says: number[][], own?: number[]}} machine
 * @param {string|null} svg
 */
export function drawn(machine, svg) {
  const picture = svg ? drawing(svg) : null;
  picture?.setAttribute("role", "img");
  picture?.setAttribute("aria-label", "The machine");
  /** Circles of the drawing by the state that their title names. @type {Map<string, Element>} */
  const circles = new Map();
  for (const circle of picture?.querySelectorAll("circle, ellipse, rect") ?? []) {
    const name = circle.querySelector("title")?.textContent;
    // The outermost comes first.
    if (name && !circles.has(name)) circles.set(name, circle);
  }
  const { states, inputs, outputs } = machine;
  const cells = states.map((_, s) => inputs.map((_, a) => h("td", {}, states[machine.next[s][a]], machine.own ? null : h("span.muted", {}, " / " + outputs[machine.says[s][a]]))));
  const rows = states.map((state, s) =>
    h("tr", {}, h("th", { scope: "row" }, state, s === machine.initial ? h("span.muted", {}, " (start)") : null), machine.own ? h("td", {}, outputs[machine.own[s]]) : null, cells[s]),
  );
  const table = h(
    "div.table",
    { role: "region", tabindex: "0", "aria-label": "The machine as a table" },
    h(
      "table.states",
      {},
      h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "state"), machine.own ? h("th", { scope: "col" }, "says") : null, inputs.map((input) => h("th", { scope: "col" }, "at " + input)))),
      h("tbody", {}, rows),
    ),
  );
  return {
    element: h("div", {}, picture ? h("div.drawing.machine", {}, picture) : h("p.muted", {}, "This machine is too large to be drawn."), table),
    /** Marks a state, and the transition that is taken next. @param {number} state @param {number|null} input */
    mark(state, input) {
      rows.forEach((row, s) => (s === state ? row.setAttribute("aria-current", "step") : row.removeAttribute("aria-current")));
      cells.forEach((row, s) => row.forEach((cell, a) => cell.classList.toggle("taken", s === state && a === input)));
      for (const [name, circle] of circles) circle.classList.toggle("here", name === visible(states[state]));
    },
  };
}
