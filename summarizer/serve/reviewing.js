// Reviewing a paper where it stands: topics ticked and unticked, one added, a better TL;DR, notes.
// Each change is sent at once with what was shown; what cannot be kept stays in its field.
(() => {
  "use strict";

  const { element, keys, marks, desk } = summarizer;
  const { ask, say, done, inTurn, path } = desk;
  const STATES = { near: "near miss", right: "judged right", wrong: "judged wrong" };
  const isTicked = (tag) => tag.kind === "given" || tag.kind === "right";
  const TEXTS = ["tldr", "notes"];
  const draftOf = (id, name) => `draft ${id} ${name}`;
  const panels = new Map(); // of articles
  let made = 0;

  const short = (paper) => marks.title(paper);

  // A text and what of it is not kept yet. `base` is what the reader saw when she began.

  function textField(panel, name, called, hint) {
    const id = `desk-${++made}`;
    const field = element("textarea", { id, rows: name === "notes" ? 2 : 3 });
    field.dir = "auto";
    const label = element("label", { htmlFor: id }, called);
    const note = element("p", { id: `${id}-note`, className: "hint" }, hint);
    field.setAttribute("aria-describedby", note.id);
    const save = marks.button("Save", { hidden: true });
    const other = element("p", { className: "other", hidden: true });
    const draft = draftOf(panel.id, name);
    const text = { name, field, base: "" };

    text.isDirty = () => field.value.trim() !== text.base;
    text.show = (stored) => {
      const kept = desk.recall(draft);
      if (text.shown && text.isDirty()) return; // never over what is being typed
      text.shown = true;
      text.base = stored;
      field.value = kept && kept.text.trim() !== stored ? kept.text : stored;
      if (kept && text.isDirty()) text.base = kept.base;
      if (text.isDirty() && text.base !== stored) text.clash(stored);
      text.mark();
    };
    text.mark = () => {
      save.hidden = !text.isDirty();
      note.textContent = text.isDirty() ? "Not saved yet." : hint;
      desk.remember(draft, text.isDirty() ? { text: field.value, base: text.base } : null);
    };
    text.kept = (sent, stored) => {
      other.hidden = true;
      text.base = stored;
      if (field.value.trim() === sent) field.value = stored;
      text.mark();
    };
    text.clash = (stored) => {
      text.base = stored;
      const theirs = stored ? `Stored meanwhile: “${stored}”` : "It was taken away meanwhile.";
      const take = () => {
        field.value = stored;
        text.kept(stored, stored);
        field.focus();
      };
      const keep = () => text.save();
      other.replaceChildren(
        element("span", {}, theirs),
        marks.button("Take that", { onclick: take }),
        marks.button("Save mine", { onclick: keep }),
      );
      other.hidden = false;
      text.mark();
    };
    text.save = () =>
      text.isDirty() && panel.save({ [name]: field.value.trim() }, `${called} saved`);

    field.addEventListener("input", text.mark);
    field.addEventListener("change", () => {
      if (other.hidden) text.save(); // a conflict is for its reader to end
    });
    field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.isComposing) return;
      if (name === "notes" && !event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      text.save();
    });
    save.addEventListener("click", text.save);
    text.row = element("div", { className: "text" }, label, field, note, save, other);
    return text;
  }

  // A panel: the boxes, the fields, and what of the paper they showed last.

  function panelOf(paper) {
    const form = element("form", { className: "review" });
    const panel = { paper, id: paper.dataset.id, form, stands: null };
    const boxes = element("ul", { className: "boxes" });
    const group = element("fieldset", {}, element("legend", {}, "Topics"), boxes);
    const box = desk.topicBox((name) => panel.save({ tags: { [name]: true } }, `Added ${name}`));
    box.field.placeholder = "name or alias";
    const add = element("label", { htmlFor: box.field.id }, "Add a topic");
    group.append(element("div", { className: "add" }, add, box.field, box.list));
    const reviewed = element("input", { type: "checkbox", name: "complete" });
    const all = element("label", {}, reviewed, " Reviewed: no topic is missing");
    reviewed.addEventListener("change", () => {
      const line = reviewed.checked ? "Reviewed" : "No longer reviewed";
      panel.save({ complete: reviewed.checked }, line);
    });
    const empty = "Empty it to go back to the model's own.";
    panel.texts = [
      textField(panel, "tldr", "TL;DR", `Enter saves. ${empty}`),
      textField(
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

  function shown(panel) {
    const { stands, texts } = panel;
    const tags = Object.fromEntries(stands.tags.map((tag) => [tag.name, tag.kind]));
    const bases = Object.fromEntries(texts.map((text) => [text.name, text.base]));
    return { tags, complete: stands.complete, ...bases };
  }

  async function send(panel, edit, line) {
    const { id, paper } = panel;
    const what = `${line} · ${short(paper)}`;
    let answer;
    try {
      answer = await ask(path(id, "review"), { shown: shown(panel), ...edit });
    } catch (error) {
      if (!error.values?.conflicts) {
        desk.show(panel.stands);
        const again = () => panel.save(edit, line);
        say(`Not saved: ${what}. ${error.message}`, { wrong: true, again });
        return false;
      }
      answer = error.values;
    }
    settle(panel, edit, answer);
    const [conflict] = answer.conflicts;
    if (answer.session) done("review", answer.session, id, what);
    else if (!conflict) say(`Nothing to change · ${what}`);
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
    const said = [...(facts?.querySelectorAll("bdi") ?? [])];
    const known = said.find((each) => each.textContent === "reviewed");
    if (known) known.hidden = !isReviewed;
    else if (facts && isReviewed) facts.append(" · ", element("bdi", {}, "reviewed"));
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
    opener(paper)?.setAttribute("aria-expanded", true);
    if (isReading(paper)) summarizer.remember("review", "open");
    if (!focus) return;
    panel.form.querySelector("input").focus({ preventScroll: true });
    panel.form.scrollIntoView({ block: "nearest" });
  }

  function close(paper) {
    const button = opener(paper);
    panels.get(paper).form.hidden = true;
    button?.setAttribute("aria-expanded", false);
    button?.focus();
    if (isReading(paper)) summarizer.remember("review", null);
  }

  async function toggle(paper, focus) {
    const isOpen = panels.has(paper) && !panels.get(paper).form.hidden;
    if (isOpen) return close(paper);
    try {
      await open(paper, focus);
    } catch (error) {
      say(error.message, { wrong: true, again: () => toggle(paper, focus) });
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
      const seen = panel ? shown(panel) : { tags: names.filter((name) => known.has(name)) };
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
    if (isLeft || TEXTS.some((name) => desk.recall(draftOf(paper.dataset.id, name)))) {
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
