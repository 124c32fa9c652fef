/** Two files side by side: what differs most, and where in the network it lies. */

import { h, put } from "../../core/dom.js";
import { get, post, question } from "../../core/api.js";
import { all, hasTensors } from "../../core/files.js";
import { follow, over } from "../../core/live.js";
import { go, to } from "../../core/place.js";
import { block } from "../../blocks/blocks.js";
import { findings } from "../../blocks/findings.js";
import { how } from "../../blocks/how.js";
import { progress } from "../jobs/progress.js";
import { painted } from "./painted.js";

/** @param {import("../../main.js").Context} context */
export async function show({ main, args, signal }) {
  const files = (await all()).filter(hasTensors);
  const [a = "", b = ""] = args;
  const choice = (/** @type {string} */ words, /** @type {string} */ at, /** @type {(id: string) => void} */ act) => {
    const select = h("select", { on: { change: () => act(select.value) } }, h("option", { value: "" }, "Choose …"), files.map((file) => h("option", { value: file.id, selected: file.id === at }, file.path)));
    return h("label", {}, words, select);
  };
  main.append(
    h("header", {}, h("h1", {}, "Two models"), h("p.subtitle", {}, "What changed from one file to another: tensor by tensor, and painted on the graph.")),
    h("div.row", {}, choice("From", a, (id) => go(to("two", [id, b].filter(Boolean)))), choice("To", b, (id) => go(to("two", [a || files[0]?.id || "", id])))),
  );
  if (files.length < 2) {
    main.append(h("p", {}, "Two files with tensors are needed; " + (files.length === 1 ? "one is open." : "none is open.")));
    return;
  }
  if (!a || !b) {
    main.append(h("p.muted", {}, "Choose both files."), await groups());
    return;
  }
  if (a === b) {
    main.append(h("p", { role: "alert" }, "Both are the same file: choose another one."));
    return;
  }
  const body = h("div.answer", { "aria-busy": "true" }, h("p.muted", {}, "Asking …"));
  const picture = h("section", { "aria-labelledby": "painted-title" }, h("h2", { id: "painted-title" }, "Where it lies"));
  main.append(body, picture, await groups(a, b));
  painted(picture, a, b, signal);
  const { job } = await post("/api/ask/diff", { a, b });
  const tell = (/** @type {any} */ now) => over(now) || put(body, progress(now));
  follow(job, tell, signal)
    .then((last) => answer(last, a, b, body, signal))
    .catch((error) => !signal.aborted && put(body, h("p.error", { role: "alert" }, error.message)));
}

/** @param {any} job @param {string} a @param {string} b @param {HTMLElement} body @param {AbortSignal} signal */
async function answer(job, a, b, body, signal) {
  body.setAttribute("aria-busy", "false");
  if (job.state !== "done") {
    put(body, h("p.error", { role: "alert" }, job.error || "Stopped."));
    return;
  }
  const page = await get("/api/jobs/" + encodeURIComponent(job.job) + "/page", {}, signal);
  const lead = (/** @type {string} */ address) => to("tensor", [b, address]);
  const around = { lead: (/** @type {any} */ column, /** @type {any} */ value) => (/^(address|tensor|name)$/.test(column.key) && typeof value === "string" ? lead(value) : null) };
  put(
    body,
    h("section.summary", {}, h("h2", {}, "What was found"), findings(page.findings, lead) ?? h("p", {}, "Nothing differs.")),
    page.sections.map((/** @type {any} */ section) => h("section", {}, section.title ? h("h2", {}, section.title) : null, section.blocks.map((/** @type {any} */ one) => block(one, around)))),
    h("p.ways", {}, h("a.way", { href: to("answer", [job.job]) }, "This answer on its own"), h("a.way", { href: to("two", [b, a]) }, "Swap the files")),
    how(job),
  );
}

/** More that can be asked of two models, or of groups of them. @param {string} [a] @param {string} [b] */
async function groups(a, b) {
  /** @type {[string, string, Object<string, any>][]} */
  const ways = [
    ["compare", "Compare groups of models (within and between groups)", {}],
    ["similarity", "Similarity of activations (CKA and others)", { model: a && b ? a + "\n" + b : "" }],
    ["disagree", "Inputs on which they disagree", { first: a, second: b }],
    ["rows", "Can single rows be classified by group?", {}],
  ];
  const known = await Promise.all(ways.map(([name]) => question(name)));
  return h("p.ways", {}, ways.map(([name, words, settings], i) => (known[i] ? h("a.way", { href: to("ask", [name], settings) }, words) : null)));
}
