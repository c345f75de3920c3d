// <atlas-adaboost>: AdaBoost with decision stumps on twelve points, one round per step. The
// reader can flip any label and watch the weights. Nothing moves until a button is pressed.
(() => {
  "use strict";
  const POINTS = [[7, 12], [10, 6], [6, 9], [9, 10], [5, 2], [8, 1],
    [11, 11], [4, 8], [1, 7], [12, 3], [3, 5], [2, 4]];
  const LABELS = [-1, 1, 1, -1, 1, 1, -1, 1, -1, -1, 1, -1];
  const ROUNDS = 12;
  const TIE = 1e-12;
  const SIZE = 260;
  const CELLS = 14;
  const UNIT = SIZE / CELLS;
  const SVG = "http://www.w3.org/2000/svg";

  const number = (x, digits = 3) => x.toFixed(digits).replace("-", "−");
  const mark = (label) => (label > 0 ? "+" : "−");
  const TEXTS = {
    en: {
      step: "Next round", back: "Back", reset: "Reset", flip: "Flip its label",
      point: "Point", controls: "Controls",
      option: (i, p, y) => `${i + 1}: (${p[0]}, ${p[1]}), ${mark(y)}`,
      left: (m) => (m ? `Round ${m}: weights and stump` : "Weights before round 1"),
      right: (m) => (m ? `Vote after round ${m}` : "Vote: nothing yet"),
      table: "Rounds so far",
      head: ["m", "stump says +", "e", "α", "wrong", "bound"],
      rule: (r) => (r.constant ? (r.sign > 0 ? "always" : "never")
        : `x${r.feature + 1} ${r.sign > 0 ? ">" : "≤"} ${r.threshold}`),
      start: "All twelve points weigh 1/12. Press Next round.",
      trivial: "One stump is already right on all twelve points (e = 0): nothing to boost. "
        + "Flip a label.",
      say: (m, rule, r, missed, n) => `Round ${m}: the best stump says + if ${rule}. `
        + `It misses ${missed}, weight e = ${number(r.error)}, so α = ${number(r.alpha)}. `
        + `Afterwards these points hold exactly half of the weight. `
        + `The vote is wrong on ${r.wrong} of ${n} points.`,
      always: (sign) => (sign > 0 ? "any x (a constant vote)" : "no x (a constant vote)"),
      points: (list) => (list.length === 1 ? `point ${list[0]}` : `points ${list.join(", ")}`),
      flipped: (i, y) => `Point ${i + 1} is now labeled ${mark(y)}. `,
      stop: "No stump has an error between 0 and 1/2: boosting stops.",
      picture: (m, what) => `${what}. Twelve points, circles +, squares −.`,
    },
    zh: {
      step: "下一轮", back: "上一轮", reset: "重来", flip: "翻转它的标签",
      point: "点", controls: "控制",
      option: (i, p, y) => `${i + 1}：(${p[0]}, ${p[1]})，${mark(y)}`,
      left: (m) => (m ? `第 ${m} 轮：权重与树桩` : "第 1 轮之前的权重"),
      right: (m) => (m ? `第 ${m} 轮后的表决` : "表决：还没有"),
      table: "已完成的各轮",
      head: ["m", "树桩判 +", "e", "α", "错", "上界"],
      rule: (r) => (r.constant ? (r.sign > 0 ? "总是" : "从不")
        : `x${r.feature + 1} ${r.sign > 0 ? ">" : "≤"} ${r.threshold}`),
      start: "十二个点的权重都是 1/12。按“下一轮”。",
      trivial: "一个树桩就把十二个点全分对了（e = 0），无需提升。请翻转一个标签。",
      say: (m, rule, r, missed, n) => `第 ${m} 轮：最好的树桩在 ${rule} 时判 +。`
        + `它分错${missed}，其权重 e = ${number(r.error)}，所以 α = ${number(r.alpha)}。`
        + `更新之后，这些点恰好占去一半的权重。`
        + `${n} 个点里，表决错了 ${r.wrong} 个。`,
      always: (sign) => (sign > 0 ? "任何 x（常数票）" : "没有 x（常数票）"),
      points: (list) => `点 ${list.join("、")}`,
      flipped: (i, y) => `点 ${i + 1} 的标签现在是 ${mark(y)}。`,
      stop: "没有误差在 0 与 1/2 之间的树桩，提升到此为止。",
      picture: (m, what) => `${what}。十二个点，圆是 +，方是 −。`,
    },
  };

  const STYLE = `
    :host { display: block; margin: 1.5rem 0; color: var(--atlas-ink, #1c2430); }
    .app { border: 1px solid var(--atlas-line, #c9d0d9); border-radius: 8px; padding: 12px;
      background: var(--atlas-paper, #fff); font-size: 0.875rem; line-height: 1.4; text-align: start; }
    slot { display: none; }
    .bar { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; margin: 0 0 8px; }
    button, select { font: inherit; min-height: 40px; padding: 4px 10px; color: inherit;
      border: 1px solid var(--atlas-s1, #2563a8); border-radius: 6px; }
    button { min-width: 64px; background: var(--atlas-s1-soft, #d9e6f4); cursor: pointer; }
    select { background: var(--atlas-paper, #fff); max-width: 100%; }
    button:disabled { opacity: 0.45; cursor: default; }
    label { display: inline-flex; gap: 8px; align-items: center; min-height: 40px; }
    button:focus-visible, select:focus-visible, .scroll:focus-visible {
      outline: 3px solid var(--atlas-accent, #c2540a); outline-offset: 2px; }
    .say { min-height: 5.6em; margin: 0 0 10px; padding: 8px 10px; border-radius: 6px;
      background: var(--atlas-s5-soft, #f3e8cb); }
    .panes { display: flex; flex-wrap: wrap; gap: 16px; }
    .panes > div { flex: 1 1 240px; min-width: 0; max-width: 340px; }
    .title { margin: 0 0 6px; font-weight: 700; }
    svg { display: block; width: 100%; height: auto; }
    .pos { fill: var(--atlas-s1-soft, #d9e6f4); }
    .neg { fill: var(--atlas-s2-soft, #f8e1d2); }
    .dot { fill: var(--atlas-paper, #fff); stroke-width: 2; }
    .plus { stroke: var(--atlas-s1, #2563a8); }
    .minus { stroke: var(--atlas-s2, #c2540a); }
    .chosen { stroke-width: 4; }
    .cross { stroke: var(--atlas-s6, #b3324d); stroke-width: 2.4; fill: none; }
    .cut { stroke: var(--atlas-ink, #1c2430); stroke-width: 2.4; }
    .frame { fill: none; stroke: var(--atlas-line, #c9d0d9); stroke-width: 1.5; }
    .scroll { overflow-x: auto; margin-top: 12px; }
    table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
    th, td { padding: 3px 8px; text-align: end; font-weight: 400; white-space: nowrap; }
    th { color: var(--atlas-muted, #5b6675); }
    tr.on td { background: var(--atlas-s5-soft, #f3e8cb); }
    @media (max-width: 480px) { .say { min-height: 8.4em; } }
    @media (max-width: 360px) { .app { padding: 8px; } th, td { padding: 3px 4px; } }
    @media print { .app { display: none; } slot { display: block; } }
  `;

  const make = (tag, options = {}, ...children) => {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(options)) {
      if (name === "text") node.textContent = value;
      else if (name === "class") node.className = value;
      else node.setAttribute(name, value);
    }
    node.append(...children);
    return node;
  };
  const shape = (tag, attributes) => {
    const node = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    return node;
  };
  const votes = (r, p) => (p[r.feature] > r.threshold ? r.sign : -r.sign);

  class AdaBoost extends HTMLElement {
    // The rounds of AdaBoost on the twelve points with the given labels.
    static compute(labels, rounds) {
      const stumps = [];
      for (const feature of [0, 1]) {
        const values = POINTS.map((p) => p[feature]).sort((a, b) => a - b);
        const cuts = values.slice(1).map((v, i) => (v + values[i]) / 2);
        if (feature === 0) cuts.unshift(values[0] - 1); // the constant vote, once
        for (const threshold of cuts) {
          for (const sign of [1, -1]) stumps.push({ feature, threshold, sign });
        }
      }
      const n = POINTS.length;
      let weights = POINTS.map(() => 1 / n);
      let scores = POINTS.map(() => 0);
      let bound = 1;
      const out = [];
      while (out.length < rounds) {
        let best = null;
        let error = 2;
        for (const stump of stumps) {
          let sum = 0;
          POINTS.forEach((p, i) => { if (votes(stump, p) !== labels[i]) sum += weights[i]; });
          if (sum < error - TIE) [best, error] = [stump, sum];
        }
        if (error < TIE || error > 0.5 - TIE) break;
        const alpha = 0.5 * Math.log((1 - error) / error);
        const h = POINTS.map((p) => votes(best, p));
        const before = weights;
        weights = before.map((w, i) => w / (2 * (h[i] === labels[i] ? 1 - error : error)));
        scores = scores.map((f, i) => f + alpha * h[i]);
        bound *= 2 * Math.sqrt(error * (1 - error));
        out.push({ ...best, error, alpha, weights: before, after: weights, scores, bound,
          wrong: scores.filter((f, i) => f * labels[i] <= TIE).length });
      }
      return out;
    }

    connectedCallback() {
      if (this.shadowRoot) return;
      const zh = document.documentElement.lang.toLowerCase().startsWith("zh");
      this.t = zh ? TEXTS.zh : TEXTS.en;
      const root = this.attachShadow({ mode: "open" });
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(STYLE);
      root.adoptedStyleSheets = [sheet];
      const button = (name, action) => {
        const node = make("button", { type: "button", text: this.t[name] });
        node.addEventListener("click", action);
        return node;
      };
      this.stepButton = button("step", () => this.show(this.at + 1));
      this.backButton = button("back", () => this.show(this.at - 1));
      this.resetButton = button("reset", () => { this.labels = [...LABELS]; this.restart(0, ""); });
      this.select = make("select", {});
      this.select.addEventListener("change", () => this.show(this.at));
      const flip = button("flip", () => {
        const i = this.select.selectedIndex;
        this.labels[i] = -this.labels[i];
        this.restart(this.at, this.t.flipped(i, this.labels[i]));
      });
      const group = (...nodes) => make("div", { class: "bar", role: "group",
        "aria-label": this.t.controls }, ...nodes);
      this.say = make("p", { class: "say", "aria-live": "polite" });
      const pane = () => {
        const title = make("p", { class: "title" });
        const svg = shape("svg", { viewBox: `-1 -1 ${SIZE + 2} ${SIZE + 2}`, role: "img" });
        return { title, svg, node: make("div", {}, title, svg) };
      };
      this.left = pane();
      this.right = pane();
      this.table = make("table", { "aria-label": this.t.table });
      root.append(make("div", { class: "app" },
        group(this.stepButton, this.backButton, this.resetButton),
        group(make("label", {}, this.t.point, this.select), flip), this.say,
        make("div", { class: "panes" }, this.left.node, this.right.node),
        make("div", { class: "scroll", tabindex: "0", role: "region",
          "aria-label": this.t.table }, this.table)), make("slot"));
      this.labels = [...LABELS];
      this.restart(0, "");
    }

    restart(at, news) {
      this.rounds = AdaBoost.compute(this.labels, ROUNDS);
      const chosen = Math.max(0, this.select.selectedIndex);
      this.select.replaceChildren(...POINTS.map((p, i) =>
        make("option", { text: this.t.option(i, p, this.labels[i]) })));
      this.select.selectedIndex = chosen;
      this.show(at, news);
    }

    show(to, news = "") {
      const { t, rounds } = this;
      this.at = Math.max(0, Math.min(rounds.length, to));
      const focused = this.shadowRoot.activeElement;
      this.stepButton.disabled = this.at === rounds.length;
      this.backButton.disabled = this.at === 0;
      if (focused && focused.disabled) this.resetButton.focus();
      const r = this.at ? rounds[this.at - 1] : null;
      let words = rounds.length ? t.start : t.trivial;
      if (r) {
        const constant = this.isConstant(r);
        const missed = POINTS.flatMap((p, i) => (votes(r, p) === this.labels[i] ? [] : [i + 1]));
        words = t.say(this.at, constant ? t.always(r.sign) : t.rule(r), r, t.points(missed),
          POINTS.length);
      }
      const ended = r && this.at === rounds.length && rounds.length < ROUNDS;
      this.say.textContent = news + words + (ended ? ` ${t.stop}` : "");
      const weights = r ? r.weights : POINTS.map(() => 1 / POINTS.length);
      this.draw(this.left, t.left(this.at), r ? [r] : [], (i) => 27 * Math.sqrt(weights[i]),
        (i) => r !== null && votes(r, POINTS[i]) !== this.labels[i]);
      this.draw(this.right, t.right(this.at), rounds.slice(0, this.at), () => 7,
        (i) => r !== null && r.scores[i] * this.labels[i] <= TIE);
      if (r && !this.isConstant(r)) {
        const at = (r.threshold + 0.5) * UNIT;
        const ends = r.feature === 0 ? { x1: at, y1: 0, x2: at, y2: SIZE }
          : { x1: 0, y1: SIZE - at, x2: SIZE, y2: SIZE - at };
        this.left.svg.append(shape("line", { class: "cut", ...ends }));
      }
      this.drawTable();
    }

    isConstant(r) {
      return POINTS.every((p) => p[r.feature] > r.threshold);
    }

    draw(pane, title, used, radius, wrong) {
      pane.title.textContent = title;
      pane.svg.setAttribute("aria-label", this.t.picture(this.at, title));
      const nodes = [];
      for (let i = 0; used.length && i < CELLS; i += 1) {
        for (let j = 0; j < CELLS; j += 1) {
          const f = used.reduce((sum, r) => sum + r.alpha * votes(r, [i, j]), 0);
          nodes.push(shape("rect", { class: f > 0 ? "pos" : "neg", x: i * UNIT,
            y: (CELLS - 1 - j) * UNIT, width: UNIT + 0.3, height: UNIT + 0.3 }));
        }
      }
      nodes.push(shape("rect", { class: "frame", x: 0, y: 0, width: SIZE, height: SIZE }));
      POINTS.forEach((p, i) => {
        const [x, y, size] = [(p[0] + 0.5) * UNIT, (CELLS - 0.5 - p[1]) * UNIT, radius(i)];
        const kind = `dot ${this.labels[i] > 0 ? "plus" : "minus"}`
          + (i === this.select.selectedIndex ? " chosen" : "");
        const side = size * Math.sqrt(Math.PI);
        nodes.push(this.labels[i] > 0 ? shape("circle", { class: kind, cx: x, cy: y, r: size })
          : shape("rect", { class: kind, x: x - side / 2, y: y - side / 2, width: side, height: side }));
        if (wrong(i)) {
          nodes.push(shape("path", { class: "cross",
            d: `M${x - 6} ${y - 6}l12 12M${x - 6} ${y + 6}l12 -12` }));
        }
      });
      pane.svg.replaceChildren(...nodes);
    }

    drawTable() {
      const { t } = this;
      const head = make("tr", {}, ...t.head.map((text) => make("th", { text, scope: "col" })));
      const rows = this.rounds.slice(0, this.at).map((r, k) => {
        const cells = [String(k + 1), t.rule({ ...r, constant: this.isConstant(r) }),
          number(r.error), number(r.alpha), String(r.wrong), number(r.bound)];
        return make("tr", { class: k + 1 === this.at ? "on" : "" },
          ...cells.map((text) => make("td", { text })));
      });
      this.table.replaceChildren(head, ...rows);
    }
  }

  customElements.define("atlas-adaboost", AdaBoost);
})();
