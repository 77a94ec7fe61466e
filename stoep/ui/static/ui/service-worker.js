// Keeps the shell on the device and shows a page when there is no connection. Pages are personal: never kept.
self.addEventListener("install", event => event.waitUntil(caches.open(VERSION).then(cache => cache.addAll(SHELL)).then(() => self.skipWaiting())))
self.addEventListener("activate", event => event.waitUntil(caches.keys().then(keys => Promise.all(keys.filter(key => key !== VERSION).map(key => caches.delete(key))))))
self.addEventListener("fetch", event => {
  const address = new URL(event.request.url)
  if (event.request.method !== "GET" || address.origin !== location.origin || address.pathname === "/live/") return
  if (address.pathname.startsWith("/static/")) {
    event.respondWith(caches.match(event.request).then(kept => kept ?? fetch(event.request)))
  } else if (event.request.mode === "navigate") {
    event.respondWith(fetch(event.request).catch(() => caches.match("/offline/")))
  }
})
