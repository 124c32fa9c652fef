/** Words over a machine's inputs, and where their prefixes lie among the vectors of all words. */

/**
 * The symbols of a text: separated by spaces or commas, or one after the other where each is one letter.
 * @param {string} text @param {string[]} inputs
 * @returns {{word: number[], error?: string}}
 */
export function symbols(text, inputs) {
  const apart = /[\s,]/.test(text.trim()) || inputs.some((one) => [...one].length !== 1);
  const parts = apart ? text.split(/[\s,]+/).filter(Boolean) : [...text.trim()];
  const word = parts.map((part) => inputs.indexOf(part));
  const wrong = word.indexOf(-1);
  return wrong < 0 ? { word } : { word: [], error: "“" + parts[wrong] + "” is no input; they are " + inputs.join(", ") + "." };
}

/** @param {number[]} word @param {string[]} inputs */
export const written = (word, inputs) => word.map((a) => inputs[a]).join(inputs.every((one) => [...one].length === 1) ? "" : " ");

/**
 * Finds for a word a vector of each of its prefixes, out of any word that begins alike.
 * @param {number[][]} words
 */
export function prefixes(words) {
  /** @type {Map<string, number>} the vector of a prefix */
  const places = new Map();
  let first = 0;
  for (const word of words) {
    let key = "";
    for (let t = 0; t < word.length; t++) {
      key += word[t] + ",";
      if (!places.has(key)) places.set(key, first + t);
    }
    first += word.length;
  }
  /** @param {number[]} word @returns {number[]} of the prefixes that are known, the shortest first */
  return (word) => {
    const found = [];
    let key = "";
    for (const symbol of word) {
      key += symbol + ",";
      const place = places.get(key);
      if (place === undefined) break;
      found.push(place);
    }
    return found;
  };
}
