/* <atlas-pdb-steps>: a recorded run of the article's two files, walked through with pdb's commands.
   TRACE is what scripts/figures/pdb.py records; a test compares both, and the moves with pdb's own.
   The slotted static figure is shown in print and where scripts are off. */
(() => {
  "use strict";

  const FILES = {
    "metrics.py": [4, `def count_hits(predicted, labels):
    hits = 0
    for p, y in zip(predicted, labels):
        if p == y:
            hits += 1
    return hits


def accuracy(predicted, labels):
    hits = count_hits(predicted, labels)
    return hits / len(labels)`],
    "evaluate.py": [6, `PREDICTED = [1, 0, 2, 2, 1, 0, 2, 1, 0, 1]
LABELS = [1, 0, 2, 1, 1, 0, 2, 1, 2, 2]


def evaluate(predicted, labels, size=4):
    scores = []
    for start in range(0, len(predicted), size):
        stop = start + size
        score = accuracy(predicted[start:stop], labels[start:stop])
        scores.append(score)
    return sum(scores) / len(scores)


def main(keep=10):
    mean = evaluate(PREDICTED, LABELS[:keep])
    print(f"accuracy {mean:.3f}")
    return mean`],
  };

  // c(all), l(ine), r(eturn); function; line; changed local variables, or -> the value returned
  const TRACE = `c main 19 keep=10
l main 20
c evaluate 10 predicted=[1, 0, 2, 2, 1, 0, 2, 1, 0, 1];labels=[1, 0, 2, 1, 1, 0, 2, 1, 2, 2];size=4
l evaluate 11
l evaluate 12 scores=[]
l evaluate 13 start=0
l evaluate 14 stop=4
c accuracy 12 predicted=[1, 0, 2, 2];labels=[1, 0, 2, 1]
l accuracy 13
c count_hits 4 predicted=[1, 0, 2, 2];labels=[1, 0, 2, 1]
l count_hits 5
l count_hits 6 hits=0
l count_hits 7 p=1;y=1
l count_hits 8
l count_hits 6 hits=1
l count_hits 7 p=0;y=0
l count_hits 8
l count_hits 6 hits=2
l count_hits 7 p=2;y=2
l count_hits 8
l count_hits 6 hits=3
l count_hits 7 y=1
l count_hits 6
l count_hits 9
r count_hits 9 ->3
l accuracy 14 hits=3
r accuracy 14 ->0.75
l evaluate 15 score=0.75
l evaluate 12 scores=[0.75]
l evaluate 13 start=4
l evaluate 14 stop=8
c accuracy 12 predicted=[1, 0, 2, 1];labels=[1, 0, 2, 1]
l accuracy 13
c count_hits 4 predicted=[1, 0, 2, 1];labels=[1, 0, 2, 1]
l count_hits 5
l count_hits 6 hits=0
l count_hits 7 p=1;y=1
l count_hits 8
l count_hits 6 hits=1
l count_hits 7 p=0;y=0
l count_hits 8
l count_hits 6 hits=2
l count_hits 7 p=2;y=2
l count_hits 8
l count_hits 6 hits=3
l count_hits 7 p=1;y=1
l count_hits 8
l count_hits 6 hits=4
l count_hits 9
r count_hits 9 ->4
l accuracy 14 hits=4
r accuracy 14 ->1.0
l evaluate 15 score=1.0
l evaluate 12 scores=[0.75, 1.0]
l evaluate 13 start=8
l evaluate 14 stop=12
c accuracy 12 predicted=[0, 1];labels=[2, 2]
l accuracy 13
c count_hits 4 predicted=[0, 1];labels=[2, 2]
l count_hits 5
l count_hits 6 hits=0
l count_hits 7 p=0;y=2
l count_hits 6
l count_hits 7 p=1
l count_hits 6
l count_hits 9
r count_hits 9 ->0
l accuracy 14 hits=0
r accuracy 14 ->0.0
l evaluate 15 score=0.0
l evaluate 12 scores=[0.75, 1.0, 0.0]
l evaluate 16
r evaluate 16 ->0.5833333333333334
l main 21 mean=0.5833333333333334
l main 22
r main 22 ->0.5833333333333334`.split("\n");

  const HOME = { count_hits: "metrics.py", accuracy: "metrics.py",
    evaluate: "evaluate.py", main: "evaluate.py" };
  const STOPS = [null, ["evaluate.py", 15], ["metrics.py", 13]];
  const MOVES = ["s", "n", "r", "until", "c"];

  const TEXTS = {
    en: {
      commands: "pdb commands", breakpoint: "Breakpoint", none: "none", restart: "restart",
      stack: "Stack (w)", locals: "Local variables of this frame", nothing: "none yet",
      call: "--Call--", ret: "--Return--",
      start: "Stopped at the first breakpoint. Choose a command.",
      at: (c, f, line, code) => `${c}: ${f}, line ${line} runs next: ${code}`,
      call_at: (c, f, line) => `${c}: ${f} is entered, line ${line}.`,
      ret_at: (c, f, value) => `${c}: ${f} is about to return ${value}.`,
      frame: (c, f, line) => `${c}: looking at ${f}, line ${line}. Nothing has run.`,
      oldest: "u: this is the oldest frame.", newest: "d: this is the newest frame.",
      end: (c) => `${c}: the program has ended; it printed accuracy 0.583. Press restart.`,
    },
    zh: {
      commands: "pdb 命令", breakpoint: "断点", none: "无", restart: "restart",
      stack: "调用栈（w）", locals: "这一帧的局部变量", nothing: "还没有",
      call: "--Call--", ret: "--Return--",
      start: "停在第一个断点。请选一个命令。",
      at: (c, f, line, code) => `${c}：接着运行 ${f} 的第 ${line} 行：${code}`,
      call_at: (c, f, line) => `${c}：进入 ${f}，第 ${line} 行。`,
      ret_at: (c, f, value) => `${c}：${f} 即将返回 ${value}。`,
      frame: (c, f, line) => `${c}：现在看的是 ${f} 的第 ${line} 行。什么都没有运行。`,
      oldest: "u：已经是最旧的帧。", newest: "d：已经是最新的帧。",
      end: (c) => `${c}：程序结束，打印了 accuracy 0.583。请按 restart。`,
    },
  };

  const STYLE = `
    :host { display: block; margin: 1.5em 0; color: var(--atlas-ink, #1c2430); }
    .app { border: 1px solid var(--atlas-line, #c9d0d9); border-radius: 8px; padding: 12px;
      background: var(--atlas-paper, #fff); font-size: 14px; line-height: 1.45; text-align: start; }
    slot { display: none; }
    .bar { display: flex; flex-wrap: wrap; gap: 6px; align-items: center; margin-bottom: 8px; }
    button, select { font: inherit; min-height: 42px; min-width: 44px; padding: 4px 10px;
      color: inherit; background: var(--atlas-s1-soft, #d9e6f4); border-radius: 6px;
      border: 1px solid var(--atlas-s1, #2563a8); touch-action: manipulation; }
    button { cursor: pointer; font-family: ui-monospace, Menlo, Consolas, monospace; }
    button.look { background: var(--atlas-s3-soft, #d3ece4);
      border-color: var(--atlas-s3, #0f7b5f); }
    button:disabled { opacity: 0.5; cursor: default; }
    button:focus-visible, select:focus-visible {
      outline: 3px solid var(--atlas-accent, #c2540a); outline-offset: 2px; }
    label { display: flex; gap: 6px; align-items: center; flex-wrap: wrap; }
    .say { min-height: 3em; margin: 8px 0; padding: 8px 10px; border-radius: 6px;
      background: var(--atlas-s5-soft, #f3e8cb); overflow-wrap: anywhere; }
    .title { color: var(--atlas-muted, #5b6675); margin: 8px 0 2px; }
    .mono, .code { font-family: ui-monospace, Menlo, Consolas, monospace; font-size: 13px; }
    .code { overflow-x: auto; border: 1px solid var(--atlas-line, #c9d0d9); border-radius: 6px; }
    .code div { white-space: pre; padding: 1px 6px; min-width: max-content; }
    .code .now { background: var(--atlas-s2-soft, #f8e1d2); font-weight: 700; }
    ol, ul { margin: 0; padding: 0; list-style: none; }
    li { padding: 2px 6px; border-radius: 4px; overflow-wrap: anywhere; }
    li.here { background: var(--atlas-s2-soft, #f8e1d2); font-weight: 700; }
    .two { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 0 16px;
      min-height: 9.5em; align-content: start; }
    @media (max-width: 480px) { .app { padding: 8px; }
      .two { grid-template-columns: minmax(0, 1fr); min-height: 16em; } .say { min-height: 4.4em; } }
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

  class PdbSteps extends HTMLElement {
    static get TRACE() { return TRACE; }
    static get FILES() { return FILES; }

    /** The state at every event: its kind, the value returned, and the stack, oldest first. */
    static compute(events) {
      let stack = [];
      let calls = 0;
      let returned = false;
      return events.map((event) => {
        const [kind, name, line, ...rest] = event.split(" ");
        if (returned) stack = stack.slice(0, -1);
        returned = kind === "r";
        if (kind === "c") stack = [...stack, { id: (calls += 1), name, line: 0, locals: {} }];
        const changes = rest.join(" ").split(";").filter(Boolean);
        const top = stack[stack.length - 1];
        const locals = { ...top.locals };
        let value = null;
        for (const change of changes) {
          const at = change.indexOf("=");
          if (change.startsWith("->")) value = change.slice(2);
          else locals[change.slice(0, at)] = change.slice(at + 1);
        }
        stack = [...stack.slice(0, -1), { ...top, line: Number(line), locals }];
        return { kind, value, stack };
      });
    }

    /** The index of the event at which a command stops; the length of the list at the end. */
    static move(states, index, selected, command, stop) {
      const frame = states[index].stack[selected];
      const leaving = states[index].kind === "r" && selected === states[index].stack.length - 1;
      const caller = selected > 0 ? states[index].stack[selected - 1].id : 0;
      const wanted = ({ kind, stack }) => {
        const top = stack[stack.length - 1];
        if (kind === "l" && stop && HOME[top.name] === stop[0] && top.line === stop[1]) return true;
        if (command === "s" || leaving && (command === "n" || command === "until")) return true;
        if (command === "r" && leaving) return top.id === caller && kind !== "c";
        if (kind === "c" || top.id !== frame.id) return false;
        if (command === "r") return kind === "r";
        return command === "n" || command === "until" && (kind === "r" || top.line > frame.line);
      };
      for (let i = index + 1; i < states.length; i += 1) if (wanted(states[i])) return i;
      return states.length;
    }

    connectedCallback() {
      if (this.shadowRoot) return;
      this.text = TEXTS[document.documentElement.lang.startsWith("zh") ? "zh" : "en"];
      this.states = PdbSteps.compute(TRACE);
      this.first = this.states.findIndex(
        ({ kind, stack }) => kind === "l" && stack[stack.length - 1].line === 14);
      const { text } = this;
      const root = this.attachShadow({ mode: "open" });
      this.buttons = {};
      const bar = make("div", { class: "bar", role: "group", "aria-label": text.commands });
      for (const command of [...MOVES, "u", "d", "restart"]) {
        const look = command === "u" || command === "d" ? { class: "look" } : {};
        const button = make("button", { type: "button", text: command, ...look });
        button.addEventListener("click", () => this.press(command));
        this.buttons[command] = button;
        bar.append(button);
      }
      this.choice = make("select", { id: "stop" });
      STOPS.forEach((stop, i) => this.choice.append(make("option", { value: String(i),
        text: stop ? `b ${stop.join(":")}` : text.none })));
      const label = make("label", { for: "stop", text: text.breakpoint });
      label.append(this.choice);
      this.said = make("div", { class: "say", "aria-live": "polite" });
      this.code = make("div", { class: "code", tabindex: "0", role: "group",
        "aria-label": "ll" });
      this.stack = make("ol", { class: "mono" });
      this.values = make("ul", { class: "mono" });
      const app = make("div", { class: "app" }, bar, label, this.said, this.code,
        make("div", { class: "two" },
          make("div", {}, make("div", { class: "title", text: text.stack }), this.stack),
          make("div", {}, make("div", { class: "title", text: text.locals }), this.values)));
      root.append(make("style", { text: STYLE }), app, make("slot"));
      this.press("restart");
    }

    press(command) {
      const { states, text } = this;
      if (command === "restart") {
        this.index = this.first;
        this.selected = states[this.index].stack.length - 1;
        this.show(text.start);
        return;
      }
      const last = states[this.index].stack.length - 1;
      if (command === "u" || command === "d") {
        const next = this.selected + (command === "u" ? -1 : 1);
        if (next < 0 || next > last) {
          this.show(command === "u" ? text.oldest : text.newest);
          return;
        }
        this.selected = next;
        const frame = states[this.index].stack[next];
        this.show(text.frame(command, frame.name, frame.line));
        return;
      }
      const stop = STOPS[Number(this.choice.value)];
      const index = PdbSteps.move(states, this.index, this.selected, command, stop);
      if (index === states.length) {
        this.show(text.end(command), true);
        return;
      }
      this.index = index;
      const { kind, value, stack } = states[index];
      this.selected = stack.length - 1;
      const { name, line } = stack[this.selected];
      if (kind === "c") this.show(text.call_at(command, name, line));
      else if (kind === "r") this.show(text.ret_at(command, name, value));
      else this.show(text.at(command, name, line, this.source(name, line).trim()));
    }

    source(name, line) {
      const [first, body] = FILES[HOME[name]];
      return body.split("\n")[line - first];
    }

    show(words, ended = false) {
      const { states, text } = this;
      const focused = this.shadowRoot.activeElement;
      for (const command of [...MOVES, "u", "d"]) this.buttons[command].disabled = ended;
      if (ended && focused && focused.disabled) this.buttons.restart.focus();
      this.said.textContent = words;
      const { stack, kind, value } = states[this.index];
      const frame = stack[this.selected];
      const [first, body] = FILES[HOME[frame.name]];
      const lines = body.split("\n");
      const head = lines.findIndex((line) => line.startsWith(`def ${frame.name}(`));
      let tail = head + 1;
      while (tail < lines.length && lines[tail].startsWith(" ")) tail += 1;
      this.code.replaceChildren(...lines.slice(head, tail).map((line, i) => {
        const number = first + head + i;
        const now = number === frame.line;
        return make("div", { class: now ? "now" : "",
          text: `${String(number).padStart(3)} ${now ? "->" : "  "} ${line}` });
      }));
      this.stack.replaceChildren(...stack.map((f, i) => {
        const top = i === stack.length - 1;
        const mark = top && kind === "c" ? ` ${text.call}` : "";
        const back = top && kind === "r" ? `->${value}` : "";
        const item = make("li", { text:
          `${i === this.selected ? ">" : "\u00a0"} ${HOME[f.name]}(${f.line})${f.name}()${back}${mark}` });
        if (i === this.selected) item.className = "here";
        return item;
      }));
      const values = Object.entries(frame.locals);
      this.values.replaceChildren(...(values.length
        ? values.map(([name, v]) => make("li", { text: `${name} = ${v}` }))
        : [make("li", { text: text.nothing })]));
    }
  }

  customElements.define("atlas-pdb-steps", PdbSteps);
})();
