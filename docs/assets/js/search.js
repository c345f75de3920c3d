/* The search dialog, and the marks on the page that a result opens. What is found, and in which
   order, is the business of search-engine.js. */
window.AtlasSearch = (function () {
  "use strict";

  var zh = document.documentElement.lang.indexOf("zh") === 0;
  var words = zh
    ? {
        label: "搜索本站", placeholder: "搜索文章、术语、代码名", close: "关闭",
        none: "没有找到结果", some: "{} 条结果，用上下方向键选择", hint: "输入关键词开始搜索",
        results: "搜索结果", failed: "搜索索引没有加载成功，请检查网络后重试",
        nearest: "题目最接近的文章：", suggest: "建议一个题目", all: "全部文章",
        more: "还有 {} 节", less: "收起"
      }
    : {
        label: "Search this site", placeholder: "Search articles, terms, identifiers", close: "Close",
        none: "No results", some: "{} results, choose with the arrow keys", one: "1 result, open it with Enter",
        hint: "Type to search", results: "Search results",
        failed: "The search index could not be loaded; check the network and try again",
        nearest: "Articles with the nearest titles:", suggest: "Suggest a topic", all: "All articles",
        more: "{} more sections", more_one: "1 more section", less: "Fold"
      };
  var MAX_RESULTS = 10;
  var PATIENCE = 15; // milliseconds; if the texts need longer, the titles are shown without them
  var WIDTH = zh ? 80 : 170; // characters of an excerpt
  var SMALL = 3e6; // bytes of an index that are fetched ahead, for searching without a network

  var opener = document.querySelector("[data-atlas-search]");
  var root = new URL(opener.dataset.base + "/", location.href).href;
  var home = zh ? root : root + "en/";
  var script = new URL(opener.dataset.script, location.href).href;
  var engine = null; // the module
  var loading = null; // the promise of module and index
  var index = null;
  var latest = 0;
  var selected = -1;

  function loadModule() {
    return import(script.replace("search.js", "search-engine.js"));
  }

  function load() {
    loading = loading || loadModule().then(function (module) {
      engine = module;
      return new module.Index(home + "atlas-search/").open();
    }).then(function (opened) {
      index = opened;
    }).catch(function (error) {
      loading = null;
      throw error;
    });
    return loading;
  }

  /* ---- the dialog ---- */
  var dialog = document.createElement("dialog");
  dialog.className = "atlas-search";
  dialog.setAttribute("aria-label", words.label);
  dialog.innerHTML =
    '<form method="dialog" role="search"><input type="search" autocomplete="off" autocapitalize="off" spellcheck="false"' +
    ' role="combobox" aria-expanded="false" aria-controls="atlas-results" aria-autocomplete="list">' +
    '<button type="submit" value="close"></button></form>' +
    '<p class="atlas-search__status" role="status" aria-live="polite"></p>' +
    '<ul class="atlas-search__results" id="atlas-results" role="listbox"></ul>' +
    '<div class="atlas-search__none" hidden></div>';
  document.body.appendChild(dialog);
  var input = dialog.querySelector("input");
  var status = dialog.querySelector("[role=status]");
  var list = dialog.querySelector("[role=listbox]");
  var none = dialog.querySelector(".atlas-search__none");
  input.placeholder = words.placeholder;
  input.setAttribute("aria-label", words.label);
  list.setAttribute("aria-label", words.results);
  dialog.querySelector("button").textContent = words.close;

  /* With what was typed before the dialog was there. */
  function open(query, typed) {
    if (!dialog.open) dialog.showModal();
    if (query) input.value = query;
    input.select();
    if (typed) input.setRangeText(typed, 0, input.value.length, "end");
    update();
  }

  /* ---- searching ---- */
  function update() {
    var turn = ++latest;
    var query = input.value;
    list.setAttribute("aria-busy", "true");
    if (!query.trim()) {
      load().catch(fail);
      return show([], null, words.hint);
    }
    return load()
      .then(function () { return engine.search(index, query); })
      .then(function (answer) {
        var best = answer.results.slice(0, MAX_RESULTS);
        var message = say(words.some, words.one, best.length) || words.none;
        var items = null;
        var early = setTimeout(function () {
          if (turn === latest) items = show(best, answer, message);
        }, PATIENCE);
        return Promise.all(best.map(function (result) { return index.read(result.passage); })).then(function (texts) {
          return new Promise(function (go) { setTimeout(go, 0, texts); }); // a task of its own
        }).then(function (texts) {
          clearTimeout(early);
          if (turn !== latest) return;
          items = items || show(best, answer, message);
          items.forEach(function (item, i) { fill(item, best[i], texts[i], answer); });
          if (!best.length) offer(query);
          list.setAttribute("data-complete", "");
          prefetch();
        }).finally(function () { clearTimeout(early); });
      })
      .catch(function () { if (turn === latest) fail(); });
  }

  function fail() {
    list.setAttribute("aria-busy", "false");
    status.textContent = words.failed;
  }

  function say(many, one, count) {
    return count && (count === 1 && one || many.replace("{}", count));
  }

  /* What finds is fetched once there is nothing else to do: then it needs no network. */
  function prefetch() {
    var saves = navigator.connection && navigator.connection.saveData;
    if (index.prefetched || saves) return;
    index.prefetched = true;
    setTimeout(function () {
      index.prefetch(SMALL).then(function (ready) { if (ready) dialog.dataset.ready = "offline"; }, function () {});
    }, 1500);
  }

  function show(results, answer, message) {
    list.textContent = "";
    none.hidden = true;
    list.removeAttribute("data-complete");
    var items = results.map(function (result) { return list.appendChild(makeOption(result, answer)); });
    number();
    list.setAttribute("aria-busy", "false");
    status.textContent = message;
    input.setAttribute("aria-expanded", String(results.length > 0));
    select(results.length ? 0 : -1);
    return items;
  }

  /* Nothing found: the nearest titles, and where to ask for an article. */
  function offer(query) {
    none.textContent = "";
    append(none, "p", words.nearest);
    var titles = append(none, "ul", "");
    engine.findNearest(index, query, 3).forEach(function (near) {
      var page = index.pages[near.page];
      append(append(titles, "li", ""), "a", page[0]).href = root + page[2];
    });
    var links = append(none, "p", "");
    append(links, "a", words.suggest).href = index.suggest || home + "contributing/";
    links.append(" · ");
    append(links, "a", words.all).href = home + "articles/";
    none.hidden = false;
  }

  /* ---- one result ---- */
  function makeOption(result, answer) {
    var page = index.pages[result.page];
    var item = document.createElement("li");
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    var link = makeLink(item, page, "", answer);
    append(link, "small", page[1]);
    mark(append(link, "strong", ""), page[0], answer.marks);
    append(link, "small", "");
    append(link, "span", "");
    if (result.others.length) addFold(item, result, answer);
    return item;
  }

  /* The heading and the excerpt, which may come a moment after the title. */
  function fill(item, result, text, answer) {
    var link = item.querySelector("a");
    link.href = makeAddress(index.pages[result.page], text[0], answer);
    var heading = link.querySelector("strong + small");
    if (text[1]) mark(heading, text[1], answer.marks);
    else heading.remove();
    var excerpt = link.querySelector("span");
    engine.cutExcerpt(text[2], answer.marks, WIDTH).forEach(function (piece) { write(excerpt, piece); });
  }

  function makeLink(item, page, heading, answer) {
    var link = append(item, "a", "");
    link.tabIndex = -1;
    link.href = makeAddress(page, heading, answer);
    return link;
  }

  function makeAddress(page, heading, answer) {
    return root + page[2] + "?h=" + encodeURIComponent(answer.hint) + (heading ? "#" + encodeURIComponent(heading) : "");
  }

  /* The article's other headings lie under it: shown by the button, or by the right arrow key. */
  function addFold(item, result, answer) {
    var button = append(item, "button", say(words.more, words.more_one, result.others.length));
    button.type = "button";
    button.tabIndex = -1;
    button.addEventListener("click", function () {
      var unfold = !item.folded;
      item.toggle(unfold);
      input.focus();
    });
    item.toggle = function (unfold) {
      button.textContent = unfold ? words.less : say(words.more, words.more_one, result.others.length);
      (item.folded || []).forEach(function (sub) { sub.remove(); });
      item.folded = null;
      if (!unfold) return number();
      item.folded = result.others.map(function () {
        var sub = document.createElement("li");
        sub.className = "atlas-search__sub";
        sub.setAttribute("role", "option");
        sub.setAttribute("aria-selected", "false");
        sub.parent = item;
        return sub;
      });
      item.after.apply(item, item.folded);
      number();
      return Promise.all(result.others.map(function (passage, i) {
        return index.read(passage).then(function (text) {
          if (!item.folded) return;
          var link = makeLink(item.folded[i], index.pages[result.page], text[0], answer);
          mark(append(link, "small", ""), text[1], answer.marks);
        });
      }));
    };
  }

  function mark(element, text, marks) {
    var done = 0;
    engine.findMarks(text, marks).forEach(function (stretch) {
      write(element, { text: text.slice(done, stretch[0]), marked: false });
      write(element, { text: text.slice(stretch[0], stretch[1]), marked: true });
      done = stretch[1];
    });
    write(element, { text: text.slice(done), marked: false });
  }

  function write(element, piece) {
    if (piece.marked) append(element, "mark", piece.text);
    else element.append(piece.text);
  }

  function append(parent, name, content) {
    var element = document.createElement(name);
    element.textContent = content;
    parent.appendChild(element);
    return element;
  }

  /* ---- choosing ---- */
  function number() {
    Array.prototype.forEach.call(list.children, function (option, i) { option.id = "atlas-option-" + i; });
    var current = list.querySelector("[aria-selected=true]");
    if (current) select(Array.prototype.indexOf.call(list.children, current));
  }

  function select(at) {
    var options = list.children;
    selected = options.length ? (at + options.length) % options.length : -1;
    Array.prototype.forEach.call(options, function (option, i) {
      option.setAttribute("aria-selected", String(i === selected));
    });
    if (selected < 0) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", options[selected].id);
    options[selected].scrollIntoView({ block: "nearest" });
  }

  /* The right arrow behind the last character unfolds, the left one folds what is unfolded. */
  function fold(event) {
    var option = list.children[selected];
    var item = option && (option.parent || option);
    var unfold = event.key === "ArrowRight";
    if (!item || !item.toggle || !!item.folded === unfold) return;
    if (unfold && input.selectionStart < input.value.length) return;
    event.preventDefault();
    item.toggle(unfold);
    select(Array.prototype.indexOf.call(list.children, item));
  }

  input.addEventListener("input", update);
  input.addEventListener("keydown", function (event) {
    if (event.isComposing) return; // an input method is choosing characters
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      select(selected + (event.key === "ArrowDown" ? 1 : -1));
    } else if (event.key === "ArrowRight" || event.key === "ArrowLeft") {
      fold(event);
    } else if (event.key === "Enter") {
      event.preventDefault();
      var link = selected >= 0 && list.children[selected].querySelector("a");
      if (link) link.click();
    }
  });
  dialog.addEventListener("click", function (event) {
    if (event.target === dialog || event.target.closest("a")) dialog.close(); // the backdrop, or a way out
  });

  /* ---- the page that a result opens ---- */
  var MAX_MARKS = 300;
  var UNMARKED = "math, svg, script, style, mark, button, .headerlink, [aria-hidden=true]";

  function markPage(query) {
    var article = document.querySelector("article");
    if (!article) return Promise.resolve();
    return loadModule().then(function (module) {
      var marks = module.parseMarks(query);
      var nodes = [];
      var walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        if (walker.currentNode.data.trim() && !walker.currentNode.parentElement.closest(UNMARKED)) nodes.push(walker.currentNode);
      }
      engine = engine || module;
      var left = MAX_MARKS;
      nodes.forEach(function (node) {
        if (left <= 0) return;
        var found = module.findMarks(node.data, marks);
        if (!found.length) return;
        left -= found.length;
        var pieces = document.createElement("span");
        mark(pieces, node.data, marks);
        node.replaceWith.apply(node, Array.from(pieces.childNodes));
      });
    });
  }

  return { open: open, markPage: markPage, loadModule: loadModule };
})();
