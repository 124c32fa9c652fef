/** Keys that work everywhere, and the card that lists them. */

import { h, button } from "../core/dom.js";
import { to, go } from "../core/place.js";

/** @type {[string, string, () => void][]} */
const KEYS = [
  ["/", "find a file, a tensor, a question", () => document.getElementById("find")?.focus()],
  ["o", "files that are open", () => go(to("open"))],
  ["q", "questions", () => go(to("questions"))],
  ["a", "answers", () => go(to("jobs"))],
  ["t", "two models", () => go(to("two"))],
  ["p", "projection", () => go(to("points"))],
  ["i", "inputs", () => go(to("inputs"))],
  ["s", "SQL", () => go(to("sql"))],
  ["r", "report", () => go(to("notes"))],
  ["?", "these keys", () => help()],
];

/** Listens to the keys; not while something is typed. */
export function keys() {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.target;
    if (target instanceof Element && target.closest("input, textarea, select, dialog, [role=application]")) return;
    const found = KEYS.find(([key]) => key === event.key);
    if (!found) return;
    event.preventDefault();
    found[2]();
  });
}

/** Shows the keys. */
export function help() {
  const close = () => card.close();
  const card = h(
    "dialog",
    { "aria-labelledby": "keys", on: { close: () => card.remove() } },
    h("h2", { id: "keys" }, "Keys"),
    h("dl", {}, KEYS.map(([key, words]) => [h("dt", {}, h("kbd", {}, key)), h("dd", {}, words)])),
    h("p", {}, "In a heatmap, a graph or a projection: arrows move, + and − zoom, 0 shows all, Enter opens what is chosen."),
    button("Close", close, { autofocus: true }),
  );
  document.body.append(card);
  card.showModal();
}
