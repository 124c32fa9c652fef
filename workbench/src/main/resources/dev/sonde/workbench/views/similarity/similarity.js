/** How alike the sites of two networks see the same inputs: a grid for each measure, beside its control. */

import { h, put } from "../../core/dom.js";
import { ApiError, get } from "../../core/api.js";
import { strip } from "../../core/colour.js";
import { number, real } from "../../core/format.js";
import { note, to } from "../../core/place.js";
import { grid } from "../../blocks/grid.js";
import { findings } from "../../blocks/findings.js";
import { how } from "../../blocks/how.js";

const SCALE = { low: 0, high: 1, signed: false };

/** @param {import("../../main.js").Context} context */
export async function show({ main, args, params, signal }) {
  const path = "/api/jobs/" + encodeURIComponent(args[0]);
  const [document, page, job] = await Promise.all([get(path + "/answer", {}, signal), get(path + "/page", {}, signal), get(path, {}, signal)]);
  const { grids, networks } = document;
  if (!grids.length) throw new ApiError(0, "This answer is of groups of networks; its page shows it.");
  let one = grids.find((/** @type {any} */ each) => each.measure === params.get("measure")) ?? grids[0];
  const [first, second = first] = networks.map((/** @type {any} */ each) => each.file);
  const aside = h("aside.aside", { "aria-label": "The selected pair", "aria-live": "polite" });
  const holder = h("div");
  const told = (/** @type {number} */ r, /** @type {number} */ c) => one.rows[r] + " and " + one.columns[c] + ": " + real(one.values[r][c]);
  const tell = (/** @type {number} */ r, /** @type {number} */ c) =>
    put(
      aside,
      h("h2", {}, real(one.values[r][c])),
      h("dl", {}, h("dt", {}, first), h("dd", {}, one.rows[r]), h("dt", {}, second), h("dd", {}, one.columns[c]), h("dt", {}, "control"), h("dd", {}, real(one.control[r]?.[c]))),
      h("p.muted", {}, "Control: the same measure with the second network's inputs shuffled. Values no higher than the control show no similarity."),
    );
  const draw = () => {
    const bar = h("canvas.strip", { role: "img", "aria-label": "Scale of the colours, 0 to 1" });
    strip(bar, false);
    const given = params.get("cell")?.match(/^(\d+)\.(\d+)$/)?.slice(1).map(Number) ?? null;
    const chosen = given && given[0] < one.rows.length && given[1] < one.columns.length ? given : null;
    if (chosen) tell(chosen[0], chosen[1]);
    else put(aside, h("h2", {}, "Nothing is selected"), h("p.muted", {}, "Choose a cell to see its control."));
    put(
      holder,
      grid({
        label: one.measure + " of " + first + " and " + second,
        corner: "site",
        rows: one.rows,
        columns: one.columns,
        value: (r, c) => number(one.values[r][c]),
        words: (r, c) => real(one.values[r][c], 2),
        told,
        scale: SCALE,
        chosen,
        choose: (r, c) => {
          params.set("cell", r + "." + c);
          note({ cell: r + "." + c });
          tell(r, c);
        },
      }),
      h("p.scale", {}, one.measure + " 0", bar, "1"),
    );
  };
  const measure = h("select", { on: { change: () => ((one = grids[Number(measure.value)]), note({ measure: one.measure }), draw()) } }, grids.map((/** @type {any} */ each, /** @type {number} */ k) => h("option", { value: k, selected: each === one }, each.measure)));
  main.append(
    h("header", {}, h("p.above", {}, h("a", { href: to("answer", [args[0]]) }, "The answer")), h("h1", {}, "Similarity"), h("p.subtitle", {}, "Rows: sites of " + first + ". Columns: sites of " + second + ".")),
    h("section.summary", {}, h("h2", {}, "What was found"), findings(page.findings)),
    h("div.row", {}, h("label", {}, "Measure", measure)),
    h("div.split", {}, holder, aside),
    how(job) ?? "",
  );
  draw();
}
