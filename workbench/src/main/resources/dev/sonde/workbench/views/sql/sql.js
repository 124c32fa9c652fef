/** SQL over results, with plotted answers. */

import { h, put, button, say } from "../../core/dom.js";
import { post } from "../../core/api.js";
import { settled, kindOf } from "../../core/files.js";
import { note } from "../../core/place.js";
import { counted } from "../../core/format.js";
import { table } from "../../blocks/table.js";
import { how, quoted } from "../../blocks/how.js";
import { plot } from "./plot.js";

/** @param {import("../../main.js").Context} context */
export async function show({ main, params, signal }) {
  const { files } = await settled();
  const results = files.filter((file) => ["study", "run"].includes(file.kind));
  const heading = h("header", {}, h("h1", {}, "SQL"), h("p.subtitle", {}, "Query the tables of a study or run in SQL. Read-only; Ctrl+Enter runs the query."));
  if (!results.length) {
    main.append(heading, h("p", {}, "No study or run is open; only these have tables."));
    return;
  }
  const source = h("select", {}, results.map((file) => h("option", { value: file.id, selected: file.id === params.get("file") }, kindOf(file.kind)[0] + " " + file.path)));
  const words = h("textarea", { rows: 5, id: "sql-words", value: params.get("sql") ?? "", spellcheck: "false", placeholder: "SELECT * FROM …" });
  const answer = h("div", { "aria-live": "polite" });
  const tables = h("p.tools");
  const names = async () => {
    put(tables);
    try {
      const told = await post("/api/sql", { file: source.value, sql: "" }, signal);
      const insert = (/** @type {string} */ name) => () => {
        words.value = 'SELECT * FROM "' + name.replaceAll('"', '""') + '" LIMIT 1000';
        words.focus();
      };
      put(tables, told.tables?.length ? ["Tables: ", told.tables.map((/** @type {string} */ name) => button(name, insert(name), { class: "quiet" }))] : null);
    } catch {
      // Without names one can still ask.
    }
  };
  const ask = async () => {
    note({ file: source.value, sql: words.value });
    put(answer, h("p.muted", {}, "Asking …"));
    try {
      const found = await post("/api/sql", { file: source.value, sql: words.value }, signal);
      const file = files.find((one) => one.id === source.value);
      say(counted(found.rows.length, "row"));
      put(
        answer,
        h("h2", {}, counted(found.rows.length, "row")),
        found.truncated ? h("p.muted", {}, "There are more rows: narrow the query, or use the command.") : null,
        plot(found, params),
        table({ key: "answer", title: "Answer", columns: found.columns, rows: found.rows }),
        how({ command: "sonde sql " + quoted(file?.path ?? "") + " " + quoted(words.value) }),
      );
    } catch (error) {
      if (!signal.aborted) put(answer, h("p.error", { role: "alert" }, error instanceof Error ? error.message : String(error)));
    }
  };
  source.addEventListener("change", names);
  words.addEventListener("keydown", (/** @type {KeyboardEvent} */ e) => {
    if (e.key === "Enter" && (e.ctrlKey || e.metaKey)) ask();
  });
  main.append(
    heading,
    h("div.sql", {}, h("div.row", {}, h("label", {}, "Results of", source)), tables, h("div.field", {}, h("label", { for: "sql-words" }, "SQL query"), words), h("p", {}, button("Ask", ask, { class: "primary" }))),
    answer,
  );
  if (source.value) names();
  if (words.value) ask();
}
