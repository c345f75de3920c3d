/* The search dialog. Pagefind answers from the index of the page's own language; queries are
   cut like the indexed texts (scripts/build/search.py): runs of Han into overlapping pairs. */
window.AtlasSearch = (function () {
  "use strict";

  var zh = document.documentElement.lang.indexOf("zh") === 0;
  var words = zh
    ? {
        label: "搜索本站", placeholder: "搜索文章、术语、代码名", close: "关闭",
        none: "没有找到结果", some: "{} 条结果，用上下方向键选择", hint: "输入关键词开始搜索",
        results: "搜索结果", failed: "搜索索引没有加载成功，请检查网络后重试"
      }
    : {
        label: "Search this site", placeholder: "Search articles, terms, identifiers", close: "Close",
        none: "No results", some: "{} results, choose with the arrow keys", hint: "Type to search",
        results: "Search results", failed: "The search index could not be loaded; check the network and try again"
      };
  var PAIR = /^([\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]{2})([^\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]*)$/;
  var WIDE = /[\u2018-\u201d\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]/;
  var CLOSING = /[\u3001\u3002\uff01\uff09\uff0c\uff1a\uff1b\uff1f,.;:!?)\]]/;
  var HAN = /[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+/g;
  var MAX_RESULTS = 10;

  var opener = document.querySelector("[data-atlas-search]");
  var root = new URL(opener.dataset.base + "/", location.href).href;
  var home = zh ? root : root + "en/";
  var engine = null;
  var latest = 0;
  var selected = -1;

  /* ---- text ---- */
  function cutHan(text) {
    return text.replace(HAN, function (run) {
      var pairs = [];
      for (var i = 0; i < run.length - 1; i++) pairs.push(run.slice(i, i + 2));
      return " " + (pairs.length ? pairs.join(" ") : run) + " ";
    }).replace(/\s+/g, " ").trim();
  }

  /* "机器 器学 学习" → "机器学习". Returns pieces {text, marked}, with Pagefind's marks kept. */
  function joinHan(excerpt) {
    var pieces = [];
    var last = ""; // the pair that a following pair may continue
    var end = ""; // the last character written

    function write(text, marked) {
      var previous = pieces[pieces.length - 1];
      if (previous && previous.marked === marked) previous.text += text;
      else pieces.push({ text: text, marked: marked });
      end = text.slice(-1);
    }

    excerpt.split(" ").forEach(function (token) {
      var marked = token.indexOf("<mark>") >= 0;
      var plain = token.replace(/<\/?mark>/g, "");
      var pair = PAIR.exec(plain);
      if (pair && last && last[1] === pair[1][0]) {
        if (marked) {
          var previous = pieces[pieces.length - 1];
          if (!previous.marked) previous.text = previous.text.slice(0, -1);
          write((previous.marked ? "" : pair[1][0]) + pair[1][1], true);
          if (pair[2]) write(pair[2], false);
        } else {
          write(pair[1][1] + pair[2], false);
        }
      } else if (plain) {
        var tight = !end || WIDE.test(end) && WIDE.test(plain[0]) || CLOSING.test(plain[0]);
        if (!tight) write(" ", false);
        write(plain, marked);
      }
      last = pair && !pair[2] ? pair[1] : "";
    });
    return pieces;
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
    '<ul class="atlas-search__results" id="atlas-results" role="listbox"></ul>';
  document.body.appendChild(dialog);
  var input = dialog.querySelector("input");
  var status = dialog.querySelector("[role=status]");
  var list = dialog.querySelector("[role=listbox]");
  input.placeholder = words.placeholder;
  input.setAttribute("aria-label", words.label);
  list.setAttribute("aria-label", words.results);
  dialog.querySelector("button").textContent = words.close;

  function loadEngine() {
    engine = engine || import(home + "pagefind/pagefind.js").then(function (module) {
      return module.options({ baseUrl: "/", excerptLength: 24 }).then(function () {
        return module.init().then(function () { return module; });
      });
    }).catch(function (error) {
      engine = null;
      throw error;
    });
    return engine;
  }

  function open(query) {
    if (!dialog.open) dialog.showModal();
    if (query) input.value = query;
    input.select();
    loadEngine().then(update, fail);
  }

  function fail() {
    status.textContent = words.failed;
  }

  /* ---- searching ---- */
  function update() {
    var turn = ++latest;
    var query = cutHan(input.value.normalize("NFKC"));
    if (!query) return show([], words.hint);
    return loadEngine()
      .then(function (pagefind) { return pagefind.search(query); })
      .then(function (answer) {
        return Promise.all(answer.results.slice(0, MAX_RESULTS).map(function (r) { return r.data(); }));
      })
      .then(function (pages) {
        if (turn !== latest) return;
        pages = pages.filter(function (page) { return answers(page, query); });
        show(pages, pages.length ? words.some.replace("{}", pages.length) : words.none);
      })
      .catch(function () { if (turn === latest) fail(); });
  }

  /* For a word that it does not know Pagefind shortens it until something fits; an answer
     counts when a marked word and a word of the query share all but an ending. */
  function answers(page, query) {
    var asked = query.toLowerCase().split(" ");
    var marked = page.excerpt.match(/<mark>.*?<\/mark>/g) || [];
    (page.sub_results || []).forEach(function (part) {
      marked = marked.concat(part.excerpt.match(/<mark>.*?<\/mark>/g) || []);
    });
    return marked.some(function (mark) {
      var word = decode(mark.slice(6, -7)).toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();
      return asked.some(function (term) {
        term = term.replace(/[^\p{L}\p{N}]+/gu, " ").trim();
        var shared = 0;
        while (shared < term.length && shared < word.length && term[shared] === word[shared]) shared++;
        return word.indexOf(term) >= 0 || shared > 0 && shared >= Math.min(term.length, word.length) - 2 && shared >= term.length / 2;
      });
    });
  }

  function show(pages, message) {
    list.textContent = "";
    pages.forEach(function (page, index) { list.appendChild(makeOption(page, index)); });
    status.textContent = message;
    input.setAttribute("aria-expanded", String(pages.length > 0));
    select(pages.length ? 0 : -1);
  }

  function makeOption(page, index) {
    var best = page.sub_results && page.sub_results[0];
    var part = best && best.url.indexOf("#") >= 0 ? best : null;
    var item = document.createElement("li");
    item.id = "atlas-option-" + index;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    var link = document.createElement("a");
    link.tabIndex = -1;
    link.href = addressOf(part ? part.url : page.url);
    append(link, "small", page.meta.section || "");
    append(link, "strong", page.meta.title);
    if (part) append(link, "small", text(joinHan(part.title)));
    var excerpt = append(link, "span", "");
    joinHan((part || page).excerpt).forEach(function (piece) {
      if (!piece.marked) excerpt.append(decode(piece.text));
      else append(excerpt, "mark", decode(piece.text));
    });
    item.appendChild(link);
    return item;
  }

  /* Addresses in the index begin at the site's root, which may lie below a path. */
  function addressOf(url) {
    return root + url.replace(/^\/+/, "");
  }

  function append(parent, name, content) {
    var element = document.createElement(name);
    element.textContent = content;
    parent.appendChild(element);
    return element;
  }

  function text(pieces) {
    return pieces.map(function (piece) { return decode(piece.text); }).join("");
  }

  function decode(escaped) {
    return escaped.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&quot;/g, '"')
      .replace(/&#39;/g, "'").replace(/&amp;/g, "&");
  }

  /* ---- choosing ---- */
  function select(index) {
    var options = list.children;
    selected = options.length ? (index + options.length) % options.length : -1;
    Array.prototype.forEach.call(options, function (option, i) {
      option.setAttribute("aria-selected", String(i === selected));
    });
    if (selected < 0) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", options[selected].id);
    options[selected].scrollIntoView({ block: "nearest" });
  }

  input.addEventListener("input", update);
  input.addEventListener("keydown", function (event) {
    if (event.isComposing) return; // an input method is choosing characters
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      select(selected + (event.key === "ArrowDown" ? 1 : -1));
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (selected >= 0) list.children[selected].querySelector("a").click();
    }
  });
  list.addEventListener("click", function (event) {
    if (event.target.closest("a")) dialog.close();
  });
  dialog.addEventListener("click", function (event) {
    if (event.target === dialog) dialog.close(); // the backdrop
  });

  return { open: open, cutHan: cutHan, joinHan: joinHan };
})();
