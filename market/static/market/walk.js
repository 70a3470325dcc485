// A round on a phone. What is written down goes into the phone's own database first, under a key
// made there, and from there to the house whenever it can be reached. It leaves the phone only after
// the house has said that it has it; the key makes sure that it has it once.
import { ask, database, random, sender, smaller, Unreachable } from "./outbox.js";

const walk = document.querySelector("[data-walk]");
if (walk) {
  const form = walk.querySelector("[data-form]");
  const say = (name, count) => walk.dataset[`say${name}`].replace("{count}", count);
  const every = (selector, within = walk) => [...within.querySelectorAll(selector)];

  // the phone's own database: visits, and the photos that belong to them

  const inside = database("huiquan-walk", { visits: [], photos: ["visit"] });
  const keep = (visit, photos) =>
    inside("readwrite", (visits, pictures) => {
      visits.put(visit);
      photos.forEach((photo) => pictures.put(photo));
    });
  const mine = async () =>
    (await inside("readonly", (visits) => visits.getAll()))
      .filter((visit) => visit.who === walk.dataset.who)
      .sort((one, other) => one.body.inspected_at.localeCompare(other.body.inspected_at));
  const photosOf = (key) => inside("readonly", (_, photos) => photos.index("visit").getAll(key));
  const drop = async (key) => {
    const photos = await photosOf(key);
    await inside("readwrite", (visits, pictures) => {
      visits.delete(key);
      photos.forEach((photo) => pictures.delete(photo.key));
    });
  };

  // the form of one stop; what is typed is kept while it is being typed

  let stop = null;
  let pictures = new Map();
  const draftKey = () => `walk:${walk.dataset.round}:${stop.dataset.pitch}:${stop.dataset.vendor}`;

  function openStop(which) {
    stop = which;
    pictures = new Map();
    form.reset();
    form.querySelector("[data-title]").textContent =
      `${which.querySelector(".walk-code").textContent} ${which.querySelector(".walk-name").textContent}`;
    restore();
    every("[data-item]", form).forEach(unfold);
    walk.classList.add("is-open");
    form.hidden = false;
    form.scrollIntoView();
  }

  function closeStop() {
    form.hidden = true;
    walk.classList.remove("is-open");
    stop?.scrollIntoView({ block: "center" });
    stop = null;
  }

  function unfold(item) {
    const ticked = item.querySelector("input[type=checkbox]").checked;
    item.querySelector(".walk-more").hidden = !ticked;
    const count = (pictures.get(item.dataset.item) || []).length;
    item.querySelector("[data-photos]").textContent = count ? say("Photos", count) : "";
  }

  function saveDraft() {
    if (!stop) return;
    const typed = every("[data-item]", form)
      .filter((item) => item.querySelector("input[type=checkbox]").checked)
      .map((item) => [item.dataset.item, item.querySelector("[data-note]").value]);
    const note = form.querySelector("[data-whole-note]").value;
    try { localStorage.setItem(draftKey(), JSON.stringify({ typed, note })); } catch { /* the form still holds it */ }
  }

  function restore() {
    let draft = null;
    try { draft = JSON.parse(localStorage.getItem(draftKey())); } catch { return; }
    if (!draft) return;
    const typed = new Map(draft.typed);
    every("[data-item]", form).forEach((item) => {
      if (!typed.has(item.dataset.item)) return;
      item.querySelector("input[type=checkbox]").checked = true;
      item.querySelector("[data-note]").value = typed.get(item.dataset.item);
    });
    form.querySelector("[data-whole-note]").value = draft.note;
  }

  async function writeDown() {
    const key = random();
    const photos = [];
    const found = every("[data-item]", form)
      .filter((item) => item.querySelector("input[type=checkbox]").checked)
      .map((item) => {
        const finding = { key: random(), item: item.dataset.item, note: item.querySelector("[data-note]").value };
        for (const blob of pictures.get(item.dataset.item) || []) {
          photos.push({ key: random(), visit: key, finding: finding.key, blob });
        }
        return finding;
      });
    const visit = {
      key,
      who: walk.dataset.who,
      label: form.querySelector("[data-title]").textContent,
      stop: `${stop.dataset.pitch}:${stop.dataset.vendor}`,
      round: walk.dataset.round,
      refused: "",
      findings: null,
      body: {
        key,
        market: Number(walk.dataset.market),
        round: Number(walk.dataset.round),
        vendor: Number(stop.dataset.vendor),
        pitch: Number(stop.dataset.pitch),
        inspected_at: new Date().toISOString(),
        asked: every("[data-item]", form).map((item) => item.dataset.item),
        note: form.querySelector("[data-whole-note]").value,
        found,
      },
    };
    try {
      await keep(visit, photos);
    } catch {
      news("Full", 0, "is-trouble");
      return;
    }
    localStorage.removeItem(draftKey());
    closeStop();
    await show();
    send();
  }

  // sending: one after the other, the oldest first; it stops where the house cannot be reached

  async function sendVisit(visit) {
    if (!visit.findings) {
      const { told } = await ask("POST", "/inspections", { key: visit.key, body: visit.body });
      visit.findings = Object.fromEntries(told.findings.map((finding) => [finding.key, finding.id]));
      await keep(visit, []);
    }
    for (const photo of await photosOf(visit.key)) {
      const parts = new FormData();
      parts.append("key", photo.key);
      parts.append("kind", "found");
      parts.append("file", photo.blob, "photo.jpg");
      await ask("POST", `/findings/${visit.findings[photo.finding]}/photos`, { key: photo.key, body: parts });
      await inside("readwrite", (_, photos) => photos.delete(photo.key));
    }
    await drop(visit.key);
  }

  async function sendAll() {
    for (const visit of await mine()) {
      if (visit.refused) continue;
      try {
        await sendVisit(visit);
        mark(visit, "Sent");
      } catch (fault) {
        if (fault instanceof Unreachable) throw fault;
        visit.refused = fault.message;
        await keep(visit, []);
      }
    }
    await show();
  }

  const send = sender("huiquan-walk", sendAll, (fault) => show(fault.message));

  // what is shown

  function news(name, count, look) {
    const line = walk.querySelector("[data-news]");
    line.textContent = name ? say(name, count) : "";
    line.className = `walk-news ${look || ""}`;
  }

  function mark(visit, name) {
    if (visit.round !== walk.dataset.round) return;
    const [pitch, vendor] = visit.stop.split(":");
    const found = every("[data-stop]").find((each) => each.dataset.pitch === pitch && each.dataset.vendor === vendor);
    if (!found) return;
    found.classList.add("is-seen");
    found.querySelector("[data-mark]").textContent = name === "Sent" ? "✓" : "…";
  }

  function row(visit) {
    const made = document.querySelector("[data-outbox-row]").content.firstElementChild.cloneNode(true);
    made.querySelector("[data-what]").textContent = visit.label;
    made.querySelector("[data-state]").textContent = say(visit.refused ? "Refused" : "Kept");
    made.querySelector("[data-reason]").textContent = visit.refused;
    const again = made.querySelector("[data-again]");
    const away = made.querySelector("[data-drop]");
    again.hidden = away.hidden = !visit.refused;
    again.addEventListener("click", async () => {
      visit.refused = "";
      await keep(visit, []);
      send();
    });
    away.addEventListener("click", async () => {
      if (!confirm(say("Drop"))) return;
      await drop(visit.key);
      show();
    });
    return made;
  }

  let sentHere = false;
  async function show(trouble) {
    const waiting = await mine();
    walk.querySelector("[data-outbox]").replaceChildren(...waiting.map(row));
    waiting.forEach((visit) => mark(visit, "Kept"));
    walk.dataset.waiting = String(waiting.length);
    sentHere = sentHere || waiting.length > 0;
    if (trouble === "Login") news("Login", 0, "is-trouble");
    else if (waiting.length) news("Waiting", waiting.length, "is-waiting");
    else if (sentHere) news("All", 0);
    else news("");
  }

  walk.addEventListener("click", (event) => {
    const button = event.target.closest("[data-open]");
    if (button) openStop(button.closest("[data-stop]"));
    if (event.target.closest("[data-back]")) { saveDraft(); closeStop(); }
  });
  form.addEventListener("input", (event) => {
    const item = event.target.closest("[data-item]");
    if (item) unfold(item);
    saveDraft();
  });
  form.addEventListener("change", async (event) => {
    if (!event.target.matches("[data-photo]")) return;
    const item = event.target.closest("[data-item]");
    const files = [...event.target.files];
    event.target.value = "";
    const taken = pictures.get(item.dataset.item) || [];
    pictures.set(item.dataset.item, [...taken, ...(await Promise.all(files.map(smaller)))]);
    unfold(item);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    writeDown();
  });

  inside("readonly", () => {}).then(
    () => { navigator.storage?.persist?.(); show().then(send); },
    () => news("Full", 0, "is-trouble"),
  );
}
