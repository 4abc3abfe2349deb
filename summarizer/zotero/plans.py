"""What a push would do to a library, paper by paper: items made, or given what they lack.

What the reader has in Zotero stays: tags are only added, a note that she changed is left, and
what she took away does not come again.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from summarizer.text.plain import normalised
from summarizer.zotero import fields, identities
from summarizer.zotero.ledger import Given

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from summarizer.papers.records import Entry
    from summarizer.topics.labels import Labels
    from summarizer.zotero.ledger import Ledger

State = Literal["new", "changed", "same", "trash", "gone"]
Item = dict[str, Any]


@dataclass
class Plan:
    """What is to be done for a paper: `objects` are sent, and `given` holds once they are there.

    `said` are words for its reader beside the state.
    """

    entry: Entry
    key: str
    state: State = "same"
    objects: list[Item] = field(default_factory=list)
    given: Given | None = None
    said: list[str] = field(default_factory=list)


@dataclass
class Shelf:
    """A library as a push sees it: its top items by key, those in the trash too.

    `children` asks for the notes and attachments of an item, `has` whether there is an object of a
    key anywhere.
    """

    library: str
    items: Mapping[str, Item]
    children: Callable[[str], list[Item]]
    has: Callable[[str], bool]
    ledger: Ledger
    labels: Labels
    collection: str | None = None
    again: bool = False

    def __post_init__(self) -> None:
        """Note which item has which id: one that is not in the trash before one that is."""
        self._known: dict[str, str] = {}
        kept = sorted(self.items.items(), key=lambda each: bool(each[1]["data"].get("deleted")))
        for key, item in kept:
            for name in identities.of_item(item["data"]):
                self._known.setdefault(name, key)

    def plan(self, entry: Entry) -> Plan:
        """What there is to do for a paper."""
        made, before = self.key_of(entry), self.ledger.of_paper(entry.id)
        names = identities.of_paper(entry)
        known = next((self._known[each] for each in sorted(names) if each in self._known), None)
        key = next((each for each in (known, before, made) if each in self.items), None)
        if key is None:
            if before and not self.again:
                return Plan(entry, before, "gone")
            return self._new(entry, made)
        if self.items[key]["data"].get("deleted") and not self.again:
            return Plan(entry, key, "trash")
        return self._completed(entry, key)

    def key_of(self, entry: Entry) -> str:
        """The key that a paper's item gets."""
        names = identities.of_paper(entry)
        arxiv = [each for each in names if each.startswith("arXiv:")]
        return identities.key("item", self.library, min(arxiv or names, default=entry.id))

    def _new(self, entry: Entry, key: str) -> Plan:
        tags = fields.tags(self.labels.all(entry.tags))
        data = fields.item(entry, tags, self.collection)
        plan = Plan(entry, key, "new", [{"key": key, "version": 0, **data}])
        plan.given = Given(entry.id, tags, [self.collection] if self.collection else [])
        note, pdf = fields.note(entry), fields.pdf(entry)
        if note:
            plan.objects.append(_note(key, note))
            plan.given.note = fields.words(note)
        if pdf:
            plan.objects.append(_child(key, "pdf", pdf))
            plan.given.pdf = True
        return plan

    def _completed(self, entry: Entry, key: str) -> Plan:
        """What an item that is there lacks."""
        item = self.items[key]
        before = self.ledger.items.get(key)
        given = Given(entry.id, *_copied(before)) if before else Given(entry.id)
        if before:
            given.note, given.pdf = before.note, before.pdf
        plan = Plan(entry, key, given=given)
        change = self._change(entry, item["data"], given, plan)
        if change:
            plan.objects.append({"key": key, "version": item["version"], **change})
        self._give_children(entry, plan, given, met=before is not None)
        if plan.objects:
            plan.state = "changed"
        return plan

    def _change(self, entry: Entry, data: Item, given: Given, plan: Plan) -> Item:
        change: Item = {}
        if data.get("deleted"):
            change["deleted"] = 0
            plan.said.append("taken out of the trash")
        has = data.get("tags", [])
        before = [] if self.again else given.tags
        seen = {normalised(str(each.get("tag"))) for each in has} | set(map(normalised, before))
        wanted = fields.tags(self.labels.all(entry.tags))
        new = [each for each in wanted if normalised(each) not in seen]
        given.tags += [each for each in wanted if each not in given.tags]
        if new:
            change["tags"] = [*has, *({"tag": each, "type": fields.AUTOMATIC} for each in new)]
            plan.said.append(f"tagged {', '.join(new)}")
        into, own = self.collection, data.get("collections", [])
        if into and into not in own and (into not in given.collections or self.again):
            change["collections"] = [*own, into]
            plan.said.append("put into the collection")
        if into and into not in given.collections:
            given.collections.append(into)
        return change

    def _give_children(self, entry: Entry, plan: Plan, given: Given, *, met: bool) -> None:
        """Note and link, where they are wanted; the item's own are only asked for then."""
        note, pdf = fields.note(entry), fields.pdf(entry)
        told = fields.words(note) if note else None
        settled = (told is None or told == given.note) and (given.pdf or pdf is None)
        if settled and not self.again:
            return
        own = self.children(plan.key)
        if note and (told != given.note or self.again):
            self._give_note(note, own, plan, given, met=met)
        if pdf and (self.again or not given.pdf):
            given.pdf = True
            self._give_pdf(pdf, own, plan)

    def _give_pdf(self, pdf: Item, own: Sequence[Item], plan: Plan) -> None:
        """A link to the PDF, unless the item has a PDF; one in the trash counts, too."""
        there = [each for each in own if _is_pdf(each)]
        thrown = [each for each in there if each["data"].get("deleted")]
        if self.again and there == thrown and there:
            plan.objects.append(_taken_out(thrown[0]))
            plan.said.append("its PDF taken out of the trash")
        elif not there and not self._is_elsewhere(identities.key("pdf", plan.key), plan, "link"):
            plan.objects.append(_child(plan.key, "pdf", pdf))
            plan.said.append("given a link to the PDF")

    def _is_elsewhere(self, key: str, plan: Plan, what: str) -> bool:
        """Whether what an item had is somewhere else by now; only asked where it is put back."""
        if not self.again or not self.has(key):
            return False
        plan.said.append(f"its {what} was moved in Zotero and is left there")
        return True

    def _give_note(
        self, note: str, own: Sequence[Item], plan: Plan, given: Given, *, met: bool
    ) -> None:
        key, told = identities.key("note", plan.key), fields.words(note)
        there = next((each for each in own if each["key"] == key), None)
        if there is None:
            wanted = given.note is None or not met or self.again
            if wanted and not self._is_elsewhere(key, plan, "note"):
                plan.objects.append(_note(plan.key, note))
                plan.said.append("given the TL;DR as a note")
                given.note = told
            return  # or else its reader took it away
        if self.again and there["data"].get("deleted"):
            plan.objects.append(_taken_out(there))
            plan.said.append("its note taken out of the trash")
            return
        present = fields.words(str(there["data"].get("note", "")))
        if present == told:
            given.note = told
        elif present == given.note and not there["data"].get("deleted"):
            plan.objects.append({"key": key, "version": there["version"], "note": note})
            plan.said.append("its note renewed")
            given.note = told
        elif not there["data"].get("deleted"):
            plan.said.append("its note was changed in Zotero and is left as it is")


def _copied(given: Given) -> tuple[list[str], list[str]]:
    return list(given.tags), list(given.collections)


def _taken_out(child: Item) -> Item:
    return {"key": child["key"], "version": child.get("version"), "deleted": 0}


def _note(parent: str, note: str) -> Item:
    return _child(parent, "note", {"itemType": "note", "note": note, "tags": []})


def _child(parent: str, kind: str, data: Item) -> Item:
    return {"key": identities.key(kind, parent), "version": 0, "parentItem": parent, **data}


def _is_pdf(child: Item) -> bool:
    """Whether it is a PDF, in the trash or not: its reader may have thrown the link away."""
    data = child["data"]
    return data.get("itemType") == "attachment" and (
        data.get("contentType") == "application/pdf"
        or "/pdf/" in str(data.get("url"))
        or str(data.get("url")).endswith(".pdf")
    )
