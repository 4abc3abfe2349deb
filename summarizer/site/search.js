// The search over all papers of a site, without a server: of the index, scripts are loaded that
// hold the first letters of the words typed. searchindex.py makes them and says what is in them.
(() => {
  "use strict";

  const { words, sought, counted, tell, element } = summarizer;
  const folder = new URL(".", document.currentScript.src);
  const { version = "" } = document.currentScript.dataset;
  const FIELDS = 32;
  const WEIGHTS = { 16: 8, 8: 5, 4: 2, 2: 4, 1: 1 }; // title, topics, authors, TL;DR, abstract
  const BEGINNING = 0.6; // what a word counts of which only the beginning was typed
  const PAGE = 20;

  const weightOf = Array.from({ length: FIELDS }, (_, fields) =>
    Object.entries(WEIGHTS).reduce((sum, [bit, weight]) => sum + (fields & bit ? weight : 0), 0),
  );

  let index; // the head: blocks, and the words that are not looked for
  let asked = 0; // answers to what was typed before are dropped
  let found = []; // places of papers, the best first
  let shown = 0;

  // Parts of the index: each loaded once, when a query first needs it.

  const parts = new Map();
  const waiting = new Map();

  window.summarizerPart = (name, version, content) => waiting.get(name)?.(version, content);

  function load(name, version) {
    if (!parts.has(name)) parts.set(name, fetched(name, version));
    return parts.get(name);
  }

  function fetched(name, expected) {
    const loaded = new Promise((resolve, reject) => {
      const failed = () => reject(new Error("Part of the index could not be loaded: try again."));
      waiting.set(name, (version, content) => {
        if (version === expected || !expected) resolve(content);
        else reject(new Error("The index has changed: reload this page."));
      });
      const src = new URL(`${name}.js?${expected}`, folder);
      // Where it has answered, `failed` comes too late to count.
      document.head.append(element("script", { src, onerror: failed, onload: failed }));
    });
    loaded.catch(() => parts.delete(name)); // so that the next key tries again
    return loaded;
  }

  async function loadIndex() {
    const head = await load("index", version);
    const papers = head.blocks.reduce((sum, block) => sum + block.papers, 0);
    index ??= { ...head, papers, stop: new Set(head.stop) };
  }

  function letterOf(word) {
    if (/^[a-z]/.test(word)) return word[0];
    return /^[0-9]/.test(word) ? "0" : "other";
  }

  // Matching: for each block, the papers that have all words and topics.

  function* postings([names, differences], wanted) {
    for (let at = 0; at < names.length; at += 1) {
      const weight = wanted(names[at]);
      let number = 0;
      for (const difference of weight ? differences[at] : []) {
        number += difference;
        yield [Math.floor(number / FIELDS), weight * weightOf[number % FIELDS]];
      }
    }
  }

  async function matches(block, part, wanted) {
    const papers = new Map();
    if (part !== "topics" && !block.letters.includes(part)) return papers;
    const content = await load(`${block.name}/${part}`, block.version);
    for (const [paper, weight] of postings(content, wanted)) {
      papers.set(paper, Math.max(weight, papers.get(paper) ?? 0));
    }
    return papers;
  }

  const forWord = (word) => (name) => {
    if (name === word) return 1;
    return name.startsWith(word) ? BEGINNING : 0;
  };
  const forTopic = (topic) => (name) => (name === topic ? 1 : 0);

  // What a query asks for: the part of the index that knows, and how to tell.
  function asksOf({ query, topics }) {
    const typed = [...new Set(words(query))].map((word) => word.slice(0, index.longest));
    return [
      ...typed
        .filter((word) => !index.stop.has(word))
        .map((word) => [letterOf(word), forWord(word)]),
      ...[...topics].map((topic) => ["topics", forTopic(topic)]),
    ];
  }

  function inAll(block, lists, rarity) {
    const [first, ...others] = lists;
    const papers = [];
    for (const paper of first.keys()) {
      if (others.every((list) => list.has(paper))) {
        const score = lists.reduce((sum, list, at) => sum + list.get(paper) * rarity[at], 0);
        papers.push({ block, paper, score });
      }
    }
    return papers;
  }

  async function search(state) {
    const asks = asksOf(state);
    if (!asks.length) return [];
    const lists = await Promise.all(
      index.blocks.map((block) => Promise.all(asks.map((ask) => matches(block, ...ask)))),
    );
    const rarity = asks.map((_, at) => {
      const having = lists.reduce((sum, list) => sum + list[at].size, 0);
      return Math.log(1 + index.papers / (having || 1));
    });
    const papers = index.blocks.flatMap((block, at) => inAll(block, lists[at], rarity));
    // Blocks and papers go by time: of equals the newest comes first.
    return papers.reverse().sort((one, other) => other.score - one.score);
  }

  // Results: other people's words, so text only, never HTML.

  const results = document.getElementById("results");
  const more = element("button", { id: "more", type: "button", hidden: true });
  results.after(more);
  more.addEventListener("click", showMore);

  async function card({ block, paper }) {
    const name = `${block.name}/cards-${Math.floor(paper / index.cards)}`;
    const cards = await load(name, block.version);
    const [url, title, tldr, day, topics] = cards[paper % index.cards];
    const link = element("a", { href: new URL(url, document.baseURI) }, title || "(no title)");
    const facts = [day, ...topics].filter(Boolean).join(" · ");
    return element(
      "li",
      { className: "paper" },
      element("h2", { className: "title", dir: "auto" }, link),
      ...(tldr ? [element("p", { className: "tldr", dir: "auto" }, tldr)] : []),
      element("p", { className: "facts" }, facts),
    );
  }

  const nextCards = () => Promise.all(found.slice(shown, shown + PAGE).map(card));

  function append(cards) {
    results.append(...cards);
    shown += cards.length;
    more.hidden = shown >= found.length;
    more.textContent = `Show ${Math.min(PAGE, found.length - shown)} more of ${found.length}`;
  }

  async function showMore() {
    const run = asked;
    const cards = await nextCards();
    if (run !== asked) return;
    append(cards);
    cards[0].querySelector("a").focus();
  }

  async function show(state) {
    asked += 1;
    const run = asked;
    try {
      await loadIndex();
      const papers = await search(state);
      if (run !== asked) return;
      [found, shown] = [papers, 0];
      const cards = await nextCards();
      if (run !== asked) return;
      results.replaceChildren();
      append(cards);
      tell(summary(state));
    } catch (error) {
      if (run === asked) tell(error.message);
    }
  }

  function summary(state) {
    if (!state.query && !state.topics.size) return `${counted(index.papers)} to search`;
    if (!asksOf(state).length) return "These words are in nearly every paper: add another.";
    return `${counted(found.length)}${sought()}`;
  }

  summarizer.show = show;
})();
