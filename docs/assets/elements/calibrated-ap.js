/* <atlas-calibrated-ap data-ratio="14.1" data-odds="300">: precision against recall of one detector,
   plain and calibrated, while the reader changes the negatives per positive and the detector.
   The slotted static figure is shown in print and where scripts are off. */
(() => {
  "use strict";

  const W = 300;
  const H = 240;
  const BOX = { left: 38, top: 14, width: 250, height: 186 };
  const POINTS = 60;
  const RATIO_STEPS = 60; // log10 w = step / 20: from 1 to 1000
  const ODDS_STEPS = 60; // log10 E = step / 20: from 1 to 1000
  const PRESETS = [
    { key: "balanced", ratio: 1 },
    { key: "pole", ratio: 14.1 },
    { key: "ball", ratio: 429.8 },
  ];

  const short = (x) => (x < 10 ? x.toFixed(1) : x.toFixed(0));

  const TEXTS = {
    en: {
      ratio: "Negatives per positive, w",
      odds: "Quality of the detector, E",
      controls: "Controls",
      balanced: "Balanced, w = 1",
      pole: "PoleVault, w = 14",
      ball: "BaseballPitch, w = 430",
      recall: "recall",
      chart: "Precision against recall, plain (solid) and calibrated (dashed).",
      head: ["", "area", "chance"],
      rows: ["AP", "calibrated AP"],
      table: "Areas and what chance would give",
      say: (w, odds, r) =>
        `With ${short(w)} negatives per positive, a detector with E = ${short(odds)} gets ` +
        `AP ${r.ap.toFixed(3)} and calibrated AP ${r.cap.toFixed(3)}. ` +
        `A random detector would get AP ${r.chance.toFixed(3)} and calibrated AP 0.500.`,
    },
    zh: {
      ratio: "每个正例对应的负例数 w",
      odds: "检测器的好坏 E",
      controls: "控件",
      balanced: "平衡，w = 1",
      pole: "PoleVault，w = 14",
      ball: "BaseballPitch，w = 430",
      recall: "召回率",
      chart: "精确率随召回率的变化：普通（实线）与校准（虚线）。",
      head: ["", "面积", "随机"],
      rows: ["AP", "校准 AP"],
      table: "面积，以及随机猜测的结果",
      say: (w, odds, r) =>
        `每个正例对应 ${short(w)} 个负例时，E = ${short(odds)} 的检测器 ` +
        `AP 为 ${r.ap.toFixed(3)}，校准 AP 为 ${r.cap.toFixed(3)}。` +
        `随机检测器的 AP 是 ${r.chance.toFixed(3)}，校准 AP 是 0.500。`,
    },
  };

  const STYLE = `
    :host { display: block; margin: 1.5em 0; color: var(--atlas-ink, #1c2430); }
    .app { border: 1px solid var(--atlas-line, #c9d0d9); border-radius: 8px; padding: 12px;
      background: var(--atlas-paper, #fff); font-size: 14px; line-height: 1.45; text-align: start; }
    slot { display: none; }
    .bar { display: flex; flex-wrap: wrap; gap: 8px 12px; align-items: flex-end; }
    label { display: flex; flex-direction: column; gap: 2px; flex: 1 1 220px; min-width: 0; }
    .row { display: flex; gap: 10px; align-items: center; }
    output { min-width: 3em; font-variant-numeric: tabular-nums; font-weight: 700; }
    input { min-height: 40px; width: 100%; min-width: 0; margin: 0; box-sizing: border-box;
      accent-color: var(--atlas-s1, #2563a8); }
    button { font: inherit; min-height: 42px; padding: 4px 12px; color: inherit; cursor: pointer;
      background: var(--atlas-s1-soft, #d9e6f4); border: 1px solid var(--atlas-s1, #2563a8);
      border-radius: 6px; touch-action: manipulation; }
    button:focus-visible, input:focus-visible {
      outline: 3px solid var(--atlas-accent, #c2540a); outline-offset: 2px; }
    .say { min-height: 4.4em; margin: 10px 0; padding: 8px 10px; border-radius: 6px;
      background: var(--atlas-s5-soft, #f3e8cb); }
    .panes { display: flex; flex-wrap: wrap; gap: 12px 20px; align-items: center; }
    .panes > svg { flex: 1 1 240px; min-width: 0; max-width: 420px; height: auto; display: block; }
    svg text { font-size: 14px; fill: var(--atlas-muted, #5b6675); }
    .axis { stroke: var(--atlas-ink, #1c2430); stroke-width: 1.5; fill: none; }
    .plain { stroke: var(--atlas-s2, #c2540a); stroke-width: 2.6; fill: none; }
    .even { stroke: var(--atlas-s3, #0f7b5f); stroke-width: 2.6; stroke-dasharray: 7 4; fill: none; }
    table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
    th, td { padding: 4px 10px; text-align: right; font-weight: 400; white-space: nowrap; }
    th { color: var(--atlas-muted, #5b6675); }
    tr > :first-child { text-align: start; }
    .plain-key { color: var(--atlas-s2, #c2540a); font-weight: 700; }
    .even-key { color: var(--atlas-s3, #0f7b5f); font-weight: 700; }
    @media (max-width: 480px) {
      .app { padding: 8px; }
      .say { min-height: 7.4em; }
      .panes > svg { max-width: none; flex-basis: 100%; }
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

  const draw = (tag, attributes, text) => {
    const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(attributes)) {
      node.setAttribute(name, typeof value === "number" ? value.toFixed(1) : value);
    }
    if (text !== undefined) node.textContent = text;
    return node;
  };

  const x = (recall) => BOX.left + BOX.width * recall;
  const y = (precision) => BOX.top + BOX.height * (1 - precision);

  class CalibratedAp extends HTMLElement {
    /** AP, calibrated AP and the AP of chance (compare compute_ap in the figure script). */
    static compute(odds, ratio) {
      const area = (w) =>
        odds === 1 ? 1 / (1 + w) : 1 - (w / (odds - 1)) * Math.log((odds + w) / (1 + w));
      return { ap: area(ratio), cap: area(1), chance: 1 / (1 + ratio) };
    }

    /** Precision at a recall; ratio 1 gives the calibrated one. */
    static precision(odds, ratio, recall) {
      const u = recall + (1 - recall) * odds;
      return u / (u + ratio);
    }

    connectedCallback() {
      if (this.shadowRoot) return;
      const zh = document.documentElement.lang.toLowerCase().startsWith("zh");
      this.t = zh ? TEXTS.zh : TEXTS.en;
      const root = this.attachShadow({ mode: "open" });
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(STYLE);
      root.adoptedStyleSheets = [sheet];
      const slider = (max, action) => {
        const node = make("input", { type: "range", min: "0", max: String(max), step: "1" });
        node.addEventListener("input", action);
        return node;
      };
      this.ratioSlider = slider(RATIO_STEPS, () => this.setRatio(10 ** (this.ratioSlider.value / 20)));
      this.oddsSlider = slider(ODDS_STEPS, () => this.setOdds(10 ** (this.oddsSlider.value / 20)));
      this.ratioShown = make("output");
      this.oddsShown = make("output");
      const field = (name, input, shown) =>
        make("label", {}, this.t[name], make("span", { class: "row" }, input, shown));
      const buttons = PRESETS.map(({ key, ratio }) => {
        const node = make("button", { type: "button", text: this.t[key] });
        node.addEventListener("click", () => this.setRatio(ratio));
        return node;
      });
      const bar = make("div", { class: "bar", role: "group", "aria-label": this.t.controls },
        field("ratio", this.ratioSlider, this.ratioShown),
        field("odds", this.oddsSlider, this.oddsShown), ...buttons);
      this.say = make("p", { class: "say", "aria-live": "polite" });
      this.svg = draw("svg", { viewBox: `0 0 ${W} ${H}`, role: "img", "aria-label": this.t.chart });
      this.table = make("table", { "aria-label": this.t.table });
      root.append(make("div", { class: "app" }, bar, this.say,
        make("div", { class: "panes" }, this.svg, this.table)), make("slot"));
      this.ratio = Number(this.dataset.ratio) || 14.1;
      this.setOdds(Number(this.dataset.odds) || 300);
      this.setRatio(this.ratio);
    }

    setRatio(ratio) {
      this.ratio = ratio;
      this.ratioSlider.value = String(Math.round(20 * Math.log10(ratio)));
      this.show();
    }

    setOdds(odds) {
      this.odds = odds;
      this.oddsSlider.value = String(Math.round(20 * Math.log10(odds)));
      this.show();
    }

    show() {
      const result = CalibratedAp.compute(this.odds, this.ratio);
      this.ratioShown.textContent = short(this.ratio);
      this.oddsShown.textContent = short(this.odds);
      this.ratioSlider.setAttribute("aria-valuetext", short(this.ratio));
      this.oddsSlider.setAttribute("aria-valuetext", short(this.odds));
      this.say.textContent = this.t.say(this.ratio, this.odds, result);
      const bottom = BOX.top + BOX.height;
      const curve = (ratio) => Array.from({ length: POINTS + 1 }, (_, i) => {
        const recall = i / POINTS;
        const precision = CalibratedAp.precision(this.odds, ratio, recall);
        return `${i ? "L" : "M"}${x(recall).toFixed(1)} ${y(precision).toFixed(1)}`;
      }).join("");
      this.svg.replaceChildren(
        draw("path", { class: "axis",
          d: `M${BOX.left} ${BOX.top}V${bottom}H${BOX.left + BOX.width}` }),
        ...[0, 0.5, 1].map((v) => draw("text", { x: BOX.left - 6, y: y(v) + 5,
          "text-anchor": "end" }, String(v))),
        ...[0, 0.5, 1].map((v) => draw("text", { x: x(v), y: bottom + 18,
          "text-anchor": "middle" }, String(v))),
        draw("text", { x: x(0.5), y: bottom + 36, "text-anchor": "middle" }, this.t.recall),
        draw("path", { class: "even", d: curve(1) }),
        draw("path", { class: "plain", d: curve(this.ratio) }),
      );
      const [name, area, chance] = this.t.head;
      const line = (label, kind, a, b) => make("tr", {},
        make("th", { scope: "row", class: kind, text: label }),
        make("td", { text: a.toFixed(3) }), make("td", { text: b.toFixed(3) }));
      this.table.replaceChildren(
        make("tr", {}, make("td", { text: name }), make("th", { scope: "col", text: area }),
          make("th", { scope: "col", text: chance })),
        line(this.t.rows[0], "plain-key", result.ap, result.chance),
        line(this.t.rows[1], "even-key", result.cap, 0.5),
      );
    }
  }

  customElements.define("atlas-calibrated-ap", CalibratedAp);
})();
