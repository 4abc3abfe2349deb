"""A real HTTP server that plays the ACL Anthology: pages of volumes, events, venues, and BibTeX."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from papers import ABSTRACTS, TITLES
from site_server import SiteServer

LONG, SHORT, OLD = "2026.acl-long", "2026.acl-short", "P19-1"


@dataclass(frozen=True)
class Item:
    """A paper of a volume; number 0 is its front matter."""

    volume: str
    number: int
    title: str
    abstract: str | None
    authors: tuple[str, ...] = ("First Author", "Second Author")
    award: str | None = None
    retracted: bool = False

    @property
    def id(self):
        if self.volume[0].isdigit():
            return f"{self.volume}.{self.number}"
        return f"{self.volume}{self.number:0{8 - len(self.volume)}}"


def volume(name=LONG, count=3, **changes):
    """Front matter and papers of a volume, the last one without an abstract."""
    items = [Item(name, 0, f"Proceedings of {name}", None, ("An Editor",))]
    for number in range(1, count + 1):
        abstract = f"{ABSTRACTS[number % 3]} Variant {number} of {name}."
        title = f"{TITLES[number % 3]} {number} of {name}"
        given = {"abstract": None if number == count else abstract, "title": title}
        items.append(Item(name, number, **(given | changes)))
    return items


def row(item):
    """A paper as the lists show it; the site writes attributes without quotes where it can."""
    bibtex = f'<a class="badge text-bg-secondary" href=/{item.id}.bib title="Export">bib</a>'
    folded = item.id.replace(".", "--")
    more = f'<a class="badge text-bg-info" href=#abstract-{folded}>abs</a>' if item.abstract else ""
    award = f'<span title="{item.award}"><i class="fas fa-award"></i></span>' if item.award else ""
    style = ' style="text-decoration: line-through"' if item.retracted else ""
    people = " | ".join(
        f"<a href=/people/{name.lower().replace(' ', '-')}/>{escape(name)}</a>"
        for name in item.authors
    )
    title = f"<span class=acl-fixed-case>{escape(item.title[:1])}</span>{escape(item.title[1:])}"
    shown = (
        '<div class="d-sm-flex align-items-stretch mb-3"><div class="d-block me-2 list-button-row">'
        f'<a class="badge text-bg-primary" href=https://aclanthology.org/{item.id}.pdf>pdf</a>'
        f"{bibtex}{more}{award}</div><span class=d-block{style}><strong>"
        f"<a class=align-middle href=/{item.id}/>{title}</a></strong><br>{people}</span></div>"
    )
    if item.abstract:
        shown += (
            '<div class="card bg-light mb-2 mb-lg-3 collapse abstract-collapse" '
            f'id=abstract-{folded}><div class="card-body p-3 small">{escape(item.abstract)}</div>'
            "</div>"
        )
    return shown


def page(title, body):
    return (
        f"<!doctype html><html lang=en><head><title>{title} - ACL Anthology</title></head><body>"
        f"<section id=main><h2 id=title>{title}</h2><hr>{body}</section></body></html>"
    )


def bibtex(item, *, with_abstract):
    """An entry as the site writes it."""
    kind = "proceedings" if item.number == 0 else "inproceedings"
    names = "  and\n      ".join(", ".join(reversed(each.split())) for each in item.authors)
    role = "editor" if item.number == 0 else "author"
    lines = [f'title = "{item.title}"', f'{role} = "{names}"']
    if item.number:
        lines += [f'booktitle = "Proceedings of {item.volume}"']
    lines += ["month = jul", 'year = "2026"', f'url = "https://aclanthology.org/{item.id}/"']
    if item.number:
        lines += [f'doi = "10.18653/v1/{item.id}"', f'pages = "{item.number}--{item.number + 9}"']
    if with_abstract and item.abstract:
        lines += [f'abstract = "{item.abstract.replace("%", chr(92) + "%")}"']
    fields = ",\n    ".join(lines)
    return f"@{kind}{{key-{item.id},\n    {fields}\n}}\n"


class AnthologyServer(SiteServer):
    """`volumes` are the papers of volumes by their ids, `events` the volumes of events."""

    def __init__(self):
        super().__init__()
        self.volumes = {LONG: volume(LONG), SHORT: volume(SHORT, 2), OLD: volume(OLD, 2)}
        self.events = {"acl-2026": [LONG, SHORT], "acl-2019": [OLD]}

    def reply(self, path, query):
        del query
        folder, _, name = path.strip("/").rpartition("/")
        if path.endswith(".bib"):
            text = self.bibliography(folder, name.removesuffix(".bib"))
            return self.found(text, "application/x-bibtex")
        return self.found(self.shown(folder or name, name), "text/html; charset=utf-8")

    @staticmethod
    def found(text, kind):
        return (404, b"Not found") if text is None else (200, text.encode(), {"Content-Type": kind})

    def bibliography(self, folder, name):
        if folder == "volumes":
            items = self.volumes.get(name)
            return items and "".join(bibtex(each, with_abstract=False) for each in items)
        known = {item.id: item for items in self.volumes.values() for item in items}
        return bibtex(known[name], with_abstract=True) if name in known else None

    def shown(self, folder, name):
        if folder == "volumes" and name in self.volumes:
            title = f"<a href=https://aclanthology.org/{name}.pdf>Proceedings of {name}</a>"
            button = f'<a class="btn btn-secondary" href=/volumes/{name}.bib>BibTeX</a>'
            editors = "<dl><dt>Editors:</dt><dd><a href=/people/an-editor/>An Editor</a></dd></dl>"
            return page(title, editors + button + "".join(map(row, self.volumes[name])))
        if folder == "events" and name in self.events:
            return page(name, "".join(map(self.section, self.events[name])))
        if folder == "venues" and name == "acl":
            return page("ACL", "".join(map(self.years, self.events)))
        if folder == "venues" and name == "venues":
            return page("Venues", "<a href=/venues/acl/>ACL</a> <a href=/venues/emnlp/>EMNLP</a>")
        return None

    def section(self, name):
        head = (
            f'<h4 class="d-sm-flex"><span><a href=/volumes/{name}.bib>bib (full)</a></span>'
            f"<a class=align-middle href=/volumes/{name}/>Proceedings of {name}</a></h4>"
        )
        rows = "".join(map(row, self.volumes[name]))
        return f"<div id={name.replace('.', '')}>{head}{rows}</div><hr>"

    def years(self, event):
        links = "".join(f"<li><a href=/volumes/{each}/>{each}</a>" for each in self.events[event])
        return f"<h4><a href=/events/{event}/>{event[-4:]}</a></h4><ul>{links}</ul>"
