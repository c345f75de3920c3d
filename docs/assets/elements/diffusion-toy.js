/* Watch DDPM and DDIM draw from a mixture of two Gaussians whose best noise prediction is known.
 *
 * <atlas-diffusion-toy data-steps="20" data-seed="1">static figure</atlas-diffusion-toy>
 * Everything is computed in static methods, which the tests compare with the article's Python.
 */
(() => {
  "use strict";

  const TEXTS = {
    en: {
      sampler: "Sampler", steps: "Steps", seed: "Seed", controls: "Animation controls",
      play: "Play", pause: "Pause", step: "Step", reset: "Reset",
      count: (a, b) => `step ${a} of ${b}`,
      plot: "Paths of the points from t = 1000 to t = 0, and the target density",
      start: (n) => `${n} points of pure noise at t = 1000. Press Step or Play.`,
      quiet: "no fresh noise",
      fresh: (s) => `fresh noise of standard deviation ${s}`,
      move: (t, s, noise, up, n) =>
        `t = ${t} → ${s}, ${noise}. ${up} of ${n} points are above 0.2.`,
      done: (up, n, share) => `Done: ${up} of ${n} points (${share}%) ended in the upper hump; `
        + "it holds 40% of the target.",
      target: "target",
    },
    zh: {
      sampler: "采样器", steps: "步数", seed: "种子", controls: "动画控制",
      play: "播放", pause: "暂停", step: "下一步", reset: "重来",
      count: (a, b) => `第 ${a} 步，共 ${b} 步`,
      plot: "各点从 t = 1000 到 t = 0 的路径，以及目标密度",
      start: (n) => `t = 1000：${n} 个纯噪声点。按“下一步”或“播放”。`,
      quiet: "不加新噪声",
      fresh: (s) => `加入标准差为 ${s} 的新噪声`,
      move: (t, s, noise, up, n) => `t = ${t} → ${s}，${noise}。${n} 个点里有 ${up} 个高于 0.2。`,
      done: (up, n, share) => `完成：${n} 个点里有 ${up} 个（${share}%）落在上方的峰；`
        + "目标分布里它占 40%。",
      target: "目标",
    },
  };
  const T = 1000;
  const COUNT = 24;
  const STEPS = [1, 2, 5, 10, 20, 50, 100];
  const WEIGHTS = [0.6, 0.4];
  const MEANS = [-0.8, 1.2];
  const STDS = [0.3, 0.2];
  const VALLEY = 0.2;
  const [LOW, HIGH] = [-3.2, 3.2];
  const PLOT = { left: 30, top: 12, width: 236, height: 216, full: 340, tall: 262 };

  const alphaBar = [1];
  for (let t = 0; t < T; t += 1) {
    const root = Math.sqrt(0.00085) + ((Math.sqrt(0.012) - Math.sqrt(0.00085)) * t) / (T - 1);
    alphaBar.push(alphaBar[t] * (1 - root * root));
  }

  const STYLE = `
    :host { display: block; margin: 1.5rem 0; color: var(--atlas-ink, #1c2430); }
    .app { border: 1px solid var(--atlas-line, #c9d0d9); border-radius: 8px; padding: 12px;
      background: var(--atlas-paper, #fff); font-size: 0.875rem; line-height: 1.4;
      text-align: start; }
    slot { display: none; }
    .bar { display: flex; flex-wrap: wrap; gap: 8px 12px; align-items: center; margin: 0 0 8px; }
    label { display: inline-flex; gap: 6px; align-items: center; min-height: 40px; }
    button, select, input { font: inherit; color: inherit; min-height: 40px; padding: 4px 10px;
      box-sizing: border-box; border-radius: 6px; border: 1px solid var(--atlas-s1, #2563a8);
      background: var(--atlas-s1-soft, #d9e6f4); }
    button { min-width: 64px; cursor: pointer; }
    select option { color: #1c2430; background: #fff; }
    input { width: 5em; }
    button:disabled { opacity: 0.45; cursor: default; }
    button:focus-visible, select:focus-visible, input:focus-visible {
      outline: 3px solid var(--atlas-accent, #c2540a); outline-offset: 2px; }
    .count { color: var(--atlas-muted, #5b6675); margin-inline-start: auto; }
    .say { min-height: 2.8em; margin: 8px 0; padding: 8px 10px; border-radius: 6px;
      background: var(--atlas-s5-soft, #f3e8cb); }
    svg { display: block; width: 100%; max-width: 480px; margin: 0 auto; font-size: 14px; }
    .axis { stroke: var(--atlas-ink, #1c2430); fill: none; }
    .grid { stroke: var(--atlas-line, #c9d0d9); stroke-width: 0.75; }
    .path { fill: none; stroke-width: 1.2; stroke-linejoin: round; }
    .upper { stroke: var(--atlas-s1, #2563a8); fill: none; }
    .lower { stroke: var(--atlas-s2, #c2540a); fill: none; }
    circle.upper { fill: var(--atlas-s1, #2563a8); stroke: none; }
    circle.lower { fill: var(--atlas-s2, #c2540a); stroke: none; }
    .target { stroke: var(--atlas-s3, #0f7b5f); fill: var(--atlas-s3-soft, #d3ece4); }
    text { fill: var(--atlas-muted, #5b6675); }
    @media (max-width: 480px) { .app { padding: 8px; } .say { min-height: 5.6em; } }
    @media print { .app { display: none; } slot { display: block; } }
  `;

  const fill = (node, options, children) => {
    for (const [name, value] of Object.entries(options)) {
      if (name === "text") node.textContent = value;
      else node.setAttribute(name, value);
    }
    node.append(...children);
    return node;
  };
  const make = (tag, options = {}, ...children) =>
    fill(document.createElement(tag), options, children);
  const draw = (tag, options = {}, ...children) =>
    fill(document.createElementNS("http://www.w3.org/2000/svg", tag), options, children);

  class DiffusionToy extends HTMLElement {
    /** A generator of standard normal numbers: Box and Muller over 48271 s mod 2^31 - 1. */
    static makeNormal(seed) {
      let state = seed;
      const uniform = () => {
        state = (state * 48271) % 2147483647;
        return state / 2147483647;
      };
      for (let k = 0; k < 10; k += 1) uniform();
      return () => {
        const radius = Math.sqrt(-2 * Math.log(uniform()));
        return radius * Math.cos(2 * Math.PI * uniform());
      };
    }

    /** The mean of the noise, given x at time t. */
    static predictNoise(x, t) {
      const a = alphaBar[t];
      let total = 0;
      let sum = 0;
      WEIGHTS.forEach((w, k) => {
        const v = a * STDS[k] ** 2 + 1 - a;
        const diff = x - Math.sqrt(a) * MEANS[k];
        const g = (w / Math.sqrt(v)) * Math.exp((-diff * diff) / (2 * v));
        total += g;
        sum += (g * diff) / v;
      });
      return (Math.sqrt(1 - a) * sum) / total;
    }

    /** The variance of the fresh noise between times t and s. */
    static freshVariance(t, s, eta) {
      return eta ** 2 * ((1 - alphaBar[s]) / (1 - alphaBar[t])) * (1 - alphaBar[t] / alphaBar[s]);
    }

    /** All times and the positions of `count` points at each of them. */
    static simulate({ eta, steps, seed, count }) {
      const normal = DiffusionToy.makeNormal(seed);
      const times = Array.from({ length: steps + 1 }, (_, i) =>
        Math.floor((T * (steps - i)) / steps));
      let x = Array.from({ length: count }, normal);
      const path = [x];
      for (let i = 0; i < steps; i += 1) {
        const [a, b] = [alphaBar[times[i]], alphaBar[times[i + 1]]];
        const variance = DiffusionToy.freshVariance(times[i], times[i + 1], eta);
        x = x.map((value) => {
          const noise = DiffusionToy.predictNoise(value, times[i]);
          const clean = (value - Math.sqrt(1 - a) * noise) / Math.sqrt(a);
          const next = Math.sqrt(b) * clean + Math.sqrt(1 - b - variance) * noise;
          return variance > 0 ? next + Math.sqrt(variance) * normal() : next;
        });
        path.push(x);
      }
      return { times, path };
    }

    connectedCallback() {
      if (this.shadowRoot) return;
      const zh = document.documentElement.lang.toLowerCase().startsWith("zh");
      this.t = zh ? TEXTS.zh : TEXTS.en;
      const root = this.attachShadow({ mode: "open" });
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(STYLE);
      root.adoptedStyleSheets = [sheet];
      this.sampler = this.addSelect([["1", "DDPM"], ["0", "DDIM"]], "0");
      this.steps = this.addSelect(STEPS.map((n) => [`${n}`, `${n}`]), this.dataset.steps || "20");
      this.seed = make("input", { type: "number", min: "1", max: "9999", step: "1",
        inputmode: "numeric" });
      this.seed.value = this.dataset.seed || "1";
      this.seed.addEventListener("change", () => this.restart());
      const label = (name, field) => make("label", {}, this.t[name], field);
      this.playButton = this.addButton("play", () => (this.timer ? this.stop() : this.play()));
      this.stepButton = this.addButton("step", () => this.go(this.at + 1));
      this.resetButton = this.addButton("reset", () => this.go(0));
      this.count = make("span", { class: "count" });
      this.say = make("p", { class: "say", "aria-live": "polite" });
      this.plot = draw("svg", { viewBox: `0 0 ${PLOT.full} ${PLOT.tall}`, role: "img",
        "aria-label": this.t.plot });
      root.append(make("div", { class: "app" },
        make("div", { class: "bar" }, label("sampler", this.sampler), label("steps", this.steps),
          label("seed", this.seed)),
        make("div", { class: "bar", role: "group", "aria-label": this.t.controls },
          this.playButton, this.stepButton, this.resetButton, this.count),
        this.say, this.plot), make("slot"));
      this.restart();
    }

    disconnectedCallback() {
      this.stop();
    }

    addSelect(options, chosen) {
      const node = make("select", {},
        ...options.map(([value, text]) => make("option", { value, text })));
      node.value = chosen;
      if (node.selectedIndex < 0) node.selectedIndex = 0;
      node.addEventListener("change", () => this.restart());
      return node;
    }

    addButton(name, action) {
      const node = make("button", { type: "button", text: this.t[name] });
      node.addEventListener("click", action);
      return node;
    }

    restart() {
      const seed = Math.min(9999, Math.max(1, Math.round(Number(this.seed.value)) || 1));
      this.seed.value = String(seed);
      this.eta = Number(this.sampler.value);
      this.run = DiffusionToy.simulate({ eta: this.eta, steps: Number(this.steps.value), seed,
        count: COUNT });
      this.go(0);
    }

    play() {
      const last = this.run.times.length - 1;
      if (this.at === last) this.show(0);
      this.say.setAttribute("aria-live", "off"); // no flood of messages while it runs
      this.playButton.textContent = this.t.pause;
      this.timer = setInterval(() => this.show(this.at + 1), Math.min(700, 6000 / last));
      this.show(this.at + 1);
    }

    stop() {
      clearInterval(this.timer);
      this.timer = null;
      if (!this.playButton) return;
      this.playButton.textContent = this.t.play;
      this.say.setAttribute("aria-live", "polite");
    }

    go(to) {
      this.stop();
      this.show(to);
    }

    show(to) {
      const { times, path } = this.run;
      const last = times.length - 1;
      this.at = Math.max(0, Math.min(last, to));
      if (this.at === last) this.stop();
      const focused = this.shadowRoot.activeElement;
      this.stepButton.disabled = this.at === last;
      this.resetButton.disabled = this.at === 0;
      if (focused && focused.disabled) this.playButton.focus();
      this.count.textContent = this.t.count(this.at, last);
      const up = path[this.at].filter((x) => x > VALLEY).length;
      if (this.at === 0) {
        this.say.textContent = this.t.start(COUNT);
      } else {
        const [t, s] = [times[this.at - 1], times[this.at]];
        const std = Math.sqrt(DiffusionToy.freshVariance(t, s, this.eta));
        const noise = std > 0 ? this.t.fresh(std.toFixed(2)) : this.t.quiet;
        const done = this.at === last
          ? ` ${this.t.done(up, COUNT, Math.round((100 * up) / COUNT))}` : "";
        this.say.textContent = this.t.move(t, s, noise, up, COUNT) + done;
      }
      this.drawPlot();
    }

    drawPlot() {
      const { left, top, width, height } = PLOT;
      const { times, path } = this.run;
      const bottom = top + height;
      const mapX = (t) => left + (width * (T - t)) / T;
      const mapY = (x) => {
        const y = bottom - (height * (x - LOW)) / (HIGH - LOW);
        return Math.max(top, Math.min(bottom, y)).toFixed(1);
      };
      const nodes = [];
      for (const x of [-2, 0, 2]) {
        nodes.push(draw("line", { class: "grid", x1: left, x2: left + width, y1: mapY(x),
          y2: mapY(x) }));
        nodes.push(draw("text", { x: left - 6, y: Number(mapY(x)) + 5, "text-anchor": "end",
          text: String(x).replace("-", "−") }));
      }
      for (const t of [1000, 500, 0]) {
        nodes.push(draw("text", { x: mapX(t), y: bottom + 17, "text-anchor": "middle",
          text: String(t) }));
      }
      nodes.push(draw("text", { x: left + width / 2, y: bottom + 32, "text-anchor": "middle",
        text: "t" }));
      nodes.push(draw("path", { class: "axis", d: `M${left} ${top}V${bottom}H${left + width}` }));
      const base = left + width + 6;
      let outline = "";
      for (let x = -1.9; x <= 2.01; x += 0.1) {
        const density = WEIGHTS.reduce((sum, w, k) => sum + (w / (STDS[k] * Math.sqrt(2 * Math.PI)))
          * Math.exp(-((x - MEANS[k]) ** 2) / (2 * STDS[k] ** 2)), 0);
        outline += `${outline ? "L" : `M${base} ${mapY(x)}L`}${(base + 62 * density).toFixed(1)} `
          + mapY(x);
      }
      nodes.push(draw("path", { class: "target", d: `${outline}V${mapY(2)}H${base}Z` }));
      nodes.push(draw("text", { x: base, y: mapY(2.4), text: this.t.target }));
      path[0].forEach((_, i) => {
        const points = path.slice(0, this.at + 1)
          .map((x, k) => `${mapX(times[k]).toFixed(1)},${mapY(x[i])}`);
        const now = path[this.at][i];
        const kind = now > VALLEY ? "upper" : "lower";
        nodes.push(draw("polyline", { class: `path ${kind}`, points: points.join(" ") }));
        nodes.push(draw("circle", { class: kind, cx: mapX(times[this.at]), cy: mapY(now), r: 3 }));
      });
      this.plot.replaceChildren(...nodes);
    }
  }

  customElements.define("atlas-diffusion-toy", DiffusionToy);
})();
