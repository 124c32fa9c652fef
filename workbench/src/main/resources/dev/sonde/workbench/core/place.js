/**
 * Where the reader is. The address after # is the whole state of a view: `#/tensor/f1/encoder.w?level=2`
 * names the view, its arguments and its settings, so that a link, a bookmark and the back button work.
 */

/**
 * @typedef {Object} Place
 * @property {string} view
 * @property {string[]} args
 * @property {URLSearchParams} params
 */

/** @param {string} [hash] @returns {Place} */
export function here(hash = location.hash) {
  const [path, query = ""] = hash.replace(/^#\/?/, "").split("?");
  const [view = "", ...args] = path.split("/").map(decoded);
  return { view: view || "open", args, params: new URLSearchParams(query) };
}

/** A wrong escape is shown as it is. @param {string} part */
function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/**
 * The address of a view.
 * @param {string} view
 * @param {any[]} [args]
 * @param {Object<string, any>} [params]  null and "" are left out
 */
export function to(view, args = [], params = {}) {
  const path = [view, ...args].map((part) => encodeURIComponent(String(part))).join("/");
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(params)) {
    if (value !== null && value !== undefined && value !== "") query.set(key, String(value));
  }
  const words = query.toString();
  return "#/" + path + (words ? "?" + words : "");
}

/** Opens a view. @param {string} address from {@link to} */
export function go(address) {
  location.hash = address;
}

/**
 * Notes a setting of the view that is open, without opening it anew.
 * @param {Object<string, any>} changed  null and "" remove
 */
export function note(changed) {
  const place = here();
  for (const [key, value] of Object.entries(changed)) {
    if (value === null || value === undefined || value === "") place.params.delete(key);
    else place.params.set(key, String(value));
  }
  history.replaceState(null, "", to(place.view, place.args, Object.fromEntries(place.params)));
}
