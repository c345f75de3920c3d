/* <atlas-mi-bounds>: a Gaussian pair of known mutual information and what the estimators report in
   the mean with the exact critic; the reader moves the correlation, the dimension and the batch.
   The slotted static figure is shown in print and where scripts are off. */
(() => {
  "use strict";

  const START = { rho: 67, d: 3, k: 3 };
  const DIMS = [2, 4, 10, 20];
  const SEED = 20181;
  const TOTAL = 40000;

  const number = (x, digits = 2) => x.toFixed(digits).replace(/^-(0\.?0*)$/, "$1").replace("-", "−");
  const power = (x) => {
    if (x < 1e5) return String(Math.max(1, Math.ceil(x)));
    const [mantissa, exponent] = x.toExponential(1).split("e+");
    const up = "⁰¹²³⁴⁵⁶⁷⁸⁹";
    return `${mantissa}·10${[...exponent].map((c) => up[c]).join("")}`;
  };

  const TEXTS = {
    en: {
      controls: "Mutual information and its estimators",
      rho: "Correlation ρ", d: "Dimension d", k: "Batch K",
      reset: "Reset", high: "10 nats",
      chart: "Estimates in nats",
      names: ["True", "DV", "InfoNCE", "Plug-in", "JSD"],
      ceiling: "log K",
      say: (r) =>
        `True information ${number(r.info)} nats. DV reports ${number(r.dv)} ± ${number(r.dvSpread)}, ` +
        `InfoNCE ${number(r.infonce)} (ceiling ${number(r.ceiling)}), the plug-in ` +
        `${number(r.info)} ± ${number(r.plugSpread)}; the JSD is ${number(r.jsd)} of at most 0.69. ` +
        `A mean ratio within 10% needs ${power(100 * Math.expm1(2 * r.info))} shuffled pairs.`,
    },
    zh: {
      controls: "互信息与各种估计",
      rho: "相关系数 ρ", d: "维数 d", k: "批大小 K",
      reset: "重置", high: "10 纳特",
      chart: "各估计值（纳特）",
      names: ["真值", "DV", "InfoNCE", "代入法", "JSD"],
      ceiling: "log K",
      say: (r) =>
        `真实互信息 ${number(r.info)} 纳特。DV 报出 ${number(r.dv)} ± ${number(r.dvSpread)}，` +
        `InfoNCE 报出 ${number(r.infonce)}（上限 ${number(r.ceiling)}），代入法 ` +
        `${number(r.info)} ± ${number(r.plugSpread)}；JSD 为 ${number(r.jsd)}，最多 0.69。` +
        `平均密度比要准到 10%，需要 ${power(100 * Math.expm1(2 * r.info))} 个打乱的配对。`,
    },
  };

  const STYLE = `
    :host { display: block; margin: 1.5em 0; color: var(--atlas-ink, #1c2430); }
    .app { border: 1px solid var(--atlas-line, #c9d0d9); border-radius: 8px; padding: 12px;
      background: var(--atlas-paper, #fff); font-size: 15px; line-height: 1.45; text-align: start; }
    slot { display: none; }
    .controls { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: 0 16px; }
    label { display: block; min-width: 0; }
    .name { display: flex; justify-content: space-between; gap: 8px; }
    output { font-variant-numeric: tabular-nums; font-weight: 700; }
    input { display: block; width: 100%; min-width: 0; min-height: 40px; margin: 0;
      box-sizing: border-box; accent-color: var(--atlas-s1, #2563a8); }
    button { font: inherit; min-height: 42px; min-width: 64px; padding: 4px 14px; color: inherit;
      background: var(--atlas-s1-soft, #d9e6f4); cursor: pointer; border-radius: 6px;
      border: 1px solid var(--atlas-s1, #2563a8); touch-action: manipulation; }
    button:focus-visible, input:focus-visible {
      outline: 3px solid var(--atlas-accent, #c2540a); outline-offset: 2px; }
    .buttons { display: flex; flex-wrap: wrap; gap: 8px; }
    .say { min-height: 5.8em; margin: 10px 0; padding: 8px 10px; border-radius: 6px;
      background: var(--atlas-s5-soft, #f3e8cb); }
    .chart { position: relative; margin: 0 0 12px; }
    .row { display: grid; grid-template-columns: 4.6em minmax(0, 1fr) 3.4em; gap: 8px;
      align-items: center; min-height: 30px; }
    .value { font-variant-numeric: tabular-nums; text-align: end; }
    .track { position: relative; height: 18px; overflow: hidden;
      border-inline-start: 1.5px solid var(--atlas-muted, #5b6675); }
    .bar { position: absolute; inset: 0 auto 0 0; opacity: 0.85; }
    .spread { position: absolute; top: 7px; height: 4px; background: var(--atlas-ink, #1c2430); }
    .mark { position: absolute; top: 0; bottom: 0; width: 0;
      border-inline-start: 2px dashed var(--atlas-s1, #2563a8); }
    .scale { display: flex; justify-content: space-between; color: var(--atlas-muted, #5b6675);
      font-size: 14px; margin-inline: calc(4.6em * 15 / 14 + 8px) calc(3.4em * 15 / 14 + 8px); }
    @media (max-width: 560px) {
      .app { padding: 8px; }
      .controls { grid-template-columns: minmax(0, 1fr); }
      .say { min-height: 10.2em; }
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

  /** mulberry32 with values in (0, 1); make_uniform in Python is the same generator. */
  function makeUniform(seed) {
    let state = seed;
    return () => {
      state = (state + 0x6d2b79f5) | 0;
      let t = Math.imul(state ^ (state >>> 15), 1 | state);
      t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
      return (((t ^ (t >>> 14)) >>> 0) + 0.5) / 4294967296;
    };
  }

  const logSumExp = (values) => {
    let top = -Infinity;
    for (const v of values) if (v > top) top = v;
    let sum = 0;
    for (const v of values) sum += Math.exp(v - top);
    return top + Math.log(sum);
  };
  const softplus = (z) => Math.log1p(Math.exp(-Math.abs(z))) + Math.max(z, 0);
  const mean = (list) => list.reduce((a, b) => a + b, 0) / list.length;

  class MiBounds extends HTMLElement {
    /** Means and spreads with the exact critic, d even (compare estimate in Python). */
    static compute(rho, d, k, total = TOTAL) {
      const uniform = makeUniform(SEED);
      const chiSquare = (degrees) => {
        let product = 1;
        for (let i = 0; i < degrees / 2; i += 1) product *= uniform();
        return -2 * Math.log(product);
      };
      const s = 1 - rho * rho;
      const info = (-d / 2) * Math.log(s);
      const runs = Math.max(1, Math.floor(total / k));
      const [parts, values, controls] = [[], [], []];
      let below = 0;
      let above = 0;
      for (let run = 0; run < runs; run += 1) {
        const fakes = [];
        for (let j = 0; j < k; j += 1) {
          let u = chiSquare(d);
          let v = chiSquare(d);
          const fake = info + (rho / 2) * (u / (1 + rho) - v / (1 - rho));
          fakes.push(fake);
          above += softplus(fake);
          u = chiSquare(d);
          v = chiSquare(d);
          below += softplus(-(info + (rho / 2) * (u - v)));
        }
        parts.push(logSumExp(fakes) - Math.log(k));
        const x = chiSquare(d);
        const scores = [];
        for (let j = 0; j < k; j += 1) {
          const radius = Math.sqrt(-2 * Math.log(uniform()));
          const angle = 2 * Math.PI * uniform();
          const z = radius * Math.cos(angle);
          let rest = (radius * Math.sin(angle)) ** 2;
          if (d > 2) rest += chiSquare(d - 2);
          let dot = Math.sqrt(x) * z;
          let square = z * z + rest;
          if (j === 0) {
            square = rho * rho * x + 2 * rho * Math.sqrt(s) * dot + s * square;
            dot = rho * x + Math.sqrt(s) * dot;
            controls.push((rho / s) * dot - ((rho * rho) / (2 * s)) * (x + square));
          }
          scores.push((rho / s) * dot - ((rho * rho) / (2 * s)) * square);
        }
        values.push(Math.log(k) + scores[0] - logSumExp(scores));
      }
      // log r has mean I: use it as control variate for InfoNCE's mean.
      const average = mean(values);
      const middle = mean(controls);
      let spread = 0;
      let shared = 0;
      controls.forEach((c, i) => {
        spread += (c - middle) ** 2;
        shared += (c - middle) * (values[i] - average);
      });
      const part = mean(parts);
      const noise = mean(parts.map((p) => (p - part) ** 2));
      return {
        info,
        ceiling: Math.log(k),
        infonce: average - (spread > 0 ? shared / spread : 0) * middle,
        dv: info - part,
        dvSpread: Math.sqrt(noise + (d * rho * rho) / k),
        plugSpread: Math.sqrt((d * rho * rho) / k),
        jsd: Math.log(2) - (below + above) / (2 * runs * k),
      };
    }

    connectedCallback() {
      if (this.shadowRoot) return;
      const zh = document.documentElement.lang.toLowerCase().startsWith("zh");
      const t = (this.t = zh ? TEXTS.zh : TEXTS.en);
      const root = this.attachShadow({ mode: "open" });
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(STYLE);
      root.adoptedStyleSheets = [sheet];
      const slider = (name, min, max) => {
        const input = make("input", { type: "range", min, max, step: "1", "aria-label": name });
        const shown = make("output");
        input.addEventListener("input", () => this.show());
        const label = make("label", {},
          make("span", { class: "name" }, make("span", { text: name }), shown), input);
        return { input, shown, label };
      };
      this.rho = slider(t.rho, "0", "95");
      this.d = slider(t.d, "0", "3");
      this.k = slider(t.k, "0", "6");
      this.say = make("p", { class: "say", "aria-live": "polite" });
      const colours = ["--atlas-ink, #1c2430", "--atlas-s2, #c2540a", "--atlas-s1, #2563a8",
        "--atlas-s3, #0f7b5f", "--atlas-s4, #8b3fa8"];
      this.rows = t.names.map((name, i) => {
        const bar = make("div", { class: "bar" });
        bar.style.background = `var(${colours[i]})`;
        const spread = make("div", { class: "spread" });
        const mark = make("div", { class: "mark", title: t.ceiling });
        const track = make("div", { class: "track" }, bar);
        if (i === 1 || i === 3) track.append(spread);
        if (i === 2) track.append(mark);
        const value = make("span", { class: "value" });
        const node = make("div", { class: "row" }, make("span", { text: name }), track, value);
        return { bar, spread, mark, value, node };
      });
      this.scale = make("div", { class: "scale" });
      const button = (text, run) => {
        const node = make("button", { type: "button", text });
        node.addEventListener("click", run);
        return node;
      };
      root.append(
        make("div", { class: "app", role: "group", "aria-label": t.controls },
          make("div", { class: "controls" }, this.rho.label, this.d.label, this.k.label),
          this.say,
          make("div", { class: "chart", role: "group", "aria-label": t.chart },
            ...this.rows.map((row) => row.node), this.scale),
          make("div", { class: "buttons" },
            button(t.high, () => this.set(80, 3, 3)), button(t.reset, () => this.reset()))),
        make("slot"));
      this.reset();
    }

    reset() {
      this.set(START.rho, START.d, START.k);
    }

    set(rho, d, k) {
      this.rho.input.value = String(rho);
      this.d.input.value = String(d);
      this.k.input.value = String(k);
      this.show();
    }

    show() {
      const rho = Number(this.rho.input.value) / 100;
      const d = DIMS[Number(this.d.input.value)];
      const k = 8 * 2 ** Number(this.k.input.value);
      const r = MiBounds.compute(rho, d, k);
      const texts = [number(rho), String(d), String(k)];
      [this.rho, this.d, this.k].forEach((control, i) => {
        control.shown.textContent = texts[i];
        control.input.setAttribute("aria-valuetext", texts[i]);
      });
      const means = [r.info, r.dv, r.infonce, r.info, r.jsd];
      const spreads = [0, r.dvSpread, 0, r.plugSpread, 0];
      const top = Math.max(8, 4 * Math.ceil((r.dv + r.dvSpread) / 4));
      const share = (x) => `${Math.max(0, (100 * x) / top).toFixed(2)}%`;
      this.rows.forEach((row, i) => {
        row.bar.style.width = share(means[i]);
        row.spread.style.left = share(means[i] - spreads[i]);
        row.spread.style.width = share(means[i] + spreads[i] - Math.max(0, means[i] - spreads[i]));
        row.mark.style.left = share(r.ceiling);
        row.value.textContent = number(means[i]);
      });
      this.scale.replaceChildren(...[0, top / 2, top].map((v) => make("span", { text: String(v) })));
      this.say.textContent = this.t.say(r);
    }
  }

  if (!customElements.get("atlas-mi-bounds")) {
    customElements.define("atlas-mi-bounds", MiBounds);
  }
})();
