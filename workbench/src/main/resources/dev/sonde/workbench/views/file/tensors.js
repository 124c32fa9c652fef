/** The tensors of a file with their statistics, as many as there are: rows are fetched as one scrolls. */

import { h, put, button, breakable, say } from "../../core/dom.js";
import { get } from "../../core/api.js";
import { count, counted, real, shape } from "../../core/format.js";
import { to, note } from "../../core/place.js";

const PIECE = 200;

/** Key, title, what it means. @type {[string, string, string][]} */
const STATISTICS = [
  ["mean", "mean", "mean of the values"],
  ["sd", "sd", "standard deviation of the values"],
  ["rms", "RMS", "root mean square"],
  ["min", "min", "smallest value"],
  ["max", "max", "largest value"],
  ["zeros", "zeros", "values that are zero"],
  ["nan", "NaN", "NaN values"],
];

/**
 * @param {import("../../core/files.js").OpenFile} file
 * @param {URLSearchParams} params
 * @param {AbortSignal} signal
 * @returns {HTMLElement}
 */
export function tensors(file, params, signal) {
  let find = params.get("find") ?? "";
  let sort = params.get("sort") ?? "";
  let rows = 0;
  let total = Infinity;
  let loading = false;
  let turn = 0;
  const body = h("tbody");
  const counts = h("span", { "aria-live": "polite" });
  const search = h("input", { type: "search", value: find, placeholder: "Find by name", "aria-label": "Find tensors by name" });
  const scroll = h("div.table", { role: "region", tabindex: "0", "aria-label": "Tensors", on: { scroll: () => near() } });

  const load = async () => {
    if (loading || rows >= total) return;
    loading = true;
    const mine = turn;
    try {
      const piece = { file: file.id, find, sort, from: rows, count: PIECE };
      // Names and shapes are there at once; the numbers of a large file take a while. An order by number needs them.
      const answer = await get("/api/tensors", sort ? piece : { ...piece, statistics: false }, signal);
      if (mine !== turn) return;
      total = answer.total;
      rows += answer.rows.length;
      if (!answer.rows.length) total = rows;
      const lines = answer.rows.map(line);
      body.append(...lines);
      if (!sort && lines.length) {
        get("/api/tensors", piece, signal)
          .then((whole) => mine === turn && whole.rows.forEach((/** @type {any} */ row, /** @type {number} */ i) => measured(lines[i], line(row))))
          .catch((error) => {
            if (!signal.aborted && mine === turn) counts.textContent = error instanceof Error ? error.message : String(error);
          });
      }
      counts.textContent = counted(total, "tensor") + (rows < total ? ", " + count(rows) + " loaded" : "");
    } catch (error) {
      if (!signal.aborted) counts.textContent = error instanceof Error ? error.message : String(error);
      total = rows;
    } finally {
      if (mine === turn) loading = false;
    }
    near();
  };
  const near = () => {
    if (scroll.scrollTop + scroll.clientHeight > scroll.scrollHeight - 800) load();
  };
  const line = (/** @type {any} */ row) =>
    h(
      "tr",
      {},
      h("th", { scope: "row" }, h("a", { href: to("tensor", [file.id, row.address]) }, breakable(row.address))),
      h("td.short", {}, row.dtype),
      h("td.short", {}, shape(row.shape)),
      STATISTICS.map(([key]) => h("td.number", { class: key === "nan" && row[key] > 0 ? "number grave" : "number" }, row[key] === undefined ? "…" : Number.isInteger(row[key]) ? count(row[key]) : real(row[key]))),
    );
  /** The name stays, and with it what is selected. @param {HTMLTableRowElement} there @param {HTMLTableRowElement} now */
  const measured = (there, now) => [...now.cells].slice(-STATISTICS.length).forEach((cell, i) => there.cells[there.cells.length - STATISTICS.length + i].replaceWith(cell));
  const again = () => {
    turn++;
    loading = false;
    rows = 0;
    total = Infinity;
    put(body);
    load();
  };
  let late = 0;
  search.addEventListener("input", () => {
    clearTimeout(late);
    late = setTimeout(() => {
      find = search.value;
      note({ find });
      again();
    }, 150);
  });
  const heads = [["address", "address", ""], ["dtype", "type", ""], ["shape", "shape", ""], ...STATISTICS].map(([key, title, what]) => {
    const turnable = key !== "dtype" && key !== "shape";
    const act = () => {
      sort = key === "address" ? "" : key;
      note({ sort });
      for (const head of heads) head.removeAttribute("aria-sort");
      own.setAttribute("aria-sort", sort ? "descending" : "ascending");
      say("Sorted by " + title);
      again();
    };
    const own = h("th", { scope: "col", class: what ? "number" : null, title: what || null, "aria-sort": sort === key ? "descending" : null }, turnable ? button(title, act) : title);
    return own;
  });
  put(scroll, h("table", {}, h("thead", {}, h("tr", {}, heads)), body));
  load();
  return h("div.tabled", {}, h("div.tools", {}, search, counts), scroll);
}
