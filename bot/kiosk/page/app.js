"use strict";
(async () => {
  const $ = (id) => document.getElementById(id);
  const config = await (await fetch("config.json")).json();
  const WARN = Math.min(30, config.idle / 2);
  const first = () => { const asked = new URLSearchParams(location.search).get("lang"); return config.words[asked] ? asked : "kk"; };
  let lang = first(), words = config.words[lang], socket, touched = Date.now(), told = 0, closing = false, warned = false;

  const say = (text) => { $("status").textContent = text || ""; };
  const send = (event) => { if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(event)); };

  function dress() {
    words = config.words[lang];
    document.documentElement.lang = lang;
    document.title = words.title;
    for (const e of document.querySelectorAll("[data-word]")) e.textContent = words[e.dataset.word];
    for (const e of document.querySelectorAll("[data-label]")) e.setAttribute("aria-label", words[e.dataset.label]);
    for (const b of document.querySelectorAll("[data-lang]")) b.setAttribute("aria-pressed", String(b.dataset.lang === lang));
    $("greeting").replaceChildren(...Object.entries(config.greetings).map(([code, text]) => {
      const p = document.createElement("p");
      p.textContent = text; p.lang = code; p.className = code === lang ? "current" : "";
      return p;
    }));
  }

  function buttons(rows, id) {
    const box = document.createElement("div");
    box.className = "buttons" + (rows.length > 5 ? " tiles" : "");
    for (const row of rows) {
      const line = document.createElement("div");
      line.className = "row-of";
      for (const item of row) {
        const e = document.createElement(item.url ? "a" : "button");
        e.textContent = item.label;
        if (item.url) { if (/^https?:/.test(item.url)) e.href = item.url; e.className = "button"; e.rel = "noopener noreferrer"; e.target = "_blank"; }
        else { e.type = "button"; e.addEventListener("click", () => { say(words.typing); send({ op: "tap", id, data: item.data }); }); }
        if (item.label === "👍" || item.label === "👎") e.setAttribute("aria-label", item.label === "👍" ? words.up : words.down);
        line.append(e);
      }
      box.append(line);
    }
    return box;
  }

  function card(event) {
    const old = $("m" + event.id);
    const article = document.createElement("article");
    article.id = "m" + event.id;
    article.className = "card";
    if ("html" in event) article.append(Render(event.html, words));
    else { const p = document.createElement("p"); p.textContent = event.text; p.style.whiteSpace = "pre-wrap"; article.append(p); }
    if (event.buttons.length) article.append(buttons(event.buttons, event.id));
    if (article.querySelector(".sources")) {
      const print = document.createElement("button");
      print.type = "button"; print.className = "print"; print.textContent = words.print;
      print.addEventListener("click", () => { article.classList.add("printing"); window.print(); article.classList.remove("printing"); });
      article.append(print);
    }
    if (old) { old.replaceWith(article); return; }
    $("log").append(article);
    article.scrollIntoView({ block: "start", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
  }

  const on = {
    message(event) { say(""); $("draft")?.remove(); card(event); },
    edit(event) { say(""); card(event); },
    buttons(event) { const a = $("m" + event.id); a?.querySelector(".buttons")?.remove(); if (a && event.buttons.length) a.append(buttons(event.buttons, event.id)); },
    delete(event) { $("m" + event.id)?.remove(); },
    toast(event) { say(event.text); },
    typing() { say(words.typing); },
    busy() { say(words.busy); },
    draft(event) {
      const d = $("draft") || $("log").appendChild(Object.assign(document.createElement("article"), { id: "draft", className: "card" }));
      d.replaceChildren(Render(event.html, words));
    },
  };

  function connect() {
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    socket = new WebSocket(`${scheme}://${location.host}/ws?lang=${lang}`);
    socket.onopen = () => { say(""); send({ op: "text", text: "/language " + lang }); };
    socket.onmessage = (m) => { const event = JSON.parse(m.data); on[event.op]?.(event); };
    socket.onclose = () => { if (closing) return; $("log").replaceChildren(); say(words.offline); setTimeout(connect, 2000); };
  }

  function forget() {
    closing = true;
    send({ op: "forget" });
    socket?.close();
    document.documentElement.classList.remove("large");
    location.replace(location.pathname + "?lang=" + first());
  }

  function touch() {
    touched = Date.now();
    if (warned) { warned = false; $("warning").hidden = true; $("field").focus(); }
    if (touched - told > 15000) { told = touched; send({ op: "alive" }); }
  }

  setInterval(() => {
    const left = Math.ceil(config.idle - (Date.now() - touched) / 1000);
    $("idle-line").style.transform = `scaleX(${Math.max(0, left / config.idle)})`;
    if (left <= 0) { forget(); return; }
    if (left > WARN) return;
    $("warning-left").textContent = words.seconds.replace("{n}", left);
    if (!warned) { warned = true; $("warning").hidden = false; $("stay").focus(); }
  }, 1000);

  for (const kind of ["pointerdown", "keydown", "wheel", "touchmove"]) addEventListener(kind, () => { if (!warned) touch(); }, { passive: true });
  $("stay").addEventListener("click", touch);
  $("leave").addEventListener("click", forget);
  $("forget").addEventListener("click", forget);
  $("warning").addEventListener("keydown", (e) => {
    if (e.key === "Escape") touch();
    if (e.key === "Tab") { e.preventDefault(); (document.activeElement === $("stay") ? $("leave") : $("stay")).focus(); }
  });
  $("large").addEventListener("click", () => {
    const large = document.documentElement.classList.toggle("large");
    $("large").setAttribute("aria-pressed", String(large));
  });
  for (const b of document.querySelectorAll("[data-lang]")) {
    b.addEventListener("click", () => { lang = b.dataset.lang; dress(); send({ op: "text", text: "/language " + lang }); });
  }
  $("field").addEventListener("keydown", (e) => { if (e.key === "Enter" && !e.shiftKey && !e.isComposing) { e.preventDefault(); $("ask").requestSubmit(); } });
  $("ask").addEventListener("submit", (e) => {
    e.preventDefault();
    const text = $("field").value.trim();
    if (!text) return;
    const mine = document.createElement("div");
    mine.className = "mine";
    mine.textContent = text;
    $("log").append(mine);
    $("field").value = "";
    say(words.typing);
    send({ op: "text", text });
  });
  addEventListener("pageshow", (e) => { if (e.persisted) location.reload(); });

  dress();
  connect();
})();
