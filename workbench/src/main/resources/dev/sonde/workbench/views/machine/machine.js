/** A machine beside the hidden states of a network that learned it: stepping through a word moves in both. */

import { h, put, button, say } from "../../core/dom.js";
import { block, get } from "../../core/api.js";
import { count, percent, real } from "../../core/format.js";
import { note, to } from "../../core/place.js";
import { how } from "../../blocks/how.js";
import { stage } from "../points/stage.js";
import { coloured, column } from "../points/columns.js";
import { legendOf } from "../points/legend.js";
import { drawn } from "./drawn.js";
import { prefixes, symbols, written } from "./word.js";

/** @param {import("../../main.js").Context} context */
export async function show({ main, args, params, signal }) {
  const job = args[0];
  const [told, first, status] = await Promise.all([get("/api/states", { job }, signal), block("/api/states/points", { job }, signal), get("/api/jobs/" + encodeURIComponent(job), {}, signal)]);
  const { machine, words, states, clusterings } = told;
  const positions = new Float32Array(first.bytes);
  const n = positions.length / 2;
  const shares = (first.headers.get("X-Sonde-Shares") ?? "").split(",").map(Number);
  const find = prefixes(words);
  let which = Math.max(0, clusterings.findIndex((/** @type {any} */ one) => one.name === params.get("clustering")));
  const named = (/** @type {number} */ label) => (label < 0 ? "noise" : "c" + label);
  const byState = column({ key: "state", title: "state", type: "text", levels: machine.states, codes: states });
  const byCluster = () => {
    const { labels } = clusterings[which];
    const all = [...new Set(labels)].sort((/** @type {any} */ a, /** @type {any} */ b) => a - b);
    const place = new Map(all.map((label, k) => [label, k]));
    return column({ key: "cluster", title: "cluster", type: "text", levels: all.map(named), codes: labels.map((/** @type {number} */ label) => place.get(label)) });
  };
  let clusters = byCluster();
  let by = params.get("colour") === "cluster" ? clusters : byState;
  const legend = h("div");
  const view = stage({ positions, label: `State vectors, ${count(n)} points`, words: (i) => "state " + machine.states[states[i]] + " · cluster " + named(clusterings[which].labels[i]), chosen: () => {}, signal });
  const paint = () => {
    const { colours, shapes, scale } = coloured(by, n);
    view.colour(colours, shapes);
    put(legend, legendOf(by, scale));
  };

  const shownMachine = drawn(machine, told.svg);
  const field = h("input", { type: "text", id: "word", value: params.get("word") ?? written(longest(words), machine.inputs), autocomplete: "off", spellcheck: "false" });
  const complaint = h("p.error", { role: "alert", hidden: true });
  const tape = h("p.tokens", { "aria-label": "The word; symbols read so far are marked" });
  const standing = h("p.reading", { "aria-live": "polite" });
  /** @type {number[]} */
  let word = [];
  /** @type {number[]} of the prefixes */
  let path = [];
  let step = 0;

  const stand = (/** @type {number} */ to) => {
    step = Math.max(0, Math.min(word.length, to));
    note({ step: step || "" });
    let state = machine.initial;
    for (const symbol of word.slice(0, step)) state = machine.next[state][symbol];
    shownMachine.mark(state, step < word.length ? word[step] : null);
    [...tape.children].forEach((one, t) => {
      one.classList.toggle("read", t < step);
      one.setAttribute("aria-pressed", String(t === step - 1));
    });
    const seen = path.slice(0, step);
    view.trace(seen);
    const here = seen.length === step ? seen.at(-1) : undefined;
    const label = here === undefined ? null : clusterings[which].labels[here];
    const cluster = clusterings[which].map.find((/** @type {any} */ one) => one.cluster === label);
    const parts = ["After " + count(step) + " of " + count(word.length) + " symbols the machine is in " + machine.states[state]];
    if (machine.own) parts[0] += " and says " + machine.outputs[machine.own[state]];
    if (step && here === undefined) parts.push("No analysed word begins like this; ask again with more words.");
    else if (step && label !== null) parts.push("The network's vector lies in " + (label < 0 ? "no cluster" : "cluster " + named(label)) + (cluster ? ", where most vectors are of state " + cluster.state + " (ambiguity " + real(cluster.ambiguity) + ")" : "") + (cluster && label >= 0 ? (cluster.state === machine.states[state] ? ": both agree" : ": they differ") : ""));
    put(standing, parts.join(". ") + (parts.at(-1)?.endsWith(".") ? "" : "."));
    say(standing.textContent ?? "");
  };
  const read = () => {
    const { word: found, error } = symbols(field.value, machine.inputs);
    complaint.textContent = error ?? "";
    complaint.hidden = !error;
    if (error) return;
    word = found;
    path = find(word);
    note({ word: field.value });
    put(tape, word.map((symbol, t) => h("button", { type: "button", "aria-pressed": "false", on: { click: () => stand(t + 1) } }, machine.inputs[symbol])));
    stand(step);
  };
  field.addEventListener("input", () => {
    step = 0;
    read();
  });
  const colour = h("select", { on: { change: () => ((by = colour.value === "cluster" ? clusters : byState), note({ colour: colour.value }), paint()) } }, ["state", "cluster"].map((one) => h("option", { value: one, selected: one === by.key }, "by " + one)));
  const clustering = h(
    "select",
    {
      on: {
        change: () => {
          which = Number(clustering.value);
          clusters = byCluster();
          if (by !== byState) by = clusters;
          note({ clustering: clusterings[which].name });
          paint();
          stand(step);
        },
      },
    },
    clusterings.map((/** @type {any} */ one, /** @type {number} */ k) => h("option", { value: k, selected: k === which }, one.name + ", " + count(one.clusters) + " clusters, ambiguity " + real(one.weighted))),
  );
  main.append(
    h("header", {}, h("p.above", {}, h("a", { href: to("answer", [job]) }, "The answer")), h("h1", {}, "Machine and hidden states"), h("p.subtitle", {}, machine.name + " · " + count(n) + " state vectors")),
    h("div.field", {}, h("label", { for: "word" }, "Word"), field, complaint),
    h("div.tools", {}, button("First", () => stand(0)), button("Back", () => stand(step - 1)), button("Step", () => stand(step + 1), { class: "primary" }), button("Last", () => stand(word.length))),
    tape,
    standing,
    h(
      "div.both",
      {},
      h("section", {}, h("h2", {}, "Machine"), shownMachine.element),
      h("section.points", {}, h("h2", {}, "State vectors"), h("div.row", {}, h("label", {}, "Clustering", clustering), h("label", {}, "Colour", colour)), view.element, view.reading, h("p.muted", {}, "Principal components" + (shares.length > 1 ? ", " + percent(shares[0]) + " and " + percent(shares[1]) + " of the variance." : ".")), legend),
    ),
    how(status) ?? "",
  );
  paint();
  step = Number(params.get("step")) || 0;
  read();
}

/** @param {number[][]} words */
const longest = (words) => words.reduce((best, one) => (one.length > best.length ? one : best), []);
