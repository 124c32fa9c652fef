/** "Add to report": what is pinned is kept by the server, in the folder of --notes. */

import { h, button, say } from "../../core/dom.js";
import { post } from "../../core/api.js";

/**
 * A button that pins.
 * @param {{type: string, title?: string, text?: string, job?: string, block?: any}} what
 */
export function pinned(what) {
  const told = h("span.muted", { "aria-live": "polite" });
  const add = async () => {
    try {
      await post("/api/notes", { ...what, address: location.hash, note: "" });
      told.textContent = " Added.";
      say("Added to the report");
    } catch (error) {
      const missing = /** @type {any} */ (error).status === 404 || /** @type {any} */ (error).status === 403;
      told.textContent = missing ? " Start with --notes DIR to keep a report." : " " + (error instanceof Error ? error.message : error);
    }
  };
  return h("span.pin", {}, button("Add to report", add, { class: "quiet" }), told);
}
