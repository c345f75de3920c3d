// <atlas-made-masks>: MADE's masks for four inputs and one hidden layer. The reader chooses an
// output, changes degrees and order, and sees which inputs reach it and by how many paths.
(() => {
  "use strict";
  const TEXTS = {
    en: {
      output: "Output", degrees: "Hidden degrees (press to change)", order: "Next order",
      leak: "≥ at the output (the bug)", reset: "Reset", controls: "Controls",
      degree: (k, m) => `Hidden unit ${k}: degree ${m}`,
      net: "Network: circles hold places (inputs, outputs) and degrees (hidden)",
      paths: "Paths P = MⱽMᵂ (rows: outputs, columns: inputs)",
      reach: (d, v, parts) => `Output z${d} (place ${v}) is reached from ${parts}.`,
      none: (d, v) => `Output z${d} (place ${v}) sees no input: only its bias is left.`,
      part: (j, c) => `x${j} by ${c} ${c === 1 ? "path" : "paths"}`,
      and: " and ", comma: ", ",
      good: "Sorted by place, P is strictly lower triangular: autoregressive.",
      lost: (pairs) => `But an earlier input is cut off: ${pairs}.`,
      pair: (j, d) => `x${j} → z${d}`,
      bad: (list, many) =>
        `Not autoregressive: ${many ? "each of " : ""}${list} copies its own input.`,
    },
    zh: {
      output: "输出", degrees: "隐藏单元的度数（按一下换一个）", order: "换一种次序",
      leak: "输出处用 ≥（错误示范）", reset: "重来", controls: "控制",
      degree: (k, m) => `隐藏单元 ${k}：度数 ${m}`,
      net: "网络：圆圈里是位次（输入、输出）和度数（隐藏层）",
      paths: "通路数 P = MⱽMᵂ（行：输出，列：输入）",
      reach: (d, v, parts) => `输出 z${d}（位次 ${v}）由 ${parts}到达。`,
      none: (d, v) => `输出 z${d}（位次 ${v}）看不到任何输入，只剩偏置。`,
      part: (j, c) => `x${j}（${c} 条通路）`,
      and: "、", comma: "、",
      good: "按位次排序后，P 是严格下三角矩阵：满足自回归性质。",
      lost: (pairs) => `但有在先的输入被切断：${pairs}。`,
      pair: (j, d) => `x${j} → z${d}`,
      bad: (list) => `不满足自回归性质：${list} 会照抄自己的输入。`,
    },
  };
  const ORDERS = [[1, 2, 3, 4], [4, 3, 2, 1], [2, 4, 1, 3], [3, 1, 4, 2]];
  const DEGREES = [1, 2, 3, 1, 2];
  const CHOSEN = 2;
  const N = 4;
  const SVG = "http://www.w3.org/2000/svg";

  const STYLE = `
    :host { display: block; margin: 1.5rem 0; color: var(--atlas-ink, #1c2430); }
    .app { border: 1px solid var(--atlas-line, #c9d0d9); border-radius: 8px; padding: 12px;
      background: var(--atlas-paper, #fff); font-size: 0.875rem; line-height: 1.4; text-align: start; }
    slot { display: none; }
    .bar { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; margin: 0 0 8px; }
    .name { min-width: 100%; color: var(--atlas-muted, #5b6675); }
    button { font: inherit; min-height: 40px; min-width: 44px; padding: 4px 10px;
      color: inherit; background: var(--atlas-s1-soft, #d9e6f4); cursor: pointer;
      border: 1px solid var(--atlas-s1, #2563a8); border-radius: 6px; }
    button[aria-pressed="true"] { background: var(--atlas-s2-soft, #f8e1d2); font-weight: 700;
      border-color: var(--atlas-s2, #c2540a); }
    label { display: inline-flex; gap: 8px; align-items: center; min-height: 40px; }
    input { width: 20px; height: 20px; margin: 0; accent-color: var(--atlas-s2, #c2540a); }
    button:focus-visible, input:focus-visible {
      outline: 3px solid var(--atlas-accent, #c2540a); outline-offset: 2px; }
    .say { min-height: 4.2em; margin: 0 0 10px; padding: 8px 10px; border-radius: 6px;
      background: var(--atlas-s5-soft, #f3e8cb); }
    .panes { display: flex; flex-wrap: wrap; gap: 16px; align-items: flex-start; }
    .panes > div { flex: 1 1 240px; min-width: 0; }
    .title { margin: 0 0 6px; font-weight: 700; }
    svg { display: block; width: 100%; max-width: 380px; height: auto; }
    svg text { font-size: 15px; text-anchor: middle; dominant-baseline: central;
      fill: var(--atlas-ink, #1c2430); }
    line { stroke: var(--atlas-line, #c9d0d9); stroke-width: 1.2; }
    line.on { stroke: var(--atlas-s2, #c2540a); stroke-width: 2.6; }
    circle { fill: var(--atlas-paper, #fff); stroke: var(--atlas-muted, #5b6675); stroke-width: 1.5; }
    circle.on { fill: var(--atlas-s2-soft, #f8e1d2); stroke: var(--atlas-s2, #c2540a); }
    table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
    th, td { width: 36px; height: 30px; padding: 0; text-align: center; box-sizing: border-box; }
    th { font-weight: 400; color: var(--atlas-muted, #5b6675); }
    td.cell { border: 1px solid var(--atlas-line, #c9d0d9); }
    td.some { background: var(--atlas-s3-soft, #d3ece4); }
    td.bad { background: var(--atlas-s6-soft, #f5dae0); font-weight: 700; }
    td.row { box-shadow: inset 0 2px var(--atlas-s2, #c2540a), inset 0 -2px var(--atlas-s2, #c2540a); }
    @media (max-width: 480px) { .say { min-height: 7em; } }
    @media (max-width: 360px) { .app { padding: 8px; } .bar { gap: 6px; } }
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
  const draw = (tag, attributes, text) => {
    const node = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    if (text !== undefined) node.textContent = text;
    return node;
  };

  class MadeMasks extends HTMLElement {
    /** The two masks, their product, the leaking outputs and the earlier inputs cut off. */
    static compute(order, degrees, leak) {
      const first = degrees.map((m) => order.map((place) => (m >= place ? 1 : 0)));
      const second = order.map((place) =>
        degrees.map((m) => (place > m || (leak && place === m) ? 1 : 0)));
      const paths = second.map((row) => order.map((_, j) =>
        row.reduce((sum, keep, k) => sum + keep * first[k][j], 0)));
      const leaks = [];
      const lost = [];
      order.forEach((place, d) => order.forEach((from, j) => {
        if (from >= place && paths[d][j]) leaks.push([j, d]);
        if (from < place && !paths[d][j]) lost.push([j, d]);
      }));
      return { first, second, paths, leaks, lost };
    }

    connectedCallback() {
      if (this.shadowRoot) return;
      const zh = document.documentElement.lang.toLowerCase().startsWith("zh");
      this.t = zh ? TEXTS.zh : TEXTS.en;
      const root = this.attachShadow({ mode: "open" });
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(STYLE);
      root.adoptedStyleSheets = [sheet];
      const button = (text, action) => {
        const node = make("button", { type: "button", text });
        node.addEventListener("click", action);
        return node;
      };
      const bar = (name, ...nodes) => make("div",
        { class: "bar", role: "group", "aria-label": name },
        make("span", { class: "name", text: name, "aria-hidden": "true" }), ...nodes);
      this.outputButtons = ORDERS[0].map((_, d) => button(`z${d + 1}`, () => {
        this.chosen = d;
        this.show();
      }));
      this.degreeButtons = DEGREES.map((_, k) => button("", () => {
        this.degrees[k] = this.degrees[k] % (N - 1) + 1;
        this.show();
      }));
      this.leak = make("input", { type: "checkbox" });
      this.leak.addEventListener("change", () => this.show());
      const next = button(this.t.order, () => {
        this.at = (this.at + 1) % ORDERS.length;
        this.show();
      });
      const reset = button(this.t.reset, () => this.reset());
      this.say = make("p", { class: "say", "aria-live": "polite" });
      this.net = draw("svg", { viewBox: "0 0 380 268", role: "img", "aria-labelledby": "net" });
      this.table = make("table", { "aria-labelledby": "paths" });
      root.append(make("div", { class: "app" },
        bar(this.t.output, ...this.outputButtons),
        bar(this.t.degrees, ...this.degreeButtons),
        make("div", { class: "bar", role: "group", "aria-label": this.t.controls }, next, reset,
          make("label", {}, this.leak, this.t.leak)),
        this.say,
        make("div", { class: "panes" },
          make("div", {}, make("p", { class: "title", id: "net", text: this.t.net }), this.net),
          make("div", {}, make("p", { class: "title", id: "paths", text: this.t.paths }),
            this.table))), make("slot"));
      this.reset();
    }

    reset() {
      this.at = 0;
      this.degrees = [...DEGREES];
      this.chosen = CHOSEN;
      this.leak.checked = false;
      this.show();
    }

    show() {
      const order = ORDERS[this.at];
      const result = MadeMasks.compute(order, this.degrees, this.leak.checked);
      this.outputButtons.forEach((node, d) =>
        node.setAttribute("aria-pressed", String(d === this.chosen)));
      this.degreeButtons.forEach((node, k) => {
        node.textContent = String(this.degrees[k]);
        node.setAttribute("aria-label", this.t.degree(k + 1, this.degrees[k]));
      });
      this.say.textContent = this.describe(order, result);
      this.drawNet(order, result);
      this.drawTable(result);
    }

    describe(order, result) {
      const t = this.t;
      const place = order[this.chosen];
      const parts = result.paths[this.chosen]
        .map((count, j) => (count ? t.part(j + 1, count) : "")).filter(Boolean);
      const list = parts.length > 1
        ? parts.slice(0, -1).join(t.comma) + t.and + parts[parts.length - 1] : parts[0];
      const words = [parts.length ? t.reach(this.chosen + 1, place, list)
        : t.none(this.chosen + 1, place)];
      if (result.leaks.length) {
        const copies = result.leaks.map(([, d]) => `z${d + 1}`);
        words.push(t.bad(copies.join(t.comma), copies.length > 1));
      } else {
        words.push(t.good);
        if (result.lost.length) {
          words.push(t.lost(result.lost.map(([j, d]) => t.pair(j + 1, d + 1)).join(t.comma)));
        }
      }
      return words.join(t === TEXTS.zh ? "" : " ");
    }

    drawNet(order, result) {
      const x = (i, count) => (380 / count) * (i + 0.5);
      const spots = [[order, 232, "x"], [this.degrees, 134, ""], [order, 36, "z"]];
      const into = result.second[this.chosen];
      const lines = [];
      const line = (on, x1, y1, x2, y2) =>
        lines.push([on, draw("line", { x1, y1, x2, y2, class: on ? "on" : "" })]);
      this.degrees.forEach((_, k) => order.forEach((__, j) => {
        if (result.first[k][j]) line(into[k] === 1, x(j, N), 232, x(k, 5), 134);
        if (result.second[j][k]) line(j === this.chosen, x(k, 5), 134, x(j, N), 36);
      }));
      lines.sort((a, b) => a[0] - b[0]);
      const nodes = [];
      spots.forEach(([values, y, name], layer) => values.forEach((value, i) => {
        const on = [result.paths[this.chosen][i] > 0, into[i] === 1, i === this.chosen][layer];
        const at = x(i, values.length);
        nodes.push(draw("circle", { cx: at, cy: y, r: 17, class: on ? "on" : "" }),
          draw("text", { x: at, y }, value));
        if (name) nodes.push(draw("text", { x: at + 29, y: y + (layer ? -14 : 14) }, name + (i + 1)));
      }));
      this.net.replaceChildren(...lines.map((pair) => pair[1]), ...nodes);
    }

    drawTable(result) {
      const bad = new Set(result.leaks.map((pair) => pair.join()));
      const head = make("tr", {}, make("td"),
        ...ORDERS[0].map((_, j) => make("th", { text: `x${j + 1}`, scope: "col" })));
      this.table.replaceChildren(head, ...result.paths.map((row, d) => make("tr", {},
        make("th", { text: `z${d + 1}`, scope: "row" }),
        ...row.map((count, j) => make("td", {
          text: String(count),
          class: ["cell", bad.has(`${j},${d}`) ? "bad" : count ? "some" : "",
            d === this.chosen ? "row" : ""].join(" ").trim(),
        })))));
    }
  }

  customElements.define("atlas-made-masks", MadeMasks);
})();
