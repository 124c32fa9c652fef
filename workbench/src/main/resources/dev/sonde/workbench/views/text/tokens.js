/** Tokens as people read them: what a tokenizer writes for a space is a space that is seen. */

import { visible } from "../../core/dom.js";

/** @param {string} token */
export function shown(token) {
  const plain = token.replace(/^(?:\u2581|\u0120)/, "\u2423").replace(/[\u2581\u0120]/g, "\u2423").replace(/\u010a/g, "\u21b5");
  return visible(plain) || "\u2205";
}

/** A token at its place, for a reading: `3 “time”`. @param {string[]} tokens @param {number} i */
export const placed = (tokens, i) => i + " “" + shown(tokens[i]) + "”";
