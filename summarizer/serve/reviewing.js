// Reviewing a paper where it stands: topics ticked and unticked, one added, a better TL;DR, notes.
// Each change is sent at once with what was shown; what cannot be kept stays in its field.
(() => {
  "use strict";

  const { element, keys, marks, desk } = summarizer;
  const { ask, say, done, inTurn, path, textBox } = desk;
  const STATES = { near: "near miss", right: "judged right", wrong: "judged wrong" };
  const isTicked = (tag) => tag.kind === "given" || tag.kind === "right";
  const TEXTS = ["tldr", "notes"];
  const panels = new Map(); // of articles
  const opening = new Set(); // articles whose panel is asked for

  const short = (paper) => marks.title(paper);

  // A panel: the boxes, the fields, and what of the paper they showed last.

  function panelOf(paper) {
    const form = element("form", { className: "review" });
    const panel = { paper, id: paper.dataset.id, form, stands: null, spared: new Set() };
    const boxes = element("ul", { className: "boxes" });
    const group = element("fieldset", {}, element("legend", {}, "Topics"), boxes);
    const box = desk.topicBox((name) => panel.save({ tags: { [name]: true } }, `Added ${name}`));
    box.field.placeholder = "name or alias";
    const add = element("label", { htmlFor: box.field.id }, "Add a topic");
    group.append(element("div", { className: "add" }, add, box.field, box.list));
    const hint = "Changing one judges all of them as they stand.";
    boxes.before(element("p", { className: "hint" }, hint));
    const reviewed = element("input", { type: "checkbox", name: "complete" });
    const all = element("label", {}, reviewed, " Reviewed: no topic is missing");
    reviewed.addEventListener("change", () => {
      const line = reviewed.checked ? "Reviewed" : "No longer reviewed";
      panel.save({ complete: reviewed.checked }, line);
    });
    const empty = "Empty it to go back to the original one.";
    panel.texts = [
      textBox(panel, "tldr", "TL;DR", `Enter saves. ${empty}`),
      textBox(
        panel,
        "notes",
        "Notes",
        "Only you see them. Ctrl+Enter, or leaving the field, saves.",
      ),
    ];
    form.append(
      group,
      element("p", { className: "all" }, all),
      ...panel.texts.map((each) => each.row),
    );
    form.setAttribute("aria-label", `Review: ${short(paper)}`);
    form.addEventListener("submit", (event) => event.preventDefault());

    panel.save = (edit, line) => inTurn(() => send(panel, edit, line));
    panel.show = (stands) => {
      panel.stands = stands;
      const focused = document.activeElement?.closest?.(".boxes li")?.dataset.topic;
      boxes.replaceChildren(...stands.tags.map((tag) => row(panel, tag)));
      const again = focused && [...boxes.children].find((each) => each.dataset.topic === focused);
      again?.querySelector("input").focus();
      reviewed.checked = stands.complete;
      for (const text of panel.texts) text.show(stands[text.name] ?? "");
    };
    return panel;
  }

  function row(panel, tag) {
    const box = element("input", { type: "checkbox", checked: isTicked(tag) });
    const state = STATES[tag.kind];
    const label = element("label", {}, box, " ", element("b", {}, tag.label));
    if (state) label.append(" ", element("small", {}, state));
    const made = element("li", {}, label);
    made.dataset.topic = tag.name;
    made.dataset.kind = tag.kind;
    box.addEventListener("change", () =>
      panel.save(
        { tags: { [tag.name]: box.checked } },
        `${tag.label}: ${box.checked ? "right" : "wrong"}`,
      ),
    );
    if (tag.kind === "right" || tag.kind === "wrong") {
      const clear = marks.button("Not judged");
      clear.setAttribute("aria-label", `${tag.label}: not judged`);
      clear.addEventListener("click", () =>
        panel.save({ tags: { [tag.name]: null } }, `${tag.label}: not judged`),
      );
      made.append(clear);
    }
    if (tag.quote) made.append(element("q", { dir: "auto" }, tag.quote));
    return made;
  }

  // What was shown goes with every edit, so that nobody's later word is lost.

  // A verdict judges all topics that were shown, as they stand: not those that she took back.
  function shown(panel, edit = {}) {
    const { stands, texts, spared } = panel;
    const left = edit.complete ? stands.tags : stands.tags.filter(({ name }) => !spared.has(name));
    const tags = Object.fromEntries(left.map((tag) => [tag.name, tag.kind]));
    const bases = Object.fromEntries(texts.map((text) => [text.name, text.base]));
    return { tags, complete: stands.complete, ...bases };
  }

  async function send(panel, edit, line) {
    const { id, paper } = panel;
    const what = `${line} · ${short(paper)}`;
    let answer;
    try {
      answer = await ask(path(id, "review"), { shown: shown(panel, edit), ...edit });
    } catch (error) {
      if (!error.values?.conflicts) {
        desk.show(panel.stands);
        const again = () => panel.save(edit, line);
        say(`Not saved: ${what}. ${error.message}`, { wrong: true, again });
        return false;
      }
      answer = error.values;
    }
    for (const [name, verdict] of Object.entries(edit.tags ?? {})) {
      if (verdict === null) panel.spared.add(name);
      else panel.spared.delete(name);
    }
    settle(panel, edit, answer);
    const [conflict] = answer.conflicts;
    if (answer.session) done("review", answer.session, id, what);
    else if (!conflict) say(`Nothing was changed · ${short(paper)}`);
    if (conflict) say(`Changed elsewhere meanwhile: ${conflict}`, { wrong: true });
    return !conflict;
  }

  // The fields of an edit after it was answered: kept, or beside what is stored now.
  function settle(panel, edit, answer) {
    for (const text of panel.texts) {
      if (!(text.name in edit)) continue;
      const stored = answer.review[text.name] ?? "";
      if (answer.conflicts.length && stored !== edit[text.name]) text.clash(stored);
      else text.kept(edit[text.name], stored);
    }
    desk.show(answer.review);
  }

  // The paper around the panel says the same.

  function redraw(paper, stands) {
    const line = paper.querySelector(".tldr");
    if (line && stands.tldr) line.textContent = stands.tldr;
    const tags = stands.tags.filter(isTicked);
    paper.dataset.topics = tags.map((tag) => tag.name).join("|");
    const chips = paper.querySelector("ul.tags");
    if (chips) redrawTopics(chips, tags);
    const judged = stands.tags.some((tag) => tag.kind === "right" || tag.kind === "wrong");
    redrawFact(paper, judged || stands.complete || stands.tldr_is_mine);
  }

  function redrawTopics(chips, tags) {
    const called = (chip) => chip.querySelector(".tag").textContent.trim();
    const old = new Map([...chips.children].map((chip) => [called(chip), chip]));
    chips.replaceChildren(
      ...tags.map(({ label, name, kind }) => {
        const chip = old.get(label) ?? old.get(name);
        if (kind === "right") chip?.querySelector(".maybe")?.remove();
        return chip ?? element("li", {}, element("span", { className: "tag" }, label));
      }),
    );
  }

  function redrawFact(paper, isReviewed) {
    const facts = paper.querySelector(".facts");
    if (!facts) return;
    // A card joins its facts as text; a row and a paper's page have an element for each.
    for (const each of [...facts.childNodes]) {
      if (each.nodeType === Node.TEXT_NODE)
        each.data = each.data.replace(/ · reviewed(?= · |$)/, "");
      else if (each.textContent === "reviewed") each.remove();
    }
    if (!isReviewed) return;
    const apart = facts.querySelector(":scope > span");
    facts.append(apart ? element("span", {}, "reviewed") : " · reviewed");
  }

  desk.show = (stands) => {
    for (const paper of desk.papers(stands.id)) {
      redraw(paper, stands);
      panels.get(paper)?.show(stands);
    }
  };

  // Opened and closed by a button of each paper; on a paper's own page it stays as it was left.

  const isReading = (paper) => paper.matches(".reading");
  const opener = (paper) => paper.querySelector(".give .opens");

  async function open(paper, focus = true) {
    let panel = panels.get(paper);
    if (!panel) {
      const stands = await ask(path(paper.dataset.id, "review"));
      panel = panelOf(paper);
      panels.set(paper, panel);
      panel.show(stands);
      (paper.querySelector(".acts") ?? paper.querySelector(".give")).after(panel.form);
    }
    panel.form.hidden = false;
    paper.classList.add("reviewing");
    const abstract = paper.querySelector("details.more");
    if (abstract && !isReading(paper)) abstract.open = true; // what topics are judged by
    opener(paper)?.setAttribute("aria-expanded", true);
    if (isReading(paper)) summarizer.remember("review", "open");
    if (!focus) return;
    panel.form.querySelector("input").focus({ preventScroll: true });
    panel.form.scrollIntoView({ block: "nearest" });
  }

  function close(paper) {
    const button = opener(paper);
    panels.get(paper).form.hidden = true;
    paper.classList.remove("reviewing");
    button?.setAttribute("aria-expanded", false);
    (button?.offsetParent ? button : paper.querySelector("a[href]"))?.focus();
    if (isReading(paper)) summarizer.remember("review", null);
  }

  async function toggle(paper, focus) {
    const isOpen = panels.has(paper) && !panels.get(paper).form.hidden;
    if (isOpen) return close(paper);
    if (opening.has(paper)) return;
    opening.add(paper);
    try {
      await open(paper, focus);
    } catch (error) {
      say(error.message, { wrong: true, again: () => toggle(paper, focus) });
    } finally {
      opening.delete(paper);
    }
  }

  // A key says that a paper is reviewed as it is shown, without opening anything.
  async function review(paper) {
    const { id } = paper.dataset;
    const panel = panels.get(paper);
    try {
      const stands = panel?.stands ?? (await ask(path(id, "review")));
      const names = (paper.dataset.topics ?? "").split("|");
      const known = new Map(stands.tags.map((tag) => [tag.name, tag]));
      const seen = panel
        ? shown(panel, { complete: true })
        : { tags: names.filter((name) => known.has(name)) };
      const complete = !stands.complete;
      const answer = await ask(path(id, "review"), { shown: seen, complete });
      desk.show(answer.review);
      const line = `${complete ? "Reviewed" : "No longer reviewed"} · ${short(paper)}`;
      done("review", answer.session, id, line);
      if (answer.conflicts[0])
        say(`Changed elsewhere meanwhile: ${answer.conflicts[0]}`, { wrong: true });
    } catch (error) {
      const again = () => inTurn(() => review(paper));
      say(`Not saved: ${short(paper)}. ${error.message}`, { wrong: true, again });
    }
  }

  function equip(paper) {
    const button = marks.button("Review", { className: "opens" });
    button.setAttribute("aria-expanded", false);
    button.addEventListener("click", () => toggle(paper, true));
    paper.querySelector(".give").append(button);
    const isLeft = isReading(paper) && summarizer.recall("review") === "open";
    if (isLeft || TEXTS.some((name) => textBox.isLeft(paper.dataset.id, name))) {
      toggle(paper, false);
    }
  }

  marks.equipped = equip;
  document.addEventListener("keydown", (event) => {
    const form = event.target.closest("form.review");
    if (event.key !== "Escape" || !form || event.defaultPrevented) return;
    event.stopPropagation();
    document.activeElement.blur(); // what was typed is sent
    close(form.closest("[data-id]"));
  });
  addEventListener("beforeunload", (event) => {
    const isDirty = ({ texts }) => texts.some((text) => text.isDirty());
    // What is on its way arrives, and what is not is here again as long as the tab is there.
    if (!desk.isBusy() && [...panels.values()].some(isDirty)) event.preventDefault();
  });
  keys.push(
    ["e", "review it: topics, TL;DR, notes", () => marks.meant() && toggle(marks.meant(), true)],
    [
      "x",
      "reviewed as it is, or not",
      () => {
        const paper = marks.meant();
        if (paper) inTurn(() => review(paper));
      },
    ],
  );
})();
