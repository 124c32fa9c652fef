/** The program of the points: position between two frames, colour, one of four shapes, dimmed unless chosen. */

const VERTEX = `#version 300 es
in vec2 from;
in vec2 to;
in vec4 colour;
in float state;
uniform vec2 scale;
uniform vec2 shift;
uniform float mix_;
uniform float size;
out vec4 ink;
flat out int form;
void main() {
  vec2 at = mix(from, to, mix_);
  gl_Position = vec4(at * scale + shift, 0.0, 1.0);
  int bits = int(state + 0.5);
  form = bits & 3;
  bool dim = (bits & 4) != 0;
  bool strong = (bits & 8) != 0;
  bool gone = (bits & 16) != 0;
  gl_PointSize = gone ? 0.0 : size * (strong ? 1.5 : 1.0);
  ink = vec4(colour.rgb, dim ? 0.12 : colour.a);
  if (gone) gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
}`;

const FRAGMENT = `#version 300 es
precision mediump float;
in vec4 ink;
flat in int form;
out vec4 result;
void main() {
  vec2 p = 2.0 * gl_PointCoord - 1.0;
  bool inside = form == 0 ? dot(p, p) <= 1.0
    : form == 1 ? max(abs(p.x), abs(p.y)) <= 0.84
    : form == 2 ? (p.y <= 0.8 && p.y >= 1.7 * abs(p.x) - 0.95)
    : abs(p.x) + abs(p.y) <= 1.05;
  if (!inside) discard;
  result = vec4(ink.rgb * ink.a, ink.a);
}`;

/** @param {WebGL2RenderingContext} gl @param {number} kind @param {string} source */
function compiled(gl, kind, source) {
  const shader = /** @type {WebGLShader} */ (gl.createShader(kind));
  gl.shaderSource(shader, source);
  gl.compileShader(shader);
  if (!gl.getShaderParameter(shader, gl.COMPILE_STATUS)) throw new Error("The browser cannot draw points: " + gl.getShaderInfoLog(shader));
  return shader;
}

/** @param {WebGL2RenderingContext} gl */
export function program(gl) {
  const made = /** @type {WebGLProgram} */ (gl.createProgram());
  gl.attachShader(made, compiled(gl, gl.VERTEX_SHADER, VERTEX));
  gl.attachShader(made, compiled(gl, gl.FRAGMENT_SHADER, FRAGMENT));
  gl.linkProgram(made);
  if (!gl.getProgramParameter(made, gl.LINK_STATUS)) throw new Error("The browser cannot draw points: " + gl.getProgramInfoLog(made));
  const attribute = (/** @type {string} */ name) => gl.getAttribLocation(made, name);
  const uniform = (/** @type {string} */ name) => gl.getUniformLocation(made, name);
  return {
    made,
    from: attribute("from"),
    to: attribute("to"),
    colour: attribute("colour"),
    state: attribute("state"),
    scale: uniform("scale"),
    shift: uniform("shift"),
    mix: uniform("mix_"),
    size: uniform("size"),
  };
}
