/** What is chosen, in words: a point with its neighbours, or many with how they are shared among classes. */

import { h, put, button } from "../../core/dom.js";
import { ApiError, get } from "../../core/api.js";
import { count, counted, percent, real, written } from "../../core/format.js";
import { csv, download } from "../../core/save.js";
import { table } from "../../blocks/table.js";

/** Pictures of as many chosen inputs are shown. */
const PICTURES = 40;
const ROWS = 1000;

/**
 * @param {HTMLElement} aside
 * @param {{job: string, n: number, dimensions: number, signal: AbortSignal, columns: () => import("./columns.js").PointColumn[], view: () => any, images: {thumbnail: (i: number, words: string) => any}|null, vectors: boolean}} of
 *     `vectors`: whether the server knows them, and not only their picture
 */
export function teller(aside, { job, n, dimensions, signal, columns, view, images, vectors }) {
  const label = () => columns().find((c) => c.levels) ?? columns()[0];
  const words = (/** @type {number} */ i) => "Point " + count(i) + (label() ? ", " + written(label().at(i)) : "");
  /** Asked for in the end: an earlier answer that comes late is nobody's. */
  let asked = 0;

  /** @param {number[]} points */
  function chosen(points) {
    asked++;
    if (!points.length) {
      put(aside, h("h2", {}, "Nothing is selected"), h("p.muted", {}, "Click a point for its neighbours, or draw a lasso: hold Shift, or press Lasso."));
      return;
    }
    if (points.length === 1) return one(points[0]);
    const rows = () => points.map((i) => [i, ...columns().map((c) => c.at(i))]);
    put(
      aside,
      h("h2", {}, counted(points.length, "point") + " chosen"),
      columns().filter((c) => c.levels).slice(0, 4).map((c) => shares(c, points, n)),
      images ? h("div.thumbnails", {}, points.slice(0, PICTURES).map((i) => images.thumbnail(i, words(i)))) : null,
      h("div.tools", {}, button("CSV of these", () => download(csv([["index", ...columns().map((c) => c.key)], ...rows()]), "chosen.csv")), button("Choose nothing", () => view().choose([]))),
      table({ key: "chosen", title: "Chosen points", columns: [{ key: "index", title: "index", type: "integer" }, ...columns().map((c) => ({ key: c.key, title: c.title, type: c.type }))], rows: rows().slice(0, ROWS) }),
    );
  }

  /** A point and its neighbours. @param {number} i */
  async function one(i) {
    const mine = asked;
    const facts = h("dl", {}, h("dt", {}, "index"), h("dd", {}, count(i)), columns().map((c) => [h("dt", {}, c.title), h("dd", {}, written(c.at(i)))]));
    const list = h("div", {}, h("p.muted", {}, "Loading …"));
    put(aside, h("h2", {}, "Point " + count(i)), images?.thumbnail(i, words(i)), facts, h("h3", {}, "Nearest neighbours"), list, button("Choose nothing", () => view().choose([])));
    let near = view().near(i, 10);
    let where = "Nearest in the plot, not in all dimensions.";
    /** @type {any[]} */
    let distances = [];
    if (vectors) try {
      const answer = await get("/api/points/neighbours", { job, index: i, count: 10 }, signal);
      near = answer.indices;
      distances = answer.distances ?? [];
      where = "In all " + (dimensions ? dimensions + " " : "") + "dimensions.";
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof ApiError) || error.status === 0) throw error;
    }
    if (mine !== asked) return;
    view().strong([i, ...near]);
    const line = (/** @type {number} */ k, /** @type {number} */ j) => h("li", {}, images?.thumbnail(k, words(k)), button("Point " + count(k), () => view().choose([k]), { class: "quiet" }), " ", label() ? written(label().at(k)) : "", distances[j] === undefined ? "" : " · " + real(distances[j]));
    put(list, h("p.muted", {}, where), h("ol", {}, near.map(line)));
  }
  return chosen;
}

/** How a class is shared among chosen points, beside all. @param {any} column @param {number[]} points @param {number} n */
function shares(column, points, n) {
  const here = new Float64Array(column.levels.length);
  const all = new Float64Array(column.levels.length);
  for (const i of points) here[column.codes[i]]++;
  for (let i = 0; i < n; i++) all[column.codes[i]]++;
  const order = [...here.keys()].sort((a, b) => here[b] - here[a]).slice(0, 6).filter((k) => here[k]);
  return [h("h3", {}, column.title), h("dl", {}, order.map((k) => [h("dt", {}, column.levels[k]), h("dd", {}, percent(here[k] / points.length) + " of these, " + percent(all[k] / n) + " of all")]))];
}
