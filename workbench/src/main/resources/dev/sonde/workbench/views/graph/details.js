/** What a chosen part is: its operator, its weights, its sites, and what can be done with it. */

import { h, put, breakable } from "../../core/dom.js";
import { get } from "../../core/api.js";
import { count, counted, real, shape } from "../../core/format.js";
import { to } from "../../core/place.js";
import { shown } from "./shown.js";

const LISTED = 30;

/**
 * @param {HTMLElement} aside
 * @param {{file: any, node: any, signal: AbortSignal, value: number|undefined, unit: string, input: string, keep: (input: string) => void}} of
 */
export async function details(aside, { file, node, signal, value, unit, input, keep }) {
  if (!node) {
    put(aside, h("h2", {}, "Nothing is selected"), h("p.muted", {}, "Click a part to see its shape, statistics and weights."));
    return;
  }
  const weights = h("div", {}, h("p.muted", {}, "Loading …"));
  const site = node.sites?.[0];
  const runs = h("div");
  if (site) shown({ file, site, input, signal, keep }).then((made) => put(runs, made));
  put(
    aside,
    h("h2", {}, breakable(node.label)),
    h(
      "dl",
      {},
      fact("Kind", node.kind),
      fact("Operator", node.operator),
      fact("Module", node.module),
      fact("Parameters", node.parameters ? count(node.parameters) : null),
      fact("Shape", node.shape ? shape(node.shape) : null),
      fact("Colour", value === undefined ? null : real(value, 4) + " " + unit),
      fact("Sites", node.sites?.length ? node.sites.slice(0, 8).join(", ") + (node.sites.length > 8 ? " …" : "") : null),
    ),
    site ? h("p", {}, h("a.way", { href: to("intervene", [file.id], { site, input }) }, "Intervene here")) : null,
    runs,
    h("h3", {}, "Weights"),
    weights,
  );
  const named = node.tensors ?? null;
  const name = node.module || (node.kind === "module" ? node.id : "");
  if (!named && !name) {
    put(weights, h("p.muted", {}, "None of its own."));
    return;
  }
  try {
    const rows = named?.length && typeof named[0] === "object" ? named : (await get("/api/tensors", { file: file.id, find: name, from: 0, count: 200 }, signal)).rows;
    const own = rows.filter((/** @type {any} */ row) => (named ? named.includes(row.address) || named.includes(row) : row.address === name || row.address.startsWith(name + ".") || row.address.startsWith(name + "/")));
    put(
      weights,
      own.length
        ? h(
            "ul.asks",
            {},
            own.slice(0, LISTED).map((/** @type {any} */ row) =>
              h("li", {}, h("a", { href: to("tensor", [file.id, row.address]) }, breakable(row.address)), h("br"), h("span.muted", {}, shape(row.shape) + " · sd " + real(row.sd) + " · RMS " + real(row.rms))),
            ),
          )
        : h("p.muted", {}, "None of its own."),
      own.length > LISTED ? h("p", {}, h("a", { href: to("file", [file.id], { find: name }) }, "All " + counted(own.length, "tensor"))) : null,
    );
  } catch (error) {
    if (!signal.aborted) put(weights, h("p.error", {}, error instanceof Error ? error.message : String(error)));
  }
}

/** @param {string} name @param {any} value */
const fact = (name, value) => (value ? [h("dt", {}, name), h("dd", {}, value)] : null);
