/** What the server tells by itself: files that appear, jobs that go on. */

import { get } from "./api.js";
import { refresh } from "./files.js";

/** @typedef {{name: string, unit: string, done: number, total: number, rate: number, left_s: number}} Stage */
/** @typedef {{job: string, question: string, state: string, settings: any, command?: string, java?: string, stage?: Stage|null, error?: string|null, started?: string, seconds?: number}} Job */

/** After so long a server is asked again that has refused. */
const AGAIN_MS = 2000;

/** Browsers allow six open connections to a server for all tabs: a hidden tab gives its own up. */
export function watch() {
  /** @type {EventSource|null} */
  let source = null;
  let late = 0;
  const open = () => {
    if (source || document.hidden) return;
    source = new EventSource("/api/watch");
    const changed = () => {
      clearTimeout(late);
      late = setTimeout(() => refresh().catch(() => {}), 200);
    };
    for (const event of ["opened", "changed", "gone"]) source.addEventListener(event, changed);
    source.addEventListener("open", () => {
      if (document.body.classList.contains("unreachable")) changed();
      reachable(true);
    });
    source.addEventListener("error", () => {
      reachable(false);
      // A server that was started anew refuses until its own address is opened in any tab; a source
      // that was refused does not ask again by itself.
      if (source?.readyState !== EventSource.CLOSED) return;
      source = null;
      setTimeout(open, AGAIN_MS);
    });
  };
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) {
      source?.close();
      source = null;
    } else open();
  });
  window.addEventListener("pagehide", () => source?.close());
  document.addEventListener("unreachable", () => reachable(false));
  open();
}

/** @param {boolean} yes */
function reachable(yes) {
  const before = document.body.classList.contains("unreachable");
  document.body.classList.toggle("unreachable", !yes);
  const banner = document.getElementById("banner");
  if (banner) banner.hidden = yes;
  if (before && yes) document.dispatchEvent(new CustomEvent("again"));
}

const OVER = new Set(["done", "failed", "stopped"]);

/** Whether nothing more will come of a job. @param {Job} job */
export const over = (job) => OVER.has(job.state);

/**
 * Follows a job to its end.
 * @param {string} key
 * @param {(job: Job) => void} tell  called at each step
 * @param {AbortSignal} [signal] to leave it; the job goes on
 * @returns {Promise<Job>} as it ended
 */
export function follow(key, tell, signal) {
  const path = "/api/jobs/" + encodeURIComponent(key);
  return new Promise((resolve, reject) => {
    const source = new EventSource(path + "/events");
    /** @type {ReturnType<typeof setInterval>|undefined} */
    let timer;
    const stop = () => {
      source.close();
      clearInterval(timer);
    };
    const look = async () => {
      try {
        const job = await get(path, {}, signal);
        if (signal?.aborted) return;
        tell(job);
        if (!over(job)) return;
        stop();
        resolve(job);
      } catch (error) {
        if (signal?.aborted) return;
        stop();
        reject(error);
      }
    };
    for (const event of ["progress", "done", "failed", "stopped"]) source.addEventListener(event, look);
    // Where events do not come through, asking does.
    timer = setInterval(look, 2000);
    signal?.addEventListener("abort", stop);
    look();
  });
}
