// <atlas-transposed-conv>: how many inputs reach each output of a transposed convolution, for a
// kernel, stride, padding, output padding and dilation that the reader chooses.
(() => {
  "use strict";
  const TEXTS = {
    en: {
      settings: "Settings", presets: "Examples", less: "less", more: "more",
      kernel: "kernel k", stride: "stride s", padding: "padding p",
      output: "output padding a", dilation: "dilation d",
      row: "One row: four inputs, their stamps and the counts",
      plane: "Two dimensions: stronger color = more inputs",
      region: "Diagram, can be scrolled sideways",
      tiny: (o) => `The formula gives an output size of ${o}: no output is left. Lower the padding.`,
      say: (r) => `Output size ${r.size} = ${r.sum}. ${r.even
        ? `Every inner output gets ${r.inner[0]} ${r.inner[0] === 1 ? "input" : "inputs"}`
          + `, in two dimensions ${r.low}`
        : `Inner outputs get ${r.list} inputs in turn`
          + `, in two dimensions between ${r.low} and ${r.high}`}. ${r.verdict}`,
      even: "Even overlap.", uneven: "Uneven overlap: a checkerboard by default.",
      holes: "Some outputs get nothing at all: holes.", comma: ", ",
    },
    zh: {
      settings: "参数", presets: "示例", less: "减", more: "加",
      kernel: "核大小 k", stride: "步幅 s", padding: "填充 p",
      output: "输出填充 a", dilation: "膨胀 d",
      row: "一维：四个输入、各自的印章与次数",
      plane: "二维：颜色越浓，收到的输入越多",
      region: "示意图，可左右滚动",
      tiny: (o) => `按公式，输出大小为 ${o}：什么也不剩。请减小填充。`,
      say: (r) => `输出大小 ${r.size} = ${r.sum}。${r.even
        ? `内部的输出各收到 ${r.inner[0]} 个输入，二维时 ${r.low} 个`
        : `内部的输出依次收到 ${r.list} 个输入，二维时在 ${r.low} 与 ${r.high} 之间`}。${r.verdict}`,
      even: "重叠均匀。", uneven: "重叠不均匀：默认就有棋盘格。",
      holes: "有的输出一个输入也收不到：空洞。", comma: "、",
    },
  };
  const INPUTS = 4;
  const LIMITS = {
    kernel: [1, 6], stride: [1, 4], padding: [0, 3], output: [0, 3], dilation: [1, 2],
  };
  const PRESETS = [
    { kernel: 3, stride: 2, padding: 1, output: 1, dilation: 1 },
    { kernel: 4, stride: 2, padding: 1, output: 0, dilation: 1 },
    { kernel: 2, stride: 2, padding: 0, output: 0, dilation: 1 },
    { kernel: 3, stride: 2, padding: 1, output: 0, dilation: 2 },
  ];

  const STYLE = `
    :host { display: block; margin: 1.5rem 0; color: var(--atlas-ink, #1c2430); }
    .app { border: 1px solid var(--atlas-line, #c9d0d9); border-radius: 8px; padding: 12px;
      background: var(--atlas-paper, #fff); font-size: 0.875rem; line-height: 1.4; text-align: start; }
    slot { display: none; }
    .bar { display: flex; flex-wrap: wrap; gap: 8px 14px; align-items: center; }
    .bar + .bar { margin-top: 10px; }
    button { font: inherit; min-height: 40px; min-width: 40px; padding: 4px 10px; color: inherit;
      background: var(--atlas-s1-soft, #d9e6f4); cursor: pointer; border-radius: 6px;
      border: 1px solid var(--atlas-s1, #2563a8); }
    button:disabled { opacity: 0.45; cursor: default; }
    button:focus-visible, .scroll:focus-visible {
      outline: 3px solid var(--atlas-accent, #c2540a); outline-offset: 2px; }
    .knob { display: inline-flex; align-items: center; gap: 6px; }
    .knob span { min-width: 1.4em; text-align: center; font-weight: 700; }
    .knob b { font-weight: 400; }
    .say { min-height: 4.2em; margin: 10px 0; padding: 8px 10px; border-radius: 6px;
      background: var(--atlas-s5-soft, #f3e8cb); }
    .panes { display: flex; flex-wrap: wrap; gap: 16px; }
    .panes > .wide { flex: 1 1 340px; min-width: 0; }
    .panes > .small { flex: 0 1 210px; min-width: 180px; }
    .title { margin: 0 0 6px; font-weight: 700; }
    .scroll { overflow-x: auto; padding: 3px 0; }
    .grid { display: grid; gap: 3px 1px; min-width: min-content; font-variant-numeric: tabular-nums; }
    .grid > div { height: 24px; line-height: 24px; text-align: center; border-radius: 3px; }
    .c0 { background: var(--atlas-s1-soft, #d9e6f4); box-shadow: inset 0 0 0 1px var(--atlas-s1, #2563a8); }
    .c1 { background: var(--atlas-s2-soft, #f8e1d2); box-shadow: inset 0 0 0 1px var(--atlas-s2, #c2540a); }
    .c2 { background: var(--atlas-s3-soft, #d3ece4); box-shadow: inset 0 0 0 1px var(--atlas-s3, #0f7b5f); }
    .c3 { background: var(--atlas-s4-soft, #ecdcf2); box-shadow: inset 0 0 0 1px var(--atlas-s4, #8b3fa8); }
    .grid > .count { font-weight: 700; border-top: 2px solid var(--atlas-ink, #1c2430); border-radius: 0; }
    .grid > .cut { border-top: 2px dotted var(--atlas-muted, #5b6675); border-radius: 0;
      color: var(--atlas-muted, #5b6675); }
    svg { display: block; width: 100%; max-width: 210px; height: auto; }
    rect { fill: var(--atlas-s1, #2563a8); }
    @media (max-width: 480px) { .say { min-height: 7em; } .app { padding: 8px; } }
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

  class TransposedConv extends HTMLElement {
    /** Size, counts of every output and counts of the inner outputs by their residue. */
    static compute(n, { kernel, stride, padding = 0, output = 0, dilation = 1 }) {
      const size = stride * (n - 1) + dilation * (kernel - 1) + 1 - 2 * padding + output;
      const counts = new Array(Math.max(size, 0)).fill(0);
      for (let i = 0; i < n; i += 1) {
        for (let t = 0; t < kernel; t += 1) {
          const j = stride * i + dilation * t - padding;
          if (j >= 0 && j < size) counts[j] += 1;
        }
      }
      const inner = new Array(stride).fill(0);
      for (let t = 0; t < kernel; t += 1) {
        const j = dilation * t - padding;
        inner[((j % stride) + stride) % stride] += 1;
      }
      return { size, counts, inner, even: inner.every((x) => x === inner[0]) };
    }

    connectedCallback() {
      if (this.shadowRoot) return;
      const zh = document.documentElement.lang.toLowerCase().startsWith("zh");
      this.t = zh ? TEXTS.zh : TEXTS.en;
      this.state = { ...PRESETS[0] };
      const root = this.attachShadow({ mode: "open" });
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(STYLE);
      root.adoptedStyleSheets = [sheet];
      const presets = make("div", { class: "bar", role: "group", "aria-label": this.t.presets });
      PRESETS.forEach((preset) => {
        const more = preset.dilation > 1 ? `, d=${preset.dilation}` : "";
        const node = make("button", {
          type: "button", text: `k=${preset.kernel}, s=${preset.stride}${more}`,
        });
        node.addEventListener("click", () => this.set(preset));
        presets.append(node);
      });
      this.knobs = {};
      const settings = make("div", { class: "bar", role: "group", "aria-label": this.t.settings });
      Object.keys(LIMITS).forEach((name) => settings.append(this.makeKnob(name)));
      this.say = make("p", { class: "say", "aria-live": "polite" });
      const title = (name) => make("p", { class: "title", id: name, text: this.t[name] });
      this.grid = make("div", { class: "grid" });
      const scroll = make("div", {
        class: "scroll", tabindex: "0", role: "group", "aria-label": this.t.region,
      }, this.grid);
      this.plane = make("div", { role: "img", "aria-labelledby": "plane" });
      root.append(make("div", { class: "app" }, presets, settings, this.say,
        make("div", { class: "panes" },
          make("div", { class: "wide" }, title("row"), scroll),
          make("div", { class: "small" }, title("plane"), this.plane))), make("slot"));
      this.draw();
    }

    makeKnob(name) {
      const button = (text, step, label) => {
        const node = make("button", {
          type: "button", text, "aria-label": `${this.t[name]}: ${label}`,
        });
        node.addEventListener("click", () => this.set({ [name]: this.state[name] + step }));
        return node;
      };
      const less = button("−", -1, this.t.less);
      const more = button("+", 1, this.t.more);
      const value = make("span");
      this.knobs[name] = { less, more, value };
      return make("div", { class: "knob", role: "group", "aria-label": this.t[name] },
        make("b", { text: this.t[name] }), less, value, more);
    }

    /** PyTorch wants the output padding below the larger of stride and dilation. */
    limits(name) {
      const [low, high] = LIMITS[name];
      if (name !== "output") return [low, high];
      return [low, Math.min(high, Math.max(this.state.stride, this.state.dilation) - 1)];
    }

    set(change) {
      this.state = { ...this.state, ...change };
      for (const name of Object.keys(LIMITS)) {
        const [low, high] = this.limits(name);
        this.state[name] = Math.max(low, Math.min(high, this.state[name]));
      }
      this.draw();
    }

    draw() {
      const focused = this.shadowRoot.activeElement;
      for (const [name, knob] of Object.entries(this.knobs)) {
        const [low, high] = this.limits(name);
        knob.value.textContent = this.state[name];
        knob.less.disabled = this.state[name] <= low;
        knob.more.disabled = this.state[name] >= high;
        if (focused === knob.less && knob.less.disabled) knob.more.focus();
        if (focused === knob.more && knob.more.disabled) knob.less.focus();
      }
      const result = TransposedConv.compute(INPUTS, this.state);
      this.drawRow(result);
      this.drawPlane(result);
      this.say.textContent = this.describe(result);
    }

    describe({ size, inner, even }) {
      if (size < 1) return this.t.tiny(String(size).replace("-", "−"));
      const { kernel, stride, padding, output, dilation } = this.state;
      const sum = `${stride}·${INPUTS - 1} + ${dilation}·${kernel - 1} + 1 − 2·${padding}`
        + ` + ${output}`;
      const low = Math.min(...inner);
      const high = Math.max(...inner);
      let verdict = even ? this.t.even : this.t.uneven;
      if (low === 0) verdict = this.t.holes;
      return this.t.say({
        size, sum, inner, even, verdict,
        list: inner.join(this.t.comma), low: low * low, high: high * high,
      });
    }

    drawRow({ size, counts }) {
      const { kernel, stride, padding, dilation } = this.state;
      // Positions run from the first uncropped one to the last, whichever side it is on.
      const full = Math.max(stride * (INPUTS - 1) + dilation * (kernel - 1) + 1, padding + size);
      const nodes = [];
      const put = (row, column, text, style) => {
        const node = make("div", { class: style, text });
        node.style.gridRow = String(row);
        node.style.gridColumn = String(column);
        nodes.push(node);
      };
      for (let i = 0; i < INPUTS; i += 1) {
        for (let t = 0; t < kernel; t += 1) {
          put(i + 1, stride * i + dilation * t + 1, "", `c${i}`);
        }
      }
      for (let j = 0; j < full; j += 1) {
        const kept = j >= padding && j < padding + size;
        put(INPUTS + 1, j + 1, kept ? String(counts[j - padding]) : "×", kept ? "count" : "cut");
      }
      this.grid.style.gridTemplateColumns = `repeat(${full}, minmax(15px, 34px))`;
      this.grid.replaceChildren(...nodes);
    }

    drawPlane({ size, counts }) {
      const space = "http://www.w3.org/2000/svg";
      const svg = document.createElementNS(space, "svg");
      const side = Math.max(size, 1);
      svg.setAttribute("viewBox", `0 0 ${side} ${side}`);
      svg.setAttribute("shape-rendering", "crispEdges");
      const top = Math.max(1, ...counts) ** 2;
      counts.forEach((a, y) => counts.forEach((b, x) => {
        if (!a || !b) return;
        const rect = document.createElementNS(space, "rect");
        const shape = { x, y, width: 1, height: 1, "fill-opacity": (a * b) / top };
        Object.entries(shape).forEach(([name, value]) => rect.setAttribute(name, value));
        svg.append(rect);
      }));
      this.plane.replaceChildren(svg);
    }
  }

  customElements.define("atlas-transposed-conv", TransposedConv);
})();
