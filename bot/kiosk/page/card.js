"use strict";
// A message as a card: its text, its buttons in rows and tiles, its name for screen readers, its print.
const Card = (() => {
  // Buttons carry what bot/views/callbacks.py packs: "e:act:lang:id" (so do r, letters, c, the course, s, lessons, k, a class), "t:path:lang", "l:lang", "p:name".
  const read = (data = "") => { const [kind, act, lang, id] = data.split(":"); return { kind, act, lang, id }; };
  const isMenu = ({ data }) => { const { kind, act } = read(data); return ("er".includes(kind) && (act === "open" || act === "go")) || (kind === "t" && act !== ""); };
  const isQuiet = ({ data }) => { const { kind, act } = read(data); return kind !== "l" && !["next", "begin", "pdf"].includes(act); };

  const langOf = (rows) => {
    const own = rows.flat().map(({ data }) => read(data)).find(({ kind, act, lang }) => lang && (kind === "t" || (/^[ercks]$/.test(kind) && act !== "lang")));
    return own?.lang;
  };

  function face(item, words) {
    const { act } = read(item.data);
    if (item.label.endsWith(" ✅")) return [item.label.slice(0, -1) + "✓", make("span", { className: "hidden" }, " " + words.done)];
    if (act !== "up" && act !== "down") return [item.label];
    const mark = make("span", {}, item.label);
    mark.setAttribute("aria-hidden", "true");
    return [mark, words[act]];
  }

  function press(item, words, tap) {
    if (item.url) return make("a", { className: "button", href: /^https?:/.test(item.url) ? item.url : "#", rel: "noopener noreferrer", target: "_blank" }, item.label);
    const e = make("button", { type: "button", className: isQuiet(item) ? "quiet-button" : "" }, ...face(item, words));
    const { kind, act, lang } = read(item.data);
    if (/^[erc]$/.test(kind) && act === "lang") e.lang = lang;
    e.addEventListener("click", () => tap(item.data));
    return e;
  }

  // One row of the keyboard is one row here; a menu (a choice, a topic) is a list of tiles.
  function buttons(event, words, tap, more) {
    const rows = [...event.buttons];
    const box = make("div", { className: "buttons" });
    const menu = [];
    while (rows.length && rows[0].length === 1 && isMenu(rows[0][0])) menu.push(rows.shift()[0]);
    if (menu.length) box.append(make("ul", { className: "tiles" }, ...menu.map((item) => make("li", {}, press(item, words, tap)))));
    for (const row of rows) {
      const line = make("div", { className: "row-of" }, ...row.map((item) => press(item, words, tap)));
      if (more && row.some(({ data }) => read(data).act === "share")) line.append(more);
      box.append(line);
    }
    return box;
  }

  // A choice and its first line are one thing to press, not a heading above and its button far below.
  function join(article, box) {
    const tiles = [...box.querySelectorAll(".tiles button")];
    for (const heading of article.querySelectorAll("h2, h3")) {
      const tile = tiles.find((one) => one.textContent === heading.textContent);
      const about = heading.nextElementSibling;
      if (!tile || about?.tagName !== "P") continue;
      tile.replaceChildren(make("strong", {}, tile.textContent), make("span", {}, about.textContent));
      tile.closest("ul").classList.add("choices");
      heading.remove();
      about.remove();
    }
    const first = article.firstElementChild;
    if (box.querySelector(".choices") && first?.tagName === "P") first.replaceWith(make("h2", {}, ...first.childNodes));
  }

  function name(article, id, words) {
    let heading = article.querySelector("h2");
    if (!heading) article.prepend(heading = make("h2", { className: "hidden" }, words.bot));
    heading.id = "h" + id;
    heading.tabIndex = -1;
    article.setAttribute("aria-labelledby", heading.id);
  }

  // Where it can be read at home, as bot/kiosk/codes.py draws it.
  function athome(id, lang, words) {
    const local = /^(localhost|127\.|\[::1\])/.test(location.hostname); // nobody could open such an address at home
    const home = words.home || (local ? "" : location.origin);
    if (home) return `${home}/e/${id}?lang=${lang}`;
    return words.bot_name && `https://t.me/${words.bot_name}?start=e_${lang}_${id.replaceAll("/", "_")}`;
  }

  function footer(event, words, lang) {
    const { id } = event.buttons.flat().map(({ data }) => read(data)).find(({ act }) => act === "share") || {};
    const date = new Date().toLocaleDateString(lang === "en" ? "en-GB" : "ru-RU");
    const said = ["Senim. " + words.printed.replace("{date}", date)];
    const address = id && athome(id, lang, words);
    if (address) said.push(words.newest.replace("{address}", address));
    const note = make("div", { className: "printed" }, make("p", {}, said.join(" ")));
    if (address) note.prepend(make("img", { src: `/qr/${id}?lang=${lang}`, alt: "" }));
    note.setAttribute("aria-hidden", "true");
    return note;
  }

  // The card alone, with all that is folded open; a code that cannot be drawn is left out.
  async function print(article, note) {
    const code = note.querySelector("img");
    await code?.decode().catch(() => code.remove());
    const folded = [...article.querySelectorAll("details:not([open])")];
    const root = document.documentElement;
    const set = (on) => {
      for (const one of folded) one.open = on;
      root.classList.toggle("one", on);
      article.classList.toggle("printing", on);
      if (on) article.append(note); else note.remove();
    };
    addEventListener("afterprint", () => set(false), { once: true });
    set(true);
    window.print();
  }

  // `speak(lang)` gives the words of a language; `tap(data)` is told what was pressed.
  return (event, pageLang, speak, tap) => {
    const lang = langOf(event.buttons) || pageLang;
    const words = speak(lang);
    const text = "html" in event ? Render(event.html, words) : make("p", { className: "plain" }, event.text);
    const article = make("article", { id: "m" + event.id, className: "card", lang }, text);
    if (event.ai) article.dataset.ai = event.ai; // what a model worded says so to machines too
    if (event.type === "image/png") {
      article.append(make("img", { src: event.file, alt: "", className: "picture" })); // what it says stands above in letters
    } else if (event.file) {
      article.append(make("a", { className: "button", href: event.file, download: event.name }, `${words.save}: ${event.name}`));
      article.append(make("p", { className: "note" }, words.saved));
    }
    let more = null;
    if (article.querySelector(".sources")) {
      more = make("button", { type: "button", className: "quiet-button print" }, words.print);
      more.addEventListener("click", () => print(article, footer(event, words, lang)));
    }
    if (event.buttons.length) {
      const box = buttons(event, words, tap, more);
      join(article, box);
      article.append(box);
    }
    name(article, event.id, words);
    return article;
  };
})();
