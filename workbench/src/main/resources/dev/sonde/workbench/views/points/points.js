/** A projection: zoom, lasso, nearest neighbours, colours by any column, and what is chosen in words. */

import { h, put, button } from "../../core/dom.js";
import { ApiError, block, get, question } from "../../core/api.js";
import { count, counted, percent, real, written } from "../../core/format.js";
import { note, to } from "../../core/place.js";
import { csv, download } from "../../core/save.js";
import { table } from "../../blocks/table.js";
import { how } from "../../blocks/how.js";
import { stage } from "./stage.js";
import { column, coloured } from "./columns.js";
import { legendOf } from "./legend.js";

/** @param {import("../../main.js").Context} context */
export async function show({ main, args, params, signal }) {
  if (!args[0]) return choose(main, signal);
  const job = args[0];
  const [told, first, status] = await Promise.all([
    get("/api/points/columns", { job }, signal),
    block("/api/points", { job }, signal),
    get("/api/jobs/" + encodeURIComponent(job), {}, signal),
  ]);
  const positions = new Float32Array(first.bytes);
  const n = positions.length / 2;
  const frames = told.frames ?? [];
  /** @type {import("./columns.js").PointColumn[]} */
  const columns = told.columns.map(column);
  let by = columns.find((one) => one.key === params.get("colour")) ?? columns.find((one) => one.levels) ?? columns[0] ?? null;
  const legend = h("div");
  const aside = h("aside.aside", { "aria-label": "What is chosen", "aria-live": "polite" });
  const view = stage({ positions, label: `Projection of ${count(n)} points`, chosen, words: (i) => columns.slice(0, 6).map((one) => one.title + " " + written(one.at(i))).join(" · ") || "point " + count(i), signal });

  /** @param {number[]} points */
  function chosen(points) {
    if (!points.length) {
      put(aside, h("h2", {}, "Nothing is chosen"), h("p.muted", {}, "Click a point for its neighbours, or draw a lasso: hold Shift, or press Lasso."));
      return;
    }
    if (points.length === 1) return one(points[0]);
    const rows = () => points.map((i) => [i, ...columns.map((c) => c.at(i))]);
    put(
      aside,
      h("h2", {}, counted(points.length, "point") + " chosen"),
      columns.filter((c) => c.levels).slice(0, 4).map((c) => shares(c, points, n)),
      h("div.tools", {}, button("CSV of these", () => download(csv([["index", ...columns.map((c) => c.key)], ...rows()]), "chosen.csv")), button("Choose nothing", () => view.choose([]))),
      table({ key: "chosen", title: "Chosen points", columns: [{ key: "index", title: "index", type: "integer" }, ...columns.map((c) => ({ key: c.key, title: c.title, type: c.type }))], rows: rows().slice(0, 1000) }),
    );
  }

  /** A point and its neighbours. @param {number} i */
  async function one(i) {
    const facts = h("dl", {}, h("dt", {}, "index"), h("dd", {}, count(i)), columns.map((c) => [h("dt", {}, c.title), h("dd", {}, written(c.at(i)))]));
    const list = h("div", {}, h("p.muted", {}, "Loading …"));
    put(aside, h("h2", {}, "Point " + count(i)), facts, h("h3", {}, "Nearest neighbours"), list, button("Choose nothing", () => view.choose([])));
    let near = view.near(i, 10);
    let where = "In the picture, not in all dimensions.";
    /** @type {any[]} */
    let distances = [];
    try {
      const answer = await get("/api/points/neighbours", { job, index: i, count: 10 }, signal);
      near = answer.indices;
      distances = answer.distances ?? [];
      where = "In all " + (told.dimensions ? told.dimensions + " " : "") + "dimensions.";
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof ApiError) || error.status === 0) throw error;
    }
    const label = columns.find((c) => c.levels) ?? columns[0];
    view.strong([i, ...near]);
    put(list, h("p.muted", {}, where), h("ol", {}, near.map((k, j) => h("li", {}, button("Point " + count(k), () => view.choose([k]), { class: "quiet" }), " ", label ? written(label.at(k)) : "", distances[j] === undefined ? "" : " · " + real(distances[j])))));
  }

  const paint = () => {
    const { colours, shapes, scale } = coloured(by, n);
    view.colour(colours, shapes);
    put(legend, legendOf(by, scale));
  };
  const colour = h("select", { on: { change: () => ((by = columns[Number(colour.value)] ?? null), note({ colour: by?.key }), paint()) } }, columns.map((c, k) => h("option", { value: k, selected: c === by }, c.title)));
  const lasso = button("Lasso", () => lasso.setAttribute("aria-pressed", String(view.lasso())), { "aria-pressed": "false" });
  main.append(
    h("header", {}, h("p.above", {}, h("a", { href: to("answer", [job]) }, "The answer")), h("h1", {}, "Projection"), h("p.subtitle", {}, counted(n, "point") + (told.dimensions ? " of " + counted(told.dimensions, "dimension") : ""))),
    h("div.row", {}, columns.length ? h("label", {}, "Colour", colour) : null, frames.length > 1 ? slider(frames) : null),
    h("div.tools", {}, button("+", () => view.zoom(1.5), { "aria-label": "Zoom in" }), button("−", () => view.zoom(1 / 1.5), { "aria-label": "Zoom out" }), button("All", view.whole), lasso, button("PNG", () => view.save(), { class: "quiet" })),
    h("div.split.points", {}, h("div", {}, view.element, view.reading, legend), aside),
    how(status) ?? "",
  );
  chosen([]);
  paint();

  /** Layers or epochs; positions move from one to the next. @param {string[]} names */
  function slider(names) {
    /** @type {Map<number, Promise<Float32Array>>} */
    const kept = new Map([[0, Promise.resolve(positions)]]);
    const frame = (/** @type {number} */ k) => {
      if (!kept.has(k)) kept.set(k, block("/api/points", { job, frame: k }, signal).then((a) => new Float32Array(a.bytes)));
      return /** @type {Promise<Float32Array>} */ (kept.get(k));
    };
    const input = h("input", { type: "range", min: 0, max: names.length - 1, step: "any", value: params.get("frame") ?? 0 });
    const name = h("span.muted", {}, names[0]);
    const move = async () => {
      const at = Number(input.value);
      const low = Math.min(names.length - 2, Math.floor(at));
      const [a, b] = await Promise.all([frame(low), frame(low + 1)]);
      view.between(a, b, at - low);
      put(name, names[Math.round(at)]);
      note({ frame: at ? at.toFixed(2) : "" });
    };
    input.addEventListener("input", move);
    if (params.get("frame")) move();
    return h("label", {}, "Layer or epoch: ", name, input);
  }
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

/** Which projection? @param {HTMLElement} main @param {AbortSignal} signal */
async function choose(main, signal) {
  const answer = await get("/api/jobs", {}, signal);
  const jobs = (Array.isArray(answer) ? answer : answer.jobs).filter((/** @type {any} */ job) => job.question === "project" && job.state === "done");
  const declared = await question("project");
  main.append(
    h("header", {}, h("h1", {}, "Projection"), h("p.subtitle", {}, "Many vectors as points: labels, errors, neighbours.")),
    jobs.length ? h("ul.jobs", {}, jobs.map((/** @type {any} */ job) => h("li", {}, h("a", { href: to("points", [job.job]) }, job.command || job.job)))) : h("p", {}, "Nothing was projected yet."),
    h("p.ways", {}, declared ? h("a.way", { href: to("ask", ["project"]) }, "Project vectors") : h("span.muted", {}, "The question “project” is not declared in this version.")),
  );
}
