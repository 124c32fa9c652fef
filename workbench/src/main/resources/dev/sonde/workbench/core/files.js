/** The files that are open, as the server lists them. They may appear and change while one looks. */

import { get } from "./api.js";

/**
 * @typedef {Object} OpenFile
 * @property {string} id
 * @property {string} path
 * @property {string} name
 * @property {string} kind  checkpoint, network, transformer, run, study, data or unknown
 * @property {string} [format]
 * @property {number} [bytes]
 * @property {number} [tensors]
 * @property {number} [parameters]
 * @property {string} [modified]
 * @property {string|null} [error]
 */

/** @type {Promise<{paths: string[], files: OpenFile[], truncated: boolean, complete?: boolean}>|null} */
let open = null;

/** Inputs that were dropped into this page. @type {OpenFile[]} */
export const dropped = [];

/** What is open; asked once until {@link refresh}. */
export function opened() {
  if (!open) {
    open = get("/api/open");
    open.then((now) => now.complete === false && setTimeout(() => refresh().catch(() => {}), 700)).catch(() => (open = null));
  }
  return open;
}

/** As {@link opened}, once every file is recognised, or after a while. */
export async function settled() {
  for (let i = 0; i < 40; i++) {
    const now = await opened();
    if (now.complete !== false) return now;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  return opened();
}

/** Asks again; tells who shows files. What is not recognised yet is asked for until it is. */
export async function refresh() {
  open = null;
  const now = await opened();
  document.dispatchEvent(new CustomEvent("files", { detail: now }));
  return now;
}

/** Files that can be chosen: opened ones and dropped ones. @returns {Promise<OpenFile[]>} */
export async function all() {
  return [...(await settled()).files, ...dropped];
}

/** @param {string} id @returns {Promise<OpenFile>} with its id as name where it is not known */
export async function fileOf(id) {
  const found = (await all()).find((file) => file.id === id || file.path === id);
  return found ?? { id, path: id, name: id, kind: "unknown" };
}

const WITH_TENSORS = new Set(["checkpoint", "network", "transformer"]);

/** Whether tensors can be looked at. @param {OpenFile} file */
export const hasTensors = (file) => WITH_TENSORS.has(file.kind);

const KINDS = {
  checkpoint: ["■", "Checkpoint"],
  network: ["◆", "Network"],
  transformer: ["▲", "Transformer"],
  run: ["●", "Training run"],
  study: ["★", "Study"],
  data: ["▤", "Data"],
  unknown: ["?", "Not recognised"],
};

/** A sign and a word for a kind: never colour alone. @param {string} kind @returns {string[]} */
export const kindOf = (kind) => /** @type {any} */ (KINDS)[kind] ?? KINDS.unknown;

/**
 * A path as it is told: from the opened folder on.
 * @param {OpenFile} file @param {string[]} paths what was opened
 */
export function told(file, paths) {
  const within = paths.find((path) => file.path.startsWith(path + "/"));
  return within ? file.path.slice(within.length + 1) : file.path;
}
