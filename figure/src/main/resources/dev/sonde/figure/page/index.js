"use strict";
const items = Array.from(document.querySelectorAll(".gallery li"));
if (items.length > 6) {
  const tools = document.createElement("div");
  const input = document.createElement("input");
  const count = document.createElement("span");
  tools.className = "tools";
  input.type = "search";
  input.placeholder = "Find tensors";
  input.setAttribute("aria-label", "Find tensors by parts of their names");
  count.setAttribute("aria-live", "polite");
  const show = () => {
    const words = input.value.toLowerCase().split(/\s+/);
    let shown = 0;
    for (const item of items) {
      const text = item.textContent.toLowerCase();
      item.hidden = !words.every((word) => text.includes(word));
      if (!item.hidden) shown++;
    }
    count.textContent = shown === items.length ? shown + " in all" : shown + " of " + items.length;
  };
  input.addEventListener("input", show);
  show();
  tools.append(input, count);
  document.querySelector(".gallery").before(tools);
}
