/** What was pinned, with notes; it becomes a report and a copy that opens offline. */

import { h, put, button, breakable } from "../../core/dom.js";
import { ApiError, get, post, remove } from "../../core/api.js";

/** @param {import("../../main.js").Context} context */
export async function show({ main, signal }) {
  const list = h("ol.notes");
  main.append(h("header", {}, h("h1", {}, "Report"), h("p.subtitle", {}, "What was added to the report, in order. Notes are yours.")));
  let answer;
  try {
    answer = await get("/api/notes", {}, signal);
  } catch (error) {
    if (!(error instanceof ApiError) || ![403, 404].includes(error.status)) throw error;
    main.append(h("p", {}, "This server keeps no report. Start it with a folder to write into:"), h("pre", {}, "sonde open PATH --notes my-notes"));
    return;
  }
  const draw = (/** @type {any[]} */ notes) => put(list, notes.length ? notes.map(line) : h("li.muted", {}, "Nothing yet. “Add to report” stands beside figures, tables and sentences."));
  const line = (/** @type {any} */ one) => {
    const words = h("textarea", { rows: 2, value: one.note ?? "", "aria-label": "Note on " + (one.title ?? one.text ?? "this") });
    const told = h("span.muted", { "aria-live": "polite" });
    const keep = async () => {
      await post("/api/notes", { id: one.id, note: words.value });
      told.textContent = " Kept.";
    };
    words.addEventListener("change", keep);
    return h(
      "li",
      {},
      h("p", {}, h("a", { href: safe(one.address) }, breakable(one.title || one.text || "Pinned")), one.title && one.text ? ": " + one.text : ""),
      words,
      h("p.tools", {}, button("Remove", async () => (await remove("/api/notes/" + encodeURIComponent(one.id)), draw((await get("/api/notes", {}, signal)).notes)), { class: "quiet" }), told),
    );
  };
  draw(answer.notes);
  main.append(
    list,
    h("p.ways", {}, h("a.way", { href: "/api/notes/report.html", download: "report.html" }, "Report (HTML)"), h("a.way", { href: "/api/notes/session.html", download: "session.html" }, "Whole session (HTML)")),
  );
}

/** Only views of this page are led to. @param {unknown} address */
const safe = (address) => (typeof address === "string" && address.startsWith("#/") ? address : "#/notes");
