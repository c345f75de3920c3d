// <atlas-activation-functions>: values and derivatives of fifteen activation functions, with
// their parameters on sliders and a read-out at a movable x.
(() => {
  "use strict";
  const TEXTS = {
    en: {
      value: "Value f(x)", slope: "Derivative f′(x)", choose: "Functions", params: "Parameters",
      x: "x", leak: "Leaky ReLU, PReLU: slope a", elu: "ELU: α", swish: "Swish: β",
      softplus: "softplus: β", branch: "gated units: other branch v", none: "Choose a function.",
      name: "function", f: "f(x)", df: "f′(x)", at: (x) => `At x = ${x}: `,
      one: (n, f, d) => `${n} ${f}, slope ${d}`, join: "; ", end: ".", step: "threshold",
      few: "A few", all: "All", clear: "None", read: "Values and derivatives at x",
    },
    zh: {
      value: "函数值 f(x)", slope: "导数 f′(x)", choose: "函数", params: "参数",
      x: "x", leak: "Leaky ReLU、PReLU：斜率 a", elu: "ELU：α", swish: "Swish：β",
      softplus: "softplus：β", branch: "门控单元：另一支路 v", none: "请选择一个函数。",
      name: "函数", f: "f(x)", df: "f′(x)", at: (x) => `x = ${x} 处：`,
      one: (n, f, d) => `${n} 为 ${f}，斜率 ${d}`, join: "；", end: "。", step: "阈值函数",
      few: "几个", all: "全选", clear: "清空", read: "x 处的函数值与导数",
    },
  };
  const FUNCTIONS = [["step", ""], ["sigmoid", "sigmoid"], ["tanh", "tanh"], ["relu", "ReLU"],
    ["leaky", "Leaky / PReLU"], ["elu", "ELU"], ["selu", "SELU"], ["softplus", "softplus"],
    ["relu2", "ReLU²"], ["gelu", "GELU"], ["swish", "Swish / SiLU"], ["mish", "Mish"],
    ["glu", "GLU"], ["geglu", "GEGLU"], ["swiglu", "SwiGLU"]];
  const FEW = ["sigmoid", "relu", "gelu", "swish"];
  // name: [low, high, step, start]
  const PARAMS = { leak: [0, 1, 0.01, 0.1], elu: [0, 2, 0.05, 1], swish: [0, 10, 0.1, 1],
    softplus: [0.2, 10, 0.1, 1], branch: [-3, 3, 0.1, 1.5] };
  const DASHES = ["", "7 4", "2 3"];
  const COLOURS = ["#2563a8", "#c2540a", "#0f7b5f", "#8b3fa8", "#a3750c", "#b3324d"];
  const RANGE = 5;
  const ALPHA = 1.6732632423543772;
  const LAMBDA = 1.0507009873554805;

  const sigmoid = (x) => {
    const e = Math.exp(-Math.abs(x));
    return (x >= 0 ? 1 : e) / (1 + e);
  };

  /** The normal distribution function: a series of positive terms, exact to rounding. */
  function cdf(x) {
    if (Math.abs(x) > 8) return x > 0 ? 1 : 0;
    let term = x;
    let sum = x;
    for (let n = 1; n < 200; n += 1) {
      term *= x * x / (2 * n + 1);
      sum += term;
    }
    return 0.5 + sum * density(x);
  }

  const density = (x) => Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);

  const short = (x) => {
    const text = (Math.abs(x) < 5e-4 ? 0 : x).toFixed(3);
    return text.replace("-", "−");
  };

  const STYLE = `
    :host { display: block; margin: 1.5rem 0; color: var(--atlas-ink, #1c2430); }
    .app { border: 1px solid var(--atlas-line, #c9d0d9); border-radius: 8px; padding: 12px;
      background: var(--atlas-paper, #fff); font-size: 0.875rem; line-height: 1.4; text-align: start; }
    slot { display: none; }
    fieldset { border: 0; margin: 0 0 10px; padding: 0; min-width: 0; }
    legend { padding: 0; font-weight: 700; }
    .picks { display: flex; flex-wrap: wrap; gap: 2px 14px; }
    .picks label, .bar button { min-height: 40px; }
    .picks label { display: inline-flex; gap: 6px; align-items: center; cursor: pointer; }
    .picks input { width: 20px; height: 20px; margin: 0; accent-color: var(--atlas-s1, #2563a8); }
    .picks svg { width: 26px; height: 8px; flex: none; }
    .bar { display: flex; flex-wrap: wrap; gap: 8px; margin: 0 0 6px; }
    button { font: inherit; min-width: 64px; padding: 4px 12px; color: inherit; cursor: pointer;
      background: var(--atlas-s1-soft, #d9e6f4); border: 1px solid var(--atlas-s1, #2563a8);
      border-radius: 6px; }
    button:focus-visible, input:focus-visible {
      outline: 3px solid var(--atlas-accent, #c2540a); outline-offset: 2px; }
    .sliders { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(240px, 100%), 1fr));
      gap: 4px 20px; }
    .slide { display: grid; grid-template-columns: 1fr auto; align-items: center; }
    .slide input { grid-column: 1 / -1; width: 100%; min-height: 40px; margin: 0;
      accent-color: var(--atlas-s1, #2563a8); }
    .slide[hidden] { display: none; }
    output { font-variant-numeric: tabular-nums; }
    .plots { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(270px, 100%), 1fr));
      gap: 8px 16px; margin: 0 0 8px; }
    .plots p { margin: 0; font-weight: 700; }
    .plots svg { display: block; width: 100%; height: auto; }
    .grid { stroke: var(--atlas-line, #c9d0d9); stroke-width: 1; }
    .axis, .cursor { stroke: var(--atlas-muted, #5b6675); stroke-width: 1.2; }
    .cursor { stroke-dasharray: 3 3; }
    text { fill: var(--atlas-muted, #5b6675); font-size: 14px; }
    .curve { fill: none; stroke-width: 2.4; stroke-linejoin: round; }
    table { margin: 0 0 12px; border-collapse: collapse; font-variant-numeric: tabular-nums; }
    th, td { padding: 3px 14px 3px 0; text-align: right; font-weight: 400; }
    th:first-child { text-align: start; }
    thead th { color: var(--atlas-muted, #5b6675); }
    .say { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
      white-space: nowrap; margin: 0; }
    .app { position: relative; }
    @media (max-width: 360px) { .app { padding: 8px; } }
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
  const draw = (tag, options = {}, text = "") => {
    const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(options)) node.setAttribute(name, value);
    node.textContent = text;
    return node;
  };

  class ActivationFunctions extends HTMLElement {
    /** The value and the derivative of one function at x. */
    static compute(name, x, settings = {}) {
      const s = { leak: 0.01, elu: 1, swish: 1, softplus: 1, branch: 1, ...settings };
      const right = x > 0;
      const g = sigmoid(x);
      if (name === "step") return [x >= 0 ? 1 : 0, 0];
      if (name === "sigmoid") return [g, g * (1 - g)];
      if (name === "tanh") return [Math.tanh(x), 1 - Math.tanh(x) ** 2];
      if (name === "relu") return [Math.max(0, x), right ? 1 : 0];
      if (name === "relu2") return [Math.max(0, x) ** 2, 2 * Math.max(0, x)];
      if (name === "leaky") return right ? [x, 1] : [s.leak * x, s.leak];
      if (name === "elu") return right ? [x, 1] : [s.elu * Math.expm1(x), s.elu * Math.exp(x)];
      if (name === "selu") {
        const [value, slope] = this.compute("elu", x, { elu: ALPHA });
        return [LAMBDA * value, LAMBDA * slope];
      }
      if (name === "softplus") {
        const t = s.softplus * x;
        return [Math.max(0, x) + Math.log1p(Math.exp(-Math.abs(t))) / s.softplus, sigmoid(t)];
      }
      if (name === "gelu") return [x * cdf(x), cdf(x) + x * density(x)];
      if (name === "swish") {
        const b = sigmoid(s.swish * x);
        return [x * b, b * (1 + s.swish * x * (1 - b))];
      }
      if (name === "mish") {
        const t = Math.tanh(Math.max(0, x) + Math.log1p(Math.exp(-Math.abs(x))));
        return [x * t, t + x * g * (1 - t * t)];
      }
      const inner = { glu: "sigmoid", geglu: "gelu", swiglu: "swish" }[name];
      if (!inner) throw new RangeError(name);
      const [value, slope] = this.compute(inner, x, { swish: 1 });
      return [s.branch * value, s.branch * slope];
    }

    connectedCallback() {
      if (this.shadowRoot) return;
      const zh = document.documentElement.lang.toLowerCase().startsWith("zh");
      this.t = zh ? TEXTS.zh : TEXTS.en;
      const root = this.attachShadow({ mode: "open" });
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(STYLE);
      root.adoptedStyleSheets = [sheet];
      this.boxes = {};
      const picks = make("div", { class: "picks" });
      FUNCTIONS.forEach(([name], i) => {
        const box = make("input", { type: "checkbox" });
        box.checked = FEW.includes(name);
        box.addEventListener("change", () => this.show());
        this.boxes[name] = box;
        const key = draw("svg", { viewBox: "0 0 26 8", "aria-hidden": "true" });
        key.append(draw("line", { x1: 0, y1: 4, x2: 26, y2: 4, "stroke-width": 3, ...this.pen(i) }));
        picks.append(make("label", {}, box, key, this.label(name)));
      });
      const set = (names) => {
        for (const [name, box] of Object.entries(this.boxes)) box.checked = names.includes(name);
        this.show();
      };
      const bar = make("div", { class: "bar" }, ...[["few", FEW],
        ["all", FUNCTIONS.map(([name]) => name)], ["clear", []]].map(([label, names]) => {
        const button = make("button", { type: "button", text: this.t[label] });
        button.addEventListener("click", () => set(names));
        return button;
      }));
      this.sliders = {};
      const slide = (name, [low, high, step, start]) => {
        const input = make("input", { type: "range", id: name, min: low, max: high, step, value: start });
        const out = make("output", { for: name });
        input.addEventListener("input", () => this.show());
        const row = make("div", { class: "slide" }, make("label", { for: name, text: this.t[name] }),
          out, input);
        this.sliders[name] = { input, out, row };
        return row;
      };
      const xs = slide("x", [-RANGE, RANGE, 0.05, 1]);
      const sliders = make("div", { class: "sliders" },
        ...Object.entries(PARAMS).map(([name, range]) => slide(name, range)));
      this.plots = [[-2, 5], [-1, 2]].map((range, k) => {
        const svg = draw("svg", { viewBox: "0 0 300 220", role: "img",
          "aria-label": k ? this.t.slope : this.t.value });
        return { svg, range };
      });
      const plots = make("div", { class: "plots" }, ...this.plots.map(({ svg }, k) =>
        make("div", {}, make("p", { text: k ? this.t.slope : this.t.value }), svg)));
      this.body = make("tbody");
      const head = make("thead", {}, make("tr", {}, ...["name", "f", "df"].map((k) =>
        make("th", { scope: "col", text: this.t[k] }))));
      this.say = make("p", { class: "say", "aria-live": "polite" });
      root.append(make("div", { class: "app" },
        make("fieldset", {}, make("legend", { text: this.t.choose }), bar, picks),
        plots, xs, make("table", { "aria-label": this.t.read }, head, this.body), this.say,
        make("fieldset", {}, make("legend", { text: this.t.params }), sliders)), make("slot"));
      this.show();
    }

    label(name) {
      return name === "step" ? this.t.step : FUNCTIONS.find(([n]) => n === name)[1];
    }

    pen(i) {
      const row = Math.floor(i / 6);
      const hue = (i + 2 * row) % 6;
      return { stroke: `var(--atlas-s${hue + 1}, ${COLOURS[hue]})`, "stroke-dasharray": DASHES[row] };
    }

    show() {
      const s = {};
      for (const [name, { input, out }] of Object.entries(this.sliders)) {
        s[name] = Number(input.value);
        out.textContent = Number(input.value).toFixed(2).replace("-", "−");
      }
      const on = FUNCTIONS.map(([name], i) => ({ name, i })).filter(({ name }) => this.boxes[name].checked);
      this.plots.forEach((plot, k) => this.plot(plot, k, on, s));
      const rows = on.map(({ name }) => [this.label(name),
        ...this.constructor.compute(name, s.x, s).map(short)]);
      this.body.replaceChildren(...rows.map(([name, f, d]) => make("tr", {},
        make("th", { scope: "row", text: name }), make("td", { text: f }), make("td", { text: d }))));
      this.say.textContent = rows.length === 0 ? this.t.none
        : this.t.at(this.sliders.x.out.textContent)
          + rows.map((row) => this.t.one(...row)).join(this.t.join) + this.t.end;
    }

    plot({ svg, range: [low, high] }, k, on, s) {
      const px = (x) => 28 + (x + RANGE) / (2 * RANGE) * 268;
      const py = (y) => 196 - (y - low) / (high - low) * 190;
      const line = (x1, y1, x2, y2, c) => draw("line", { x1, y1, x2, y2, class: c });
      const parts = [];
      for (let y = low; y <= high; y += k ? 0.5 : 1) {
        parts.push(line(28, py(y), 296, py(y), y === 0 ? "axis" : "grid"));
        if (Number.isInteger(y)) parts.push(draw("text", { x: 22, y: py(y) + 5, "text-anchor": "end" },
          String(y).replace("-", "−")));
      }
      for (const x of [-4, -2, 0, 2, 4]) {
        parts.push(line(px(x), 6, px(x), 196, x === 0 ? "axis" : "grid"));
        parts.push(draw("text", { x: px(x), y: 214, "text-anchor": "middle" }, String(x).replace("-", "−")));
      }
      parts.push(line(px(s.x), 6, px(s.x), 196, "cursor"));
      for (const { name, i } of on) {
        let d = "";
        let last = null;
        for (let n = 0; n <= 400; n += 1) {
          const x = -RANGE + n * RANGE / 200;
          const y = this.constructor.compute(name, x, s)[k];
          const inside = y >= low && y <= high;
          const jump = last !== null && Math.abs(y - last) > 0.2;
          if (inside) d += `${last === null || jump ? "M" : "L"}${px(x).toFixed(1)} ${py(y).toFixed(1)}`;
          last = inside ? y : null;
        }
        parts.push(draw("path", { d, class: "curve", ...this.pen(i) }));
        const y = this.constructor.compute(name, s.x, s)[k];
        if (y >= low && y <= high) parts.push(draw("circle", { cx: px(s.x), cy: py(y), r: 4.5,
          fill: this.pen(i).stroke }));
      }
      svg.replaceChildren(...parts);
    }
  }

  customElements.define("atlas-activation-functions", ActivationFunctions);
})();
