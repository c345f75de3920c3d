/* <atlas-bootstrap data-rows="8" data-trees="6" data-seed="3">: bootstrap samples drawn by the
   reader; how often each row falls into each tree's bag, which are out of bag, and how the share
   over many draws approaches (1 − 1/N)^N. The slotted static figure is shown in print and where
   scripts are off. */
(() => {
  "use strict";

  const ROWS = [2, 16];
  const TREES = [1, 8];
  const MANY = 100;

  const percent = (x) => `${(100 * x).toFixed(1)}%`;

  const TEXTS = {
    en: {
      rows: "Rows N",
      trees: "Trees B",
      again: "Draw again",
      many: `Draw ${MANY} times`,
      reset: "Reset",
      controls: "Controls",
      row: "row",
      votes: "votes",
      share: "OOB",
      caption: "How often each row (down) was drawn for each tree (across); 0: out of bag (OOB)",
      say: (r, all) =>
        `Of ${r.rows} rows, ${percent(r.mean)} are out of bag on average over these ` +
        `${r.trees === 1 ? "bag" : `${r.trees} bags`}; ` +
        `(1 − 1/${r.rows})^${r.rows} = ${percent(r.expected)}. ` +
        (r.silent === 0 ? "Every row has an OOB vote. "
          : `Without an OOB vote: ${r.silent}. `) +
        `Bags drawn so far: ${all.bags}, mean share ${percent(all.mean)}.`,
    },
    zh: {
      rows: "行数 N",
      trees: "树的数目 B",
      again: "重新抽样",
      many: `抽 ${MANY} 次`,
      reset: "重置",
      controls: "控件",
      row: "行",
      votes: "票数",
      share: "袋外",
      caption: "每一行（纵）被每棵树（横）抽中的次数；0 即袋外",
      say: (r, all) =>
        `${r.rows} 行中，这 ${r.trees} 个袋平均有 ${percent(r.mean)} 在袋外；` +
        `(1 − 1/${r.rows})^${r.rows} = ${percent(r.expected)}。` +
        (r.silent === 0 ? "每一行都有袋外票。" : `没有袋外票的行：${r.silent}。`) +
        `至今共抽 ${all.bags} 个袋，平均袋外比例 ${percent(all.mean)}。`,
    },
  };

  const STYLE = `
    :host { display: block; margin: 1.5em 0; color: var(--atlas-ink, #1c2430); }
    .app { border: 1px solid var(--atlas-line, #c9d0d9); border-radius: 8px; padding: 12px;
      background: var(--atlas-paper, #fff); font-size: 14px; line-height: 1.45; text-align: start; }
    slot { display: none; }
    .bar { display: flex; flex-wrap: wrap; gap: 8px 12px; align-items: flex-end; }
    label { display: flex; flex-direction: column; gap: 2px; flex: 1 1 180px; min-width: 0; }
    .row { display: flex; gap: 10px; align-items: center; }
    output { min-width: 1.6em; font-variant-numeric: tabular-nums; font-weight: 700; }
    input { font: inherit; min-height: 40px; width: 100%; min-width: 0; box-sizing: border-box;
      margin: 0; accent-color: var(--atlas-s1, #2563a8); }
    button { font: inherit; min-height: 42px; min-width: 64px; padding: 4px 12px; color: inherit;
      background: var(--atlas-s1-soft, #d9e6f4); cursor: pointer; border-radius: 6px;
      border: 1px solid var(--atlas-s1, #2563a8); touch-action: manipulation; }
    button:focus-visible, input:focus-visible {
      outline: 3px solid var(--atlas-accent, #c2540a); outline-offset: 2px; }
    .say { min-height: 4.4em; margin: 10px 0; padding: 8px 10px; border-radius: 6px;
      background: var(--atlas-s5-soft, #f3e8cb); }
    table { border-collapse: separate; border-spacing: 2px; width: 100%; max-width: 560px;
      table-layout: fixed; font-variant-numeric: tabular-nums; }
    caption { text-align: start; color: var(--atlas-muted, #5b6675); padding-bottom: 4px; }
    th, td { padding: 3px 0; text-align: center; font-weight: 400; white-space: nowrap;
      border: 1px solid transparent; border-radius: 4px; }
    th { color: var(--atlas-muted, #5b6675); }
    tbody td { border-color: var(--atlas-line, #c9d0d9); }
    tbody td.out { background: var(--atlas-s2-soft, #f8e1d2); font-weight: 700;
      border-color: var(--atlas-s2, #c2540a); }
    tbody td.votes { border-color: transparent; }
    thead tr > :first-child, thead tr > :last-child { width: 3em; }
    @media (max-width: 480px) {
      .app { padding: 8px; }
      .say { min-height: 7.4em; }
      table { font-size: 13px; border-spacing: 1px; }
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

  const whole = (text, [low, high], otherwise) => {
    const value = Number.parseInt(text, 10);
    return Number.isNaN(value) ? otherwise : Math.min(high, Math.max(low, value));
  };

  class Bootstrap extends HTMLElement {
    /** Counts per tree and row (compare draw_counts in Python), drawn with mulberry32. */
    static compute(rows, trees, seed) {
      let state = seed | 0;
      const next = () => {
        state = (state + 0x6d2b79f5) | 0;
        let t = Math.imul(state ^ (state >>> 15), 1 | state);
        t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
        return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
      };
      const counts = Array.from({ length: trees }, () => {
        const bag = new Array(rows).fill(0);
        for (let draw = 0; draw < rows; draw += 1) bag[Math.floor(next() * rows)] += 1;
        return bag;
      });
      const oob = counts.map((bag) => bag.filter((n) => n === 0).length);
      const votes = Array.from({ length: rows }, (_, i) =>
        counts.filter((bag) => bag[i] === 0).length);
      return {
        rows, trees, counts, oob, votes,
        mean: oob.reduce((a, b) => a + b, 0) / (rows * trees),
        expected: (1 - 1 / rows) ** rows,
        silent: votes.filter((n) => n === 0).length,
        state: state >>> 0,
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
      const slider = (name, [low, high]) => {
        const input = make("input", { type: "range", min: String(low), max: String(high),
          step: "1" });
        const shown = make("output");
        input.addEventListener("input", () => this.restart());
        return { input, shown,
          label: make("label", {}, this.t[name], make("span", { class: "row" }, input, shown)) };
      };
      this.rows = slider("rows", ROWS);
      this.trees = slider("trees", TREES);
      const button = (name, action) => {
        const node = make("button", { type: "button", text: this.t[name] });
        node.addEventListener("click", action);
        return node;
      };
      const bar = make("div", { class: "bar", role: "group", "aria-label": this.t.controls },
        this.rows.label, this.trees.label,
        button("again", () => this.draw(1)), button("many", () => this.draw(MANY)),
        button("reset", () => this.reset()));
      this.say = make("p", { class: "say", "aria-live": "polite" });
      this.table = make("table");
      root.append(make("div", { class: "app" }, bar, this.say, this.table), make("slot"));
      this.reset();
    }

    reset() {
      this.rows.input.value = String(whole(this.dataset.rows, ROWS, 8));
      this.trees.input.value = String(whole(this.dataset.trees, TREES, 6));
      this.restart();
    }

    /** Start again from the page's seed with the current sizes. */
    restart() {
      this.state = whole(this.dataset.seed, [0, 2 ** 31 - 1], 1);
      this.all = { bags: 0, sum: 0, mean: 0 };
      this.draw(1);
    }

    draw(times) {
      const rows = Number(this.rows.input.value);
      const trees = Number(this.trees.input.value);
      let result;
      for (let i = 0; i < times; i += 1) {
        result = Bootstrap.compute(rows, trees, this.state);
        this.state = result.state;
        this.all.bags += trees;
        this.all.sum += result.mean * trees;
      }
      this.all.mean = this.all.sum / this.all.bags;
      this.show(result);
    }

    show(r) {
      const { t } = this;
      this.rows.shown.textContent = String(r.rows);
      this.trees.shown.textContent = String(r.trees);
      this.say.textContent = t.say(r, this.all);
      const head = make("tr", {}, make("th", { scope: "col", text: t.row }),
        ...r.counts.map((_, b) => make("th", { scope: "col", text: String(b + 1) })),
        make("th", { scope: "col", text: t.votes }));
      const body = r.votes.map((votes, i) => make("tr", {},
        make("th", { scope: "row", text: String(i + 1) }),
        ...r.counts.map((bag) => make("td", bag[i] === 0 ? { class: "out", text: "0" }
          : { text: String(bag[i]) })),
        make("td", { class: "votes", text: String(votes) })));
      const foot = make("tr", {}, make("th", { scope: "row", text: t.share }),
        ...r.oob.map((n) => make("td", { text: String(n) })), make("td"));
      this.table.replaceChildren(make("caption", { text: t.caption }), make("thead", {}, head),
        make("tbody", {}, ...body), make("tfoot", {}, foot));
    }
  }

  customElements.define("atlas-bootstrap", Bootstrap);
})();
