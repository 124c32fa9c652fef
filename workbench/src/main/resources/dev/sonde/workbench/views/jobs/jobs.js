/** All that was asked since the server started. */

import { h, put, button, breakable } from "../../core/dom.js";
import { get, remove } from "../../core/api.js";
import { over } from "../../core/live.js";
import { seconds } from "../../core/format.js";
import { to } from "../../core/place.js";
import { progress } from "./progress.js";

const SIGNS = { waiting: "…", running: "▶", done: "✓", failed: "▲", stopped: "■" };

/** @param {import("../../main.js").Context} context */
export async function show({ main, signal }) {
  const list = h("ul.jobs");
  main.append(h("header", {}, h("h1", {}, "Answers"), h("p.subtitle", {}, "Questions asked since the server started. The same question with the same settings is answered at once.")), list);
  let timer = 0;
  const draw = async () => {
    const answer = await get("/api/jobs", {}, signal);
    const jobs = Array.isArray(answer) ? answer : answer.jobs;
    if (!jobs.length) put(list, h("li", {}, "Nothing yet. ", h("a", { href: to("questions") }, "Ask something")));
    else put(list, jobs.slice().reverse().map((/** @type {any} */ job) => line(job, draw)));
    if (jobs.some((/** @type {any} */ job) => !over(job))) timer = window.setTimeout(() => draw().catch(() => {}), 1000);
  };
  signal.addEventListener("abort", () => clearTimeout(timer));
  await draw();
}

/** @param {any} job @param {() => void} draw */
function line(job, draw) {
  const stop = async () => {
    await remove("/api/jobs/" + encodeURIComponent(job.job));
    draw();
  };
  return h(
    "li",
    { class: job.state },
    h("p", {}, h("span.sign", { "aria-hidden": "true" }, /** @type {any} */ (SIGNS)[job.state] ?? "·"), " ", h("a", { href: to("answer", [job.job]) }, job.question), h("span.muted", {}, " · " + job.state + (job.seconds !== undefined && job.seconds !== null ? " · " + seconds(job.seconds) : ""))),
    job.command ? h("p.path", {}, breakable(job.command)) : null,
    over(job) ? null : [progress(job), button("Stop", stop)],
    job.error ? h("p.error", {}, job.error) : null,
  );
}
