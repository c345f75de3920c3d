/* <atlas-divergences data-m="2.5" data-s="0.9">: one Gaussian against the mixture of the article.
   The reader moves mean and width or lets gradient descent minimize one divergence. The slotted
   static figure is shown in print and where scripts are off. */
(() => {
  "use strict";

  const WEIGHT = 0.7;
  const MODE = 2;
  const WIDTH = 0.6;
  const LOW = -20;
  const HIGH = 20;
  const CELLS = 800;
  const M = [-4, 4];
  const S = [0.2, 3];
  const RATE = 0.2;
  const RUN = 300;
  const KINDS = ["forward", "reverse", "js", "w1"];
  const BOX = { left: 30, top: 10, width: 480, height: 170 };

  const number = (x, digits = 3) => x.toFixed(digits).replace(/^-(0\.0*)$/, "$1").replace("-", "−");

  const TEXTS = {
    en: {
      m: "Mean m",
      s: "Width s",
      kind: "Minimize",
      kinds: { forward: "forward KL", reverse: "reverse KL", js: "JS", w1: "W₁" },
      step: "One step",
      run: "300 steps",
      far: "Start left",
      reset: "Start right",
      controls: "Controls",
      head: ["value", "slope in m", "slope in ln s"],
      table: "Divergences",
      chart: "Density of the data (line) and of the Gaussian (filled)",
      data: "data",
      model: "model",
      say: (m, s, r, name, g, done) => `${done ? `After ${done === 1 ? "one step" : `${done} steps`}: ` : ""}`
        + `m = ${number(m, 2)}, s = ${number(s, 2)}. Forward KL ${number(r.forward)}, reverse KL `
        + `${number(r.reverse)}, JS ${number(r.js)}, W₁ ${number(r.w1)}. `
        + (g < 0.005 ? `The slope of ${name} is nearly zero: a minimum, or a flat spot.`
          : `The slope of ${name} is ${number(g, 2)}.`),
    },
    zh: {
      m: "均值 m",
      s: "宽度 s",
      kind: "最小化",
      kinds: { forward: "正向 KL", reverse: "反向 KL", js: "JS", w1: "W₁" },
      step: "走一步",
      run: "走 300 步",
      far: "从左边开始",
      reset: "从右边开始",
      controls: "控件",
      head: ["值", "对 m 的斜率", "对 ln s 的斜率"],
      table: "各散度",
      chart: "数据的密度（线）与高斯的密度（填色）",
      data: "数据",
      model: "模型",
      say: (m, s, r, name, g, done) => `${done ? `走了 ${done} 步：` : ""}`
        + `m = ${number(m, 2)}，s = ${number(s, 2)}。正向 KL ${number(r.forward)}，反向 KL `
        + `${number(r.reverse)}，JS ${number(r.js)}，W₁ ${number(r.w1)}。`
        + (g < 0.005 ? `${name} 的斜率几乎为零：到了极小点，或者一片平地。`
          : `${name} 的斜率是 ${number(g, 2)}。`),
    },
  };

  const logNormal = (x, m, s) => -0.5 * ((x - m) / s) ** 2 - Math.log(s * Math.sqrt(2 * Math.PI));
  const logAdd = (a, b) => Math.max(a, b) + Math.log1p(Math.exp(-Math.abs(a - b)));
  const logData = (x) => logAdd(Math.log(WEIGHT) + logNormal(x, -MODE, WIDTH),
    Math.log(1 - WEIGHT) + logNormal(x, MODE, WIDTH));
  const clamp = (x, [low, high]) => Math.min(high, Math.max(low, x));

  const STYLE = `
    :host { display: block; margin: 1.5em 0; color: var(--atlas-ink, #1c2430); }
    .app { border: 1px solid var(--atlas-line, #c9d0d9); border-radius: 8px; padding: 12px;
      background: var(--atlas-paper, #fff); font-size: 14px; line-height: 1.45; text-align: start; }
    slot { display: none; }
    .bar { display: flex; flex-wrap: wrap; gap: 8px 12px; align-items: flex-end; }
    label { display: flex; flex-direction: column; gap: 2px; flex: 1 1 180px; min-width: 0; }
    label.pick { flex: 0 1 130px; }
    .row { display: flex; gap: 8px; align-items: center; }
    output { min-width: 3.2em; font-variant-numeric: tabular-nums; font-weight: 700; }
    input, select { font: inherit; font-size: 16px; min-height: 42px; width: 100%; min-width: 0;
      box-sizing: border-box; color: inherit; margin: 0; }
    input { accent-color: var(--atlas-s2, #c2540a); }
    select { padding: 4px 8px; background: var(--atlas-paper, #fff); border-radius: 6px;
      border: 1px solid var(--atlas-muted, #5b6675); }
    button { font: inherit; min-height: 42px; min-width: 64px; padding: 4px 12px; color: inherit;
      background: var(--atlas-s1-soft, #d9e6f4); cursor: pointer; border-radius: 6px;
      border: 1px solid var(--atlas-s1, #2563a8); touch-action: manipulation; }
    button:focus-visible, input:focus-visible, select:focus-visible {
      outline: 3px solid var(--atlas-accent, #c2540a); outline-offset: 2px; }
    .say { min-height: 3em; margin: 10px 0; padding: 8px 10px; border-radius: 6px;
      background: var(--atlas-s5-soft, #f3e8cb); }
    svg { display: block; width: 100%; height: auto; max-width: 620px; }
    svg text { font-size: 14px; fill: var(--atlas-muted, #5b6675); }
    .axis { stroke: var(--atlas-ink, #1c2430); stroke-width: 1.5; fill: none; }
    .data { stroke: var(--atlas-ink, #1c2430); stroke-width: 2.4; fill: none; }
    .model { stroke: var(--atlas-s2, #c2540a); stroke-width: 2.4;
      fill: var(--atlas-s2-soft, #f8e1d2); }
    table { border-collapse: collapse; margin: 10px 0 0; font-variant-numeric: tabular-nums; }
    th, td { padding: 3px 10px; text-align: right; font-weight: 400; }
    th { color: var(--atlas-muted, #5b6675); }
    tr > :first-child { text-align: start; white-space: nowrap; }
    .on > * { color: var(--atlas-ink, #1c2430); font-weight: 700; }
    @media (max-width: 480px) {
      .app { padding: 8px; }
      .say { min-height: 6em; }
      th, td { padding: 3px 5px; }
      svg text { font-size: 22px; }
    }
    @media print { .app { display: none; } slot { display: block; } }
  `;

  const make = (tag, options = {}, ...children) => {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(options)) {
      if (name === "text") node.textContent = value;
      else node.setAttribute(name, value);
    }
    node.append(...children);
    return node;
  };

  const draw = (tag, attributes, text) => {
    const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(attributes)) {
      node.setAttribute(name, typeof value === "number" ? value.toFixed(1) : value);
    }
    if (text !== undefined) node.textContent = text;
    return node;
  };

  class Divergences extends HTMLElement {
    /** Four divergences of N(m, s²) from the data (compare compute_divergences in Python). */
    static compute(m, s) {
      const step = (HIGH - LOW) / CELLS;
      const r = { forward: 0, reverse: 0, js: 0, w1: 0 };
      let excess = 0;
      for (let k = 0; k <= CELLS; k += 1) {
        const x = LOW + step * k;
        const a = logData(x);
        const b = logNormal(x, m, s);
        const p = Math.exp(a);
        const q = Math.exp(b);
        const mid = logAdd(a, b) - Math.log(2);
        r.forward += p * (a - b) * step;
        r.reverse += q * (b - a) * step;
        r.js += 0.5 * (p * (a - mid) + q * (b - mid)) * step;
        excess += (p - q) * step;
        r.w1 += Math.abs(excess) * step;
      }
      return r;
    }

    /** The slopes of all four divergences in m and in ln s, by central differences. */
    static slopes(m, s) {
      const eps = 1e-4;
      const at = (dm, du) => Divergences.compute(m + dm, s * Math.exp(du));
      const [right, left, wide, narrow] = [at(eps, 0), at(-eps, 0), at(0, eps), at(0, -eps)];
      return Object.fromEntries(KINDS.map((kind) => [kind,
        [(right[kind] - left[kind]) / (2 * eps), (wide[kind] - narrow[kind]) / (2 * eps)]]));
    }

    /** Gradient descent on (m, ln s), with the length of the gradient limited to 1. */
    static descend(kind, m, s, steps) {
      for (let k = 0; k < steps; k += 1) {
        const [dm, du] = Divergences.slopes(m, s)[kind];
        const scale = RATE / Math.max(1, Math.hypot(dm, du));
        m = clamp(m - scale * dm, M);
        s = clamp(s * Math.exp(-scale * du), S);
      }
      return [m, s];
    }

    connectedCallback() {
      if (this.shadowRoot) return;
      const zh = document.documentElement.lang.toLowerCase().startsWith("zh");
      this.t = zh ? TEXTS.zh : TEXTS.en;
      const { t } = this;
      const root = this.attachShadow({ mode: "open" });
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(STYLE);
      root.adoptedStyleSheets = [sheet];
      const slider = ([min, max]) => {
        const node = make("input", { type: "range", min: String(min), max: String(max), step: "0.05" });
        node.addEventListener("input", () => this.set(Number(this.mean.value), Number(this.width.value)));
        return node;
      };
      this.mean = slider(M);
      this.width = slider(S);
      this.meanShown = make("output");
      this.widthShown = make("output");
      this.pick = make("select", {},
        ...KINDS.map((kind) => make("option", { value: kind, text: t.kinds[kind] })));
      this.pick.value = "reverse";
      this.pick.addEventListener("change", () => this.show());
      const button = (name, action) => {
        const node = make("button", { type: "button", text: t[name] });
        node.addEventListener("click", action);
        return node;
      };
      const start = () => [Number(this.dataset.m) || 2.5, Number(this.dataset.s) || 0.9];
      const bar = make("div", { class: "bar", role: "group", "aria-label": t.controls },
        make("label", {}, t.m, make("span", { class: "row" }, this.mean, this.meanShown)),
        make("label", {}, t.s, make("span", { class: "row" }, this.width, this.widthShown)),
        make("label", { class: "pick" }, t.kind, this.pick),
        button("step", () => this.walk(1)), button("run", () => this.walk(RUN)),
        button("reset", () => this.set(...start())),
        button("far", () => this.set(-start()[0], start()[1])));
      this.say = make("p", { class: "say", "aria-live": "polite" });
      this.svg = draw("svg", { viewBox: "0 0 520 206", role: "img" });
      this.table = make("table", { "aria-label": t.table });
      root.append(make("div", { class: "app" }, bar, this.say, this.svg, this.table), make("slot"));
      this.set(...start());
    }

    set(m, s) {
      this.m = m;
      this.s = s;
      this.show();
    }

    walk(steps) {
      [this.m, this.s] = Divergences.descend(this.pick.value, this.m, this.s, steps);
      this.show(steps);
    }

    show(done = 0) {
      const { t, m, s } = this;
      const kind = this.pick.value;
      const r = Divergences.compute(m, s);
      const g = Divergences.slopes(m, s);
      this.mean.value = String(m);
      this.width.value = String(s);
      this.meanShown.textContent = number(m, 2);
      this.widthShown.textContent = number(s, 2);
      this.mean.setAttribute("aria-valuetext", number(m, 2));
      this.width.setAttribute("aria-valuetext", number(s, 2));
      this.say.textContent = t.say(m, s, r, t.kinds[kind], Math.hypot(...g[kind]), done);
      const head = make("tr", {}, make("td"),
        ...t.head.map((text) => make("th", { text, scope: "col" })));
      this.table.replaceChildren(head, ...KINDS.map((name) => make("tr", name === kind ? { class: "on" } : {},
        make("th", { text: t.kinds[name], scope: "row" }),
        ...[r[name], ...g[name]].map((v) => make("td", { text: number(v) })))));
      this.svg.setAttribute("aria-label", `${t.chart}. ${this.say.textContent}`);
      this.drawChart();
    }

    drawChart() {
      const { m, s, t } = this;
      const bottom = BOX.top + BOX.height;
      const x = (v) => BOX.left + (BOX.width * (v + 5)) / 10;
      const y = (v) => bottom - BOX.height * Math.min(1, v / 0.75);
      const curve = (log) => Array.from({ length: 161 }, (_, i) => -5 + i / 16)
        .map((v, i) => `${i ? "L" : "M"}${x(v).toFixed(1)} ${y(Math.exp(log(v))).toFixed(1)}`).join("");
      this.svg.replaceChildren(
        draw("path", { class: "model",
          d: `${curve((v) => logNormal(v, m, s))}L${x(5)} ${bottom}L${x(-5)} ${bottom}Z` }),
        draw("path", { class: "data", d: curve(logData) }),
        draw("path", { class: "axis", d: `M${BOX.left} ${bottom}H${BOX.left + BOX.width}` }),
        ...[-4, -2, 0, 2, 4].map((v) =>
          draw("text", { x: x(v), y: bottom + 20, "text-anchor": "middle" }, number(v, 0))),
        draw("path", { class: "data", d: "M390 20h26" }),
        draw("text", { x: 422, y: 25 }, t.data),
        draw("path", { class: "model", d: "M390 46h26" }),
        draw("text", { x: 422, y: 51 }, t.model));
    }
  }

  customElements.define("atlas-divergences", Divergences);
})();
