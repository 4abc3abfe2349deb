// What a list of papers does with scripts: how dense it is, citations to copy, what is new in it.
(() => {
  "use strict";

  const { element, keys, recall, remember, state, update } = summarizer;
  const root = document.documentElement;
  const button = (name, properties) => element("button", { type: "button", ...properties }, name);
  const papers = () => [...document.querySelectorAll("article.paper")];

  // Density: a line a paper, a card, or a card with its abstract.

  const DENSITIES = { line: "Lines", card: "Cards", abstract: "Abstracts" };
  const known = () => (Object.hasOwn(DENSITIES, recall("density")) ? recall("density") : "card");
  let density = known();

  function setDensity(chosen) {
    density = chosen;
    root.dataset.density = chosen;
    for (const each of document.querySelectorAll(".density button")) {
      each.setAttribute("aria-pressed", each.value === chosen);
    }
  }

  // Where a card has no abstract, a page's own script can say how to come by them.
  const abstracts = {
    show(open) {
      for (const each of document.querySelectorAll(".acts > details")) each.open = open;
    },
  };

  function choose(chosen) {
    const opens = density === "abstract" || chosen === "abstract";
    remember("density", chosen === "card" ? null : chosen);
    setDensity(chosen);
    if (opens) abstracts.show(chosen === "abstract");
  }

  function startDensity(row) {
    const made = element("div", { className: "density" });
    made.setAttribute("role", "group");
    made.setAttribute("aria-label", "Show papers as");
    const some = document.querySelector(".acts > details, main[data-abstracts]") !== null;
    for (const [value, name] of Object.entries(DENSITIES)) {
      if (value !== "abstract" || some) made.append(button(name, { value }));
    }
    made.addEventListener("click", ({ target }) => target.value && choose(target.value));
    row.append(made);
    setDensity(density);
    if (density === "abstract" && some) abstracts.show(true);
    keys.push(["d", "lines, cards or abstracts", nextDensity]);
  }

  function nextDensity() {
    const all = [...document.querySelectorAll(".density button")].map((each) => each.value);
    choose(all[(all.indexOf(density) + 1) % all.length]);
  }

  // A citation, as copied.py packs it: what the card shows is not said again.

  const NAMES = {
    ...{ t: "title", a: "author", y: "year", m: "month", d: "day", j: "journal", e: "eprint" },
    ...{ x: "archivePrefix", c: "primaryClass", i: "doi", u: "url", p: "pdf", o: "organization" },
  };

  const kept = (word) => (/[A-Z]/.test(word.slice(1)) || /^[B-Z]$/.test(word) ? `{${word}}` : word);

  function shown(paper, name) {
    const links = [...paper.querySelectorAll(".links a")];
    const address = (link) => link?.getAttribute("href");
    return {
      title: () =>
        paper
          .querySelector(".title")
          .textContent.trim()
          .replace(/[A-Za-z0-9]+/g, kept),
      eprint: () => paper.dataset.id,
      archivePrefix: () => "arXiv",
      url: () => address(links[0]),
      pdf: () => address(links.find((link) => link.textContent === "PDF")),
    }[name]();
  }

  function citation(paper) {
    const [kind, key, ...fields] = paper.dataset.bib.split("~");
    const lines = fields.map((field) => {
      const name = NAMES[field[0]];
      return `  ${name} = ${field.slice(1) || `{${shown(paper, name)}}`},\n`;
    });
    return `@${kind}{${key},\n${lines.join("")}}\n`;
  }

  async function copyCitation(paper, pressed) {
    const text = citation(paper);
    try {
      await navigator.clipboard.writeText(text);
      pressed.textContent = "Copied";
      setTimeout(() => pressed.replaceChildren("BibTeX"), 2000);
    } catch {
      const field = element("textarea", { className: "copied", readOnly: true, value: text });
      field.setAttribute("aria-label", "BibTeX");
      paper.querySelector(".copied")?.remove();
      paper.querySelector(".acts").append(field);
      field.select();
    }
  }

  // What is new since the last visit: papers that the browser was not shown before it. A visit
  // ends half an hour after its last page.

  const VISIT = 30 * 60_000;
  const MOST = 4000; // ids kept: of older papers it is forgotten that they were seen

  // What was seen before this visit, in it, and when the one before it ended; 0 for none.
  function visit() {
    let known = {};
    try {
      known = JSON.parse(recall("seen")) ?? {};
    } catch {
      // Then this is the first one.
    }
    const list = (found) => (Array.isArray(found) ? found : []);
    const time = (found) => (Number.isFinite(found) ? found : 0);
    const [before, now] = [list(known.before), list(known.now)];
    const [ended, last] = [time(known.ended), time(known.last)];
    if (Date.now() - last < VISIT) return { before, now, ended };
    return { before: [...new Set([...now, ...before])].slice(0, MOST), now: [], ended: last };
  }

  function day(time) {
    const style = { day: "numeric", month: "long" };
    return new Date(time).toLocaleDateString("en-GB", style);
  }

  function startNews(row) {
    const shown = papers();
    if (!shown.length) return;
    const { before, now, ended } = visit();
    const known = new Set(before);
    const fresh = ended ? shown.filter((paper) => !known.has(paper.dataset.id)) : [];
    const all = [...new Set([...shown.map((paper) => paper.dataset.id), ...now])].slice(0, MOST);
    remember("seen", JSON.stringify({ before, now: all, ended, last: Date.now() }));
    if (!fresh.length) return;
    for (const paper of fresh) {
      paper.classList.add("fresh");
      paper.querySelector(".title").prepend(element("span", { className: "said" }, "New: "));
    }
    const since = element("span", {}, ` since you last looked, ${day(ended)}`);
    const only = button("", { id: "fresh", onclick: narrow });
    only.append(`${fresh.length} new`, since);
    only.setAttribute("aria-pressed", false);
    row.firstElementChild.after(only);
  }

  function narrow() {
    state.fresh = !state.fresh;
    update();
  }

  function start() {
    const row = document.querySelector(".status");
    if (!row) return;
    startDensity(row);
    startNews(row);
  }

  setDensity(density);
  root.dataset.opening = "";
  document.addEventListener("DOMContentLoaded", () => {
    start();
    delete root.dataset.opening;
  });
  Object.assign(summarizer, { copyCitation, abstracts });
})();
