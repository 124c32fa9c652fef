/**
 * Views that are a question of their own: the settings stand in the address, so that a link to one
 * asks again where the server has forgotten the answer.
 */

import { h, put, button } from "../../core/dom.js";
import { ApiError, get, post, question } from "../../core/api.js";
import { all } from "../../core/files.js";
import { follow, over } from "../../core/live.js";
import { go, to } from "../../core/place.js";
import { field } from "../ask/field.js";
import { progress } from "../jobs/progress.js";

/** Settings of several values in an address. */
const SEVERAL = "\n";

/** The settings of a job as parts of an address. @param {any} job @returns {Object<string, string>} */
export const addressOf = (job) => Object.fromEntries(Object.entries(job.settings ?? {}).map(([name, value]) => [name, Array.isArray(value) ? value.join(SEVERAL) : String(value)]));

/**
 * The settings in an address, as the server takes them.
 * @param {any} declared @param {URLSearchParams} params
 */
function settingsOf(declared, params) {
  /** @type {Object<string, any>} */
  const settings = {};
  for (const { name, type } of declared.settings) {
    const given = params.get(name);
    if (given !== null) settings[name] = type.startsWith("list of") ? given.split(SEVERAL) : given;
  }
  return settings;
}

/**
 * A form of the settings that matter to a view, and the job that they lead to. Nothing is asked until
 * all that is needed is there.
 * @param {string} name of the question
 * @param {string[]} fields names of its settings that the form shows
 * @param {{view: string, args: string[], params: URLSearchParams, signal: AbortSignal}} context
 * @param {(job: any) => Promise<any>} show what is done with the answer
 */
export async function asked(name, fields, { view, args, params, signal }, show) {
  const declared = await question(name);
  if (!declared) throw new ApiError(404, "The question '" + name + "' is not declared in this version.");
  const files = (await all()).filter((file) => file.kind === "transformer");
  const result = h("div.asked", { "aria-live": "polite" });
  const form = formOf(declared, fields, files, view, params);
  const known = declared.settings.filter((/** @type {any} */ s) => fields.includes(s.name) && (s.needed || s.name === "text" || s.name === "model"));
  const ready = args[0] || known.every((/** @type {any} */ s) => params.get(s.name));
  if (ready) {
    result.setAttribute("aria-busy", "true");
    answered(declared, args[0], settingsOf(declared, params), result, signal)
      .then(async (job) => {
        if (job && !signal.aborted) put(result, await show(job));
      })
      .catch((error) => !signal.aborted && put(result, h("p.error", { role: "alert" }, error instanceof Error ? error.message : String(error))))
      .finally(() => result.removeAttribute("aria-busy"));
  }
  return { form, result };
}

/**
 * The answer that is there, or a new one.
 * @param {any} declared @param {string|undefined} key @param {any} settings @param {HTMLElement} result @param {AbortSignal} signal
 */
async function answered(declared, key, settings, result, signal) {
  let job = key;
  const there = key ? await get("/api/jobs/" + encodeURIComponent(key), {}, signal).catch((error) => (error.status === 404 ? null : Promise.reject(error))) : null;
  if (!there) {
    if (!Object.keys(settings).length) throw new ApiError(404, "There is no such answer any more; ask again.");
    job = (await post("/api/ask/" + encodeURIComponent(declared.name), settings, signal)).job;
  }
  const last = await follow(String(job), (now) => over(now) || put(result, progress(now)), signal);
  if (last.state !== "done") throw new ApiError(0, last.error || "Stopped.");
  return last;
}

/** @param {any} declared @param {string[]} names @param {any[]} files @param {string} view @param {URLSearchParams} params */
function formOf(declared, names, files, view, params) {
  const fields = names
    .map((name) => declared.settings.find((/** @type {any} */ s) => s.name === name))
    .filter(Boolean)
    .map((setting) => ({ one: field(setting, { files, given: params.get(setting.name) ?? (setting.name === "model" && files.length === 1 ? files[0].id : undefined), question: declared }), setting }));
  const send = (/** @type {Event} */ event) => {
    event.preventDefault();
    const settings = Object.fromEntries([...params].filter(([name]) => declared.settings.some((/** @type {any} */ s) => s.name === name)));
    let wrong = null;
    for (const { one, setting } of fields) {
      const read = one.read();
      one.complain(read.error ?? "");
      if (read.error) wrong ??= one;
      settings[setting.name] = read.value === undefined ? "" : one.write();
    }
    if (wrong) wrong.focus();
    else go(to(view, [], settings));
  };
  return h("form.question.reading-form", { novalidate: true, on: { submit: send } }, h("div.fields", {}, fields.map(({ one }) => one.element)), h("p", {}, button("Read", () => {}, { type: "submit", class: "primary" })));
}

/** What leads from a view to the whole page of its answer. @param {any} job */
export const whole = (job) => h("p.ways", {}, h("a.way", { href: to("answer", [job.job]) }, "Full answer"), h("a.way", { href: to("ask", [job.question], addressOf(job)) }, "Ask with other settings"));
