/** Patching: how much of an answer each part brings back; a cell opens as what the model then says. */

import { h, put } from "../../core/dom.js";
import { ApiError, get } from "../../core/api.js";
import { limits, strip } from "../../core/colour.js";
import { percent, real } from "../../core/format.js";
import { note } from "../../core/place.js";
import { findings } from "../../blocks/findings.js";
import { how } from "../../blocks/how.js";
import { asked, whole } from "./asked.js";
import { grid } from "../../blocks/grid.js";
import { placed, shown } from "./tokens.js";

/** @param {import("../../main.js").Context} context */
export async function show({ main, args, params, signal }) {
  const { form, result } = await asked("patch", ["model", "clean", "corrupted", "answer", "wrong", "part"], { view: "patch", args, params, signal }, (job) => answered(job, params, signal));
  main.append(h("header", {}, h("h1", {}, "Patching"), h("p.subtitle", {}, "Activations of the clean text are patched into the run on the corrupted text, one part at a time. Select a cell to see what the model then predicts.")), form, result);
}

/** Milliseconds that a cell is chosen before the model is asked about it: keys go faster. */
const PAUSE = 150;

/** @param {any} job @param {URLSearchParams} params @param {AbortSignal} signal */
async function answered(job, params, signal) {
  const path = "/api/jobs/" + encodeURIComponent(job.job);
  const [document, page] = await Promise.all([get(path + "/answer", {}, signal), get(path + "/page", {}, signal)]);
  const { tokens, effects } = document;
  if (!tokens) throw new ApiError(0, "This network reads no text; the answer's page shows the result.");
  const positions = tokens.length;
  const heads = effects[effects.length - 1].head + 1;
  const layers = effects.length / positions / heads;
  const at = (/** @type {number} */ r, /** @type {number} */ c) => effects[r * positions + c];
  const row = (/** @type {number} */ r) => (heads > 1 ? "head " + Math.floor(r / heads) + "." + (r % heads) : "layer " + r);
  const aside = h("aside.aside", { "aria-label": "The selected cell", "aria-live": "polite" });
  let asking = 0;
  /** Who goes over the cells with the keys asks about the one that is stopped at. */
  let before = new AbortController();
  signal.addEventListener("abort", () => before.abort());
  const tell = async (/** @type {number} */ r, /** @type {number} */ c) => {
    const one = at(r, c);
    const mine = ++asking;
    before.abort();
    before = new AbortController();
    const own = before.signal;
    const list = h("div", { "aria-busy": "true" }, h("p.muted", {}, "Computing …"));
    put(
      aside,
      h("h2", {}, row(r) + " at " + placed(tokens, c)),
      h("dl", {}, h("dt", {}, "comes back"), h("dd", {}, percent(one.recovered)), h("dt", {}, "logit difference"), h("dd", {}, real(one.value)), h("dt", {}, "clean"), h("dd", {}, real(document.clean)), h("dt", {}, "corrupted"), h("dd", {}, real(document.corrupted))),
      h("h3", {}, "Predictions with this patch"),
      list,
    );
    await new Promise((go) => setTimeout(go, PAUSE));
    if (mine !== asking || signal.aborted) return;
    try {
      const { next } = await get("/api/patched", { job: job.job, layer: one.layer, head: one.head, position: one.position }, own);
      if (mine === asking) put(list, distribution(next));
    } catch (error) {
      if (!signal.aborted && mine === asking) put(list, h("p.error", {}, error instanceof Error ? error.message : String(error)));
    }
    if (mine === asking) list.removeAttribute("aria-busy");
  };
  const scale = limits(effects.map((/** @type {any} */ one) => one.recovered), true);
  const bar = h("canvas.strip", { role: "img", "aria-label": "Scale of the colours" });
  strip(bar, true);
  const given = params.get("cell")?.match(/^(\d+)\.(\d+)$/)?.slice(1).map(Number) ?? null;
  const chosen = given && given[0] < layers * heads && given[1] < positions ? given : null;
  put(aside, h("h2", {}, "Nothing is selected"), h("p.muted", {}, "Select a cell to see the model's predictions on the corrupted text with that part patched in from the clean text."));
  if (chosen) tell(chosen[0], chosen[1]);
  const made = grid({
    label: "How much of the clean answer each part restores",
    corner: heads > 1 ? "head" : "layer",
    rows: Array.from({ length: layers * heads }, (_, r) => row(r)),
    columns: tokens.map(shown),
    numbered: true,
    value: (r, c) => at(r, c).recovered,
    words: (r, c) => (Math.abs(at(r, c).recovered) < 0.005 ? "" : real(100 * at(r, c).recovered, 2)),
    told: (r, c) => row(r) + " at " + placed(tokens, c) + ": " + percent(at(r, c).recovered) + " comes back",
    scale,
    chosen,
    choose: (r, c) => {
      note({ cell: r + "." + c });
      tell(r, c);
    },
  });
  return [
    h("section.summary", {}, h("h2", {}, "What was found"), findings(page.findings)),
    h("p.muted", {}, "Each cell: how much of the difference between the corrupted and the clean answer the patch restores, in percent."),
    h("div.split", {}, h("div", {}, made, h("p.scale", {}, "comes back " + percent(scale.low), bar, percent(scale.high))), aside),
    whole(job),
    how(job) ?? "",
  ];
}

/** @param {{token: string, clean: number, corrupted: number, patched: number}[]} next */
const distribution = (next) =>
  h(
    "table.bars",
    {},
    h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "next token"), h("th.number", { scope: "col" }, "clean"), h("th.number", { scope: "col" }, "corrupted"), h("th.number", { scope: "col" }, "patched"))),
    h("tbody", {}, next.map((one) => h("tr", {}, h("th", { scope: "row" }, shown(one.token)), h("td.number", {}, percent(one.clean)), h("td.number", {}, percent(one.corrupted)), h("td.number", {}, h("strong", {}, percent(one.patched)))))),
  );
