// The number of segments in gradient checkpointing: the memory over one training step, its peak
// and the price. The arithmetic is that of scripts/figures/gradient_checkpointing.py.
(() => {
  const NS = "http://www.w3.org/2000/svg";
  const MAX_LAYERS = 96;
  const RATIOS = [1, 4, 17, 57];
  const BOX = { left: 44, top: 44, width: 290, height: 150 };

  const TEXTS = {
    zh: {
      controls: "检查点的设置", layers: "层数 n", segments: "段数 k", ratio: "每层保存 A/c",
      one: "只分一段", best: "最省的 k", each: "每层一段",
      names: ["1（普通链）", "4", "17（Transformer 块，FlashAttention）", "57（GPT-3 的块）"],
      chart: "一个训练步内的内存", time: "时间", figures: "结果",
      rows: ["峰值", "全部保留的峰值", "存下的检查点", "最长的段（层）", "额外的前向（层）", "时间"],
      times: "× 1.33",
      say: (d) => `${d.n} 层分 ${d.k} 段：峰值 ${d.peak}，全部保留是 ${d.keep}，${d.change}。`
        + (d.peak === d.low ? "没有更省的段数了。" : `最省的是 k = ${d.best}，峰值 ${d.low}。`),
      less: (p) => `省下 ${p}%`, same: "一点没省",
    },
    en: {
      controls: "Settings of the checkpoints", layers: "layers n", segments: "segments k",
      ratio: "saved per layer A/c", one: "One segment", best: "Best k", each: "One per layer",
      names: ["1 (plain chain)", "4", "17 (transformer block, FlashAttention)", "57 (block of GPT-3)"],
      chart: "memory over one training step", time: "time", figures: "Results",
      rows: ["peak", "peak when all is kept", "checkpoints stored", "longest segment (layers)",
        "extra forward (layers)", "time"],
      times: "× 1.33",
      say: (d) => `${d.n} layers in ${d.k === 1 ? "one segment" : `${d.k} segments`}: `
        + `the peak is ${d.peak}, with everything kept ${d.keep}: ${d.change}. `
        + (d.peak === d.low ? "No other k needs less."
          : `The best is k = ${d.best} with a peak of ${d.low}.`),
      less: (p) => `${p}% saved`, same: "nothing saved",
    },
  };

  const STYLE = `
    :host { display: block; margin: 1.5rem 0; color: var(--atlas-ink, #1c2430); }
    .app { border: 1px solid var(--atlas-line, #c9d0d9); border-radius: 8px; padding: 12px;
      background: var(--atlas-paper, #fff); font-size: 0.875rem; line-height: 1.4; text-align: start; }
    slot { display: none; }
    .bar { display: flex; flex-wrap: wrap; gap: 8px 16px; align-items: end; }
    label { display: flex; flex-direction: column; flex: 1 1 150px; min-width: 0; }
    input, select { min-height: 40px; width: 100%; margin: 0; box-sizing: border-box; font: inherit;
      accent-color: var(--atlas-s1, #2563a8); }
    select { color: inherit; background: var(--atlas-paper, #fff); border-radius: 6px;
      border: 1px solid var(--atlas-line, #c9d0d9); }
    b { font-variant-numeric: tabular-nums; }
    button { font: inherit; min-height: 40px; min-width: 64px; padding: 4px 12px; color: inherit;
      background: var(--atlas-s1-soft, #d9e6f4); border: 1px solid var(--atlas-s1, #2563a8);
      border-radius: 6px; cursor: pointer; }
    :is(button, input, select):focus-visible {
      outline: 3px solid var(--atlas-accent, #c2540a); outline-offset: 2px; }
    .say { min-height: 4.2em; margin: 10px 0; padding: 8px 10px; border-radius: 6px;
      background: var(--atlas-s5-soft, #f3e8cb); box-sizing: border-box; }
    .panes { display: flex; flex-wrap: wrap; gap: 8px 20px; align-items: start; }
    svg { flex: 3 1 260px; min-width: 0; max-width: 560px; display: block; }
    svg text { font-size: 14px; fill: var(--atlas-muted, #5b6675); }
    .grid { stroke: var(--atlas-line, #c9d0d9); stroke-width: 1; }
    .keep { fill: none; stroke: var(--atlas-s2, #c2540a); stroke-width: 2; stroke-dasharray: 6 4; }
    .run { fill: var(--atlas-s1-soft, #d9e6f4); stroke: var(--atlas-s1, #2563a8); stroke-width: 1.6; }
    .cell { fill: var(--atlas-s1-soft, #d9e6f4); }
    .stored { fill: var(--atlas-s1, #2563a8); }
    table { flex: 1 1 210px; border-collapse: collapse; font-variant-numeric: tabular-nums; }
    th, td { padding: 3px 4px; border-bottom: 1px solid var(--atlas-line, #c9d0d9); }
    th { font-weight: 400; text-align: start; color: var(--atlas-muted, #5b6675); }
    td { text-align: end; }
    @media print { .app { display: none; } slot { display: block; } }
  `;

  const make = (tag, attributes = {}, ...children) => {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    node.append(...children);
    return node;
  };
  const draw = (tag, attributes, text = "") => {
    const node = document.createElementNS(NS, tag);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    node.textContent = text;
    return node;
  };
  const cut = (n, k) => Array.from({ length: k }, (_, j) => Math.floor(n / k) + (j < n % k ? 1 : 0));
  const findPeak = (n, k, ratio) => Math.max(...cut(n, k).map((size, j) => j + 1 + size * ratio));

  class CheckpointSegments extends HTMLElement {
    // n layers in k segments; a layer saves `ratio` tensors of the size of its input.
    static compute(n, k, ratio) {
      const sizes = cut(n, k);
      const profile = [[0, 0]];
      let time = 0;
      let live = 0;
      const move = (steps, change) => {
        time += steps;
        live += change;
        profile.push([time, live]);
      };
      for (const size of sizes) {
        move(0, 1); // the segment's input is stored
        move(size, 0); // its layers run and keep nothing
      }
      for (const size of [...sizes].reverse()) {
        for (let i = 0; i < size; i += 1) move(1, ratio); // run again, keeping all
        for (let i = 0; i < size; i += 1) move(2, -ratio); // backward
        move(0, -1);
      }
      const keep = 1 + n * ratio;
      const peaks = Array.from({ length: n }, (_, j) => findPeak(n, j + 1, ratio));
      const low = Math.min(...peaks);
      const ties = peaks.flatMap((peak, j) => (peak === low ? [j + 1] : []));
      const gap = (other) => Math.abs(other - Math.sqrt(n * ratio));
      const best = ties.reduce((a, b) => (gap(b) < gap(a) ? b : a));
      return {
        sizes, profile, full: [[0, 0], [0, 1], [n, keep], [3 * n, 1], [3 * n, 0]],
        peak: peaks[k - 1], keep, extra: n, time: 4 / 3, best, low,
      };
    }

    connectedCallback() {
      if (this.shadowRoot) return;
      const zh = document.documentElement.lang.toLowerCase().startsWith("zh");
      const t = zh ? TEXTS.zh : TEXTS.en;
      this.t = t;
      const root = this.attachShadow({ mode: "open" });
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(STYLE);
      root.adoptedStyleSheets = [sheet];
      const slider = (name, value) => {
        const input = make("input", { type: "range", min: name === "layers" ? 4 : 1, max: MAX_LAYERS,
          step: 1, value });
        const shown = make("b");
        input.addEventListener("input", () => this.show());
        return [input, shown, make("label", {}, make("span", {}, `${t[name]} = `, shown), input)];
      };
      const [layers, layersShown, layersLabel] = slider("layers", 36);
      const [segments, segmentsShown, segmentsLabel] = slider("segments", 6);
      Object.assign(this, { layers, layersShown, segments, segmentsShown });
      this.ratio = make("select", {}, ...RATIOS.map((value, i) => make("option", { value }, t.names[i])));
      this.ratio.addEventListener("change", () => this.show());
      const button = (name, choose) => {
        const node = make("button", { type: "button" }, t[name]);
        node.addEventListener("click", () => {
          this.segments.value = choose(this.result);
          this.show();
        });
        return node;
      };
      this.say = make("p", { class: "say", "aria-live": "polite" });
      this.chart = draw("svg", { viewBox: "0 0 340 222", role: "img", "aria-label": t.chart });
      this.cells = t.rows.map(() => make("td"));
      const table = make("table", { "aria-label": t.figures }, make("tbody", {},
        ...t.rows.map((row, i) => make("tr", {}, make("th", { scope: "row" }, row), this.cells[i]))));
      root.append(make("div", { class: "app" },
        make("div", { class: "bar", role: "group", "aria-label": t.controls }, layersLabel,
          segmentsLabel, make("label", {}, t.ratio, this.ratio),
          button("one", () => 1), button("best", (r) => r.best),
          button("each", () => this.layers.value)),
        this.say, make("div", { class: "panes" }, this.chart, table)), make("slot"));
      this.show();
    }

    show() {
      const n = Number(this.layers.value);
      this.segments.max = n; // the browser keeps the value inside
      const k = Number(this.segments.value);
      const r = CheckpointSegments.compute(n, k, Number(this.ratio.value));
      this.result = r;
      this.layersShown.textContent = n;
      this.segmentsShown.textContent = k;
      const saved = Math.round(100 * (1 - r.peak / r.keep));
      this.say.textContent = this.t.say({ n, k, peak: r.peak, keep: r.keep, best: r.best, low: r.low,
        change: saved > 0 ? this.t.less(saved) : this.t.same });
      const values = [r.peak, r.keep, k, r.sizes[0], r.extra, this.t.times];
      this.cells.forEach((cell, i) => {
        cell.textContent = values[i];
      });
      this.plot(n, r);
    }

    plot(n, r) {
      const { left, top, width, height } = BOX;
      const bottom = top + height;
      const x = (time) => left + width * time / (4 * n);
      const y = (live) => bottom - height * live / r.keep;
      const path = (points) => points.map(([a, b], i) =>
        `${i ? "L" : "M"}${x(a).toFixed(1)} ${y(b).toFixed(1)}`).join("");
      const parts = [];
      let start = 0; // the chain: one cell a layer, dark where its input is stored
      for (const size of r.sizes) {
        for (let i = start; i < start + size; i += 1) {
          parts.push(draw("rect", { class: i === start ? "stored" : "cell", height: 14, y: 6,
            x: (left + width * i / n + 0.3).toFixed(1), width: (width / n * 0.82).toFixed(1) }));
        }
        start += size;
      }
      for (const share of [0, 0.5, 1]) {
        const at = bottom - height * share;
        parts.push(draw("line", { class: "grid", x1: left, x2: left + width, y1: at, y2: at }));
        parts.push(draw("text", { x: left - 5, y: at + 5, "text-anchor": "end" },
          String(Math.round(r.keep * share))));
      }
      parts.push(draw("path", { class: "run", d: path(r.profile) }));
      parts.push(draw("path", { class: "keep", d: path(r.full) }));
      for (const step of [0, 1, 2, 3, 4]) {
        parts.push(draw("text", { x: left + width * step / 4, y: bottom + 18,
          "text-anchor": step === 4 ? "end" : "middle" },
        step === 4 ? `${this.t.time} ${4 * n}` : String(step * n)));
      }
      this.chart.replaceChildren(...parts);
    }
  }

  customElements.define("atlas-checkpoint-segments", CheckpointSegments);
})();
