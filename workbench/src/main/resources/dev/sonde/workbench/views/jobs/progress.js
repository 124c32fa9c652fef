/** How far a job is, in numbers and as a bar. */

import { h } from "../../core/dom.js";
import { count, real, seconds } from "../../core/format.js";

/** @param {import("../../core/live.js").Job} job */
export function progress(job) {
  const stage = job.stage;
  const words = { waiting: "Waiting for its turn", running: "Running", done: "Done", failed: "Failed", stopped: "Stopped" }[job.state] ?? job.state;
  if (!stage) return h("div.progress", { role: "status" }, h("p", {}, words + " …"), h("progress", { "aria-label": words }));
  const facts = [
    stage.total > 0 ? count(stage.done) + " of " + count(stage.total) + " " + (stage.unit || "") : count(stage.done) + " " + (stage.unit || ""),
    stage.rate > 0 ? real(stage.rate) + " per second" : null,
    stage.left_s > 0 ? seconds(stage.left_s) + " left" : null,
  ].filter(Boolean);
  return h(
    "div.progress",
    { role: "status" },
    h("p", {}, stage.name, " · ", facts.join(" · ")),
    h("progress", stage.total > 0 ? { value: stage.done / stage.total, max: "1", "aria-label": stage.name } : { "aria-label": stage.name }),
  );
}
