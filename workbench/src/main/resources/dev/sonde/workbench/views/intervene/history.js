/** What was tried in this tab; each try can be repeated by its command. */

import { h } from "../../core/dom.js";
import { count, percent, real } from "../../core/format.js";
import { to } from "../../core/place.js";
import { how } from "../../blocks/how.js";
import { numbers } from "./control.js";

const KEY = "sonde.tries";
const KEPT = 50;

/** @typedef {{file: string, way: string, job: string, chosen: string[]|null, line: string, command: string}} Try */

/** @returns {Try[]} */
function kept() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? "[]");
  } catch {
    return [];
  }
}

/**
 * @param {string} file
 * @param {{way: string, job: string, chosen: string[]|null, answer: any, findings: any[], command: string}} what
 * @returns {string} what it cost, in words
 */
export function remember(file, { way, job, chosen, answer, findings, command }) {
  const told = findings.find((one) => one.severity === "notable") ?? findings[0];
  const line = (chosen ? cost(answer, chosen) : "") || told?.text || "";
  const tries = kept().filter((one) => one.job !== job);
  tries.push({ file, way, job, chosen, line, command });
  sessionStorage.setItem(KEY, JSON.stringify(tries.slice(-KEPT)));
  return line;
}

/** What is left without the chosen units, beside what is left without random ones. @param {any} answer @param {string[]} chosen */
const cost = (answer, chosen) => (answer?.whole ? ofSums(answer, chosen) : answer?.effects ? ofSites(answer, chosen) : "");

/** Units of any sites: accuracy where the answers are classes, else the loss. @param {any} answer @param {string[]} chosen */
function ofSites({ base, effects }, chosen) {
  const wanted = chosen.map((group) => numbers(group).join(","));
  return effects
    .filter((/** @type {any} */ one) => Array.isArray(one.units) && wanted.includes(one.units.join(",")))
    .map((/** @type {any} */ { site, units, loss, accuracy, changed, control }) => {
      const left = accuracy === null ? "loss " + real(loss) + " instead of " + real(base.loss) : percent(accuracy) + " right instead of " + percent(base.accuracy) + ", " + percent(changed) + " of the answers changed,";
      const random = accuracy === null ? "loss " + real(control.loss) + deviation(real, control.loss_deviation) : percent(control.accuracy) + deviation(percent, control.accuracy_deviation) + " right, " + percent(control.changed) + " changed";
      return site + ": " + left + " without " + count(units.length) + " chosen " + (units.length === 1 ? "unit" : "units") + (control.n ? "; without as many random ones " + random + " (" + count(control.n) + " sets)" : "");
    })
    .join(". ");
}

/** @param {(value: any) => string} format @param {any} value */
const deviation = (format, value) => (value === null || value === undefined ? "" : " ± " + format(value));

/** Of a network that adds. @param {any} answer @param {string[]} chosen */
function ofSums(answer, chosen) {
  const wanted = chosen.map((group) => numbers(group).join(","));
  const parts = [];
  for (const side of ["encoder", "decoder"]) {
    const effects = answer[side] ?? [];
    const own = effects.filter((/** @type {any} */ e) => wanted.includes(e.units.join(",")));
    const random = effects.filter((/** @type {any} */ e) => !wanted.includes(e.units.join(","))).map((/** @type {any} */ e) => e.exact);
    for (const effect of own) {
      const mean = random.reduce((/** @type {number} */ a, /** @type {number} */ b) => a + b, 0) / random.length;
      const sd = Math.sqrt(random.reduce((/** @type {number} */ a, /** @type {number} */ b) => a + (b - mean) ** 2, 0) / (random.length - 1));
      parts.push(
        `${side}: exact ${percent(effect.exact)} of ${percent(answer.whole.exact)} without ${count(effect.units.length)} chosen units` +
          (random.length > 1 ? `; without as many random ones ${percent(mean)} ± ${percent(sd)} (${count(random.length)} groups)` : random.length ? `; without as many random ones ${real(mean)}` : ""),
      );
    }
  }
  return parts.join(". ");
}

/** @param {string} file */
export function tried(file) {
  const tries = kept().filter((one) => one.file === file);
  if (!tries.length) return null;
  return h(
    "section",
    {},
    h("h2", {}, "Tried"),
    h("ol.jobs", {}, tries.reverse().map((one) => h("li", {}, h("p", {}, h("a", { href: to("answer", [one.job]) }, one.way + (one.chosen ? " " + one.chosen.join("; ") : ""))), one.line ? h("p", {}, one.line) : null, how({ command: one.command })))),
  );
}
