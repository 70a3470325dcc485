// What a page keeps on the phone until the house has it: a small database, photos made small, and a
// sender that tries again. Used by the walk of an inspector and by the vendor's application.

export const random = () =>
  crypto.randomUUID ? crypto.randomUUID()
  : "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (c) =>
      (c ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (c / 4)))).toString(16));

// stores: { name: [indexes] }, each kept under the `key` of its things. Gives a function that runs an
// act on the stores in one transaction, and answers with what the act's request found.
export function database(name, stores) {
  const names = Object.keys(stores);
  const opened = new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () =>
      names.forEach((each) => {
        const store = request.result.createObjectStore(each, { keyPath: "key" });
        stores[each].forEach((index) => store.createIndex(index, index));
      });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  return async (mode, act) => {
    const change = (await opened).transaction(names, mode);
    return new Promise((resolve, reject) => {
      const found = act(...names.map((each) => change.objectStore(each)));
      change.oncomplete = () => resolve(found?.result);
      change.onerror = change.onabort = () => reject(change.error);
    });
  };
}

const LONGEST_SIDE = 1600;

// a photo as the house wants it: upright, at most 1,600 pixels a side, JPEG
export async function smaller(file) {
  if (!/^image\//.test(file.type)) return file;
  try {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    const made = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.82));
    return made || file;
  } catch {
    return file; // the house looks at it, and says if it cannot be read
  }
}

// "Offline": try again later. "Login": nobody knows any more who asks.
export class Unreachable extends Error {}

// the house says no, in words for the reader
export class Refused extends Error {
  constructor(status, problem) {
    super(problem.facts?.fields?.[0]?.detail || problem.detail || String(status));
    this.status = status;
    this.code = problem.code || "";
    this.field = problem.facts?.field || problem.facts?.fields?.[0]?.field || "";
  }
}

// One request to the public API. key: made once for each creating request and sent with every try.
// bearer: a token; without one the browser's own log-in speaks. progress: told the part that is sent.
export function ask(method, address, { key, body, bearer, match, progress } = {}) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(method, `/api/v1${address}`);
    const set = (name, value) => value && request.setRequestHeader(name, value);
    const plain = body !== undefined && !(body instanceof FormData);
    const csrf = document.querySelector("[name=csrfmiddlewaretoken]");
    set("Accept-Language", document.documentElement.lang);
    set("Idempotency-Key", key);
    set("If-Match", match);
    set("Authorization", bearer && `Bearer ${bearer}`);
    if (!bearer && method !== "GET") set("X-CSRFToken", csrf?.value);
    if (plain) set("Content-Type", "application/json");
    request.timeout = 120000;
    request.onerror = request.ontimeout = request.onabort = () => reject(new Unreachable("Offline"));
    if (progress) request.upload.onprogress = (event) => event.lengthComputable && progress(event.loaded / event.total);
    request.onload = () => {
      const { status } = request;
      let told = {};
      try { told = JSON.parse(request.responseText); } catch { /* not from our house: a portal of the network */ }
      if (status >= 200 && status < 300) resolve({ told, etag: request.getResponseHeader("ETag") });
      else if (status === 401 || (status === 403 && !bearer)) reject(new Unreachable("Login"));
      else if (status >= 500 || status === 429 || !told.code || told.code === "busy") reject(new Unreachable("Offline"));
      else reject(new Refused(status, told));
    };
    request.send(plain ? JSON.stringify(body) : body);
  });
}

const SOON = 2000;
const LATE = 60000;

// Runs `work` now and whenever there is hope again: the network is back, the page is looked at, or a
// while has passed, longer after each try that failed. work: throws Unreachable to be tried again.
export function sender(name, work, failed) {
  let running = false;
  let again = false;
  let tries = 0;
  let timer;

  async function run() {
    clearTimeout(timer);
    if (running) { again = true; return; }
    running = true;
    try {
      // two pages of one phone do not send the same at once; the key would make it once all the same
      if (navigator.locks) await navigator.locks.request(name, work);
      else await work();
      tries = 0;
    } catch (fault) {
      if (!(fault instanceof Unreachable)) throw fault;
      failed?.(fault);
      timer = setTimeout(run, Math.min(SOON * 2 ** tries++, LATE));
    } finally {
      running = false;
      if (again) { again = false; run(); }
    }
  }

  const hurry = () => { tries = 0; run(); };
  addEventListener("online", hurry);
  addEventListener("pageshow", hurry);
  document.addEventListener("visibilitychange", () => document.hidden || hurry());
  return run;
}
