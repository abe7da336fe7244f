/** Keeps the booth's program on the phone. `SHELF` names what it keeps: address → hash of what is there;
 * `VERSION` changes with any of it.
 *
 * A new version fetches only what changed, and takes over when no page of the old one is open any
 * more, or when a page says that it may. It never answers for anything that is not on the shelf.
 */
const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
const NAME = `mobilink-booth-${VERSION}`;
const CHOICES = "mobilink-choices";

worker.addEventListener("install", (event) => event.waitUntil(fillShelf()));
worker.addEventListener("activate", (event) => event.waitUntil(tidy()));
worker.addEventListener("message", (event) => event.data === "take over" && worker.skipWaiting());
worker.addEventListener("fetch", (event) => {
  const address = new URL(event.request.url);
  if (event.request.method !== "GET" || address.origin !== location.origin) return;
  if (event.request.mode === "navigate") {
    if (isBooth(address.pathname)) event.respondWith(page(event.request));
  } else if (address.pathname in SHELF) event.respondWith(kept(address.pathname, event.request));
});

/** Joining, and the page for browsers without programs, are the server's own. @param {string} path */
function isBooth(path) {
  return path.startsWith("/field/") && !/^\/field\/(join|app|plain)\//.test(path);
}

async function fillShelf() {
  const [before, shelf] = [await older(), await caches.open(NAME)];
  await Promise.all(
    Object.entries(SHELF).map(async ([address, hash]) => {
      const old = await before(address, hash);
      if (old) return shelf.put(address, old);
      const fresh = await fetch(address, { cache: "reload", credentials: "omit" });
      if (!fresh.ok || fresh.redirected) throw new Error(`${address} answered ${fresh.status}`);
      const headers = new Headers(fresh.headers);
      headers.set("X-Hash", hash);
      return shelf.put(address, new Response(await fresh.arrayBuffer(), { headers }));
    }),
  );
}

/** Finds what an older version, or an attempt that broke off, keeps of the same content. */
async function older() {
  const names = (await caches.keys()).filter((name) => name.startsWith("mobilink-booth-"));
  const shelves = await Promise.all(names.map((name) => caches.open(name)));
  return async (/** @type {string} */ address, /** @type {string} */ hash) => {
    for (const shelf of shelves) {
      const answer = await shelf.match(address);
      if (answer?.headers.get("X-Hash") === hash) return answer;
    }
    return undefined;
  };
}

async function tidy() {
  for (const name of await caches.keys()) {
    if (name.startsWith("mobilink-booth-") && name !== NAME) await caches.delete(name);
  }
  await worker.clients.claim();
}

/** @param {Request} request */
async function page(request) {
  const chosen = await (await caches.open(CHOICES)).match("/field/language");
  return kept(`/field/app/${chosen ? await chosen.text() : "id"}/`, request);
}

/** @param {string} address @param {Request} request */
async function kept(address, request) {
  const shelf = await caches.open(NAME);
  return (await shelf.match(address)) ?? fetch(request);
}
