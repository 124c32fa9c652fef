/** One field that finds: files, questions, and the tensors of the file that is open. */

import { h, put, breakable } from "../core/dom.js";
import { get, declared } from "../core/api.js";
import { all, kindOf } from "../core/files.js";
import { here, to, go } from "../core/place.js";

const MOST = 12;

/** @typedef {{words: string, more: string, address: string}} Hit */

/** @returns {HTMLElement} */
export function finder() {
  const list = h("ul", { id: "found", role: "listbox", hidden: true, "aria-label": "Found" });
  const input = h("input", {
    type: "search",
    id: "find",
    placeholder: "Find a file, a tensor, a question",
    "aria-label": "Find a file, a tensor, a question",
    role: "combobox",
    autocomplete: "off",
    "aria-expanded": "false",
    "aria-controls": "found",
  });
  /** @type {Hit[]} */
  let hits = [];
  let at = -1;
  let asked = 0;

  const draw = () => {
    put(
      list,
      hits.map((hit, i) =>
        h(
          "li",
          { role: "option", id: "hit" + i, "aria-selected": String(i === at), on: { mousedown: (/** @type {Event} */ e) => (e.preventDefault(), choose(i)) } },
          h("span", {}, breakable(hit.words)),
          h("small", {}, hit.more),
        ),
      ),
      hits.length ? null : h("li.none", { role: "option", "aria-selected": "false" }, "Nothing of that name"),
    );
    list.hidden = input.value.trim() === "";
    input.setAttribute("aria-expanded", String(!list.hidden));
    if (at >= 0) input.setAttribute("aria-activedescendant", "hit" + at);
    else input.removeAttribute("aria-activedescendant");
  };
  const close = () => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
  };
  const choose = (/** @type {number} */ i) => {
    const hit = hits[i] ?? hits[0];
    if (!hit) return;
    close();
    input.value = "";
    go(hit.address);
  };
  input.addEventListener("input", async () => {
    const turn = ++asked;
    const words = input.value.trim();
    const found = words ? await search(words) : [];
    if (turn !== asked) return;
    hits = found;
    at = hits.length ? 0 : -1;
    draw();
  });
  input.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      at = hits.length ? (at + step + hits.length) % hits.length : -1;
      draw();
    } else if (event.key === "Enter") choose(at);
    else if (event.key === "Escape") close();
  });
  input.addEventListener("blur", close);
  return h("div.finder", { role: "search" }, input, list);
}

/** @param {string} words @returns {Promise<Hit[]>} */
async function search(words) {
  const low = words.toLowerCase();
  const { view, args } = here();
  const file = ["file", "tensor", "graph"].includes(view) ? args[0] : null;
  const [files, questions, tensors] = await Promise.all([
    all().catch(() => []),
    declared().catch(() => []),
    file ? get("/api/tensors", { file, find: words, from: 0, count: MOST }).catch(() => ({ rows: [] })) : { rows: [] },
  ]);
  /** @type {Hit[]} */
  const hits = [];
  for (const row of tensors.rows) hits.push({ words: row.address, more: "tensor", address: to("tensor", [file, row.address]) });
  for (const one of files) {
    if (one.path.toLowerCase().includes(low)) hits.push({ words: one.name, more: kindOf(one.kind)[1].toLowerCase(), address: to("file", [one.id]) });
  }
  for (const one of questions) {
    if ((one.name + " " + one.sentence).toLowerCase().includes(low)) hits.push({ words: one.name, more: one.sentence, address: to("ask", [one.name]) });
  }
  return hits.slice(0, MOST);
}
