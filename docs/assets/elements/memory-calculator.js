// <atlas-memory-calculator>: what one GPU holds and sends when a transformer is trained, with
// the formula behind every figure. `compute` mirrors `estimate_memory` of the article.
(() => {
  "use strict";
  const TEXTS = {
    en: {
      title: "Training memory calculator", presets: "Examples", inputs: "Model and training",
      p7: "7B, one GPU", paper: "7.5B × 64, stage 1", s3: "7B × 8, stage 3",
      big: "70B × 64, stage 3",
      billions: "Parameters Ψ, 10⁹", precision: "Precision", optimizer: "Optimizer",
      ranks: "Data ranks N", stage: "ZeRO stage", layers: "Layers L",
      hidden: "Hidden size h", heads: "Heads a", sequence: "Sequence length s",
      batch: "Micro-batch b", memory: "GPU memory (GB)",
      checkpointing: "Checkpoint every layer", fused: "Fused attention",
      mixed: "Mixed", "mixed-fp32-grads": "Mixed, FP32 g",
      bf16: "BF16 throughout", fp32: "FP32", adamw: "AdamW", momentum: "SGD with momentum",
      sgd: "Plain SGD", stages: ["0 (plain)", "1", "2", "3"],
      rows: { parameters: "Parameters", gradients: "Gradients", optimizer: "Optimizer",
        working: "Working set", activations: "Activations", total: "Total",
        sent: "Sent per step" },
      none: "none", sum: "sum of the above", results: "Per GPU",
      note: (x) => `L and h alone make 12Lh² = ${x} × 10⁹ parameters, embeddings not counted.`,
      fits: (x) => `Stage ${x.stage} on ${x.ranks} ${x.ranks === "1" ? "GPU" : "GPUs"}: `
        + `${x.total} GB per GPU, of which ${x.states} GB model states. `
        + `${x.left} GB of ${x.memory} GB are left for buffers and fragmentation.`,
      over: (x) => `Stage ${x.stage} on ${x.ranks} ${x.ranks === "1" ? "GPU" : "GPUs"}: `
        + `${x.total} GB per GPU, of which ${x.states} GB model states. `
        + `Does not fit: ${x.left} GB more than ${x.memory} GB.`,
      range: (label, a, b) => `${label}: enter a number from ${a} to ${b}.`,
      whole: (label, a, b) => `${label}: enter a whole number from ${a} to ${b}.`,
    },
    zh: {
      title: "训练显存计算器", presets: "示例", inputs: "模型与训练设置",
      p7: "7B，单卡", paper: "7.5B × 64，阶段 1", s3: "7B × 8，阶段 3", big: "70B × 64，阶段 3",
      billions: "参数量 Ψ，10⁹", precision: "精度", optimizer: "优化器",
      ranks: "数据并行数 N", stage: "ZeRO 阶段", layers: "层数 L",
      hidden: "隐藏维度 h", heads: "头数 a", sequence: "序列长度 s",
      batch: "微批次 b", memory: "GPU 显存（GB）",
      checkpointing: "逐层检查点", fused: "融合注意力",
      mixed: "混合", "mixed-fp32-grads": "混合，FP32 梯度",
      bf16: "全 BF16", fp32: "FP32", adamw: "AdamW", momentum: "带动量的 SGD",
      sgd: "普通 SGD", stages: ["0（普通）", "1", "2", "3"],
      rows: { parameters: "参数", gradients: "梯度", optimizer: "优化器", working: "工作集",
        activations: "激活", total: "合计", sent: "每步发送" },
      none: "无", sum: "以上之和", results: "每块 GPU",
      note: (x) => `只看 L 与 h，12Lh² = ${x} × 10⁹ 个参数，不含嵌入。`,
      fits: (x) => `${x.ranks} 块 GPU，阶段 ${x.stage}：每块 ${x.total} GB，其中模型状态 `
        + `${x.states} GB。${x.memory} GB 里还剩 ${x.left} GB 留给缓冲区与碎片。`,
      over: (x) => `${x.ranks} 块 GPU，阶段 ${x.stage}：每块 ${x.total} GB，其中模型状态 `
        + `${x.states} GB。放不下：比 ${x.memory} GB 多 ${x.left} GB。`,
      range: (label, a, b) => `${label}：请输入 ${a} 到 ${b} 的数。`,
      whole: (label, a, b) => `${label}：请输入 ${a} 到 ${b} 的整数。`,
    },
  };
  // Bytes of a parameter, a gradient, the master copy, a moment, an activation.
  const PRECISIONS = {
    mixed: [2, 2, 4, 4, 2], "mixed-fp32-grads": [2, 4, 4, 4, 2],
    bf16: [2, 2, 0, 2, 2], fp32: [4, 4, 0, 4, 4],
  };
  const MOMENTS = { adamw: 2, momentum: 1, sgd: 0 };
  const NUMBERS = { billions: [0.001, 100000], ranks: [1, 65536], layers: [1, 1000],
    hidden: [8, 131072], heads: [1, 1024], sequence: [1, 10000000], batch: [1, 4096],
    memory: [1, 10000] };
  const COLOURS = { parameters: "s1", gradients: "s2", optimizer: "s3", working: "s5",
    activations: "s6" };
  const BASE = { billions: 7, precision: "mixed", optimizer: "adamw", ranks: 1, stage: 0,
    layers: 32, hidden: 4096, heads: 32, sequence: 4096, batch: 1, memory: 80,
    checkpointing: true, fused: true };
  const PRESETS = {
    p7: {}, paper: { billions: 7.5, ranks: 64, stage: 1 }, s3: { ranks: 8, stage: 3 },
    big: { billions: 70, ranks: 64, stage: 3, layers: 80, hidden: 8192, heads: 64 },
  };

  const STYLE = `
    :host { display: block; margin: 1.5rem 0; color: var(--atlas-ink, #1c2430); }
    .app { container-type: inline-size; border: 1px solid var(--atlas-line, #c9d0d9);
      border-radius: 8px; padding: 12px; background: var(--atlas-paper, #fff);
      font-size: 0.875rem; line-height: 1.4; text-align: start; }
    slot { display: none; }
    p, ul { margin: 0; padding: 0; list-style: none; }
    .title { margin: 0 0 8px; font-weight: 700; }
    .bar { display: flex; flex-wrap: wrap; gap: 8px; margin-bottom: 12px; }
    button { font: inherit; min-height: 40px; padding: 4px 12px; color: inherit;
      background: var(--atlas-s1-soft, #d9e6f4); cursor: pointer;
      border: 1px solid var(--atlas-s1, #2563a8); border-radius: 6px; }
    button[aria-pressed=true] { background: var(--atlas-s1, #2563a8);
      color: var(--atlas-paper, #fff); }
    .fields { display: grid; gap: 10px; align-items: end;
      grid-template-columns: repeat(auto-fill, minmax(min(150px, 46%), 1fr)); }
    label { display: block; color: var(--atlas-muted, #5b6675); min-width: 0; }
    .check { display: flex; gap: 8px; align-items: center; min-height: 40px;
      color: inherit; }
    input, select { font: inherit; font-size: 16px; color: var(--atlas-ink, #1c2430);
      box-sizing: border-box; width: 100%; min-width: 0; min-height: 40px; padding: 2px 6px;
      margin: 2px 0 0; background: var(--atlas-paper, #fff);
      border: 1px solid var(--atlas-muted, #5b6675); border-radius: 6px; }
    input[type=checkbox] { flex: none; width: 24px; height: 24px; min-height: 0; margin: 0;
      accent-color: var(--atlas-s1, #2563a8); }
    input[aria-invalid=true] { border: 2px solid var(--atlas-s6, #b3324d);
      background: var(--atlas-s6-soft, #f5dae0); }
    button:focus-visible, input:focus-visible, select:focus-visible {
      outline: 3px solid var(--atlas-accent, #c2540a); outline-offset: 2px; }
    .say { margin: 12px 0; padding: 8px 10px; border-radius: 6px; min-height: 4.2em;
      box-sizing: border-box; background: var(--atlas-s5-soft, #f3e8cb); }
    .say.over { background: var(--atlas-s6-soft, #f5dae0); }
    .track { position: relative; height: 30px; margin: 0 0 12px; overflow: hidden;
      border: 1px solid var(--atlas-line, #c9d0d9); border-radius: 4px; }
    .track i { position: absolute; top: 0; bottom: 0; box-sizing: border-box; }
    .track b { position: absolute; top: 0; bottom: 0; width: 0;
      border-left: 3px dashed var(--atlas-ink, #1c2430); }
    li { display: grid; grid-template-columns: 14px 7em minmax(0, 1fr) auto; gap: 2px 10px;
      align-items: baseline; padding: 6px 0; border-top: 1px solid var(--atlas-line, #c9d0d9); }
    li i { width: 12px; height: 12px; align-self: center; border-radius: 2px; }
    li output { font-weight: 700; font-variant-numeric: tabular-nums; white-space: nowrap; }
    .formula { overflow-wrap: anywhere; }
    .formula span { display: block; color: var(--atlas-muted, #5b6675); font-size: 0.8125rem; }
    .total { font-weight: 700; }
    .note { color: var(--atlas-muted, #5b6675); padding-top: 8px; font-size: 0.8125rem;
      border-top: 1px solid var(--atlas-line, #c9d0d9); }
    @container (max-width: 480px) {
      li { grid-template-columns: 14px minmax(0, 1fr) auto; }
      .formula { grid-column: 2 / 4; grid-row: 2; }
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
  const group = (x) => x.toLocaleString("en-US", { maximumFractionDigits: 6 });
  const gigabytes = (bytes) => {
    const x = bytes / 1e9;
    const digits = x === 0 || x >= 0.1 ? 1 : Math.min(6, 1 - Math.floor(Math.log10(x)));
    return x.toLocaleString("en-US",
      { minimumFractionDigits: digits, maximumFractionDigits: digits });
  };

  class MemoryCalculator extends HTMLElement {
    // Bytes held by one GPU, and bytes it sends in one step; `parameters` is a plain number.
    static compute({ parameters, precision, optimizer, ranks, stage, layers, hidden, heads,
      sequence, batch, checkpointing, fused }) {
      const [p, g, master, moment, c] = PRECISIONS[precision];
      const k = master + MOMENTS[optimizer] * moment;
      const tokens = sequence * batch * hidden;
      let layer = (16 * c + 2) * tokens;
      if (!fused) layer += (2 * c + 1) * heads * sequence ** 2 * batch;
      const working = ranks > 1 ? [0, 0, g, p + g][stage] : 0;
      const result = {
        parameters: (p * parameters) / (stage >= 3 ? ranks : 1),
        gradients: (g * parameters) / (stage >= 2 ? ranks : 1),
        optimizer: (k * parameters) / (stage >= 1 ? ranks : 1),
        working: (working * parameters) / layers,
        activations: checkpointing ? (layers - 1) * c * tokens + layer : layers * layer,
      };
      result.total = Object.values(result).reduce((a, b) => a + b, 0);
      const sent = [2 * g, g + p, g + p, g + 2 * p][stage];
      result.sent = (sent * parameters * (ranks - 1)) / ranks;
      return result;
    }

    // The same as text, twice: in symbols, and with the numbers put in.
    static explain(x) {
      const [p, g, master, moment, c] = PRECISIONS[x.precision];
      const psi = `${group(x.parameters / 1e9)} × 10⁹`;
      const n = group(x.ranks);
      const [l, s, b, h, a] = [x.layers, x.sequence, x.batch, x.hidden, x.heads].map(group);
      const share = (size, first) => (x.stage >= first
        ? [`${size} · Ψ / N`, `${size} × ${psi} / ${n}`] : [`${size} · Ψ`, `${size} × ${psi}`]);
      const kept = MOMENTS[x.optimizer];
      const k = master + kept * moment;
      const state = k === 0 ? null : share(String(k), 1);
      if (state) state[0] = `(${master} + ${kept} · ${moment})${state[0].slice(String(k).length)}`;
      const size = x.ranks > 1 ? [0, 0, g, p + g][x.stage] : 0;
      const main = [`${16 * c + 2} · s·b·h`, `${16 * c + 2} × ${s} × ${b} × ${h}`];
      const extra = x.fused ? ["", ""] : [` + ${2 * c + 1} · a·s²·b`,
        ` + ${2 * c + 1} × ${a} × ${s}² × ${b}`];
      const layer = main.map((text, i) => text + extra[i]);
      const bracket = layer.map((text) => (x.fused ? text : `(${text})`));
      const sent = [[g, g], [g, p], [g, p], [g, p, p]][x.stage].join(" + ");
      return {
        parameters: share(p, 3), gradients: share(g, 2), optimizer: state,
        working: size ? [`${size} · Ψ / L`, `${size} × ${psi} / ${l}`] : null,
        activations: x.checkpointing
          ? [`(L − 1) · ${c} · s·b·h + ${layer[0]}`,
            `${group(x.layers - 1)} × ${c} × ${s} × ${b} × ${h} + ${layer[1]}`]
          : [`L · ${bracket[0]}`, `${l} × ${bracket[1]}`],
        sent: x.ranks > 1 ? [`(${sent}) · Ψ · (N − 1) / N`,
          `(${sent}) × ${psi} × ${group(x.ranks - 1)} / ${n}`] : null,
      };
    }

    connectedCallback() {
      if (this.shadowRoot) return;
      const zh = document.documentElement.lang.toLowerCase().startsWith("zh");
      this.t = zh ? TEXTS.zh : TEXTS.en;
      const t = this.t;
      const root = this.attachShadow({ mode: "open" });
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(STYLE);
      root.adoptedStyleSheets = [sheet];
      this.presets = Object.keys(PRESETS).map((name) => {
        const node = make("button", { type: "button", text: t[name], "aria-pressed": "false" });
        node.addEventListener("click", () => this.load(PRESETS[name], node));
        return node;
      });
      this.nodes = {};
      const choice = (name, options) => {
        const node = make("select", { "data-name": name }, ...options.map(([value, text]) =>
          make("option", { value, text })));
        return this.field(name, node);
      };
      const number = (name) => this.field(name, make("input", { type: "number",
        inputmode: "decimal", "data-name": name, min: NUMBERS[name][0], max: NUMBERS[name][1],
        step: name === "billions" ? "any" : "1" }));
      const check = (name) => {
        const node = make("input", { type: "checkbox", "data-name": name });
        this.field(name, node);
        return make("label", { class: "check" }, node, t[name]);
      };
      const named = (keys) => keys.map((key) => [key, t[key]]);
      const fields = make("div", { class: "fields", role: "group", "aria-label": t.inputs },
        number("billions"), choice("precision", named(Object.keys(PRECISIONS))),
        choice("optimizer", named(Object.keys(MOMENTS))), number("ranks"),
        choice("stage", t.stages.map((text, i) => [String(i), text])), number("layers"),
        number("hidden"), number("heads"), number("sequence"), number("batch"),
        number("memory"), check("checkpointing"), check("fused"));
      this.say = make("p", { class: "say", "aria-live": "polite" });
      this.track = make("div", { class: "track", "aria-hidden": "true" });
      this.rows = {};
      const list = make("ul", { "aria-label": t.results }, ...Object.keys(t.rows).map((name) => {
        const swatch = make("i");
        if (COLOURS[name]) swatch.style.background = `var(--atlas-${COLOURS[name]})`;
        const row = { formula: make("div", { class: "formula" }),
          value: make("output", { "data-out": name }) };
        this.rows[name] = row;
        return make("li", { class: name === "total" ? "total" : "" }, swatch,
          make("span", { text: t.rows[name] }), row.formula, row.value);
      }));
      this.note = make("p", { class: "note" });
      root.append(make("div", { class: "app" }, make("p", { class: "title", text: t.title }),
        make("div", { class: "bar", role: "group", "aria-label": t.presets }, ...this.presets),
        fields, this.say, this.track, list, this.note), make("slot"));
      this.load(PRESETS.p7, this.presets[0]);
    }

    field(name, node) {
      this.nodes[name] = node;
      const event = node.type === "number" ? "input" : "change";
      node.addEventListener(event, () => {
        this.presets.forEach((b) => b.setAttribute("aria-pressed", "false"));
        this.update();
      });
      return make("label", {}, this.t[name], node);
    }

    load(preset, pressed) {
      for (const [name, value] of Object.entries({ ...BASE, ...preset })) {
        if (typeof value === "boolean") this.nodes[name].checked = value;
        else this.nodes[name].value = String(value);
      }
      this.presets.forEach((b) => b.setAttribute("aria-pressed", String(b === pressed)));
      this.update();
    }

    update() {
      const { t, nodes } = this;
      const x = {};
      let wrong = null;
      for (const [name, [low, high]] of Object.entries(NUMBERS)) {
        const value = Number(nodes[name].value);
        const whole = name === "billions" || Number.isInteger(value);
        const good = nodes[name].value !== "" && whole && value >= low && value <= high;
        nodes[name].setAttribute("aria-invalid", String(!good));
        if (!good && !wrong) {
          wrong = t[name === "billions" ? "range" : "whole"](t[name], group(low), group(high));
        }
        x[name] = value;
      }
      if (wrong) {
        this.say.classList.add("over");
        this.say.textContent = wrong;
        return;
      }
      for (const name of ["precision", "optimizer"]) x[name] = nodes[name].value;
      for (const name of ["checkpointing", "fused"]) x[name] = nodes[name].checked;
      x.stage = Number(nodes.stage.value);
      x.parameters = x.billions * 1e9;
      const found = MemoryCalculator.compute(x);
      const texts = MemoryCalculator.explain(x);
      for (const [name, row] of Object.entries(this.rows)) {
        row.value.textContent = `${gigabytes(found[name])} GB`;
        const [symbols, numbers] = name === "total" ? [t.sum] : texts[name] || [t.none];
        row.formula.replaceChildren(symbols, ...(numbers ? [make("span", { text: numbers })] : []));
      }
      const memory = x.memory * 1e9;
      const scale = 100 / Math.max(found.total, memory * 1.02);
      let at = 0;
      this.track.replaceChildren(...Object.entries(COLOURS).map(([name, colour]) => {
        const node = make("i");
        node.style.left = `${at * scale}%`;
        node.style.width = `${found[name] * scale}%`;
        node.style.background = `var(--atlas-${colour})`;
        at += found[name];
        return node;
      }), make("b"));
      this.track.lastElementChild.style.left = `${memory * scale}%`;
      const left = memory - found.total;
      const states = found.parameters + found.gradients + found.optimizer;
      this.say.classList.toggle("over", left < 0);
      this.say.textContent = t[left < 0 ? "over" : "fits"]({ stage: x.stage,
        ranks: group(x.ranks), total: gigabytes(found.total), states: gigabytes(states),
        left: gigabytes(Math.abs(left)), memory: group(x.memory) });
      this.note.textContent = t.note((12 * x.layers * x.hidden ** 2 / 1e9).toFixed(2));
    }
  }

  customElements.define("atlas-memory-calculator", MemoryCalculator);
})();
