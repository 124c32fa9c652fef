/** Points drawn by the graphics card. */

import { program } from "./shader.js";

/** Names of what imitates a card: SwiftShader in Chromium, Mesa's llvmpipe, Windows' own. */
const IMITATED = /swiftshader|llvmpipe|softpipe|software|basic render/i;

/** @type {boolean|null} */
let known = null;

/** Whether WebGL 2 is drawn by a card here, not by the processor in its place. */
export function hasCard() {
  known ??= asked();
  return known;
}

function asked() {
  const gl = document.createElement("canvas").getContext("webgl2", { failIfMajorPerformanceCaveat: true });
  if (!gl) return false;
  const names = gl.getExtension("WEBGL_debug_renderer_info");
  const name = String(gl.getParameter(names ? names.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
  gl.getExtension("WEBGL_lose_context")?.loseContext();
  return !IMITATED.test(name);
}

export class Card {
  /** @param {WebGL2RenderingContext} gl */
  constructor(gl) {
    this.gl = gl;
    this.program = program(gl);
    this.buffers = { from: gl.createBuffer(), to: gl.createBuffer(), colour: gl.createBuffer(), state: gl.createBuffer() };
    gl.canvas.addEventListener("webglcontextlost", (event) => event.preventDefault());
  }

  /** @param {"from"|"to"|"colour"|"state"} name @param {Float32Array|Uint8Array} values */
  keep(name, values) {
    const { gl } = this;
    gl.bindBuffer(gl.ARRAY_BUFFER, this.buffers[name]);
    gl.bufferData(gl.ARRAY_BUFFER, values, gl.STATIC_DRAW);
  }

  /** @param {Float32Array} from @param {Float32Array} to */
  place(from, to) {
    this.keep("from", from);
    this.keep("to", to);
  }

  /** @param {Uint8Array} colours */
  colour(colours) {
    this.keep("colour", colours);
  }

  /** @param {Uint8Array} states */
  state(states) {
    this.keep("state", states);
  }

  /** As {@link import("./pixels.js").Pixels.draw}. @param {any} view */
  draw({ width, height, unit, left, top, mix, size, count }) {
    const { gl, program: p } = this;
    const { canvas } = gl;
    if (canvas.width !== width) canvas.width = width;
    if (canvas.height !== height) canvas.height = height;
    gl.viewport(0, 0, width, height);
    gl.clearColor(0, 0, 0, 0);
    gl.clear(gl.COLOR_BUFFER_BIT);
    if (!count) return;
    gl.useProgram(p.made);
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
    this.bind("from", 2, gl.FLOAT, false);
    this.bind("to", 2, gl.FLOAT, false);
    this.bind("colour", 4, gl.UNSIGNED_BYTE, true);
    this.bind("state", 1, gl.UNSIGNED_BYTE, false);
    const [sx, sy] = [(2 * unit) / width, (2 * unit) / height];
    gl.uniform2f(p.scale, sx, sy);
    gl.uniform2f(p.shift, -1 - left * sx, 1 - top * sy);
    gl.uniform1f(p.mix, mix);
    gl.uniform1f(p.size, size);
    gl.drawArrays(gl.POINTS, 0, count);
  }

  /** @param {"from"|"to"|"colour"|"state"} name @param {number} size @param {number} type @param {boolean} whole */
  bind(name, size, type, whole) {
    const { gl } = this;
    gl.bindBuffer(gl.ARRAY_BUFFER, this.buffers[name]);
    gl.enableVertexAttribArray(this.program[name]);
    gl.vertexAttribPointer(this.program[name], size, type, whole, 0, 0);
  }

  /** Gives up what is held. */
  close() {
    this.gl.getExtension("WEBGL_lose_context")?.loseContext();
  }
}
