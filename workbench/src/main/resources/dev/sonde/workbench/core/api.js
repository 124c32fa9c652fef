/** The server. Everything the page knows comes through here; nothing else is ever asked. */

export class ApiError extends Error {
  /** @param {number} status @param {string} message @param {string} [setting] the setting that is wrong */
  constructor(status, message, setting = "") {
    super(message);
    this.status = status;
    this.setting = setting;
  }
}

/** Whether the page is being left: what it still waited for is nobody's concern. */
let leaving = false;
addEventListener("pagehide", () => (leaving = true));
addEventListener("beforeunload", () => (leaving = true));
addEventListener("pageshow", () => (leaving = false));

/**
 * Something from the network: an answer, or the rest of one. A connection that breaks is told as such.
 * @template T @param {Promise<T>} coming @returns {Promise<T>}
 */
async function arrived(coming) {
  try {
    return await coming;
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === "AbortError") throw cause;
    if (cause instanceof SyntaxError) throw cause;
    if (leaving) return new Promise(() => {});
    document.dispatchEvent(new CustomEvent("unreachable"));
    throw new ApiError(0, "The server does not answer. Is `sonde open` still running?");
  }
}

/** @param {string} path @param {RequestInit} [how] @returns {Promise<Response>} */
async function ask(path, how = {}) {
  const response = await arrived(fetch(path, { credentials: "same-origin", cache: "no-store", ...how }));
  if (response.ok) return response;
  let said = { message: response.statusText || "error " + response.status, setting: "" };
  try {
    said = { ...said, ...(await response.json()).error };
  } catch {
    // A status alone says enough.
  }
  if (response.status === 401) said.message = "This address is not valid any more: open the one that `sonde open` printed.";
  throw new ApiError(response.status, said.message, said.setting);
}

/** `path?key=value` with what is not null. @param {string} path @param {Object<string, any>} [query] */
export function url(path, query = {}) {
  const words = Object.entries(query)
    .filter(([, value]) => value !== null && value !== undefined && value !== "")
    .map(([key, value]) => encodeURIComponent(key) + "=" + encodeURIComponent(String(value)));
  return words.length ? path + "?" + words.join("&") : path;
}

/** @param {string} path @param {Object<string, any>} [query] @param {AbortSignal} [signal] @returns {Promise<any>} */
export async function get(path, query = {}, signal) {
  return arrived((await ask(url(path, query), { signal })).json());
}

/** @param {string} path @param {Object<string, any>} [query] @param {AbortSignal} [signal] */
export async function text(path, query = {}, signal) {
  return arrived((await ask(url(path, query), { signal })).text());
}

/**
 * A block of numbers, and what its head says.
 * @param {string} path @param {Object<string, any>} [query] @param {AbortSignal} [signal]
 */
export async function block(path, query = {}, signal) {
  const response = await ask(url(path, query), { signal });
  return { headers: response.headers, bytes: await arrived(response.arrayBuffer()) };
}

/** @param {string} path @param {any} body @param {AbortSignal} [signal] @returns {Promise<any>} */
export async function post(path, body, signal) {
  const headers = { "Content-Type": "application/json" };
  const response = await ask(path, { method: "POST", body: JSON.stringify(body), headers, signal });
  return arrived(response.json());
}

/** @param {string} name @param {Blob} body @returns {Promise<any>} */
export async function upload(name, body) {
  const headers = { "Content-Type": "application/octet-stream" };
  return arrived((await ask(url("/api/inputs", { name }), { method: "POST", body, headers })).json());
}

/** @param {string} path */
export async function remove(path) {
  await ask(path, { method: "DELETE" });
}

/** @type {Promise<any[]>|null} */
let questions = null;

/** The questions that can be asked, as declared. @returns {Promise<any[]>} */
export function declared() {
  questions ??= get("/api/questions").then((document) => document.questions);
  questions.catch(() => (questions = null));
  return questions;
}

/** @param {string} name @returns {Promise<any|undefined>} */
export async function question(name) {
  return (await declared()).find((one) => one.name === name);
}
