/** Files that the reader takes away. They are made in the page; nothing leaves the machine. */

/** @param {Blob} blob @param {string} name */
export function download(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = plain(name);
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

/** A file's name out of any words. @param {string} name */
export function plain(name) {
  const dot = name.lastIndexOf(".");
  const [stem, ending] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ""];
  const kept = stem.normalize("NFKD").replace(/[^A-Za-z0-9._-]+/g, "-").replace(/^[-.]+|[-.]+$/g, "").slice(0, 80);
  return (kept || "sonde") + ending.replace(/[^A-Za-z0-9.]/g, "");
}

/** @param {any[][]} rows  the first one names the columns */
export function csv(rows) {
  const cell = (/** @type {any} */ value) => {
    const text = value === null || value === undefined ? "" : String(value);
    return /[",\n\r]/.test(text) ? '"' + text.replaceAll('"', '""') + '"' : text;
  };
  return new Blob([rows.map((row) => row.map(cell).join(",")).join("\n") + "\n"], { type: "text/csv" });
}

/**
 * A drawing as a file of its own, on white, of a given width.
 * @param {SVGSVGElement} svg
 * @param {number} width in millimetres; journals have columns of 85 and 170
 */
export function svgFile(svg, width) {
  const copy = /** @type {SVGSVGElement} */ (svg.cloneNode(true));
  const box = svg.viewBox.baseVal;
  const ratio = box && box.width ? box.height / box.width : 1;
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("width", width + "mm");
  copy.setAttribute("height", (width * ratio).toFixed(2) + "mm");
  const text = new XMLSerializer().serializeToString(copy);
  const light = { ink: "#1f2933", muted: "#5b6875", grid: "#e3e7ec", paper: "#ffffff" };
  // The page's own colours are variables, which no other program knows.
  return text.replace(/var\(--figure-(ink|muted|grid|paper)(?:,[^)]*)?\)/g, (_, name) => /** @type {any} */ (light)[name]);
}

/** @param {SVGSVGElement} svg @param {number} width in millimetres @param {number} [dpi] @returns {Promise<Blob>} */
export async function png(svg, width, dpi = 300) {
  const source = svgFile(svg, width);
  const image = new Image();
  const address = URL.createObjectURL(new Blob([source], { type: "image/svg+xml" }));
  try {
    await new Promise((resolve, reject) => {
      image.onload = resolve;
      image.onerror = () => reject(new Error("The browser cannot draw this figure as PNG."));
      image.src = address;
    });
    const canvas = document.createElement("canvas");
    canvas.width = Math.round((width / 25.4) * dpi);
    canvas.height = Math.round(canvas.width * (image.naturalHeight / image.naturalWidth));
    const g = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    g.fillStyle = "#fff";
    g.fillRect(0, 0, canvas.width, canvas.height);
    g.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) =>
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture"))), "image/png"),
    );
  } finally {
    URL.revokeObjectURL(address);
  }
}
