/** As many random units as are chosen: without them no number says whether the choice mattered. */

import { get } from "../../core/api.js";

/** Units of groups such as "3,5,18" or "0-7". @param {string} group @returns {number[]} */
export function numbers(group) {
  return group.split(",").flatMap((part) => {
    const range = part.trim().match(/^(\d+)-(\d+)$/);
    if (range) return Array.from({ length: Number(range[2]) - Number(range[1]) + 1 }, (_, i) => Number(range[1]) + i);
    return /^\d+$/.test(part.trim()) ? [Number(part)] : [];
  });
}

/** How many units its recurrent layers have: recurrent weights are [units × 4 units] or the other way round. @param {string} file @param {AbortSignal} signal */
export async function unitsOf(file, signal) {
  const { rows } = await get("/api/tensors", { file, from: 0, count: 200 }, signal);
  const units = rows.flatMap((/** @type {any} */ row) => {
    const [a, b] = row.shape ?? [];
    if (row.shape?.length !== 2) return [];
    return [3, 4].some((gates) => a * gates === b || b * gates === a) && /recurrent|hh|_h/i.test(row.address) ? [Math.min(a, b)] : [];
  });
  return units.length ? Math.min(...units) : 0;
}

/**
 * Groups of random units, none of them the chosen ones where there are enough; the same for the same choice.
 * @param {string[]} chosen @param {number} units @param {number} count
 */
export function controlled(chosen, units, count) {
  const own = new Set(chosen.flatMap(numbers));
  const size = Math.max(...chosen.map((group) => numbers(group).length));
  const free = Array.from({ length: units }, (_, i) => i).filter((i) => !own.has(i));
  const from = free.length >= size ? free : Array.from({ length: units }, (_, i) => i);
  if (from.length <= size) return [];
  let state = [...chosen.join(";")].reduce((h, c) => Math.imul(h ^ c.charCodeAt(0), 16777619), 2166136261) >>> 0;
  const random = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const groups = new Set();
  for (let tries = 0; groups.size < count && tries < 20 * count; tries++) {
    const rest = from.slice();
    for (let i = 0; i < size; i++) {
      const j = i + Math.floor(random() * (rest.length - i));
      [rest[i], rest[j]] = [rest[j], rest[i]];
    }
    groups.add(rest.slice(0, size).sort((a, b) => a - b).join(","));
  }
  return [...groups].filter((group) => !chosen.includes(group));
}
