/** Every question that is declared, by what it is about. */

import { h } from "../../core/dom.js";
import { declared } from "../../core/api.js";
import { to } from "../../core/place.js";
import { how } from "../../blocks/how.js";

const GROUPS = {
  look: "Inspect files",
  groups: "Compare groups of models",
  run: "Run networks and intervene",
  machines: "Machines and states",
};

/** @param {import("../../main.js").Context} context */
export async function show({ main }) {
  const all = await declared();
  const groups = [...new Set(all.map((one) => one.group))];
  main.append(h("header", {}, h("h1", {}, "Questions"), h("p.subtitle", {}, "Questions about files, groups and networks. Each is also a command of the same name.")));
  for (const group of groups) {
    main.append(
      h(
        "section",
        {},
        h("h2", {}, /** @type {any} */ (GROUPS)[group] ?? group),
        h("ul.asks", {}, all.filter((one) => one.group === group).map((one) => h("li", {}, h("a", { href: to("ask", [one.name]) }, one.name), " ", h("span.muted", {}, one.sentence)))),
      ),
    );
  }
  main.append(how({ command: "sonde questions --json" }) ?? "");
}
