// What of an application is sent, in its order: it begins, it changes, its photos go, it is handed in.
// Each creating request has a key that was made on the phone, so that it is done once however often
// it is sent. draft: what is kept on the phone; save: keeps it again.
import { ask } from "../market/outbox.js";

export const goodsOf = ({ fields }) =>
  (fields.goods || "").split(/[，,、；;\n]/).map((each) => each.trim()).filter(Boolean);

// what is wished for, as it may be changed until it is handed in
export function wanted(draft) {
  const { fields } = draft;
  const told = {
    trade: fields.trade,
    goods: goodsOf(draft),
    wishes: fields.pitch ? [Number(fields.pitch)] : [],
    any_pitch: !!fields.any_pitch,
    months: Number(fields.months),
    message: fields.message || "",
  };
  if (fields.starts_on) told.starts_on = fields.starts_on;
  if (!draft.call) told.kind = fields.kind;
  return told;
}

export function beginning(draft) {
  const { fields } = draft;
  const body = { market: draft.market, name: fields.name.trim(), phone: fields.phone, ...wanted(draft) };
  body.language = document.documentElement.lang === "en" ? "en" : "zh-hans";
  if (fields.id_number) Object.assign(body, { id_kind: "citizen", id_number: fields.id_number });
  if (draft.call) body.call = draft.call;
  if (fields.late_code) body.late_code = fields.late_code;
  return body;
}

// Sends what waits. Gives whether it is handed in. Throws Unreachable and Refused, as ask() does.
export async function sendAll(draft, cards, save) {
  if (draft.begin && !draft.reference) await begin(draft, save);
  if (!draft.reference) return false;
  const own = { bearer: draft.bearer };
  const address = `/applications/${draft.reference}`;
  if (draft.changed) {
    const { etag } = await ask("GET", address, own);
    await ask("PATCH", address, { ...own, match: etag, body: wanted(draft) });
    draft.changed = false;
    await save();
  }
  await cards.sendAll(draft.reference, draft.bearer);
  if (!draft.handing || (await cards.waiting())) return false;
  const body = draft.fields.late_code ? { late_code: draft.fields.late_code } : {};
  await ask("POST", `${address}/submit`, { ...own, key: draft.handKey, body });
  return true;
}

// From the first try on it may be at the house though the answer was lost: then it is not written
// anew under another key.
async function begin(draft, save) {
  draft.begin.tried = true;
  await save();
  const { told } = await ask("POST", "/applications", { key: draft.begin.key, body: draft.begin.body });
  draft.reference = told.reference;
  draft.bearer = told.token;
  draft.begin = null;
  await save();
}
