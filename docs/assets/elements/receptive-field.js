// <atlas-receptive-field>: a calculator. The reader edits a table of layers; receptive field,
// jump, start and output size of every layer are computed and the field's growth is drawn.
(() => {
  "use strict";
  const TEXTS = {
    en: {
      title: "Receptive field calculator", presets: "Presets", size: "Input size",
      layer: "Layer", k: "kernel", s: "stride", p: "padding", d: "dilation",
      r: "field", j: "jump", u: "start", n: "output", remove: "Remove", add: "Add a layer",
      table: "Layers and results", grids: "Gridding", hand: "By hand",
      unit: (i, n) => `Unit of the last layer: ${i} (0 to ${n - 1})`,
      of: (what, name) => `${what} of ${name}`,
      picture: "Fields of all layers around one spot; the shaded band is the image",
      say: (x) => `${x.count} ${x.count === 1 ? "layer" : "layers"}, input ${x.size}: receptive `
        + `field ${x.r} pixels per axis, jump ${x.j}, start ${x.u}, output ${x.n}. Unit i is `
        + `centered at pixel ${x.c} + ${x.j}·i.`,
      reads: (i, a, b) => ` Unit ${i} covers pixels ${a} to ${b}.`,
      whole: " No gaps.", gaps: (a, b) => ` Gaps: only ${a} of ${b} pixels are read.`,
      some: " There are gaps.",
      range: (label, a, b) => `${label}: enter a whole number from ${a} to ${b}.`,
      empty: (name) => `${name}: the window is larger than the padded input.`,
      large: (name) => `${name}: the field is larger than a million pixels.`,
    },
    zh: {
      title: "感受野计算器", presets: "预设", size: "输入大小",
      layer: "层", k: "核", s: "步幅", p: "填充", d: "空洞率",
      r: "感受野", j: "跳距", u: "起点", n: "输出", remove: "删除", add: "添加一层",
      table: "各层与结果", grids: "网格效应", hand: "手算例",
      unit: (i, n) => `最后一层的单元：${i}（0 到 ${n - 1}）`,
      of: (what, name) => `${name} 的${what}`,
      picture: "各层在同一位置附近的感受野；浅色带是图像",
      say: (x) => `共 ${x.count} 层，输入 ${x.size}：感受野每个方向 ${x.r} 个像素，跳距 ${x.j}，`
        + `起点 ${x.u}，输出 ${x.n}。单元 i 的中心在像素 ${x.c} + ${x.j}·i。`,
      reads: (i, a, b) => `单元 ${i} 覆盖像素 ${a} 到 ${b}。`,
      whole: "没有缝隙。", gaps: (a, b) => `有缝隙：${b} 个像素只读到 ${a} 个。`,
      some: "有缝隙。",
      range: (label, a, b) => `${label}：请输入 ${a} 到 ${b} 的整数。`,
      empty: (name) => `${name}：窗口比填充后的输入还大。`,
      large: (name) => `${name}：感受野超过一百万像素。`,
    },
  };
  const FIELDS = { k: [1, 99], s: [1, 16], p: [0, 99], d: [1, 64] };
  const MAX_LAYERS = 40;
  const MAX_SIZE = 4096;
  const MAX_FIELD = 1000000;
  const layer = (name, k, s = 1, p = 0, d = 1) => ({ name, k, s, p, d });

  const alexnet = () => [layer("conv1", 11, 4, 2), layer("pool1", 3, 2), layer("conv2", 5, 1, 2),
    layer("pool2", 3, 2), layer("conv3", 3, 1, 1), layer("conv4", 3, 1, 1),
    layer("conv5", 3, 1, 1), layer("pool5", 3, 2)];
  const vgg16 = () => [2, 2, 3, 3, 3].flatMap((convs, stage) => [
    ...Array.from({ length: convs }, (_, c) => layer(`conv${stage + 1}_${c + 1}`, 3, 1, 1)),
    layer(`pool${stage + 1}`, 2, 2)]);
  // The longest path; its 1 × 1 convolutions of stride 1 change nothing and are left out.
  const resnet50 = () => [layer("conv1", 7, 2, 3), layer("pool1", 3, 2, 1),
    ...[3, 4, 6, 3].flatMap((blocks, stage) => Array.from({ length: blocks }, (_, b) =>
      layer(`layer${stage + 1}.${b + 1}`, 3, stage > 0 && b === 0 ? 2 : 1, 1)))];
  const grids = () => ["A", "B", "C"].map((name) => layer(name, 3, 1, 2, 2));
  const hand = () => [layer("A", 3, 1, 1), layer("B", 3, 2, 1), layer("C", 3, 1, 2, 2)];
  const PRESETS = [["AlexNet", alexnet, 224], ["VGG-16", vgg16, 224],
    ["ResNet-50", resnet50, 224], ["hand", hand, 10], ["grids", grids, 32]];

  const STYLE = `
    :host { display: block; margin: 1.5rem 0; color: var(--atlas-ink, #1c2430); }
    .app { container-type: inline-size; border: 1px solid var(--atlas-line, #c9d0d9);
      border-radius: 8px; padding: 12px; background: var(--atlas-paper, #fff);
      font-size: 0.875rem; line-height: 1.4; text-align: start; }
    slot { display: none; }
    .title { margin: 0 0 8px; font-weight: 700; }
    .bar { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; margin-bottom: 8px; }
    button { font: inherit; min-height: 40px; min-width: 40px; padding: 4px 12px; color: inherit;
      background: var(--atlas-s1-soft, #d9e6f4); cursor: pointer;
      border: 1px solid var(--atlas-s1, #2563a8); border-radius: 6px; }
    button:disabled { opacity: 0.45; cursor: default; }
    button[aria-pressed=true] { background: var(--atlas-s1, #2563a8);
      color: var(--atlas-paper, #fff); }
    .cross { padding: 0; background: none; border-color: var(--atlas-line, #c9d0d9); }
    label { display: inline-flex; flex-wrap: wrap; gap: 8px; align-items: center; }
    .unit { display: block; }
    input { font: inherit; font-size: 16px; color: inherit; box-sizing: border-box;
      background: var(--atlas-paper, #fff); min-height: 40px;
      border: 1px solid var(--atlas-muted, #5b6675); border-radius: 6px; }
    input[type=number] { width: 100%; min-width: 0; padding: 2px 4px; text-align: center;
      appearance: textfield; }
    input[type=number]::-webkit-inner-spin-button { display: none; }
    .size { width: 84px !important; }
    input[type=range] { width: 100%; padding: 0; border: 0; margin: 0; background: none;
      accent-color: var(--atlas-s2, #c2540a); }
    input[aria-invalid=true] { border: 2px solid var(--atlas-s6, #b3324d);
      background: var(--atlas-s6-soft, #f5dae0); }
    button:focus-visible, input:focus-visible, .scroll:focus-visible {
      outline: 3px solid var(--atlas-accent, #c2540a); outline-offset: 2px; }
    .scroll { max-height: 420px; overflow-y: auto; margin: 0 0 8px;
      border-block: 1px solid var(--atlas-line, #c9d0d9); }
    table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums;
      display: table; margin: 0; font-size: inherit; }
    th, td { padding: 3px 4px; text-align: center; font-weight: 400; border: 0; min-width: 0; }
    thead th { position: sticky; top: 0; z-index: 1; background: var(--atlas-paper, #fff);
      color: var(--atlas-muted, #5b6675); }
    tbody th { text-align: start; white-space: nowrap; }
    .out { color: var(--atlas-muted, #5b6675); }
    .out.field { color: var(--atlas-s2, #c2540a); font-weight: 700; }
    .say { margin: 8px 0; padding: 8px 10px; border-radius: 6px; min-height: 4.2em;
      background: var(--atlas-s5-soft, #f3e8cb); }
    .picture { margin: 0; }
    .line { display: grid; grid-template-columns: 76px minmax(0, 1fr) 44px; gap: 6px;
      align-items: center; font-size: 0.8125rem; }
    .line > :last-child { text-align: end; font-variant-numeric: tabular-nums; }
    .line > :first-child { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
    .track { position: relative; height: 20px; }
    .track i { position: absolute; top: 0; bottom: 0; background: var(--atlas-s1-soft, #d9e6f4); }
    .track b { position: absolute; top: 3px; bottom: 3px; min-width: 2px; border-radius: 2px;
      box-sizing: border-box; border: 1px solid var(--atlas-s2, #c2540a);
      background: var(--atlas-s2-soft, #f8e1d2); }
    @container (max-width: 600px) {
      thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
      table, tbody { display: block; }
      tbody tr { display: grid; gap: 2px 4px; padding: 6px 0; align-items: end;
        grid-template-columns: 20px repeat(4, minmax(0, 1fr)) 40px;
        border-bottom: 1px solid var(--atlas-line, #c9d0d9); }
      tbody th, td { padding: 0; }
      tbody th { grid-row: 1; align-self: center; }
      tbody th span { display: none; }
      td::before { content: attr(data-label); display: block; font-size: 0.75rem;
        font-weight: 400; color: var(--atlas-muted, #5b6675); }
      td.act { grid-column: 6; grid-row: 1; }
      td.act::before { content: none; }
      td.first { grid-column: 2; }
    }
    @media print { .app { display: none; } slot { display: block; } }
  `;

  const make = (tag, options = {}, ...children) => {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(options)) {
      if (name === "text") node.textContent = value;
      else if (value !== undefined) node.setAttribute(name, value);
    }
    node.append(...children);
    return node;
  };
  const number = (value) => String(value).replace("-", "\u2212");

  class ReceptiveField extends HTMLElement {
    // Layers {name, k, s, p, d} and an input size -> rows {r, j, u, n}, pixels read by a unit.
    static compute(layers, size) {
      let [r, j, u, n] = [1, 1, 0, size];
      const rows = [];
      const taps = [];
      for (let at = 0; at < layers.length; at += 1) {
        const { k, s, p, d } = layers[at];
        const span = d * (k - 1);
        if (n + 2 * p <= span) return { error: "empty", at };
        n = Math.floor((n + 2 * p - span - 1) / s) + 1;
        taps.push([d * j, k]);
        [r, u, j] = [r + span * j, u - p * j, j * s];
        if (r > MAX_FIELD || j > MAX_FIELD) return { error: "large", at };
        rows.push({ r, j, u, n });
      }
      taps.sort((a, b) => a[0] - b[0]);
      let whole = 1;
      for (const [step, k] of taps) if (k === 1 || step <= whole) whole += step * (k - 1);
      let read = whole === r ? r : null;
      if (read === null && r <= 20000) {
        let field = new Uint8Array([1]);
        for (const [step, k] of taps) {
          const next = new Uint8Array(field.length + step * (k - 1));
          for (let m = 0; m < k; m += 1) field.forEach((x, i) => { next[i + m * step] |= x; });
          field = next;
        }
        read = field.reduce((sum, x) => sum + x, 0);
      }
      return { rows, read };
    }

    connectedCallback() {
      if (this.shadowRoot) return;
      const zh = document.documentElement.lang.toLowerCase().startsWith("zh");
      this.t = zh ? TEXTS.zh : TEXTS.en;
      const root = this.attachShadow({ mode: "open" });
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(STYLE);
      root.adoptedStyleSheets = [sheet];
      this.presets = PRESETS.map(([name, build, size]) => {
        const node = make("button", { type: "button", text: this.t[name] || name,
          "aria-pressed": "false" });
        node.addEventListener("click", () => this.load(build(), size, node));
        return node;
      });
      this.size = this.makeNumber("size", this.t.size, 1, MAX_SIZE, (value) => {
        this.input = value;
      });
      this.size.classList.add("size");
      const head = make("tr", {}, ...["layer", "k", "s", "p", "d", "r", "j", "u", "n", "remove"]
        .map((name) => make("th", { scope: "col", role: "columnheader", text: this.t[name] })));
      this.body = make("tbody", { role: "rowgroup" });
      this.scroll = make("div", { class: "scroll", tabindex: "0", role: "group",
        "aria-label": this.t.table },
      make("table", { role: "table", "aria-label": this.t.table },
        make("thead", { role: "rowgroup" }, head), this.body));
      this.addButton = make("button", { type: "button", text: `+ ${this.t.add}` });
      this.addButton.addEventListener("click", () => this.add());
      this.say = make("p", { class: "say", "aria-live": "polite" });
      this.unitText = make("span");
      this.unit = make("input", { type: "range", min: "0", step: "1" });
      this.unit.addEventListener("input", () => this.show());
      this.picture = make("div", { class: "picture", role: "img" });
      root.append(make("div", { class: "app" }, make("p", { class: "title", text: this.t.title }),
        make("div", { class: "bar", role: "group", "aria-label": this.t.presets }, ...this.presets),
        make("div", { class: "bar" }, make("label", {}, this.t.size, this.size)),
        this.scroll, make("div", { class: "bar" }, this.addButton), this.say,
        make("label", { class: "unit" }, this.unitText, this.unit), this.picture), make("slot"));
      this.load(alexnet(), 224, this.presets[0]);
    }

    makeNumber(name, label, low, high, store) {
      const node = make("input", { type: "number", inputmode: "numeric", min: low, max: high,
        step: "1", "aria-label": name === "size" ? undefined : label });
      node.addEventListener("input", () => {
        const value = Number(node.value);
        const good = node.value !== "" && Number.isInteger(value) && value >= low && value <= high;
        node.setAttribute("aria-invalid", String(!good));
        this.presets.forEach((b) => b.setAttribute("aria-pressed", "false"));
        if (good) store(value);
        const wrong = this.shadowRoot.querySelector("[aria-invalid=true]");
        if (wrong) this.say.textContent = wrong.dataset.hint;
        else this.update();
      });
      node.dataset.hint = this.t.range(label, low, high);
      return node;
    }

    load(layers, size, pressed) {
      this.layers = layers;
      this.input = size;
      this.size.value = String(size);
      this.size.setAttribute("aria-invalid", "false");
      this.presets.forEach((b) => b.setAttribute("aria-pressed", String(b === pressed)));
      this.unit.dataset.fresh = "1";
      this.build();
      this.scroll.scrollTop = 0;
    }

    add() {
      this.layers.push(layer(`${this.t.layer} ${this.layers.length + 1}`, 3, 1, 1));
      this.presets.forEach((b) => b.setAttribute("aria-pressed", "false"));
      this.build();
      this.body.lastElementChild.querySelector("input").focus();
    }

    remove(at) {
      this.layers.splice(at, 1);
      this.presets.forEach((b) => b.setAttribute("aria-pressed", "false"));
      this.build();
      const row = this.body.children[Math.min(at, this.layers.length - 1)];
      const next = row.querySelector("button");
      (next.disabled ? this.addButton : next).focus();
    }

    build() {
      this.body.replaceChildren(...this.layers.map((item, at) => {
        const name = `${at + 1} ${item.name}`;
        const inputs = Object.entries(FIELDS).map(([key, [low, high]]) => {
          const node = this.makeNumber(key, this.t.of(this.t[key], name), low, high, (value) => {
            item[key] = value;
          });
          node.value = String(item[key]);
          return make("td", { role: "cell", "data-label": this.t[key] }, node);
        });
        const outs = ["r", "j", "u", "n"].map((key, c) => make("td", { role: "cell",
          "data-label": this.t[key], "data-out": key,
          class: `out${c === 0 ? " field first" : ""}` }));
        const cross = make("button", { type: "button", text: "\u00d7", class: "cross",
          "aria-label": `${this.t.remove} ${name}` });
        cross.disabled = this.layers.length === 1;
        cross.addEventListener("click", () => this.remove(at));
        return make("tr", { role: "row" }, make("th", { scope: "row", role: "rowheader" },
          `${at + 1}`, make("span", { text: ` ${item.name}` })), ...inputs, ...outs,
        make("td", { role: "cell", class: "act" }, cross));
      }));
      this.addButton.disabled = this.layers.length >= MAX_LAYERS;
      this.update();
    }

    update() {
      const result = ReceptiveField.compute(this.layers, this.input);
      if (result.error) {
        this.say.textContent = this.t[result.error](`${result.at + 1} ${this.layers[result.at].name}`);
        this.picture.replaceChildren();
        this.unit.disabled = true;
        this.body.querySelectorAll(".out").forEach((cell) => { cell.textContent = "–"; });
        return;
      }
      this.result = result;
      [...this.body.children].forEach((row, at) => {
        row.querySelectorAll(".out").forEach((cell) => {
          cell.textContent = number(result.rows[at][cell.dataset.out]);
        });
      });
      const { n } = result.rows.at(-1);
      const before = Number(this.unit.value);
      this.unit.disabled = false;
      this.unit.max = String(n - 1);
      const fresh = this.unit.dataset.fresh || before > n - 1;
      this.unit.value = String(fresh ? Math.floor(n / 2) : before);
      delete this.unit.dataset.fresh;
      this.show();
    }

    show() {
      const { rows, read } = this.result;
      const last = rows.at(-1);
      const i = Number(this.unit.value);
      const first = last.u + i * last.j;
      let text = this.t.say({ count: rows.length, size: this.input, r: last.r, j: last.j,
        u: number(last.u), n: last.n, c: number(last.u + (last.r - 1) / 2) });
      text += this.t.reads(i, number(first), number(first + last.r - 1));
      if (read === last.r) text += this.t.whole;
      else text += read === null ? this.t.some : this.t.gaps(read, last.r);
      this.say.textContent = text;
      this.unitText.textContent = this.t.unit(i, last.n);
      const spot = first + (last.r - 1) / 2;
      const bars = rows.map(({ r, j, u, n }) => {
        const near = Math.min(n - 1, Math.max(0, Math.floor((spot - u - (r - 1) / 2) / j + 0.5)));
        return [u + near * j, r];
      });
      const low = Math.min(0, ...bars.map(([a]) => a));
      const high = Math.max(this.input, ...bars.map(([a, r]) => a + r));
      const place = (node, a, width) => {
        node.style.left = `${(100 * (a - low)) / (high - low)}%`;
        node.style.width = `${(100 * width) / (high - low)}%`;
        return node;
      };
      this.picture.setAttribute("aria-label", this.t.picture);
      this.picture.replaceChildren(...bars.map(([a, r], at) => make("div", { class: "line" },
        make("span", { text: this.layers[at].name }),
        make("span", { class: "track" }, place(make("i"), 0, this.input), place(make("b"), a, r)),
        make("span", { text: String(r) }))));
    }
  }

  customElements.define("atlas-receptive-field", ReceptiveField);
})();
