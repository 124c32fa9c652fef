/** Silence, patch or steer what is chosen; what is left stands beside as many random units. */

import { h, put, button } from "../../core/dom.js";
import { declared, get, post, ApiError } from "../../core/api.js";
import { all, fileOf, hasTensors } from "../../core/files.js";
import { follow, over } from "../../core/live.js";
import { to, go, note } from "../../core/place.js";
import { field } from "../ask/field.js";
import { findings } from "../../blocks/findings.js";
import { progress } from "../jobs/progress.js";
import { controlled, unitsOf } from "./control.js";
import { remember, tried } from "./history.js";

/**
 * What stands first in the form, in this order; everything else is under Settings.
 * @param {string} way @param {any} file @param {boolean} sums whether it is a network that may add
 */
function first(way, file, sums) {
  if (way === "ablate") return sums ? ["group", "side", "to"] : ["site", "group", "input", "labels", "to", "controls"];
  if (way === "patch") return ["clean", "corrupted", "answer", "wrong", file.kind === "transformer" ? "part" : "site"];
  return ["prompt", "towards", "away", "vector", "site", "strength", "controls"];
}

const WAYS = { ablate: "Ablate units", patch: "Patch activations", steer: "Steer" };

/** @param {import("../../main.js").Context} context */
export async function show({ main, args, params, signal }) {
  const known = (await declared()).filter((one) => one.name in WAYS);
  const files = (await all()).filter(hasTensors);
  const file = args[0] ? await fileOf(args[0]) : null;
  main.append(h("header", {}, h("h1", {}, "Intervene"), h("p.subtitle", {}, "Ablate, patch or steer what is selected, and compare the effect with the same done to random units.")));
  // A direction is added to what a model writes: of networks that write nothing there is none.
  const ways = known.filter((one) => one.name !== "steer" || !file || file.kind === "transformer");
  if (!ways.length) {
    main.append(h("p", {}, "This version has no interventions."));
    return;
  }
  const way = ways.find((one) => one.name === params.get("way")) ?? ways[0];
  const model = h("select", { on: { change: () => go(to("intervene", [model.value], { way: way.name })) } }, h("option", { value: "" }, "Choose …"), files.map((one) => h("option", { value: one.id, selected: one.id === file?.id }, one.path)));
  const tabs = ways.map((one) => h("a.way", { href: to("intervene", args, { way: one.name }), "aria-current": one === way ? "true" : null }, /** @type {any} */ (WAYS)[one.name]));
  main.append(h("div.row", {}, h("label", {}, "Network", model)), h("p.ways", {}, tabs));
  const past = h("div");
  const draw = () => put(past, tried(file?.id ?? ""));
  if (!file) {
    main.append(h("p.muted", {}, "Choose a network."));
    return;
  }
  main.append(await form(way, file, params, signal, draw), past);
  draw();
}

/** @param {any} way @param {any} file @param {URLSearchParams} params @param {AbortSignal} signal @param {() => void} tell */
async function form(way, file, params, signal, tell) {
  const files = await all();
  const units = await unitsOf(file.id, signal);
  // A recurrent network that is shown nothing is asked for sums.
  const sums = units > 0 && !params.get("input") && !params.get("site");
  const order = first(way.name, file, sums);
  const model = way.settings.find((/** @type {any} */ s) => s.input && /path/.test(s.type));
  const rest = way.settings.filter((/** @type {any} */ s) => s !== model && s.name !== "only_groups");
  const fields = rest.map((/** @type {any} */ setting) => field(setting, { files, given: params.get(setting.name) ?? (/^sites?$/.test(setting.name) ? params.get("site") ?? undefined : undefined), question: way }));
  const front = order.flatMap((name) => fields.filter((/** @type {any} */ f) => f.setting.name === name));
  const others = fields.filter((/** @type {any} */ f) => !front.includes(f));
  const groups = sums && way.settings.some((/** @type {any} */ s) => s.name === "group") && way.settings.some((/** @type {any} */ s) => s.name === "only_groups");
  const controls = h("input", { type: "text", inputmode: "numeric", id: "controls", value: params.get("controls") ?? "10" });
  const result = h("div", { "aria-live": "polite" });
  const wrong = h("p.error", { role: "alert", hidden: true });
  const run = async (/** @type {Event} */ event) => {
    event.preventDefault();
    wrong.hidden = true;
    /** @type {Object<string, any>} */
    const settings = { [model.name]: file.id };
    let bad = null;
    for (const one of fields) {
      const read = one.read();
      one.complain(read.error ?? "");
      if (read.error) bad ??= one;
      else if (read.value !== undefined) settings[one.setting.name] = read.value;
    }
    if (bad) return bad.focus();
    note(Object.fromEntries(fields.map((/** @type {any} */ f) => [f.setting.name, f.setting.name in settings ? f.write() : ""])));
    try {
      const chosen = settings.group ?? null;
      if (chosen) settings.only_groups = true;
      if (chosen && groups && !settings.input) settings.group = [...chosen, ...controlled(chosen, units, Number(controls.value) || 0)];
      const { job } = await post("/api/ask/" + encodeURIComponent(way.name), settings, signal);
      const last = await follow(job, (now) => over(now) || put(result, progress(now)), signal);
      if (last.state !== "done") throw new ApiError(0, last.error || "Stopped.");
      const base = "/api/jobs/" + encodeURIComponent(job);
      const [page, answer] = await Promise.all([get(base + "/page", {}, signal), get(base + "/answer", {}, signal)]);
      const line = remember(file.id, { way: way.name, job, chosen, answer: answer.result ?? answer, findings: page.findings, command: last.command ?? "" });
      put(result, h("section.summary", {}, h("h2", {}, "Effect"), chosen && line ? h("p", {}, h("strong", {}, line)) : null, findings(page.findings)), h("p.ways", {}, h("a.way", { href: to("answer", [job]) }, "Full answer")));
      tell();
    } catch (error) {
      if (signal.aborted) return;
      put(result);
      wrong.textContent = error instanceof Error ? error.message : String(error);
      wrong.hidden = false;
    }
  };
  return h(
    "form.question",
    { novalidate: true, on: { submit: run } },
    order.includes("site") && file.kind !== "transformer" ? h("p", {}, "Sites can be chosen by a click: ", h("a", { href: to("graph", [file.id], { input: params.get("input") }) }, "open the graph"), " and choose ", h("em", {}, "Intervene here"), ".") : null,
    front.map((/** @type {any} */ f) => f.element),
    groups ? h("div.field", {}, h("label", { for: "controls" }, "random groups"), controls, h("p.help", {}, "Number of groups of as many random units, ablated as a control.")) : null,
    others.length ? h("details", {}, h("summary", {}, "Settings"), others.map((/** @type {any} */ f) => f.element)) : null,
    wrong,
    h("p", {}, button("Run", () => {}, { type: "submit", class: "primary" })),
    result,
  );
}
