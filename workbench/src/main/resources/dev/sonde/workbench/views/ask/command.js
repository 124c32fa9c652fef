/** The command that asks the same. */

import { quoted } from "../../blocks/how.js";

/**
 * @param {any} question as declared
 * @param {Object<string, any>} settings
 * @param {import("../../core/files.js").OpenFile[]} files
 */
export function commandOf(question, settings, files) {
  const path = (/** @type {any} */ value) => files.find((file) => file.id === value)?.path ?? String(value);
  const options = [];
  const places = [];
  for (const setting of question.settings) {
    const value = settings[setting.name];
    if (value === undefined) continue;
    const option = "--" + setting.name.replaceAll("_", "-");
    const words = (Array.isArray(value) ? value : [value]).map((one) => (/path/.test(setting.type) ? path(one) : String(one)));
    const placed = setting.positional ?? (/path/.test(setting.type) && setting.input);
    if (placed) places.push(...words.map(quoted));
    else if (value === true) options.push(option);
    else if (value === false) options.push("--no-" + option.slice(2));
    else if (setting.name === "group" || setting.type === "list of text") options.push(...words.map((word) => option + " " + quoted(word)));
    else options.push(option + " " + quoted(words.join(",")));
  }
  return ["sonde", question.name, ...options, ...places].join(" ");
}
