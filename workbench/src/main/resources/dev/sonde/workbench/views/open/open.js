/** Everything that is open, with what was found in it first. */

import { h, put, breakable } from "../../core/dom.js";
import { get } from "../../core/api.js";
import { opened, hasTensors, kindOf, told } from "../../core/files.js";
import { bytes, count, counted } from "../../core/format.js";
import { to } from "../../core/place.js";
import { findings } from "../../blocks/findings.js";
import { how, quoted } from "../../blocks/how.js";

/** Files whose findings are asked for without a click. */
const FOUND = 8;

/** @param {import("../../main.js").Context} context */
export async function show({ main, signal }) {
  const found = h("section.summary", { "aria-labelledby": "found-title", "aria-busy": "true" });
  const list = h("section");
  const draw = async () => {
    const open = await opened();
    put(list, h("h2", {}, "Files"), cards(open));
    put(heading, open.files.length === 1 ? open.files[0].name : counted(open.files.length, "file"));
    put(
      subtitle,
      "in " + open.paths.slice(0, 3).join(", ") + (open.paths.length > 3 ? " and " + (open.paths.length - 3) + " more" : ""),
      open.truncated ? ". There are more files than are shown: open a folder inside." : "",
    );
    return open;
  };
  const heading = h("h1");
  const subtitle = h("p.subtitle");
  main.append(h("header", {}, heading, subtitle), found, list);
  const open = await draw();
  main.append(how({ command: "sonde open " + open.paths.map(quoted).join(" ") }) ?? "");
  telling(found, open.files.filter((file) => hasTensors(file) && !file.error).slice(0, FOUND), signal);
  document.addEventListener("files", () => draw().catch(() => {}), { signal });
}

/**
 * Asks for findings file by file, so that the first are there at once.
 * @param {HTMLElement} section
 * @param {import("../../core/files.js").OpenFile[]} files
 * @param {AbortSignal} signal
 */
async function telling(section, files, signal) {
  put(section, h("h2", { id: "found-title" }, "What was found"));
  if (!files.length) {
    section.append(h("p", {}, "No file with tensors is open."));
    section.setAttribute("aria-busy", "false");
    return;
  }
  const parts = new Map(files.map((file) => [file, h("div.of-file", {}, h("h3", {}, h("a", { href: to("file", [file.id]) }, breakable(file.name))), h("p.muted", {}, "Looking …"))]));
  section.append(...parts.values());
  // The small ones first: nobody waits for a large file to see what is in the others.
  for (const file of [...files].sort((a, b) => (a.bytes ?? 0) - (b.bytes ?? 0))) {
    const part = /** @type {HTMLElement} */ (parts.get(file));
    try {
      const answer = await get("/api/findings", { file: file.id }, signal);
      const first = answer.findings.slice(0, 5);
      const lead = (/** @type {string} */ address) => to("tensor", [file.id, address]);
      const rest = answer.findings.length - first.length;
      put(
        part,
        part.firstElementChild,
        findings(first, lead) ?? h("p.muted", {}, "Nothing stands out."),
        rest > 0 ? h("p", {}, h("a", { href: to("file", [file.id]) }, counted(rest, "more sentence"))) : null,
      );
    } catch (error) {
      if (signal.aborted) return;
      put(part, part.firstElementChild, h("p.error", {}, error instanceof Error ? error.message : String(error)));
    }
  }
  section.setAttribute("aria-busy", "false");
}

/** @param {{files: import("../../core/files.js").OpenFile[], paths: string[]}} open */
function cards(open) {
  if (!open.files.length) return h("p", {}, "Nothing here yet. Checkpoints appear as training writes them.");
  return h("ul.cards", {}, open.files.map((file) => card(file, told(file, open.paths))));
}

/** @param {import("../../core/files.js").OpenFile} file @param {string} path */
function card(file, path) {
  const [sign, kind] = kindOf(file.kind);
  const facts = [
    file.format,
    file.tensors ? counted(file.tensors, "tensor") : null,
    file.parameters ? count(file.parameters) + " parameters" : null,
    file.bytes === undefined || file.bytes === null ? null : bytes(file.bytes),
  ].filter(Boolean);
  return h(
    "li",
    {},
    h("p.kind", {}, h("span.sign", { "aria-hidden": "true" }, sign), kind),
    h("a.title", { href: to("file", [file.id]) }, breakable(file.name)),
    h("p.muted", {}, facts.join(" · ")),
    path !== file.name ? h("p.path", {}, breakable(path)) : null,
    file.error ? h("p.error", {}, file.error) : null,
  );
}
