// <atlas-packing-batches>: up to eight short sequences, drawn padded, packed and unpadded.
// The reader changes the lengths, the capacity of a pack and the packing strategy.
(() => {
  "use strict";
  const TEXTS = {
    en: {
      controls: "Batch", examples: "Examples",
      length: (name) => `Length of sequence ${name} (0: absent)`,
      capacity: "Capacity of a pack", strategy: "Strategy",
      names: { next: "next-fit", first: "first-fit", best: "best-fit",
        ffd: "first-fit decreasing", bfd: "best-fit decreasing" },
      presets: { example: "Example by hand", skewed: "One long, many short",
        trap: "Sorting hurts" },
      padded: (d) => `Padded: ${d.rows} × ${d.width} = ${d.padded} positions`,
      packed: (d, c) => `Packed: ${d.packs.length} × ${c} = ${d.packed} positions`,
      flat: (d) => `Unpadded: ${d.tokens} positions`,
      waste: (share, pairs) => `${share}% padding, ${pairs} query–key pairs`,
      cu: (d) => `cu_seqlens = [${d.cu.join(", ")}], max_seqlen = ${d.width}`,
      empty: "No sequence is left. Make one longer.",
      say: (d, name, a, b) => `${d.rows} sequences, ${d.tokens} tokens. Padding: ${a}% when `
        + `padded, ${b}% when packed by ${name} into ${d.packs.length} packs, 0% unpadded.`,
      row: (name, n, pad) => `${name}: ${n} tokens, ${pad} padding`,
    },
    zh: {
      controls: "批次", examples: "示例",
      length: (name) => `序列 ${name} 的长度（0 表示没有）`,
      capacity: "每包容量", strategy: "策略",
      names: { next: "下次适应", first: "首次适应", best: "最佳适应",
        ffd: "首次适应递减", bfd: "最佳适应递减" },
      presets: { example: "手算的例子", skewed: "一长多短", trap: "排序反而更差" },
      padded: (d) => `填充：${d.rows} × ${d.width} = ${d.padded} 个位置`,
      packed: (d, c) => `打包：${d.packs.length} × ${c} = ${d.packed} 个位置`,
      flat: (d) => `去填充：${d.tokens} 个位置`,
      waste: (share, pairs) => `填充占 ${share}%，查询–键对 ${pairs} 个`,
      cu: (d) => `cu_seqlens = [${d.cu.join(", ")}]，max_seqlen = ${d.width}`,
      empty: "没有序列了，请加长一条。",
      say: (d, name, a, b) => `${d.rows} 条序列，${d.tokens} 个词元。填充占比：直接填充 ${a}%，`
        + `按${name}打成 ${d.packs.length} 包为 ${b}%，去填充为 0%。`,
      row: (name, n, pad) => `${name}：${n} 个词元，填充 ${pad} 个`,
    },
  };
  const NAMES = "ABCDEFGH";
  const LONGEST = 9;
  const PRESETS = {
    example: { lengths: [5, 6, 7, 4, 3, 5, 0, 0], capacity: 10, strategy: "best" },
    skewed: { lengths: [9, 2, 1, 3, 2, 1, 2, 3], capacity: 12, strategy: "first" },
    trap: { lengths: [5, 3, 3, 8, 4, 2, 2, 3], capacity: 10, strategy: "bfd" },
  };

  const STYLE = `
    :host { display: block; margin: 1.5rem 0; color: var(--atlas-ink, #1c2430); }
    .app { border: 1px solid var(--atlas-line, #c9d0d9); border-radius: 8px; padding: 12px;
      background: var(--atlas-paper, #fff); font-size: 0.875rem; line-height: 1.4; text-align: start; }
    slot { display: none; }
    .bar { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; }
    button, select { font: inherit; min-height: 40px; padding: 4px 12px; color: inherit;
      background: var(--atlas-s1-soft, #d9e6f4); border: 1px solid var(--atlas-s1, #2563a8);
      border-radius: 6px; cursor: pointer; max-width: 100%; }
    .lengths { display: grid; gap: 0 16px; margin: 8px 0;
      grid-template-columns: repeat(auto-fill, minmax(125px, 1fr)); }
    label { display: flex; gap: 8px; align-items: center; min-height: 40px; }
    label.wide { flex: 1 1 230px; }
    input { flex: 1; min-width: 40px; height: 40px; margin: 0;
      accent-color: var(--atlas-s1, #2563a8); }
    output { min-width: 1.4em; text-align: end; font-variant-numeric: tabular-nums; }
    button:focus-visible, input:focus-visible, select:focus-visible {
      outline: 3px solid var(--atlas-accent, #c2540a); outline-offset: 2px; }
    .say { min-height: 4.2em; margin: 10px 0; padding: 8px 10px; border-radius: 6px;
      background: var(--atlas-s5-soft, #f3e8cb); }
    .title { margin: 12px 0 0; font-weight: 700; }
    .note { margin: 0 0 6px; color: var(--atlas-muted, #5b6675); overflow-wrap: anywhere; }
    .rows { display: grid; gap: 3px; }
    .row { display: grid; grid-template-columns: repeat(16, minmax(0, 22px)); }
    .stream { display: grid; grid-template-columns: repeat(auto-fill, 20px); row-gap: 3px; }
    .cell { height: 22px; box-sizing: border-box; font-size: 0.8125rem; line-height: 21px;
      text-align: center; border: 1px solid var(--hue); background: var(--soft); }
    .cell.start { border-inline-start-width: 4px; }
    .cell.pad { border: 1px dotted var(--atlas-line, #c9d0d9); }
    @media (max-width: 360px) { .app { padding: 8px; } .say { min-height: 5.6em; } }
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

  class PackingBatches extends HTMLElement {
    /** Packs as lists of indices into `lengths`; strategy: next, first, best, ffd, bfd. */
    static pack(lengths, capacity, strategy) {
      const order = lengths.map((_, i) => i);
      if (strategy === "ffd" || strategy === "bfd") {
        order.sort((a, b) => lengths[b] - lengths[a] || a - b);
      }
      const packs = [];
      const free = [];
      for (const i of order) {
        let fits = free.map((_, b) => b).filter((b) => free[b] >= lengths[i]);
        if (strategy === "next") fits = fits.filter((b) => b === free.length - 1);
        if (fits.length === 0) {
          packs.push([]);
          free.push(capacity);
          fits = [free.length - 1];
        }
        let chosen = fits[0];
        if (strategy === "best" || strategy === "bfd") {
          for (const b of fits) if (free[b] < free[chosen]) chosen = b;
        }
        packs[chosen].push(i);
        free[chosen] -= lengths[i];
      }
      return packs;
    }

    /** Everything that is shown of one batch; sequences of length 0 are absent. */
    static compute(lengths, capacity, strategy) {
      const present = lengths.map((_, i) => i).filter((i) => lengths[i] > 0);
      const real = present.map((i) => lengths[i]);
      const packs = PackingBatches.pack(real, capacity, strategy)
        .map((group) => group.map((i) => present[i]));
      const width = Math.max(0, ...real);
      const cu = [0];
      real.forEach((n) => cu.push(cu[cu.length - 1] + n));
      return {
        tokens: cu[cu.length - 1], rows: real.length, width, padded: real.length * width,
        packs, packed: packs.length * capacity, cu,
        pairs: [real.length * width ** 2, packs.length * capacity ** 2,
          real.reduce((sum, n) => sum + n * n, 0)],
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
      const slider = (label, name, low, high) => {
        const input = make("input", { type: "range", min: low, max: high, step: 1,
          "aria-label": label });
        const shown = make("output", { "aria-hidden": "true" });
        input.addEventListener("input", () => this.show());
        return { input, shown, label: make("label", {}, name, input, shown) };
      };
      this.sliders = [...NAMES].map((name) => slider(this.t.length(name), name, 0, LONGEST));
      this.capacity = slider(this.t.capacity, this.t.capacity, LONGEST, 16);
      this.capacity.label.className = "wide";
      this.strategy = make("select", {}, ...Object.entries(this.t.names).map(([value, text]) =>
        make("option", { value, text })));
      this.strategy.addEventListener("change", () => this.show());
      const buttons = Object.keys(PRESETS).map((name) => {
        const button = make("button", { type: "button", text: this.t.presets[name] });
        button.addEventListener("click", () => this.apply(PRESETS[name]));
        return button;
      });
      this.say = make("p", { class: "say", "aria-live": "polite" });
      this.panels = ["padded", "packed", "flat"].map((name) => ({
        title: make("p", { class: "title" }), note: make("p", { class: "note" }),
        body: make("div", { class: name === "flat" ? "stream" : "rows",
          role: name === "flat" ? "img" : "list" }),
      }));
      root.append(make("div", { class: "app" },
        make("div", { class: "bar", role: "group", "aria-label": this.t.examples }, ...buttons),
        make("div", { role: "group", "aria-label": this.t.controls },
          make("div", { class: "lengths" }, ...this.sliders.map((s) => s.label)),
          make("div", { class: "bar" }, this.capacity.label,
            make("label", { class: "wide" }, this.t.strategy, this.strategy))),
        this.say, ...this.panels.flatMap((p) => [p.title, p.note, p.body])), make("slot"));
      this.apply(PRESETS.example);
    }

    apply(preset) {
      this.sliders.forEach((s, i) => { s.input.value = preset.lengths[i]; });
      this.capacity.input.value = preset.capacity;
      this.strategy.value = preset.strategy;
      this.show();
    }

    /** The cells of one sequence, each with its position. */
    static cells(index, count) {
      return Array.from({ length: count }, (_, k) => {
        const cell = make("span", { class: k === 0 ? "cell start" : "cell", text: String(k),
          "aria-hidden": "true" });
        cell.style.setProperty("--hue", `var(--atlas-s${(index % 6) + 1})`);
        cell.style.setProperty("--soft", `var(--atlas-s${(index % 6) + 1}-soft)`);
        return cell;
      });
    }

    row(group, lengths, width) {
      const used = group.reduce((sum, i) => sum + lengths[i], 0);
      const names = group.map((i) => NAMES[i]).join(" + ");
      const node = make("div", { class: "row", role: "listitem",
        "aria-label": this.t.row(names, used, width - used) });
      group.forEach((i) => node.append(...PackingBatches.cells(i, lengths[i])));
      for (let k = used; k < width; k += 1) {
        node.append(make("span", { class: "cell pad", "aria-hidden": "true" }));
      }
      return node;
    }

    show() {
      const lengths = this.sliders.map((s) => Number(s.input.value));
      const capacity = Number(this.capacity.input.value);
      const name = this.strategy.value;
      [...this.sliders, this.capacity].forEach((s) => { s.shown.textContent = s.input.value; });
      const d = PackingBatches.compute(lengths, capacity, name);
      const share = (positions) => (positions === 0 ? "0"
        : (100 * (1 - d.tokens / positions)).toFixed(1).replace(/\.0$/, ""));
      const [padded, packed, flat] = this.panels;
      padded.title.textContent = this.t.padded(d);
      padded.note.textContent = this.t.waste(share(d.padded), d.pairs[0]);
      packed.title.textContent = this.t.packed(d, capacity);
      packed.note.textContent = this.t.waste(share(d.packed), d.pairs[1]);
      flat.title.textContent = this.t.flat(d);
      flat.note.textContent = `${this.t.waste("0", d.pairs[2])}. ${this.t.cu(d)}`
        .replace(/个\. /, "个；");
      const present = lengths.map((_, i) => i).filter((i) => lengths[i] > 0);
      padded.body.replaceChildren(...present.map((i) => this.row([i], lengths, d.width)));
      packed.body.replaceChildren(...d.packs.map((p) => this.row(p, lengths, capacity)));
      flat.body.setAttribute("aria-label", this.t.cu(d));
      flat.body.replaceChildren(...present.flatMap((i) => PackingBatches.cells(i, lengths[i])));
      this.say.textContent = d.rows === 0 ? this.t.empty
        : this.t.say(d, this.t.names[name], share(d.padded), share(d.packed));
    }
  }

  customElements.define("atlas-packing-batches", PackingBatches);
})();
