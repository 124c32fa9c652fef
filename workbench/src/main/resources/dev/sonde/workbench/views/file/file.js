/** One file: findings, its tensors, and what can be asked about it. */

import { h, put, breakable } from "../../core/dom.js";
import { declared, get } from "../../core/api.js";
import { fileOf, hasTensors, kindOf } from "../../core/files.js";
import { bytes, count, counted } from "../../core/format.js";
import { to } from "../../core/place.js";
import { findings } from "../../blocks/findings.js";
import { how, quoted, literal } from "../../blocks/how.js";
import { tensors } from "./tensors.js";

/** @param {import("../../main.js").Context} context */
export async function show({ main, args, params, signal }) {
  const file = await fileOf(args[0]);
  const [sign, kind] = kindOf(file.kind);
  const facts = [
    file.format,
    file.tensors ? counted(file.tensors, "tensor") : null,
    file.parameters ? count(file.parameters) + " parameters" : null,
    file.bytes ? bytes(file.bytes) : null,
  ].filter(Boolean);
  main.append(
    h("header", {}, h("h1", {}, breakable(file.name)), h("p.subtitle", {}, h("span.sign", { "aria-hidden": "true" }, sign), " " + kind + (facts.length ? " · " + facts.join(" · ") : ""))),
  );
  if (file.error) main.append(h("p.error", { role: "alert" }, file.error));
  if (hasTensors(file)) {
    main.append(
      h(
        "p.ways",
        {},
        h("a.way", { href: to("graph", [file.id]) }, "Graph and modules"),
        h("a.way", { href: to("two", [file.id]) }, "Compare with another file"),
        h("a.way", { href: to("intervene", [file.id]) }, "Intervene"),
        file.kind === "transformer" ? TEXT_VIEWS.map(([view, words]) => h("a.way", { href: to(view, [], { model: file.id }) }, words)) : null,
      ),
    );
    const found = h("section.summary", { "aria-labelledby": "found-title" }, h("h2", { id: "found-title" }, "What was found"), h("p.muted", {}, "Looking …"));
    main.append(found);
    tell(found, file, signal);
    main.append(h("section", { "aria-labelledby": "tensors-title" }, h("h2", { id: "tensors-title" }, "Tensors"), tensors(file, params, signal)));
  }
  main.append(h("section", {}, h("h2", {}, "Ask"), await asking(file)));
  if (hasTensors(file)) {
    main.append(
      how({
        command: "sonde stats " + quoted(file.path) + "\nsonde report " + quoted(file.path) + " -o report.html",
        java: "Checkpoint model = Checkpoint.open(Path.of(" + literal(file.path) + "));\nmodel.tensors().forEach(tensor -> System.out.println(tensor.address()));",
      }) ?? "",
    );
  }
}

/** @param {HTMLElement} section @param {import("../../core/files.js").OpenFile} file @param {AbortSignal} signal */
async function tell(section, file, signal) {
  const heading = section.firstElementChild;
  try {
    const answer = await get("/api/findings", { file: file.id }, signal);
    put(section, heading, findings(answer.findings, (address) => to("tensor", [file.id, address])) ?? h("p.muted", {}, "Nothing stands out."));
  } catch (error) {
    if (!signal.aborted) put(section, heading, h("p.error", {}, error instanceof Error ? error.message : String(error)));
  }
}

/** What a model that reads texts can be looked at with. */
const TEXT_VIEWS = [
  ["attention", "Attention"],
  ["lens", "Lens"],
  ["patch", "Patching"],
];

/** What a question needs, in words of kinds of files. */
const FITS = {
  checkpoint: new Set(["checkpoint", "groups"]),
  network: new Set(["checkpoint", "network", "groups", "inputs"]),
  transformer: new Set(["checkpoint", "network", "groups", "inputs"]),
  study: new Set(["study"]),
  run: new Set(["run", "network", "checkpoint", "groups", "inputs"]),
  data: new Set(["data", "vectors", "inputs", "machine"]),
};

/** Questions that fit the kind of file, then those that fit if it can be run. @param {import("../../core/files.js").OpenFile} file */
async function asking(file) {
  const all = await declared();
  const fits = /** @type {any} */ (FITS)[file.kind] ?? new Set();
  const needs = (/** @type {any} */ one) => one.needs.map((/** @type {string} */ need) => need.toLowerCase());
  const fitting = all.filter((one) => needs(one).every((/** @type {string} */ need) => fits.has(need)));
  const running = file.kind === "checkpoint" ? all.filter((one) => !fitting.includes(one) && needs(one).every((/** @type {string} */ need) => FITS.network.has(need))) : [];
  return [
    fitting.length ? list(fitting, file) : h("p.muted", {}, "No question is declared for files of this kind."),
    running.length ? [h("h3", {}, "If it is a network that can be run"), list(running, file)] : null,
    h("p", {}, h("a", { href: to("questions") }, "All questions")),
  ];
}

/** @param {any[]} questions @param {import("../../core/files.js").OpenFile} file */
const list = (questions, file) =>
  h("ul.asks", {}, questions.map((one) => h("li", {}, h("a", { href: to("ask", [one.name], { with: file.id }) }, one.name), " ", h("span.muted", {}, one.sentence))));
