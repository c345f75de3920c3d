/* <atlas-attention-weights>: the weights of one attention head on seven tokens. The reader chooses
   the head, the mask, the scaling, an ALiBi bias and the query row. The vectors are made by hand
   (compare scripts/figures/transformer.py). The slotted static figure is shown in print. */
(() => {
  "use strict";

  const CONTENT_QUERIES = [
    [0, 2, 0, 1], [1, 0, 1, 0], [0, 1, 1, 1], [2, 0, 0, 0],
    [1, 0, 0, 2], [1, 1, 0, 0], [0, 0, 0, 0],
  ];
  const CONTENT_KEYS = [
    [3, 0, 0, 0], [0, 3, 0, 0], [0, 0, 2, 0], [1, 0, 1, 0],
    [0, 2, 1, 0], [0, 0, 0, 3], [0, 0, 0, 0],
  ];
  const N = CONTENT_KEYS.length;
  const WIDTH = 4;
  const SLOPE = 0.5;
  const START_ROW = 3;
  const HEADS = ["content", "previous", "even"];
  const MASKS = ["none", "causal", "padding", "both"];

  const TEXTS = {
    en: {
      tokens: ["cat", "naps", "when", "it", "is", "tired", "pad"],
      head: "Head",
      heads: ["looks for content", "looks one back", "zero queries"],
      mask: "Mask",
      masks: ["none", "causal", "padding", "causal and padding"],
      row: "Query (row)",
      scaled: "divide by √d_k = 2",
      alibi: "ALiBi, slope 1/2",
      controls: "Settings",
      reset: "Reset",
      table: "Weights in percent: rows are queries, columns are keys",
      chosen: (token) => `Row “${token}”`,
      key: "key", score: "score", weight: "weight",
      hidden: "masked",
      say: (q, best, percent, effective, hidden) =>
        `“${q}” gives most weight, ${percent} %, to “${best}”. The row spreads over about `
        + `${effective} keys; ${hidden} masked.`,
      even: (q, percent, seen, hidden) =>
        `“${q}” gives every one of the ${seen} keys it may see ${percent} %: `
        + `a plain mean. Masked: ${hidden}.`,
    },
    zh: {
      tokens: ["小猫", "睡了", "因为", "它", "太", "累", "填充"],
      head: "头",
      heads: ["按内容找", "看前一个", "查询全为零"],
      mask: "掩码",
      masks: ["无", "因果", "填充", "因果加填充"],
      row: "查询（行）",
      scaled: "除以 √d_k = 2",
      alibi: "ALiBi，斜率 1/2",
      controls: "设置",
      reset: "重置",
      table: "权重（%）：行是查询，列是键",
      chosen: (token) => `“${token}”这一行`,
      key: "键", score: "分数", weight: "权重",
      hidden: "遮住",
      say: (q, best, percent, effective, hidden) =>
        `“${q}”把最大的权重 ${percent}% 给了“${best}”。这一行大致分散在 ${effective} 个键上，`
        + `遮住 ${hidden} 个。`,
      even: (q, percent, seen, hidden) =>
        `“${q}”看得到 ${seen} 个键，每个都给 ${percent}%：就是普通平均。遮住 ${hidden} 个。`,
    },
  };

  const STYLE = `
    :host { display: block; margin: 1.5em 0; color: var(--atlas-ink, #1c2430); }
    .app { border: 1px solid var(--atlas-line, #c9d0d9); border-radius: 8px; padding: 12px;
      background: var(--atlas-paper, #fff); font-size: 14px; line-height: 1.45; text-align: start; }
    slot { display: none; }
    .bar { display: flex; flex-wrap: wrap; gap: 8px 12px; align-items: flex-end; }
    .pick { display: flex; flex-direction: column; gap: 2px; flex: 1 1 140px; min-width: 0; }
    .check { display: inline-flex; gap: 8px; align-items: center; min-height: 42px;
      flex: 1 1 140px; }
    select { font: inherit; font-size: 16px; min-height: 42px; width: 100%; min-width: 0;
      box-sizing: border-box; color: inherit; background: var(--atlas-paper, #fff);
      border: 1px solid var(--atlas-muted, #5b6675); border-radius: 6px; padding: 4px 6px; }
    input { width: 22px; height: 22px; margin: 0; accent-color: var(--atlas-s1, #2563a8);
      flex: none; }
    button { font: inherit; min-height: 42px; min-width: 64px; padding: 4px 12px; color: inherit;
      background: var(--atlas-s1-soft, #d9e6f4); cursor: pointer; border-radius: 6px;
      border: 1px solid var(--atlas-s1, #2563a8); touch-action: manipulation; }
    button:focus-visible, input:focus-visible, select:focus-visible {
      outline: 3px solid var(--atlas-accent, #c2540a); outline-offset: 2px; }
    .say { min-height: 3em; margin: 10px 0; padding: 8px 10px; border-radius: 6px;
      background: var(--atlas-s5-soft, #f3e8cb); }
    .panes { display: flex; flex-wrap: wrap; gap: 12px 24px; }
    .title { margin: 0 0 4px; font-weight: 700; }
    table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
    th { font-weight: 400; color: var(--atlas-muted, #5b6675); white-space: nowrap; }
    .grid { table-layout: fixed; }
    .grid td { position: relative; width: 36px; height: 36px; padding: 0; text-align: center;
      border: 1px solid var(--atlas-line, #c9d0d9); }
    .grid td span { position: relative; }
    .grid td::before { content: ""; position: absolute; inset: 0; opacity: var(--w, 0);
      background: var(--atlas-s1, #2563a8); }
    .grid td.corner { border: 0; }
    .grid td.off { color: var(--atlas-muted, #5b6675); background: repeating-linear-gradient(
      45deg, transparent 0 5px, var(--atlas-line, #c9d0d9) 5px 6px); }
    .grid thead th { padding: 0 0 3px; font-size: 13px; text-align: center; }
    .grid tbody th { padding: 0 6px 0 0; text-align: end; }
    .grid .on > * { border-top: 2px solid var(--atlas-accent, #c2540a);
      border-bottom: 2px solid var(--atlas-accent, #c2540a); }
    .grid .on th { color: var(--atlas-ink, #1c2430); font-weight: 700; border: 0; }
    .row th, .row td { padding: 3px 8px; text-align: end; white-space: nowrap; }
    .row tr > :first-child { text-align: start; }
    @media (max-width: 480px) {
      .app { padding: 8px; }
      .say { min-height: 4.4em; }
      .grid td { width: 28px; height: 30px; font-size: 12.5px; }
      .grid thead th { font-size: 11.5px; }
      .grid tbody th { padding: 0 4px 0 0; font-size: 13px; }
    }
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

  /** Two clock hands of length 2 at a position: a sinusoidal code of width 4. */
  const clock = (position) =>
    [1, 0.5].flatMap((w) => [2 * Math.cos(w * position), 2 * Math.sin(w * position)]);

  const range = [...Array(N).keys()];

  function vectors(head) {
    if (head === "content") return [CONTENT_QUERIES, CONTENT_KEYS];
    const keys = range.map((j) => clock(j));
    if (head === "previous") return [range.map((i) => clock(i - 1)), keys];
    return [range.map(() => Array(WIDTH).fill(0)), keys];
  }

  class AttentionWeights extends HTMLElement {
    /** Scores (null where masked), weights and effective keys; compare compute_weights in Python. */
    static compute(head, mask, scaled, alibi) {
      const [queries, keys] = vectors(head);
      const result = { scores: [], weights: [], effective: [] };
      queries.forEach((q, i) => {
        const scores = keys.map((k, j) => {
          if ((mask === "causal" || mask === "both") && j > i) return null;
          if ((mask === "padding" || mask === "both") && j === N - 1) return null;
          const s = q.reduce((sum, x, c) => sum + x * k[c], 0) / (scaled ? Math.sqrt(WIDTH) : 1);
          return s - (alibi ? SLOPE * Math.abs(i - j) : 0);
        });
        const top = Math.max(...scores.filter((s) => s !== null));
        const e = scores.map((s) => (s === null ? 0 : Math.exp(s - top)));
        const total = e.reduce((a, b) => a + b, 0);
        const weights = e.map((x) => x / total);
        result.scores.push(scores);
        result.weights.push(weights);
        result.effective.push(
          Math.exp(-weights.reduce((sum, a) => sum + (a > 0 ? a * Math.log(a) : 0), 0)));
      });
      return result;
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
      const select = (values, names) => {
        const node = make("select", {},
          ...values.map((value, i) => make("option", { value, text: names[i] })));
        node.addEventListener("change", () => this.show());
        return node;
      };
      const check = () => {
        const node = make("input", { type: "checkbox" });
        node.addEventListener("change", () => this.show());
        return node;
      };
      this.head = select(HEADS, t.heads);
      this.mask = select(MASKS, t.masks);
      this.row = select(range.map(String), t.tokens);
      this.scaled = check();
      this.alibi = check();
      const reset = make("button", { type: "button", text: t.reset });
      reset.addEventListener("click", () => this.reset());
      const pick = (name, node) => make("label", { class: "pick" }, name, node);
      const bar = make("div", { class: "bar", role: "group", "aria-label": t.controls },
        pick(t.head, this.head), pick(t.mask, this.mask), pick(t.row, this.row),
        make("label", { class: "check" }, this.scaled, t.scaled),
        make("label", { class: "check" }, this.alibi, t.alibi), reset);
      this.say = make("p", { class: "say", "aria-live": "polite" });
      this.grid = make("table", { class: "grid", "aria-label": t.table });
      this.chosenTitle = make("p", { class: "title", id: "chosen" });
      this.detail = make("table", { class: "row", "aria-labelledby": "chosen" });
      const panes = make("div", { class: "panes" },
        make("div", {}, make("p", { class: "title", text: t.table.split(/[:：]/)[0] }), this.grid),
        make("div", {}, this.chosenTitle, this.detail));
      root.append(make("div", { class: "app" }, bar, this.say, panes), make("slot"));
      this.reset();
    }

    reset() {
      this.head.value = HEADS[0];
      this.mask.value = MASKS[0];
      this.row.value = String(START_ROW);
      this.scaled.checked = true;
      this.alibi.checked = false;
      this.show();
    }

    show() {
      const { t } = this;
      const chosen = Number(this.row.value);
      const r = AttentionWeights.compute(
        this.head.value, this.mask.value, this.scaled.checked, this.alibi.checked);
      const weights = r.weights[chosen];
      const hidden = r.scores[chosen].filter((s) => s === null).length;
      const best = weights.indexOf(Math.max(...weights));
      const percent = (100 * weights[best]).toFixed(1);
      const name = t.tokens[chosen];
      const seen = N - hidden;
      this.say.textContent = r.effective[chosen] > seen - 1e-9
        ? t.even(name, percent, seen, hidden)
        : t.say(name, t.tokens[best], percent, r.effective[chosen].toFixed(1), hidden);
      this.drawGrid(r, chosen);
      this.chosenTitle.textContent = t.chosen(name);
      const head = make("tr", {}, ...[t.key, t.score, t.weight].map((text) =>
        make("th", { text, scope: "col" })));
      this.detail.replaceChildren(head, ...range.map((j) => {
        const s = r.scores[chosen][j];
        return make("tr", {}, make("th", { text: t.tokens[j], scope: "row" }),
          make("td", { text: s === null ? t.hidden : s.toFixed(2).replace("-", "−") }),
          make("td", { text: weights[j].toFixed(3) }));
      }));
    }

    drawGrid(r, chosen) {
      const { t } = this;
      const head = make("thead", {}, make("tr", {}, make("td", { class: "corner" }),
        ...t.tokens.map((text) => make("th", { text, scope: "col" }))));
      const body = make("tbody", {}, ...range.map((i) => make("tr",
        { class: i === chosen ? "on" : "" },
        make("th", { text: t.tokens[i], scope: "row" }),
        ...range.map((j) => {
          if (r.scores[i][j] === null) {
            return make("td", { class: "off" }, make("span", { text: "×" }));
          }
          const cell = make("td", {},
            make("span", { text: (100 * r.weights[i][j]).toFixed(0) }));
          cell.style.setProperty("--w", (0.5 * r.weights[i][j]).toFixed(3));
          return cell;
        }))));
      this.grid.replaceChildren(head, body);
    }
  }

  customElements.define("atlas-attention-weights", AttentionWeights);
})();
