// <atlas-gc-steps>: CPython's cycle collector on five objects, one object per step. The reader
// gives and takes references from outside. Nothing moves until a button is pressed.
(() => {
  "use strict";
  const GRAPH = { a: "b", b: "ac", c: "d", d: "c", e: "c" };
  const NAMES = Object.keys(GRAPH);
  const START = { e: 1 };
  const PLACES = { a: [48, 74], e: [152, 74], b: [48, 164], c: [152, 164], d: [256, 164] };
  const R = 23;
  const SVG = "http://www.w3.org/2000/svg";

  const TEXTS = {
    en: {
      next: "Next step", back: "Back", reset: "Reset", controls: "Controls",
      legend: "References from outside to",
      young: "List under examination", aside: "Set aside", none: "empty",
      phases: ["count", "copy", "subtract", "move", "result"],
      picture: (what) => `Five objects and their references. ${what}`,
      list: (names) => names.split("").join(", "),
      start: (freed, t) => (freed ? `Nothing refers to ${t.list(freed)} any more: freed at once `
        + "by counting, without the collector. " : "")
        + "The numbers are the reference counts. Press Next step.",
      empty: "Everything was freed by counting. Nothing is left for the collector.",
      copy: () => "Copy every reference count into gc_refs.",
      subtract: (s, t) => `${s.node} refers to ${t.list(GRAPH[s.node])}: `
        + `${t.list(GRAPH[s.node])} ${GRAPH[s.node].length > 1 ? "lose" : "loses"} 1.`,
      aside_: (s) => `${s.node} has 0: set aside, for the time being.`,
      keep: (s, t) => `${s.node} is above 0: alive, and so is what it refers to. ` + (s.moved
        ? `${t.list(s.moved)} ${s.moved.length > 1 ? "come" : "comes"} back to the end of the list.`
        : "Nothing has to be brought back."),
      result: (garbage, t) => (garbage
        ? `The list is at its end. Garbage: ${t.list(garbage)}. Emptied and freed.`
        : "The list is at its end. Nothing is set aside: no garbage."),
    },
    zh: {
      next: "下一步", back: "上一步", reset: "重来", controls: "控制",
      legend: "来自外部的引用，指向",
      young: "待检查的链表", aside: "放在一边", none: "空",
      phases: ["计数", "抄录", "相减", "移动", "结果"],
      picture: (what) => `五个对象和它们之间的引用。${what}`,
      list: (names) => names.split("").join("、"),
      start: (freed, t) => (freed ? `已没有谁引用 ${t.list(freed)}：引用计数立刻把它释放，`
        + "用不着回收器。" : "") + "数字是引用计数。请按“下一步”。",
      empty: "全部对象都由引用计数释放了，没有留给回收器的。",
      copy: () => "把每个引用计数抄进 gc_refs。",
      subtract: (s, t) => `${s.node} 引用了 ${t.list(GRAPH[s.node])}：`
        + `${t.list(GRAPH[s.node])} ${GRAPH[s.node].length > 1 ? "各" : ""}减 1。`,
      aside_: (s) => `${s.node} 是 0：暂且放在一边。`,
      keep: (s, t) => `${s.node} 大于 0：它活着，它引用的也活着。` + (s.moved
        ? `${t.list(s.moved)} 回到链表末尾。` : "没有要请回来的。"),
      result: (garbage, t) => (garbage
        ? `链表走到了头。垃圾：${t.list(garbage)}。清空并释放。`
        : "链表走到了头，旁边没有对象：没有垃圾。"),
    },
  };

  const STYLE = `
    :host { display: block; margin: 1.5rem 0; color: var(--atlas-ink, #1c2430); }
    .app { border: 1px solid var(--atlas-line, #c9d0d9); border-radius: 8px; padding: 12px;
      background: var(--atlas-paper, #fff); font-size: 0.875rem; line-height: 1.4; text-align: start; }
    slot { display: none; }
    .bar, fieldset { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; margin: 0 0 8px; }
    fieldset { border: 0; padding: 0; min-width: 0; gap: 0 4px; }
    legend { padding: 0; color: var(--atlas-muted, #5b6675); }
    button { font: inherit; min-height: 40px; min-width: 64px; padding: 4px 10px; color: inherit;
      border: 1px solid var(--atlas-s1, #2563a8); border-radius: 6px;
      background: var(--atlas-s1-soft, #d9e6f4); cursor: pointer; }
    button:disabled { opacity: 0.45; cursor: default; }
    label { display: inline-flex; gap: 6px; align-items: center; min-height: 40px; min-width: 44px; }
    input { width: 20px; height: 20px; margin: 0; accent-color: var(--atlas-s1, #2563a8); }
    button:focus-visible, input:focus-visible {
      outline: 3px solid var(--atlas-accent, #c2540a); outline-offset: 2px; }
    .say { min-height: 4.2em; margin: 0 0 10px; padding: 8px 10px; border-radius: 6px;
      background: var(--atlas-s5-soft, #f3e8cb); }
    .panes { display: flex; flex-wrap: wrap; gap: 8px 20px; align-items: flex-start; }
    .panes > div { flex: 1 1 250px; min-width: 0; max-width: 360px; }
    ol { display: flex; gap: 4px; list-style: none; margin: 0 0 8px; padding: 0; flex-wrap: wrap; }
    ol li { padding: 2px 6px; border-radius: 4px; border: 1px solid var(--atlas-line, #c9d0d9);
      color: var(--atlas-muted, #5b6675); }
    ol li[aria-current] { color: inherit; font-weight: 700; border-color: var(--atlas-ink, #1c2430); }
    .row { margin: 0 0 8px; }
    .row b { display: block; font-weight: 400; color: var(--atlas-muted, #5b6675); }
    .row span { display: inline-block; min-width: 2em; margin: 2px 4px 2px 0; padding: 3px 6px;
      text-align: center; border-radius: 6px; border: 2px solid; font-weight: 700; }
    .row i { display: inline-block; padding: 5px 0; }
    svg { display: block; width: 100%; height: auto; }
    circle, .row span { stroke-width: 2.4; }
    .wait { fill: var(--atlas-s1-soft, #d9e6f4); stroke: var(--atlas-s1, #2563a8); }
    .aside { fill: var(--atlas-s5-soft, #f3e8cb); stroke: var(--atlas-s5, #a3750c); }
    .live { fill: var(--atlas-s3-soft, #d3ece4); stroke: var(--atlas-s3, #0f7b5f); }
    .dead { fill: var(--atlas-s6-soft, #f5dae0); stroke: var(--atlas-s6, #b3324d); }
    .gone { fill: none; stroke: var(--atlas-muted, #5b6675); stroke-dasharray: 4 4; }
    span.wait { border-color: var(--atlas-s1, #2563a8); }
    span.aside { border-color: var(--atlas-s5, #a3750c); }
    span.live { border-color: var(--atlas-s3, #0f7b5f); }
    span.dead { border-color: var(--atlas-s6, #b3324d); }
    .now { stroke-width: 5; }
    text { fill: currentColor; text-anchor: middle; font-size: 16px; }
    .name { font-weight: 700; font-size: 15px; }
    .edge { stroke: var(--atlas-muted, #5b6675); stroke-width: 1.6; }
    .edge.off { opacity: 0.25; }
    .edge.hot { stroke: var(--atlas-accent, #c2540a); stroke-width: 3; }
    .tip { fill: var(--atlas-muted, #5b6675); }
    .tip.off { opacity: 0.25; }
    .tip.hot { fill: var(--atlas-accent, #c2540a); }
    .edge.out { stroke: currentColor; stroke-width: 2.4; }
    .tip.out { fill: currentColor; }
    @media (max-width: 480px) { .say { min-height: 5.6em; } }
    @media (max-width: 360px) { .app { padding: 8px; } }
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
  const shape = (tag, attributes, text = "") => {
    const node = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    node.textContent = text;
    return node;
  };

  class GcSteps extends HTMLElement {
    // What counting frees, then update_refs, subtract_refs and move_unreachable step by step.
    static compute(graph, outside) {
      const counts = {};
      for (const node of Object.keys(graph)) counts[node] = outside[node] || 0;
      for (const targets of Object.values(graph)) for (const t of targets) counts[t] += 1;
      let freed = "";
      for (;;) {
        const dead = Object.keys(counts).filter((node) => counts[node] === 0);
        if (!dead.length) break;
        for (const node of dead) {
          freed += node;
          delete counts[node];
          for (const t of graph[node]) counts[t] -= 1;
        }
      }
      const refs = { ...counts };
      let young = Object.keys(counts).join("");
      let unreachable = "";
      const steps = [];
      const record = (phase, node = "", moved = "") => steps.push(
        { phase, node, moved, refs: { ...refs }, young, unreachable });
      record("copy");
      for (const node of young) {
        for (const t of graph[node]) refs[t] -= 1;
        record("subtract", node);
      }
      for (let i = 0; i < young.length;) {
        const node = young[i];
        let moved = "";
        if (refs[node] === 0) {
          young = young.slice(0, i) + young.slice(i + 1);
          unreachable += node;
        } else {
          for (const t of graph[node]) {
            if (unreachable.includes(t)) {
              unreachable = unreachable.replace(t, "");
              young += t;
              moved += t;
              refs[t] = 1;
            } else if (refs[t] === 0) refs[t] = 1;
          }
          i += 1;
        }
        record("scan", node, moved);
      }
      return { freed, counts, steps, garbage: unreachable };
    }

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
      this.nextButton = button("next", () => this.show(this.at + 1));
      this.backButton = button("back", () => this.show(this.at - 1));
      this.resetButton = button("reset", () => {
        for (const n of NAMES) this.boxes[n].checked = n in START;
        this.restart();
      });
      this.boxes = {};
      const field = make("fieldset", {}, make("legend", { text: this.t.legend }));
      for (const n of NAMES) {
        const box = make("input", { type: "checkbox" });
        box.checked = n in START;
        box.addEventListener("change", () => this.restart());
        this.boxes[n] = box;
        field.append(make("label", {}, box, n));
      }
      this.say = make("p", { class: "say", "aria-live": "polite" });
      this.stages = make("ol", {}, ...this.t.phases.map((text) => make("li", { text })));
      this.svg = shape("svg", { viewBox: "0 0 304 236", role: "img" });
      this.rows = make("div", {});
      root.append(make("div", { class: "app" }, field,
        make("div", { class: "bar", role: "group", "aria-label": this.t.controls },
          this.nextButton, this.backButton, this.resetButton), this.say, this.stages,
        make("div", { class: "panes" }, make("div", {}, this.svg), this.rows)), make("slot"));
      this.restart();
    }

    restart() {
      const outside = Object.fromEntries(NAMES.map((n) => [n, this.boxes[n].checked ? 1 : 0]));
      this.trace = GcSteps.compute(GRAPH, outside);
      this.show(0);
    }

    show(to) {
      const { t, trace } = this;
      const { steps, counts, freed, garbage } = trace;
      const nothing = Object.keys(counts).length === 0;
      const last = nothing ? 0 : steps.length + 1; // 0: counts; 1 … n: steps; n + 1: the result
      this.at = Math.max(0, Math.min(last, to));
      const focused = this.shadowRoot.activeElement;
      this.nextButton.disabled = this.at === last;
      this.backButton.disabled = this.at === 0;
      if (focused && focused.disabled) this.resetButton.focus();
      const ended = !nothing && this.at === last;
      const step = this.at ? steps[Math.min(this.at, steps.length) - 1] : null;
      let stage = 0;
      if (nothing) this.say.textContent = t.empty;
      else if (!this.at) this.say.textContent = t.start(freed, t);
      else if (ended) [stage, this.say.textContent] = [4, t.result(garbage, t)];
      else if (step.phase === "copy") [stage, this.say.textContent] = [1, t.copy()];
      else if (step.phase === "subtract") [stage, this.say.textContent] = [2, t.subtract(step, t)];
      else {
        const aside = step.unreachable.includes(step.node);
        [stage, this.say.textContent] = [3, aside ? t.aside_(step) : t.keep(step, t)];
      }
      [...this.stages.children].forEach((li, i) => {
        if (i === stage) li.setAttribute("aria-current", "step");
        else li.removeAttribute("aria-current");
      });
      const young = step ? step.young : Object.keys(counts).join("");
      const aside = step ? step.unreachable : "";
      const kind = (n) => {
        if (!(n in counts)) return "gone";
        if (aside.includes(n)) return ended ? "dead" : "aside";
        return this.isLive(n) ? "live" : "wait";
      };
      const row = (title, names) => make("p", { class: "row" }, make("b", { text: title }),
        ...(names ? names.split("").map((n) => make("span", { class: kind(n), text: n }))
          : [make("i", { text: t.none })]));
      this.rows.replaceChildren(row(t.young, young), row(t.aside, aside));
      this.draw(step ? step.refs : counts, kind, ended ? "" : step);
    }

    // Scanned with a positive value at some step up to now: it can't be garbage any more.
    isLive(n) {
      return this.trace.steps.slice(0, this.at).some(
        (s) => s.phase === "scan" && s.node === n && !s.unreachable.includes(n));
    }

    draw(refs, kind, step) {
      const nodes = [];
      const arrow = (from, to, state) => {
        const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
        const length = Math.hypot(dx, dy);
        const [ux, uy] = [dx / length, dy / length];
        const base = [to[0] - 9 * ux, to[1] - 9 * uy];
        nodes.push(shape("line", { class: `edge ${state}`, x1: from[0], y1: from[1], x2: base[0], y2: base[1] }));
        nodes.push(shape("polygon", { class: `tip ${state}`, points: [to,
          [base[0] - 4.5 * uy, base[1] + 4.5 * ux], [base[0] + 4.5 * uy, base[1] - 4.5 * ux]].join(" ") }));
      };
      for (const [n, targets] of Object.entries(GRAPH)) {
        for (const target of targets) {
          const [[x1, y1], [x2, y2]] = [PLACES[n], PLACES[target]];
          const length = Math.hypot(x2 - x1, y2 - y1);
          const [ux, uy] = [(x2 - x1) / length, (y2 - y1) / length];
          const bend = GRAPH[target].includes(n) ? 7 : 0;
          const hot = step && step.node === n && (step.phase === "subtract" || kind(n) === "live");
          arrow([x1 + ux * (R + 3) - uy * bend, y1 + uy * (R + 3) + ux * bend],
            [x2 - ux * (R + 3) - uy * bend, y2 - uy * (R + 3) + ux * bend],
            kind(n) === "gone" ? "off" : hot ? "hot" : "");
        }
      }
      for (const n of NAMES) {
        const [x, y] = PLACES[n];
        const up = y < 100 ? -1 : 1;
        if (this.boxes[n].checked) arrow([x, y + up * (R + 36)], [x, y + up * (R + 3)], "out");
        const now = step && step.node === n ? " now" : "";
        nodes.push(shape("circle", { class: kind(n) + now, cx: x, cy: y, r: R }));
        nodes.push(shape("text", { class: "name", x, y: y - 3 }, n));
        if (n in refs) nodes.push(shape("text", { x, y: y + 15 }, String(refs[n])));
      }
      this.svg.setAttribute("aria-label", this.t.picture(
        NAMES.filter((n) => n in refs).map((n) => `${n}: ${refs[n]}`).join(", ")));
      this.svg.replaceChildren(...nodes);
    }
  }

  customElements.define("atlas-gc-steps", GcSteps);
})();
