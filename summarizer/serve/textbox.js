// A field for a text about a paper. What is typed stays in it, and in this tab, until it is kept.
(() => {
  "use strict";

  const { element, marks, desk } = summarizer;
  const draftOf = (id, name) => `draft ${id} ${name}`;
  let made = 0;

  // `base` is what the reader saw when she began: it goes with what she sends.

  function textBox(panel, name, called, hint) {
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
    text.show = (given) => {
      const stored = given.trim();
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
      other.hidden ||= !text.isDirty();
      save.hidden = !(text.isDirty() && other.hidden);
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

  textBox.isLeft = (id, name) => desk.recall(draftOf(id, name)) !== null;
  desk.textBox = textBox;
})();
