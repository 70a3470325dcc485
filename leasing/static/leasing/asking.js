// What the public API is asked on the way, before anything is sent: the ground that is to let, what a
// pitch costs, and which papers it takes.
import { ask, Refused } from "../market/outbox.js";
import { say } from "./cards.js";
import { drawPlan, drawPrice, fillChoices, mark } from "./ground.js";
import { goodsOf } from "./sending.js";

// page: {form, holder, field, collect, save, draft()}
export class Asking {
  constructor(page) {
    this.page = page;
    this.ground = null;
  }

  // the plan of what is free for these days
  async plan() {
    const { holder, field, form, draft } = this.page;
    const { fields, market, call } = draft();
    const count = holder.querySelector("[data-count]");
    const wish = Number(fields.pitch || form.dataset.pitch) || null;
    const query = new URLSearchParams({ kind: fields.kind || "stall", months: fields.months || 12 });
    if (fields.starts_on) query.set("starts_on", fields.starts_on);
    if (call) query.set("call", call);
    try {
      this.ground = (await ask("GET", `/markets/${market}/to-let?${query}`)).told;
    } catch (fault) {
      count.textContent = fault instanceof Refused ? fault.message : say("no_plan");
      return;
    }
    if (draft().step !== "where") return;
    const free = this.ground.pitches.filter((each) => each.state === "free").length;
    count.textContent = free ? say("free_count", { count: free }) : say("none_free");
    fillChoices(field("pitch"), this.ground, wish);
    drawPlan(holder.querySelector("[data-plan]"), this.ground, wish, (id) => {
      field("pitch").value = id;
      this.price();
    });
    this.price();
  }

  // what the chosen pitch costs
  async price() {
    const { holder, collect, save, draft } = this.page;
    collect();
    save();
    const id = Number(draft().fields.pitch);
    const frame = holder.querySelector("[data-price]");
    const pitch = this.ground?.pitches.find((each) => each.id === id);
    if (this.ground) mark(holder.querySelector("[data-plan]"), pitch);
    if (!id) { frame.replaceChildren(); return; }
    const { months, starts_on } = draft().fields;
    const query = new URLSearchParams({ months: months || 12, starts_on });
    try {
      const { told } = await ask("GET", `/pitches/${id}/quote?${query}`);
      if (Number(draft().fields.pitch) === id) drawPrice(frame, told, pitch);
    } catch (fault) {
      frame.textContent = fault instanceof Refused ? say("ask_price") : "";
    }
  }

  // which papers it takes; without signal it is asked again with the next try
  async papers() {
    const { save, draft } = this.page;
    const { fields, market, asked } = draft();
    if (asked) return;
    const query = new URLSearchParams({ trade: fields.trade, goods: goodsOf(draft()).join(","), kind: fields.kind || "stall" });
    if (fields.pitch) query.set("pitch", fields.pitch);
    try {
      draft().asked = (await ask("GET", `/markets/${market}/asked-papers?${query}`)).told;
      await save();
    } catch { /* as it says above */ }
  }
}
