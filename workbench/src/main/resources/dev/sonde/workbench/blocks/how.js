/** How to get the same again: the command, and the Java. */

import { h, button, say } from "../core/dom.js";

/**
 * @param {{command?: string|null, java?: string|null}} how
 * @param {boolean} [open]
 */
export function how({ command, java }, open = false) {
  if (!command && !java) return null;
  return h("details.how", { open }, h("summary", {}, "The same by command and in Java"), command ? code("Command", command) : null, java ? code("Java", java) : null);
}

/** @param {string} name @param {string} text */
function code(name, text) {
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    say("Copied");
    done.textContent = "Copied";
    setTimeout(() => (done.textContent = "Copy"), 1500);
  };
  const done = button("Copy", copy, { class: "quiet", "aria-label": "Copy: " + name });
  const lines = h("code");
  // Lines stay lines; whatever else hides is written out.
  text.split("\n").forEach((line, i) => lines.append(i ? "\n" : "", h("span", {}, line)));
  return h("div.code", {}, h("p", {}, name, done), h("pre", { tabindex: "0" }, lines));
}

/** A word as a shell takes it. @param {string} word */
export const quoted = (word) => (/^[A-Za-z0-9_./:=,@%+-]+$/.test(word) ? word : "'" + word.replaceAll("'", "'\\''") + "'");

/** A string as Java takes it. @param {string} text */
export const literal = (text) => JSON.stringify(text);
