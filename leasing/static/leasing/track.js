// On the page that follows an application, and on that of its papers: photos are taken in place,
// kept on the phone, and sent when there is signal.
import { sender, Unreachable } from "../market/outbox.js";
import { Cards, draftOf, photosOf, say } from "./cards.js";

const list = document.querySelector("[data-cards]");
if (list) {
  const reference = list.dataset.reference;
  const news = document.querySelector("[data-news]");
  const cards = new Cards(list, reference, () => run(), tell);

  async function tell() {
    const waiting = await cards.waiting();
    document.documentElement.dataset.waiting = String(waiting);
    const sent = (await photosOf(reference)).length;
    news.textContent = waiting ? say("some_wait", { count: waiting }) : sent ? say("all_sent") : "";
  }

  const run = sender("huiquan-apply", async () => {
    const known = await draftOf(reference);
    await cards.sendAll(reference, known?.bearer);
    await tell();
  }, (fault) => { if (fault instanceof Unreachable) news.textContent = say("waiting"); });

  cards.show().then(tell).then(run);
}

// how long an offer still stands: counted from what the house says is left, as a phone's clock may be off
const left = document.querySelector("[data-left]");
if (left) {
  const count = () => {
    const minutes = Math.max(0, Math.floor((Number(left.dataset.left) - performance.now() / 1000) / 60));
    const [days, hours] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24];
    left.textContent = left.dataset.words
      .replace("{days}", days).replace("{hours}", hours).replace("{minutes}", minutes % 60);
  };
  count();
  setInterval(count, 30000);
}
