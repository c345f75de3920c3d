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

  /* ---- the drawer's button works from the keyboard (Material itself answers to Enter) ---- */
  document.querySelectorAll("[data-atlas-drawer]").forEach(function (label) {
    label.addEventListener("keydown", function (event) {
      if (event.key === " ") {
        event.preventDefault();
        label.click();
      }
    });
  });

  /* ---- frames that scroll sideways can be reached with the keyboard ---- */
  function markScrolling() {
    document.querySelectorAll(".math-display, .table-frame, figure > p, .md-typeset pre > code").forEach(function (frame) {
      if (frame.scrollWidth > frame.clientWidth + 1) frame.tabIndex = 0;
      else frame.removeAttribute("tabindex");
    });
  }
  markScrolling();
  addEventListener("resize", markScrolling);
  if (document.fonts) document.fonts.ready.then(markScrolling);

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
        setTimeout(removeButton, 1200);
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

  /* ---- code has a button that copies it (Material's adds a landmark per block) ---- */
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
        }, 1500);
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
    loadSearch().then(function (search) { search.open(query || ""); });
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
