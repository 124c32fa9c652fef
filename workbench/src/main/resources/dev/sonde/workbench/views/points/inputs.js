/** What the inputs of points look like, where they are images. */

import { h } from "../../core/dom.js";
import { ApiError, block } from "../../core/api.js";

/** @param {string} job @param {AbortSignal} signal */
export function images(job, signal) {
  let none = false;
  /** @type {Map<number, Promise<ImageData|null>>} */
  const kept = new Map();
  const fetched = async (/** @type {number} */ index) => {
    try {
      const { headers, bytes } = await block("/api/points/input", { job, index }, signal);
      const [width, height] = [Number(headers.get("X-Sonde-Columns")), Number(headers.get("X-Sonde-Rows"))];
      const rgb = new Uint8Array(bytes);
      const image = new ImageData(width, height);
      for (let p = 0; p < width * height; p++) image.data.set([rgb[3 * p], rgb[3 * p + 1], rgb[3 * p + 2], 255], 4 * p);
      return image;
    } catch (error) {
      if (error instanceof ApiError && error.status) none = true;
      return null;
    }
  };
  const image = (/** @type {number} */ index) => {
    if (!kept.has(index)) {
      if (kept.size > 500) kept.clear();
      kept.set(index, fetched(index));
    }
    return /** @type {Promise<ImageData|null>} */ (kept.get(index));
  };
  return {
    /** A small picture that is there once it has come; nothing where inputs are no images. @param {number} index @param {string} words */
    thumbnail(index, words) {
      if (none) return null;
      const canvas = h("canvas.thumbnail", { role: "img", "aria-label": words, hidden: true });
      image(index).then((found) => {
        if (!found) return canvas.remove();
        canvas.width = found.width;
        canvas.height = found.height;
        canvas.getContext("2d").putImageData(found, 0, 0);
        canvas.hidden = false;
      });
      return canvas;
    },
  };
}
