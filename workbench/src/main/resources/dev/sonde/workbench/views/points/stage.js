/** The canvas of a projection: the points, and what the pointer and the keys do with them. */

import { h, put, say } from "../../core/dom.js";
import { download } from "../../core/save.js";
import { count, counted } from "../../core/format.js";
import { Cloud } from "./cloud.js";
import { DIM, STRONG } from "./states.js";
import { gridOf, within } from "./near.js";

/**
 * @param {{positions: Float32Array, label: string, chosen: (points: number[]) => void, words: (i: number) => string, signal: AbortSignal, card?: boolean, beside?: ((i: number) => Node|null)|null}} of
 *     `words` of a point that is pointed at, and what stands `beside` them
 */
export function stage({ positions, label, chosen, words, signal, card = false, beside = null }) {
  const canvas = h("canvas", { tabindex: "0", role: "application", "aria-roledescription": "projection", "aria-label": label + ". Arrows move the view, plus and minus zoom, N goes from point to point." });
  const over = h("canvas.over", { "aria-hidden": "true", style: { "pointer-events": "none" } });
  const reading = h("p.reading", {}, "Point at a point for its details.");
  const partly = h("p.partly", { hidden: true });
  const cloud = new Cloud(canvas, { drawn, card });
  let n = positions.length / 2;
  let lying = positions;
  /** @type {ReturnType<typeof gridOf>|null} made when it is first needed for where the points lie */
  let known = null;
  const grid = () => (known ??= gridOf(lying));
  /** @type {Uint8Array} */
  let shapes = new Uint8Array(n);
  let states = new Uint8Array(n);
  /** @type {number[]} */
  let picked = [];
  let lassoing = false;
  /** @type {[number, number][]} in the points' units */
  let rope = [];
  cloud.place(positions);
  cloud.colour(new Uint8Array(4 * n).fill(128));
  cloud.state(states);

  const marked = (/** @type {number[]} */ strong) => {
    states = shapes.slice();
    if (strong.length) {
      for (let i = 0; i < n; i++) states[i] |= DIM;
      for (const i of strong) states[i] = (states[i] & ~DIM) | STRONG;
    }
    cloud.state(states);
  };
  const choose = (/** @type {number[]} */ points) => {
    picked = points;
    marked(points);
    chosen(points);
    say(points.length ? counted(points.length, "point") + " chosen" : "Nothing is selected");
  };
  const hit = (/** @type {PointerEvent} */ e) => {
    const [x, y] = cloud.place_(e.offsetX, e.offsetY);
    return grid().near(x, y, (12 * cloud.eye.width) / canvas.clientWidth)[0];
  };

  /** After each picture; who looks at a part of the points is told so. */
  function drawn() {
    const part = cloud.seen < n;
    if (part || !partly.hidden) put(partly, part ? "While this moves, " + count(cloud.seen) + " of " + count(n) + " points are drawn, taken by chance." : "");
    partly.hidden = !part;
    lined();
  }

  /** The rope, and a ring around the point that is read. */
  let ringed = -1;
  /** Points that a line goes through. @type {number[]} */
  let traced = [];
  function lined() {
    const dots = Math.min(2, devicePixelRatio || 1);
    over.width = canvas.width;
    over.height = canvas.height;
    const g = over.getContext("2d");
    g.setTransform(dots, 0, 0, dots, 0, 0);
    const ink = getComputedStyle(canvas).getPropertyValue("--ink");
    g.strokeStyle = ink;
    g.lineWidth = 1.5;
    if (rope.length > 1) {
      g.beginPath();
      rope.forEach(([x, y], k) => g[k ? "lineTo" : "moveTo"](...cloud.pixel(x, y)));
      g.closePath();
      g.stroke();
    }
    if (traced.length) {
      g.beginPath();
      traced.forEach((i, k) => g[k ? "lineTo" : "moveTo"](...cloud.pixel(...cloud.at(i))));
      g.stroke();
    }
    if (ringed >= 0) {
      g.beginPath();
      g.arc(...cloud.pixel(...cloud.at(ringed)), 8, 0, 7);
      g.stroke();
    }
  }
  /** What stands there now: the words of a point change with what is shown. */
  let written = "";
  const read = (/** @type {number} */ i) => {
    const now = i >= 0 ? words(i) : "";
    if (i !== ringed || now !== written) put(reading, i >= 0 ? [beside?.(i), now] : "");
    written = now;
    ringed = i;
    lined();
  };

  /** @type {{x: number, y: number, eye: any, moved: number, rope: boolean}|null} */
  let drag = null;
  canvas.addEventListener("pointerdown", (/** @type {PointerEvent} */ e) => {
    canvas.setPointerCapture(e.pointerId);
    drag = { x: e.offsetX, y: e.offsetY, eye: { ...cloud.eye }, moved: 0, rope: lassoing || e.shiftKey };
    if (drag.rope) rope = [cloud.place_(e.offsetX, e.offsetY)];
  });
  canvas.addEventListener("pointermove", (/** @type {PointerEvent} */ e) => {
    if (!drag || !e.buttons) {
      const i = hit(e);
      read(i === undefined ? -1 : i);
      return;
    }
    drag.moved = Math.max(drag.moved, Math.hypot(e.offsetX - drag.x, e.offsetY - drag.y));
    if (drag.rope) {
      rope.push(cloud.place_(e.offsetX, e.offsetY));
      lined();
      return;
    }
    const unit = drag.eye.width / canvas.clientWidth;
    cloud.eye.x = drag.eye.x - (e.offsetX - drag.x) * unit;
    cloud.eye.y = drag.eye.y + (e.offsetY - drag.y) * unit;
    cloud.moved();
  });
  canvas.addEventListener("pointerup", (/** @type {PointerEvent} */ e) => {
    if (!drag) return;
    const { moved, rope: roped } = drag;
    drag = null;
    if (roped && rope.length > 2) choose(within((i) => cloud.at(i), n, rope));
    else if (moved < 4) {
      const i = hit(e);
      choose(i === undefined ? [] : [i]);
    }
    rope = [];
    lined();
  });
  canvas.addEventListener(
    "wheel",
    (/** @type {WheelEvent} */ e) => {
      e.preventDefault();
      cloud.zoom(Math.exp(-e.deltaY / 400), e.offsetX, e.offsetY);
    },
    { passive: false },
  );
  const zoom = (/** @type {number} */ by) => cloud.zoom(by, canvas.clientWidth / 2, canvas.clientHeight / 2);
  canvas.addEventListener("keydown", (/** @type {KeyboardEvent} */ e) => {
    const step = { ArrowUp: [0, 0.1], ArrowDown: [0, -0.1], ArrowLeft: [-0.1, 0], ArrowRight: [0.1, 0] }[e.key];
    if (step) {
      cloud.eye.x += step[0] * cloud.eye.width;
      cloud.eye.y += step[1] * cloud.eye.width;
      cloud.moved();
    } else if (e.key === "+" || e.key === "=") zoom(1.5);
    else if (e.key === "-") zoom(1 / 1.5);
    else if (e.key === "0") cloud.whole();
    else if (e.key.toLowerCase() === "n") {
      const i = ((picked[0] ?? -1) + (e.shiftKey ? n - 1 : 1)) % n;
      choose([i]);
      read(i);
      say(words(i));
    } else if (e.key === "Escape") choose([]);
    else return;
    e.preventDefault();
  });
  // The size is known once the canvas stands in the page.
  let fitted = false;
  const watch = new ResizeObserver(() => {
    if (fitted || !canvas.clientWidth) return;
    fitted = true;
    cloud.whole();
  });
  watch.observe(canvas);
  signal.addEventListener("abort", () => {
    watch.disconnect();
    cloud.close();
  });
  return {
    element: h("div.stage", {}, canvas, over, partly),
    reading,
    choose,
    strong: marked,
    zoom,
    whole: () => cloud.whole(),
    /** @returns {boolean} whether it is on now */
    lasso() {
      lassoing = !lassoing;
      return lassoing;
    },
    /** @param {Uint8Array} colours @param {Uint8Array} forms */
    colour(colours, forms) {
      shapes = forms;
      cloud.colour(colours);
      marked(picked);
    },
    /** The nearest in the picture. @param {number} i @param {number} count */
    near(i, count) {
      const [x, y] = cloud.at(i);
      for (let far = cloud.eye.width / 200; far < cloud.eye.width * 64; far *= 2) {
        const found = grid().near(x, y, far, count + 1).filter((k) => k !== i);
        if (found.length >= Math.min(count, n - 1)) return found.slice(0, count);
      }
      return [];
    },
    /** @param {Float32Array} from @param {Float32Array} to @param {number} t */
    between(from, to, t) {
      const moved = cloud.from !== from || cloud.to !== to;
      cloud.mix = t;
      if (moved) cloud.place(from, to);
      cloud.moved();
      n = from.length / 2;
      const next = t < 0.5 ? from : to;
      if (next !== lying) known = null;
      lying = next;
    },
    /** A line through points, up to one that is ringed. @param {number[]} points */
    trace(points) {
      traced = points;
      read(points.at(-1) ?? -1);
    },
    save: () => canvas.toBlob((/** @type {Blob} */ blob) => blob && download(blob, "projection.png"), "image/png"),
  };
}
