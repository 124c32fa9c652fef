/** A projection: zoom, lasso, neighbours, colours by any column, layers and epochs by a slider. */

import { h, put, button } from "../../core/dom.js";
import { block, get, question } from "../../core/api.js";
import { count, counted, written } from "../../core/format.js";
import { note, to } from "../../core/place.js";
import { how } from "../../blocks/how.js";
import { stage } from "./stage.js";
import { column, coloured, numbered } from "./columns.js";
import { legendOf } from "./legend.js";
import { slider } from "./slider.js";
import { teller } from "./chosen.js";
import { images } from "./inputs.js";

/** Questions whose answers have points. */
const ASKED = /^(project|activity)$/;
const TRUST = "trust";

/** @param {import("../../main.js").Context} context */
export async function show({ main, args, params, signal }) {
  if (!args[0]) return choose(main, signal);
  const job = args[0];
  const [told, status] = await Promise.all([get("/api/points/columns", { job }, signal), get("/api/jobs/" + encodeURIComponent(job), {}, signal)]);
  const n = told.count;
  /** @type {import("./columns.js").PointColumn[]} */
  const columns = told.columns.map(column);
  const seen = told.inputs ? images(job, signal) : null;
  const legend = h("div");
  const aside = h("aside.aside", { "aria-label": "Selection", "aria-live": "polite" });
  /** @type {any} */
  let view = null;
  const frames = slider(told.sequences, { job, params, signal, move: (a, b, t) => view.between(a, b, t) });
  const chosen = teller(aside, { job, n, dimensions: told.dimensions, signal, columns: () => columns, view: () => view, images: seen, vectors: told.vectors });
  view = stage({
    positions: await frames.start(),
    label: `Projection of ${count(n)} points`,
    chosen,
    words: (i) => columns.slice(0, 6).map((one) => one.title + " " + written(one.at(i))).join(" · ") || "point " + count(i),
    beside: seen ? (i) => seen.thumbnail(i, "The input of point " + count(i)) : null,
    signal,
  });
  const wanted = params.get("colour");
  /** @type {import("./columns.js").PointColumn|null} */
  let by = columns.find((one) => one.key === wanted) ?? columns.find((one) => one.levels) ?? columns[0] ?? null;
  const paint = () => {
    const { colours, shapes, scale } = coloured(by, n);
    view.colour(colours, shapes);
    put(legend, legendOf(by, scale), by?.key === TRUST ? h("p.muted", {}, "Share of a point's nearest neighbours in all dimensions that are also near it in the plot. Grey: not computed.") : null);
  };
  /** Trust is computed when it is first looked at; who has chosen another colour meanwhile keeps it. */
  const trusted = async () => {
    put(legend, h("p.muted", { "aria-busy": "true" }, "Looking for the neighbours of each point …"));
    try {
      const { headers, bytes } = await block("/api/points/trust", { job }, signal);
      if (columns.some((one) => one.key === TRUST)) return;
      columns.push(numbered(TRUST, "trust, of " + headers.get("X-Sonde-Neighbours") + " neighbours", new Float32Array(bytes)));
      if (colour.value === TRUST) paintBy(TRUST);
    } catch (error) {
      if (!signal.aborted && colour.value === TRUST) put(legend, h("p.error", {}, error instanceof Error ? error.message : String(error)));
    }
  };
  const paintBy = (/** @type {string} */ key) => {
    note({ colour: key });
    if (key === TRUST && !columns.some((one) => one.key === TRUST)) return trusted();
    by = columns.find((one) => one.key === key) ?? null;
    paint();
  };
  const choices = [...columns.map((c) => [c.key, c.title]), ...(told.vectors ? [[TRUST, "trust of each point"]] : [])];
  const colour = h("select", { on: { change: () => paintBy(colour.value) } }, choices.map(([key, title]) => h("option", { value: key, selected: key === (wanted ?? by?.key) }, title)));
  const lasso = button("Lasso", () => lasso.setAttribute("aria-pressed", String(view.lasso())), { "aria-pressed": "false" });
  main.append(
    h("header", {}, h("p.above", {}, h("a", { href: to("answer", [job]) }, "The answer")), h("h1", {}, "Projection"), h("p.subtitle", {}, counted(n, "point") + (told.dimensions ? " of " + counted(told.dimensions, "dimension") : ""))),
    h("div.row", {}, choices.length ? h("label", {}, "Colour", colour) : null, frames.element),
    h("div.tools", {}, button("+", () => view.zoom(1.5), { "aria-label": "Zoom in" }), button("−", () => view.zoom(1 / 1.5), { "aria-label": "Zoom out" }), button("All", view.whole), lasso, button("PNG", () => view.save(), { class: "quiet" })),
    h("div.split.points", {}, h("div", {}, view.element, view.reading, legend), aside),
    how(status) ?? "",
  );
  chosen([]);
  paint();
  frames.show();
  if (wanted === TRUST && told.vectors) trusted();
}

/** Which projection? @param {HTMLElement} main @param {AbortSignal} signal */
async function choose(main, signal) {
  const { jobs } = await get("/api/jobs", {}, signal);
  const done = jobs.filter((/** @type {any} */ job) => ASKED.test(job.question) && job.state === "done");
  const declared = (await Promise.all(["project", "activity"].map(question))).filter(Boolean);
  main.append(
    h("header", {}, h("h1", {}, "Projection"), h("p.subtitle", {}, "Many vectors as points: labels, errors, neighbours, layers and epochs.")),
    done.length ? h("ul.jobs", {}, done.map((/** @type {any} */ job) => h("li", {}, h("a", { href: to("points", [job.job]) }, job.command || job.job)))) : h("p", {}, "Nothing was projected yet."),
    h("p.ways", {}, declared.map((one) => h("a.way", { href: to("ask", [one.name]), title: one.sentence }, one.name === "project" ? "Project vectors" : "Show hidden activity over layers and epochs"))),
  );
}
