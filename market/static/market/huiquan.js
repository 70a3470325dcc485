// The page's own small behaviour. Every page reads and every form sends without it; nothing here
// is evaluated from text, so it runs under  script-src 'self'.
(() => {
  "use strict";
  const root = document.documentElement;
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const on = (type, selector, act) =>
    document.addEventListener(type, (event) => {
      const found = event.target.closest?.(selector);
      if (found) act(found, event);
    });

  root.dataset.js = "";

  // on a narrow screen the rail is a strip: where the reader is must be in sight
  const here = document.querySelector(".rail [aria-current]");
  if (here) {
    const strip = here.closest("ul");
    strip.scrollLeft = here.offsetLeft - (strip.clientWidth - here.offsetWidth) / 2;
  }

  // what the reader chose is kept in a cookie, so that the next page comes as it should at once

  function choose(name, value) {
    if (value) root.dataset[name] = value;
    else delete root.dataset[name];
    document.cookie = `huiquan_${name}=${value};path=/;max-age=${value ? 31536000 : 0};samesite=lax`;
  }

  const showDensity = (button) => button.setAttribute("aria-pressed", String(root.dataset.density === "compact"));
  const nextTheme = { "": "light", light: "dark", dark: "" };

  function showTheme(button) {
    const words = button.dataset[root.dataset.theme || "auto"];
    button.title = words;
    button.querySelector(".unseen").textContent = words;
  }

  on("click", "[data-theme-switch]", (button) => {
    choose("theme", nextTheme[root.dataset.theme || ""]);
    all("[data-theme-switch]").forEach(showTheme);
  });

  on("click", "[data-density-switch]", (button) => {
    choose("density", root.dataset.density === "compact" ? "" : "compact");
    showDensity(button);
  });

  on("click", "[data-print]", () => window.print());

  // keyboard: / searches, g and a letter goes, ? shows all

  let going = 0;

  function listen(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest("input, textarea, select, dialog, [contenteditable]")) return;
    const target =
      event.key === "/" ? document.querySelector("[data-search]")
      : event.key === "?" ? document.getElementById("keys")
      : event.timeStamp - going < 1500 ? document.querySelector(`[data-go="${CSS.escape(event.key)}"]`)
      : null;
    going = event.key === "g" ? event.timeStamp : 0;
    if (!target) return;
    event.preventDefault();
    if (target.showModal) target.showModal();
    else if (target.dataset.go) target.click();
    else target.select();
  }

  document.addEventListener("keydown", listen);
  on("click", "[data-keys]", () => document.getElementById("keys").showModal());
  on("click", "dialog", (dialog, event) => event.target === dialog && dialog.close(""));

  // what cannot be taken back is asked about once, in a sentence of the page's own

  function ask(words, yes, act) {
    const dialog = document.getElementById("confirm");
    const button = dialog.querySelector("[data-yes]");
    dialog.querySelector(".dialog-words").textContent = words;
    button.textContent = yes || button.dataset.yes;
    dialog.returnValue = "";
    dialog.addEventListener("close", () => dialog.returnValue === "yes" && act(), { once: true });
    dialog.showModal();
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    const by = event.submitter?.dataset.confirm ? event.submitter : form;
    if (!by.dataset.confirm || form.dataset.confirmed) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    ask(by.dataset.confirm, by.dataset.confirmYes, () => {
      form.dataset.confirmed = "yes";
      form.requestSubmit(event.submitter);
      delete form.dataset.confirmed;
    });
  }, true);

  document.addEventListener("htmx:confirm", (event) => {
    if (!event.detail.question) return;
    event.preventDefault();
    const yes = event.target.dataset.confirmYes;
    ask(event.detail.question, yes, () => event.detail.issueRequest(true));
  });

  document.addEventListener("htmx:configRequest", (event) => {
    const token = document.querySelector("[name=csrfmiddlewaretoken]");
    if (token) event.detail.headers["X-CSRFToken"] = token.value;
  });

  // <form data-draft="key"> keeps what is being filled in on this device, except what is private;
  // any element with data-draft-done="key" on a later page says that it has arrived

  const drafted = (form) =>
    all("input, textarea, select", form).filter(
      (field) =>
        field.name && !field.closest("[data-private]") &&
        !["hidden", "password", "file", "submit"].includes(field.type) &&
        field.autocomplete !== "one-time-code",
    );
  const ticks = (field) => field.type === "checkbox" || field.type === "radio";

  function saveDraft(form) {
    const values = drafted(form).map((field) => [
      field.name, ticks(field) ? field.value : null, ticks(field) ? field.checked : field.value,
    ]);
    try { localStorage.setItem(`draft:${form.dataset.draft}`, JSON.stringify(values)); } catch { /* full or forbidden: the form still sends */ }
  }

  function restoreDraft(form) {
    let values = [];
    try { values = JSON.parse(localStorage.getItem(`draft:${form.dataset.draft}`)) || []; } catch { return; }
    for (const [name, choice, value] of values) {
      const field = drafted(form).find(
        (each) => each.name === name && (choice === null || each.value === choice),
      );
      if (!field) continue;
      if (ticks(field)) field.checked = value;
      else if (!field.value) field.value = value;
    }
  }

  let saving;
  on("input", "form[data-draft]", (form) => {
    clearTimeout(saving);
    saving = setTimeout(saveDraft, 400, form);
  });

  // the plan: one stop for Tab, arrows from pitch to pitch, two fingers or the wheel to come closer

  const middle = (pitch) => {
    const { x, y, width, height } = pitch.querySelector(".face").getBBox();
    return [x + width / 2, y + height / 2];
  };
  const along = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

  function neighbour(pitches, from, [dx, dy]) {
    const [x, y] = middle(from);
    let best = null;
    let least = Infinity;
    for (const pitch of pitches) {
      const [px, py] = middle(pitch);
      const ahead = (px - x) * dx + (py - y) * dy;
      const aside = Math.abs((px - x) * dy) + Math.abs((py - y) * dx);
      if (ahead > 1 && ahead + 3 * aside < least) [best, least] = [pitch, ahead + 3 * aside];
    }
    return best;
  }

  function centre(map, pitch) {
    const frame = map.parentElement.getBoundingClientRect();
    const face = pitch.getBoundingClientRect();
    map.parentElement.scrollLeft += face.left - frame.left - (frame.width - face.width) / 2;
    map.parentElement.scrollTop += face.top - frame.top - (frame.height - face.height) / 2;
  }

  function rove(map) {
    const pitches = all(".pitch", map);
    let stop = pitches.find((pitch) => pitch.hasAttribute("aria-current")) || pitches[0];
    pitches.forEach((pitch) => pitch.setAttribute("tabindex", pitch === stop ? "0" : "-1"));
    if (stop?.hasAttribute("aria-current")) centre(map, stop);
    map.addEventListener("focusin", (event) => {
      stop.setAttribute("tabindex", "-1");
      stop = event.target.closest("a") || stop;
      stop.setAttribute("tabindex", "0");
    });
    map.addEventListener("keydown", (event) => {
      const next =
        event.key === "Home" ? pitches[0]
        : event.key === "End" ? pitches[pitches.length - 1]
        : along[event.key] && neighbour(pitches, stop, along[event.key]);
      if (!next) return;
      event.preventDefault();
      next.focus();
      next.scrollIntoView({ block: "nearest", inline: "nearest" });
    });
  }

  function zoom(map, factor, at) {
    const frame = map.parentElement;
    const before = map.getBoundingClientRect();
    const [x, y] = at || [frame.clientWidth / 2 + frame.getBoundingClientRect().left, before.top];
    const least = frame.clientWidth;
    const width = factor ? Math.min(Math.max(before.width * factor, least), 12000) : least;
    map.style.width = `${width}px`;
    frame.scrollLeft += (x - before.left) * (width / before.width - 1);
    frame.scrollTop += (y - before.top) * (width / before.width - 1);
  }

  on("click", "[data-zoom]", (button) => {
    const map = document.getElementById(button.closest("[data-zoom-for]").dataset.zoomFor);
    zoom(map, { in: 1.5, out: 1 / 1.5, whole: 0 }[button.dataset.zoom]);
  });

  function pinch(map) {
    let apart = 0;
    const distance = ([one, two]) => Math.hypot(one.clientX - two.clientX, one.clientY - two.clientY);
    map.addEventListener("touchstart", (event) => {
      if (event.touches.length === 2) apart = distance(event.touches);
    }, { passive: true });
    map.addEventListener("touchmove", (event) => {
      if (event.touches.length !== 2) return;
      event.preventDefault();
      const [one, two] = event.touches, now = distance(event.touches);
      zoom(map, now / apart, [(one.clientX + two.clientX) / 2, (one.clientY + two.clientY) / 2]);
      apart = now;
    }, { passive: false });
    map.addEventListener("wheel", (event) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      zoom(map, Math.exp(-event.deltaY / 200), [event.clientX, event.clientY]);
    }, { passive: false });
  }

  function begin(within) {
    all("[data-theme-switch]", within).forEach(showTheme);
    all("[data-density-switch]", within).forEach(showDensity);
    all("[data-draft-done]", within).forEach((each) => localStorage.removeItem(`draft:${each.dataset.draftDone}`));
    all("form[data-draft]", within).forEach(restoreDraft);
    all(".plan-map", within).forEach((map) => { rove(map); pinch(map); });
    within.querySelector("[data-focus]")?.focus();
  }

  function network() {
    all("[data-offline]").forEach((note) => {
      note.hidden = navigator.onLine;
      note.textContent = navigator.onLine ? "" : note.dataset.words;
    });
  }

  addEventListener("online", network);
  addEventListener("offline", network);
  document.addEventListener("htmx:load", (event) => event.target !== document.body && begin(event.target));
  network();
  begin(document);
})();
