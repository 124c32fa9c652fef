/** Drawings of the server, made safe, with ways to take them away. */

import { h, button, visible } from "../core/dom.js";
import { download, png, svgFile } from "../core/save.js";
import { table } from "./table.js";

const ALLOWED = new Set(
  "svg g path rect circle ellipse line polyline polygon text tspan title desc image defs clippath lineargradient radialgradient stop marker use pattern symbol".split(" "),
);

/**
 * A drawing out of text: only shapes and words are kept, no script, no style sheet, nothing from outside.
 * @param {string} source
 * @returns {SVGSVGElement|null}
 */
export function drawing(source) {
  // The page's policy refuses styles within markup, also while it is parsed.
  const plain = source.replaceAll(' style="image-rendering:pixelated"', '');
  const parsed = new DOMParser().parseFromString(plain, "image/svg+xml");
  const root = parsed.documentElement;
  if (root.localName !== "svg" || parsed.querySelector("parsererror")) return null;
  for (const element of [root, ...root.querySelectorAll("*")]) {
    if (!ALLOWED.has(element.localName.toLowerCase())) {
      element.remove();
      continue;
    }
    for (const { name, value } of [...element.attributes]) {
      const low = name.toLowerCase();
      if (low.startsWith("on") || low === "style") element.removeAttribute(name);
      if (/href$/.test(low) && !/^(#|data:image\/(png|jpeg|gif|webp)[;,])/i.test(value.trim())) element.removeAttribute(name);
    }
  }
  return /** @type {any} */ (document.importNode(root, true));
}

/**
 * @param {{svg: string, caption?: string, data?: any}} block
 * @returns {HTMLElement}
 */
export function figure(block) {
  const svg = drawing(block.svg);
  if (!svg) return h("p", {}, "This figure cannot be drawn.");
  const caption = block.caption || svg.querySelector("title")?.textContent || "Figure";
  svg.setAttribute("role", "img");
  if (!svg.getAttribute("aria-label") && !svg.getAttribute("aria-labelledby")) svg.setAttribute("aria-label", visible(caption));
  const holder = h("div.drawing", {}, svg);
  const turn = () => {
    const large = holder.classList.toggle("large");
    enlarge.setAttribute("aria-pressed", String(large));
  };
  const enlarge = button("Enlarge", turn, { class: "quiet", "aria-pressed": "false" });
  return h(
    "figure",
    {},
    holder,
    block.caption ? h("figcaption", {}, block.caption) : null,
    h("div.tools", {}, enlarge, saving(svg, caption)),
    block.data?.columns ? h("details", {}, h("summary", {}, "The figure's data"), table(block.data)) : null,
  );
}

/**
 * SVG and PNG in the widths of journals' columns.
 * @param {SVGSVGElement} svg @param {string} name
 */
export function saving(svg, name) {
  const width = h("select", { "aria-label": "Width of the saved figure" }, h("option", { value: "85" }, "85 mm"), h("option", { value: "170", selected: true }, "170 mm"));
  const as = (/** @type {string} */ ending) => async () => {
    const blob = ending === "svg" ? new Blob([svgFile(svg, Number(width.value))], { type: "image/svg+xml" }) : await png(svg, Number(width.value));
    download(blob, name.slice(0, 60) + "-" + width.value + "mm." + ending);
  };
  return [width, button("SVG", as("svg"), { class: "quiet" }), button("PNG", as("png"), { class: "quiet" })];
}
