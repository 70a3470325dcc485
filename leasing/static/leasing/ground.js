// The ground that is to let, drawn to scale from what the API says of it, and what a pitch costs.
import { say, template } from "./cards.js";

const SVG = "http://www.w3.org/2000/svg";
const TOUCH = 44;
const MARGIN = 150;
const english = document.documentElement.lang === "en";

export const money = (text) => `¥${text.replace(/\B(?=(\d{3})+\.)/g, ",")}`;

// as the pages write a day: 2026年8月31日（周一）, Mon 31 Aug 2026
export function day(text) {
  const on = new Date(`${text}T00:00:00Z`);
  const part = (given, language = english ? "en-GB" : "zh-CN") =>
    on.toLocaleDateString(language, { ...given, timeZone: "UTC" });
  const weekday = part({ weekday: "short" });
  return english
    ? `${weekday} ${on.getUTCDate()} ${part({ month: "short" }, "en-US")} ${on.getUTCFullYear()}`
    : `${on.getUTCFullYear()}年${on.getUTCMonth() + 1}月${on.getUTCDate()}日（${weekday}）`;
}

// today at the market, as a day is written in a form
export const today = () => new Date(Date.now() + 8 * 3600000).toISOString().slice(0, 10);

function put(parent, name, given, text) {
  const made = document.createElementNS(SVG, name);
  Object.entries(given).forEach(([key, value]) => made.setAttribute(key, value));
  if (text) made.textContent = text;
  parent.append(made);
  return made;
}

const free = (pitch) => pitch.state === "free" || pitch.state === "soon";
const box = ({ x, y, width, height }) => ({ x, y, width, height });

// choose: told the id of the pitch that was tapped
export function drawPlan(frame, ground, chosen, choose) {
  const zones = Object.values(ground.zones).filter((zone) => zone.plan.width);
  const all = [...zones.map((zone) => zone.plan), ...ground.pitches.map((pitch) => pitch.plan)];
  if (!all.length) { frame.replaceChildren(); return; }
  const left = Math.min(...all.map((each) => each.x)) - MARGIN;
  const top = Math.min(...all.map((each) => each.y)) - MARGIN;
  const width = Math.max(...all.map((each) => each.x + each.width)) + MARGIN - left;
  const height = Math.max(...all.map((each) => each.y + each.height)) + MARGIN - top;
  const sides = ground.pitches.map(({ plan }) => Math.min(plan.width, plan.height)).sort((a, b) => a - b);
  const scale = TOUCH / (sides[sides.length >> 1] || 300);

  const map = document.createElementNS(SVG, "svg");
  map.setAttribute("class", "plan-map");
  map.setAttribute("viewBox", `${left} ${top} ${width} ${height}`);
  map.setAttribute("width", Math.max(Math.round(width * scale), frame.clientWidth));
  for (const zone of zones) {
    put(map, "rect", { class: "floor", ...box(zone.plan) });
    const name = (english && zone.name_en) || zone.name;
    put(map, "text", { class: "zone-name", x: zone.plan.x, y: zone.plan.y - 30, "font-size": 60 }, name);
  }
  for (const pitch of ground.pitches) {
    const { x, y, width: w, height: h } = pitch.plan;
    const each = put(map, "g", { class: `pitch is-${pitch.state}`, "data-pitch": pitch.id });
    put(each, "rect", { class: "face", ...box(pitch.plan) });
    if (!["free", "let"].includes(pitch.state)) put(each, "rect", { class: "weave", fill: `url(#weave-${pitch.state})`, ...box(pitch.plan) });
    const size = Math.min(h * 0.4, (w / pitch.code.length) * 1.5, 90);
    put(each, "text", { class: "code", x: x + w / 2, y: y + h / 2 + size * 0.35, "font-size": size }, pitch.code);
    put(each, "title", {}, `${pitch.code} ${standing(pitch)}`);
    if (free(pitch)) each.addEventListener("click", () => choose(pitch.id));
  }
  frame.replaceChildren(map);
  mark(frame, ground.pitches.find((each) => each.id === chosen));
}

// rings the pitch that is meant, and brings it into sight
export function mark(frame, pitch) {
  const map = frame.querySelector("svg");
  map?.querySelector(".ring")?.remove();
  if (!map || !pitch) return;
  put(map, "rect", { class: "ring", ...box(pitch.plan) });
  const shown = map.getBoundingClientRect().width / map.viewBox.baseVal.width;
  frame.scrollLeft = (pitch.plan.x + pitch.plan.width / 2 - map.viewBox.baseVal.x) * shown - frame.clientWidth / 2;
  frame.scrollTop = (pitch.plan.y + pitch.plan.height / 2 - map.viewBox.baseVal.y) * shown - frame.clientHeight / 2;
}

const standing = (pitch) => say(pitch.state, { day: pitch.free_from ? day(pitch.free_from) : "" });

// the same as a list to choose from, for whoever would rather read it
export function fillChoices(select, ground, chosen) {
  const order = (pitch) => (pitch.state === "free" ? 0 : 1);
  const open = ground.pitches.filter(free).sort((one, other) => order(one) - order(other));
  const options = open.map((pitch) => {
    const words = [pitch.code];
    if (pitch.rent) words.push(say("month", { amount: money(pitch.rent) }));
    if (pitch.state === "soon") words.push(standing(pitch));
    return new Option(words.join(" · "), pitch.id, false, pitch.id === chosen);
  });
  select.replaceChildren(new Option(say("any"), ""), ...options);
  select.value = options.some((option) => option.selected) ? chosen : "";
}

export function drawPrice(frame, quote, pitch) {
  const made = template("price");
  const write = (name, text) => { made.querySelector(`[data-${name}]`).textContent = text; };
  const monthly = ((cents(quote.rent) + cents(quote.sanitation)) / 100).toFixed(2);
  write("code", quote.code);
  write("when", pitch?.state === "soon" ? standing(pitch) : "");
  write("monthly", money(monthly));
  write("fee", money(quote.sanitation));
  made.querySelector("[data-fee-part]").hidden = !cents(quote.sanitation);
  write("deposit", money(quote.deposit));
  made.querySelector("[data-bills]").replaceChildren(...quote.bills.map((bill) => {
    const row = template("bill");
    row.querySelector("[data-due]").textContent = day(bill.due_on);
    row.querySelector("[data-amount]").textContent = money(bill.amount);
    row.querySelector("[data-lines]").textContent = bill.lines
      .map((line) => `${(english && line.name_en) || line.name} ${money(line.amount)}`).join(" · ");
    return row;
  }));
  frame.replaceChildren(made);
}

const cents = (text) => Math.round(Number(text) * 100);
