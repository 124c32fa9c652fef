/** A network as modules and calls: opened in place, painted by a statistic, found by typing. */

import { h, put, button, say } from "../../core/dom.js";
import { get } from "../../core/api.js";
import { fileOf, all, hasTensors } from "../../core/files.js";
import { limits, strip } from "../../core/colour.js";
import { counted, number, real } from "../../core/format.js";
import { note, to } from "../../core/place.js";
import { how, quoted } from "../../blocks/how.js";
import { breakable } from "../../core/dom.js";
import { drawing } from "./drawing.js";
import { details } from "./details.js";
import { tree } from "./tree.js";

const STATISTICS = [
  ["", "kind of part"],
  ["rms", "RMS of the weights"],
  ["dead", "share of dead channels"],
  ["change", "change to another file"],
];

/** @param {import("../../main.js").Context} context */
export async function show({ main, args, params, signal }) {
  const file = await fileOf(args[0]);
  const others = (await all()).filter((one) => hasTensors(one) && one.id !== file.id);
  let opened = (params.get("open") ?? "").split(",").filter(Boolean);
  let other = params.get("other") ?? "";
  let statistic = other && !params.get("colour") ? "change" : params.get("colour") ?? "";
  let input = params.get("input") ?? "";
  const keep = (/** @type {string} */ chosen) => (input = chosen);
  const aside = h("aside.aside", { "aria-label": "Selection" });
  const told = h("p.reading", { "aria-live": "polite" });
  const view = drawing({ choose, open: turn, label: "Graph of " + file.name, signal });

  let graph = await get("/api/graph", { file: file.id, open: opened.join(",") }, signal);
  const parts = tree(graph, choose, turn);

  /** @param {any} node */
  function choose(node) {
    note({ node: node?.id ?? "" });
    view.select(node?.id ?? null, true);
    details(aside, { file, node, signal, value: node ? values[node.id] : undefined, unit, input, keep });
    if (node) say(node.label);
  }

  /** Opens a module in place, or closes it. @param {any} node */
  async function turn(node) {
    if (!node.openable) return;
    const name = node.module || node.id;
    opened = opened.includes(name) ? opened.filter((one) => one !== name && !one.startsWith(name + ".")) : [...opened, name];
    note({ open: opened.join(",") });
    graph = await get("/api/graph", { file: file.id, open: opened.join(",") }, signal);
    view.show(graph, node.id);
    parts.show(graph);
    await paint();
    say(node.label + (opened.includes(name) ? " is open" : " is closed"));
  }

  /** @type {Object<string, number>} */
  let values = {};
  let unit = "";
  const bar = h("canvas.strip", { role: "img", "aria-label": "Scale of the colours" });
  const ends = [h("span"), h("span")];
  const scale = h("p.scale", { hidden: true }, ends[0], bar, ends[1]);
  async function paint() {
    otherLabel.hidden = statistic !== "change";
    if (!statistic || (statistic === "change" && !other)) {
      values = {};
      view.paint(null);
      scale.hidden = true;
      put(told, statistic === "change" ? "Choose the file to compare with." : "");
      return;
    }
    try {
      const answer = await get("/api/graph/values", { file: file.id, statistic, other: statistic === "change" ? other : "", open: opened.join(",") }, signal);
      values = Object.fromEntries(Object.entries(answer.values).map(([id, raw]) => [id, number(raw)]));
      unit = answer.unit ?? "";
      // Colours are for what is seen; a part inside a closed module must not dim the others.
      const seen = graph.nodes.filter((/** @type {any} */ n) => !n.opened && n.id in values).map((/** @type {any} */ n) => values[n.id]);
      const bounds = limits(seen, answer.signed);
      if (!answer.signed) bounds.low = Math.min(0, bounds.low);
      strip(bar, answer.signed);
      put(ends[0], real(bounds.low));
      put(ends[1], real(bounds.high) + " " + unit);
      scale.hidden = false;
      view.paint({ values, scale: bounds, unit });
      const [most] = Object.entries(values).filter(([id]) => graph.nodes.some((/** @type {any} */ n) => n.id === id && !n.opened)).sort((a, b) => Math.abs(b[1]) - Math.abs(a[1]));
      const node = most && graph.nodes.find((/** @type {any} */ n) => n.id === most[0]);
      put(told, node ? ["Greatest: ", button(node.label, () => choose(node), { class: "quiet" }), " with " + real(most[1]) + " " + unit] : "No part has this number.");
    } catch (error) {
      if (!signal.aborted) put(told, error instanceof Error ? error.message : String(error));
    }
  }

  const colour = h("select", { on: { change: () => ((statistic = colour.value), note({ colour: statistic }), paint()) } }, STATISTICS.map(([value, words]) => h("option", { value, selected: value === statistic }, words)));
  const second = h(
    "select",
    { on: { change: () => ((other = second.value), note({ other }), paint()) } },
    h("option", { value: "" }, "Choose …"),
    others.map((one) => h("option", { value: one.id, selected: one.id === other }, one.path)),
  );
  const otherLabel = h("label", {}, "The other file", second);
  const found = h("input", {
    type: "search",
    placeholder: "Find a part",
    on: {
      input: () => {
        const hits = view.find(found.value);
        put(told, found.value ? counted(hits.length, "part") + " found" : "");
        if (hits.length) view.select(hits[0].id, true);
      },
      keydown: (/** @type {KeyboardEvent} */ e) => e.key === "Enter" && view.found() && choose(view.found()),
    },
  });
  main.append(
    h("header", {}, h("p.above", {}, h("a", { href: to("file", [file.id]) }, breakable(file.name))), h("h1", {}, "Graph"), h("p.subtitle", {}, counted(graph.nodes.length, "part"), graph.edges?.length ? "" : ". The file says no order of computation: its modules are shown.")),
    h("div.row", {}, h("label", {}, "Colour", colour), otherLabel, h("label", {}, "Find", found)),
    h("div.tools", {}, button("+", () => view.zoom(1.4), { "aria-label": "Zoom in" }), button("−", () => view.zoom(1 / 1.4), { "aria-label": "Zoom out" }), button("All", view.whole), h("span.muted", {}, "▸ opens a module in place: double-click or Enter.")),
    h("div.split.graph", {}, h("div", {}, view.element, told, scale, h("details", {}, h("summary", {}, "The same as a tree"), parts.element)), aside),
    how({ command: "sonde open " + quoted(file.path) + "\nsonde sites " + quoted(file.path) }) ?? "",
  );
  view.show(graph, null);
  const chosen = graph.nodes.find((/** @type {any} */ n) => n.id === params.get("node"));
  details(aside, { file, node: chosen ?? null, signal, value: undefined, unit, input, keep });
  if (chosen) view.select(chosen.id, false);
  await paint();
}
