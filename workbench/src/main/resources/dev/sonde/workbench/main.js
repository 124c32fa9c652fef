/** Starts the page: its frame, then the view that the address names. */

import { here } from "./core/place.js";
import { put, h, say } from "./core/dom.js";
import { ApiError } from "./core/api.js";
import { frame, mark } from "./shell/frame.js";
import { keys } from "./shell/keys.js";
import { watch } from "./core/live.js";

/** @type {Object<string, () => Promise<{show: (context: Context) => Promise<void>|void, title?: string}>>} */
const VIEWS = {
  open: () => import("./views/open/open.js"),
  file: () => import("./views/file/file.js"),
  tensor: () => import("./views/tensor/tensor.js"),
  graph: () => import("./views/graph/graph.js"),
  value: () => import("./views/value/value.js"),
  questions: () => import("./views/ask/questions.js"),
  ask: () => import("./views/ask/ask.js"),
  answer: () => import("./views/answer/answer.js"),
  jobs: () => import("./views/jobs/jobs.js"),
  attention: () => import("./views/text/attention.js"),
  lens: () => import("./views/text/lens.js"),
  patch: () => import("./views/text/patch.js"),
  machine: () => import("./views/machine/machine.js"),
  similarity: () => import("./views/similarity/similarity.js"),
  groups: () => import("./views/groups/groups.js"),
  two: () => import("./views/two/two.js"),
  points: () => import("./views/points/points.js"),
  inputs: () => import("./views/inputs/inputs.js"),
  intervene: () => import("./views/intervene/intervene.js"),
  notes: () => import("./views/notes/notes.js"),
  sql: () => import("./views/sql/sql.js"),
};

/**
 * What a view is given.
 * @typedef {Object} Context
 * @property {HTMLElement} main  to fill
 * @property {string[]} args
 * @property {URLSearchParams} params
 * @property {AbortSignal} signal  aborted when the reader leaves the view
 */

const main = /** @type {HTMLElement} */ (document.getElementById("main"));
let leaving = new AbortController();
let first = true;

/** Shows the view of the address. */
async function show() {
  leaving.abort();
  leaving = new AbortController();
  const { signal } = leaving;
  const { view, args, params } = here();
  mark(view, args);
  put(main, h("p.waiting", { role: "status" }, "Loading …"));
  const body = h("div.view", { data: { view } });
  try {
    const found = VIEWS[view];
    if (!found) throw new ApiError(404, "There is no view '" + view + "'.");
    const module = await found().catch(unfetched);
    if (signal.aborted) return;
    await module.show({ main: body, args, params, signal });
    if (signal.aborted) return;
    put(main, body);
  } catch (error) {
    if (signal.aborted) return;
    put(main, wrong(error));
    if (!(error instanceof ApiError)) console.error(error);
  }
  main.dataset.shown = view;
  const heading = main.querySelector("h1");
  document.title = (heading?.textContent ?? "Sonde") + " · Sonde";
  if (!first) {
    main.focus({ preventScroll: true });
    scrollTo(0, 0);
    say(heading?.textContent ?? "");
  }
  first = false;
}

/** A view that could not be fetched is a server that does not answer; any other mistake is one. @param {unknown} error @returns {never} */
function unfetched(error) {
  if (!(error instanceof TypeError) || !/module/i.test(error.message)) throw error;
  document.dispatchEvent(new CustomEvent("unreachable"));
  throw new ApiError(0, "The server does not answer, or was started anew: open the address that it printed.");
}

/** @param {unknown} error */
function wrong(error) {
  const words = error instanceof Error ? error.message : String(error);
  return h(
    "div.wrong",
    { role: "alert" },
    h("h1", {}, "This cannot be shown"),
    h("p", {}, words),
    h("p", {}, h("a", { href: "#/open" }, "To the files that are open")),
  );
}

frame();
keys();
watch();
window.addEventListener("hashchange", show);
document.addEventListener("again", show);
if (new URLSearchParams(location.search).has("token")) history.replaceState(null, "", location.pathname + location.hash);
show();
