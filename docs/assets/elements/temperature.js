/* <atlas-temperature data-scores="2,1,-1" data-tau="0.5">: logsumexp against max, softmax against
   one-hot and the sigmoid against the step, at a temperature the reader moves. The slotted static
   figure is shown in print and where scripts are off. */
(() => {
  "use strict";

  const LOW = 0.05;
  const HIGH = 5;
  const STEPS = 100;
  const MAX_COUNT = 6;
  const MAX_SIZE = 10;
  const W = 260;
  const H = 200;
  const BOX = { left: 34, top: 12, width: 216, height: 158 };

  const number = (x, digits = 3) => x.toFixed(digits).replace(/^-(0\.0*)$/, "$1").replace("-", "−");

  const TEXTS = {
    en: {
      tau: "Temperature τ",
      scores: "Scores x, separated by commas",
      reset: "Reset",
      tie: "Make a tie",
      controls: "Controls",
      lse: "logsumexp against max, as x₁ moves",
      softmax: "softmax (filled) against one-hot (outline)",
      sigmoid: "σ(x/τ) against the step; shaded: off by over 1 %",
      table: "Values, errors and bounds",
      head: ["", "hard", "smooth", "error", "bound"],
      rows: ["max", "winner", "step at 1"],
      chart: (what, said) => `${what}. ${said}`,
      say: (r, tau) =>
        `τ = ${number(tau, 2)}: logsumexp is ${number(r.lse)}, above the maximum ${number(r.max)} ` +
        `by ${number(r.error)}, at most ${number(r.bound)}. Softmax gives the winner ` +
        `${number(1 - r.miss)}. The sigmoid is off by more than 1 % ` +
        `for |x| below ${number(r.width, 2)}.`,
      few: "Enter at least two numbers.",
      many: (n) => `${n} numbers are too many: at most ${MAX_COUNT}.`,
      bad: (token) => `“${token}” is not a number from −${MAX_SIZE} to ${MAX_SIZE}.`,
    },
    zh: {
      tau: "温度 τ",
      scores: "分数 x，用逗号分隔",
      reset: "重置",
      tie: "变成平局",
      controls: "控件",
      lse: "x₁ 移动时的 LSE 与 max",
      softmax: "Softmax（实心）与独热（空框）",
      sigmoid: "σ(x/τ) 与阶跃；阴影：误差超过 1%",
      table: "数值、误差与上界",
      head: ["", "硬", "光滑", "误差", "上界"],
      rows: ["最大值", "胜者", "1 处阶跃"],
      chart: (what, said) => `${what}。${said}`,
      say: (r, tau) =>
        `τ = ${number(tau, 2)}：LSE 为 ${number(r.lse)}，比最大值 ${number(r.max)} ` +
        `高 ${number(r.error)}，上界 ${number(r.bound)}。Softmax 给胜者 ${number(1 - r.miss)}。` +
        `|x| 小于 ${number(r.width, 2)} 时，sigmoid 的误差超过 1%。`,
      few: "请至少输入两个数。",
      many: (n) => `${n} 个数太多：最多 ${MAX_COUNT} 个。`,
      bad: (token) => `“${token}”不是 −${MAX_SIZE} 到 ${MAX_SIZE} 之间的数。`,
    },
  };

  const sigmoid = (z) => 0.5 * (1 + Math.tanh(z / 2));

  const STYLE = `
    :host { display: block; margin: 1.5em 0; color: var(--atlas-ink, #1c2430); }
    .app { border: 1px solid var(--atlas-line, #c9d0d9); border-radius: 8px; padding: 12px;
      background: var(--atlas-paper, #fff); font-size: 14px; line-height: 1.45; text-align: start; }
    slot { display: none; }
    .bar { display: flex; flex-wrap: wrap; gap: 8px 12px; align-items: flex-end; }
    label { display: flex; flex-direction: column; gap: 2px; flex: 1 1 220px; min-width: 0; }
    .row { display: flex; gap: 10px; align-items: center; }
    output { min-width: 3em; font-variant-numeric: tabular-nums; font-weight: 700; }
    input { font: inherit; font-size: 16px; min-height: 40px; width: 100%; min-width: 0;
      box-sizing: border-box; color: inherit; }
    input[type="text"] { padding: 4px 8px; background: transparent; border-radius: 6px;
      border: 1px solid var(--atlas-muted, #5b6675); }
    input[type="range"] { margin: 0; accent-color: var(--atlas-s1, #2563a8); }
    input[aria-invalid="true"] { border: 2px solid var(--atlas-s6, #b3324d); }
    button { font: inherit; min-height: 42px; min-width: 64px; padding: 4px 12px; color: inherit;
      background: var(--atlas-s1-soft, #d9e6f4); cursor: pointer; border-radius: 6px;
      border: 1px solid var(--atlas-s1, #2563a8); touch-action: manipulation; }
    button:focus-visible, input:focus-visible {
      outline: 3px solid var(--atlas-accent, #c2540a); outline-offset: 2px; }
    .error { color: var(--atlas-s6, #b3324d); font-weight: 600; margin: 6px 0 0; }
    .error:empty { display: none; }
    .say { min-height: 4.4em; margin: 10px 0; padding: 8px 10px; border-radius: 6px;
      background: var(--atlas-s5-soft, #f3e8cb); }
    .panes { display: flex; flex-wrap: wrap; gap: 12px; }
    figure { flex: 1 1 220px; min-width: 0; margin: 0; max-width: 340px; }
    figcaption { min-height: 2.9em; }
    svg { display: block; width: 100%; height: auto; }
    svg text { font-size: 14px; fill: var(--atlas-muted, #5b6675); }
    .axis { stroke: var(--atlas-ink, #1c2430); stroke-width: 1.5; fill: none; }
    .hard { stroke: var(--atlas-ink, #1c2430); stroke-width: 2; stroke-dasharray: 6 4; fill: none; }
    .soft { stroke: var(--atlas-s2, #c2540a); stroke-width: 2.6; fill: none; }
    .dot { fill: var(--atlas-s2, #c2540a); }
    .open { fill: var(--atlas-paper, #fff); stroke: var(--atlas-ink, #1c2430); stroke-width: 2; }
    .bar-soft { fill: var(--atlas-s2-soft, #f8e1d2); stroke: var(--atlas-s2, #c2540a); }
    .zone { fill: var(--atlas-s6-soft, #f5dae0); }
    table { border-collapse: collapse; margin: 10px 0 0; font-variant-numeric: tabular-nums; }
    th, td { padding: 3px 8px; text-align: right; font-weight: 400; white-space: nowrap; }
    th { color: var(--atlas-muted, #5b6675); }
    tr > :first-child { text-align: start; }
    @media (max-width: 480px) {
      .app { padding: 8px; }
      .say { min-height: 7.4em; }
      th, td { padding: 3px 4px; }
      figure { max-width: none; flex-basis: 100%; }
      figcaption { min-height: 0; }
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

  /** Axes of one panel: two linear maps, the frame and ticks. */
  function axes(xs, ys, xTicks, yTicks) {
    const x = (v) => BOX.left + (BOX.width * (v - xs[0])) / (xs[1] - xs[0]);
    const y = (v) => BOX.top + BOX.height * (1 - (v - ys[0]) / (ys[1] - ys[0]));
    const bottom = BOX.top + BOX.height;
    const parts = [
      draw("path", { class: "axis", d: `M${BOX.left} ${BOX.top}V${bottom}H${BOX.left + BOX.width}` }),
      ...xTicks.map((v) => draw("text", { x: x(v), y: bottom + 18, "text-anchor": "middle" },
        number(v, 0))),
      ...yTicks.map((v) => draw("text", { x: BOX.left - 5, y: y(v) + 5, "text-anchor": "end" },
        number(v, Number.isInteger(v) ? 0 : 1))),
    ];
    const path = (points) =>
      points.map(([a, b], i) => `${i ? "L" : "M"}${x(a).toFixed(1)} ${y(b).toFixed(1)}`).join("");
    return { x, y, parts, path };
  }

  class Temperature extends HTMLElement {
    /** Errors and bounds of logsumexp, softmax and the sigmoid (compare compute_pairs in Python). */
    static compute(scores, tau) {
      const top = Math.max(...scores);
      const powers = scores.map((x) => Math.exp((x - top) / tau));
      const total = powers.reduce((a, b) => a + b, 0);
      const lead = top - [...scores].sort((a, b) => b - a)[1];
      const n = scores.length;
      return {
        max: top,
        lse: top + tau * Math.log(total),
        error: tau * Math.log(total),
        bound: tau * Math.log(n),
        probabilities: powers.map((p) => p / total),
        miss: 1 - 1 / total,
        miss_bound: Math.min(1 - 1 / n, (n - 1) * Math.exp(-lead / tau)),
        width: tau * Math.log(99),
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
      this.slider = make("input", { type: "range", min: "0", max: String(STEPS), step: "1" });
      this.slider.addEventListener("input", () => this.show());
      this.shown = make("output");
      this.field = make("input", { type: "text", inputmode: "text", autocomplete: "off",
        "aria-describedby": "error" });
      this.field.addEventListener("input", () => this.read());
      this.error = make("p", { class: "error", id: "error", role: "alert" });
      const button = (name, action) => {
        const node = make("button", { type: "button", text: this.t[name] });
        node.addEventListener("click", action);
        return node;
      };
      const bar = make("div", { class: "bar", role: "group", "aria-label": this.t.controls },
        make("label", {}, this.t.tau, make("span", { class: "row" }, this.slider, this.shown)),
        make("label", {}, this.t.scores, this.field),
        button("tie", () => this.tie()), button("reset", () => this.reset()));
      this.say = make("p", { class: "say", "aria-live": "polite" });
      this.charts = ["lse", "softmax", "sigmoid"].map((name) => {
        const svg = draw("svg", { viewBox: `0 0 ${W} ${H}`, role: "img" });
        return { name, svg };
      });
      const panes = make("div", { class: "panes" }, ...this.charts.map(({ name, svg }) =>
        make("figure", {}, make("figcaption", { text: this.t[name] }), svg)));
      this.table = make("table", { "aria-label": this.t.table });
      root.append(make("div", { class: "app" }, bar, this.error, this.say, panes, this.table),
        make("slot"));
      this.reset();
    }

    get tau() {
      return LOW * (HIGH / LOW) ** (Number(this.slider.value) / STEPS);
    }

    reset() {
      const tau = Number(this.dataset.tau) || 0.5;
      this.slider.value = String(Math.round((STEPS * Math.log(tau / LOW)) / Math.log(HIGH / LOW)));
      this.field.value = (this.dataset.scores || "2, 1, -1").replace(/,\s*/g, ", ");
      this.read();
    }

    tie() {
      const order = this.scores.map((_, i) => i).sort((a, b) => this.scores[b] - this.scores[a]);
      const scores = [...this.scores];
      scores[order[1]] = scores[order[0]];
      this.field.value = scores.join(", ");
      this.read();
    }

    read() {
      const tokens = this.field.value.replace(/−/g, "-").split(/[,，;；\s]+/).filter(Boolean);
      const wrong = tokens.find((k) => !/^[-+]?(\d+\.?\d*|\.\d+)$/.test(k)
        || Math.abs(Number(k)) > MAX_SIZE);
      let error = "";
      if (wrong !== undefined) error = this.t.bad(wrong.slice(0, 12));
      else if (tokens.length < 2) error = this.t.few;
      else if (tokens.length > MAX_COUNT) error = this.t.many(tokens.length);
      this.error.textContent = error;
      this.field.setAttribute("aria-invalid", String(error !== ""));
      if (error) return;
      this.scores = tokens.map(Number);
      this.show();
    }

    show() {
      const { tau, t } = this;
      const r = Temperature.compute(this.scores, tau);
      this.shown.textContent = number(tau, 2);
      this.slider.setAttribute("aria-valuetext", `τ = ${number(tau, 2)}`);
      this.say.textContent = t.say(r, tau);
      const parts = { lse: this.drawMax(r, tau), softmax: this.drawBars(r),
        sigmoid: this.drawStep(r, tau) };
      for (const { name, svg } of this.charts) {
        svg.setAttribute("aria-label", t.chart(t[name], t.say(r, tau)));
        svg.replaceChildren(...parts[name]);
      }
      const values = [
        [r.max, r.lse, r.error, r.bound],
        [1, 1 - r.miss, r.miss, r.miss_bound],
        [1, sigmoid(1 / tau), sigmoid(-1 / tau), Math.exp(-1 / tau)],
      ];
      const head = make("tr", {}, make("td"), ...t.head.slice(1).map((text) =>
        make("th", { text, scope: "col" })));
      this.table.replaceChildren(head, ...values.map((cells, i) => make("tr", {},
        make("th", { text: t.rows[i], scope: "row" }),
        ...cells.map((v) => make("td", { text: number(v) })))));
    }

    drawMax(r, tau) {
      const [first, ...rest] = this.scores;
      const other = Math.max(...rest);
      const low = Math.min(other - 4, first - 1);
      const high = Math.max(other + 4, first + 1);
      const lse = (x) => Temperature.compute([x, ...rest], tau).lse;
      const ys = [other - 0.5, Math.max(lse(high), high) + 0.2];
      const middle = Math.round((low + high) / 2);
      const a = axes([low, high], ys, [Math.ceil(low), middle, Math.floor(high)],
        [Math.ceil(ys[0]), Math.floor(ys[1])]);
      const curve = Array.from({ length: 61 }, (_, i) => low + ((high - low) * i) / 60);
      return [...a.parts,
        draw("path", { class: "hard", d: a.path([[low, other], [other, other], [high, high]]) }),
        draw("path", { class: "soft", d: a.path(curve.map((x) => [x, lse(x)])) }),
        draw("circle", { class: "open", cx: a.x(first), cy: a.y(r.max), r: "5" }),
        draw("circle", { class: "dot", cx: a.x(first), cy: a.y(r.lse), r: "5" })];
    }

    drawBars(r) {
      const n = this.scores.length;
      const a = axes([0, n], [0, 1.12], [], [0, 0.5, 1]);
      const winner = this.scores.indexOf(r.max);
      const parts = [...a.parts];
      r.probabilities.forEach((p, i) => {
        const width = a.x(0.76) - a.x(0);
        parts.push(draw("rect", { class: "bar-soft", x: a.x(i + 0.12), y: a.y(p), width,
          height: a.y(0) - a.y(p) }));
        if (i === winner) {
          parts.push(draw("rect", { class: "hard", x: a.x(i + 0.12), y: a.y(1), width,
            height: a.y(0) - a.y(1) }));
        }
        parts.push(draw("text", { x: a.x(i + 0.5), y: a.y(p) - 4, "text-anchor": "middle" },
          number(p, 2)));
        parts.push(draw("text", { x: a.x(i + 0.5), y: BOX.top + BOX.height + 18,
          "text-anchor": "middle" }, `x${"₁₂₃₄₅₆"[i]}`));
      });
      return parts;
    }

    drawStep(r, tau) {
      const a = axes([-4, 4], [0, 1.05], [-4, -2, 0, 2, 4], [0, 0.5, 1]);
      const edge = Math.min(4, r.width);
      const curve = Array.from({ length: 81 }, (_, i) => -4 + i / 10);
      return [
        draw("rect", { class: "zone", x: a.x(-edge), y: a.y(1.05), width: a.x(edge) - a.x(-edge),
          height: a.y(0) - a.y(1.05) }),
        ...a.parts,
        draw("path", { class: "hard", d: a.path([[-4, 0], [0, 0], [0, 1], [4, 1]]) }),
        draw("path", { class: "soft", d: a.path(curve.map((x) => [x, sigmoid(x / tau)])) })];
    }
  }

  customElements.define("atlas-temperature", Temperature);
})();
