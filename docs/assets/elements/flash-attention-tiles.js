// <atlas-flash-attention-tiles>: FlashAttention's forward pass, one tile per step, on six
// queries and six keys of width two. Nothing moves until the reader presses a button.
(() => {
  "use strict";
  const TEXTS = {
    en: {
      play: "Play", pause: "Pause", step: "Step", back: "Back", reset: "Reset",
      causal: "Causal mask", controls: "Animation controls",
      scores: "Score matrix S = QKᵀ (in 2 × 2 tiles)", chip: "On chip (SRAM)",
      hbm: "HBM traffic", io: (r, w) => `${r} numbers read, ${w} numbers written`,
      state: "Running state of the two queries", output: "Output O",
      full: "full softmax", empty: "–",
      start: "Everything lies in HBM. Press Step or Play.",
      load: (i) => `Load Q${i} into SRAM. Set m = −∞, ℓ = 0 and Õ = 0 for its two queries.`,
      tile: (i, j, rows) => `Tile (${i}, ${j}): load K${j} and V${j}, compute four scores. ${rows}`,
      row: (q, a, b, f, l) =>
        `Query ${q}: max ${a} → ${b}, old sums times ${f}, ℓ = ${l}.`,
      skip: (i, j) => `Tile (${i}, ${j}) lies above the diagonal: skipped, nothing is read.`,
      write: (i, causal) => `Q${i} has met every key${causal ? " it may see" : ""}: `
        + "write O = Õ / ℓ and L = m + ln ℓ to HBM.",
      check: (e) => `Done. Largest difference from the full softmax: ${e}.`,
      of: (a, b) => `step ${a} of ${b}`,
    },
    zh: {
      play: "播放", pause: "暂停", step: "下一步", back: "上一步", reset: "重来",
      causal: "因果掩码", controls: "动画控制",
      scores: "分数矩阵 S = QKᵀ（2 × 2 分块）", chip: "片上（SRAM）",
      hbm: "HBM 访问量", io: (r, w) => `读入 ${r} 个数，写回 ${w} 个数`,
      state: "两个查询的当前状态", output: "输出 O",
      full: "完整 Softmax", empty: "–",
      start: "所有数据都在 HBM 里。按“下一步”或“播放”。",
      load: (i) => `把 Q${i} 读入 SRAM，它的两个查询置 m = −∞、ℓ = 0、Õ = 0。`,
      tile: (i, j, rows) => `分块 (${i}, ${j})：读入 K${j} 与 V${j}，算四个分数。${rows}`,
      row: (q, a, b, f, l) => `查询 ${q}：最大值 ${a} → ${b}，旧的和乘 ${f}，ℓ = ${l}。`,
      skip: (i, j) => `分块 (${i}, ${j}) 全在对角线上方：跳过，什么都不读。`,
      write: (i, causal) => `Q${i} 已遍历${causal ? "它能看到的" : ""}全部键：`
        + "把 O = Õ / ℓ 与 L = m + ln ℓ 写回 HBM。",
      check: (e) => `完成。与完整 Softmax 的最大差：${e}。`,
      of: (a, b) => `第 ${a} 步，共 ${b} 步`,
    },
  };
  const Q = [[1, 0], [0, 1], [1, 1], [1, -1], [-1, 1], [2, 1]];
  const K = [[1, 0], [0, 1], [1, 1], [2, 0], [0, 2], [1, 2]];
  const V = [[1, 0], [0, 1], [1, 1], [2, 0], [0, 2], [1, -1]];
  const SIZE = 2;
  const TILES = Q.length / SIZE;
  const PAUSE_MS = 1800;

  const dot = (a, b) => a.reduce((sum, x, k) => sum + x * b[k], 0);
  const short = (x, digits = 3) => {
    if (x === -Infinity) return "−∞";
    const text = Number.isInteger(x) ? String(x) : x.toFixed(digits);
    return text.replace("-", "−");
  };

  /** The attention output computed the ordinary way, a whole row of scores at a time. */
  function attend(causal) {
    return Q.map((q, i) => {
      const scores = K.map((k, j) => (causal && j > i ? -Infinity : dot(q, k)));
      const m = Math.max(...scores);
      const p = scores.map((s) => Math.exp(s - m));
      const l = p.reduce((a, b) => a + b, 0);
      return V[0].map((_, c) => p.reduce((sum, x, j) => sum + x * V[j][c], 0) / l);
    });
  }

  /** Every step as a snapshot, so that Back needs no inverse operations. */
  function simulate(causal, t) {
    const steps = [];
    const output = Q.map(() => null);
    const tiles = {};
    let reads = 0;
    let writes = 0;
    const push = (say, more = {}) =>
      steps.push({
        say, reads, writes, tiles: { ...tiles }, output: output.map((o) => o && [...o]),
        i: -1, j: -1, rows: null, tile: null, ...more,
      });
    push(t.start);
    for (let i = 0; i < TILES; i += 1) {
      const rows = [0, 1].map((r) => ({
        q: i * SIZE + r, m: -Infinity, l: 0, acc: [0, 0], factor: null,
      }));
      const copy = () => rows.map((r) => ({ ...r, acc: [...r.acc] }));
      reads += SIZE * 2;
      push(t.load(i + 1), { i, rows: copy() });
      for (let j = 0; j < TILES; j += 1) {
        if (causal && j > i) {
          tiles[`${i},${j}`] = "skip";
          push(t.skip(i + 1, j + 1), { i, j, rows: copy(), skipped: true });
          continue;
        }
        reads += SIZE * 4;
        const words = [];
        const tile = rows.map((row) => {
          const scores = [0, 1].map((c) => {
            const key = j * SIZE + c;
            return causal && key > row.q ? -Infinity : dot(Q[row.q], K[key]);
          });
          const m = Math.max(row.m, ...scores);
          const factor = Math.exp(row.m - m);
          const p = scores.map((s) => Math.exp(s - m));
          row.l = factor * row.l + p[0] + p[1];
          row.acc = row.acc.map((a, c) =>
            factor * a + p[0] * V[j * SIZE][c] + p[1] * V[j * SIZE + 1][c]);
          words.push(t.row(row.q + 1, short(row.m), short(m), short(factor), short(row.l)));
          row.m = m;
          row.factor = factor;
          return scores;
        });
        push(t.tile(i + 1, j + 1, words.join(t === TEXTS.zh ? "" : " ")), { i, j, rows: copy(), tile });
        tiles[`${i},${j}`] = "done";
      }
      rows.forEach((row) => {
        output[row.q] = row.acc.map((a) => a / row.l);
      });
      writes += SIZE * 3;
      push(t.write(i + 1, causal), { i, rows: copy() });
    }
    const full = attend(causal);
    const gap = Math.max(...output.flatMap((o, q) => o.map((x, c) => Math.abs(x - full[q][c]))));
    push(t.check(gap === 0 ? "0" : gap.toExponential(1).replace("-", "−")), { full });
    return steps;
  }

  const STYLE = `
    :host { display: block; margin: 1.5rem 0; color: var(--atlas-ink, #1c2430); }
    .app { border: 1px solid var(--atlas-line, #c9d0d9); border-radius: 8px; padding: 12px;
      background: var(--atlas-paper, #fff); font-size: 0.875rem; line-height: 1.4; text-align: start; }
    slot { display: none; }
    .bar { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; }
    button { font: inherit; min-height: 40px; min-width: 64px; padding: 4px 12px;
      color: inherit; background: var(--atlas-s1-soft, #d9e6f4); cursor: pointer;
      border: 1px solid var(--atlas-s1, #2563a8); border-radius: 6px; }
    button:disabled { opacity: 0.45; cursor: default; }
    label { display: inline-flex; gap: 8px; align-items: center; min-height: 40px; }
    input { width: 20px; height: 20px; margin: 0; accent-color: var(--atlas-s1, #2563a8); }
    button:focus-visible, input:focus-visible {
      outline: 3px solid var(--atlas-accent, #c2540a); outline-offset: 2px; }
    .count { color: var(--atlas-muted, #5b6675); margin-inline-start: auto; }
    .say { min-height: 5.6em; margin: 10px 0; padding: 8px 10px; border-radius: 6px;
      background: var(--atlas-s5-soft, #f3e8cb); }
    .panes { display: flex; flex-wrap: wrap; gap: 16px; }
    .panes > div { flex: 1 1 250px; min-width: 0; }
    .title { margin: 0 0 6px; font-weight: 700; }
    table { border-collapse: collapse; font-variant-numeric: tabular-nums; margin: 0 0 10px; }
    th, td { padding: 3px 5px; text-align: center; font-weight: 400; white-space: nowrap; }
    th { color: var(--atlas-muted, #5b6675); }
    .grid td { width: 30px; height: 30px; padding: 0; box-sizing: border-box;
      border: 1px dotted var(--atlas-line, #c9d0d9); }
    .grid th { width: 30px; padding: 0 2px; }
    .grid .corner { border: 0; }
    .grid .left { border-left: 2px solid var(--atlas-muted, #5b6675); }
    .grid .top { border-top: 2px solid var(--atlas-muted, #5b6675); }
    .grid .right { border-right: 2px solid var(--atlas-muted, #5b6675); }
    .grid .bottom { border-bottom: 2px solid var(--atlas-muted, #5b6675); }
    .grid .now { background: var(--atlas-s2-soft, #f8e1d2); font-weight: 700; }
    .grid .done { background: var(--atlas-s3-soft, #d3ece4); }
    .grid .skip { color: var(--atlas-muted, #5b6675); background: repeating-linear-gradient(
      45deg, transparent 0 5px, var(--atlas-line, #c9d0d9) 5px 6px); }
    .on { font-weight: 700; color: var(--atlas-ink, #1c2430); }
    .blocks { display: flex; flex-wrap: wrap; gap: 6px; margin: 0 0 10px; }
    .block { border: 1px solid var(--atlas-line, #c9d0d9); border-radius: 6px; padding: 4px 8px;
      min-width: 62px; text-align: center; }
    .block.q { background: var(--atlas-s1-soft, #d9e6f4); }
    .block.kv { background: var(--atlas-s5-soft, #f3e8cb); }
    .block.none { background: none; color: var(--atlas-muted, #5b6675); }
    .io { margin: 0 0 10px; }
    .state td:not(:first-child) { min-width: 88px; }
    @media (max-width: 480px) { .say { min-height: 8.4em; } }
    @media (max-width: 360px) {
      .app { padding: 8px; }
      th, td { padding: 3px 2px; }
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

  class FlashAttentionTiles extends HTMLElement {
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
      this.playButton = button("play", () => (this.timer ? this.stop() : this.play()));
      this.backButton = button("back", () => this.go(this.at - 1));
      this.stepButton = button("step", () => this.go(this.at + 1));
      this.resetButton = button("reset", () => this.go(0));
      this.causal = make("input", { type: "checkbox" });
      this.causal.addEventListener("change", () => this.restart());
      this.count = make("span", { class: "count" });
      const bar = make("div", { class: "bar", role: "group", "aria-label": this.t.controls },
        this.playButton, this.backButton, this.stepButton, this.resetButton,
        make("label", {}, this.causal, this.t.causal), this.count);
      this.say = make("p", { class: "say", "aria-live": "polite" });
      const title = (name) => make("p", { class: "title", id: name, text: this.t[name] });
      this.grid = make("table", { class: "grid", "aria-labelledby": "scores" });
      this.blocks = make("div", { class: "blocks", role: "group", "aria-labelledby": "chip" });
      this.state = make("table", { class: "state", "aria-labelledby": "state" });
      this.io = make("p", { class: "io" });
      this.out = make("table", { "aria-labelledby": "output" });
      const left = make("div", {}, title("scores"), this.grid, title("hbm"), this.io);
      const right = make("div", {}, title("chip"), this.blocks, title("state"), this.state,
        title("output"), this.out);
      root.append(make("div", { class: "app" }, bar, this.say,
        make("div", { class: "panes" }, left, right)), make("slot"));
      this.restart();
    }

    disconnectedCallback() {
      this.stop();
    }

    restart() {
      this.steps = simulate(this.causal.checked, this.t);
      this.go(0);
    }

    play() {
      if (this.at === this.steps.length - 1) this.go(0);
      this.timer = setInterval(() => this.show(this.at + 1), PAUSE_MS);
      this.playButton.textContent = this.t.pause;
      this.show(this.at + 1);
    }

    stop() {
      clearInterval(this.timer);
      this.timer = null;
      if (this.playButton) this.playButton.textContent = this.t.play;
    }

    go(to) {
      this.stop();
      this.show(to);
    }

    show(to) {
      const last = this.steps.length - 1;
      this.at = Math.max(0, Math.min(last, to));
      if (this.at === last) this.stop();
      const s = this.steps[this.at];
      const focused = this.shadowRoot.activeElement;
      this.backButton.disabled = this.at === 0;
      this.resetButton.disabled = this.at === 0;
      this.stepButton.disabled = this.at === last;
      if (focused && focused.disabled) this.playButton.focus();
      this.count.textContent = this.t.of(this.at, last);
      this.say.textContent = s.say;
      this.drawGrid(s);
      this.drawChip(s);
      this.io.textContent = this.t.io(s.reads, s.writes);
      this.drawOutput(s);
    }

    drawGrid(s) {
      const head = make("tr", {}, make("td", { class: "corner" }));
      K.forEach((_, j) => {
        const on = s.tile && Math.floor(j / SIZE) === s.j;
        head.append(make("th", { text: `k${j + 1}`, class: on ? "on" : "", scope: "col" }));
      });
      const rows = Q.map((q, i) => {
        const on = Math.floor(i / SIZE) === s.i;
        const row = make("tr", {},
          make("th", { text: `q${i + 1}`, class: on ? "on" : "", scope: "row" }));
        K.forEach((k, j) => {
          const ti = Math.floor(i / SIZE);
          const tj = Math.floor(j / SIZE);
          const now = s.tile && ti === s.i && tj === s.j;
          const mark = now ? "now" : s.tiles[`${ti},${tj}`] || "";
          const hidden = this.causal.checked && j > i;
          let text = "";
          if (mark === "now" || mark === "done") text = hidden ? "−∞" : short(dot(q, k));
          if (mark === "skip") text = "×";
          const edges = [j % SIZE === 0 ? "left" : "", i % SIZE === 0 ? "top" : "",
            j === K.length - 1 ? "right" : "", i === Q.length - 1 ? "bottom" : ""];
          row.append(make("td", { text, class: [mark, ...edges].join(" ").trim() }));
        });
        return row;
      });
      this.grid.replaceChildren(head, ...rows);
    }

    drawChip(s) {
      const block = (name, index, data, kind) => {
        const rows = index < 0 ? null : [0, 1].map((r) => data[index * SIZE + r]);
        const node = make("div", { class: `block ${rows ? kind : "none"}` },
          make("div", { text: rows ? `${name}${index + 1}` : name }));
        const texts = rows ? rows.map((r) => `(${r.map((x) => short(x)).join(", ")})`)
          : [this.t.empty, this.t.empty];
        texts.forEach((text) => node.append(make("div", { text })));
        return node;
      };
      const j = s.tile ? s.j : -1;
      this.blocks.replaceChildren(block("Q", s.rows ? s.i : -1, Q, "q"),
        block("K", j, K, "kv"), block("V", j, V, "kv"));
      // One column per query: narrow enough for a small phone.
      const row = (r) => s.rows && s.rows[r];
      const pair = (xs) => xs.map((x) => short(x)).join(", ");
      const lines = {
        S: (r) => (s.tile ? pair(s.tile[r]) : this.t.empty),
        m: (r) => short(row(r).m),
        "ℓ": (r) => short(row(r).l),
        "Õ": (r) => `(${pair(row(r).acc)})`,
      };
      const head = make("tr", {}, make("td"), ...[0, 1].map((r) =>
        make("th", { text: row(r) ? `q${row(r).q + 1}` : "q", scope: "col" })));
      this.state.replaceChildren(head, ...Object.entries(lines).map(([name, cell]) =>
        make("tr", {}, make("th", { text: name, scope: "row" }), ...[0, 1].map((r) =>
          make("td", { text: row(r) ? cell(r) : this.t.empty })))));
    }

    drawOutput(s) {
      const pair = (o) => (o ? `(${o.map((x) => short(x)).join(", ")})` : this.t.empty);
      const head = make("tr", {}, make("td"), make("th", { text: "O = Õ / ℓ", scope: "col" }));
      if (s.full) head.append(make("th", { text: this.t.full, scope: "col" }));
      const rows = s.output.map((o, q) => {
        const row = make("tr", {}, make("th", { text: `q${q + 1}`, scope: "row" }),
          make("td", { text: pair(o) }));
        if (s.full) row.append(make("td", { text: pair(s.full[q]) }));
        return row;
      });
      this.out.replaceChildren(head, ...rows);
    }
  }

  customElements.define("atlas-flash-attention-tiles", FlashAttentionTiles);
})();
