/** What stands at a site for an input: the answer of `tap`, as tensors that can be looked at. */

import { ApiError, get, post } from "../../core/api.js";
import { follow, over } from "../../core/live.js";

/** @typedef {{file: string, site: string, input: string[], gradient?: boolean, target?: string}} Wanted */

/**
 * @param {Wanted} wanted @param {(job: any) => void} tell of progress @param {AbortSignal} signal
 * @returns {Promise<{job: any, tensors: any[]}>}
 */
export async function tapped({ file, site, input, gradient, target }, tell, signal) {
  /** @type {Object<string, any>} */
  const settings = { model: file, site: [site], input };
  if (gradient) settings.gradient = true;
  if (gradient && target) settings.target = target;
  const { job } = await post("/api/ask/tap", settings, signal);
  const last = await follow(job, (now) => over(now) || tell(now), signal);
  if (last.state !== "done") throw new ApiError(0, last.error || "Stopped.");
  const { rows } = await get("/api/tensors", { job }, signal);
  if (!rows.length) throw new ApiError(0, "No values at this site" + (gradient ? " that has a gradient." : "."));
  return { job: last, tensors: rows };
}

/** Files that may be inputs. @param {import("../../core/files.js").OpenFile[]} files */
export const inputsOf = (files) => files.filter((file) => file.kind === "data" || (file.kind === "unknown" && !/\.(html?|md|log|svg|pdf|json)$/i.test(file.name)));

/** How an input is named in a request. @param {import("../../core/files.js").OpenFile} file */
export const named = (file) => (/^u\d+$/.test(file.id) ? file.id : file.path);
