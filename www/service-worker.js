// Keeps our own page on the device: it opens without a network, and a new version waits until somebody wants it.
// The build fills in which files there are (`offline.mjs`). Weights are kept by the page itself, by their content.

/** @type {{ version: string, shell: string[], files: string[] }} */
const BUILD = { version: "", shell: [], files: [] };

// Other pages of the same origin may have an Antiphon of their own.
const PREFIX = `antiphon:${new URL(self.registration.scope).pathname}:`;
/** The page as this version was built, all of it or nothing. */
const SHELL = `${PREFIX}shell:${BUILD.version}`;
/** What else was fetched once: modules, chains, motifs. */
const FILES = `${PREFIX}files`;

const inScope = (path) => new URL(path, self.registration.scope).href;

self.addEventListener("install", (event) => {
  // The browser's own cache may hold an older file of a name that stays.
  const requests = BUILD.shell.map((path) => new Request(inScope(path), { cache: "no-cache" }));
  event.waitUntil(caches.open(SHELL).then((cache) => cache.addAll(requests)));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(forgetOthers().then(() => self.clients.claim()));
});

self.addEventListener("message", (event) => {
  if (event.data === "take over") self.skipWaiting();
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || !url.href.startsWith(self.registration.scope)) return;
  const path = url.href.slice(self.registration.scope.length).replace(/[?#].*$/, "");
  if (request.mode === "navigate") {
    if (path === "" || path === "index.html") event.respondWith(page(request));
    return;
  }
  if (BUILD.shell.includes(path)) event.respondWith(fromShell(request, path));
  else if (BUILD.files.includes(path)) event.respondWith(onceFetched(request, path));
  else if (/^(model\/.*config\.json|chains\/|motifs\/)/.test(path)) {
    event.respondWith(freshOrKept(request, path));
  }
});

/** The page of this version; its address may ask for anything. */
async function page(request) {
  const kept = await (await caches.open(SHELL)).match(inScope("./"));
  return kept ?? fetch(request);
}

async function fromShell(request, path) {
  const kept = await (await caches.open(SHELL)).match(inScope(path));
  return kept ?? fetch(request);
}

/** Files whose names carry a hash of what is in them never change. */
async function onceFetched(request, path) {
  const cache = await caches.open(FILES);
  return (await cache.match(inScope(path))) ?? keep(cache, path, await fetch(request));
}

async function freshOrKept(request, path) {
  const cache = await caches.open(FILES);
  try {
    return await keep(cache, path, await fetch(request));
  } catch (thrown) {
    const kept = await cache.match(inScope(path));
    if (kept === undefined) throw thrown;
    return kept;
  }
}

/** A full storage keeps nothing, and is no reason to fail. */
async function keep(cache, path, response) {
  if (response.status === 200) await cache.put(inScope(path), response.clone()).catch(() => {});
  return response;
}

/** Throws away older versions, and files that this one does not know. */
async function forgetOthers() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(`${PREFIX}shell:`) && name !== SHELL);
  await Promise.all(old.map((name) => caches.delete(name)));
  const cache = await caches.open(FILES);
  const known = new Set(BUILD.files.map(inScope));
  for (const { url } of await cache.keys()) {
    const isHashed = /-[\w-]{8}\.\w+$/.test(url);
    if (isHashed && !known.has(url)) await cache.delete(url);
  }
}
