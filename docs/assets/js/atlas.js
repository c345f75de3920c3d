/* What every page does with scripts on; nothing here is needed to read. */
(function () {
  "use strict";

  var zh = document.documentElement.lang.indexOf("zh") === 0;
  var words = zh
    ? { copy: "复制 LaTeX", copied: "已复制", code: "复制代码" }
    : { copy: "Copy LaTeX", copied: "Copied", code: "Copy the code" };

  /* ---- the same section in the other language ---- */
  document.querySelectorAll("[data-lang-switch]").forEach(function (link) {
    var address = link.href;
    link.addEventListener("click", function () {
      link.href = address + location.hash;
    });
  });

  /* ---- light or dark: the reader's choice, remembered; the system's until there is one ---- */
  var system = matchMedia("(prefers-color-scheme: dark)");

  function chosenScheme() {
    try { return localStorage.getItem("atlas-scheme"); } catch (error) { return null; }
  }

  function showScheme(scheme) {
    document.body.setAttribute("data-md-color-scheme", scheme);
  }

  document.querySelector("[data-atlas-scheme]").addEventListener("click", function () {
    var dark = document.body.getAttribute("data-md-color-scheme") === "slate";
    showScheme(dark ? "default" : "slate");
    try { localStorage.setItem("atlas-scheme", dark ? "default" : "slate"); } catch (error) { /* not kept */ }
  });
  system.addEventListener("change", function () {
    if (!chosenScheme()) showScheme(system.matches ? "slate" : "default");
  });

  /* ---- the drawer: Material's is a checkbox, which no keyboard reaches ---- */
  var drawer = document.getElementById("__drawer");
  var menu = document.querySelector("[data-atlas-drawer]");
  if (drawer && menu) {
    menu.addEventListener("click", function () { drawer.click(); });
    drawer.addEventListener("change", function () {
      menu.setAttribute("aria-expanded", String(drawer.checked));
      if (drawer.checked) document.querySelector(".atlas-nav a").focus({ preventScroll: true });
    });
    document.addEventListener("keydown", function (event) {
      if (event.key !== "Escape" || !drawer.checked) return;
      drawer.click();
      menu.focus();
    });
  }

  /* ---- frames that scroll sideways can be reached with the keyboard ---- */
  var frames = document.querySelectorAll(".math-display, .table-frame, figure > p, .md-typeset pre > code");

  function markScrolling(frame) {
    if (frame.scrollWidth > frame.clientWidth + 1) frame.tabIndex = 0;
    else if (frame !== document.activeElement) frame.removeAttribute("tabindex");
  }

  /* All of them until they come near and are measured: no page is laid out to its end for this,
     and the Tab key jumps over none. */
  var near = new IntersectionObserver(function (entries) {
    entries.forEach(function (entry) {
      if (entry.isIntersecting) markScrolling(entry.target);
    });
  }, { rootMargin: "50% 0px" });
  frames.forEach(function (frame) {
    frame.tabIndex = 0;
    near.observe(frame);
  });
  addEventListener("resize", function () {
    frames.forEach(function (frame) {
      near.unobserve(frame);
      near.observe(frame);
    });
  });

  /* ---- the table of contents follows the reader ---- */
  var entries = {};
  document.querySelectorAll(".atlas-toc a").forEach(function (link) {
    entries[decodeURIComponent(link.hash.slice(1))] = link;
  });
  var passing = new IntersectionObserver(function (headings) {
    headings.forEach(function (heading) {
      if (!heading.isIntersecting) return;
      document.querySelectorAll(".atlas-toc a[aria-current]").forEach(function (link) {
        link.removeAttribute("aria-current");
      });
      entries[heading.target.id].setAttribute("aria-current", "true");
    });
  }, { rootMargin: "-60px 0px -70% 0px" });
  Object.keys(entries).forEach(function (id) {
    var heading = document.getElementById(id);
    if (heading) passing.observe(heading);
  });

  /* ---- a term's meaning, on hover and on focus (one listener for all of them) ---- */
  var tip = document.createElement("div");
  tip.className = "atlas-tip";
  tip.hidden = true;
  tip.setAttribute("aria-hidden", "true"); // the link's title says the same
  document.body.appendChild(tip);

  function showTip(event) {
    var term = event.target.closest && event.target.closest("a.term");
    if (!term) return hideTip();
    if (term.title) {
      term.dataset.meaning = term.title; // the browser's own tooltip would cover ours
      term.setAttribute("aria-description", term.title);
      term.removeAttribute("title");
    }
    tip.textContent = term.dataset.meaning;
    tip.hidden = false;
    var box = term.getBoundingClientRect();
    tip.style.left = Math.max(8, Math.min(box.left, innerWidth - tip.offsetWidth - 8)) + scrollX + "px";
    tip.style.top = box.bottom + scrollY + 6 + "px";
  }

  function hideTip() {
    tip.hidden = true;
  }

  document.addEventListener("pointerover", showTip);
  document.addEventListener("focusin", showTip);
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape") hideTip();
  });

  /* ---- a click on a formula offers its LaTeX ---- */
  var button = null;

  function removeButton() {
    if (button) button.remove();
    button = null;
  }

  function offerCopy(math) {
    var source = math.querySelector("annotation");
    if (!source) return;
    removeButton();
    button = document.createElement("button");
    button.type = "button";
    button.className = "atlas-copy";
    button.textContent = words.copy;
    var box = math.getBoundingClientRect();
    button.style.left = Math.max(8, Math.min(box.left, innerWidth - 120)) + scrollX + "px";
    button.style.top = box.bottom + scrollY + 4 + "px";
    button.addEventListener("click", function () {
      copyText(source.textContent).then(function () {
        button.textContent = words.copied;
        setTimeout(removeButton, 2500);
      });
    });
    document.body.appendChild(button);
    button.focus({ preventScroll: true });
  }

  function copyText(text) {
    if (navigator.clipboard) return navigator.clipboard.writeText(text);
    var area = document.createElement("textarea"); // pages served without https
    area.value = text;
    document.body.appendChild(area);
    area.select();
    document.execCommand("copy");
    area.remove();
    return Promise.resolve();
  }

  /* ---- code has a button that copies it ---- */
  document.querySelectorAll(".highlight pre > code").forEach(function (code) {
    if (code.closest(".output")) return;
    var copy = document.createElement("button");
    copy.type = "button";
    copy.className = "atlas-code-copy";
    copy.title = words.code;
    copy.setAttribute("aria-label", words.code);
    copy.addEventListener("click", function () {
      copyText(code.textContent).then(function () {
        copy.setAttribute("aria-label", words.copied);
        copy.classList.add("atlas-code-copy--done");
        setTimeout(function () {
          copy.setAttribute("aria-label", words.code);
          copy.classList.remove("atlas-code-copy--done");
        }, 2500);
      });
    });
    code.parentElement.insertBefore(copy, code);
  });

  document.addEventListener("click", function (event) {
    var math = event.target.closest && event.target.closest("math");
    if (math && !event.target.closest("a")) offerCopy(math);
    else if (!event.target.closest(".atlas-copy")) removeButton();
  });
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape") removeButton();
    var frame = document.activeElement;
    if (event.key === "Enter" && frame && frame.classList.contains("math-display")) {
      offerCopy(frame.querySelector("math"));
    }
  });

  /* ---- printing opens the folded answers ---- */
  addEventListener("beforeprint", function () {
    document.querySelectorAll("details:not([open])").forEach(function (details) {
      details.open = true;
      details.dataset.printed = "";
    });
  });
  addEventListener("afterprint", function () {
    document.querySelectorAll("details[data-printed]").forEach(function (details) {
      details.open = false;
      delete details.dataset.printed;
    });
  });

  /* ---- search: the dialog's script is fetched at the first wish for it ---- */
  var opener = document.querySelector("[data-atlas-search]");
  if (!opener) return;
  opener.hidden = false;
  var loading = null;

  function loadSearch() {
    loading = loading || new Promise(function (resolve, reject) {
      var script = document.createElement("script");
      script.src = opener.dataset.script;
      script.onload = function () { resolve(window.AtlasSearch); };
      script.onerror = reject;
      document.head.appendChild(script);
    });
    return loading;
  }

  function openSearch(query) {
    var typed = ""; // while the script is on its way
    function keep(event) {
      if (event.key.length > 1 || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      typed += event.key;
    }
    document.addEventListener("keydown", keep);
    loadSearch()
      .then(function (search) { search.open(query || "", typed); })
      .finally(function () { document.removeEventListener("keydown", keep); });
  }

  opener.addEventListener("click", function () { openSearch(); });
  opener.addEventListener("pointerenter", loadSearch, { once: true });
  opener.addEventListener("focus", loadSearch, { once: true });
  document.addEventListener("keydown", function (event) {
    var typing = /^(input|textarea|select)$/i.test(event.target.tagName) || event.target.isContentEditable;
    var slash = event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey;
    var k = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey);
    if (slash || k) {
      event.preventDefault();
      openSearch();
    }
  });
  var parameters = new URLSearchParams(location.search);
  if (parameters.get("q")) openSearch(parameters.get("q"));
  if (parameters.get("h")) loadSearch().then(function (search) { search.markPage(parameters.get("h")); });
})();
