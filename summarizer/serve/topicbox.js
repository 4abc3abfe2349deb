// A field that completes topics by their names, labels and aliases, as a combobox.
(() => {
  "use strict";

  const { element, desk } = summarizer;
  const PAUSE = 80; // milliseconds in which nobody stops typing
  let made = 0;

  // `choose` takes what was chosen, or typed; it says by a promise whether the field may be cleared.
  function topicBox(choose) {
    const name = `topicbox-${++made}`;
    const field = element("input", {
      type: "text",
      id: name,
      autocomplete: "off",
      spellcheck: false,
    });
    const list = element("ul", { id: `${name}-list`, hidden: true });
    const roles = { role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id };
    for (const [key, value] of Object.entries(roles)) field.setAttribute(key, value);
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "Topics that fit");
    let found = [];
    let active = -1;
    let timer = 0;

    function point(place) {
      active = place;
      [...list.children].forEach((option, index) => {
        option.setAttribute("aria-selected", index === place);
      });
      const option = list.children[place];
      if (option) field.setAttribute("aria-activedescendant", option.id);
      else field.removeAttribute("aria-activedescendant");
      option?.scrollIntoView({ block: "nearest" });
    }

    function draw(topics) {
      found = topics;
      list.replaceChildren(
        ...topics.map((topic, place) => {
          const option = element(
            "li",
            { id: `${list.id}-${place}` },
            element("b", {}, topic.label),
          );
          option.setAttribute("role", "option");
          const fits = topic.fits ? `“${topic.fits}”` : topic.group;
          option.append(" ", element("small", {}, fits ?? ""));
          option.title = topic.definition ?? "";
          return option;
        }),
      );
      list.hidden = !topics.length;
      field.setAttribute("aria-expanded", !list.hidden);
      if (!list.hidden) list.scrollIntoView({ block: "nearest" });
      point(-1);
    }

    async function look() {
      const typed = field.value;
      if (!typed.trim()) return draw([]);
      try {
        const { topics } = await desk.ask(`/api/topics/complete?q=${encodeURIComponent(typed)}`);
        if (typed === field.value && document.activeElement === field) draw(topics);
      } catch {
        draw([]); // what was typed can be sent all the same
      }
    }

    async function take(topic) {
      const typed = topic ?? field.value.trim();
      clearTimeout(timer);
      draw([]);
      if (typed && (await choose(typed)) && (topic || field.value.trim() === typed))
        field.value = "";
    }

    function onKey(event) {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step && found.length) {
        const places = found.length + 1; // one of them is the field itself
        point(((active + 1 + step + places) % places) - 1);
      } else if (event.key === "Enter") {
        take(found[active]?.name);
      } else if (event.key === "Escape" && !list.hidden) {
        draw([]);
      } else {
        return;
      }
      event.preventDefault();
      event.stopPropagation();
    }

    field.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(look, PAUSE);
    });
    field.addEventListener("keydown", onKey);
    field.addEventListener("blur", () => draw([]));
    list.addEventListener("mousedown", (event) => {
      event.preventDefault(); // the field keeps the focus
      const place = [...list.children].indexOf(event.target.closest("li"));
      if (place >= 0) take(found[place].name);
    });
    draw([]);
    return { field, list };
  }

  desk.topicBox = topicBox;
})();
