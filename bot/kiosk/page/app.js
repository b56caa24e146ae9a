"use strict";
// The page: its bar, its field, the line to the server, and forgetting. Nothing is stored; leaving wipes what is shown.
(() => {
  const $ = (id) => document.getElementById(id);
  const all = (selector) => document.querySelectorAll(selector);
  const config = JSON.parse($("config").textContent);
  for (const language of Object.values(config.words)) Object.assign(language, { home: config.home, bot_name: config.bot });
  const root = document.documentElement, log = $("log"), dialog = $("warning");
  const WARN = Math.min(30, config.idle / 2), RETRY = 2000, ALIVE = 15000;
  let lang = config.lang, words = config.words[lang], socket, opening = config.opening;
  let waiting = null; // what was asked and is not yet answered: asked again when the line comes back
  let acted = null; // "ask" or "tap": what the next card answers; nothing moves that nobody asked for
  let out = 0; // events on their way: only the last one's answer may move the page
  let idle = config.idle; // in a class the page may rest longer
  let key = newKey();
  let touched = Date.now(), told = 0, used = false, closing = false;
  const files = []; // addresses of files in the page's memory

  const say = (text, urgent) => { $("status").textContent = text || ""; $("status").classList.toggle("note", Boolean(urgent)); };
  const hush = (text) => { if ($("status").textContent === text) say(""); };
  const online = () => socket?.readyState === WebSocket.OPEN;
  const send = (event) => { if (online()) socket.send(JSON.stringify(event)); };
  const ask = (event) => { if (online()) out += 1; send(event); };
  const lastCard = () => log.querySelector(".card:last-of-type");

  function dress() {
    words = config.words[lang];
    root.lang = lang;
    document.title = words.title;
    for (const e of all("[data-word]")) e.textContent = words[e.dataset.word];
    for (const e of all("[data-label]")) e.setAttribute("aria-label", words[e.dataset.label]);
    for (const b of all("[data-lang]")) b.setAttribute("aria-pressed", String(b.dataset.lang === lang));
    $("greeting").replaceChildren(...Object.entries(config.greetings).map(([code, text]) =>
      make("p", { lang: code, className: code === lang ? "current" : "" }, text)));
    count();
  }

  function speak(chosen) {
    lang = chosen;
    dress();
    use();
  }

  // ---- cards ----
  const motion = () => (matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth");

  function reveal(article) {
    const asked = article.previousElementSibling;
    const top = asked?.className === "mine" && asked.offsetHeight < innerHeight / 4 ? asked : article;
    top.scrollIntoView({ block: "start", behavior: motion() });
  }

  // The first card stays where the page begins. An answer to the field leaves the focus there; a pressed button hands it on.
  function show(event) {
    const old = $("m" + event.id);
    const article = Card(event, lang, (one) => config.words[one] || words, (data) => tap(event.id, data));
    const awaited = out < 2 ? acted : null;
    const held = old?.contains(document.activeElement) || (!old && awaited === "tap");
    if (old) old.replaceWith(article); else log.append(article);
    if (held) article.querySelector("h2").focus({ preventScroll: true });
    const above = article.getBoundingClientRect().top < Math.max(0, document.querySelector("header").getBoundingClientRect().bottom);
    if (old ? above : awaited || event.class) reveal(article); // in a class everybody waits for what comes
    if (awaited) acted = null;
  }

  function tap(id, data) {
    use();
    if (waiting?.data === data) return; // a second press of the same button while the first is on its way
    if (/^l:(kk|ru|en)$/.test(data)) speak(data.slice(2));
    waiting = { op: "tap", id, data };
    acted = "tap";
    say(online() ? words.typing : words.offline);
    ask(waiting);
  }

  const on = {
    message(event) {
      hush(words.typing);
      $("draft")?.remove();
      if (event.op === "message") rest(event.class);
      show(event);
    },
    file({ content, ...event }) {
      const bytes = Uint8Array.from(atob(content), (one) => one.charCodeAt(0));
      files.push(URL.createObjectURL(new Blob([bytes], { type: event.type })));
      on.message({ ...event, file: files.at(-1) });
    },
    edit(event) { hush(words.typing); show(event); },
    buttons(event) {
      const article = $("m" + event.id);
      article?.querySelector(".buttons")?.remove();
      const fresh = article && Card({ html: "", ...event }, article.lang, (one) => config.words[one], (data) => tap(event.id, data));
      if (event.buttons.length) article?.append(fresh.querySelector(".buttons"));
    },
    delete(event) { $("m" + event.id)?.remove(); },
    toast(event) { say(event.text, event.alert); },
    typing() { say(words.typing); },
    busy() { answered(); say(words.busy); },
    done() { answered(); },
    draft(event) {
      const draft = $("draft") || log.appendChild(preview(event));
      draft.firstChild.replaceChildren(event.html ? Render(event.html, words) : words.typing);
    },
  };

  // What is being written; its Stop stays one and the same button, so that the focus on it is not lost.
  function preview({ id, stop }) {
    const draft = make("article", { id: "draft", className: "card" }, make("div"));
    draft.setAttribute("aria-live", "off"); // the whole answer is spoken once, when it is whole
    const button = make("button", { type: "button", className: "quiet-button" }, words.stop);
    button.addEventListener("click", () => { button.disabled = true; $("field").focus(); send({ op: "stop", id }); });
    if (stop) draft.append(button);
    return draft;
  }

  function answered() {
    out = Math.max(0, out - 1);
    if (out) return;
    $("draft")?.remove();
    waiting = acted = null;
    hush(words.typing);
  }

  // ---- the line ----
  // Only this page's memory holds the key: when the line breaks, it makes the page the same visitor again, in the same class.
  function newKey() {
    return Array.from(crypto.getRandomValues(new Uint8Array(16)), (one) => one.toString(16).padStart(2, "0")).join("");
  }

  function rest(inClass) {
    idle = inClass ? config.classIdle : config.idle;
    opening = inClass ? "/class" : "/language " + lang;
    count();
  }

  function connect() {
    socket = new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/ws?lang=${lang}`, ["senim", key]);
    socket.onopen = opened;
    socket.onmessage = (m) => { const event = JSON.parse(m.data); on[event.op]?.(event); };
    socket.onclose = lost;
  }

  function opened() {
    out = 0;
    for (const language of Object.values(config.words)) hush(language.offline);
    if (log.childElementCount < 2 && waiting?.op !== "text") log.replaceChildren();
    for (const box of all("#log .buttons")) box.remove(); // the server has forgotten them with the old line
    if (waiting?.op === "text") say(words.typing);
    if (waiting?.op !== "text") waiting = null;
    ask(waiting || { op: "text", text: opening });
    opening = "/language " + lang;
  }

  function lost() {
    if (closing) return;
    for (const button of all("#log .buttons button:not(.print)")) button.disabled = true;
    say(words.offline);
    setTimeout(connect, RETRY);
  }

  // ---- forgetting ----
  function wipe() {
    for (const one of files.splice(0)) URL.revokeObjectURL(one);
    const emptied = Render.copied ? navigator.clipboard?.writeText(" ").catch(() => {}) : null; // an empty text would change nothing
    Render.copied = false;
    log.replaceChildren();
    const fresh = $("field").cloneNode(); // a new field has no memory to undo into
    fresh.value = "";
    $("field").replaceWith(fresh);
    root.classList.remove("large");
    return emptied;
  }

  // A fresh page where there is a server to give one; without it a reload would end on the browser's error page.
  function forget() {
    send({ op: "forget" });
    closing = online();
    key = newKey();
    idle = config.idle;
    const emptied = wipe();
    if (closing) {
      socket.close();
      Promise.resolve(emptied).then(() => location.replace(`/?lang=${config.lang}&done=1`));
      return;
    }
    opening = "/language " + config.lang;
    used = false;
    waiting = null;
    if (dialog.open) dialog.close();
    lang = config.lang;
    dress();
  }

  function use() { used = true; touch(); count(); }

  function touch() {
    touched = Date.now();
    if (touched - told > ALIVE) { told = touched; send({ op: "alive" }); }
  }

  function count() {
    const left = Math.max(0, idle - (Date.now() - touched) / 1000);
    $("idle").value = left / idle;
    $("erased").textContent = used ? words.erased.replace("{n}", Math.ceil(left / 60)) : "";
    $("warning-left").textContent = words.seconds.replace("{n}", Math.ceil(left));
    return left;
  }

  // A page that nobody has used has nothing to forget: it stays open and silent.
  function tick() {
    if (!used) touch();
    const left = count();
    if (left <= 0) forget();
    else if (left <= WARN && !dialog.open) { dialog.showModal(); $("stay").focus(); }
  }

  // ---- wiring ----
  for (const kind of ["pointerdown", "keydown", "wheel", "touchmove", "focusin"]) {
    addEventListener(kind, () => { if (!dialog.open) touch(); }, { passive: true });
  }
  dialog.addEventListener("close", touch);
  $("stay").addEventListener("click", () => dialog.close());
  for (const id of ["leave", "forget"]) $(id).addEventListener("click", forget);
  $("large").addEventListener("click", () => {
    $("large").setAttribute("aria-pressed", String(root.classList.toggle("large")));
    use();
  });
  for (const b of all("[data-lang]")) {
    b.addEventListener("click", () => {
      speak(b.dataset.lang);
      ask({ op: "lang", lang, id: Number(lastCard()?.id.slice(1)) });
    });
  }
  $("ask").addEventListener("input", use);
  $("ask").addEventListener("keydown", (e) => {
    if (e.target !== $("field")) return;
    if (e.key === "Enter" && !e.shiftKey && !e.isComposing) { e.preventDefault(); $("ask").requestSubmit(); }
  });
  $("ask").addEventListener("submit", (e) => {
    e.preventDefault();
    const text = $("field").value.trim();
    if (!text) { $("field").focus(); return; }
    use();
    log.append(make("div", { className: "mine" }, make("span", { className: "hidden" }, words.you + ": "), text));
    $("field").value = "";
    waiting = { op: "text", text };
    acted = "ask";
    say(online() ? words.typing : words.offline);
    log.lastChild.scrollIntoView({ block: "nearest", behavior: motion() });
    ask(waiting);
  });
  addEventListener("pagehide", wipe); // the browser's memory of pages keeps an empty one
  addEventListener("pageshow", (e) => { if (e.persisted) location.reload(); });

  const finished = new URLSearchParams(location.search).has("done");
  history.replaceState(null, "", finished ? `/?lang=${lang}` : location.href);
  dress();
  connect();
  setInterval(tick, 1000);
  setTimeout(() => { if (finished) say(words.forgotten); else if (config.lost) say(words.lost, true); }, 500);
})();
