// The application on one page, step by step, speaking to the public API alone (/api/v1/). Whatever is
// typed or photographed is kept on the phone first and leaves it when the house has said that it has it.
import { random, sender, Refused, Unreachable } from "../market/outbox.js";
import { Cards, draftOf, forget, keepDraft, photosOf, say, template } from "./cards.js";

const ORDER = ["sell", "where", "who", "papers", "review"];
const OWNER = "new";
const OLD = 30 * 86400000;
const AT = { name: "who", phone: "who", id_number: "who", message: "who", late_code: "who", trade: "sell", goods: "sell" };

const form = document.querySelector("[data-apply]");
const holder = form.querySelector("[data-steps]");
const next = form.querySelector("[data-next]");
const back = form.querySelector("[data-back]");
const anew = form.querySelector("[data-anew]");
const news = form.querySelector("[data-news]");
const lead = document.querySelector(".page > .lead");
const words = template("words").dataset;
const sections = { sell: holder.firstElementChild };
const section = (name) => (sections[name] ||= template(name));
const field = (name, within = holder) => within.querySelector(`[name="${name}"]`);

let draft = { key: OWNER, step: "sell", fields: {}, market: Number(form.dataset.market), call: form.dataset.call };

// what the first step does not need comes after it
let asking, checks, complain, review, sending, today;
let coming = null;
const rest = () => (coming ||= Promise.all(["asking", "checks", "ground", "review", "sending"].map((name) => import(`./${name}.js`)))
  .then(([askingOf, checksOf, ground, reviewOf, sendingOf]) => {
    asking = new askingOf.Asking({ form, holder, field, collect, save, draft: () => draft });
    ({ checks, complain } = checksOf);
    ({ today } = ground);
    [review, sending] = [reviewOf, sendingOf];
  }, (fault) => { coming = null; throw fault; }));

const cards = new Cards(section("papers").querySelector("[data-cards]"), OWNER, () => run(), () => showWaiting());

// what is typed is kept while it is being typed

const inputs = () => [...holder.querySelectorAll("input[name], select[name], textarea[name]")].filter((each) => !each.closest("[data-paper]"));

function collect() {
  for (const each of inputs()) {
    if (each.type === "radio") { if (each.checked) draft.fields[each.name] = each.value; }
    else draft.fields[each.name] = each.type === "checkbox" ? each.checked : each.value;
  }
}

function refill() {
  for (const each of inputs()) {
    const value = draft.fields[each.name];
    if (value === undefined) continue;
    if (each.type === "radio") each.checked = each.value === value;
    else if (each.type === "checkbox") each.checked = value;
    else { // what was chosen is there before the list of what there is
      if (each.tagName === "SELECT" && value && ![...each.options].some((option) => option.value === value)) each.add(new Option(draft.pitchWord || value, value));
      each.value = value;
    }
  }
}

async function save() {
  draft.touched = Date.now();
  try { await keepDraft(draft); } catch { tell(say("full"), true); }
}

function tell(text, trouble) {
  news.textContent = text;
  news.classList.toggle("is-trouble", !!trouble);
}

// from step to step

function go(step, { push = true, focus = true } = {}) {
  draft.step = step;
  holder.replaceChildren(section(step));
  refill();
  const place = ORDER.indexOf(step);
  document.querySelectorAll(".steps > li").forEach((each, index) => {
    each.className = index < place ? "done" : "";
    each.toggleAttribute("aria-current", index === place);
    if (index === place) each.setAttribute("aria-current", "step");
  });
  back.hidden = place === 0;
  lead.hidden = place > 0;
  next.disabled = step === "review" && !!draft.handing;
  next.textContent = step === "review" ? words.handIn : words.next;
  if (push) history.pushState({ step }, "");
  save();
  if (focus) { section(step).querySelector("h2")?.focus({ preventScroll: true }); scrollTo(0, 0); }
  entered[step]?.();
}

const entered = {
  where: () => asking.plan(),
  who() {
    const locked = !!draft.reference || !!draft.begin?.tried;
    for (const name of ["name", "phone", "id_number", "late_code"]) {
      const each = field(name);
      if (each) each.readOnly = locked;
    }
    tell(locked ? say("locked") : "");
  },
  async papers() {
    tell("");
    await asking.papers();
    if (draft.asked) cards.fill(draft.asked);
    if (!draft.asked || !draft.asked.length) tell(say(draft.asked ? "no_papers" : "papers_later"));
    await cards.show();
    showWaiting();
  },
  async review() {
    review.write(section("review"), draft, await photosOf(OWNER), label);
    showWaiting();
  },
};

async function showWaiting() {
  const waiting = (await cards.waiting()) + (draft.begin && !draft.reference ? 1 : 0);
  document.documentElement.dataset.waiting = String(waiting);
  if (draft.step === "papers" && draft.asked?.length) tell(waiting && !navigator.onLine ? say("waiting") : "");
  if (draft.step === "review") tell(draft.handing ? say("handing") : waiting ? say("some_wait", { count: waiting }) : "");
}

function wrong(name, text) {
  const input = field(name);
  if (!input) { tell(text, true); return; }
  complain(input, text);
  input.focus();
}

// how a choice is called in the language of this page
const label = (step, name) =>
  section(step).querySelector(`[name="${name}"][value="${CSS.escape(draft.fields[name] || "")}"]`)?.closest("label").textContent.trim() || "";

// what must hold before one goes on; false keeps the reader where they are
const left = {
  sell() {
    if (!draft.fields.trade) { wrong("trade", say("trade")); return false; }
    complain(field("trade"), "");
    return true;
  },
  where() {
    const first = field("starts_on");
    const bad = !first.value || first.value < today() ? say("day") : "";
    complain(first, bad);
    if (bad) { first.focus(); return false; }
    draft.pitchWord = field("pitch").value && field("pitch").selectedOptions[0].textContent.split(" · ")[0];
    draft.asked = null;
    return true;
  },
  who() {
    const found = [["name", draft.fields.name?.trim() ? "" : say("name")]];
    holder.querySelectorAll("[data-check]").forEach((each) => found.push([each.name, checks[each.dataset.check](each.value)]));
    found.forEach(([name, text]) => complain(field(name), text));
    const first = found.find(([, text]) => text);
    if (first) { field(first[0]).focus(); return false; }
    if (!draft.reference && !draft.begin?.tried) draft.begin = { key: draft.begin?.key || random(), body: sending.beginning(draft) };
    return true;
  },
  papers() {
    const unticked = holder.querySelector("[data-photo][data-state=tick]");
    if (!unticked) return true;
    tell(say("tick"), true);
    unticked.closest("[data-paper]").querySelector("[data-consent] input").focus();
    return false;
  },
  review() {
    draft.handing = true;
    draft.handKey ||= random();
    return true;
  },
};

// what is sent, and what comes of it

// it has arrived: nothing of it stays on this phone but the key to follow it by
async function arrived({ reference, bearer }) {
  await forget(OWNER);
  await keepDraft({ key: reference, reference, bearer });
  draft = { key: OWNER, step: "sell", fields: {}, done: true };
  const made = section("done");
  made.querySelector("[data-reference]").textContent = reference;
  made.querySelector("[name=reference]").value = reference;
  made.querySelector("[name=bearer]").value = bearer;
  form.replaceWith(made);
  made.querySelector("h2").focus();
  made.querySelector("form").submit();
}

async function work() {
  if (draft.done) return;
  try {
    await rest();
  } catch {
    throw new Unreachable("Offline");
  }
  try {
    if (draft.step === "papers" && !draft.asked) await entered.papers();
    if (await sending.sendAll(draft, cards, save)) await arrived(draft);
    else await showWaiting();
  } catch (fault) {
    if (!(fault instanceof Refused)) throw fault;
    await refused(fault);
  }
}

async function refused(fault) {
  draft.handing = false;
  draft.changed = false;
  if (draft.begin) {
    draft.begin = null;
    go(AT[fault.field] || "where");
    wrong(fault.field, fault.message);
  } else {
    go(draft.step, { push: false });
    tell(fault.message, true);
  }
  await save();
}

const run = sender("huiquan-apply", work, (fault) => tell(say(fault.message === "Login" ? "login" : "waiting")));

form.addEventListener("input", (event) => {
  if (event.target.closest("[data-paper]")) return;
  if (draft.reference || draft.begin?.tried) draft.changed ||= draft.step === "sell" || draft.step === "where";
  collect();
  save();
});

form.addEventListener("change", (event) => {
  const { target } = event;
  if (target.closest("[data-paper]")) return;
  collect();
  if (target.name === "pitch") asking.price();
  else if (["kind", "starts_on", "months"].includes(target.name)) asking.plan();
  if (target.dataset.check) complain(target, checks[target.dataset.check](target.value));
});

// while it is being typed only what was wrong is looked at again
form.addEventListener("input", ({ target }) => {
  if (!complain) return;
  if (target.dataset.check && target.hasAttribute("aria-invalid")) complain(target, checks[target.dataset.check](target.value));
  else if (target.name === "name" || target.name === "trade") complain(target, "");
});

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  collect();
  try {
    await rest();
  } catch {
    form.submit(); // the pages of the steps do without
    return;
  }
  if (!left[draft.step]()) return;
  const place = ORDER.indexOf(draft.step);
  if (place < ORDER.length - 1) go(ORDER[place + 1]);
  else go("review", { push: false });
  run();
});

back.addEventListener("click", () => history.back());
addEventListener("popstate", (event) => {
  if (draft.done) return;
  collect();
  go(ORDER.includes(event.state?.step) ? event.state.step : "sell", { push: false });
});
addEventListener("pagehide", () => { if (!draft.done) { collect(); save(); } });

anew.addEventListener("click", async () => {
  await forget(OWNER);
  draft.done = true;
  location.reload();
});

async function start() {
  history.replaceState({ step: "sell" }, "");
  document.documentElement.dataset.ready = "";
  const kept = await draftOf(OWNER).catch(() => null);
  if (kept && Date.now() - kept.touched > OLD) await forget(OWNER);
  else if (kept) {
    draft = { ...draft, ...kept, call: form.dataset.call || kept.call };
    anew.hidden = false;
    if (draft.step === "sell") refill();
    else {
      await rest();
      go(draft.step, { focus: false });
    }
  }
  collect();
  navigator.storage?.persist?.();
  run();
}
start();
