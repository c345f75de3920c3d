/* <atlas-contrastive-temperature>: one anchor, its partner and three negatives under NT-Xent; the
   reader moves the temperature and the cosines and sees the pull, the pushes and the loss. The
   slotted static figure is shown in print and where scripts are off. */
(() => {
  "use strict";

  const START = { tau: 50, cosines: [80, 60, 10, -30] };

  const number = (x, digits = 3) => x.toFixed(digits).replace(/^-(0\.0*)$/, "$1").replace("-", "−");

  const TEXTS = {
    en: {
      controls: "Temperature, cosines and forces",
      tau: "Temperature τ",
      names: ["Partner", "Negative 1", "Negative 2", "Negative 3"],
      cosine: "cosine",
      pull: (force) => `pull ${number(force)}`,
      push: (force, share) => `push ${number(force)}, share ${number(100 * share, 1)}%`,
      same: "False negative",
      reset: "Reset",
      say: (r, tau) =>
        `τ = ${number(tau, 2)}: the partner has weight ${number(r.weights[0])}, the loss is ` +
        `${number(r.loss)}. The pull is ${number(r.pull)}, as large as the three pushes together; ` +
        `the nearest negative takes ${number(100 * Math.max(...r.shares), 1)}% of the push.`,
    },
    zh: {
      controls: "温度、余弦与力",
      tau: "温度 τ",
      names: ["搭档", "负样本 1", "负样本 2", "负样本 3"],
      cosine: "余弦",
      pull: (force) => `拉力 ${number(force)}`,
      push: (force, share) => `推力 ${number(force)}，占 ${number(100 * share, 1)}%`,
      same: "造一个假负样本",
      reset: "重置",
      say: (r, tau) =>
        `τ = ${number(tau, 2)}：搭档的权重是 ${number(r.weights[0])}，损失 ${number(r.loss)}。` +
        `拉力 ${number(r.pull)}，等于三个推力之和；最近的负样本占推力的 ` +
        `${number(100 * Math.max(...r.shares), 1)}%。`,
    },
  };

  const STYLE = `
    :host { display: block; margin: 1.5em 0; color: var(--atlas-ink, #1c2430); }
    .app { border: 1px solid var(--atlas-line, #c9d0d9); border-radius: 8px; padding: 12px;
      background: var(--atlas-paper, #fff); font-size: 15px; line-height: 1.45; text-align: start; }
    slot { display: none; }
    .row { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 0 14px;
      align-items: end; margin-bottom: 4px; }
    label { display: block; min-width: 0; }
    .name { display: flex; justify-content: space-between; gap: 8px; }
    output { font-variant-numeric: tabular-nums; font-weight: 700; }
    input { display: block; width: 100%; min-width: 0; min-height: 40px; margin: 0;
      box-sizing: border-box; accent-color: var(--atlas-s1, #2563a8); }
    .force { min-width: 0; font-variant-numeric: tabular-nums; }
    .track { height: 22px; margin: 4px 0 9px; background: none; border-radius: 3px;
      border: 1px solid var(--atlas-line, #c9d0d9); overflow: hidden; }
    .bar { height: 100%; background: var(--atlas-s6, #b3324d); }
    .partner .bar { background: var(--atlas-s3, #0f7b5f); }
    button { font: inherit; min-height: 42px; min-width: 64px; padding: 4px 14px; color: inherit;
      background: var(--atlas-s1-soft, #d9e6f4); cursor: pointer; border-radius: 6px;
      border: 1px solid var(--atlas-s1, #2563a8); touch-action: manipulation; }
    button:focus-visible, input:focus-visible {
      outline: 3px solid var(--atlas-accent, #c2540a); outline-offset: 2px; }
    .buttons { display: flex; flex-wrap: wrap; gap: 8px; }
    .say { min-height: 3em; margin: 10px 0; padding: 8px 10px; border-radius: 6px;
      background: var(--atlas-s5-soft, #f3e8cb); }
    @media (max-width: 480px) {
      .app { padding: 8px; }
      .row { grid-template-columns: minmax(0, 1fr); }
      .say { min-height: 7.4em; }
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

  class ContrastiveTemperature extends HTMLElement {
    /** Weights, loss and forces of NT-Xent for one anchor; cosines[0] belongs to the partner. */
    static compute(cosines, tau) {
      const sum = (list) => list.reduce((a, b) => a + b, 0);
      const powers = (list, top) => list.map((s) => Math.exp((s - top) / tau));
      const all = powers(cosines, Math.max(...cosines));
      const weights = all.map((p) => p / sum(all));
      const pushes = weights.slice(1).map((w) => w / tau);
      const negatives = cosines.slice(1);
      const rest = powers(negatives, Math.max(...negatives));
      return {
        weights,
        loss: Math.log1p(sum(powers(negatives, cosines[0]))),
        pull: sum(pushes),
        pushes,
        shares: rest.map((p) => p / sum(rest)),
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
      const slider = (name, min, max, step) => {
        const input = make("input", { type: "range", min, max, step, "aria-label": name });
        const shown = make("output");
        input.addEventListener("input", () => this.show());
        const label = make("label", {},
          make("span", { class: "name" }, make("span", { text: name }), shown), input);
        return { input, shown, label };
      };
      this.tau = slider(t.tau, "5", "100", "1");
      this.rows = t.names.map((name, i) => {
        const row = slider(`${name}${zh ? "，" : ", "}${t.cosine}`, "-100", "100", "5");
        row.text = make("div");
        row.bar = make("div", { class: "bar" });
        row.node = make("div", { class: i ? "row" : "row partner" }, row.label,
          make("div", { class: "force" }, row.text, make("div", { class: "track" }, row.bar)));
        return row;
      });
      this.say = make("p", { class: "say", "aria-live": "polite" });
      const button = (text, run) => {
        const node = make("button", { type: "button", text });
        node.addEventListener("click", run);
        return node;
      };
      root.append(
        make("div", { class: "app", role: "group", "aria-label": t.controls }, this.tau.label,
          this.say, ...this.rows.map((row) => row.node),
          make("div", { class: "buttons" },
            button(t.same, () => this.copyPartner()), button(t.reset, () => this.reset()))),
        make("slot"));
      this.reset();
    }

    reset() {
      this.tau.input.value = String(START.tau);
      this.rows.forEach((row, i) => (row.input.value = String(START.cosines[i])));
      this.show();
    }

    /** Give the first negative the partner's cosine: another sample of the same class. */
    copyPartner() {
      this.rows[1].input.value = this.rows[0].input.value;
      this.show();
    }

    show() {
      const tau = Number(this.tau.input.value) / 100;
      const cosines = this.rows.map((row) => Number(row.input.value) / 100);
      const r = ContrastiveTemperature.compute(cosines, tau);
      this.tau.shown.textContent = number(tau, 2);
      const full = Math.max(r.pull, 1e-12);
      this.rows.forEach((row, i) => {
        row.shown.textContent = number(cosines[i], 2);
        const force = i ? r.pushes[i - 1] : r.pull;
        row.text.textContent = i ? this.t.push(force, r.shares[i - 1]) : this.t.pull(force);
        row.bar.style.width = `${((100 * force) / full).toFixed(1)}%`;
      });
      this.say.textContent = this.t.say(r, tau);
    }
  }

  if (!customElements.get("atlas-contrastive-temperature")) {
    customElements.define("atlas-contrastive-temperature", ContrastiveTemperature);
  }
})();
