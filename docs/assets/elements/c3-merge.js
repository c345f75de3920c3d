// <atlas-c3-merge>: the C3 merge of a class hierarchy, one head per step. The reader chooses
// a hierarchy, edits the bases and steps; nothing moves by itself.
(() => {
  "use strict";
  const TEXTS = {
    en: {
      preset: "Hierarchy", target: "Class", classes: "Classes and their bases",
      hint: "Separate bases by commas. An empty field means object.",
      basesOf: (name) => `Bases of ${name}`, controls: "Steps",
      step: "Step", back: "Back", reset: "Start again", end: "To the end",
      presets: { diamond: "Diamond", levels: "Three levels", uneven: "Not breadth-first",
        inconsistent: "Inconsistent", parent: "A base before its subclass",
        mixin: "Mixin (standard library)" },
      order: "Result so far", baseList: "bases", lists: "Lists to merge", none: "empty",
      of: (a, b) => `step ${a} of ${b}`, join: ", ", and: " and ",
      list: (text) => `the list of bases${text}`, own: (name) => `L[${name}]`,
      start: (name, lists) => `L[${name}] starts with ${name}. Merge ${lists}.`,
      good: (head, where) => `Head ${head} of ${where} is in no tail: taken.`,
      bad: (head, where, tails) => `Head ${head} of ${where} is in the tail of ${tails}: `
        + "rejected, try the next list.",
      last: (head, where, tails) => `Head ${head} of ${where} is in the tail of ${tails}: `
        + "rejected, and no list is left.",
      done: (name, order) => `All lists are empty. The MRO of ${name} is ${order}.`,
      stuck: (heads) => "No head can be taken. TypeError: Cannot create a consistent method "
        + `resolution order (MRO) for bases ${heads}`,
      errors: {
        unknown: (name, base) => `${name} can't inherit from ${base}: there is no such class `
          + `above ${name}.`,
        duplicate: (name, base) => `TypeError: duplicate base class ${base} (in ${name}).`,
        refused: (name, base) => `${name} can't be made, because its base ${base} can't. `
          + `Choose ${base} to see why.`,
      },
    },
    zh: {
      preset: "层次结构", target: "要算的类", classes: "各个类和它们的基类",
      hint: "基类之间用逗号隔开，留空表示 object。",
      basesOf: (name) => `${name} 的基类`, controls: "步骤",
      step: "下一步", back: "上一步", reset: "重来", end: "直到结束",
      presets: { diamond: "菱形", levels: "三层", uneven: "不是广度优先",
        inconsistent: "自相矛盾", parent: "基类写在子类前面", mixin: "混入（标准库）" },
      order: "目前的结果", baseList: "基类表", lists: "待合并的列表", none: "空",
      of: (a, b) => `第 ${a} 步，共 ${b} 步`, join: "、", and: " 和 ",
      list: () => "基类表", own: (name) => `L[${name}]`,
      start: (name, lists) => `L[${name}] 以 ${name} 开头。接下来合并 ${lists}。`,
      good: (head, where) => `${where} 的头 ${head} 不在任何尾里：取走。`,
      bad: (head, where, tails) => `${where} 的头 ${head} 在 ${tails} 的尾里：拒绝，看下一个列表。`,
      last: (head, where, tails) => `${where} 的头 ${head} 在 ${tails} 的尾里：拒绝，`
        + "而且没有别的列表了。",
      done: (name, order) => `所有列表都空了。${name} 的 MRO 是 ${order}。`,
      stuck: (heads) => "没有一个头可以取。TypeError: Cannot create a consistent method "
        + `resolution order (MRO) for bases ${heads}`,
      errors: {
        unknown: (name, base) => `${name} 不能继承 ${base}：${name} 上面没有这个类。`,
        duplicate: (name, base) => `TypeError: duplicate base class ${base}（在 ${name} 里）。`,
        refused: (name, base) => `${name} 造不出来，因为它的基类 ${base} 就造不出来。`
          + `选 ${base} 看看原因。`,
      },
    },
  };
  const PRESETS = {
    diamond: "A; B: A; C: A; D: B C",
    levels: "A; B; C: A; D: A B; E: C; F: D; G: E F",
    uneven: "A; B: A; C; D: B C",
    inconsistent: "A; B; X: A B; Y: B A; Z: X Y",
    parent: "A; Sub: A; Z: A Sub",
    mixin: "BaseServer; TCPServer: BaseServer; HTTPServer: TCPServer; ThreadingMixIn; "
      + "ThreadingHTTPServer: ThreadingMixIn HTTPServer",
  };

  const STYLE = `
    :host { display: block; margin: 1.5rem 0; color: var(--atlas-ink, #1c2430); }
    .app { border: 1px solid var(--atlas-line, #c9d0d9); border-radius: 8px; padding: 12px;
      background: var(--atlas-paper, #fff); font-size: 0.875rem; line-height: 1.4; text-align: start; }
    slot { display: none; }
    .bar { display: flex; flex-wrap: wrap; gap: 8px 16px; align-items: center; }
    button, select, input { font: inherit; min-height: 40px; box-sizing: border-box;
      color: inherit; border: 1px solid var(--atlas-s1, #2563a8); border-radius: 6px; }
    button, select { padding: 4px 12px; background: var(--atlas-s1-soft, #d9e6f4);
      cursor: pointer; max-width: 100%; }
    button { min-width: 64px; }
    button:disabled { opacity: 0.45; cursor: default; }
    input { flex: 1 1 100px; min-width: 40px; width: 100px; padding: 4px 8px; background: transparent; }
    input[aria-invalid="true"] { border: 2px solid var(--atlas-s6, #b3324d); }
    button:focus-visible, input:focus-visible, select:focus-visible {
      outline: 3px solid var(--atlas-accent, #c2540a); outline-offset: 2px; }
    label { display: flex; gap: 8px; align-items: center; min-height: 40px; min-width: 0;
      flex-wrap: wrap; }
    .classes { display: grid; gap: 6px 16px; margin: 6px 0;
      grid-template-columns: repeat(auto-fill, minmax(min(220px, 100%), 1fr)); }
    .mono, .token, input { font-family: ui-monospace, Menlo, Consolas, monospace; }
    .title { margin: 10px 0 4px; font-weight: 700; }
    .hint { margin: 0; color: var(--atlas-muted, #5b6675); }
    .count { color: var(--atlas-muted, #5b6675); }
    .say { min-height: 4.2em; margin: 10px 0; padding: 8px 10px; border-radius: 6px;
      background: var(--atlas-s5-soft, #f3e8cb); overflow-wrap: anywhere; }
    .row { display: flex; gap: 8px; align-items: baseline; margin: 6px 0; }
    .name { flex: 0 0 auto; min-width: 52px; color: var(--atlas-muted, #5b6675);
      overflow-wrap: anywhere; }
    .wide .row { flex-wrap: wrap; }
    .tokens { display: flex; flex-wrap: wrap; gap: 4px; min-width: 0; }
    .token { padding: 2px 7px; border: 1px solid var(--atlas-line, #c9d0d9); border-radius: 4px;
      overflow-wrap: anywhere; }
    .head { border-color: var(--atlas-muted, #5b6675); }
    .good { border: 2px solid var(--atlas-s3, #0f7b5f); background: var(--atlas-s3-soft, #d3ece4);
      font-weight: 700; }
    .bad { border: 2px solid var(--atlas-s6, #b3324d); background: var(--atlas-s6-soft, #f5dae0);
      font-weight: 700; }
    .good::before { content: "✓ "; }
    .bad::before { content: "✗ "; }
    .why { border: 2px dashed var(--atlas-s5, #a3750c); background: var(--atlas-s5-soft, #f3e8cb); }
    @media (max-width: 480px) { .say { min-height: 5.6em; } .app { padding: 8px; } }
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

  class C3Merge extends HTMLElement {
    /** "A; B: A" -> [["A", []], ["B", ["A"]]]. */
    static parse(text) {
      return text.split(";").map((item) => {
        const [name, bases = ""] = item.split(":");
        return [name.trim(), bases.split(/[\s,]+/).filter(Boolean)];
      });
    }

    /** Every head tried; `order`, or null with the heads that are `stuck`. */
    static merge(lists) {
      let rest = lists.map((names) => [...names]);
      const steps = [];
      const order = [];
      while (rest.some((names) => names.length)) {
        let taken = null;
        for (let i = 0; i < rest.length && taken === null; i += 1) {
          if (rest[i].length === 0) continue;
          const head = rest[i][0];
          const blocked = rest.map((_, j) => j).filter((j) => rest[j].slice(1).includes(head));
          steps.push({ lists: rest.map((names) => [...names]), index: i, head, blocked });
          if (blocked.length === 0) taken = head;
        }
        if (taken === null) {
          const stuck = [...new Set(rest.filter((n) => n.length).map((n) => n[0]))];
          return { steps, order: null, stuck };
        }
        order.push(taken);
        rest = rest.map((names) => (names[0] === taken ? names.slice(1) : names));
      }
      return { steps, order, stuck: [] };
    }

    /** The merge for one class of [name, bases] rows, or what is wrong with the rows. */
    static compute(rows, target) {
      const orders = new Map([["object", ["object"]]]);
      for (const [name, given] of rows) {
        const bases = given.length ? given : ["object"];
        const unknown = bases.find((base) => !orders.has(base));
        if (unknown) return { error: ["unknown", name, unknown] };
        const twice = bases.find((base, i) => bases.indexOf(base) !== i);
        if (twice) return { error: ["duplicate", name, twice] };
        const refused = bases.find((base) => orders.get(base) === null);
        let result = null;
        if (!refused) {
          const lists = [...bases.map((base) => orders.get(base)), bases];
          result = { error: null, lists, bases, ...C3Merge.merge(lists) };
        }
        orders.set(name, result && result.order ? [name, ...result.order] : null);
        if (name === target) return result || { error: ["refused", name, refused] };
      }
      return { error: ["unknown", target, target] };
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
      this.preset = make("select", {}, ...Object.keys(PRESETS).map((value) =>
        make("option", { value, text: this.t.presets[value] })));
      this.preset.addEventListener("change", () => this.load());
      this.target = make("select");
      this.target.addEventListener("change", () => this.restart());
      this.stepButton = button("step", () => this.show(this.at + 1));
      this.backButton = button("back", () => this.show(this.at - 1));
      this.endButton = button("end", () => this.show(Infinity));
      this.resetButton = button("reset", () => this.show(0));
      this.count = make("span", { class: "count" });
      this.classes = make("div", { class: "classes", role: "group",
        "aria-label": this.t.classes });
      this.say = make("p", { class: "say", "aria-live": "polite" });
      this.lists = make("div", { role: "group", "aria-label": this.t.lists });
      this.result = make("div", { class: "tokens", role: "group", "aria-label": this.t.order });
      const pick = (text, node) => make("label", {}, text, node);
      root.append(make("div", { class: "app" },
        make("div", { class: "bar" }, pick(this.t.preset, this.preset),
          pick(this.t.target, this.target)),
        this.classes, make("p", { class: "hint", text: this.t.hint }),
        this.say,
        make("div", { class: "bar", role: "group", "aria-label": this.t.controls },
          this.stepButton, this.backButton, this.endButton, this.resetButton, this.count),
        make("p", { class: "title", text: this.t.lists }), this.lists,
        make("p", { class: "title", text: this.t.order }), this.result), make("slot"));
      this.load();
    }

    load() {
      const rows = C3Merge.parse(PRESETS[this.preset.value]);
      this.inputs = rows.map(([name, bases]) => {
        const input = make("input", { type: "text", "aria-label": this.t.basesOf(name),
          autocomplete: "off", autocapitalize: "off", spellcheck: "false" });
        input.value = bases.join(", ");
        input.addEventListener("change", () => this.restart());
        return { name, input };
      });
      this.classes.replaceChildren(...this.inputs.map(({ name, input }) =>
        make("label", {}, make("span", { class: "mono", text: `class ${name}` }), input)));
      this.target.replaceChildren(...rows.map(([name]) =>
        make("option", { value: name, text: name })));
      this.target.value = rows[rows.length - 1][0];
      this.restart();
    }

    restart() {
      const rows = this.inputs.map(({ name, input }) =>
        [name, input.value.split(/[\s,，、]+/).filter(Boolean)]);
      this.data = C3Merge.compute(rows, this.target.value);
      const wrong = this.data.error && this.data.error[0] !== "refused" && this.data.error[1];
      this.inputs.forEach(({ name, input }) =>
        input.setAttribute("aria-invalid", String(name === wrong)));
      this.show(0);
    }

    /** What list i is called: L[base], or the list of bases, the last one. */
    name(i) {
      const { bases } = this.data;
      return i < bases.length ? this.t.own(bases[i]) : this.t.list("");
    }

    words(s, view, last) {
      const names = (list) => list.map((i) => this.name(i));
      const joined = (list) => (list.length < 2 ? list.join("")
        : list.slice(0, -1).join(this.t.join) + this.t.and + list[list.length - 1]);
      const own = this.target.value;
      if (view === 0) return this.t.start(own, joined(names(this.data.lists.map((_, i) => i))));
      if (view === last) {
        return this.data.order ? this.t.done(own, [own, ...this.data.order].join(" → "))
          : this.t.stuck(this.data.stuck.join(", "));
      }
      const where = this.name(s.index);
      if (s.blocked.length === 0) return this.t.good(s.head, where);
      const final = this.data.order === null && view === last - 1;
      return this.t[final ? "last" : "bad"](s.head, where, joined(names(s.blocked)));
    }

    show(to) {
      const d = this.data;
      const last = d.error ? 0 : d.steps.length + 1;
      this.at = Math.max(0, Math.min(last, to));
      const focused = this.shadowRoot.activeElement;
      this.stepButton.disabled = this.at === last;
      this.endButton.disabled = this.at === last;
      this.backButton.disabled = this.at === 0;
      this.resetButton.disabled = this.at === 0;
      if (focused && focused.disabled) {
        (this.at === 0 ? this.stepButton : this.resetButton).focus();
      }
      this.count.textContent = d.error ? "" : this.t.of(this.at, last);
      if (d.error) {
        const [kind, name, base] = d.error;
        this.say.textContent = this.t.errors[kind](name, base);
        this.lists.replaceChildren();
        this.result.replaceChildren();
        return;
      }
      const step = this.at > 0 && this.at < last ? d.steps[this.at - 1] : null;
      this.say.textContent = this.words(step, this.at, last);
      let rest = step ? step.lists : d.lists;
      if (this.at === last) {
        rest = d.order ? d.lists.map(() => []) : d.steps[d.steps.length - 1].lists;
      }
      const token = (text, kind) => make("span", { class: `token ${kind}`, text });
      this.lists.className = d.bases.some((base) => base.length > 6) ? "wide" : "";
      this.lists.replaceChildren(...rest.map((names, i) => {
        const tokens = names.map((name, k) => {
          if (!step || name !== step.head) return token(name, k === 0 ? "head" : "");
          if (step.blocked.length === 0) return token(name, "good");
          if (k > 0) return token(name, "why");
          return token(name, i === step.index ? "bad" : "head");
        });
        if (!tokens.length) tokens.push(make("span", { class: "hint", text: this.t.none }));
        return make("div", { class: "row" },
          make("span", { class: "name", text: i < d.bases.length ? this.t.own(d.bases[i])
            : this.t.baseList }),
          make("span", { class: "tokens" }, ...tokens));
      }));
      const seen = d.steps.slice(0, this.at).filter((s) => s.blocked.length === 0);
      this.result.replaceChildren(...[this.target.value, ...seen.map((s) => s.head)]
        .map((name, i, all) => token(name, step && !step.blocked.length && i === all.length - 1
          ? "good" : "")));
    }
  }

  customElements.define("atlas-c3-merge", C3Merge);
})();
