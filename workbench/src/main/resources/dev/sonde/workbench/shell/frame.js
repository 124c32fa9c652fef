/** What stands around every view: the name, a search over everything, and the ways to go. */

import { h, put, button, breakable } from "../core/dom.js";
import { opened, dropped, kindOf } from "../core/files.js";
import { to } from "../core/place.js";
import { finder } from "./finder.js";
import { help } from "./keys.js";

const PLACES = [
  ["open", "Files"],
  ["questions", "Questions"],
  ["jobs", "Answers"],
  ["two", "Two models"],
  ["points", "Projection"],
  ["intervene", "Intervene"],
  ["inputs", "Inputs"],
  ["sql", "SQL"],
  ["notes", "Report"],
];

/** Draws the frame; files in it follow what is open. */
export function frame() {
  const top = /** @type {HTMLElement} */ (document.getElementById("top"));
  const side = /** @type {HTMLElement} */ (document.getElementById("side"));
  const menu = button("Menu", () => turn(side, menu), { class: "menu", "aria-expanded": "false", "aria-controls": "side" });
  put(
    top,
    menu,
    h("a.brand", { href: "#/open", "aria-label": "Sonde: files that are open" }, "Sonde"),
    finder(),
    button("?", help, { class: "quiet", "aria-label": "Keys of this page", title: "Keys of this page" }),
    h("p.banner", { id: "banner", role: "alert", hidden: true }, "The server does not answer. This page reconnects by itself when it is back; after a restart, open the address that it printed."),
  );
  const files = h("ul.files");
  put(
    side,
    h("ul.places", {}, PLACES.map(([view, words]) => h("li", {}, h("a", { href: to(view), data: { view } }, words)))),
    h("h2", {}, "Open"),
    files,
  );
  side.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest("a") && side.classList.contains("opened")) turn(side, menu);
  });
  const list = async () => {
    const { files: found } = await opened();
    put(files, [...found, ...dropped].slice(0, 300).map(line));
    if (found.length > 300) files.append(h("li", {}, h("a", { href: to("open") }, "and " + (found.length - 300) + " more")));
    marked();
  };
  document.addEventListener("files", () => list().catch(() => {}));
  list().catch(() => {});
}

/** @param {import("../core/files.js").OpenFile} file */
function line(file) {
  const [sign, kind] = kindOf(file.kind);
  return h(
    "li",
    {},
    h("a", { href: to("file", [file.id]), title: file.path, data: { view: "file", file: file.id } }, h("span.sign", { title: kind, "aria-hidden": "true" }, sign), h("span", {}, breakable(file.name))),
  );
}

/** @param {HTMLElement} side @param {HTMLElement} menu */
function turn(side, menu) {
  const now = side.classList.toggle("opened");
  menu.setAttribute("aria-expanded", String(now));
}

let current = { view: "open", file: "" };

/** Shows which place is open. @param {string} view @param {string[]} args */
export function mark(view, args) {
  const file = ["file", "tensor", "graph"].includes(view) ? args[0] ?? "" : "";
  current = { view: { ask: "questions", answer: "jobs" }[view] ?? view, file };
  marked();
}

function marked() {
  for (const link of document.querySelectorAll("#side a")) {
    const { view, file } = /** @type {HTMLElement} */ (link).dataset;
    const is = file ? file === current.file : view === current.view && !current.file;
    if (is) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
}
