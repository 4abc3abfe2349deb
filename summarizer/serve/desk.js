// The desk of `summarize serve`: what a reader changes is kept by the server at once, said at the
// foot of the page, and taken back by a button there or by a key.
(() => {
  "use strict";

  const { element, keys, marks } = summarizer;
  const SAID = { star: "starred", later: "to read later", read: "read", hide: "hidden" };
  const MOST_UNDONE = 50;
  const MOST_LISTED = 500;
  const SMALL = 15_000; // letters of a request that a browser sends from a page that is left

  // What is kept for this tab alone: it outlives a page, and no other tab sees it.

  function recall(name) {
    try {
      return JSON.parse(sessionStorage.getItem(`summarizer-${name}`));
    } catch {
      return null;
    }
  }

  function remember(name, value) {
    try {
      if (value === null) sessionStorage.removeItem(`summarizer-${name}`);
      else sessionStorage.setItem(`summarizer-${name}`, JSON.stringify(value));
    } catch {
      // It holds for this page, then.
    }
  }

  // Asking the server: what went wrong comes as a line that says what to do.

  const GONE =
    "The server does not answer. Start “summarize serve” again, then try again here: nothing that you typed is lost.";

  function failure(line, status = 0, values = {}) {
    return Object.assign(new Error(line), { status, values });
  }

  async function ask(path, body, method = body ? "POST" : "GET") {
    const sent = { method };
    if (body) {
      sent.body = JSON.stringify(body);
      sent.headers = { "content-type": "application/json" };
      sent.keepalive = sent.body.length < SMALL; // also when the reader goes on to another page
    }
    let answer;
    try {
      answer = await fetch(path, sent);
    } catch {
      throw failure(GONE);
    }
    const values = await answer.json().catch(() => ({}));
    if (answer.ok) return values;
    throw failure(values.error ?? `The server answers ${answer.status}.`, answer.status, values);
  }

  // One change after the other, in the order in which they were made.
  let last = Promise.resolve();
  let waiting = 0;

  function inTurn(change) {
    waiting += 1;
    last = last.then(change, change).finally(() => {
      waiting -= 1;
    });
    return last;
  }

  const isBusy = () => waiting > 0;

  // The bar at the foot: what was done, and what can be done about it.

  function bar() {
    const there = document.getElementById("kept");
    if (there) return there;
    const made = element("section", { id: "kept" });
    made.setAttribute("aria-label", "Changes");
    const line = element("p");
    line.setAttribute("role", "status");
    made.append(line, element("div"));
    return document.body.appendChild(made);
  }

  function say(line, { wrong = false, again = null } = {}) {
    const place = bar();
    const actions = [];
    if (again) actions.push(marks.button("Try again", { onclick: again }));
    if (!wrong && undoable().length) actions.push(marks.button("Undo", { onclick: undo }));
    actions.push(marks.button("Close", { onclick: () => place.remove() }));
    place.classList.toggle("wrong", wrong);
    place.firstChild.textContent = line;
    const focused = place.contains(document.activeElement);
    place.lastChild.replaceChildren(...actions);
    if (focused) actions[0].focus();
  }

  // What can be taken back, the last first; each by the number that the server gave it.

  const undoable = () => recall("undo") ?? [];

  function done(what, session, id, line) {
    if (session) {
      remember("undo", [...undoable(), { what, session, id, line }].slice(-MOST_UNDONE));
      tell(id);
    }
    say(line);
  }

  function undo() {
    return inTurn(async () => {
      const rest = undoable();
      const change = rest.pop();
      if (!change) return say("There is nothing to undo in this tab.");
      const { what, session, id, line } = change;
      try {
        await ask("/api/undo", { what, session });
      } catch (error) {
        if (error.status === 409) remember("undo", rest); // it stays as others changed it since
        return say(error.message, { wrong: true, again: error.status === 409 ? null : undo });
      }
      remember("undo", rest);
      say(`Undone: ${line}`);
      tell(id);
      await refresh(id);
    });
  }

  // A paper as it stands, wherever it is on this page.

  const papers = (id) => [...document.querySelectorAll(`[data-id="${CSS.escape(id)}"]`)];
  const path = (id, what) => `/api/papers/${encodeURIComponent(id)}/${what}`;

  function give(id, given) {
    for (const paper of papers(id)) {
      paper.dataset.given = given.join(" ");
      marks.draw(paper);
    }
  }

  async function refresh(id) {
    if (!papers(id).length) return;
    try {
      const stands = await ask(path(id, "review"));
      give(id, stands.marks);
      desk.show(stands);
    } catch (error) {
      say(error.message, { wrong: true, again: () => inTurn(() => refresh(id)) });
    }
  }

  // Other tabs show what this one changed, and so does a page to which the reader goes back.

  const tabs = new BroadcastChannel("summarizer");

  function tell(id) {
    const others = (recall("changed") ?? []).filter((each) => each !== id);
    remember("changed", [...others, id].slice(-MOST_UNDONE));
    tabs.postMessage(id);
  }

  tabs.addEventListener("message", ({ data }) => inTurn(() => refresh(data)));
  addEventListener("pageshow", ({ persisted }) => {
    const [came] = performance.getEntriesByType("navigation");
    if (!persisted && came?.type !== "back_forward") return;
    for (const id of recall("changed") ?? []) inTurn(() => refresh(id));
  });

  // Marks are drawn before they are kept, and drawn as they were where they can't be.

  const given = (paper) => (paper.dataset.given ?? "").split(" ").filter(Boolean);

  function wish(paper, kind, wanted) {
    const before = given(paper);
    const gone = [kind, ...(wanted ? marks.ousted[kind] : [])];
    const after = before.filter((each) => !gone.includes(each));
    give(paper.dataset.id, wanted ? [...after, kind] : after);
    inTurn(() => mark(paper, kind, wanted, before));
  }

  async function mark(paper, kind, wanted, before) {
    const { id } = paper.dataset;
    try {
      const answer = await ask(path(id, "marks"), { [kind]: wanted });
      give(id, answer.marks);
      done(
        "marks",
        answer.session,
        id,
        `${wanted ? "Now" : "No longer"} ${SAID[kind]} · ${marks.title(paper)}`,
      );
    } catch (error) {
      give(id, before);
      const again = () => wish(paper, kind, wanted);
      say(`Not saved: ${marks.title(paper)}. ${error.message}`, { wrong: true, again });
    }
  }

  // On a paper's own page, `j` and `k` go on in the list from which the reader came.

  const reading = () => document.querySelector(".reading[data-id]");

  function rememberList() {
    const shown = [...document.querySelectorAll("article.paper .title a")].filter(
      (link) => link.host === location.host && !link.closest("[hidden], .folded"),
    );
    if (shown.length) remember("list", shown.map((link) => link.pathname).slice(0, MOST_LISTED));
  }

  function goOn(by) {
    const list = recall("list") ?? [];
    const next = list[list.indexOf(location.pathname) + by];
    if (list.includes(location.pathname) && next) location.assign(next);
  }

  for (const [key, by] of Object.entries({ j: 1, k: -1 })) {
    const known = keys.find((each) => each[0] === key);
    const step = known[2];
    known[2] = () => (reading() ? goOn(by) : step());
  }
  addEventListener("pagehide", () => reading() || rememberList());

  const desk = { ask, say, done, inTurn, isBusy, papers, path, recall, remember, show: () => {} };
  summarizer.desk = desk;
  marks.change = wish;
  keys.push(["u", "undo your last change", undo]);
})();
