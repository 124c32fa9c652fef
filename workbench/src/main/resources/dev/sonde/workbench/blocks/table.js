/** Tables that can be sorted, filtered and taken away; long ones are drawn piece by piece. */

import { h, put, button, breakable, say } from "../core/dom.js";
import { written, number, count } from "../core/format.js";
import { csv, download } from "../core/save.js";

/**
 * @typedef {Object} Column
 * @property {string} key
 * @property {string} title
 * @property {string} [unit]
 * @property {string} [explanation]
 * @property {string} [type]  text, integer, real or truth
 * @typedef {Object} Table
 * @property {string} key
 * @property {string} [title]
 * @property {Column[]} columns
 * @property {any[][]} rows
 * @property {any[]} [marks]  each a row, a column, whether strong, words or null
 */

/** Rows that are drawn at once; more come when the reader gets there. */
const PIECE = 200;
const FILTERED = 12;

/** @param {Column} column */
const numeric = (column) => /^(integer|real|number)$/i.test(column.type ?? "");

/**
 * @param {Table} table
 * @param {{lead?: (column: Column, value: any, row: any[]) => string|null, act?: (row: any[]) => any}} [more]
 * @returns {HTMLElement}
 */
export function table(table, more = {}) {
  const marks = new Map((table.marks ?? []).map((mark) => (Array.isArray(mark) ? { row: mark[0], column: mark[1], strong: mark[2], words: mark[3] } : mark)).map((mark) => [mark.row + ":" + mark.column, mark]));
  const places = table.rows.map((_, i) => i);
  /** Made when a row is drawn or looked through: of a million rows few are. @type {string[][]} */
  const made = [];
  const texts = (/** @type {number} */ r) => (made[r] ??= table.rows[r].map((value, c) => words(value, table.columns[c], marks.get(r + ":" + c))));
  let order = places;
  let shown = order;
  let drawn = 0;
  /** @type {{column: number, down: boolean}|null} */
  let sorted = null;

  const body = h("tbody");
  const counted = h("span", { "aria-live": "polite" });
  const heads = table.columns.map((column, c) =>
    h(
      "th",
      { scope: "col", class: numeric(column) ? "number" : null, title: column.explanation || null },
      button(label(column), () => sort(c)),
    ),
  );
  const scroll = h(
    "div.table",
    { role: "region", tabindex: "0", "aria-label": table.title || table.key, on: { scroll: () => near() } },
    h("table", {}, table.title ? h("caption", {}, table.title) : null, h("thead", {}, h("tr", {}, heads, more.act ? h("td", {}) : null)), body),
  );
  const near = () => {
    while (drawn < shown.length && scroll.scrollTop + scroll.clientHeight > scroll.scrollHeight - 600) piece();
  };
  const piece = () => {
    body.append(...shown.slice(drawn, drawn + PIECE).map(line));
    drawn = Math.min(shown.length, drawn + PIECE);
  };
  const line = (/** @type {number} */ r) => {
    const row = table.rows[r];
    const cells = row.map((value, c) => {
      const column = table.columns[c];
      const text = texts(r)[c];
      const address = more.lead?.(column, value, row);
      const parts = c === 0 ? breakable(text) : [text];
      const content = address ? h("a", { href: address }, parts) : parts;
      const kind = numeric(column) ? "number" : text.length <= 24 && c > 0 ? "short" : null;
      return h(c === 0 ? "th" : "td", { scope: c === 0 ? "row" : null, class: kind }, marks.get(r + ":" + c)?.strong ? h("strong", {}, content) : content);
    });
    return h("tr", {}, cells, more.act ? h("td.act", {}, more.act(row)) : null);
  };
  const draw = () => {
    put(body);
    drawn = 0;
    scroll.scrollTop = 0;
    piece();
    counted.textContent = shown.length === places.length ? count(places.length) + " rows" : count(shown.length) + " of " + count(places.length) + " rows";
  };
  const sort = (/** @type {number} */ c) => {
    const down = sorted?.column === c ? !sorted.down : numeric(table.columns[c]);
    sorted = { column: c, down };
    heads.forEach((head, i) => (i === c ? head.setAttribute("aria-sort", down ? "descending" : "ascending") : head.removeAttribute("aria-sort")));
    order = [...places].sort(comparing(table, c, down));
    filter();
    say("Sorted by " + table.columns[c].title + (down ? ", greatest first" : ", smallest first"));
  };
  const search = h("input", { type: "search", placeholder: "Filter rows", "aria-label": "Filter the rows of the table " + (table.title || table.key) });
  const filter = () => {
    const wanted = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    shown = wanted.length
      ? order.filter((r) => {
          const all = texts(r).join("\n").toLowerCase();
          return wanted.every((/** @type {string} */ word) => all.includes(word));
        })
      : order;
    draw();
  };
  search.addEventListener("input", filter);
  draw();
  requestAnimationFrame(near);
  const take = () =>
    download(csv([table.columns.map((column) => column.key), ...shown.map((r) => table.rows[r])]), (table.key || "table") + ".csv");
  return h(
    "div.tabled",
    {},
    h("div.tools", {}, places.length > FILTERED ? [search, counted] : null, button("CSV", take, { class: "quiet", title: "Save the rows that are shown as CSV" })),
    scroll,
  );
}

/** @param {Column} column */
const label = (column) => (column.title || column.key) + (column.unit ? " (" + column.unit + ")" : "");

/** @param {any} value @param {Column} column @param {{words?: string|null}} [mark] */
const words = (value, column, mark) => mark?.words ?? written(value, column.type);

/** Nothing comes last, whatever the direction. @param {Table} table @param {number} c @param {boolean} down */
function comparing(table, c, down) {
  const sign = down ? -1 : 1;
  if (numeric(table.columns[c])) {
    return (/** @type {number} */ a, /** @type {number} */ b) => {
      const x = number(table.rows[a][c]);
      const y = number(table.rows[b][c]);
      if (Number.isNaN(x) || Number.isNaN(y)) return Number(Number.isNaN(x)) - Number(Number.isNaN(y)) || a - b;
      return sign * (x - y) || a - b;
    };
  }
  const compare = new Intl.Collator("en", { numeric: true }).compare;
  return (/** @type {number} */ a, /** @type {number} */ b) => {
    const x = table.rows[a][c];
    const y = table.rows[b][c];
    if (x === null || y === null) return Number(x === null) - Number(y === null) || a - b;
    return sign * compare(String(x), String(y)) || a - b;
  };
}
