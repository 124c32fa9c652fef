"use strict";
for (const table of document.querySelectorAll("table")) {
  const body = table.tBodies[0];
  const rows = Array.from(body.rows);
  const heads = Array.from(table.tHead.rows[0].cells);
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    head.replaceChildren(button);
    const numeric = head.classList.contains("number");
    button.addEventListener("click", () => {
      const before = head.getAttribute("aria-sort");
      // Numbers are most wanted from the largest down, words from the first on.
      const down = before ? before === "ascending" : numeric;
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const key = (row) => {
        const cell = row.cells[column];
        if (!numeric) return cell.textContent;
        return "value" in cell.dataset ? Number(cell.dataset.value) : null;
      };
      rows.sort((a, b) => {
        const x = key(a);
        const y = key(b);
        if (x === null || y === null) return (x === null) - (y === null);
        const order = numeric ? x - y : x.localeCompare(y, "en", { numeric: true });
        return down ? -order : order;
      });
      body.append(...rows);
    });
  });
  if (rows.length > 12) {
    const tools = document.createElement("div");
    const input = document.createElement("input");
    const count = document.createElement("span");
    tools.className = "tools";
    input.type = "search";
    input.placeholder = "Filter rows";
    input.setAttribute("aria-label", "Filter the rows of the table: " + table.caption.textContent);
    count.setAttribute("aria-live", "polite");
    const show = () => {
      const words = input.value.toLowerCase().split(/\s+/);
      let shown = 0;
      for (const row of rows) {
        const text = row.textContent.toLowerCase();
        row.hidden = !words.every((word) => text.includes(word));
        if (!row.hidden) shown++;
      }
      count.textContent = shown === rows.length ? rows.length + " rows" : shown + " of " + rows.length + " rows";
    };
    input.addEventListener("input", show);
    show();
    tools.append(input, count);
    table.parentElement.before(tools);
  }
}
for (const figure of document.querySelectorAll("figure")) {
  const drawing = figure.querySelector("svg");
  if (!drawing) continue;
  const fit = () => {
    if (figure.classList.contains("large")) return;
    const drawn = drawing.viewBox.baseVal ? drawing.viewBox.baseVal.width : 0;
    figure.classList.toggle("shrunk", drawn > 1.15 * figure.clientWidth);
  };
  const turn = () => {
    const enlarge = figure.classList.contains("shrunk");
    if (!enlarge && !figure.classList.contains("large")) return;
    figure.classList.toggle("large", enlarge);
    figure.classList.toggle("shrunk", !enlarge);
  };
  figure.addEventListener("click", turn);
  figure.addEventListener("keydown", (event) => {
    if (event.key === "Enter") turn();
  });
  window.addEventListener("resize", fit);
  fit();
}
for (const event of ["beforeprint", "afterprint"]) {
  window.addEventListener(event, () => {
    for (const details of document.querySelectorAll("details")) {
      if (event === "beforeprint" && !details.open) {
        details.open = true;
        details.dataset.opened = "";
      } else if (event === "afterprint" && "opened" in details.dataset) {
        details.open = false;
        delete details.dataset.opened;
      }
    }
  });
}
