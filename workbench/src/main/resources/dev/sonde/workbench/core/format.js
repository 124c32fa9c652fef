/** Numbers as the reports write them: a real minus, no needless digits, thousands apart. */

const THIN = "\u202f";

/** @param {string} digits */
const grouped = (digits) => {
  const [whole, part] = digits.split(".");
  const apart = whole.length > 4 || (whole.length === 4 && !part) ? whole.replace(/\B(?=(\d{3})+$)/g, THIN) : whole;
  return part ? apart + "." + part : apart;
};

/**
 * JSON has no NaN and no infinity: the server writes null for them, and words where the kind matters.
 * @param {unknown} value
 * @returns {number}
 */
export function number(value) {
  if (typeof value === "number") return value;
  if (value === "Infinity") return Infinity;
  if (value === "-Infinity") return -Infinity;
  return NaN;
}

/**
 * @param {unknown} raw
 * @param {number} [digits] significant ones
 */
export function real(raw, digits = 3) {
  const value = number(raw);
  if (Number.isNaN(value)) return raw === null || raw === undefined ? "–" : "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  if (value === 0) return "0";
  const sign = value < 0 ? "−" : "";
  const size = Math.abs(value);
  const [mantissa, power] = size.toExponential(digits - 1).split("e");
  const exponent = Number(power);
  const short = (/** @type {string} */ text) => (text.includes(".") ? text.replace(/\.?0+$/, "") : text);
  if (exponent < -4 || exponent > 8) return sign + short(mantissa) + "e" + String(exponent).replace("-", "−");
  return sign + grouped(short(Number(size.toPrecision(digits)).toFixed(Math.max(0, digits - 1 - exponent))));
}

/** A whole number. @param {unknown} value */
export function count(value) {
  if (typeof value !== "number" || !Number.isFinite(value)) return real(value);
  return (value < 0 ? "−" : "") + grouped(String(Math.abs(Math.round(value))));
}

/** @param {number} n @param {string} one @param {string} [many] */
export function counted(n, one, many = one + "s") {
  return count(n) + " " + (n === 1 ? one : many);
}

/** @param {unknown} raw */
export function bytes(raw) {
  let value = number(raw);
  if (!Number.isFinite(value)) return "–";
  for (const unit of ["B", "KB", "MB", "GB"]) {
    if (value < 1000) return (unit === "B" ? count(value) : real(value)) + " " + unit;
    value /= 1000;
  }
  return real(value) + " TB";
}

/** A share of 1. @param {unknown} share */
export function percent(share) {
  const value = number(share);
  return Number.isFinite(value) ? real(100 * value) + THIN + "%" : "–";
}

/** @param {unknown} raw */
export function seconds(raw) {
  const value = number(raw);
  if (!Number.isFinite(value)) return "–";
  if (value < 10) return real(value, 2) + " s";
  if (value < 100) return count(value) + " s";
  const minutes = Math.round(value / 60);
  return minutes < 100 ? counted(minutes, "minute") : counted(Math.round(minutes / 60), "hour");
}

/** A value of any kind as a table writes it. @param {unknown} value @param {string} [type] @returns {string} */
export function written(value, type = "") {
  if (value === null || value === undefined) return "–";
  const kind = type.toLowerCase();
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "number") return kind === "integer" || (kind !== "real" && Number.isInteger(value)) ? count(value) : real(value);
  if (kind === "real" && /^(NaN|-?Infinity)$/.test(String(value))) return real(value);
  return Array.isArray(value) ? value.map((part) => written(part)).join(", ") : String(value);
}

/** A tensor's shape: 3 × 64 × 7 × 7. @param {unknown} shape */
export function shape(shape) {
  if (!Array.isArray(shape)) return shape ? String(shape) : "–";
  return shape.length ? shape.map((n) => count(n)).join(" × ") : "one number";
}
