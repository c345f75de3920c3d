// <atlas-names-and-objects>: short programs, one line at a time, as names, objects and arrows.
// Every program is written twice, as Python text to show and as operations of a tiny machine;
// the browser test runs the text in a real Python and compares identities and values.
(() => {
  "use strict";

  const list = (...items) => ({ kind: "list", items });
  const tuple = (...items) => ({ kind: "tuple", items });
  const PROGRAMS = {
    alias: [
      ["a = [1, 2]", { op: "new", name: "a", value: list(1, 2) }],
      ["b = a", { op: "bind", name: "b", from: "a" }],
      ["b += [3]", { op: "iadd", name: "b", value: [3] }],
    ],
    plus: [
      ["a = [1, 2]", { op: "new", name: "a", value: list(1, 2) }],
      ["b = a", { op: "bind", name: "b", from: "a" }],
      ["b = b + [3]", { op: "add", name: "b", value: [3] }],
    ],
    string: [
      ['s = "ab"', { op: "new", name: "s", value: { kind: "str", text: '"ab"' } }],
      ["t = s", { op: "bind", name: "t", from: "s" }],
      ['s += "c"', { op: "rebind", name: "s", value: { kind: "str", text: '"abc"' } }],
    ],
    number: [
      ["n = 300", { op: "new", name: "n", value: { kind: "int", text: "300" } }],
      ["n += 1", { op: "rebind", name: "n", value: { kind: "int", text: "301" } }],
    ],
    tuple: [
      ["a = (1, 2)", { op: "new", name: "a", value: tuple(1, 2) }],
      ["b = a", { op: "bind", name: "b", from: "a" }],
      ["b += (3,)", { op: "add", name: "b", value: [3] }],
    ],
    trap: [
      ['t = ([1], "x")', { op: "new", name: "t", value: tuple(list(1), '"x"') }],
      ["inner = t[0]", { op: "item", name: "inner", from: "t", at: 0 }],
      ["t[0] += [2]", { op: "iadditem", name: "t", at: 0, value: [2] }],
    ],
    rows: [
      ["g = [[0]] * 2", { op: "repeat", name: "g", value: list(0), times: 2 }],
      ["g[0] += [1]", { op: "iadditem", name: "g", at: 0, value: [1] }],
    ],
    shallow: [
      ["a = [[1], [2]]", { op: "new", name: "a", value: list(list(1), list(2)) }],
      ["b = a[:]", { op: "copy", name: "b", from: "a" }],
      ["b[0] += [9]", { op: "iadditem", name: "b", at: 0, value: [9] }],
      ["b[1] = [5]", { op: "setitem", name: "b", at: 1, value: list(5) }],
    ],
    deep: [
      ["a = [[1], [2]]", { op: "new", name: "a", value: list(list(1), list(2)) }],
      ["b = copy.deepcopy(a)", { op: "deepcopy", name: "b", from: "a" }],
      ["b[0] += [9]", { op: "iadditem", name: "b", at: 0, value: [9] }],
    ],
  };
  const REFUSED = "'tuple' object does not support item assignment";

  const TEXTS = {
    en: {
      pick: "Program", next: "Next", back: "Previous", restart: "Start again",
      names: "names", objects: "objects", lost: "no name left",
      titles: { alias: "list, b += …", plus: "list, b = b + …", string: "string, s += …",
        number: "integer, n += 1", tuple: "tuple, b += …", trap: "a list in a tuple",
        rows: "the same row twice", shallow: "shallow copy", deep: "deep copy" },
      ready: (n) => `${n} lines. Press Next to run the first one.`,
      line: (k, n) => `Line ${k} of ${n}. `,
      bound: (name, id) => `The name ${name} now leads to object #${id}. `,
      made: (ids) => `New: ${ids}. `,
      changed: (ids) => `Changed in place: ${ids}. `,
      stays: (name) => `The arrow of ${name} does not move. `,
      gone: (ids) => `No name leads to ${ids} any more. `,
      error: (text) => `TypeError: ${text}. `,
    },
    zh: {
      pick: "程序", next: "下一行", back: "上一行", restart: "重新开始",
      names: "名字", objects: "对象", lost: "没有名字了",
      titles: { alias: "列表，b += …", plus: "列表，b = b + …", string: "字符串，s += …",
        number: "整数，n += 1", tuple: "元组，b += …", trap: "元组里的列表",
        rows: "同一行出现两次", shallow: "浅拷贝", deep: "深拷贝" },
      ready: (n) => `共 ${n} 行。按“下一行”执行第一行。`,
      line: (k, n) => `第 ${k} 行，共 ${n} 行。`,
      bound: (name, id) => `名字 ${name} 现在指向对象 #${id}。`,
      made: (ids) => `新对象：${ids}。`,
      changed: (ids) => `原地修改：${ids}。`,
      stays: (name) => `${name} 的箭头没有动。`,
      gone: (ids) => `再没有名字能到达 ${ids}。`,
      error: (text) => `TypeError: ${text}。`,
    },
  };

  const STYLE = `
    :host { display: block; margin: 1.5rem 0; color: var(--atlas-ink, #1c2430); }
    .app { border: 1px solid var(--atlas-line, #c9d0d9); border-radius: 8px; padding: 12px;
      background: var(--atlas-paper, #fff); font-size: 0.9375rem; line-height: 1.45;
      text-align: start; }
    slot { display: none; }
    .bar { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; margin: 0 0 10px; }
    label { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; max-width: 100%; }
    button, select { font: inherit; min-height: 42px; padding: 4px 12px; color: inherit;
      background: var(--atlas-s1-soft, #d9e6f4); border: 1px solid var(--atlas-s1, #2563a8);
      border-radius: 6px; cursor: pointer; max-width: 100%; touch-action: manipulation; }
    button[aria-disabled="true"] { opacity: 0.45; cursor: default; }
    button:focus-visible, select:focus-visible {
      outline: 3px solid var(--atlas-accent, #c2540a); outline-offset: 2px; }
    ol { margin: 0 0 10px; padding: 0; list-style: none; } li { padding: 3px 8px; border-inline-start: 4px solid transparent;
      font-family: ui-monospace, Menlo, Consolas, monospace; overflow-wrap: anywhere; }
    li.done { color: var(--atlas-muted, #5b6675); }
    li.now { border-color: var(--atlas-s2, #c2540a); background: var(--atlas-s2-soft, #f8e1d2);
      color: inherit; font-weight: 600; }
    .say { min-height: 4.6em; margin: 8px 0 0; padding: 8px 10px; border-radius: 6px;
      background: var(--atlas-s5-soft, #f3e8cb); }
    svg { display: block; width: 100%; max-width: 480px; height: auto; margin: 0 auto; }
    text { fill: var(--atlas-ink, #1c2430); font-size: 15px; dominant-baseline: central; }
    .mono { font-family: ui-monospace, Menlo, Consolas, monospace; }
    .dim, .dot { fill: var(--atlas-muted, #5b6675); font-size: 14px; }
    .tag { fill: var(--atlas-s1-soft, #d9e6f4); stroke: var(--atlas-s1, #2563a8); }
    .cell { fill: var(--atlas-s3-soft, #d3ece4); stroke: var(--atlas-s3, #0f7b5f); }
    .changed { fill: var(--atlas-s2-soft, #f8e1d2); stroke: var(--atlas-s2, #c2540a);
      stroke-width: 2.5; }
    .dead { fill: none; stroke: var(--atlas-muted, #5b6675); stroke-dasharray: 4 3; }
    .arrow { stroke: var(--atlas-muted, #5b6675); stroke-width: 1.6; fill: none; }
    .arrow.moved { stroke: var(--atlas-s2, #c2540a); stroke-width: 2.8; }
    @media (max-width: 420px) { .app { padding: 8px; } .say { min-height: 7.4em; } }
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
  const draw = (tag, attributes, text = "") => {
    const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    node.textContent = text;
    return node;
  };

  class NamesAndObjects extends HTMLElement {
    static programs() {
      return Object.fromEntries(Object.entries(PROGRAMS).map(([key, lines]) =>
        [key, lines.map(([text]) => text)]));
    }

    /** The state after each line: names as [name, object], objects in order of appearance.
     *  An item of a container is a literal as text, or the number of an object. */
    static compute(key) {
      const names = new Map();
      const heap = [];
      const seen = [];
      const put = (value) => {
        if (typeof value !== "object") return String(value);
        const items = value.items ? value.items.map(put) : [];
        return heap.push({ kind: value.kind, text: value.text, items }) - 1;
      };
      const clone = (ref) => {
        if (typeof ref === "string") return ref;
        const { kind, text, items } = heap[ref];
        return heap.push({ kind, text, items: items.map(clone) }) - 1;
      };
      const object = (name) => heap[names.get(name)];
      const run = (step) => {
        const { op, name, from, at } = step;
        const added = Array.isArray(step.value) ? step.value.map(String) : [];
        if (op === "new" || op === "rebind") names.set(name, put(step.value));
        else if (op === "bind") names.set(name, names.get(from));
        else if (op === "item") names.set(name, object(from).items[at]);
        else if (op === "iadd") object(name).items.push(...added);
        else if (op === "add" || op === "copy") {
          const old = object(from || name);
          names.set(name, heap.push({ kind: old.kind, items: [...old.items, ...added] }) - 1);
        } else if (op === "repeat") {
          const row = put(step.value);
          names.set(name, heap.push({ kind: "list", items: Array(step.times).fill(row) }) - 1);
        } else if (op === "deepcopy") names.set(name, clone(names.get(from)));
        else if (op === "setitem") object(name).items[at] = put(step.value);
        else {
          const owner = object(name);
          heap[owner.items[at]].items.push(...added); // the list extends itself,
          if (owner.kind === "tuple") return REFUSED; // the tuple refuses the store
        }
        return "";
      };
      return PROGRAMS[key].map(([, step]) => {
        const error = run(step);
        const reached = new Set();
        const visit = (ref) => {
          if (typeof ref === "string" || reached.has(ref)) return;
          reached.add(ref);
          if (!seen.includes(ref)) seen.push(ref);
          heap[ref].items.forEach(visit);
        };
        names.forEach(visit);
        return {
          names: [...names].map(([name, ref]) => [name, seen.indexOf(ref)]),
          objects: seen.map((ref) => ({
            kind: heap[ref].kind, text: heap[ref].text || "", alive: reached.has(ref),
            items: heap[ref].items.map((i) => (typeof i === "string" ? i : seen.indexOf(i))),
          })),
          error,
        };
      });
    }

    connectedCallback() {
      if (this.shadowRoot) return;
      const zh = document.documentElement.lang.toLowerCase().startsWith("zh");
      this.t = zh ? TEXTS.zh : TEXTS.en;
      const root = this.attachShadow({ mode: "open" });
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(STYLE);
      root.adoptedStyleSheets = [sheet];
      this.select = make("select", {}, ...Object.keys(PROGRAMS).map((key) =>
        make("option", { value: key, text: this.t.titles[key] })));
      this.select.addEventListener("change", () => this.load());
      const button = (text, run) => {
        const node = make("button", { type: "button", text });
        const off = () => node.getAttribute("aria-disabled") === "true";
        node.addEventListener("click", () => off() || run());
        return node;
      };
      this.back = button(this.t.back, () => this.show(this.at - 1));
      this.next = button(this.t.next, () => this.show(this.at + 1));
      this.restart = button(this.t.restart, () => this.show(0));
      this.lines = make("ol");
      this.picture = draw("svg", { role: "img" });
      this.say = make("p", { class: "say", "aria-live": "polite" });
      root.append(make("div", { class: "app" },
        make("div", { class: "bar" }, make("label", {}, this.t.pick, this.select)),
        this.lines, this.picture, this.say,
        make("div", { class: "bar", style: "margin: 10px 0 0" },
          this.back, this.next, this.restart)), make("slot"));
      this.load();
    }

    load() {
      this.steps = NamesAndObjects.compute(this.select.value);
      this.lines.replaceChildren(...PROGRAMS[this.select.value].map(([text]) =>
        make("li", { text })));
      this.show(0);
    }

    show(at) {
      this.at = at;
      const empty = { names: [], objects: [], error: "" };
      const now = at ? this.steps[at - 1] : empty;
      const before = at > 1 ? this.steps[at - 2] : empty;
      [...this.lines.children].forEach((line, k) => {
        line.className = k === at - 1 ? "now" : k < at ? "done" : "";
        line.toggleAttribute("aria-current", k === at - 1);
      });
      const old = new Map(before.names);
      const moved = now.names.filter(([name, id]) => old.get(name) !== id);
      const changed = now.objects.map((o, k) => k < before.objects.length
        && JSON.stringify(o.items) !== JSON.stringify(before.objects[k].items));
      this.picture.replaceChildren(...this.paint(now, moved.map(([name]) => name), changed));
      const numbers = (test) => now.objects.map((o, k) => (test(o, k) ? `#${k + 1}` : ""))
        .filter(Boolean).join(", ");
      const t = this.t;
      const parts = [t.line(at, this.steps.length)];
      const fresh = numbers((o, k) => k >= before.objects.length);
      const altered = numbers((o, k) => changed[k]);
      const gone = numbers((o, k) => !o.alive && before.objects[k] && before.objects[k].alive);
      if (fresh) parts.push(t.made(fresh));
      moved.forEach(([name, id]) => parts.push(t.bound(name, id + 1)));
      if (altered) parts.push(t.changed(altered));
      if (gone) parts.push(t.gone(gone));
      if (!moved.length) parts.push(...now.names.map(([name]) => t.stays(name)));
      if (now.error) parts.push(t.error(now.error));
      this.say.textContent = at ? parts.join("").trim() : t.ready(this.steps.length);
      this.picture.setAttribute("aria-label", this.describe(now));
      this.back.setAttribute("aria-disabled", String(at === 0));
      this.restart.setAttribute("aria-disabled", String(at === 0));
      this.next.setAttribute("aria-disabled", String(at === this.steps.length));
    }

    describe(state) {
      const value = (o) => o.text || o.items.map((i) =>
        (typeof i === "number" ? `#${i + 1}` : i)).join(", ");
      return [...state.names.map(([name, id]) => `${name} → #${id + 1}`),
        ...state.objects.map((o, k) => `#${k + 1} ${o.kind}: ${value(o)}`)].join("; ") || "–";
    }

    paint(state, moved, changed) {
      const contained = (objects) => new Set(objects.flatMap((o) =>
        o.items.filter((i) => typeof i === "number")));
      const inner = contained(state.objects);
      // Room for the program's last picture, so that nothing jumps from line to line.
      const last = this.steps[this.steps.length - 1];
      const held = contained(last.objects);
      const rows = [0, 0];
      const places = state.objects.map((o, k) => {
        const column = inner.has(k) ? 1 : 0;
        rows[column] += 1;
        return { column, row: rows[column] - 1 };
      }).map(({ column, row }) => ({ x: column ? 250 : 112,
        y: 62 + 66 * row * (column === 0 && held.size > 2 ? 2 : 1) }));
      const outer = (last.objects.length - held.size) * (held.size > 2 ? 2 : 1);
      const most = Math.max(held.size, outer - (held.size > 2), last.names.length);
      this.picture.setAttribute("viewBox", `0 0 340 ${44 + 66 * most}`);
      const out = [draw("text", { x: 6, y: 14, class: "dim" }, this.t.names),
        draw("text", { x: 112, y: 14, class: "dim" }, this.t.objects)];
      const arrow = (x1, y1, x2, y2, kind) => {
        const angle = Math.atan2(y2 - y1, x2 - x1);
        const wing = (turn) => `${(x2 - 9 * Math.cos(angle + turn)).toFixed(1)} `
          + `${(y2 - 9 * Math.sin(angle + turn)).toFixed(1)}`;
        out.push(draw("path", { class: `arrow ${kind}`,
          d: `M${x1} ${y1}L${x2} ${y2}M${wing(0.45)}L${x2} ${y2}L${wing(-0.45)}` }));
      };
      state.objects.forEach((o, k) => {
        const { x, y } = places[k];
        const label = o.alive ? `#${k + 1} ${o.kind}` : `#${k + 1} ${this.t.lost}`;
        out.push(draw("text", { x, y: y - 27, class: "dim" }, label));
        const cells = o.items.length ? o.items : [o.text];
        const upright = o.items.some((i) => typeof i === "number"); // references: room for arrows
        const width = upright ? 40 : o.items.length ? 28 : 64;
        const height = upright ? 24 : 32;
        cells.forEach((item, i) => {
          const left = upright ? x : x + i * width;
          const middle = upright ? y + 24 * i - 4 : y;
          out.push(draw("rect", { x: left, y: middle - height / 2, width, height,
            class: !o.alive ? "dead" : changed[k] ? "changed" : "cell" }));
          const center = left + width / 2;
          if (typeof item !== "number") {
            out.push(draw("text", { x: center, y: middle, class: "mono",
              "text-anchor": "middle" }, item));
            return;
          }
          out.push(draw("circle", { cx: center, cy: middle, r: 4, class: "dot" }));
          const shift = state.objects.length > 2 && rows[0] > 1 ? (k ? 5 : -5) : (i - 0.5) * 10;
          arrow(center, middle, places[item].x - 3, places[item].y + shift, "");
        });
      });
      state.names.forEach(([name, id], k) => {
        const y = 62 + 66 * k;
        const hot = moved.includes(name) ? "moved" : "";
        out.push(draw("rect", { x: 6, y: y - 15, width: 58, height: 30, rx: 15, class: "tag" }),
          draw("text", { x: 35, y, class: "mono", "text-anchor": "middle" }, name));
        arrow(65, y, places[id].x - 3, places[id].y, hot);
      });
      return out;
    }
  }

  customElements.define("atlas-names-and-objects", NamesAndObjects);
})();
