/* <atlas-scaling-laws>: DeepSeek LLM's fitted formulas for a compute budget that the reader moves.
   Names the batch size, learning rate, model scale and tokens, and what it costs in shape to train
   on more tokens than the optimum. The slotted static figure is shown in print and without scripts. */
(() => {
  "use strict";

  const SEQ = 4096;
  const LOW = 17; // powers of ten of the budget slider
  const HIGH = 25;
  const FITTED = 3e20;
  const W = 340;
  const H = 250;
  const BOX = { left: 42, top: 14, width: 284, height: 190 };
  const PRESETS = [
    { name: "start", compute: 1e20, tokens: null },
    { name: "7B", compute: 42.463e9 * 2e12, tokens: 2e12 },
    { name: "67B", compute: 432.738e9 * 2e12, tokens: 2e12 },
  ];

  const SUPER = "⁰¹²³⁴⁵⁶⁷⁸⁹";
  const raise = (n) => String(n).split("").map((d) => SUPER[Number(d)]).join("");

  /** 8.65e23 as "8.65·10²³". */
  function scientific(x) {
    let power = Math.floor(Math.log10(x));
    let head = (x / 10 ** power).toFixed(2);
    if (head === "10.00") {
      power += 1;
      head = "1.00";
    }
    return `${head}·10${raise(power)}`;
  }

  /** 1.42e12 as "1.42T": three digits and K, M, B, T. */
  function short(x) {
    const units = [[1e15, "P"], [1e12, "T"], [1e9, "B"], [1e6, "M"], [1e3, "K"]];
    const [size, unit] = units.find(([s]) => x >= s * 0.9995) || [1, ""];
    return `${Number((x / size).toPrecision(3))}${unit}`;
  }

  const rate = (x) => `${(x * 1e4).toFixed(2)}·10⁻⁴`;
  const times = (x) => (x < 10 ? x.toFixed(2) : Math.round(x).toString());

  const TEXTS = {
    en: {
      compute: "Compute budget C (FLOPs)",
      stretch: "Tokens, as a multiple of the optimum",
      controls: "Controls",
      start: "Optimum at 10²⁰",
      chart: "Model scale and tokens against compute. Lines: optimum. Dots: your choice.",
      m: "M", d: "D",
      table: "What the formulas say",
      rows: ["Learning rate η", "Batch B, tokens", "B in sequences of 4096",
        "Model scale M, FLOPs per token", "Tokens D", "Optimizer steps D/B",
        "Parameters without embedding", "Tokens per parameter"],
      say: (r, c, k, far) =>
        `C = ${scientific(c)} FLOPs, ${far}. Learning rate ${rate(r.rate)}, batch ` +
        `${short(r.batch)} tokens. D = ${short(r.tokens)} tokens, ${times(k)} times the optimum, ` +
        `leaves M = ${short(r.scale)} FLOPs per token, about ${short(r.parameters)} parameters.`,
      inside: "inside the fitted range",
      outside: (x) => `${times(x)} times the largest fitted budget`,
    },
    zh: {
      compute: "算力预算 C（FLOPs）",
      stretch: "词元数是最优值的几倍",
      controls: "控件",
      start: "10²⁰ 处的最优",
      chart: "模型规模、词元数与算力的关系。线：最优；点：你的选择。",
      m: "M", d: "D",
      table: "公式给出的值",
      rows: ["学习率 η", "批大小 B（词元）", "折合 4096 长的序列",
        "模型规模 M（每词元 FLOPs）", "词元数 D", "优化步数 D/B",
        "非嵌入参数量", "每个参数的词元数"],
      say: (r, c, k, far) =>
        `C = ${scientific(c)} FLOPs，${far}。学习率 ${rate(r.rate)}，批大小 ${short(r.batch)} 词元。` +
        `D = ${short(r.tokens)} 词元，是最优值的 ${times(k)} 倍，` +
        `于是 M = ${short(r.scale)} FLOPs/词元，约 ${short(r.parameters)} 参数。`,
      inside: "在拟合区间内",
      outside: (x) => `是最大拟合预算的 ${times(x)} 倍`,
    },
  };

  const STYLE = `
    :host { display: block; margin: 1.5em 0; color: var(--atlas-ink, #1c2430); }
    .app { border: 1px solid var(--atlas-line, #c9d0d9); border-radius: 8px; padding: 12px;
      background: var(--atlas-paper, #fff); font-size: 14px; line-height: 1.45; text-align: start; }
    slot { display: none; }
    .bar { display: flex; flex-wrap: wrap; gap: 8px 12px; align-items: flex-end; }
    label { display: flex; flex-direction: column; gap: 2px; flex: 1 1 260px; min-width: 0; }
    .row { display: flex; gap: 10px; align-items: center; }
    .buttons { flex: 1 1 100%; flex-wrap: wrap; }
    output { min-width: 5.4em; font-variant-numeric: tabular-nums; font-weight: 700; }
    input { min-height: 40px; width: 100%; min-width: 0; margin: 0; box-sizing: border-box;
      accent-color: var(--atlas-s1, #2563a8); }
    button { font: inherit; min-height: 42px; min-width: 64px; padding: 4px 12px; color: inherit;
      background: var(--atlas-s1-soft, #d9e6f4); cursor: pointer; border-radius: 6px;
      border: 1px solid var(--atlas-s1, #2563a8); touch-action: manipulation; }
    button:focus-visible, input:focus-visible {
      outline: 3px solid var(--atlas-accent, #c2540a); outline-offset: 2px; }
    .say { min-height: 4.4em; margin: 10px 0; padding: 8px 10px; border-radius: 6px;
      background: var(--atlas-s5-soft, #f3e8cb); }
    .panes { display: flex; flex-wrap: wrap; gap: 12px 20px; align-items: flex-start; }
    figure { flex: 1 1 280px; min-width: 0; margin: 0; max-width: 420px; }
    svg { display: block; width: 100%; height: auto; }
    svg text { font-size: 14px; fill: var(--atlas-muted, #5b6675); }
    .axis { stroke: var(--atlas-ink, #1c2430); stroke-width: 1.5; fill: none; }
    .zone { fill: var(--atlas-s5-soft, #f3e8cb); }
    .now { stroke: var(--atlas-muted, #5b6675); stroke-width: 1; stroke-dasharray: 4 3; }
    .m { stroke: var(--atlas-s1, #2563a8); stroke-width: 2.4; fill: none; }
    .d { stroke: var(--atlas-s3, #0f7b5f); stroke-width: 2.4; fill: none; }
    circle.m { fill: var(--atlas-s1, #2563a8); }
    circle.d { fill: var(--atlas-s3, #0f7b5f); }
    svg text.m { fill: var(--atlas-s1, #2563a8); stroke: none; font-weight: 700; }
    svg text.d { fill: var(--atlas-s3, #0f7b5f); stroke: none; font-weight: 700; }
    table { border-collapse: collapse; flex: 1 1 250px; font-variant-numeric: tabular-nums; }
    th, td { padding: 4px 6px; font-weight: 400; text-align: start;
      border-bottom: 1px solid var(--atlas-line, #c9d0d9); }
    th { color: var(--atlas-muted, #5b6675); }
    td { text-align: end; white-space: nowrap; }
    @media (max-width: 480px) {
      .app { padding: 8px; }
      .say { min-height: 8.8em; }
      figure { max-width: none; flex-basis: 100%; }
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

  const x = (c) => BOX.left + (BOX.width * (Math.log10(c) - LOW)) / (HIGH - LOW);
  const y = (v) => BOX.top + BOX.height * (1 - (Math.log10(v) - 6) / 8); // 10⁶ to 10¹⁴

  /** Layers and parameters of a model of that cost whose width is 100 times its layers. */
  function findShape(scale) {
    let low = 1e-3;
    let high = 1e4;
    for (let i = 0; i < 100; i += 1) {
      const n = Math.sqrt(low * high);
      if (72 * n * (100 * n) ** 2 + 12 * n * 100 * n * SEQ < scale) low = n;
      else high = n;
    }
    return { layers: low, parameters: 12 * 100 ** 2 * low ** 3 };
  }

  class ScalingLaws extends HTMLElement {
    /** The same as predict() of the article's figure script. */
    static compute(compute, stretch) {
      const tokens = stretch * 5.8316 * compute ** 0.4757;
      const scale = compute / tokens;
      const batch = 0.292 * compute ** 0.3271;
      return {
        rate: 0.3118 * compute ** -0.125, batch, sequences: batch / SEQ, scale, tokens,
        ...findShape(scale), steps: tokens / batch,
      };
    }

    connectedCallback() {
      if (this.shadowRoot) return;
      const zh = document.documentElement.lang.toLowerCase().startsWith("zh");
      this.t = zh ? TEXTS.zh : TEXTS.en;
      const root = this.attachShadow({ mode: "open" });
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(STYLE);
      root.adoptedStyleSheets = [sheet];
      const slider = (min, max, step, change) => {
        const node = make("input", { type: "range", min, max, step });
        node.addEventListener("input", change);
        return node;
      };
      this.budget = slider(LOW, HIGH, "0.05", () => this.move());
      this.factor = slider("-2", "4", "0.1", () => this.move()); // powers of two
      this.budgetShown = make("output");
      this.factorShown = make("output");
      const field = (name, input, output) => make("label", {}, this.t[name],
        make("span", { class: "row" }, input, output));
      const buttons = PRESETS.map((preset) => {
        const node = make("button", { type: "button", text: this.t[preset.name] || preset.name });
        node.addEventListener("click", () => this.choose(preset));
        return node;
      });
      const bar = make("div", { class: "bar", role: "group", "aria-label": this.t.controls },
        field("compute", this.budget, this.budgetShown),
        field("stretch", this.factor, this.factorShown),
        make("span", { class: "row buttons" }, ...buttons));
      this.say = make("p", { class: "say", "aria-live": "polite" });
      this.svg = draw("svg", { viewBox: `0 0 ${W} ${H}`, role: "img" });
      this.table = make("table", { "aria-label": this.t.table });
      root.append(make("div", { class: "app" }, bar, this.say, make("div", { class: "panes" },
        make("figure", {}, make("figcaption", { text: this.t.chart }), this.svg), this.table)),
      make("slot"));
      this.choose(PRESETS[0]);
    }

    /** A preset keeps its exact budget; the sliders go to the nearest notch. */
    choose(preset) {
      const optimum = ScalingLaws.compute(preset.compute, 1).tokens;
      const stretch = preset.tokens ? preset.tokens / optimum : 1;
      this.budget.value = String(Math.log10(preset.compute));
      this.factor.value = String(Math.log2(stretch));
      this.show(preset.compute, stretch);
    }

    move() {
      this.show(10 ** Number(this.budget.value), 2 ** Number(this.factor.value));
    }

    show(compute, stretch) {
      const { t } = this;
      const r = ScalingLaws.compute(compute, stretch);
      const far = compute <= FITTED * 1.001 ? t.inside : t.outside(compute / FITTED);
      const said = t.say(r, compute, stretch, far);
      this.budgetShown.textContent = scientific(compute);
      this.factorShown.textContent = `× ${times(stretch)}`;
      this.budget.setAttribute("aria-valuetext", `${scientific(compute)} FLOPs`);
      this.factor.setAttribute("aria-valuetext", `× ${times(stretch)}`);
      this.say.textContent = said;
      const values = [rate(r.rate), short(r.batch), short(r.sequences), short(r.scale),
        short(r.tokens), short(r.steps), short(r.parameters), short(r.tokens / r.parameters)];
      this.table.replaceChildren(...values.map((value, i) => make("tr", {},
        make("th", { text: t.rows[i], scope: "row" }), make("td", { text: value }))));
      this.svg.setAttribute("aria-label", `${t.chart} ${said}`);
      this.svg.replaceChildren(...this.drawChart(compute, r));
    }

    drawChart(compute, r) {
      const bottom = BOX.top + BOX.height;
      const parts = [draw("rect", { class: "zone", x: BOX.left, y: BOX.top,
        width: x(FITTED) - BOX.left, height: BOX.height })];
      for (let e = LOW; e <= HIGH; e += 2) {
        parts.push(draw("text", { x: x(10 ** e), y: bottom + 19, "text-anchor": "middle" },
          `10${raise(e)}`));
      }
      for (let e = 6; e <= 14; e += 2) {
        parts.push(draw("text", { x: BOX.left - 5, y: y(10 ** e) + 5, "text-anchor": "end" },
          `10${raise(e)}`));
      }
      parts.push(draw("path", { class: "axis",
        d: `M${BOX.left} ${BOX.top}V${bottom}H${BOX.left + BOX.width}` }));
      const ends = [10 ** LOW, 10 ** HIGH];
      const lines = { m: "scale", d: "tokens" };
      for (const [name, key] of Object.entries(lines)) {
        const [a, b] = ends.map((c) => y(ScalingLaws.compute(c, 1)[key]).toFixed(1));
        parts.push(draw("path", { class: name, d: `M${x(ends[0])} ${a}L${x(ends[1])} ${b}` }));
      }
      parts.push(draw("line", { class: "now", x1: x(compute), x2: x(compute), y1: BOX.top, y2: bottom }));
      const side = compute > 1e24 ? [-9, "end"] : [9, "start"];
      const above = r.tokens > r.scale ? -1 : 1;
      for (const [name, key] of Object.entries(lines)) {
        parts.push(draw("circle", { class: name, cx: x(compute), cy: y(r[key]), r: "5" }));
        const shift = (name === "d" ? above : -above) * 10 + 5;
        parts.push(draw("text", { class: name, x: x(compute) + side[0], y: y(r[key]) + shift,
          "text-anchor": side[1] }, this.t[name]));
      }
      parts.push(draw("text", { x: BOX.left + BOX.width / 2, y: H - 6, "text-anchor": "middle" },
        this.t.compute));
      return parts;
    }
  }

  customElements.define("atlas-scaling-laws", ScalingLaws);
})();
