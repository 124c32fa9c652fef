'use strict';
const data = JSON.parse(document.getElementById('data').textContent);
const sheet = document.getElementById('sheet');
const activity = Uint8Array.from(atob(data.activity), c => c.charCodeAt(0));
const images = data.images.x.length, neurons = data.neurons.x.length;
const tip = document.getElementById('tip'), thumb = document.getElementById('thumb');
const said = document.getElementById('said');
let chosenImages = new Set(), chosenNeurons = new Set();

function view(id, points) {
  const canvas = document.getElementById(id), size = 540, edge = 14;
  const scale = window.devicePixelRatio || 1;
  canvas.width = canvas.height = size * scale;
  canvas.style.width = canvas.style.height = size + 'px';
  const xs = [Math.min(...points.x), Math.max(...points.x)], ys = [Math.min(...points.y), Math.max(...points.y)];
  const unit = (size - 2 * edge) / Math.max(xs[1] - xs[0], ys[1] - ys[0], 1e-9);
  const px = i => size / 2 + (points.x[i] - (xs[0] + xs[1]) / 2) * unit;
  const py = i => size / 2 - (points.y[i] - (ys[0] + ys[1]) / 2) * unit;
  return { canvas, size, scale, px, py, count: points.x.length, drag: null };
}
const left = view('images', data.images), right = view('neurons', data.neurons);

function strength(count, other, value) { // 0 to 1 per item: how strongly the chosen ones excite it
  const all = new Float64Array(count);
  for (let i = 0; i < count; i++) for (const o of other) all[i] += value(i, o);
  const most = all.reduce((a, b) => Math.max(a, b), 0) || 1;
  return all.map(v => v / most);
}

function draw() {
  const byImage = chosenNeurons.size ? strength(images, chosenNeurons, (i, k) => activity[i * neurons + k]) : null;
  const byNeuron = chosenImages.size ? strength(neurons, chosenImages, (k, i) => activity[i * neurons + k]) : null;
  paint(left, i => ({ colour: data.colours[data.predicted[i] === data.labels[i] ? data.labels[i] : data.predicted[i]],
    alpha: byImage ? .06 + .94 * byImage[i] : chosenImages.size && !chosenImages.has(i) ? .12 : .8,
    triangle: data.predicted[i] !== data.labels[i], size: 3 }));
  paint(right, k => ({ colour: data.colours[data.neurons.strongest[k]],
    alpha: byNeuron ? .06 + .94 * byNeuron[k] : chosenNeurons.size && !chosenNeurons.has(k) ? .12 : data.neurons.opacity[k],
    triangle: false, size: 4.5 }));
  words(byNeuron, byImage);
}

function paint(v, look) {
  const g = v.canvas.getContext('2d');
  g.setTransform(v.scale, 0, 0, v.scale, 0, 0);
  g.clearRect(0, 0, v.size, v.size);
  for (let i = 0; i < v.count; i++) {
    const l = look(i), x = v.px(i), y = v.py(i);
    g.globalAlpha = l.alpha;
    g.fillStyle = l.colour;
    g.beginPath();
    if (l.triangle) { g.moveTo(x, y - 6); g.lineTo(x + 5, y + 4); g.lineTo(x - 5, y + 4); g.closePath(); }
    else g.arc(x, y, l.size, 0, 7);
    g.fill();
  }
  g.globalAlpha = 1;
  if (v.drag) {
    g.strokeStyle = '#1b2228';
    g.strokeRect(v.drag.x, v.drag.y, v.drag.X - v.drag.x, v.drag.Y - v.drag.y);
  }
}

function words(byNeuron, byImage) {
  const best = (values, n) => Array.from(values.keys()).sort((a, b) => values[b] - values[a] || a - b).slice(0, n);
  if (byNeuron) {
    said.textContent = chosenImages.size + ' images chosen. Neurons they excite most: ' +
      best(byNeuron, 10).map(k => data.neurons.index[k] + ' (' + data.classes[data.neurons.strongest[k]] + ')').join(', ') + '.';
  } else if (byImage) {
    const counts = new Map();
    for (const i of best(byImage, 50)) counts.set(data.labels[i], (counts.get(data.labels[i]) || 0) + 1);
    said.textContent = chosenNeurons.size + ' neurons chosen. Of the 50 images that excite them most: ' +
      [...counts].sort((a, b) => b[1] - a[1]).map(([c, n]) => n + ' × ' + data.classes[c]).join(', ') + '.';
  } else said.textContent = 'Nothing chosen: drag a rectangle over images or over neurons.';
}

function near(v, e) {
  const box = v.canvas.getBoundingClientRect(), x = e.clientX - box.left, y = e.clientY - box.top;
  let best = -1, least = 100;
  for (let i = 0; i < v.count; i++) {
    const d = (v.px(i) - x) ** 2 + (v.py(i) - y) ** 2;
    if (d < least) { least = d; best = i; }
  }
  return best;
}

function show(e, words, image) {
  thumb.style.display = image < 0 ? 'none' : 'block';
  if (image >= 0) {
    const w = data.sheet.width, h = data.sheet.height, c = data.sheet.columns;
    thumb.width = w; thumb.height = h;
    thumb.style.width = Math.max(96, w) + 'px';
    thumb.getContext('2d').drawImage(sheet, image % c * w, Math.floor(image / c) * h, w, h, 0, 0, w, h);
  }
  document.getElementById('words').textContent = words;
  tip.style.display = 'block';
  tip.style.left = Math.min(e.clientX + 14, innerWidth - 200) + 'px';
  tip.style.top = Math.min(e.clientY + 14, innerHeight - 160) + 'px';
}

function listen(v, choose, hover) {
  const at = e => { const b = v.canvas.getBoundingClientRect(); return [e.clientX - b.left, e.clientY - b.top]; };
  v.canvas.addEventListener('pointerdown', e => {
    const [x, y] = at(e);
    v.drag = { x, y, X: x, Y: y };
    v.canvas.setPointerCapture(e.pointerId);
  });
  v.canvas.addEventListener('pointermove', e => {
    if (v.drag) { [v.drag.X, v.drag.Y] = at(e); draw(); return; }
    const i = near(v, e);
    if (i < 0) tip.style.display = 'none'; else hover(e, i);
  });
  v.canvas.addEventListener('pointerleave', () => { tip.style.display = 'none'; });
  v.canvas.addEventListener('pointerup', () => {
    const d = v.drag;
    v.drag = null;
    const x = [Math.min(d.x, d.X), Math.max(d.x, d.X)], y = [Math.min(d.y, d.Y), Math.max(d.y, d.Y)];
    const chosen = new Set();
    for (let i = 0; i < v.count; i++) {
      if (v.px(i) >= x[0] && v.px(i) <= x[1] && v.py(i) >= y[0] && v.py(i) <= y[1]) chosen.add(i);
    }
    choose(chosen);
    draw();
  });
}
listen(left, s => { chosenImages = s; chosenNeurons = new Set(); }, (e, i) => show(e,
  data.names[i] + ': ' + data.classes[data.labels[i]] + (data.labels[i] === data.predicted[i] ? ', recognised' : ', taken for ' + data.classes[data.predicted[i]]), i));
listen(right, s => { chosenNeurons = s; chosenImages = new Set(); }, (e, k) => show(e,
  'neuron ' + data.neurons.index[k] + ', tells ' + data.classes[data.neurons.strongest[k]] + ' best (importance ' + data.neurons.importance[k].toPrecision(3) + ')', -1));
document.getElementById('clear').addEventListener('click', () => { chosenImages = new Set(); chosenNeurons = new Set(); draw(); });
const legend = document.getElementById('legend');
data.classes.forEach((name, c) => {
  const s = document.createElement('span');
  s.textContent = name;
  s.style.setProperty('--c', data.colours[c]);
  legend.append(s);
});
draw();
