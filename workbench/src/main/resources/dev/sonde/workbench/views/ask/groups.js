/** Groups of models: each a name and its runs, written as `name=path,path`. */

import { h, button } from "../../core/dom.js";
import { hasTensors } from "../../core/files.js";
import { picker } from "./paths.js";

/**
 * @param {import("./field.js").Setting} setting @param {import("./field.js").Around} around @param {string} _id
 * @returns {import("./field.js").Control}
 */
export function groupField(setting, { files, given }, _id) {
  const choosable = files.filter((file) => hasTensors(file) || file.kind === "run");
  const list = h("div.groups");
  /** @type {{name: any, picked: any, element: HTMLElement}[]} */
  const groups = [];
  const add = (/** @type {string} */ words, /** @type {Set<string>} */ on) => {
    const name = h("input", { type: "text", value: words, "aria-label": "Name of group " + (groups.length + 1), autocomplete: "off" });
    const picked = picker(choosable, on, "group " + words);
    const one = { name, picked, element: h("div.group", {}, h("p", {}, name, button("Remove", () => remove(one), { class: "quiet", "aria-label": "Remove group " + words })), picked.element) };
    groups.push(one);
    list.append(one.element);
  };
  const remove = (/** @type {any} */ one) => {
    groups.splice(groups.indexOf(one), 1);
    one.element.remove();
    list.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const start = (given ?? "").split("\n").filter(Boolean);
  for (const words of start) {
    const at = words.indexOf("=");
    add(words.slice(0, at), new Set(words.slice(at + 1).split(",")));
  }
  if (!start.length) ["a", "b"].forEach((words) => add(words, new Set()));
  const values = () => groups.filter((one) => one.picked.chosen().length).map((one) => one.name.value.trim() + "=" + one.picked.files().map((/** @type {any} */ f) => f.path).join(","));
  const read = () => {
    const named = groups.filter((one) => one.picked.chosen().length);
    if (!named.length) return {};
    if (named.some((one) => !one.name.value.trim())) return { error: "Every group needs a name." };
    const comma = named.flatMap((one) => one.picked.files()).find((/** @type {any} */ f) => f.path.includes(","));
    if (comma) return { error: comma.path + ": a comma in a path separates runs; rename the file." };
    return { value: values() };
  };
  return { control: h("div", {}, list, button("Another group", () => add(String.fromCharCode(97 + groups.length), new Set()), {})), group: true, read, write: () => values().join("\n") };
}
