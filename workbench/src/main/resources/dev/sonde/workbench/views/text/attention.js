/** Attention: every head small, one large, the text coloured by where a token looks. */

import { h, put, say } from "../../core/dom.js";
import { block, get } from "../../core/api.js";
import { css, ink, rgb, strip } from "../../core/colour.js";
import { real } from "../../core/format.js";
import { note } from "../../core/place.js";
import { findings } from "../../blocks/findings.js";
import { how } from "../../blocks/how.js";
import { asked, whole } from "./asked.js";
import { large, small } from "./pattern.js";
import { placed, shown } from "./tokens.js";

const SCALE = { low: 0, high: 1, signed: false };

/** @param {import("../../main.js").Context} context */
export async function show({ main, args, params, signal }) {
  const { form, result } = await asked("attention", ["model", "text"], { view: "attention", args, params, signal }, (job) => answered(job, params, signal));
  main.append(h("header", {}, h("h1", {}, "Attention"), h("p.subtitle", {}, "Attention of each head: a row for each query token, a column for each key token.")), form, result);
}

/** @param {any} job @param {URLSearchParams} params @param {AbortSignal} signal */
async function answered(job, params, signal) {
  const path = "/api/jobs/" + encodeURIComponent(job.job);
  const [document, page] = await Promise.all([get(path + "/answer", {}, signal), get(path + "/page", {}, signal)]);
  const tokens = document.tokens.map(shown);
  const n = tokens.length;
  const layers = Math.max(...document.heads.map((/** @type {any} */ one) => one.layer)) + 1;
  const count = document.heads.length / layers;
  /** @type {Map<number, Promise<Float32Array>>} */
  const fetched = new Map();
  const layerOf = (/** @type {number} */ layer) => {
    if (!fetched.has(layer)) fetched.set(layer, block("/api/attention", { job: job.job, layer }, signal).then((a) => new Float32Array(a.bytes)));
    return /** @type {Promise<Float32Array>} */ (fetched.get(layer));
  };
  const weightsOf = async (/** @type {number[]} */ [layer, head]) => (await layerOf(layer)).subarray(head * n * n, (head + 1) * n * n);
  const first = (params.get("head") ?? document.large).split(".").map(Number);
  let chosen = first[0] < layers && first[1] < count && first.every((/** @type {number} */ v) => v >= 0) ? first : [0, 0];
  let weights = await weightsOf(chosen);
  /** @type {number[]|null} */
  let at = null;
  /** @type {(x: number, y: number) => number[]|null} */
  let under = () => null;

  const title = h("h2", {}, "");
  const canvas = h("canvas.pattern", { tabindex: "0", role: "application", "aria-roledescription": "pattern", "aria-label": "Attention pattern of the selected head. Arrow keys move from token to token." });
  const reading = h("p.reading", {}, "Point at a cell to read it.");
  const text = h("p.tokens", { "aria-label": "The text; a selected token colours the tokens it attends to" });
  const draw = () => {
    under = large(canvas, { weights, tokens, at });
    for (const [i, token] of [...text.children].entries()) {
      const value = at ? weights[at[0] * n + i] : 0;
      const colour = rgb(value, SCALE);
      token.style.background = at ? css(colour) : "";
      token.style.color = at ? ink(colour) : "";
      token.setAttribute("aria-pressed", String(at?.[0] === i));
      token.title = at ? real(value) : "";
    }
  };
  /** Draws only when another cell is read: the pointer comes by many times within one. */
  const pointed = (/** @type {number[]|null} */ cell) => {
    if (cell && !(at && at[0] === cell[0] && at[1] === cell[1])) read(cell);
  };
  const read = (/** @type {number[]|null} */ cell) => {
    at = cell;
    put(reading, cell ? placed(document.tokens, cell[0]) + " looks at " + placed(document.tokens, cell[1]) + ": " + real(weights[cell[0] * n + cell[1]]) : "Point at a cell to read it.");
    draw();
  };
  const strongest = (/** @type {number} */ query) => {
    let best = 0;
    for (let k = 1; k < n; k++) if (weights[query * n + k] > weights[query * n + best]) best = k;
    return best;
  };
  put(text, tokens.map((/** @type {string} */ token, /** @type {number} */ i) => h("button", { type: "button", on: { click: () => read(at?.[0] === i ? null : [i, strongest(i)]) } }, token)));
  canvas.addEventListener("pointermove", (/** @type {PointerEvent} */ e) => pointed(under(e.offsetX, e.offsetY)));
  canvas.addEventListener("keydown", (/** @type {KeyboardEvent} */ e) => {
    const step = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[e.key];
    if (!step) return;
    e.preventDefault();
    const from = at ?? [0, 0];
    read(from.map((v, k) => Math.max(0, Math.min(n - 1, v + (at ? step[k] : 0)))));
    say(reading.textContent ?? "");
  });

  const name = (/** @type {number[]} */ one) => one.join(".");
  let wanted = 0;
  const choose = async (/** @type {number[]} */ one) => {
    const mine = ++wanted;
    const found = await weightsOf(one);
    if (mine !== wanted) return;
    weights = found;
    chosen = one;
    note({ head: name(one) });
    for (const button of heads.querySelectorAll("button")) button.setAttribute("aria-pressed", String(button.dataset.head === name(one)));
    put(title, "Head " + name(one));
    read(at);
  };
  const heads = h("div.heads", { style: { "--heads": count }, role: "group", "aria-label": "All heads, a row for each layer" });
  for (let layer = 0; layer < layers; layer++) {
    for (let head = 0; head < count; head++) {
      const picture = h("canvas", { "aria-hidden": "true" });
      heads.append(h("button", { type: "button", data: { head: layer + "." + head }, "aria-pressed": "false", "aria-label": "Head " + layer + "." + head, on: { click: () => choose([layer, head]) } }, picture, h("span", {}, layer + "." + head)));
    }
    layerOf(layer).then((all) => {
      for (let head = 0; head < count; head++) small(heads.children[layer * count + head].firstElementChild, all.subarray(head * n * n, (head + 1) * n * n), n);
    }).catch(() => {});
  }
  const bar = h("canvas.strip", { role: "img", "aria-label": "Scale of the colours, attention from 0 to 1" });
  strip(bar, false);
  const sizes = new ResizeObserver(() => canvas.clientWidth && draw());
  sizes.observe(canvas);
  signal.addEventListener("abort", () => sizes.disconnect());
  choose(chosen);
  return [
    h("section.summary", {}, h("h2", {}, "What was found"), findings(page.findings)),
    h("div.attention", {}, h("section", {}, title, text, reading, canvas, h("p.scale", {}, "Attention 0", bar, "1")), h("section", {}, h("h2", {}, "All heads"), h("p.muted", {}, "A row for each layer. Select a head to enlarge it."), heads)),
    whole(job),
    how(job) ?? "",
  ];
}
