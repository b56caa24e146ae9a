"use strict";
// What the handlers write as Telegram's HTML becomes a card of real headings, lists and folds. Only text and known tags pass.
const Render = (() => {
  const KNOWN = { B: "strong", STRONG: "strong", I: "em", EM: "em", CODE: "code", U: "u", S: "s" };
  const make = (tag, ...children) => { const e = document.createElement(tag); e.append(...children); return e; };

  const safe = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return [document.createTextNode(node.data)];
    if (node.nodeType !== Node.ELEMENT_NODE) return [];
    const inside = [...node.childNodes].flatMap(safe);
    if (KNOWN[node.tagName]) return [make(KNOWN[node.tagName], ...inside)];
    const href = node.tagName === "A" ? node.getAttribute("href") || "" : "";
    if (!/^https?:\/\//.test(href)) return inside;
    const link = make("a", ...inside);
    link.href = href; link.rel = "noopener noreferrer"; link.target = "_blank";
    return [link];
  };

  // Nodes to lines: text is cut at line breaks, everything else stays whole.
  const linesOf = (nodes) => nodes.reduce((lines, node) => {
    if (node.nodeType !== Node.TEXT_NODE) { lines.at(-1).push(node); return lines; }
    node.data.split("\n").forEach((part, n) => { if (n) lines.push([]); if (part) lines.at(-1).push(document.createTextNode(part)); });
    return lines;
  }, [[]]);

  const textOf = (line) => line.map((node) => node.textContent).join("");
  const isHeading = (line) => line.length === 1 && line[0].nodeName === "STRONG";
  const isNote = (line) => line.length === 1 && line[0].nodeName === "EM";

  const call = (line, words) => {
    const [, number, about] = textOf(line).match(/^⚠️\s*(\d+)\s*—\s*(.*)$/) || [];
    if (!number) return make("p", ...line);
    const link = make("a", make("strong", number), about);
    link.href = "tel:" + number; link.className = "button"; link.setAttribute("aria-label", words.call.replace("{number}", number) + ": " + about);
    return link;
  };

  const stripped = (line, mark) => { line[0].data = line[0].data.replace(mark, ""); return line; };

  const block = (lines, words, place) => {
    const out = [];
    for (const line of lines) {
      const text = textOf(line);
      const last = out.at(-1);
      if (text.startsWith("⚠️")) {
        if (last?.className !== "calls") { out.push(make("div")); out.at(-1).className = "calls"; }
        out.at(-1).append(call(line, words));
      } else if (/^\d+\. /.test(text) && line[0].nodeType === Node.TEXT_NODE) {
        if (last?.tagName !== "OL") out.push(make("ol"));
        out.at(-1).append(make("li", ...stripped(line, /^\d+\. /)));
      } else if (/^• /.test(text) && line[0].nodeType === Node.TEXT_NODE) {
        if (last?.tagName !== "UL") out.push(make("ul"));
        out.at(-1).append(make("li", ...stripped(line, /^• /)));
      } else if (isHeading(line)) {
        out.push(make(place.first ? "h2" : "h3", text));
        place.lead = place.first; place.first = false;
      } else if (line.length) {
        const p = make("p", ...line);
        if (isNote(line)) p.className = "note";
        else if (/^\S+: \[1\]/.test(text)) p.className = "sources";
        else if (place.lead) { p.className = "lead"; place.lead = false; }
        out.push(p);
      }
    }
    return out;
  };

  const fold = (node, words) => {
    const lines = linesOf([...node.childNodes].flatMap(safe));
    const summary = isHeading(lines[0]) ? textOf(lines.shift()) : words.more;
    return make("details", make("summary", summary), ...block(lines, words, { first: false, lead: false }));
  };

  // Where the direct answer stands: the first paragraph under the title, numbers to call aside.
  return (html, words) => {
    const parsed = new DOMParser().parseFromString(html, "text/html").body;
    const place = { first: true, lead: false };
    const out = document.createDocumentFragment();
    let pending = [];
    const flush = () => { out.append(...block(linesOf(pending), words, place)); pending = []; };
    for (const node of parsed.childNodes) {
      if (node.nodeName === "BLOCKQUOTE") { flush(); out.append(fold(node, words)); } else pending.push(...safe(node));
    }
    flush();
    return out;
  };
})();
