/* <atlas-sliding-window data-values="1,3,-1" data-k="3">: the monotonic deque, step by step.
   The slotted static figure is shown in print and where scripts are off. */
(() => {
  "use strict";

  const MAX_COUNT = 24;
  const MAX_SIZE = 99999;
  const PLAY_MS = 1300;

  const number = (value) => String(value).replace("-", "\u2212");

  const TEXTS = {
    en: {
      title: "Monotonic deque, step by step",
      values: "Numbers, separated by commas",
      k: "Window length k",
      apply: "Apply",
      array: "Array (index below)",
      deque: "Deque (index: value)",
      output: "Output",
      front: "front",
      back: "back",
      empty: "empty",
      none: "none yet",
      play: "Play",
      pause: "Pause",
      step: "Next",
      stepBack: "Previous",
      reset: "Reset",
      progress: (now, all) => `Action ${now} of ${all}`,
      start: (n, k) => `${n} numbers, k = ${k}. Press Next or Play.`,
      arrive: (i, x) => `Index ${i} arrives with ${number(x)}. `,
      pop: (x, j, y) =>
        `The back, index ${j} with ${number(y)}, is ` +
        `${y === x ? "equal to" : "smaller than"} ${number(x)}: pop it.`,
      pushEmpty: (i) => `The deque is empty: push index ${i}.`,
      pushBehind: (i, x, j, y) =>
        `The back, index ${j} with ${number(y)}, is larger than ${number(x)}: ` +
        `push index ${i} behind it.`,
      expire: (j, from, to) =>
        `Index ${j} is no longer in the window ${from} to ${to}: remove it from the front.`,
      emit: (j, y, from, to) =>
        `Window ${from} to ${to}: the front, index ${j}, is the maximum. Output ${number(y)}.`,
      errorEmpty: "Enter at least one number.",
      errorToken: (token) => `“${token}” is not a whole number.`,
      errorSize: (token) => `“${token}” is too large: at most ${MAX_SIZE} either way.`,
      errorCount: (n) => `${n} numbers are too many to draw: at most ${MAX_COUNT}.`,
      errorK: (n) => `k must be a whole number from 1 to ${n}, the count of the numbers.`,
    },
    zh: {
      title: "单调双端队列逐步演示",
      values: "数组，用逗号分隔",
      k: "窗口长度 k",
      apply: "应用",
      array: "数组（下方为下标）",
      deque: "双端队列（下标：值）",
      output: "输出",
      front: "队首",
      back: "队尾",
      empty: "空",
      none: "还没有",
      play: "播放",
      pause: "暂停",
      step: "下一步",
      stepBack: "上一步",
      reset: "重置",
      progress: (now, all) => `第 ${now} 个动作，共 ${all} 个`,
      start: (n, k) => `共 ${n} 个数，k = ${k}。按“下一步”或“播放”开始。`,
      arrive: (i, x) => `下标 ${i} 到来，值为 ${number(x)}。`,
      pop: (x, j, y) =>
        `队尾是下标 ${j}，值 ${number(y)}，${y === x ? "等于" : "小于"} ${number(x)}：` +
        `从队尾弹出。`,
      pushEmpty: (i) => `双端队列为空：下标 ${i} 入队。`,
      pushBehind: (i, x, j, y) =>
        `队尾是下标 ${j}，值 ${number(y)}，大于 ${number(x)}：下标 ${i} 排到它后面。`,
      expire: (j, from, to) => `下标 ${j} 已不在窗口 ${from} 到 ${to} 内：从队首移除。`,
      emit: (j, y, from, to) =>
        `窗口 ${from} 到 ${to}：队首下标 ${j} 就是最大值，输出 ${number(y)}。`,
      errorEmpty: "请至少输入一个数。",
      errorToken: (token) => `“${token}”不是整数。`,
      errorSize: (token) => `“${token}”太大：绝对值不超过 ${MAX_SIZE}。`,
      errorCount: (n) => `${n} 个数太多，画不下：最多 ${MAX_COUNT} 个。`,
      errorK: (n) => `k 必须是 1 到 ${n}（数的个数）之间的整数。`,
    },
  };

  const STYLE = `
    :host { display: block; margin: 1.5em 0; color: var(--atlas-ink, #1c2430); }
    .panel {
      border: 1px solid var(--atlas-line, #c9d0d9); border-radius: 8px; padding: 12px;
      background: var(--atlas-paper, #ffffff); font-size: 15px; line-height: 1.5;
    }
    form { display: flex; flex-wrap: wrap; gap: 10px; align-items: flex-end; margin: 0 0 8px; }
    label { display: flex; flex-direction: column; gap: 2px; font-size: 14px;
      color: var(--atlas-muted, #5b6675); min-width: 0; }
    label.values { flex: 1 1 220px; }
    label.k { flex: 0 1 130px; }
    input {
      font: inherit; font-size: 16px; min-height: 40px; box-sizing: border-box; width: 100%;
      padding: 4px 8px; border: 1px solid var(--atlas-muted, #5b6675); border-radius: 6px;
      background: transparent; color: var(--atlas-ink, #1c2430);
    }
    input[aria-invalid="true"] { border: 2px solid var(--atlas-s6, #b3324d); }
    button {
      font: inherit; min-height: 42px; min-width: 44px; padding: 4px 14px; cursor: pointer;
      border: 1px solid var(--atlas-muted, #5b6675); border-radius: 6px;
      color: var(--atlas-ink, #1c2430); background: var(--atlas-paper, #ffffff);
      touch-action: manipulation;
    }
    button.main { border-color: var(--atlas-s1, #2563a8);
      background: var(--atlas-s1-soft, #d9e6f4); }
    button:hover { border-color: var(--atlas-accent, var(--atlas-s1, #2563a8)); }
    button[aria-disabled="true"] { opacity: 0.45; cursor: default; }
    button:focus-visible, input:focus-visible {
      outline: 3px solid var(--atlas-accent, var(--atlas-s1, #2563a8)); outline-offset: 2px;
    }
    .error { color: var(--atlas-s6, #b3324d); margin: 0; font-weight: 600; }
    .error:empty { display: none; }
    .name { font-size: 14px; color: var(--atlas-muted, #5b6675); margin: 10px 0 4px; }
    .row { display: flex; flex-wrap: wrap; row-gap: 6px; min-height: 40px;
      align-items: center; }
    .cell { min-width: 36px; text-align: center; box-sizing: border-box; padding: 0 4px; }
    .array .cell { padding: 0; min-width: 32px; }
    .value {
      display: block; padding: 4px 5px; border: solid transparent; border-width: 3px 0;
      background: none; font-variant-numeric: tabular-nums; position: relative;
      box-shadow: inset 0 0 0 1px var(--atlas-line, #c9d0d9);
    }
    .in .value { border-color: var(--atlas-s1, #2563a8); }
    .first .value { border-left: 3px solid var(--atlas-s1, #2563a8); }
    .last .value { border-right: 3px solid var(--atlas-s1, #2563a8); }
    .kept .value { background: var(--atlas-s2-soft, #f8e1d2); font-weight: 700; }
    .index { display: block; font-size: 13px; color: var(--atlas-muted, #5b6675); }
    .now .index { color: var(--atlas-s1, #2563a8); font-weight: 700; }
    .item {
      border: 1px solid var(--atlas-s2, #c2540a); background: var(--atlas-s2-soft, #f8e1d2);
      padding: 3px 9px; margin-right: -1px; font-variant-numeric: tabular-nums;
    }
    .item.gone { background: none; border-style: dashed; text-decoration: line-through;
      color: var(--atlas-muted, #5b6675); }
    .item.new { border-width: 3px; font-weight: 700; }
    .end { font-size: 14px; color: var(--atlas-muted, #5b6675); padding: 0 8px; }
    .end:first-child { padding-left: 0; }
    .out { border: 1px solid var(--atlas-s3, #0f7b5f); background: var(--atlas-s3-soft, #d3ece4);
      padding: 3px 8px; margin-right: 4px; font-variant-numeric: tabular-nums; }
    .out.new { border-width: 3px; font-weight: 700; }
    .say { min-height: 3.1em; margin: 10px 0 8px; padding: 8px 10px; border-radius: 6px;
      background: var(--atlas-s1-soft, #d9e6f4); }
    .bar { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; }
    @media (max-width: 520px) { .say { min-height: 6.1em; } }
    .progress { font-size: 14px; color: var(--atlas-muted, #5b6675); }
    .static { display: none; }
    @media print { .panel { display: none; } .static { display: block; } }
  `;

  /** Every micro-step of the algorithm as a state to draw and a sentence to say. */
  function trace(values, k, t) {
    const steps = [{ i: -1, deque: [], out: [], say: t.start(values.length, k) }];
    const deque = [];
    const out = [];
    const add = (i, say, extra) =>
      steps.push({ i, deque: deque.slice(), out: out.slice(), say, ...extra });
    values.forEach((x, i) => {
      let arrive = t.arrive(i, x); // said once, with the first action of index i
      while (deque.length && values[deque[deque.length - 1]] <= x) {
        const j = deque.pop();
        add(i, arrive + t.pop(x, j, values[j]), { goneBack: j });
        arrive = "";
      }
      const j = deque[deque.length - 1];
      const say = deque.length ? t.pushBehind(i, x, j, values[j]) : t.pushEmpty(i);
      deque.push(i);
      add(i, arrive + say, { fresh: i });
      if (deque[0] <= i - k) {
        const old = deque.shift();
        add(i, t.expire(old, i - k + 1, i), { goneFront: old });
      }
      if (i >= k - 1) {
        out.push(values[deque[0]]);
        add(i, t.emit(deque[0], values[deque[0]], i - k + 1, i), { emitted: true });
      }
    });
    return steps;
  }

  function element(tag, className, text) {
    const node = document.createElement(tag);
    if (className) node.className = className;
    if (text !== undefined) node.textContent = text;
    return node;
  }

  class SlidingWindow extends HTMLElement {
    connectedCallback() {
      if (this.shadowRoot) return;
      const lang = (document.documentElement.lang || "en").toLowerCase();
      this.t = TEXTS[lang.startsWith("zh") ? "zh" : "en"];
      this.build();
      if (!this.load()) {
        this.fields.values.value = "1, 3, -1, -3, 5, 3, 6, 7";
        this.fields.k.value = "3";
        this.load();
      }
    }

    disconnectedCallback() {
      this.pause();
    }

    build() {
      const t = this.t;
      const root = this.attachShadow({ mode: "open" });
      const panel = element("div", "panel");
      panel.setAttribute("role", "group");
      panel.setAttribute("aria-label", t.title);

      const form = element("form");
      form.noValidate = true;
      const field = (name, text, value, mode) => {
        const label = element("label", name, text);
        const input = element("input");
        input.type = "text";
        input.inputMode = mode;
        input.autocomplete = "off";
        input.spellcheck = false;
        input.value = value;
        input.setAttribute("aria-describedby", "error");
        label.append(input);
        form.append(label);
        return input;
      };
      const given = (this.dataset.values || "").split(",").map((v) => v.trim()).join(", ");
      this.fields = {
        values: field("values", t.values, given, "text"),
        k: field("k", t.k, this.dataset.k || "", "numeric"),
      };
      const apply = element("button", "", t.apply);
      apply.type = "submit";
      form.append(apply);
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        this.load();
      });

      this.error = element("p", "error");
      this.error.id = "error";
      this.error.setAttribute("role", "alert");

      const section = (text, className) => {
        panel.append(element("div", "name", text));
        const row = element("div", `row ${className}`);
        row.setAttribute("role", "group");
        row.setAttribute("aria-label", text);
        panel.append(row);
        return row;
      };
      panel.append(form, this.error);
      this.rows = {
        array: section(t.array, "array"),
        deque: section(t.deque, "deque"),
        output: section(t.output, "output"),
      };

      this.say = element("div", "say");
      this.say.setAttribute("aria-live", "polite");
      const bar = element("div", "bar");
      const button = (text, run, className) => {
        const node = element("button", className, text);
        node.type = "button";
        node.addEventListener("click", () => {
          if (node.getAttribute("aria-disabled") !== "true") run();
        });
        bar.append(node);
        return node;
      };
      this.buttons = {
        back: button(t.stepBack, () => this.go(this.at - 1)),
        step: button(t.step, () => this.go(this.at + 1), "main"),
        play: button(t.play, () => (this.timer ? this.pause() : this.play())),
        reset: button(t.reset, () => this.go(0)),
      };
      this.progress = element("span", "progress");
      bar.append(this.progress);
      bar.addEventListener("keydown", (event) => {
        if (event.altKey || event.ctrlKey || event.metaKey) return;
        if (event.key === "ArrowRight") this.go(this.at + 1);
        else if (event.key === "ArrowLeft") this.go(this.at - 1);
        else return;
        event.preventDefault();
      });
      panel.append(this.say, bar);

      const still = element("div", "static");
      still.append(element("slot"));
      root.append(element("style", "", STYLE), panel, still);
    }

    /** Read the fields; return whether they are valid. */
    load() {
      const t = this.t;
      const { values: valuesField, k: kField } = this.fields;
      const tokens = valuesField.value
        .replace(/[\u2212\uff0d]/g, "-")
        .split(/[\s,;，、；[\]]+/)
        .filter(Boolean);
      let bad = valuesField;
      let message = "";
      const odd = tokens.find((token) => !/^[+-]?\d+$/.test(token));
      const large = tokens.find((token) => Math.abs(Number(token)) > MAX_SIZE);
      if (!tokens.length) message = t.errorEmpty;
      else if (odd !== undefined) message = t.errorToken(odd);
      else if (large !== undefined) message = t.errorSize(large);
      else if (tokens.length > MAX_COUNT) message = t.errorCount(tokens.length);
      else {
        const text = kField.value.trim();
        const k = /^\d+$/.test(text) ? Number(text) : 0;
        bad = kField;
        if (k < 1 || k > tokens.length) message = t.errorK(tokens.length);
        else {
          this.pause();
          this.values = tokens.map((token) => Number(token) || 0);
          this.k = k;
          this.steps = trace(this.values, this.k, t);
        }
      }
      this.error.textContent = message;
      for (const input of [valuesField, kField]) {
        input.setAttribute("aria-invalid", String(Boolean(message) && input === bad));
      }
      if (message) {
        if (this.steps) bad.focus();
        return false;
      }
      this.show(0);
      return true;
    }

    play() {
      if (this.at === this.steps.length - 1) this.show(0);
      this.timer = setInterval(() => {
        this.show(this.at + 1);
        if (this.at === this.steps.length - 1) this.pause();
      }, PLAY_MS);
      this.buttons.play.textContent = this.t.pause;
    }

    pause() {
      clearInterval(this.timer);
      this.timer = 0;
      if (this.buttons) this.buttons.play.textContent = this.t.play;
    }

    /** A step the reader asked for: it also stops the playing. */
    go(at) {
      this.pause();
      this.show(at);
    }

    show(at) {
      const t = this.t;
      const last = this.steps.length - 1;
      this.at = Math.max(0, Math.min(last, at));
      const step = this.steps[this.at];
      const from = Math.max(0, step.i - this.k + 1);

      this.rows.array.replaceChildren(
        ...this.values.map((value, j) => {
          const cell = element("span", "cell");
          const inside = step.i >= 0 && j >= from && j <= step.i;
          cell.classList.toggle("in", inside);
          cell.classList.toggle("first", inside && j === from);
          cell.classList.toggle("last", inside && j === step.i);
          cell.classList.toggle("now", j === step.i);
          cell.classList.toggle("kept", step.deque.includes(j));
          cell.append(element("span", "value", number(value)), element("span", "index", j));
          return cell;
        }),
      );

      const item = (j, state) =>
        element("span", `item ${state}`, `${j}: ${number(this.values[j])}`);
      const items = step.deque.map((j) => item(j, j === step.fresh ? "new" : ""));
      if (step.goneFront !== undefined) items.unshift(item(step.goneFront, "gone"));
      if (step.goneBack !== undefined) items.push(item(step.goneBack, "gone"));
      this.rows.deque.replaceChildren(
        element("span", "end", t.front),
        ...(items.length ? items : [element("span", "end", t.empty)]),
        element("span", "end", t.back),
      );

      this.rows.output.replaceChildren(
        ...step.out.map((value, j) =>
          element(
            "span",
            step.emitted && j === step.out.length - 1 ? "out new" : "out",
            number(value),
          ),
        ),
      );
      if (!step.out.length) this.rows.output.append(element("span", "end", t.none));

      this.say.textContent = step.say;
      this.progress.textContent = t.progress(this.at, last);
      this.buttons.back.setAttribute("aria-disabled", String(this.at === 0));
      this.buttons.step.setAttribute("aria-disabled", String(this.at === last));
      this.buttons.reset.setAttribute("aria-disabled", String(this.at === 0));
    }
  }

  if (!customElements.get("atlas-sliding-window")) {
    customElements.define("atlas-sliding-window", SlidingWindow);
  }
})();
