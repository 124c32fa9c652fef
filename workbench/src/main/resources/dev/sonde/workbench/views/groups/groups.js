/** Groups of models: distances within and between, for any tensor and any measure; runs as dots. */

import { h, put } from "../../core/dom.js";
import { get } from "../../core/api.js";
import { number } from "../../core/format.js";
import { all } from "../../core/files.js";
import { note, to } from "../../core/place.js";
import { findings } from "../../blocks/findings.js";
import { how } from "../../blocks/how.js";
import { map, strips } from "./dots.js";

/** Distances as people know them, with their units. @type {Object<string, string>} */
const NAMES = {
  w1: "Wasserstein distance (standard deviations)",
  js: "Jensen–Shannon distance, 0 to 1",
  ks: "Kolmogorov–Smirnov distance, 0 to 1",
  hellinger: "Hellinger distance, 0 to 1",
  bhattacharyya: "Bhattacharyya, 1 − Σ√(pq), 0 to 1",
};
const named = (/** @type {string} */ distance) => NAMES[distance] ?? distance;

/** @param {import("../../main.js").Context} context */
export async function show({ main, args, params, signal }) {
  const path = "/api/jobs/" + encodeURIComponent(args[0]);
  const [document, page, job, files] = await Promise.all([get(path + "/answer", {}, signal), get(path + "/page", {}, signal), get(path, {}, signal), all()]);
  const groups = document.groups.map((/** @type {any} */ one) => one.name);
  const runs = document.groups.flatMap((/** @type {any} */ one, /** @type {number} */ group) => one.runs.map((/** @type {string} */ run) => ({ name: run.slice(run.lastIndexOf("/") + 1), group, file: files.find((file) => file.path === run)?.id ?? null })));
  const { tensors } = document;
  let tensor = tensors.find((/** @type {any} */ one) => one.name === params.get("tensor")) ?? tensors[0];
  let distance = params.get("distance") ?? document.distance;
  const body = h("div.both");
  const draw = () => {
    const measure = tensor.measures.find((/** @type {any} */ one) => one.distance === distance) ?? tensor.measures[0];
    const table = runs.map(() => runs.map(() => 0));
    const within = groups.map((/** @type {string} */ name, /** @type {number} */ group) => ({ label: "within " + name, group, values: /** @type {number[]} */ ([]) }));
    /** @type {{label: string, group: number|null, values: number[]}} */
    const between = { label: "between groups", group: null, values: [] };
    let pair = 0;
    for (let i = 0; i < runs.length; i++) {
      for (let j = i + 1; j < runs.length; j++) {
        const value = number(measure.pairs[pair++]);
        table[i][j] = table[j][i] = value;
        if (Number.isFinite(value)) (runs[i].group === runs[j].group ? within[runs[i].group] : between).values.push(value);
      }
    }
    put(body, h("section", {}, h("h2", {}, "Distances"), strips([...within, between], named(measure.distance))), h("section", {}, h("h2", {}, "Runs"), table.flat().every(Number.isFinite) ? map(runs, table, groups) : h("p.muted", {}, "Some runs have no distance to each other here, so no map of them can be drawn.")));
  };
  const which = h("select", { on: { change: () => ((tensor = tensors[Number(which.value)]), note({ tensor: tensor.name }), draw()) } }, tensors.map((/** @type {any} */ one, /** @type {number} */ k) => h("option", { value: k, selected: one === tensor }, one.name)));
  const by = h("select", { on: { change: () => ((distance = by.value), note({ distance }), draw()) } }, tensor.measures.map((/** @type {any} */ one) => h("option", { value: one.distance, selected: one.distance === distance }, named(one.distance))));
  main.append(
    h("header", {}, h("p.above", {}, h("a", { href: to("answer", [args[0]]) }, "The answer")), h("h1", {}, "Groups of models"), h("p.subtitle", {}, groups.join(" · "))),
    h("section.summary", {}, h("h2", {}, "What was found"), findings(page.findings)),
    h("div.row", {}, h("label", {}, "Tensor", which), h("label", {}, "Distance", by)),
    body,
    how(job) ?? "",
  );
  draw();
}
