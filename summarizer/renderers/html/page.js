// Search, topic filters, theme and keys of a page. It is put into every page: nothing to load.
//
// A page's own papers are filtered here. search.js gives `summarizer.show` another meaning; it
// shares the rest: the search field, the topics, the address (`#q=...&topic=...`), the keys.
window.summarizer = (() => {
  "use strict";

  const root = document.documentElement;
  const byId = (id) => document.getElementById(id);
  root.dataset.scripted = ""; // shows what only scripts can do, with its place kept from the start

  // Nothing is seen before all scripts have put in what is theirs, so that nothing moves.
  root.dataset.starting = "";
  document.addEventListener("DOMContentLoaded", () => {
    requestAnimationFrame(() => delete root.dataset.starting);
  });

  function element(name, properties = {}, ...children) {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  }

  // What the reader chose. Private windows and some browsers' file:// pages keep nothing.

  function recall(name) {
    try {
      return localStorage.getItem(`summarizer-${name}`);
    } catch {
      return null;
    }
  }

  function remember(name, value) {
    try {
      if (value === null) localStorage.removeItem(`summarizer-${name}`);
      else localStorage.setItem(`summarizer-${name}`, value);
    } catch {
      // It holds for this page, then.
    }
  }

  // Theme: the system's, unless the reader chose the other one.

  const darkSystem = matchMedia("(prefers-color-scheme: dark)");
  const systemTheme = () => (darkSystem.matches ? "dark" : "light");
  const otherTheme = () => ((root.dataset.theme ?? systemTheme()) === "dark" ? "light" : "dark");

  function setTheme(theme) {
    if (theme === "dark" || theme === "light") root.dataset.theme = theme;
    else delete root.dataset.theme;
    const button = byId("theme");
    const name = otherTheme() === "dark" ? "Dark" : "Light";
    button?.replaceChildren(name, element("span", {}, " theme"));
  }

  function toggleTheme() {
    const chosen = otherTheme() === systemTheme() ? null : otherTheme();
    remember("theme", chosen);
    setTheme(chosen);
  }

  function startTheme() {
    const button = byId("theme");
    setTheme(recall("theme"));
    button?.addEventListener("click", toggleTheme);
    darkSystem.addEventListener("change", () => setTheme(recall("theme")));
  }

  // Words as they are compared: no case, no accents. searchindex.py has the same.

  const SIGN = "\\u3040-\\u30ff\\u3400-\\u9fff"; // scripts without blanks: each sign is a word
  const WORD = new RegExp(`[${SIGN}]|(?:(?![${SIGN}])[\\p{L}\\p{N}])+`, "gu");
  const LETTERS = { ß: "ss", æ: "ae", œ: "oe", ø: "o", đ: "d", ł: "l", ı: "i", ς: "σ" };

  const folded = (text) =>
    text
      .normalize("NFKD")
      .toLowerCase()
      .replace(/\p{M}/gu, "")
      .replace(/[ßæœøđłıς]/g, (letter) => LETTERS[letter]);

  const words = (text) => folded(text).match(WORD) ?? [];

  // What is looked for. A paper must have all words and all topics.

  const state = { query: "", topics: new Set(), fresh: false };

  const addressed = () => new URLSearchParams(location.hash.slice(1));
  const isFilter = () => addressed().has("q") || addressed().has("topic");

  function readAddress() {
    state.query = addressed().get("q") ?? "";
    state.topics = new Set(addressed().getAll("topic"));
    byId("q").value = state.query;
    update();
  }

  function writeAddress() {
    const parts = new URLSearchParams();
    if (state.query) parts.set("q", state.query);
    for (const topic of state.topics) parts.append("topic", topic);
    const hash = parts.size ? `#${parts}` : location.pathname + location.search;
    // A link to a paper stays as it is while nothing is looked for.
    if (parts.size || isFilter()) history.replaceState(null, "", hash);
  }

  function update() {
    for (const button of document.querySelectorAll("button.topic")) {
      button.setAttribute("aria-pressed", state.topics.has(button.dataset.topic));
    }
    byId("fresh")?.setAttribute("aria-pressed", state.fresh);
    writeAddress();
    summarizer.show(state);
  }

  function look(query) {
    state.query = query.trim();
    update();
  }

  function toggleTopic(topic) {
    if (!state.topics.delete(topic)) state.topics.add(topic);
    update();
  }

  function clear() {
    byId("q").value = "";
    state.topics.clear();
    state.fresh = false;
    look("");
  }

  // What a topic is called, as its button says it.
  const called = (topic) =>
    document.querySelector(`button.topic[data-topic="${CSS.escape(topic)}"] > span`)?.textContent ??
    topic;

  // A sentence for the live region: "3 of 35 papers with “sparse”, RAG and PEFT".
  function sought() {
    const parts = [...state.topics].map(called);
    if (state.query) parts.unshift(`“${state.query}”`);
    const fresh = state.fresh ? " that are new" : "";
    if (!parts.length) return fresh;
    const last = parts.pop();
    return `${fresh} with ${parts.length ? `${parts.join(", ")} and ${last}` : last}`;
  }

  const counted = (number) => `${number} paper${number === 1 ? "" : "s"}`;

  // The papers of this page.

  const papers = () => [...document.querySelectorAll("article.paper")];
  let texts; // of all papers, folded on the first search: thousands take a moment

  function fits(paper, index, wanted) {
    const topics = `|${paper.dataset.topics ?? ""}|`;
    return (
      (!state.fresh || paper.matches(".fresh")) &&
      [...state.topics].every((topic) => topics.includes(`|${topic}|`)) &&
      wanted.every((word) => texts[index].includes(word))
    );
  }

  // What it says, without the buttons that every paper has.
  const SAID =
    ".votes, .title, .marks, .tldr, .site-line, .why, .about, .more > :not(summary), .abstract";
  const textOf = (paper) =>
    [...paper.querySelectorAll(SAID)].map((part) => part.textContent).join("\n");

  function showPapers() {
    const all = papers();
    const wanted = words(state.query);
    if (wanted.length) texts ??= all.map((paper) => folded(textOf(paper)));
    let left = 0;
    all.forEach((paper, index) => {
      paper.hidden = !fits(paper, index, wanted);
      left += !paper.hidden;
    });
    for (const group of document.querySelectorAll("section.group"))
      narrow(group, left < all.length);
    tell(left === all.length ? counted(left) : `${left} of ${counted(all.length)}${sought()}`);
  }

  // A group without papers to show goes; another says how many of its own are shown.
  function narrow(group, filtered) {
    const shown = group.querySelectorAll("article.paper:not([hidden])").length;
    group.hidden = filtered && !shown;
    const size = group.querySelector(":scope > :first-child > small");
    if (!size) return;
    size.dataset.whole ??= size.textContent;
    const own = group.querySelectorAll("article.paper").length;
    size.textContent = shown < own ? `${shown} of ${own}` : size.dataset.whole;
  }

  // Papers that say more now are looked through anew.
  function said() {
    texts = undefined;
    if (state.query) update();
  }

  function tell(message) {
    const count = byId("count");
    if (count && count.textContent !== message) count.textContent = message;
  }

  // A link to a paper that the filter hides would lead nowhere.
  function showTarget() {
    const target = document.querySelector(":target");
    if (!target?.closest("[hidden]")) return;
    clear();
    target.scrollIntoView();
  }

  function followAddress() {
    if (isFilter() || !location.hash) readAddress();
    else showTarget();
  }

  // Keys. Alone they are no shortcuts while the reader types, and can be switched off.

  const KEYS = [
    ["/", "search", () => byId("q")?.focus()],
    ["j", "next paper", () => step(1)],
    ["k", "previous paper", () => step(-1)],
    ["?", "this list", () => openHelp()],
  ];

  function step(by) {
    const shown = [...document.querySelectorAll("article.paper, #results > li")].filter(
      (paper) => !paper.closest("[hidden], .folded"),
    );
    const here = shown.findIndex((paper) => paper.contains(document.activeElement));
    const next = shown[here < 0 ? 0 : here + by];
    if (next) focusPaper(next);
  }

  function focusPaper(paper) {
    const place = paper.querySelector("a[href]") ?? paper;
    if (place === paper) paper.tabIndex = -1;
    place.focus({ preventScroll: true });
    paper.scrollIntoView({ block: "nearest" });
  }

  const isTyping = (target) =>
    target.isContentEditable || target.matches("input:not([type=checkbox]), textarea, select");

  function onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (byId("keys")?.open) return;
    if (event.key === "Escape" && byId("q")) {
      clear();
      // The next key is a shortcut again, not a word to search for.
      if (event.target === byId("q")) event.target.blur();
      return;
    }
    if (isTyping(event.target) || recall("keys") === "off") return;
    const known = KEYS.find(([key]) => key === event.key);
    if (!known) return;
    event.preventDefault();
    known[2]();
  }

  function openHelp() {
    const dialog = byId("keys") ?? document.body.appendChild(madeHelp());
    dialog.showModal();
  }

  function madeHelp() {
    const rows = [...KEYS.map(([key, what]) => [key, what]), ["Escape", "clear search and topics"]];
    const list = element("dl");
    for (const [key, what] of rows) {
      list.append(element("dt", {}, element("kbd", {}, key)), element("dd", {}, what));
    }
    const box = element("input", { type: "checkbox", checked: recall("keys") !== "off" });
    box.addEventListener("change", () => remember("keys", box.checked ? null : "off"));
    const close = element("button", { type: "submit", autofocus: true }, "Close");
    const form = element(
      "form",
      { method: "dialog" },
      element("label", {}, box, " Use keyboard shortcuts"),
      close,
    );
    const title = element("h2", { id: "keys-title" }, "Keyboard shortcuts");
    const dialog = element("dialog", { id: "keys" }, title, list, form);
    dialog.setAttribute("aria-labelledby", "keys-title");
    return dialog;
  }

  function startSearch() {
    const field = byId("q");
    if (!field) return;
    field.addEventListener("input", () => look(field.value));
    field.form?.addEventListener("submit", (event) => {
      event.preventDefault();
      step(1);
    });
    byId("topics")?.addEventListener("click", (event) => {
      const button = event.target.closest("button.topic");
      if (button) toggleTopic(button.dataset.topic);
    });
    addEventListener("hashchange", followAddress);
    readAddress();
  }

  function start() {
    startTheme();
    startSearch();
    document.addEventListener("keydown", onKey);
    byId("help")?.addEventListener("click", openHelp);
  }

  // At once, so that a page in the chosen theme does not flash in the other one.
  setTheme(recall("theme"));
  document.addEventListener("DOMContentLoaded", start);

  return {
    ...{ show: showPapers, state, update, said, words, sought, counted, tell, element },
    ...{ keys: KEYS, recall, remember },
  };
})();
