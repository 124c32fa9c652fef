/** One value of a network for an input, or the gradient there: numbers, histogram, every value under the pointer. */

import { h, put, button, breakable } from "../../core/dom.js";
import { get } from "../../core/api.js";
import { all, fileOf } from "../../core/files.js";
import { shape } from "../../core/format.js";
import { go, to } from "../../core/place.js";
import { how } from "../../blocks/how.js";
import { progress } from "../jobs/progress.js";
import { heatmap } from "../tensor/heatmap.js";
import { histogram } from "../tensor/histogram.js";
import { numbers } from "../tensor/tensor.js";
import { inputsOf, named, tapped } from "./tapped.js";

/** @param {import("../../main.js").Context} context */
export async function show({ main, args, params, signal }) {
  const file = await fileOf(args[0]);
  const site = args[1] ?? "";
  const input = (params.get("input") ?? "").split("\n").filter(Boolean);
  const gradient = params.get("gradient") === "true";
  const target = params.get("target") ?? "";
  main.append(
    h(
      "header",
      {},
      h("p.above", {}, h("a", { href: to("graph", [file.id], { input: input.join("\n") }) }, breakable(file.name))),
      h("h1", {}, breakable(site)),
      h("p.subtitle", {}, gradient ? (target ? "The gradient of the output of class " + target + " here, for each example." : "Gradient of each example's largest output with respect to this site.") : "The site's values for each example."),
    ),
    await form({ file, site, input, gradient, target }),
  );
  const result = h("div", { "aria-live": "polite" });
  main.append(result);
  if (!input.length) {
    put(result, h("p.muted", {}, "Choose the network's input."));
    return;
  }
  result.setAttribute("aria-busy", "true");
  look({ file: file.id, site, input, gradient, target }, params, result, signal)
    .catch((error) => !signal.aborted && put(result, h("p.error", { role: "alert" }, error instanceof Error ? error.message : String(error))))
    .finally(() => result.removeAttribute("aria-busy"));
}

/** @param {{file: any, site: string, input: string[], gradient: boolean, target: string}} chosen */
async function form({ file, site, input, gradient, target }) {
  const files = inputsOf(await all());
  const lines = h("textarea", { id: "value-input", rows: Math.max(2, input.length), value: input.join("\n"), spellcheck: "false", placeholder: "a file to a line; NAME=FILE for each of several inputs" });
  const add = h("select.offer", { "aria-label": "A file for input", on: { change: () => ((lines.value = (lines.value.trim() ? lines.value.trimEnd() + "\n" : "") + add.value), (add.value = "")) } }, h("option", { value: "" }, "Add a file …"), files.map((one) => h("option", { value: named(one) }, one.path)));
  const slope = h("input", { type: "checkbox", checked: gradient });
  const wanted = h("input", { type: "text", inputmode: "numeric", value: target, size: 4, placeholder: "greatest" });
  const send = (/** @type {Event} */ event) => {
    event.preventDefault();
    go(to("value", [file.id, site], { input: lines.value.trim(), gradient: slope.checked ? "true" : "", target: slope.checked ? wanted.value.trim() : "" }));
  };
  return h(
    "form.question",
    { novalidate: true, on: { submit: send } },
    h("div.field", {}, h("label", { for: "value-input" }, "input"), h("div.pair", {}, lines, files.length ? add : null)),
    h("div.tools", {}, h("label", {}, slope, " gradient instead of values"), h("label", {}, "of class ", wanted)),
    h("p", {}, button("Look", () => {}, { type: "submit", class: "primary" })),
  );
}

/** @param {import("./tapped.js").Wanted} wanted @param {URLSearchParams} params @param {HTMLElement} result @param {AbortSignal} signal */
async function look(wanted, params, result, signal) {
  const { job, tensors } = await tapped(wanted, (now) => put(result, progress(now)), signal);
  const address = tensors[0].address;
  const of = { job: job.job };
  const [tensor, plan] = await Promise.all([get("/api/tensor", { ...of, address }, signal), get("/api/tiles", { ...of, address }, signal)]);
  put(
    result,
    h("p.subtitle", {}, shape(tensor.shape) + ", examples first"),
    numbers(tensor),
    h("section", {}, h("h2", {}, "Values"), heatmap({ of, address, plan, params, signal })),
    h("section", {}, h("h2", {}, "Distribution of the values"), histogram(tensor.histogram, address)),
    h("p.ways", {}, h("a.way", { href: to("answer", [job.job]) }, "Full answer"), h("a.way", { href: to("intervene", [wanted.file], { site: wanted.site, input: wanted.input.join("\n") }) }, "Intervene here")),
    how({ command: job.command, java: job.java }) ?? "",
  );
}
