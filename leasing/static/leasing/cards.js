// The cards of an application's papers: a photo is kept on the phone as soon as it is taken, and sent
// from there when there is signal. What has arrived is forgotten here.
import { ask, database, random, smaller, Refused, Unreachable } from "../market/outbox.js";

export const words = JSON.parse(document.getElementById("apply-words")?.textContent || "{}");
export const say = (name, facts = {}) =>
  Object.entries(facts).reduce((text, [fact, value]) => text.replaceAll(`{${fact}}`, value), words[name] || "");

// drafts: one under way on this phone, and the tokens of those that were handed in. photos: of papers.
export const inside = database("huiquan-apply", { drafts: [], photos: ["owner"] });
export const keepDraft = (draft) => inside("readwrite", (drafts) => { drafts.put(draft); });
export const draftOf = (key) => inside("readonly", (drafts) => drafts.get(key));
const keepPhoto = (photo) => inside("readwrite", (_, photos) => { photos.put(photo); });
const dropPhoto = (key) => inside("readwrite", (_, photos) => { photos.delete(key); });
export const photosOf = async (owner) =>
  (await inside("readonly", (_, photos) => photos.index("owner").getAll(owner)))
    .sort((one, other) => one.taken - other.taken);

export async function forget(owner) {
  const photos = await photosOf(owner);
  await inside("readwrite", (drafts, kept) => {
    drafts.delete(owner);
    photos.forEach((photo) => kept.delete(photo.key));
  });
}

const template = (name) =>
  document.querySelector(`[data-template=${name}]`).content.firstElementChild.cloneNode(true);
export { template };

// owner: under which key the photos are kept. send: run when something wants to be sent.
export class Cards {
  constructor(list, owner, send, changed = () => {}) {
    Object.assign(this, { list, owner, send, changed, rows: new Map() });
    list.addEventListener("change", (event) => this.#changed(event));
    list.addEventListener("submit", (event) => event.preventDefault());
  }

  // the cards that the papers ask for, made of what the API says
  fill(asked) {
    const english = document.documentElement.lang === "en";
    const before = [...this.list.children].map((card) => card.dataset.paper).join();
    if (before === asked.map((each) => each.paper).join() && before) return;
    this.list.replaceChildren(...asked.map((each) => {
      const card = template("card");
      card.dataset.paper = each.paper;
      card.dataset.sensitive = each.sensitive ? "1" : "";
      card.querySelector("[data-name]").textContent = (english && each.name_en) || each.name;
      card.querySelector("[data-times]").textContent = each.count > 1 ? `× ${each.count}` : "";
      card.querySelector("[data-why]").textContent = (english && each.why_en) || each.why;
      if (!each.sensitive) card.querySelector("[data-consent]")?.remove();
      return card;
    }));
    this.rows.clear();
  }

  async show() {
    for (const photo of await photosOf(this.owner)) this.#row(photo);
  }

  async #changed(event) {
    const card = event.target.closest("[data-paper]");
    if (!card) return;
    if (event.target.type === "file") {
      const files = [...event.target.files];
      event.target.value = "";
      for (const file of files) await this.#take(card, file);
    } else {
      for (const photo of await photosOf(this.owner))
        if (photo.paper === card.dataset.paper && !photo.sent) await this.#tell(card, photo);
    }
    this.changed();
    this.send();
  }

  async #take(card, file) {
    const blob = await smaller(file);
    const photo = {
      key: random(), owner: this.owner, paper: card.dataset.paper, blob, taken: Date.now(),
      name: blob === file ? file.name : "photo.jpg", sensitive: !!card.dataset.sensitive, sent: false, refused: "",
    };
    await this.#tell(card, photo);
  }

  // what is typed on the card goes along with its photos that are not sent yet
  async #tell(card, photo) {
    const typed = (name) => card.querySelector(`[name=${name}]`);
    photo.number = typed("number").value.trim();
    photo.expires_on = typed("expires_on").value;
    photo.consent = !!typed("consent")?.checked;
    photo.refused = "";
    try {
      await keepPhoto(photo);
    } catch {
      document.querySelector("[data-news]").textContent = say("full");
      return;
    }
    this.#row(photo);
  }

  #row(photo, part) {
    const card = this.list.querySelector(`[data-paper="${photo.paper}"]`);
    if (!card) return;
    let row = this.rows.get(photo.key);
    if (!row) {
      row = template("photo");
      row.dataset.photo = photo.key;
      card.querySelector("[data-photos]").append(row);
      this.rows.set(photo.key, row);
      row.querySelector("[data-drop]").addEventListener("click", async () => {
        await dropPhoto(photo.key);
        row.remove();
        this.rows.delete(photo.key);
        this.changed();
      });
      const picture = row.querySelector("img");
      if (photo.blob && /^image\//.test(photo.blob.type)) {
        picture.src = URL.createObjectURL(photo.blob);
        picture.hidden = false;
      }
    }
    const waitsForTick = photo.sensitive && !photo.consent && !photo.sent;
    const state = photo.sent ? "sent" : photo.refused ? "refused" : waitsForTick ? "tick" : part === undefined ? "kept" : "sending";
    row.dataset.state = state;
    row.className = photo.refused ? "is-refused" : "";
    const percent = Math.round((part || 0) * 100);
    row.querySelector("[data-word]").textContent =
      (state === "sent" ? "✓ " : "") + say(state, { why: photo.refused, percent });
    const bar = row.querySelector("progress");
    bar.hidden = state !== "sending";
    bar.value = part || 0;
    row.querySelector("[data-drop]").hidden = photo.sent || state === "sending";
  }

  // Sends what waits, the oldest first; each photo has its key, so that it arrives once. What has
  // arrived keeps its line, without the picture's bytes.
  async sendAll(reference, bearer) {
    for (const photo of await photosOf(this.owner)) {
      if (photo.sent || photo.refused || (photo.sensitive && !photo.consent)) continue;
      const parts = new FormData();
      parts.append("type", photo.paper);
      parts.append("number", photo.number);
      if (photo.expires_on) parts.append("expires_on", photo.expires_on);
      if (photo.consent) parts.append("consent", "true");
      parts.append("file", photo.blob, photo.name);
      try {
        this.#row(photo, 0);
        await ask("POST", `/applications/${reference}/documents`, {
          key: photo.key, body: parts, bearer, progress: (part) => this.#row(photo, part),
        });
        photo.sent = true;
        photo.blob = null;
        photo.number = "";
      } catch (fault) {
        this.#row(photo);
        if (fault instanceof Unreachable) throw fault;
        if (!(fault instanceof Refused)) throw fault;
        photo.refused = fault.message;
      }
      await keepPhoto(photo);
      this.#row(photo);
      this.changed();
    }
  }

  async waiting() {
    return (await photosOf(this.owner)).filter((photo) => !photo.sent && !photo.refused).length;
  }
}
