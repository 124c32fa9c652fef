/** An answer: progress while it is computed, then its page, and how to get it again. */

import { h, put, button, say } from "../../core/dom.js";
import { get, remove, url } from "../../core/api.js";
import { follow, over } from "../../core/live.js";
import { all, hasTensors } from "../../core/files.js";
import { seconds } from "../../core/format.js";
import { to } from "../../core/place.js";
import { block } from "../../blocks/blocks.js";
import { findings } from "../../blocks/findings.js";
import { how } from "../../blocks/how.js";
import { pinned } from "../notes/pin.js";
import { progress } from "../jobs/progress.js";
import { addressOf } from "../text/asked.js";

/** @param {import("../../main.js").Context} context */
export async function show({ main, args, signal }) {
  const key = args[0];
  const path = "/api/jobs/" + encodeURIComponent(key);
  const job = await get(path, {}, signal);
  const title = h("h1", {}, job.question);
  const subtitle = h("p.subtitle");
  const body = h("div.answer", { "aria-busy": "true" });
  main.append(h("header", {}, h("p.above", {}, h("a", { href: to("jobs") }, "Answers")), title, subtitle), body);
  const tell = (/** @type {any} */ now) => {
    if (!over(now)) put(body, progress(now), button("Stop", () => remove(path)), settings(now));
  };
  const end = async (/** @type {any} */ last) => {
    body.setAttribute("aria-busy", "false");
    if (last.state === "done") {
      await answered(last, { title, subtitle, body, signal });
      say("Answered");
    } else put(body, h("p.error", { role: "alert" }, last.state === "stopped" ? "Stopped." : last.error || "This failed."), again(last), settings(last), how(last));
  };
  if (over(job)) {
    await end(job);
    return;
  }
  tell(job);
  follow(key, tell, signal)
    .then(end)
    .catch((error) => !signal.aborted && put(body, h("p.error", { role: "alert" }, error.message)));
}

/** @param {any} job @param {any} parts */
async function answered(job, { title, subtitle, body, signal }) {
  const path = "/api/jobs/" + encodeURIComponent(job.job);
  const page = await get(path + "/page", {}, signal);
  put(title, page.title || job.question);
  put(subtitle, page.about ?? page.subtitle ?? "");
  document.title = (page.title || job.question) + " · Sonde";
  const lead = await leading(job);
  const around = {
    lead: (/** @type {any} */ column, /** @type {any} */ value) => (/^(address|tensor|name)$/.test(column.key) && typeof value === "string" ? lead(value) : null),
    pin: (/** @type {any} */ one, /** @type {HTMLElement} */ element) =>
      h("div.pinnable", {}, element, pinned({ type: one.type, title: one.title ?? one.caption ?? page.title, job: job.job, block: one.key ?? one.caption ?? null })),
  };
  const beside = (/** @type {any} */ one) => pinned({ type: "finding", title: page.title, text: one.text, job: job.job });
  put(
    body,
    page.findings.length ? h("section.summary", { "aria-labelledby": "found-title" }, h("h2", { id: "found-title" }, "What was found"), findings(page.findings, lead, beside)) : null,
    h("p.tools", {}, outputs(job, page), looked(job), again(job)),
    page.sections.length >= 3 ? contents(page.sections) : null,
    page.sections.map((/** @type {any} */ section, /** @type {number} */ i) => h("section", { id: "part" + i, tabindex: "-1" }, section.title ? h("h2", {}, section.title) : null, section.blocks.map((/** @type {any} */ one) => block(one, around)))),
    how(job, true),
    provenance(page.provenance ?? job.provenance, job),
  );
}

/** Answers that can be looked at further in a view of their own. @type {Object<string, [string, string]>} */
const VIEWS = {
  project: ["points", "Look at the points"],
  activity: ["points", "Look at the points"],
  attention: ["attention", "Look at the patterns"],
  lens: ["lens", "Look at the grid"],
  patch: ["patch", "Look at the grid"],
  similarity: ["similarity", "Look at the grid"],
  compare: ["groups", "Look at runs and distances"],
  states: ["machine", "Step through machine and clusters"],
};

/** Views that ask again where the answer is forgotten. */
const TEXTS = new Set(["attention", "lens", "patch"]);

/** @param {any} job */
function looked(job) {
  const view = VIEWS[job.question];
  // Of networks that read no text, patch has a page and no grid.
  // Of groups of networks, similarity has a page and no grid.
  if (!view || (job.question === "similarity" && job.settings.group) || (job.question === "patch" && !job.settings.answer)) return null;
  return h("a.way", { href: to(view[0], [job.job], TEXTS.has(view[0]) ? addressOf(job) : {}) }, view[1]);
}

/** @param {any[]} sections */
function contents(sections) {
  const jump = (/** @type {number} */ i) => (/** @type {Event} */ event) => {
    event.preventDefault();
    const part = document.getElementById("part" + i);
    part?.scrollIntoView();
    part?.focus({ preventScroll: true });
  };
  return h("nav.contents", { "aria-label": "Parts of this answer" }, h("ol", {}, sections.map((one, i) => h("li", {}, h("a", { href: "#", on: { click: jump(i) } }, one.title || "Part " + (i + 1))))));
}

/** Where addresses of an answer lead: to its first file that has tensors. @param {any} job */
async function leading(job) {
  const files = await all();
  const named = Object.values(job.settings ?? {}).flat();
  const file = files.find((one) => hasTensors(one) && (named.includes(one.id) || named.includes(one.path)));
  return (/** @type {string} */ address) => (file ? to("tensor", [file.id, address]) : null);
}

/** @param {any} job @param {any} page */
function outputs(job, page) {
  const path = "/api/jobs/" + encodeURIComponent(job.job);
  const files = ["html", ...(page.outputs ?? ["csv"])].filter((ending, i, list) => list.indexOf(ending) === i && ending !== "json");
  return [
    files.map((ending) => h("a.way", { href: ending === "html" ? path + "/page.html" : path + "/file." + ending, download: job.question + "." + ending }, ending === "html" ? "Report (HTML)" : ending.toUpperCase())),
    h("a.way", { href: url(path + "/answer"), download: job.question + ".json" }, "JSON"),
  ];
}

/** The form again, filled as it was. @param {any} job */
function again(job) {
  const settings = Object.fromEntries(Object.entries(job.settings ?? {}).map(([key, value]) => [key, Array.isArray(value) ? value.join("\n") : value]));
  return h("a.way", { href: to("ask", [job.question], settings) }, "Ask with other settings");
}

/** @param {any} job */
function settings(job) {
  const pairs = Object.entries(job.settings ?? {}).filter(([, value]) => value !== null && value !== "");
  return pairs.length ? h("dl", {}, pairs.map(([name, value]) => [h("dt", {}, name), h("dd", {}, Array.isArray(value) ? value.join(", ") : String(value))])) : null;
}

/** @param {any} provenance @param {any} job */
function provenance(provenance, job) {
  const lines = [];
  for (const [name, value] of Object.entries(provenance ?? {})) {
    if (value === null || value === "" || name === "command") continue;
    if (Array.isArray(value)) for (const one of value) lines.push([name, typeof one === "object" ? Object.values(one).filter(Boolean).join(", ") : String(one)]);
    else if (typeof value === "object") for (const [key, inner] of Object.entries(value)) lines.push([key, String(inner)]);
    else lines.push([name, String(value)]);
  }
  if (job.seconds !== undefined) lines.push(["Computed in", seconds(job.seconds)]);
  return lines.length ? h("details", {}, h("summary", {}, "How this was made"), h("dl", {}, lines.map(([name, value]) => [h("dt", {}, name), h("dd", {}, value)]))) : null;
}
