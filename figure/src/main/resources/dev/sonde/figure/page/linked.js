for (const box of document.querySelectorAll(".linked")) {
  const view = JSON.parse(box.dataset.view);
  const n = view.inputs.length;
  const d = view.neurons.length;
  const active = Uint8Array.from(atob(view.activations), (c) => c.charCodeAt(0));
  const status = box.querySelector(".status");
  status.setAttribute("aria-live", "polite");
  const sheet = view.pictures ? new Image() : null;
  if (sheet) sheet.src = view.pictures.uri;
  // Standard scores of every neuron over the inputs, so that neurons can be compared.
  const mean = new Float64Array(d);
  const scale = new Float64Array(d);
  for (let k = 0; k < d; k++) {
    let sum = 0;
    let squares = 0;
    for (let i = 0; i < n; i++) {
      const a = active[i * d + k];
      sum += a;
      squares += a * a;
    }
    mean[k] = sum / n;
    scale[k] = Math.sqrt(Math.max(0, squares / n - mean[k] * mean[k])) || 1;
  }
  const score = (i, k) => (active[i * d + k] - mean[k]) / scale[k];
  const chosen = { inputs: new Set(), neurons: new Set() };
  let strength = { inputs: null, neurons: null };
  const tip = document.createElement("div");
  tip.className = "tip";
  tip.hidden = true;
  const tools = document.createElement("div");
  tools.className = "tools";
  const panels = document.createElement("div");
  panels.className = "panels";
  const colour = (c) => (c >= 0 && c < view.classes.length ? view.classes[c].colour : "#777777");
  const name = (c) => (c >= 0 && c < view.classes.length ? view.classes[c].name : "no class");

  function panel(kind, words, points, label, opacity, wrong) {
    const holder = document.createElement("div");
    const heading = document.createElement("p");
    heading.textContent = words;
    const canvas = document.createElement("canvas");
    canvas.tabIndex = 0;
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", words);
    canvas.dataset.kind = kind;
    holder.append(heading, canvas);
    panels.append(holder);
    const size = 480;
    const dots = Math.min(2, window.devicePixelRatio || 1);
    canvas.width = canvas.height = size * dots;
    let low = [Infinity, Infinity];
    let high = [-Infinity, -Infinity];
    for (const p of points) {
      for (const a of [0, 1]) {
        low[a] = Math.min(low[a], p[1 + a]);
        high[a] = Math.max(high[a], p[1 + a]);
      }
    }
    const unit = (size - 32) / (Math.max(high[0] - low[0], high[1] - low[1]) || 1);
    const middle = [(low[0] + high[0]) / 2, (low[1] + high[1]) / 2];
    const whole = points.map((p) => [size / 2 + (p[1] - middle[0]) * unit, size / 2 - (p[2] - middle[1]) * unit]);
    let at = whole;
    // What is seen: the whole, enlarged by zoom[2] and moved by zoom[0] and zoom[1].
    let zoom = [0, 0, 1];
    const look = (next) => {
      zoom = next[2] <= 1 ? [0, 0, 1] : next;
      at = whole.map((p) => [zoom[0] + zoom[2] * p[0], zoom[1] + zoom[2] * p[1]]);
      own.draw();
    };
    const enlarge = (by, [x, y]) => {
      const to = Math.min(40, Math.max(1, zoom[2] * by));
      const f = to / zoom[2];
      look([x - f * (x - zoom[0]), y - f * (y - zoom[1]), to]);
    };
    const radius = Math.max(2, Math.min(5, 100 / Math.sqrt(points.length || 1)));
    let drag = null;
    const own = {
      draw() {
        const g = canvas.getContext("2d");
        g.setTransform(dots, 0, 0, dots, 0, 0);
        g.clearRect(0, 0, size, size);
        const ink = getComputedStyle(box).color;
        const shown = strength[kind];
        let most = 0;
        if (shown) for (const s of shown) most = Math.max(most, Math.abs(s));
        points.forEach((p, i) => {
          const [x, y] = at[i];
          const s = shown && most > 0 ? shown[i] / most : 0;
          let r = radius;
          let alpha = opacity(p);
          if (shown) {
            alpha = s > 0 ? 0.1 + 0.9 * s : 0.08;
            r = radius * (s > 0 ? 0.8 + 0.8 * s : 0.7);
          } else if (chosen[kind].size) alpha = chosen[kind].has(i) ? 1 : 0.15;
          g.globalAlpha = alpha;
          g.fillStyle = colour(label(p));
          g.beginPath();
          if (wrong(p)) {
            g.moveTo(x, y - 1.5 * r);
            g.lineTo(x + 1.3 * r, y + r);
            g.lineTo(x - 1.3 * r, y + r);
            g.closePath();
          } else g.arc(x, y, r, 0, 7);
          g.fill();
          if (chosen[kind].has(i)) {
            g.globalAlpha = 1;
            g.strokeStyle = ink;
            g.lineWidth = 0.8;
            g.stroke();
          }
        });
        g.globalAlpha = 1;
        if (drag) {
          g.strokeStyle = ink;
          g.setLineDash([4, 3]);
          g.strokeRect(drag[0], drag[1], drag[2] - drag[0], drag[3] - drag[1]);
          g.setLineDash([]);
        }
      },
    };
    const place = (event) => {
      const r = canvas.getBoundingClientRect();
      return [((event.clientX - r.left) * size) / r.width, ((event.clientY - r.top) * size) / r.height];
    };
    const nearest = ([x, y]) => {
      let best = -1;
      let least = 100;
      at.forEach((p, i) => {
        const far = (p[0] - x) ** 2 + (p[1] - y) ** 2;
        if (far < least) [best, least] = [i, far];
      });
      return best;
    };
    canvas.addEventListener(
      "wheel",
      (event) => {
        // A page that scrolls past is not caught: the wheel enlarges once a panel has the focus.
        if (document.activeElement !== canvas && !event.ctrlKey) return;
        event.preventDefault();
        enlarge(Math.exp(-event.deltaY / 300), place(event));
      },
      { passive: false },
    );
    canvas.addEventListener("keydown", (event) => {
      const step = { ArrowLeft: [40, 0], ArrowRight: [-40, 0], ArrowUp: [0, 40], ArrowDown: [0, -40] }[event.key];
      if (event.key === "+" || event.key === "=") enlarge(1.5, [size / 2, size / 2]);
      else if (event.key === "-") enlarge(1 / 1.5, [size / 2, size / 2]);
      else if (event.key === "0") look([0, 0, 1]);
      else if (step && zoom[2] > 1) look([zoom[0] + step[0], zoom[1] + step[1], zoom[2]]);
      else return;
      event.preventDefault();
    });
    const buttons = document.createElement("div");
    buttons.className = "tools zoom";
    for (const [sign, says, does] of [
      ["+", "Enlarge", () => enlarge(1.5, [size / 2, size / 2])],
      ["−", "Make smaller", () => enlarge(1 / 1.5, [size / 2, size / 2])],
      ["all", "Show all", () => look([0, 0, 1])],
    ]) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = sign;
      button.setAttribute("aria-label", says + ": " + words);
      button.title = says;
      button.addEventListener("click", does);
      buttons.append(button);
    }
    holder.append(buttons);
    canvas.addEventListener("pointerdown", (event) => {
      const [x, y] = place(event);
      drag = [x, y, x, y];
      if (event.isTrusted) canvas.setPointerCapture(event.pointerId);
    });
    canvas.addEventListener("pointermove", (event) => {
      const p = place(event);
      if (drag) {
        [drag[2], drag[3]] = p;
        own.draw();
        return;
      }
      const i = nearest(p);
      if (i < 0) tip.hidden = true;
      else explain(kind, i, event);
    });
    // A finger that moves up or down scrolls the page.
    canvas.addEventListener("pointercancel", () => {
      drag = null;
      own.draw();
    });
    canvas.addEventListener("pointerleave", () => (tip.hidden = true));
    canvas.addEventListener("pointerup", (event) => {
      if (!drag) return;
      const [x1, y1, x2, y2] = drag;
      drag = null;
      const few = Math.abs(x2 - x1) + Math.abs(y2 - y1) < 6;
      const one = nearest(place(event));
      const inside = few
        ? one < 0 ? [] : [one]
        : at.flatMap((p, i) =>
            p[0] >= Math.min(x1, x2) && p[0] <= Math.max(x1, x2) && p[1] >= Math.min(y1, y2) && p[1] <= Math.max(y1, y2) ? [i] : []);
      choose(kind, inside);
      if (few && one >= 0) explain(kind, one, event); // a finger does not hover
    });
    return own;
  }

  function explain(kind, i, event) {
    tip.replaceChildren();
    const words = document.createElement("span");
    if (kind === "inputs") {
      const [title, , , label, predicted] = view.inputs[i];
      if (sheet && sheet.complete) {
        const { columns, width, height } = view.pictures;
        const picture = document.createElement("canvas");
        picture.width = width;
        picture.height = height;
        picture.className = "picture";
        picture.getContext("2d").drawImage(sheet, (i % columns) * width, Math.floor(i / columns) * height, width, height, 0, 0, width, height);
        tip.append(picture);
      }
      words.textContent = title + ": " + name(label) + (label === predicted ? "" : ", taken for " + name(predicted));
    } else {
      const [title, , , strongest] = view.neurons[i];
      words.textContent = title + (strongest < 0 ? "" : ": tells " + name(strongest) + " best from the rest");
    }
    tip.append(words);
    const r = box.getBoundingClientRect();
    tip.hidden = false;
    tip.style.left = Math.min(event.clientX - r.left + 14, r.width - 190) + "px";
    tip.style.top = event.clientY - r.top + 14 + "px";
  }

  function choose(kind, indices) {
    const other = kind === "inputs" ? "neurons" : "inputs";
    chosen.inputs.clear();
    chosen.neurons.clear();
    strength = { inputs: null, neurons: null };
    indices.forEach((i) => chosen[kind].add(i));
    let words = n + " inputs and " + d + " neurons. Drag over points to select them; click for one, or beside all for none. Enlarge with + and −, or with the wheel over a panel that was clicked.";
    if (indices.length && d) {
      const size = kind === "inputs" ? d : n;
      const sums = new Float64Array(size);
      for (const i of indices) {
        for (let j = 0; j < size; j++) sums[j] += kind === "inputs" ? score(i, j) : score(j, i);
      }
      strength[other] = sums.map((s) => s / indices.length);
      const order = Array.from(sums.keys()).sort((a, b) => sums[b] - sums[a] || a - b).slice(0, 5);
      const list = order.map((j) => view[other][j][0] + " (" + (strength[other][j] >= 0 ? "+" : "−") + Math.abs(strength[other][j]).toFixed(1) + ")");
      const one = indices.length === 1;
      words = (one ? view[kind][indices[0]][0] : indices.length + " " + kind) + " selected. Most active " + (kind === "inputs" ? "neurons" : "for inputs") + ", in standard deviations from the mean: " + list.join(", ") + ".";
      if (kind === "neurons" && n > 50) {
        const counts = new Map();
        const first = Array.from(sums.keys()).sort((a, b) => sums[b] - sums[a] || a - b).slice(0, 50);
        for (const i of first) counts.set(view.inputs[i][3], (counts.get(view.inputs[i][3]) || 0) + 1);
        const shares = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([c, m]) => m + " × " + name(c));
        words += " Classes of the 50 most active: " + shares.join(", ") + ".";
      }
    }
    status.textContent = words;
    for (const p of all) p.draw();
  }

  const all = [
    panel("inputs", "Inputs", view.inputs, (p) => p[4], () => 0.8, (p) => p[3] !== p[4]),
  ];
  if (d) all.push(panel("neurons", "Neurons", view.neurons, (p) => p[3], (p) => p[4], () => false));
  view.classes.forEach((c, index) => {
    const button = document.createElement("button");
    const sample = document.createElement("span");
    button.type = "button";
    sample.className = "swatch";
    sample.style.background = c.colour;
    button.append(sample, c.name);
    button.setAttribute("aria-label", "Select the inputs of class " + c.name);
    button.addEventListener("click", () => choose("inputs", view.inputs.flatMap((p, i) => (p[3] === index ? [i] : []))));
    tools.append(button);
  });
  box.append(tools, panels, tip);
  choose("inputs", []);
}
