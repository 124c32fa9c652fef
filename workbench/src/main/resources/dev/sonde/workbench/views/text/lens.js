/** The lens: what each layer would say next, for each token of a text; a cell opens as a distribution. */

import { h, put } from "../../core/dom.js";
import { get } from "../../core/api.js";
import { limits, strip } from "../../core/colour.js";
import { count, percent, real } from "../../core/format.js";
import { note } from "../../core/place.js";
import { findings } from "../../blocks/findings.js";
import { how } from "../../blocks/how.js";
import { asked, whole } from "./asked.js";
import { bar, grid } from "../../blocks/grid.js";
import { placed, shown } from "./tokens.js";

/** Positions of a long text that are shown at once. */
const WINDOW = 100;

/** What cells are coloured by. @type {Object<string, {title: string, value: (reading: any) => number}>} */
const COLOURS = {
  p: { title: "probability of the most probable token", value: (reading) => reading.top[0].p },
  answer: { title: "probability of the actual next token", value: (reading) => reading.answer.p },
  kl: { title: "distance from the final distribution (KL, nats)", value: (reading) => reading.answer.kl },
};

/** @param {import("../../main.js").Context} context */
export async function show({ main, args, params, signal }) {
  const { form, result } = await asked("lens", ["model", "text"], { view: "lens", args, params, signal }, (job) => answered(job, params, signal));
  main.append(h("header", {}, h("h1", {}, "Lens"), h("p.subtitle", {}, "The next-token prediction of each layer, read as if it were the last (logit lens). Select a cell to see its distribution.")), form, result);
}

/** @param {any} job @param {URLSearchParams} params @param {AbortSignal} signal */
async function answered(job, params, signal) {
  const path = "/api/jobs/" + encodeURIComponent(job.job);
  const [document, page] = await Promise.all([get(path + "/answer", {}, signal), get(path + "/page", {}, signal)]);
  const { tokens } = document;
  const layers = document.layers.length / tokens.length;
  const at = (/** @type {number} */ layer, /** @type {number} */ position) => document.layers[layer * tokens.length + position];
  const aside = h("aside.aside", { "aria-label": "The selected cell", "aria-live": "polite" });
  const holder = h("div");
  let from = Math.min(Math.max(0, Number(params.get("from")) || 0), Math.max(0, tokens.length - 1));
  let by = params.get("colour") ?? "p";
  if (!(by in COLOURS)) by = "p";
  /** @type {number[]|null} layer and position */
  let chosen = params.get("cell")?.match(/^\d+\.\d+$/) ? (params.get("cell") ?? "").split(".").map(Number) : null;
  if (chosen && !(chosen[0] < layers && chosen[1] < tokens.length)) chosen = null;

  const tell = () => put(aside, chosen ? distribution(at(chosen[0], chosen[1]), tokens, layers) : [h("h2", {}, "Nothing is selected"), h("p.muted", {}, "Select a cell to see the layer's prediction after that token, and the rank of the actual next token.")]);
  const draw = () => {
    const end = Math.min(tokens.length, from + WINDOW);
    const shownTokens = tokens.slice(from, end);
    const { title, value } = COLOURS[by];
    const values = document.layers.filter((/** @type {any} */ one) => one.position >= from && one.position < end).map(value);
    const scale = by === "kl" ? { ...limits(values, false), low: 0 } : { low: 0, high: 1, signed: false };
    // The last layer stands on top, as what a text goes through is read from below.
    const layerOf = (/** @type {number} */ r) => layers - 1 - r;
    const strips = h("canvas.strip", { role: "img", "aria-label": "Scale of the colours" });
    strip(strips, false);
    put(
      holder,
      grid({
        label: "The most probable next token at each layer and position",
        corner: "after layer",
        rows: Array.from({ length: layers }, (_, r) => (layerOf(r) === 0 ? "0, embedding" : layerOf(r) === layers - 1 ? layerOf(r) + ", the last" : String(layerOf(r)))),
        columns: shownTokens.map(shown),
        numbered: true,
        value: (r, c) => value(at(layerOf(r), from + c)),
        words: (r, c) => shown(at(layerOf(r), from + c).top[0].token),
        told: (r, c) => {
          const one = at(layerOf(r), from + c);
          return "layer " + one.layer + ", after " + placed(tokens, one.position) + ": " + shown(one.top[0].token) + " " + percent(one.top[0].p);
        },
        scale,
        chosen: chosen && chosen[1] >= from && chosen[1] < end ? [layers - 1 - chosen[0], chosen[1] - from] : null,
        choose: (r, c) => {
          chosen = [layerOf(r), from + c];
          note({ cell: chosen.join(".") });
          tell();
        },
      }),
      h("p.scale", {}, title, " ", real(scale.low), strips, real(scale.high)),
    );
  };
  const colour = h("select", { on: { change: () => ((by = colour.value), note({ colour: by }), draw()) } }, Object.entries(COLOURS).map(([key, { title }]) => h("option", { value: key, selected: key === by }, title)));
  const starts = Array.from({ length: Math.ceil(tokens.length / WINDOW) }, (_, k) => k * WINDOW);
  from = Math.floor(from / WINDOW) * WINDOW;
  const window_ = h("select", { on: { change: () => ((from = Number(window_.value)), note({ from }), draw()) } }, starts.map((start) => h("option", { value: start, selected: start === from }, count(start) + " to " + count(Math.min(tokens.length, start + WINDOW) - 1))));
  draw();
  tell();
  return [
    h("section.summary", {}, h("h2", {}, "What was found"), findings(page.findings)),
    h("div.row", {}, h("label", {}, "Colour", colour), starts.length > 1 ? h("label", {}, "Positions", window_) : null),
    h("div.split", {}, holder, aside),
    whole(job),
    how(job) ?? "",
  ];
}

/** @param {any} reading @param {string[]} tokens @param {number} layers */
function distribution(reading, tokens, layers) {
  const last = reading.position === tokens.length - 1;
  const rest = 1 - reading.top.reduce((/** @type {number} */ sum, /** @type {any} */ one) => sum + one.p, 0);
  return [
    h("h2", {}, "Layer " + reading.layer + " of " + (layers - 1)),
    h("p", {}, "After token " + placed(tokens, reading.position) + " it would say:"),
    h("table.bars", {}, h("tbody", {}, reading.top.map((/** @type {any} */ one) => bar(shown(one.token), one.p, percent(one.p))), bar("all others", rest, percent(Math.max(0, rest))))),
    h("p", {}, last ? "The model predicts " : "The actual next token is ", h("strong", {}, "“" + shown(reading.answer.token) + "”"), ": rank " + count(reading.answer.rank) + ", probability " + percent(reading.answer.p) + "."),
    h("p.muted", {}, "The final distribution is " + real(reading.answer.kl) + " nats away (KL)."),
  ];
}
