/** What stands at a part of the graph for an input that is chosen once: value and gradient, in a few numbers. */

import { h, s, put } from "../../core/dom.js";
import { get } from "../../core/api.js";
import { all } from "../../core/files.js";
import { real, shape } from "../../core/format.js";
import { note, to } from "../../core/place.js";
import { inputsOf, named, tapped } from "../value/tapped.js";

const WIDTH = 240;
const HEIGHT = 48;

/**
 * @param {{file: any, site: string, input: string, signal: AbortSignal, keep: (input: string) => void}} of
 */
export async function shown({ file, site, input, signal, keep }) {
  const files = inputsOf(await all());
  const result = h("div", { "aria-live": "polite" });
  const known = files.some((one) => named(one) === input);
  const choose = h(
    "select",
    { on: { change: () => (keep(choose.value), note({ input: choose.value }), look()) } },
    h("option", { value: "" }, files.length ? "Choose …" : "No inputs are open"),
    input && !known ? h("option", { value: input, selected: true }, input) : null,
    files.map((one) => h("option", { value: named(one), selected: named(one) === input }, one.path)),
  );
  const look = () => {
    if (!choose.value) return put(result);
    result.setAttribute("aria-busy", "true");
    put(result, [false, true].map((gradient) => part({ file, site, input: choose.value, gradient, signal })));
    result.removeAttribute("aria-busy");
  };
  look();
  return h("section", { "aria-label": "For an input" }, h("h3", {}, "For an input"), h("p", {}, h("label", {}, "Input ", choose)), result);
}

/** @param {{file: any, site: string, input: string, gradient: boolean, signal: AbortSignal}} of */
function part({ file, site, input, gradient, signal }) {
  const address = to("value", [file.id, site], { input, gradient: gradient ? "true" : "" });
  const told = h("p.muted", {}, "Computing …");
  const box = h("div", {}, h("p", {}, h("a", { href: address }, gradient ? "Gradient of the largest output" : "Value")), told);
  (async () => {
    const { job, tensors } = await tapped({ file: file.id, site, input: input.split("\n"), gradient }, (now) => put(told, now.stage?.name ? now.stage.name + " …" : "Computing …"), signal);
    const tensor = await get("/api/tensor", { job: job.job, address: tensors[0].address }, signal);
    put(told, shape(tensor.shape) + " · mean " + real(tensor.mean) + " · sd " + real(tensor.sd) + " · " + real(tensor.min) + " to " + real(tensor.max));
    box.append(bars(tensor.histogram, gradient ? "gradients" : "values"));
  })().catch((error) => {
    if (signal.aborted) return;
    told.className = "error";
    put(told, error instanceof Error ? error.message : String(error));
  });
  return box;
}

/** A histogram without axes, from the smallest value to the largest. @param {any} histogram @param {string} what */
function bars({ counts }, what) {
  const most = Math.max(1, ...counts);
  const width = WIDTH / counts.length;
  return s(
    "svg",
    { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, width: WIDTH, height: HEIGHT, role: "img", "aria-label": "Histogram of the " + what, fill: "var(--accent)" },
    counts.map((/** @type {number} */ n, /** @type {number} */ i) => (n ? s("rect", { x: i * width, y: HEIGHT - (HEIGHT * n) / most, width, height: (HEIGHT * n) / most }) : null)),
  );
}
