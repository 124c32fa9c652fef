/** Sentences of what was found; a sign tells how each wants to be read, not colour alone. */

import { h, breakable } from "../core/dom.js";

/** @typedef {{text: string, tone?: string, severity?: string, addresses?: string[], tensor?: string|null}} Finding */

const SIGNS = {
  plain: ["·", ""],
  good: ["✓", "Fine: "],
  notable: ["◆", "Notable: "],
  grave: ["▲", "Likely wrong: "],
};

/** Addresses that a sentence does not name follow it, up to so many. */
const AFTER = 2;

/**
 * @param {Finding[]} findings
 * @param {(address: string) => string|null} [lead] the view of an address, or null
 * @param {(finding: Finding) => any} [beside] more at the end of each
 */
export function findings(findings, lead = () => null, beside = () => null) {
  if (!findings.length) return null;
  return h("ul.findings", {}, findings.map((one) => sentence(one, lead, beside)));
}

/** @param {Finding} one @param {(address: string) => string|null} lead @param {(finding: Finding) => any} beside */
function sentence(one, lead, beside) {
  const tone = String(one.tone ?? one.severity ?? "plain").toLowerCase();
  const [sign, words] = /** @type {any} */ (SIGNS)[tone] ?? SIGNS.plain;
  const addresses = [...new Set([...(one.addresses ?? []), ...(one.tensor ? [one.tensor] : [])])];
  return h(
    "li",
    { class: tone in SIGNS ? tone : "plain" },
    h("span.sign", { "aria-hidden": "true" }, sign),
    words ? h("span.unseen", {}, words) : null,
    h("span", {}, ...linked(one.text, addresses, lead), beside(one)),
  );
}

/** Addresses within the sentence lead where they are; others follow it. @param {string} text @param {string[]} addresses @param {(address: string) => string|null} lead */
function linked(text, addresses, lead) {
  /** @type {any[]} */
  const parts = [];
  let rest = text;
  const known = addresses.map((a) => ({ a, to: lead(a) })).filter((one) => one.to);
  const later = [];
  for (const { a, to } of known) {
    const at = rest.indexOf(a);
    if (at < 0) {
      later.push([" ", h("a", { href: to }, breakable(a))]);
      continue;
    }
    parts.push(rest.slice(0, at), h("a", { href: to }, breakable(a)));
    rest = rest.slice(at + a.length);
  }
  parts.push(rest);
  const more = later.length - AFTER;
  return [...parts, later.slice(0, AFTER), more > 0 ? h("span.muted", {}, " and " + more + " more") : null];
}
