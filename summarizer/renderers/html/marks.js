// The reader's marks: star, later, read, hide. A page can't write to the disk, so they stay in the
// browser, and a bar at the foot has the commands that keep them. A page of a server gives
// `summarizer.marks.change` another meaning, and has no use for browser and bar.
(() => {
  "use strict";

  const { element, keys, recall, remember, copyCitation } = summarizer;
  const KINDS = { star: "Star", later: "Later", read: "Read", hide: "Hide" };
  const SIGNS = {
    star: "M8 1.8l1.9 4 4.3.6-3.1 3 .8 4.3L8 11.7l-3.9 2 .8-4.3-3.1-3 4.3-.6z",
    later: "M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8zM8 4.4V8l2.4 1.6",
    read: "M2.5 8.6l3.6 3.6 7.4-8",
    hide: "M3.2 3.2l9.6 9.6m0-9.6l-9.6 9.6",
  };
  const OUSTED = { star: ["hide"], later: ["hide"], read: ["later"], hide: ["star", "later"] };
  const AT_ONCE = 200;
  const ID = /^\w[\w.:/-]*$/; // what a shell takes as one word

  // Of each paper the marks that are not as the page was made with: true, or false for one undone.
  let marks = new Map();

  function load() {
    const kept = recall("marks");
    if (kept === null) return; // or nothing can be kept: then they hold for this page
    try {
      const found = JSON.parse(kept).filter(([id, own]) => ID.test(id) && own instanceof Object);
      marks = new Map(found);
    } catch {
      marks = new Map();
    }
  }

  const isKeptHere = () => summarizer.marks.change === keepHere;
  const save = () => remember("marks", marks.size ? JSON.stringify([...marks]) : null);

  const papers = () => [...document.querySelectorAll("[data-id]")];
  const isGiven = (paper, kind) => (paper.dataset.given ?? "").split(" ").includes(kind);
  const has = (paper, kind) => marks.get(paper.dataset.id)?.[kind] ?? isGiven(paper, kind);

  function set(paper, kind, wanted) {
    const own = { ...marks.get(paper.dataset.id), [kind]: wanted };
    if (wanted === isGiven(paper, kind)) delete own[kind];
    marks.delete(paper.dataset.id);
    if (Object.keys(own).length) marks.set(paper.dataset.id, own);
  }

  function keepHere(paper, kind, wanted) {
    set(paper, kind, wanted);
    if (wanted) for (const each of OUSTED[kind]) set(paper, each, false);
    save();
    draw(paper);
    drawBar();
  }

  function toggle(paper, kind) {
    if (isKeptHere()) load(); // another tab may have marked some
    const hidden = has(paper, "hide");
    summarizer.marks.change(paper, kind, !has(paper, kind));
    if (has(paper, "hide") === hidden) return;
    paper.querySelector(":is(.folded .fold, .give) [value=hide]")?.focus();
  }

  // A card's buttons, and the line that a hidden one is folded to.

  const title = (paper) => paper.querySelector("h1, .title").textContent.trim();
  const button = (name, properties) => element("button", { type: "button", ...properties }, name);

  function buttons() {
    const made = element("p", { className: "give" });
    made.append(button("BibTeX", { className: "cite", title: "Copy its citation" }));
    for (const [kind, name] of Object.entries(KINDS)) {
      const one = button("", { value: kind, title: name });
      one.setAttribute("aria-label", name);
      one.append(sign(SIGNS[kind]));
      made.append(one);
    }
    made.setAttribute("role", "group");
    return made;
  }

  function sign(path) {
    const [picture, line] = ["svg", "path"].map((name) =>
      document.createElementNS("http://www.w3.org/2000/svg", name),
    );
    picture.setAttribute("viewBox", "0 0 16 16");
    line.setAttribute("d", path);
    picture.append(line);
    return picture;
  }

  function equip(paper, row) {
    row.setAttribute("aria-label", `Mark: ${title(paper)}`);
    if (!paper.dataset.bib) row.querySelector(".cite").remove();
    const place = paper.querySelector(".acts");
    if (place) place.append(row);
    else paper.querySelector(".facts").after(row);
    for (const kind of Object.keys(marks.get(paper.dataset.id) ?? {})) {
      set(paper, kind, has(paper, kind)); // what the page was made with by now needs no keeping
    }
    draw(paper);
    summarizer.marks.equipped(paper);
  }

  // Some at once, the others of a long page when there is time.
  function equipAll(left, row) {
    for (const paper of left.splice(0, AT_ONCE)) {
      if (ID.test(paper.dataset.id)) equip(paper, row.cloneNode(true));
    }
    if (isKeptHere()) {
      save();
      drawBar();
    }
    if (left.length) setTimeout(equipAll, 0, left, row);
  }

  function draw(paper) {
    for (const each of paper.querySelectorAll(".give button[value]")) {
      each.setAttribute("aria-pressed", has(paper, each.value));
    }
    if (!paper.matches(".paper")) return;
    const folded = has(paper, "hide");
    if (folded && !paper.querySelector(".fold")) {
      const undo = button("Undo", { value: "hide" });
      const said = element("span", {}, "Hidden: ", element("bdi", {}, title(paper)));
      paper.prepend(element("p", { className: "fold" }, said, undo));
    }
    paper.classList.toggle("folded", folded);
  }

  // The bar: how many are marked in this browser, and the commands that keep them.

  function commands() {
    const found = [];
    for (const kind of ["star", "read", "later", "hide"]) {
      // `later` is what `read` takes away
      for (const wanted of [true, false]) {
        const ids = [...marks].filter(([, own]) => own[kind] === wanted).map(([id]) => id);
        const undo = wanted ? "" : "--undo ";
        if (ids.length) found.push(`summarize ${kind} ${undo}${ids.join(" ")}`);
      }
    }
    return found.join(" && ");
  }

  async function copy(bar) {
    try {
      await navigator.clipboard.writeText(commands());
      bar.firstChild.textContent = "Copied: run it in a terminal";
    } catch {
      const field = element("textarea", { readOnly: true, value: commands() });
      field.setAttribute("aria-label", "Commands that keep the marks");
      bar.querySelector("textarea")?.remove();
      bar.append(field);
      field.select();
    }
  }

  function forget() {
    marks.clear();
    save();
    papers().forEach(draw);
    drawBar();
  }

  function madeBar() {
    const bar = element("section", { id: "marked" });
    bar.setAttribute("aria-label", "Marks in this browser");
    const said = element("p");
    said.setAttribute("role", "status");
    bar.append(
      said,
      button("Copy commands", { onclick: () => copy(bar) }),
      button("Forget", { onclick: forget }),
    );
    return document.body.appendChild(bar);
  }

  function drawBar() {
    const there = document.getElementById("marked");
    if (!marks.size && !there) return;
    const bar = there ?? madeBar();
    bar.hidden = !marks.size;
    bar.querySelector("textarea")?.remove();
    bar.firstChild.textContent = `${marks.size} marked in this browser`;
  }

  function pressed(event) {
    const chosen = event.target.closest(":is(.give, .fold) button");
    if (chosen?.matches(".cite")) copyCitation(chosen.closest("[data-id]"), chosen);
    else if (chosen?.value) toggle(chosen.closest("[data-id]"), chosen.value);
  }

  // The paper that keys mean: the one with the focus, or the one that the page is about.
  const meant = () =>
    document.activeElement.closest("[data-id]") ?? document.querySelector(".reading[data-id]");

  function press(kind) {
    const paper = meant();
    if (paper) toggle(paper, kind);
  }

  function start() {
    if (isKeptHere()) load();
    equipAll(papers(), buttons());
    document.addEventListener("click", pressed);
    if (!isKeptHere()) return;
    addEventListener("storage", () => {
      marks = new Map();
      load();
      papers().forEach(draw);
      drawBar();
    });
  }

  keys.push(
    ["s", "star the paper", () => press("star")],
    ["l", "read it later", () => press("later")],
    ["r", "have read it", () => press("read")],
    ["h", "hide it", () => press("hide")],
  );
  summarizer.marks = {
    ...{ change: keepHere, equipped: () => {} },
    ...{ draw, meant, title, button, ousted: OUSTED },
  };
  document.addEventListener("DOMContentLoaded", start);
})();
