// <atlas-generator-steps>: a running-average generator that the reader resumes by next, send,
// throw and close. Shows the waiting line, the frame's variables and what came out.
(() => {
  "use strict";
  const SOURCE = [
    "def averager():",
    "    total = count = 0",
    "    mean = None",
    "    try:",
    "        while count < 3:",
    "            try:",
    "                x = yield mean",
    "            except ValueError:",
    "                total = count = 0",
    "                mean = None",
    "                yield \"reset\"",
    "                continue",
    "            if x is not None:",
    "                total += x",
    "                count += 1",
    "                mean = total / count",
    "        return mean",
    "    finally:",
    "        print(\"cleanup\")",
  ];
  const INPUT = 7; // x = yield mean
  const RESET = 11; // yield "reset"
  const LIMIT = 999;
  const NAMES = ["total", "count", "mean", "x"];
  const TEXTS = {
    en: {
      fresh: "new generator", value: "x =", controls: "Calls", code: "The generator",
      frame: "Frame", log: "Calls so far", head: ["call", "came out", "waits at"],
      state: "state", none: "no frame", empty: "no variables yet", line: (n) => `line ${n}`,
      start: "g = averager(). Nothing has run yet: press next(g).",
      yields: (v) => `yields ${v}`, returns: (v) => `StopIteration(${v})`,
      over: "StopIteration", raises: (e) => e, plain: (v) => `returns ${v}`,
      printed: "It printed cleanup. ",
      waits: (n) => `Waits at line ${n}.`, gone: "The generator is closed, its frame is gone.",
      created: "Still not started.",
      early: "A value can be sent only to a yield that waits; next(g) first.",
      lost: "Line 11 waited: it throws the sent value away. ",
      say: (call, what) => `${call}: ${what}. `,
    },
    zh: {
      fresh: "新生成器", value: "x =", controls: "调用", code: "生成器",
      frame: "帧", log: "已做的调用", head: ["调用", "得到", "停在"],
      state: "状态", none: "没有帧", empty: "还没有变量", line: (n) => `第 ${n} 行`,
      start: "g = averager()。还什么都没执行：请按 next(g)。",
      yields: (v) => `产出 ${v}`, returns: (v) => `StopIteration(${v})`,
      over: "StopIteration", raises: (e) => e, plain: (v) => `返回 ${v}`,
      printed: "它打印了 cleanup。",
      waits: (n) => `停在第 ${n} 行。`, gone: "生成器已关闭，帧已释放。",
      created: "仍未开始。",
      early: "值只能送给正在等待的 yield；请先按 next(g)。",
      lost: "等待的是第 11 行：它把送进来的值扔掉了。",
      say: (call, what) => `${call}：${what}。`,
    },
  };

  const STYLE = `
    :host { display: block; margin: 1.5rem 0; color: var(--atlas-ink, #1c2430); }
    .app { border: 1px solid var(--atlas-line, #c9d0d9); border-radius: 8px; padding: 12px;
      background: var(--atlas-paper, #fff); font-size: 0.875rem; line-height: 1.4; text-align: start; }
    slot { display: none; }
    .bar { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; margin: 0 0 10px; }
    button, input { font: inherit; min-height: 40px; padding: 4px 10px; color: inherit;
      border: 1px solid var(--atlas-s1, #2563a8); border-radius: 6px; box-sizing: border-box; }
    button { background: var(--atlas-s1-soft, #d9e6f4); cursor: pointer;
      font-family: ui-monospace, Menlo, Consolas, monospace; }
    button.fresh { font-family: inherit; background: var(--atlas-paper, #fff); }
    input { width: 84px; background: var(--atlas-paper, #fff); }
    label { display: inline-flex; gap: 6px; align-items: center; }
    .pair { display: inline-flex; gap: 8px; align-items: center; }
    button:focus-visible, input:focus-visible, .scroll:focus-visible {
      outline: 3px solid var(--atlas-accent, #c2540a); outline-offset: 2px; }
    .say { min-height: 4.2em; margin: 0 0 10px; padding: 8px 10px; border-radius: 6px;
      background: var(--atlas-s5-soft, #f3e8cb); }
    .panes { display: flex; flex-wrap: wrap; gap: 12px 20px; }
    .panes > div { flex: 1 1 200px; min-width: 0; }
    .panes > .wide { flex: 2 1 280px; }
    .title { margin: 0 0 4px; font-weight: 700; }
    .scroll { overflow-x: auto; }
    pre { margin: 0; font: 0.78rem/1.5 ui-monospace, Menlo, Consolas, monospace; }
    pre span { display: block; padding: 0 4px; white-space: pre; border-inline-start: 4px solid transparent; }
    pre .on { background: var(--atlas-s2-soft, #f8e1d2); border-color: var(--atlas-s2, #c2540a);
      font-weight: 700; }
    table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
    th, td { padding: 2px 14px 2px 0; text-align: start; font-weight: 400; white-space: nowrap; }
    th { color: var(--atlas-muted, #5b6675); }
    td { font-family: ui-monospace, Menlo, Consolas, monospace; }
    tr.on td { background: var(--atlas-s5-soft, #f3e8cb); }
    .log { max-height: 14em; overflow-y: auto; margin-top: 10px; }
    @media (max-width: 480px) { .say { min-height: 7em; } }
    @media (max-width: 400px) { .app { padding: 8px; } pre { font-size: 0.66rem; } }
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
  // Numbers as Python writes them: the mean is a float.
  const write = (value, name) => {
    if (value === null) return "None";
    if (typeof value === "string") return `'${value}'`;
    const float = name !== "total" && name !== "count" && name !== "x";
    return float && Number.isInteger(value) ? `${value}.0` : String(value);
  };

  class GeneratorSteps extends HTMLElement {
    static get source() {
      return SOURCE.join("\n");
    }

    // The steps of averager for a list of calls: ["next"], ["send", 10], ["throw", "ValueError"],
    // ["close"]. A step: kind (yield, return, raise, plain), value, printed, state, line, locals.
    static compute(calls) {
      let line = 0; // 0: not started, -1: closed, else the line that waits
      let vars = {};
      return calls.map(([call, argument]) => {
        let printed = false;
        const end = (kind, value) => {
          printed = line > 0; // the finally block
          line = -1;
          return [kind, value];
        };
        const fill = () => Object.assign(vars, { total: 0, count: 0, mean: null });
        const wait = (at, value) => {
          line = at;
          return ["yield", value];
        };
        const resume = () => {
          const sent = call === "send" ? argument : null;
          if (line === -1) return ["return", null];
          if (line === 0) {
            if (sent !== null) return ["raise", "TypeError"];
            fill();
            return wait(INPUT, null);
          }
          if (line === INPUT) {
            vars.x = sent;
            if (sent !== null) {
              vars.total += sent;
              vars.count += 1;
              vars.mean = vars.total / vars.count;
            }
          }
          return vars.count < 3 ? wait(INPUT, vars.mean) : end("return", vars.mean);
        };
        const raise = () => {
          if (argument !== "ValueError" || line !== INPUT) return end("raise", argument);
          fill();
          return wait(RESET, "reset");
        };
        let [kind, value] = ["plain", null];
        if (call === "close") end("plain", null);
        else [kind, value] = call === "throw" ? raise() : resume();
        if (line === -1) vars = {};
        return { kind, value, printed, line: Math.max(0, line), locals: { ...vars },
          state: line > 0 ? "GEN_SUSPENDED" : line === 0 ? "GEN_CREATED" : "GEN_CLOSED" };
      });
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
      const button = (text, call, kind = "") => {
        const node = make("button", { type: "button", text, class: kind });
        node.addEventListener("click", () => this.run(call(), text));
        return node;
      };
      this.input = make("input", { type: "number", value: "10", step: "1", min: -LIMIT, max: LIMIT });
      const read = () => {
        const value = Math.round(Number(this.input.value)) || 0;
        const x = Math.max(-LIMIT, Math.min(LIMIT, value));
        this.input.value = String(x);
        return ["send", x];
      };
      const fresh = make("button", { type: "button", text: t.fresh, class: "fresh" });
      fresh.addEventListener("click", () => this.restart());
      this.say = make("p", { class: "say", "aria-live": "polite" });
      this.lines = SOURCE.map((text, i) =>
        make("span", { text: `${String(i + 1).padStart(2)} ${text}` }));
      this.vars = make("table", { "aria-label": t.frame });
      this.log = make("table", { "aria-label": t.log });
      const region = (label, kind, ...nodes) => make("div", { class: `scroll ${kind}`, tabindex: "0",
        role: "region", "aria-label": label }, ...nodes);
      root.append(make("div", { class: "app" },
        make("div", { class: "bar", role: "group", "aria-label": t.controls },
          button("next(g)", () => ["next"]),
          make("span", { class: "pair" }, make("label", {}, t.value, this.input),
            button("g.send(x)", read)),
          button("g.throw(ValueError())", () => ["throw", "ValueError"]),
          button("g.throw(KeyError())", () => ["throw", "KeyError"]),
          button("g.close()", () => ["close"]), fresh),
        this.say,
        make("div", { class: "panes" },
          make("div", { class: "wide" }, make("p", { class: "title", text: t.code }),
            region(t.code, "", make("pre", {}, ...this.lines))),
          make("div", {}, make("p", { class: "title", text: t.frame }), this.vars)),
        region(t.log, "log", this.log)), make("slot"));
      this.restart();
    }

    restart() {
      this.calls = [];
      this.names = [];
      this.show();
    }

    run(call, text) {
      this.calls.push(call);
      this.names.push(call[0] === "send" ? `g.send(${call[1]})` : text);
      this.show();
    }

    describe({ kind, value }) {
      const { t } = this;
      if (kind === "yield") return t.yields(write(value));
      if (kind === "return") return value === null ? t.over : t.returns(write(value));
      return kind === "raise" ? t.raises(value) : t.plain("None");
    }

    show() {
      const { t, calls, names } = this;
      const steps = GeneratorSteps.compute(calls);
      const start = { state: "GEN_CREATED", line: 0, locals: {} };
      const now = steps.length ? steps[steps.length - 1] : start;
      const before = steps.length > 1 ? steps[steps.length - 2] : start;
      let words = t.start;
      if (steps.length) {
        words = t.say(names[names.length - 1], this.describe(now));
        if (before.line === RESET && calls[calls.length - 1][0] === "send") words += t.lost;
        if (now.printed) words += t.printed;
        if (now.state === "GEN_CREATED") words += t.created + (t === TEXTS.en ? " " : "") + t.early;
        else words += now.line ? t.waits(now.line) : t.gone;
      }
      this.say.textContent = words;
      this.lines.forEach((node, i) => {
        node.className = i + 1 === now.line ? "on" : "";
      });
      const row = (name, value) => make("tr", {}, make("th", { scope: "row", text: name }),
        make("td", { text: value }));
      const held = NAMES.filter((name) => name in now.locals);
      this.vars.replaceChildren(row(t.state, now.state), ...(held.length
        ? held.map((name) => row(name, write(now.locals[name], name)))
        : [row("f_locals", now.state === "GEN_CLOSED" ? t.none : t.empty)]));
      this.log.replaceChildren(
        make("tr", {}, ...t.head.map((text) => make("th", { scope: "col", text }))),
        ...steps.map((step, i) => make("tr", { class: i + 1 === steps.length ? "on" : "" },
          ...[names[i], this.describe(step), step.line ? t.line(step.line) : "–"].map((text) =>
            make("td", { text })))));
      this.log.parentNode.scrollTop = this.log.parentNode.scrollHeight;
    }
  }

  customElements.define("atlas-generator-steps", GeneratorSteps);
})();
