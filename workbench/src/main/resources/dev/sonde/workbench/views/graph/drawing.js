/** The graph on a canvas: only what is seen is drawn, so that ten thousand nodes stay fluid. */

import { h } from "../../core/dom.js";
import { css, ink, rgb } from "../../core/colour.js";
import { Grid } from "./grid.js";
import { arrow, blocks, box, lines, theme } from "./shapes.js";

/** From so far away nobody reads a word: all of one colour is drawn at once. */
const FAR = 0.2;

/**
 * @typedef {{x: number, y: number, scale: number}} Eye
 * @typedef {{values: Object<string, number>, scale: any, unit: string}} Painted
 */

/**
 * @param {{choose: (node: any) => void, open: (node: any) => void, label: string, signal: AbortSignal}} acts `signal` ends when the view is left
 */
export function drawing({ choose, open, label, signal }) {
  const canvas = h("canvas", { tabindex: "0", role: "application", "aria-roledescription": "graph", "aria-label": label + ". Arrows go from part to part, Enter opens a module, plus and minus zoom." });
  const g = canvas.getContext("2d");
  /** @type {any} */
  let graph = { nodes: [], edges: [], width: 1, height: 1 };
  /** @type {Map<string, any>} */
  let byId = new Map();
  let grid = new Grid([], 1, 1);
  let edgeGrid = new Grid([], 1, 1);
  /** @type {Eye} */
  let eye = { x: 0, y: 0, scale: 1 };
  let fitted = false;
  /** @type {string|null} */
  let selected = null;
  /** @type {Painted|null} */
  let painted = null;
  /** @type {any[]} */
  let hits = [];
  let hitIds = new Set();
  let queued = false;
  const later = () => {
    if (queued) return;
    queued = true;
    requestAnimationFrame(() => ((queued = false), draw()));
  };

  function fit() {
    const [w, hgt] = [canvas.clientWidth, canvas.clientHeight];
    if (!w) return;
    const margin = 24;
    eye.scale = Math.min(1.5, (w - margin) / (graph.width || 1), (hgt - margin) / (graph.height || 1));
    // A long graph is read from its beginning, not as a hair.
    if (eye.scale < 0.25) eye.scale = Math.min(0.8, Math.max(eye.scale, Math.min((w - margin) / Math.min(graph.width, 1200), (hgt - margin) / Math.min(graph.height, 900))));
    eye.x = graph.width * eye.scale < w ? (graph.width - w / eye.scale) / 2 : -margin / 2 / eye.scale;
    eye.y = graph.height * eye.scale < hgt ? (graph.height - hgt / eye.scale) / 2 : -margin / 2 / eye.scale;
    fitted = true;
  }
  function whole() {
    const [w, hgt] = [canvas.clientWidth, canvas.clientHeight];
    eye.scale = Math.min(1.5, (w - 24) / graph.width, (hgt - 24) / graph.height);
    eye.x = (graph.width - w / eye.scale) / 2;
    eye.y = (graph.height - hgt / eye.scale) / 2;
    later();
  }

  function draw() {
    const dots = Math.min(2, devicePixelRatio || 1);
    const [w, hgt] = [canvas.clientWidth, canvas.clientHeight];
    if (!w) return;
    if (!fitted) fit();
    if (canvas.width !== Math.round(w * dots) || canvas.height !== Math.round(hgt * dots)) {
      canvas.width = Math.round(w * dots);
      canvas.height = Math.round(hgt * dots);
    }
    const colours = theme(canvas);
    g.setTransform(1, 0, 0, 1, 0, 0);
    g.clearRect(0, 0, canvas.width, canvas.height);
    g.setTransform(dots * eye.scale, 0, 0, dots * eye.scale, -eye.x * eye.scale * dots, -eye.y * eye.scale * dots);
    const seen = [eye.x, eye.y, eye.x + w / eye.scale, eye.y + hgt / eye.scale];
    const nodes = grid.within(seen);
    // Modules that are open lie below what they hold.
    nodes.sort((a, b) => a.order - b.order);
    for (const node of nodes.filter((n) => n.opened)) box(g, node, look(node, colours), eye.scale);
    g.lineWidth = Math.max(1, 0.8 / eye.scale);
    g.strokeStyle = colours.muted;
    g.fillStyle = colours.muted;
    const edges = edgeGrid.within(seen);
    const closed = nodes.filter((n) => !n.opened);
    if (eye.scale < FAR) {
      lines(g, edges, colours.muted);
      blocks(g, closed.map((node) => ({ node, look: look(node, colours) })), eye.scale);
      return;
    }
    for (const edge of edges) arrow(g, edge, eye.scale, selected !== null && (edge.from === selected || edge.to === selected) ? colours.accent : colours.muted);
    for (const node of closed) box(g, node, look(node, colours), eye.scale);
  }

  /** How a node is drawn. @param {any} node @param {any} colours */
  function look(node, colours) {
    const value = painted?.values[node.id];
    const fill = painted && value !== undefined && !node.opened ? rgb(value, painted.scale) : null;
    return {
      fill: fill ? css(fill) : node.opened ? colours.open : painted ? colours.paper : colours[node.kind] ?? colours.call,
      ink: fill ? ink(fill) : colours.ink,
      edge: node.id === selected ? colours.accent : hitIds.has(node.id) ? colours.notable : colours.edge,
      strong: node.id === selected || hitIds.has(node.id),
      dim: painted && value === undefined && !node.opened,
    };
  }

  /** The innermost node at a place of the canvas. @param {number} px @param {number} py */
  function at(px, py) {
    const [x, y] = [eye.x + px / eye.scale, eye.y + py / eye.scale];
    return grid
      .within([x, y, x, y])
      .filter((n) => x >= n.x && x <= n.x + n.width && y >= n.y && y <= n.y + n.height)
      .sort((a, b) => a.width * a.height - b.width * b.height)[0];
  }
  const zoom = (/** @type {number} */ by, px = canvas.clientWidth / 2, py = canvas.clientHeight / 2) => {
    const next = Math.max(0.005, Math.min(4, eye.scale * by));
    eye.x += px / eye.scale - px / next;
    eye.y += py / eye.scale - py / next;
    eye.scale = next;
    later();
  };
  const centre = (/** @type {any} */ node) => {
    const [w, hgt] = [canvas.clientWidth / eye.scale, canvas.clientHeight / eye.scale];
    const inside = node.x > eye.x && node.x + node.width < eye.x + w && node.y > eye.y && node.y + node.height < eye.y + hgt;
    if (inside) return;
    if (eye.scale < 0.4) eye.scale = 0.8;
    eye.x = node.x + node.width / 2 - canvas.clientWidth / eye.scale / 2;
    eye.y = node.y + node.height / 2 - canvas.clientHeight / eye.scale / 2;
  };

  /** @type {number[]|null} */
  let drag = null;
  canvas.addEventListener("pointerdown", (/** @type {PointerEvent} */ e) => {
    drag = [e.offsetX, e.offsetY, eye.x, eye.y, 0];
    canvas.setPointerCapture(e.pointerId);
  });
  canvas.addEventListener("pointermove", (/** @type {PointerEvent} */ e) => {
    if (!drag || !e.buttons) {
      canvas.title = at(e.offsetX, e.offsetY)?.tip ?? "";
      return;
    }
    drag[4] = Math.max(drag[4], Math.hypot(e.offsetX - drag[0], e.offsetY - drag[1]));
    eye.x = drag[2] - (e.offsetX - drag[0]) / eye.scale;
    eye.y = drag[3] - (e.offsetY - drag[1]) / eye.scale;
    later();
  });
  canvas.addEventListener("pointerup", (/** @type {PointerEvent} */ e) => {
    const still = drag && drag[4] < 4;
    drag = null;
    if (!still) return;
    const node = at(e.offsetX, e.offsetY);
    if (node && node.openable && onSign(node, e)) open(node);
    else choose(node ?? null);
  });
  /** The triangle at the left of a module opens it by one click. @param {any} node @param {PointerEvent} e */
  const onSign = (node, e) => eye.x + e.offsetX / eye.scale < node.x + 22 && eye.y + e.offsetY / eye.scale < node.y + 26;
  canvas.addEventListener("dblclick", (/** @type {MouseEvent} */ e) => {
    const node = at(e.offsetX, e.offsetY);
    if (node?.openable) open(node);
  });
  canvas.addEventListener(
    "wheel",
    (/** @type {WheelEvent} */ e) => {
      e.preventDefault();
      zoom(Math.exp(-e.deltaY / 400), e.offsetX, e.offsetY);
    },
    { passive: false },
  );
  canvas.addEventListener("keydown", (/** @type {KeyboardEvent} */ e) => {
    const step = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] }[e.key];
    const node = selected === null ? null : byId.get(selected);
    if (step) {
      const next = node ? beside(graph.nodes, node, step) : graph.nodes[0];
      if (next) choose(next);
    } else if (e.key === "Enter" && node) open(node);
    else if (e.key === "+" || e.key === "=") zoom(1.4);
    else if (e.key === "-") zoom(1 / 1.4);
    else if (e.key === "0") whole();
    else return;
    e.preventDefault();
  });
  const resized = new ResizeObserver(later);
  resized.observe(canvas);
  signal.addEventListener("abort", () => resized.disconnect());
  // What listens for the system's colours is kept by the browser, and all that it draws with it.
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", later, { signal });
  return {
    element: canvas,
    zoom,
    whole,
    /** @param {any} next @param {string|null} keep a node that stays where it is on the screen */
    show(next, keep) {
      const before = keep === null ? null : byId.get(keep);
      graph = next;
      // A small graph needs no large canvas.
      if (keep === null) canvas.style.setProperty("height", "min(70vh, " + Math.max(220, Math.min(736, 60 + 1.5 * graph.height)) + "px)");
      else canvas.style.removeProperty("height");
      graph.nodes.forEach((/** @type {any} */ n, /** @type {number} */ i) => {
        n.order = n.opened ? depth(n.id) : 1e6 + i;
        n.tip = [n.label, n.operator, n.module && n.module !== n.label ? n.module : ""].filter(Boolean).join(" · ");
      });
      byId = new Map(graph.nodes.map((/** @type {any} */ n) => [n.id, n]));
      grid = new Grid(graph.nodes.map((/** @type {any} */ n) => [n, n.x, n.y, n.x + n.width, n.y + n.height]), graph.width, graph.height);
      edgeGrid = new Grid((graph.edges ?? []).map((/** @type {any} */ e) => [e, ...bounds(e.points)]), graph.width, graph.height);
      const after = keep === null ? null : byId.get(keep);
      if (before && after) {
        eye.x += after.x - before.x;
        eye.y += after.y - before.y;
      } else fitted = false;
      later();
    },
    /** @param {string|null} id @param {boolean} move */
    select(id, move) {
      selected = id;
      const node = id === null ? null : byId.get(id);
      if (node && move && fitted) centre(node);
      later();
    },
    /** @param {Painted|null} next */
    paint(next) {
      painted = next;
      later();
    },
    /** @param {string} words */
    find(words) {
      const low = words.trim().toLowerCase();
      hits = low ? graph.nodes.filter((/** @type {any} */ n) => (n.label + " " + (n.module ?? "") + " " + (n.operator ?? "")).toLowerCase().includes(low)) : [];
      hitIds = new Set(hits.map((n) => n.id));
      later();
      return hits;
    },
    found: () => hits[0],
  };
}

/** @param {string} id */
const depth = (id) => id.split(/[./]/).length;

/** @param {number[][]} points @returns {[number, number, number, number]} */
function bounds(points) {
  const xs = points.map((p) => p[0]);
  const ys = points.map((p) => p[1]);
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

/** The nearest node in a direction. @param {any[]} nodes @param {any} from @param {number[]} step */
function beside(nodes, from, [dx, dy]) {
  let best = null;
  let least = Infinity;
  for (const node of nodes) {
    if (node === from || node.opened) continue;
    const x = node.x + node.width / 2 - from.x - from.width / 2;
    const y = node.y + node.height / 2 - from.y - from.height / 2;
    const along = x * dx + y * dy;
    if (along <= 1) continue;
    const cost = along + 2 * Math.abs(x * dy - y * dx);
    if (cost < least) [best, least] = [node, cost];
  }
  return best;
}
