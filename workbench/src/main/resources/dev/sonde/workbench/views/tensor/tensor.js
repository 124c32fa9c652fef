/** One tensor: numbers, histogram, every value under the pointer, filters as pictures. */

import { h, put, breakable } from "../../core/dom.js";
import { get, question } from "../../core/api.js";
import { fileOf } from "../../core/files.js";
import { count, real, shape } from "../../core/format.js";
import { to } from "../../core/place.js";
import { how, quoted, literal } from "../../blocks/how.js";
import { pinned } from "../notes/pin.js";
import { heatmap } from "./heatmap.js";
import { histogram } from "./histogram.js";
import { filters } from "./filters.js";

const NAMES = {
  mean: "Mean",
  sd: "Standard deviation",
  std: "Standard deviation",
  rms: "RMS",
  min: "Smallest",
  max: "Largest",
  zeros: "Zeros",
  nan: "Not numbers",
  infinite: "Infinite",
  count: "Values",
  skewness: "Skewness",
  kurtosis: "Kurtosis",
};

/** @param {import("../../main.js").Context} context */
export async function show({ main, args, params, signal }) {
  const [id, address] = args;
  const file = await fileOf(id);
  const tensor = await get("/api/tensor", { file: id, address }, signal);
  main.append(
    h(
      "header",
      {},
      h("p.above", {}, h("a", { href: to("file", [id]) }, breakable(file.name))),
      h("h1", {}, breakable(address)),
      h("p.subtitle", {}, [tensor.dtype, shape(tensor.shape)].filter(Boolean).join(" · ")),
    ),
    numbers(tensor),
  );
  const values = h("section", { "aria-labelledby": "values-title" }, h("h2", { id: "values-title" }, "Values"), h("p.muted", {}, "Loading …"));
  const bars = tensor.histogram ? h("section", { "aria-labelledby": "histogram-title" }, h("h2", { id: "histogram-title" }, "Distribution of the values"), histogram(tensor.histogram, address)) : null;
  main.append(values, bars ?? "");
  get("/api/tiles", { file: id, address }, signal)
    .then((plan) => {
      put(values, values.firstElementChild, heatmap({ of: { file: id }, address, plan, params, signal }));
      const pictures = filters({ file: id, address, shape: tensor.shape, plan, signal });
      if (pictures) values.after(h("section", { "aria-labelledby": "filters-title" }, h("h2", { id: "filters-title" }, "Filters as pictures"), pictures));
    })
    .catch((error) => {
      if (!signal.aborted) put(values, values.firstElementChild, h("p.error", {}, error.message));
    });
  main.append(await further(id, address));
  main.append(
    h("p.tools", {}, pinned({ type: "tensor", title: address, text: file.name + ": " + address + ", " + shape(tensor.shape) })),
    how({
      command: ["sonde heatmap " + quoted(file.path) + " " + quoted(address) + " -o heatmap.svg", "sonde hist " + quoted(file.path) + " " + quoted(address), "sonde stats --match " + quoted(address) + " " + quoted(file.path)].join("\n"),
      java:
        "Checkpoint model = Checkpoint.open(Path.of(" + literal(file.path) + "));\n" +
        "MatrixImage image = MatrixImage.of(model.tensor(" + literal(address) + "), Settings.defaults());\n" +
        'FigureFile.write(HeatmapFigure.of(image), Path.of("heatmap.svg"));',
    }) ?? "",
  );
}

/** @param {any} tensor */
export function numbers(tensor) {
  const told = { ...(tensor.statistics ?? tensor) };
  const pairs = Object.entries(NAMES).flatMap(([key, title]) => {
    const value = told[key];
    return typeof value === "number" || /^(NaN|-?Infinity)$/.test(String(value)) ? [[title, Number.isInteger(value) ? count(value) : real(value, 4)]] : [];
  });
  const seen = new Set();
  const once = pairs.filter(([title]) => !seen.has(title) && seen.add(title));
  return h(
    "dl.numbers",
    {},
    once.map(([title, value]) => h("div", {}, h("dt", {}, title), h("dd", {}, value))),
    tensor.aliases?.length ? h("div", {}, h("dt", {}, "The same values as"), h("dd", {}, tensor.aliases.join(", "))) : null,
  );
}

/** Questions about just this tensor. @param {string} file @param {string} address */
async function further(file, address) {
  /** @type {[string, string, Object<string, string>][]} */
  const ways = [
    ["stats", "Spectrum: singular values, rank, power law", { files: file, match: address, spectrum: "true" }],
    ["hist", "Histogram as a figure", { checkpoint: file, addresses: address }],
    ["heatmap", "Heatmap as a figure", { file, address }],
  ];
  const known = await Promise.all(ways.map(([name]) => question(name)));
  return h("p.ways", {}, ways.map(([name, words, settings], i) => (known[i] ? h("a.way", { href: to("ask", [name], settings) }, words) : null)));
}
