"use strict";
// What the handlers write as Telegram's HTML becomes real headings, lists and folds. Only text and known tags pass.
const make = (tag, props, ...children) => {
  const e = Object.assign(document.createElement(tag), props);
  e.append(...children);
  return e;
};

const Render = (() => {
  const KNOWN = { B: "strong", STRONG: "strong", I: "em", EM: "em", CODE: "code", U: "u", S: "s" };
  const link = (href, inside) => make("a", { href, rel: "noopener noreferrer", target: "_blank" }, ...inside);

  const safe = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return [document.createTextNode(node.data)];
    if (node.nodeType !== Node.ELEMENT_NODE) return [];
    const inside = [...node.childNodes].flatMap(safe);
    if (KNOWN[node.tagName]) return [make(KNOWN[node.tagName], {}, ...inside)];
    const href = node.tagName === "A" ? node.getAttribute("href") || "" : "";
    return /^https?:\/\//.test(href) ? [link(href, inside)] : inside;
  };

  // Nodes to lines: text is cut at line breaks, everything else stays whole.
  const linesOf = (nodes) => nodes.reduce((lines, node) => {
    if (node.nodeType !== Node.TEXT_NODE) { lines.at(-1).push(node); return lines; }
    node.data.split("\n").forEach((part, n) => { if (n) lines.push([]); if (part) lines.at(-1).push(document.createTextNode(part)); });
    return lines;
  }, [[]]);

  const textOf = (line) => line.map((node) => node.textContent).join("");
  const only = (line, name) => line.length === 1 && line[0].nodeName === name;
  const starts = (line, mark) => line[0]?.nodeType === Node.TEXT_NODE && mark.test(line[0].data);
  const without = (line, mark) => { line[0].data = line[0].data.replace(mark, ""); return line; };

  const call = (line, words) => {
    const [, number, said] = textOf(line).match(/^⚠️\s*([\d\s()+-]*\d)\s*—\s*(.*)$/) || [];
    if (!number) return make("p", {}, ...line);
    const about = said.replace(number, "").trim(); // «1414 — 1414 contact centre» needs its number once
    const made = make("a", { href: "tel:" + number.replace(/[^\d+]/g, ""), className: "button" }, make("strong", {}, number), make("span", {}, about));
    made.setAttribute("aria-label", words.call.replace("{number}", number) + ": " + about);
    return made;
  };

  // "Sources: [1] a law, art. 1; [2] …" as a list: a long line of laws is hard to read and hard to tap.
  const sources = (line) => {
    const items = [[]];
    for (const node of line) {
      if (node.nodeType !== Node.TEXT_NODE) { items.at(-1).push(node); continue; }
      node.data.split(/(?:;\s*)?\[\d+\]\s*/).forEach((part, n) => { if (n) items.push([]); if (part) items.at(-1).push(part); });
    }
    const name = String(items.shift()[0] || "").replace(/:\s*$/, "");
    const list = make("ol", { className: "cited" }, ...items.map((item) => make("li", {}, ...item)));
    return make("div", { className: "sources" }, make("h3", {}, name), list);
  };

  const KINDS = [ // mark, list, class
    [/^\d+\. /, "OL", ""],
    [/^• /, "UL", ""],
    [/^\[\d+\] /, "OL", "cited"],
  ];

  const listed = (line, out) => {
    const [mark, tag, className] = KINDS.find(([one]) => starts(line, one)) || [];
    if (!mark) return false;
    if (out.at(-1)?.tagName !== tag) out.push(make(tag, { className }));
    out.at(-1).append(make("li", {}, ...without(line, mark)));
    return true;
  };

  const paragraph = (line, place) => {
    if (only(line, "EM")) return make("p", { className: "note" }, ...line);
    if (/^\S+: \[1\]/.test(textOf(line))) return sources(line);
    const lead = place.lead;
    place.lead = false;
    return make("p", { className: lead ? "lead" : "" }, ...line);
  };

  // «✅ an option» as a sign of our own and a word: a library's computer may have no font for the picture.
  const VERDICT = /^(✅|❌)\s*/;
  const verdict = (line, words) => {
    const right = line[0].data.startsWith("✅");
    const mark = make("span", { className: "mark" }, right ? "✓" : "✗");
    mark.setAttribute("aria-hidden", "true");
    const said = make("span", { className: "hidden" }, (right ? words.right : words.wrong) + ": ");
    return make("p", { className: "verdict " + (right ? "right" : "wrong") }, mark, said, ...without(line, VERDICT));
  };

  const add = (line, out, words, place) => {
    if (starts(line, /^⚠️/)) {
      if (out.at(-1)?.className !== "calls") out.push(make("div", { className: "calls" }));
      out.at(-1).append(call(line, words));
    } else if (starts(line, VERDICT)) {
      out.push(verdict(line, words));
      place.first = place.lead = false;
    } else if (listed(line, out)) return;
    else if (only(line, "STRONG")) {
      out.push(make(place.first ? "h2" : "h3", {}, textOf(line)));
      place.first = false;
    } else if (line.length) {
      out.push(paragraph(line, place));
      place.first = false;
    }
  };

  const block = (lines, words, place) => lines.reduce((out, line) => { add(line, out, words, place); return out; }, []);

  const fold = (node, words) => {
    const lines = linesOf([...node.childNodes].flatMap(safe));
    const cited = starts(lines[0], /^\[\d+\] /);
    const name = only(lines[0], "STRONG") ? textOf(lines.shift()) : cited ? words.sources : words.more;
    const inside = block(lines, words, { first: false, lead: false });
    return make("details", { open: cited }, make("summary", {}, make("h3", {}, name)), ...inside);
  };

  // Text to take along. The clipboard outlives the page: `Render.copied` lets whoever wipes the page empty it too.
  const copyable = (text, words) => {
    const shown = make("pre", {}, text);
    const button = make("button", { type: "button", className: "quiet-button copy" }, words.copy);
    button.addEventListener("click", async () => {
      Render.copied = true;
      try {
        await navigator.clipboard.writeText(text);
      } catch { // an address without TLS has no clipboard of its own
        getSelection().selectAllChildren(shown);
        document.execCommand("copy");
      }
      button.textContent = words.copied;
    });
    return make("div", { className: "copyable" }, shown, button);
  };

  // `place` remembers what has come: the first bold line is the title, the first paragraph is the direct answer.
  return (html, words) => {
    const parsed = new DOMParser().parseFromString(html, "text/html").body;
    const place = { first: true, lead: true };
    const out = document.createDocumentFragment();
    let pending = [];
    const flush = () => { out.append(...block(linesOf(pending), words, place)); pending = []; };
    for (const node of parsed.childNodes) {
      if (node.nodeName === "BLOCKQUOTE") { flush(); out.append(fold(node, words)); }
      else if (node.nodeName === "PRE") { flush(); out.append(copyable(node.textContent, words)); }
      else pending.push(...safe(node));
    }
    flush();
    return out;
  };
})();
