/** Nodes and edges. The kind of a node is told by its shape: a module's corners are round, inputs and outputs are capsules. */

import { visible } from "../../core/dom.js";

/** Colours of the page, for canvases. @param {Element} element */
export function theme(element) {
  const style = getComputedStyle(element);
  const of = (/** @type {string} */ name) => style.getPropertyValue("--" + name).trim();
  return { ink: of("ink"), muted: of("muted"), edge: of("edge"), paper: of("paper"), open: of("card"), accent: of("accent"), notable: of("notable"), module: of("paper"), call: of("paper"), input: of("paper"), output: of("paper") };
}

/**
 * @param {CanvasRenderingContext2D} g @param {any} node
 * @param {{fill: string, ink: string, edge: string, strong: boolean, dim: any}} look
 * @param {number} scale
 */
export function box(g, node, look, scale) {
  const { x, y, width, height } = node;
  const round = node.kind === "input" || node.kind === "output" ? height / 2 : node.kind === "module" ? 7 : 2;
  g.globalAlpha = look.dim ? 0.6 : 1;
  g.beginPath();
  g.roundRect(x, y, width, height, Math.min(round, width / 2, height / 2));
  g.fillStyle = look.fill;
  g.fill();
  g.lineWidth = (look.strong ? 3 : 1.2) / Math.min(1, Math.max(scale, 0.15));
  g.strokeStyle = look.edge;
  g.stroke();
  // Letters that nobody can read cost more than all else.
  if (scale > 0.28) {
    g.fillStyle = look.ink;
    g.textBaseline = "middle";
    const sign = node.openable ? (node.opened ? "▾ " : "▸ ") : "";
    g.font = (node.opened ? "600 " : "") + "13px system-ui, sans-serif";
    const words = shortened(g, sign + visible(node.label), width - 14);
    if (node.opened) {
      g.textAlign = "left";
      g.fillText(words, x + 8, y + 13);
    } else {
      g.textAlign = "center";
      const second = node.operator && node.operator !== node.label && height > 34;
      g.fillText(words, x + width / 2, y + height / 2 - (second ? 8 : 0));
      if (second) {
        g.font = "11px system-ui, sans-serif";
        g.fillText(shortened(g, visible(node.operator), width - 14), x + width / 2, y + height / 2 + 9);
      }
    }
  }
  g.globalAlpha = 1;
}

/** @type {Map<string, string>} */
const widths = new Map();

/** @param {CanvasRenderingContext2D} g @param {string} text @param {number} width */
function shortened(g, text, width) {
  const key = g.font + "|" + width + "|" + text;
  const known = widths.get(key);
  if (known !== undefined) return known;
  let words = text;
  if (g.measureText(words).width > width) {
    let keep = words.length - 1;
    while (keep > 1 && g.measureText(words.slice(0, keep) + "…").width > width) keep--;
    words = words.slice(0, keep) + "…";
  }
  if (widths.size > 20000) widths.clear();
  widths.set(key, words);
  return words;
}

/** @param {CanvasRenderingContext2D} g @param {any} edge @param {number} scale @param {string} colour */
export function arrow(g, edge, scale, colour) {
  const points = edge.points;
  if (points.length < 2) return;
  g.strokeStyle = colour;
  g.fillStyle = colour;
  g.beginPath();
  g.moveTo(points[0][0], points[0][1]);
  for (let i = 1; i < points.length; i++) g.lineTo(points[i][0], points[i][1]);
  g.stroke();
  if (scale < 0.2) return;
  const [x, y] = points[points.length - 1];
  const [px, py] = points[points.length - 2];
  const turn = Math.atan2(y - py, x - px);
  g.beginPath();
  g.moveTo(x, y);
  g.lineTo(x - 8 * Math.cos(turn - 0.4), y - 8 * Math.sin(turn - 0.4));
  g.lineTo(x - 8 * Math.cos(turn + 0.4), y - 8 * Math.sin(turn + 0.4));
  g.fill();
}

/** All edges as one path. @param {CanvasRenderingContext2D} g @param {any[]} edges @param {string} colour */
export function lines(g, edges, colour) {
  g.strokeStyle = colour;
  g.beginPath();
  for (const { points } of edges) {
    g.moveTo(points[0][0], points[0][1]);
    for (let i = 1; i < points.length; i++) g.lineTo(points[i][0], points[i][1]);
  }
  g.stroke();
}

/** Nodes as plain boxes, those of one colour as one path. @param {CanvasRenderingContext2D} g @param {{node: any, look: any}[]} drawn @param {number} scale */
export function blocks(g, drawn, scale) {
  /** @type {Map<string, Path2D>} */
  const fills = new Map();
  const strong = [];
  for (const { node, look } of drawn) {
    let path = fills.get(look.fill);
    if (!path) fills.set(look.fill, (path = new Path2D()));
    path.rect(node.x, node.y, node.width, node.height);
    if (look.strong) strong.push({ node, look });
  }
  g.lineWidth = 0.7 / scale;
  for (const [fill, path] of fills) {
    g.fillStyle = fill;
    g.fill(path);
    g.stroke(path);
  }
  for (const { node, look } of strong) box(g, node, look, scale);
}
