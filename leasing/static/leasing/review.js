// The last look: what was told, in the words of this page's language.
import { say } from "./cards.js";
import { day } from "./ground.js";

const english = document.documentElement.lang === "en";
const named = (each) => (english && each.name_en) || each.name;

// label: how a choice of a step is called
export function write(section, draft, photos, label) {
  const { fields } = draft;
  const asked = draft.asked || [];
  const there = (paper) => photos.filter((photo) => photo.paper === paper && !photo.refused).length;
  const facts = {
    name: fields.name,
    phone: fields.phone,
    sold: [label("sell", "trade"), fields.goods].filter(Boolean).join(" · "),
    where: [label("where", "kind"), draft.pitchWord].filter(Boolean).join(" · "),
    starts_on: fields.starts_on ? day(fields.starts_on) : "",
    months: label("where", "months"),
    papers: asked.filter((each) => there(each.paper)).map(named).join("、") || say("none_yet"),
    missing: asked.filter((each) => there(each.paper) < each.count).map(named).join("、") || "—",
  };
  for (const [fact, text] of Object.entries(facts)) section.querySelector(`[data-fact=${fact}]`).textContent = text;
}
