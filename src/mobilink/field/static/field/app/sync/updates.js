/** The program and the records stay on this phone: the worker that keeps pages, the room for records. */

const OFTEN = 60 * 60_000;

/**
 * Keep the program on this phone, and ask the browser to keep the records.
 * @returns {Promise<ServiceWorkerRegistration>}
 */
export async function keep() {
  const kept = await navigator.serviceWorker.register("/field/worker.js", {
    scope: "/field/",
    updateViaCache: "none",
  });
  await Promise.race([navigator.serviceWorker.ready, isBroken(kept)]);
  await navigator.storage?.persist?.();
  return kept;
}

/** Ends where a new worker could not fetch what it keeps. @param {ServiceWorkerRegistration} kept */
function isBroken(kept) {
  return new Promise((resolve) => {
    const worker = kept.installing ?? kept.waiting ?? kept.active;
    worker?.addEventListener("statechange", () => worker.state === "redundant" && resolve(undefined));
  });
}

let isOld = false;

/**
 * Look for a newer program now and then, and take it when nothing is half done.
 * @param {() => boolean} isFree
 */
export async function stayNew(isFree) {
  // The first worker of a page takes it over too, and is of the same version.
  let isFirst = !navigator.serviceWorker.controller;
  navigator.serviceWorker.addEventListener("controllerchange", () => {
    // Where the storage was cleared the program is gone too: this page is all that is left of it.
    if (!navigator.serviceWorker.controller) return;
    isOld = !isFirst;
    isFirst = false;
    renew(isFree);
  });
  const kept = await keep();
  kept.addEventListener("updatefound", () =>
    kept.installing?.addEventListener("statechange", () => renew(isFree)),
  );
  setInterval(() => kept.update().catch(() => undefined), OFTEN);
  await renew(isFree);
}

/**
 * Begin to use what came anew, unless somebody is in the middle of something.
 * @param {() => boolean} isFree
 */
export async function renew(isFree) {
  if (!isFree()) return;
  if (isOld) return location.reload();
  (await navigator.serviceWorker.getRegistration("/field/"))?.waiting?.postMessage("take over");
}

/** Let go of the program, so that the server's own pages answer; records stay where they are. */
export async function leave() {
  await (await navigator.serviceWorker.getRegistration("/field/"))?.unregister();
  location.assign("/field/");
}

/** Whether the browser promises to keep the records when room is short. */
export async function persists() {
  return Boolean(await navigator.storage?.persisted?.());
}

/** The language of the next pages, where the worker finds it. @param {string} language */
export async function speak(language) {
  const choices = await caches.open("mobilink-choices");
  await choices.put("/field/language", new Response(language));
}
