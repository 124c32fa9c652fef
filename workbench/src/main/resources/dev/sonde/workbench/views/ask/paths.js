/** Files are chosen among those that are open, or typed as a path inside what is open. */

import { h, button } from "../../core/dom.js";
import { kindOf } from "../../core/files.js";

const TYPED = "\u0000typed";
const LISTED = 400;

/**
 * @param {import("./field.js").Setting} setting @param {import("./field.js").Around} around @param {string} id
 * @returns {import("./field.js").Control}
 */
export function pathField(setting, { files, given }, id) {
  const known = files.find((file) => file.id === given || file.path === given);
  const typed = h("input", { type: "text", "aria-label": "Path of " + setting.name, placeholder: "a path inside what is open", value: known ? "" : given ?? "", autocomplete: "off", spellcheck: "false" });
  const select = h(
    "select",
    { id, on: { change: () => (typed.hidden = select.value !== TYPED) } },
    h("option", { value: "" }, "Choose …"),
    files.slice(0, LISTED).map((file) => h("option", { value: file.id, selected: file === known }, kindOf(file.kind)[0] + " " + file.path)),
    h("option", { value: TYPED, selected: Boolean(given && !known) }, "Another path …"),
  );
  typed.hidden = select.value !== TYPED;
  const value = () => (select.value === TYPED ? typed.value.trim() : select.value);
  return { control: h("div.pair", {}, select, typed), target: select, read: () => (value() ? { value: value() } : {}), write: value };
}

/**
 * @param {import("./field.js").Setting} setting @param {import("./field.js").Around} around @param {string} _id
 * @returns {import("./field.js").Control}
 */
export function pathsField(setting, { files, given }, _id) {
  const picked = picker(files, new Set((given ?? "").split("\n").filter(Boolean)), setting.name);
  return { control: picked.element, group: true, read: () => (picked.chosen().length ? { value: picked.chosen() } : {}), write: () => picked.chosen().join("\n") };
}

/**
 * Several files out of many.
 * @param {import("../../core/files.js").OpenFile[]} files
 * @param {Set<string>} on ids or paths
 * @param {string} name
 */
export function picker(files, on, name) {
  const boxes = files.slice(0, LISTED).map((file) => ({ file, box: h("input", { type: "checkbox", value: file.id, checked: on.has(file.id) || on.has(file.path) }) }));
  const lines = boxes.map(({ file, box }) => h("label", {}, box, " ", h("span.sign", { "aria-hidden": "true" }, kindOf(file.kind)[0]), " ", file.path));
  const visible = () => {
    const words = find.value.toLowerCase();
    lines.forEach((line, i) => (line.hidden = !boxes[i].file.path.toLowerCase().includes(words)));
  };
  const find = h("input", { type: "search", placeholder: "Find files", "aria-label": "Find files for " + name, on: { input: visible } });
  const all = (/** @type {boolean} */ to) => () => {
    boxes.forEach(({ box }, i) => lines[i].hidden || (box.checked = to));
    lines[0]?.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const element = h("div.picker", {}, files.length > 8 ? h("div.tools", {}, find, button("All shown", all(true), { class: "quiet" }), button("None", all(false), { class: "quiet" })) : null, h("div.boxes", {}, lines.length ? lines : "No file is open."));
  return { element, chosen: () => boxes.filter(({ box }) => box.checked).map(({ file }) => file.id), files: () => boxes.filter(({ box }) => box.checked).map(({ file }) => file) };
}
