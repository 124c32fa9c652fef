/** A setting as a field of a form: its help, unit, default and bounds come from its declaration. */

import { h, put } from "../../core/dom.js";
import { kindOf } from "../../core/files.js";
import { written } from "../../core/format.js";
import { numberOf } from "./bounds.js";
import { pathField, pathsField } from "./paths.js";
import { groupField } from "./groups.js";

/**
 * @typedef {{name: string, type: string, label: string, help: string, unit: string, default: string|null, bounds: string, choices: string[], needed: boolean, affects_result: boolean, input: boolean}} Setting
 * @typedef {{files: import("../../core/files.js").OpenFile[], given?: string, question: any}} Around
 * @typedef {{value?: any, error?: string}} Read  no value: as by default
 * @typedef {{control: HTMLElement, read: () => Read, write: () => string, target?: HTMLElement, group?: boolean}} Control
 */

let numbered = 0;

/**
 * @param {Setting} setting
 * @param {Around} around
 */
export function field(setting, around) {
  const id = "setting" + ++numbered;
  const control = made(setting, around, id);
  const complaint = h("p.error", { id: id + "-error", hidden: true });
  const help = h("p.help", { id: id + "-help" }, setting.help + (/[.!?]$/.test(setting.help) ? "" : "."), facts(setting));
  const target = control.target ?? control.control;
  target.setAttribute("aria-describedby", id + "-help " + id + "-error");
  const title = [name(setting), setting.needed ? h("span.muted", {}, " (required)") : null];
  const inner = control.group
    ? h("fieldset", {}, h("legend", {}, title), control.control, help, complaint)
    : h("div", {}, h("label", { for: id }, title), control.control, help, complaint);
  return {
    setting,
    element: h("div.field", {}, inner),
    write: control.write,
    read() {
      const read = control.read();
      const empty = read.value === undefined || (Array.isArray(read.value) && !read.value.length);
      if (setting.needed && empty && !read.error) return { error: "Required." };
      return read;
    },
    /** @param {string} words empty: nothing is wrong */
    complain(words) {
      put(complaint, words);
      complaint.hidden = !words;
      if (words) target.setAttribute("aria-invalid", "true");
      else target.removeAttribute("aria-invalid");
    },
    focus() {
      element(target).closest("details")?.setAttribute("open", "");
      element(target.matches("input, select, textarea") ? target : target.querySelector("input, select, textarea"))?.focus();
    },
  };
}

/** @param {any} one @returns {any} */
const element = (one) => one;

/** @param {Setting} setting */
const name = (setting) => setting.name.replaceAll("_", " ");

/** @param {Setting} setting */
function facts(setting) {
  const parts = [];
  if (setting.unit) parts.push("In " + setting.unit + ".");
  if (setting.bounds) parts.push(setting.bounds[0].toUpperCase() + setting.bounds.slice(1) + ".");
  if (setting.default !== null && setting.default !== "" && setting.type !== "choice") parts.push("Default: " + written(setting.default) + ".");
  return parts.length ? " " + parts.join(" ") : "";
}

/** @param {Setting} setting @param {Around} around @param {string} id @returns {Control} */
function made(setting, around, id) {
  const { type } = setting;
  if (setting.name === "group" && around.question.needs.includes("groups")) return groupField(setting, around, id);
  if (type === "path") return pathField(setting, around, id);
  if (type === "list of path") return pathsField(setting, around, id);
  if (type === "truth") return truth(setting, around.given, id);
  if (type === "choice") return choice(setting, around.given, id);
  if (type === "list of choice") return choices(setting, around.given);
  if (type === "integer" || type === "number") return numeric(setting, around.given, id);
  if (type === "list of text" && namesFiles(setting)) return offering(list(setting, around.given, id), setting, around, true);
  if (type.startsWith("list of")) return list(setting, around.given, id);
  if (namesFiles(setting)) return offering(line(setting, around.given, id), setting, around, false);
  return line(setting, around.given, id);
}

/** @param {Setting} setting @param {string|undefined} given @param {string} id @returns {Control} */
function truth(setting, given, id) {
  const initial = setting.default === "true";
  const input = h("input", { type: "checkbox", id, checked: given === undefined ? initial : given === "true" });
  return { control: input, read: () => (input.checked === initial ? {} : { value: input.checked }), write: () => String(input.checked) };
}

/** @param {Setting} setting @param {string|undefined} given @param {string} id @returns {Control} */
function choice(setting, given, id) {
  const at = given ?? setting.default ?? "";
  const input = h(
    "select",
    { id },
    setting.default === null ? h("option", { value: "" }, setting.needed ? "Choose …" : "not set") : null,
    setting.choices.map((one) => h("option", { value: one, selected: one === at }, one === setting.default ? one + " (default)" : one)),
  );
  return { control: input, read: () => (input.value === (setting.default ?? "") ? {} : { value: input.value }), write: () => input.value };
}

/** @param {Setting} setting @param {string|undefined} given @returns {Control} */
function choices(setting, given) {
  const initial = (setting.default ?? "").split(",").filter(Boolean);
  const on = new Set(given === undefined ? initial : given.split(","));
  const boxes = setting.choices.map((one) => h("input", { type: "checkbox", value: one, checked: on.has(one) }));
  const chosen = () => boxes.filter((box) => box.checked).map((box) => box.value);
  return {
    control: h("div.boxes", {}, boxes.map((box, i) => h("label", {}, box, " " + setting.choices[i]))),
    group: true,
    read: () => (chosen().join(",") === initial.join(",") ? {} : { value: chosen() }),
    write: () => chosen().join(","),
  };
}

/** @param {Setting} setting @param {string|undefined} given @param {string} id @returns {Control} */
function numeric(setting, given, id) {
  const input = h("input", { type: "text", inputmode: setting.type === "integer" ? "numeric" : "decimal", id, value: given ?? setting.default ?? "", placeholder: "not set", autocomplete: "off" });
  const read = () => {
    if (input.value.trim() === "" || input.value.trim() === setting.default) return {};
    return numberOf(input.value, setting.type === "integer", setting.bounds);
  };
  return { control: input, read, write: () => input.value.trim() };
}

/** One to a line. @param {Setting} setting @param {string|undefined} given @param {string} id @returns {Control} */
function list(setting, given, id) {
  const numbers = /number|integer/.test(setting.type);
  const initial = setting.default ?? "";
  const start = given ?? initial;
  const input = h("textarea", { id, rows: Math.min(6, Math.max(2, start.split(/[\n]/).length)), value: numbers ? start.replaceAll(",", "\n") : start, placeholder: "one to a line", autocomplete: "off", spellcheck: "false" });
  const lines = () => input.value.split("\n").map((/** @type {string} */ one) => one.trim()).filter(Boolean);
  const read = () => {
    const found = lines();
    if (!found.length || found.join(",") === initial) return {};
    if (!numbers) return { value: found };
    const read = found.map((/** @type {string} */ one) => numberOf(one, /integer/.test(setting.type), setting.bounds));
    const wrong = read.find((/** @type {Read} */ one) => one.error);
    return wrong ? { error: wrong.error } : { value: read.map((/** @type {Read} */ one) => one.value) };
  };
  return { control: input, read, write: () => lines().join(numbers ? "," : "\n") };
}

/** @param {Setting} setting @param {string|undefined} given @param {string} id @returns {Control} */
function line(setting, given, id) {
  const long = /^(text|prompt|clean|corrupted)$/.test(setting.name);
  const input = h(long ? "textarea" : "input", { id, type: long ? null : "text", rows: long ? 3 : null, value: given ?? setting.default ?? "", autocomplete: "off", spellcheck: "false" });
  return { control: input, read: () => (input.value === "" || input.value === setting.default ? {} : { value: input.value }), write: () => input.value };
}

/** Texts that may name a file, as the declaration's label says. @param {Setting} setting */
const namesFiles = (setting) => /FILE|FOLDER|PATH|MODEL/.test(setting.label);

/**
 * Files that are open or were dropped, to be chosen instead of typed.
 * @param {Control} typed @param {Setting} setting @param {Around} around @param {boolean} several
 * @returns {Control}
 */
function offering(typed, setting, { files }, several) {
  const input = element(typed.control);
  const fitting = files.filter((file) => file.kind === "data" || file.kind === "unknown");
  const take = () => {
    if (!choose.value) return;
    input.value = several && input.value.trim() ? input.value.trimEnd() + "\n" + choose.value : choose.value;
    choose.value = "";
    input.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const choose = h(
    "select.offer",
    { "aria-label": "A file for " + name(setting), on: { change: take } },
    h("option", { value: "" }, several ? "Add a file …" : "Choose a file …"),
    fitting.slice(0, 400).map((file) => h("option", { value: /^u\d+$/.test(file.id) ? file.id : file.path }, kindOf(file.kind)[0] + " " + file.path)),
  );
  return { ...typed, control: h("div.pair", {}, input, fitting.length ? choose : null), target: input };
}
