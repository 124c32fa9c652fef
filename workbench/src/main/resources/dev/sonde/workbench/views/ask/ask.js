/** A question with its settings; asking leads to the answer. */

import { h, put } from "../../core/dom.js";
import { post, question, ApiError } from "../../core/api.js";
import { all } from "../../core/files.js";
import { to, go, note } from "../../core/place.js";
import { how } from "../../blocks/how.js";
import { field } from "./field.js";
import { commandOf } from "./command.js";

/** @param {import("../../main.js").Context} context */
export async function show({ main, args, params }) {
  const one = await question(args[0]);
  if (!one) throw new ApiError(404, "There is no question '" + args[0] + "'.");
  const files = await all();
  const given = Object.fromEntries(params);
  const first = one.settings.find((/** @type {any} */ s) => s.input && /path/.test(s.type));
  if (given.with && first && !given[first.name]) given[first.name] = given.with;
  const fields = one.settings.map((/** @type {any} */ setting) => field(setting, { files, given: given[setting.name], question: one }));
  const needed = fields.filter((/** @type {any} */ f) => f.setting.needed || f.setting.input || given[f.setting.name]);
  const others = fields.filter((/** @type {any} */ f) => !needed.includes(f));
  const error = h("p.error", { role: "alert", hidden: true });
  const send = h("button.primary", { type: "submit" }, "Ask");
  const shown = h("div");
  const changed = () => {
    const settings = collect(fields).settings;
    note({ with: null, ...Object.fromEntries(fields.map((/** @type {any} */ f) => [f.setting.name, f.setting.name in settings ? f.write() : null])) });
    put(shown, how({ command: commandOf(one, settings, files) }, true));
  };
  const submit = async (/** @type {Event} */ event) => {
    event.preventDefault();
    const { settings, wrong } = collect(fields);
    error.hidden = true;
    if (wrong) {
      wrong.focus();
      return;
    }
    send.disabled = true;
    try {
      const { job } = await post("/api/ask/" + encodeURIComponent(one.name), settings);
      go(to("answer", [job]));
    } catch (problem) {
      const setting = problem instanceof ApiError ? problem.setting : "";
      const at = fields.find((/** @type {any} */ f) => f.setting.name === setting);
      if (at) at.complain(/** @type {Error} */ (problem).message);
      else {
        error.textContent = problem instanceof Error ? problem.message : String(problem);
        error.hidden = false;
      }
    } finally {
      send.disabled = false;
    }
  };
  const chosen = others.some((/** @type {any} */ f) => given[f.setting.name] !== undefined);
  const form = h(
    "form.question",
    { novalidate: true, on: { submit, input: changed, change: changed } },
    needed.map((/** @type {any} */ f) => f.element),
    others.length ? h("details", { open: chosen || !needed.length }, h("summary", {}, "Settings"), others.map((/** @type {any} */ f) => f.element)) : null,
    error,
    h("p", {}, send),
  );
  main.append(
    h("header", {}, h("p.above", {}, h("a", { href: to("questions") }, "Questions")), h("h1", {}, one.name), h("p.subtitle", {}, one.sentence)),
    ...one.details.map((/** @type {string} */ words) => h("p", {}, words)),
    form,
    shown,
  );
  put(shown, how({ command: commandOf(one, collect(fields, true).settings, files) }, true));
}

/** Settings that differ from their defaults; the first field that is wrong. @param {any[]} fields @param {boolean} [quiet] */
function collect(fields, quiet = false) {
  /** @type {Object<string, any>} */
  const settings = {};
  let wrong = null;
  for (const one of fields) {
    const read = one.read();
    if (!quiet) one.complain(read.error ?? "");
    if (read.error) wrong ??= one;
    else if (read.value !== undefined) settings[one.setting.name] = read.value;
  }
  return { settings, wrong };
}
