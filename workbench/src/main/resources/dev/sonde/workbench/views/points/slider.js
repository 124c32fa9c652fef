/** Layers or epochs: a slider over pictures, between which the points move. */

import { h, put } from "../../core/dom.js";
import { block } from "../../core/api.js";
import { real } from "../../core/format.js";
import { note } from "../../core/place.js";

/** @typedef {{over: string, alignment: string, frames: {name: string, trustworthiness: number}[]}} Sequence */

const OVER = { sites: "Layers", networks: "Epochs", all: "Picture" };

/**
 * @param {Sequence[]} sequences
 * @param {{job: string, params: URLSearchParams, signal: AbortSignal, move: (a: Float32Array, b: Float32Array, t: number) => void}} how
 *     `move` shows what is between two pictures
 */
export function slider(sequences, { job, params, signal, move }) {
  /** @type {Map<string, Promise<Float32Array>>} */
  const kept = new Map();
  const picture = (/** @type {number} */ sequence, /** @type {number} */ frame) => {
    const key = sequence + "." + frame;
    if (!kept.has(key)) kept.set(key, block("/api/points", { job, sequence, frame }, signal).then((a) => new Float32Array(a.bytes)));
    return /** @type {Promise<Float32Array>} */ (kept.get(key));
  };
  let which = Math.min(Math.max(0, Math.floor(Number(params.get("sequence")) || 0)), sequences.length - 1);
  const given = Number(params.get("frame")) || 0;
  const last = () => sequences[which].frames.length - 1;
  const clamped = (/** @type {number} */ at) => Math.min(Math.max(0, at), last());
  const input = h("input", { type: "range", min: 0, max: last(), step: "any", value: clamped(given), "aria-label": "Layer or epoch" });
  const name = h("span.muted", { "aria-live": "polite" });
  let nearest = -1;
  let asked = 0;
  const show = async () => {
    const mine = ++asked;
    const at = clamped(Number(input.value));
    const low = Math.max(0, Math.min(last() - 1, Math.floor(at)));
    const [a, b] = await Promise.all([picture(which, low), picture(which, Math.min(last(), low + 1))]);
    if (mine !== asked || signal.aborted) return;
    move(a, b, at - low);
    note({ frame: at ? at.toFixed(2) : "", sequence: which || "" });
    if (nearest === Math.round(at)) return;
    nearest = Math.round(at);
    const { name: words, trustworthiness } = sequences[which].frames[nearest];
    put(name, words + " · trustworthiness " + real(trustworthiness));
  };
  input.addEventListener("input", show);
  // Layers and epochs are whole: a slider that is let go stops at one.
  input.addEventListener("change", () => {
    input.value = String(Math.round(Number(input.value)));
    show();
  });
  const choice = h(
    "select",
    {
      on: {
        change: () => {
          which = Number(choice.value);
          input.max = String(last());
          input.value = "0";
          nearest = -1;
          show();
        },
      },
    },
    sequences.map((one, k) => h("option", { value: k, selected: k === which }, /** @type {any} */ (OVER)[one.over] + (one.alignment ? ", " + one.alignment : ""))),
  );
  return {
    element: sequences.length > 1 || last() > 0 ? [h("label", {}, "Over", choice), h("label.over", {}, name, input)] : null,
    start: () => picture(which, 0),
    show,
  };
}
