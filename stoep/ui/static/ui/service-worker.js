// Keeps on the device what one needs to read on and to write without a connection: the shell of this version, and of who
// is signed in the newest of home, the empty composers and the threads that were opened. As long as the network answers,
// what it says is shown. Why, and for how long: docs/decisions/0012. The server puts VERSION, SHELL and OUTBOX before this.
importScripts(OUTBOX)

const HOUR = 3600_000
const LONGEST = 14 * 24 * HOUR // a phone that is found later shows nothing
const PATIENCE = 8000
const LITTLE = 2000 // once nobody answered
const PAGES = { "/": ["/kept/", HOUR / 4], "/new/post/": ["/new/post/", HOUR], "/new/question/": ["/new/question/", HOUR] }
const OWN = `kept ${VERSION} `
const ITEM = /^\/i\/(\d+)\/$/
const PICTURES = /(?:src|href)="(\/(?:brand|p\/[^"/]+\/portrait)\/[^"]+)"/g

const age = kept => Date.now() - Number(kept.headers.get("x-kept"))
const mine = async () => (await caches.keys()).find(name => name.startsWith(OWN))
const drop = async unless => Promise.all((await caches.keys()).filter(name => name !== VERSION && name !== unless).map(name => caches.delete(name)))

const isOf = (me, text) => text.includes(`data-me="${me}"`)

// Puts an answer away with the moment it came.
function put(cache, key, answer, text) {
  const headers = new Headers(answer.headers)
  headers.delete("content-encoding")
  headers.set("x-kept", Date.now())
  return cache.put(key, new Response(text, { headers }))
}

// Brings up to date what is kept for `me`; what another person or nobody gets ends all that was kept.
async function keep(me, atOnce) {
  await drop(OWN + me)
  const cache = await caches.open(OWN + me)
  for (const [key, [address, often]] of Object.entries(PAGES)) {
    const kept = await cache.match(key)
    if (kept && !atOnce && age(kept) < often) continue
    const answer = await fetch(address, { cache: "no-cache" }).catch(() => null)
    if (!answer || answer.status === 429 || answer.status >= 500) return
    const text = await answer.text()
    if (answer.redirected || (answer.ok && !isOf(me, text))) return drop()
    await (answer.ok ? put(cache, key, answer, text) : cache.delete(key))
    if (key === "/") await tidy(cache, text)
  }
}

// Of threads and faces stays what home still shows: so what one may no longer read goes too. The offline page speaks
// the language of who reads it.
async function tidy(cache, home) {
  const faces = new Set([...home.matchAll(PICTURES)].map(([, address]) => address))
  for (const { url } of await cache.keys()) {
    const { pathname } = new URL(url)
    const id = ITEM.exec(pathname)?.[1]
    if (id ? !home.includes(`id="item-${id}"`) : !(pathname in PAGES) && !faces.has(pathname)) await cache.delete(url)
  }
  for (const face of faces) if (!(await cache.match(face))) await cache.add(face).catch(() => {})
  await (await caches.open(VERSION)).add(new Request("/offline/", { cache: "no-cache" })).catch(() => {})
}

async function keepThread(address, answer) {
  const [name, text] = [await mine(), await answer.text()]
  if (name && isOf(name.slice(OWN.length), text)) await put(await caches.open(name), address.pathname, answer, text)
}

// A page from the device says so in its markup, and since when it is there.
async function shown(kept) {
  const text = await kept.text()
  return new Response(text.replace("<body", `<body data-kept="${kept.headers.get("x-kept") ?? ""}"`), { headers: kept.headers })
}

// The page as it was kept; an item that was not opened stands in home, whole.
async function onDevice({ pathname, search }) {
  const name = await mine()
  const cache = name && !search && (await caches.open(name))
  const kept = await (cache && cache.match(pathname))
  if (kept) return age(kept) < LONGEST ? shown(kept) : drop().then(() => null)
  const id = ITEM.exec(pathname)?.[1]
  const home = id && (await (await (cache && cache.match("/")))?.text())
  return home?.includes(`id="item-${id}"`) ? Response.redirect(`/#item-${id}`) : null
}

const sorry = async () => shown(await caches.match("/offline/"))

let patience = PATIENCE

async function page(event, address) {
  const asked = fetch(event.request).catch(() => null)
  const answer = await Promise.race([asked, new Promise(done => setTimeout(done, patience))])
  patience = answer ? PATIENCE : LITTLE
  if (!answer || [502, 503, 504].includes(answer.status)) return (await onDevice(address)) ?? (await asked) ?? sorry()
  if (address.pathname === "/sign-in/" && answer.ok) event.waitUntil(drop())
  if (ITEM.test(address.pathname) && !address.search && answer.ok) event.waitUntil(keepThread(address, answer.clone()))
  return answer
}

self.addEventListener("install", event => event.waitUntil(caches.open(VERSION).then(cache => cache.addAll(SHELL)).then(() => self.skipWaiting())))

// What an older version kept points at files that are gone: it is fetched anew for whose it was.
self.addEventListener("activate", event => {
  const begin = async () => {
    const old = (await caches.keys()).filter(name => name !== VERSION && !name.startsWith(OWN))
    const me = old.find(name => name.startsWith("kept "))?.split(" ")[2]
    await Promise.all(old.map(name => caches.delete(name)))
    await clients.claim()
    if (me) await keep(me)
  }
  event.waitUntil(begin())
})

self.addEventListener("fetch", event => {
  const { request } = event
  const address = new URL(request.url)
  if (request.method !== "GET" || address.origin !== location.origin || address.pathname === "/live/") return
  if (address.pathname.startsWith("/static/")) event.respondWith(caches.match(request).then(kept => kept ?? fetch(request)))
  else if (request.mode === "navigate") event.respondWith(page(event, address))
  else if (["image", "style"].includes(request.destination)) {
    event.respondWith(fetch(request).catch(async () => (await caches.match(request)) ?? Response.error()))
  }
})

self.addEventListener("message", event => event.waitUntil(keep(event.data.keep, event.data.atOnce)))

// The browser tries again later when this fails.
async function sendWaiting() {
  const { state } = await self.outbox.flush()
  if (state === "door") await drop()
  if (state === "away") throw new Error(state)
}

self.addEventListener("sync", event => event.waitUntil(sendWaiting()))
