/** The bounds of a setting, as they are declared in words: "0 to 100", "above 0 and at most 1". */

/**
 * What is wrong with a number, or "".
 * @param {number} value
 * @param {string} bounds
 */
export function outside(value, bounds) {
  if (!bounds) return "";
  const tests = bounds.split(" and ").map((part) => {
    const range = part.match(/^(\S+) to (\S+)$/);
    if (range) return value >= Number(range[1]) && value <= Number(range[2]);
    const one = part.match(/^(at least|at most|above|below) (\S+)$/);
    if (!one) return true;
    const limit = Number(one[2]);
    return { "at least": value >= limit, "at most": value <= limit, above: value > limit, below: value < limit }[one[1]];
  });
  return tests.every(Boolean) ? "" : "Must be " + bounds + ".";
}

/**
 * A number out of what was typed.
 * @param {string} text @param {boolean} whole @param {string} bounds
 * @returns {{value?: number, error?: string}}
 */
export function numberOf(text, whole, bounds) {
  const plain = text.trim().replace(/[\s\u202f]/g, "").replace("−", "-");
  const value = Number(plain);
  if (plain === "" || !Number.isFinite(value)) return { error: "'" + text + "' is no number." };
  if (whole && !Number.isInteger(value)) return { error: "'" + text + "' is no whole number." };
  const error = outside(value, bounds);
  return error ? { error } : { value };
}
