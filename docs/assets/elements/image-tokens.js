// <atlas-image-tokens>: width and height of a picture -> what Kimi-VL's image processor makes
// of it (scaled and padded size, patches) and how many decoder tokens it costs.
(() => {
  "use strict";
  const TEXTS = {
    en: {
      title: "What does this picture cost?", width: "Width", height: "Height",
      version: "Version", limit: (n) => `${n} patches`, presets: "Sizes", swap: "Swap sides",
      original: "Original", scaled: "Scaled", padded: "Padded", patches: "Patches (encoder)",
      tokens: "Tokens (decoder)", share: "Share of 128K", fit: "Fit into 128K",
      pixels: (w, h) => `${w} × ${h} pixels`, grid: (c, r, n) => `${c} × ${r} = ${n}`,
      pictures: (n) => `${n} such pictures`, results: "Results",
      picture: "The padded picture: each cell is one decoder token, the striped edge is padding",
      kept: "is not scaled", shrunk: (s) => `is scaled to ${s}% of its sides`,
      full: ", needs no padding", pad: (x, y) => `, padded by ${x} columns and ${y} rows of pixels`,
      say: (x) => `${x.w} × ${x.h} ${x.scale}${x.pad}: ${x.n} patches, ${x.m} tokens.`,
      range: (name, a, b) => `${name}: enter a whole number from ${a} to ${b}.`,
      refused: "Refused: more than 511 patches on one side.",
    },
    zh: {
      title: "这幅图要花多少词元？", width: "宽", height: "高",
      version: "版本", limit: (n) => `${n} 块`, presets: "尺寸", swap: "宽高互换",
      original: "原图", scaled: "缩放后", padded: "补边后", patches: "图像块（编码器）",
      tokens: "词元（解码器）", share: "占 128K 的比例", fit: "128K 可容纳",
      pixels: (w, h) => `${w} × ${h} 像素`, grid: (c, r, n) => `${c} × ${r} = ${n}`,
      pictures: (n) => `${n} 幅这样的图`, results: "结果",
      picture: "补边后的图：每格是一个解码器词元，斜线部分是补边",
      kept: "不缩放", shrunk: (s) => `边长缩到 ${s}%`,
      full: "，无需补边", pad: (x, y) => `，补 ${x} 列、${y} 行像素`,
      say: (x) => `${x.w} × ${x.h} ${x.scale}${x.pad}：${x.n} 个图像块，${x.m} 个词元。`,
      range: (name, a, b) => `${name}：请输入 ${a} 到 ${b} 的整数。`,
      refused: "拒绝：某一边超过 511 个图像块。",
    },
  };
  const PATCH = 14;
  const UNIT = 28;
  const SIDE = 512;
  const WINDOW = 131072;
  const RANGE = [1, 20000];
  const VERSIONS = [["Instruct", 4096], ["Thinking-2506", 16384]];
  const PRESETS = [[1792, 1344], [1920, 1080], [3840, 2160], [1024, 1024], [896, 896],
    [448, 252]];

  const STYLE = `
    :host { display: block; margin: 1.5rem 0; color: var(--atlas-ink, #1c2430); }
    .app { border: 1px solid var(--atlas-line, #c9d0d9); border-radius: 8px; padding: 12px;
      background: var(--atlas-paper, #fff); font-size: 0.875rem; line-height: 1.4;
      text-align: start; }
    slot { display: none; }
    .title { margin: 0 0 8px; font-weight: 700; }
    .bar { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; margin-bottom: 8px; }
    button, select, input { font: inherit; min-height: 40px; min-width: 40px; color: inherit;
      box-sizing: border-box; border-radius: 6px; }
    button { padding: 4px 10px; cursor: pointer; background: var(--atlas-s1-soft, #d9e6f4);
      border: 1px solid var(--atlas-s1, #2563a8); }
    button[aria-pressed=true] { background: var(--atlas-s1, #2563a8);
      color: var(--atlas-paper, #fff); }
    select, input { font-size: 16px; padding: 2px 6px; background: var(--atlas-paper, #fff);
      border: 1px solid var(--atlas-muted, #5b6675); }
    select { max-width: 100%; min-width: 0; }
    input { width: 92px; }
    label { display: inline-flex; flex-wrap: wrap; gap: 6px; align-items: center; max-width: 100%; }
    input[aria-invalid=true] { border: 2px solid var(--atlas-s6, #b3324d);
      background: var(--atlas-s6-soft, #f5dae0); }
    button:focus-visible, input:focus-visible, select:focus-visible {
      outline: 3px solid var(--atlas-accent, #c2540a); outline-offset: 2px; }
    .say { margin: 8px 0; padding: 8px 10px; border-radius: 6px; min-height: 2.8em;
      background: var(--atlas-s5-soft, #f3e8cb); }
    .panes { display: flex; flex-wrap: wrap; gap: 16px; align-items: flex-start; }
    .panes > * { flex: 1 1 230px; min-width: 0; }
    table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums;
      display: table; margin: 0; font-size: inherit; }
    th, td { padding: 4px 2px; border: 0; min-width: 0; font-weight: 400;
      border-bottom: 1px solid var(--atlas-line, #c9d0d9); }
    th { text-align: start; color: var(--atlas-muted, #5b6675); }
    td { text-align: end; }
    .total td { font-weight: 700; color: var(--atlas-s2, #c2540a); }
    svg { display: block; width: 100%; height: auto; max-height: 260px; }
    .image { fill: var(--atlas-s1-soft, #d9e6f4); }
    .edge { fill: var(--atlas-s2-soft, #f8e1d2); stroke: var(--atlas-s2, #c2540a); }
    .stripe { stroke: var(--atlas-s2, #c2540a); }
    .cells { stroke: var(--atlas-s1, #2563a8); fill: none; }
    @media (max-width: 480px) { .say { min-height: 5.6em; } }
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
  const draw = (tag, attributes, ...children) => {
    const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    node.append(...children);
    return node;
  };
  const group = (n) => String(n).replace(/\B(?=(\d{3})+$)/g, ",");

  class ImageTokens extends HTMLElement {
    // The same arithmetic as `image_tokens` in the article; `refused` where Python raises.
    static compute(width, height, limit) {
      const whole = Math.floor(width / PATCH) * Math.floor(height / PATCH);
      let [w, h] = [width, height];
      if (whole > limit) {
        const scale = Math.sqrt(limit / whole);
        [w, h] = [Math.trunc(width * scale), Math.trunc(height * scale)];
      }
      const padded = [Math.ceil(w / UNIT) * UNIT, Math.ceil(h / UNIT) * UNIT];
      const [columns, rows] = padded.map((side) => side / PATCH);
      return { scaled: [w, h], padded, columns, rows, patches: columns * rows,
        tokens: columns * rows / 4, refused: columns >= SIDE || rows >= SIDE };
    }

    connectedCallback() {
      if (this.shadowRoot) return;
      const zh = document.documentElement.lang.toLowerCase().startsWith("zh");
      const t = zh ? TEXTS.zh : TEXTS.en;
      this.t = t;
      const root = this.attachShadow({ mode: "open" });
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(STYLE);
      root.adoptedStyleSheets = [sheet];
      const field = (value) => {
        const node = make("input", { type: "number", min: RANGE[0], max: RANGE[1], step: 1,
          inputmode: "numeric" });
        node.value = value;
        node.addEventListener("input", () => this.update());
        return node;
      };
      this.fields = PRESETS[0].map(field);
      this.version = make("select", {}, ...VERSIONS.map(([name, limit]) =>
        make("option", { value: limit, text: `${name} (${t.limit(group(limit))})` })));
      this.version.addEventListener("change", () => this.update());
      const swap = make("button", { type: "button", text: t.swap });
      swap.addEventListener("click", () =>
        this.choose([this.fields[1].value, this.fields[0].value]));
      this.presets = PRESETS.map((size) => {
        const node = make("button", { type: "button", text: `${size[0]} × ${size[1]}` });
        node.addEventListener("click", () => this.choose(size));
        return node;
      });
      this.say = make("p", { class: "say", "aria-live": "polite" });
      this.table = make("tbody");
      this.picture = draw("svg", { role: "img", "aria-label": t.picture });
      root.append(make("div", { class: "app" },
        make("p", { class: "title", text: t.title }),
        make("div", { class: "bar" },
          make("label", {}, t.width, this.fields[0]),
          make("label", {}, t.height, this.fields[1]), swap),
        make("div", { class: "bar" }, make("label", {}, t.version, this.version)),
        make("div", { class: "bar", role: "group", "aria-label": t.presets }, ...this.presets),
        this.say,
        make("div", { class: "panes" },
          make("table", { "aria-label": t.results }, this.table),
          make("div", {}, this.picture))), make("slot"));
      this.update();
    }

    choose(size) {
      this.fields.forEach((node, k) => { node.value = size[k]; });
      this.update();
    }

    update() {
      const t = this.t;
      const sides = this.fields.map((node) => Number(node.value));
      const wrong = sides.findIndex((n) => !Number.isInteger(n) || n < RANGE[0] || n > RANGE[1]);
      this.fields.forEach((node, k) => node.setAttribute("aria-invalid", String(k === wrong)));
      this.presets.forEach((node, k) => node.setAttribute("aria-pressed",
        String(PRESETS[k].every((n, side) => n === sides[side]))));
      if (wrong >= 0) {
        this.clear(t.range(wrong ? t.height : t.width, RANGE[0], RANGE[1]));
        return;
      }
      const [w, h] = sides;
      const x = ImageTokens.compute(w, h, Number(this.version.value));
      if (x.refused) {
        this.clear(t.refused);
        return;
      }
      const extra = x.padded.map((side, k) => side - x.scaled[k]);
      const scale = x.scaled[0] === w && x.scaled[1] === h ? t.kept
        : t.shrunk((100 * x.scaled[0] / w).toFixed(1));
      this.say.textContent = t.say({ w, h, scale, pad: extra[0] + extra[1] ? t.pad(...extra)
        : t.full, n: group(x.patches), m: group(x.tokens) });
      const rows = [[t.original, t.pixels(w, h)], [t.scaled, t.pixels(...x.scaled)],
        [t.padded, t.pixels(...x.padded)],
        [t.patches, t.grid(x.columns, x.rows, group(x.patches))],
        [t.tokens, t.grid(x.columns / 2, x.rows / 2, group(x.tokens))],
        [t.share, `${(100 * x.tokens / WINDOW).toFixed(2)}%`],
        [t.fit, t.pictures(group(Math.floor(WINDOW / x.tokens)))]];
      this.table.replaceChildren(...rows.map(([name, value]) => make("tr",
        { class: name === t.tokens ? "total" : "" },
        make("th", { scope: "row", text: name }), make("td", { text: value }))));
      this.drawPicture(x);
    }

    clear(message) {
      this.say.textContent = message;
      this.table.replaceChildren();
      this.picture.replaceChildren();
      this.picture.setAttribute("viewBox", "0 0 100 1");
    }

    drawPicture(x) {
      const [pw, ph] = x.padded;
      const line = Math.max(pw, ph) / 500;
      const parts = [];
      const stripes = draw("pattern", { id: "stripes", width: 6 * line, height: 6 * line,
        patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
      draw("line", { x1: 0, y1: 0, x2: 0, y2: 6 * line, class: "stripe",
        "stroke-width": 3 * line }));
      parts.push(draw("defs", {}, stripes),
        draw("rect", { x: 0, y: 0, width: pw, height: ph, class: "edge",
          "stroke-width": line }),
        draw("rect", { x: 0, y: 0, width: pw, height: ph, fill: "url(#stripes)" }),
        draw("rect", { x: 0, y: 0, width: x.scaled[0], height: x.scaled[1], class: "image" }));
      let path = "";
      for (let at = 0; at <= pw; at += UNIT) path += `M${at} 0V${ph}`;
      for (let at = 0; at <= ph; at += UNIT) path += `M0 ${at}H${pw}`;
      parts.push(draw("path", { d: path, class: "cells", "stroke-width": line * 0.7 }));
      this.picture.setAttribute("viewBox",
        `${-line} ${-line} ${pw + 2 * line} ${ph + 2 * line}`);
      this.picture.replaceChildren(...parts);
    }
  }

  customElements.define("atlas-image-tokens", ImageTokens);
})();
