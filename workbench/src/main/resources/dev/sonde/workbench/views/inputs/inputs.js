/** Inputs of the reader's own: dropped files and typed texts, to be used by any question. */

import { h, put, button, breakable, say } from "../../core/dom.js";
import { declared, upload } from "../../core/api.js";
import { dropped, all, hasTensors, kindOf } from "../../core/files.js";
import { bytes, shape } from "../../core/format.js";
import { to } from "../../core/place.js";

/** @param {import("../../main.js").Context} context */
export async function show({ main, params }) {
  const list = h("ul.jobs", { "aria-label": "Inputs" });
  const told = h("p", { role: "status" });
  const draw = () => put(list, dropped.length ? dropped.map(line) : h("li.muted", {}, "None yet."));
  const take = async (/** @type {FileList|File[]} */ files) => {
    for (const file of files) {
      put(told, "Reading " + file.name + " …");
      try {
        const input = await upload(file.name, file);
        const known = { kind: "data", path: file.name, name: file.name, bytes: file.size, ...input };
        if (!dropped.some((one) => one.id === known.id)) dropped.push(known);
        put(told, file.name + " can be used now.");
        say(file.name + " can be used now");
      } catch (error) {
        put(told, h("span.error", {}, file.name + ": " + (error instanceof Error ? error.message : error)));
      }
      draw();
      document.dispatchEvent(new CustomEvent("files"));
    }
  };
  const chooser = h("input", { type: "file", multiple: true, class: "unseen", tabindex: "-1", "aria-label": "Files to use as inputs", on: { change: () => take(chooser.files) } });
  const zone = h("div.drop", {}, h("p", {}, "Drop files here: npy, npz, png, csv or txt. They stay on this machine, in a folder that is removed when the server ends."), button("Choose files", () => chooser.click()), chooser);
  zone.addEventListener("dragover", (/** @type {DragEvent} */ e) => {
    e.preventDefault();
    zone.classList.add("over");
  });
  zone.addEventListener("dragleave", () => zone.classList.remove("over"));
  zone.addEventListener("drop", (/** @type {DragEvent} */ e) => {
    e.preventDefault();
    zone.classList.remove("over");
    if (e.dataTransfer) take(e.dataTransfer.files);
  });
  main.append(
    h("header", {}, h("h1", {}, "Inputs"), h("p.subtitle", {}, "Your own data and texts, for any network that is open.")),
    zone,
    told,
    list,
    await typed(params),
    await takers(),
  );
  draw();
}

/** @param {any} file */
function line(file) {
  return h("li", {}, h("p", {}, h("strong", {}, breakable(file.name)), h("span.muted", {}, " · " + [file.format, file.shape ? shape(file.shape) : null, bytes(file.bytes)].filter(Boolean).join(" · "))), file.error ? h("p.error", {}, file.error) : null);
}

const TEXT = /^(text|input|prompt|clean)$/;

/** A text of one's own leads to the questions that read texts. @param {URLSearchParams} params */
async function typed(params) {
  const networks = (await all()).filter((file) => hasTensors(file));
  const asking = (await declared()).filter((one) => one.settings.some((/** @type {any} */ s) => TEXT.test(s.name) && s.type === "text" && !s.input));
  const text = h("textarea", { rows: 3, id: "own-text", value: params.get("text") ?? "", spellcheck: "false" });
  const model = h("select", {}, networks.map((file) => h("option", { value: file.id, selected: file.id === params.get("file") }, kindOf(file.kind)[0] + " " + file.path)));
  const links = h("p.ways");
  const draw = () =>
    put(
      links,
      asking.map((one) => {
        const setting = one.settings.find((/** @type {any} */ s) => TEXT.test(s.name) && s.type === "text");
        return h("a.way", { href: to("ask", [one.name], { with: model.value, [setting.name]: text.value }), title: one.sentence }, one.name);
      }),
    );
  text.addEventListener("input", draw);
  model.addEventListener("change", draw);
  draw();
  if (!asking.length) return null;
  return h("section", {}, h("h2", {}, "A text of your own"), h("div.field", {}, h("label", { for: "own-text" }, "Text"), text), h("div.row", {}, h("label", {}, "Network", model)), h("p.muted", {}, "Ask about it:"), links);
}

/** Questions that are shown data. */
async function takers() {
  const asking = (await declared()).filter((one) => one.needs.some((/** @type {string} */ need) => /inputs|vectors|data/i.test(need)));
  if (!asking.length) return null;
  return h("section", {}, h("h2", {}, "Questions that take inputs"), h("ul.asks", {}, asking.map((one) => h("li", {}, h("a", { href: to("ask", [one.name]) }, one.name), " ", h("span.muted", {}, one.sentence)))));
}
