// What waits on this device for a connection, and its sending: in order, once. Pages and the service worker share this
// file, and a worker takes no modules everywhere: it hangs itself on `self`.
self.outbox ??= (() => {
  const TOO_OLD = 28 * 24 * 3600_000 // the server knows a key a little longer than this (items/upkeep.py)
  const AWAY = [0, 429, 502, 503, 504]
  const PATIENCE = 20_000
  const channel = new BroadcastChannel("outbox")

  function open() {
    return new Promise((done, failed) => {
      const asked = indexedDB.open("outbox", 1)
      asked.onupgradeneeded = () => asked.result.createObjectStore("waiting", { keyPath: "id", autoIncrement: true })
      asked.onsuccess = () => done(asked.result)
      asked.onerror = () => failed(asked.error)
    })
  }

  // Does one thing in the store; the store is let go of at once, so that it can be wiped at any moment.
  async function inStore(mode, act) {
    const base = await open()
    try {
      const work = base.transaction("waiting", mode)
      const asked = act(work.objectStore("waiting"))
      await new Promise((done, failed) => {
        work.oncomplete = done
        work.onabort = () => failed(work.error)
      })
      return asked.result
    } finally {
      base.close()
    }
  }

  const all = () => inStore("readonly", store => store.getAll())
  const get = id => inStore("readonly", store => store.get(id))
  const change = act => inStore("readwrite", act).then(() => channel.postMessage("changed"))
  const put = entry => change(store => store.put(entry))
  const remove = id => change(store => store.delete(id))
  const same = (one, other) => JSON.stringify(one.values) === JSON.stringify(other.values)

  // Changes what waits, unless it was thrown away meanwhile.
  async function amend(id, more) {
    const entry = await get(id)
    if (entry) await put({ ...entry, ...more })
  }

  const ask = (address, more) => fetch(address, { ...more, signal: AbortSignal.timeout(PATIENCE) }).catch(() => null)
  const post = (address, values, token) =>
    ask(address, { method: "POST", headers: { "HX-Request": "true" }, body: new URLSearchParams({ csrfmiddlewaretoken: token, ...values }) })
  const later = answer => ({ state: "away", after: Number(answer?.headers.get("Retry-After")) || 0 })

  // Where what was sent stands now: of a root the server says the page, of a reply its name.
  function placeOf(answer) {
    const reply = /"r(\d+)"/.exec(answer.headers.get("HX-Trigger-After-Settle"))?.[1]
    return reply ? `/i/${reply}/` : answer.headers.get("HX-Redirect")
  }

  // The first try may have arrived as it read then: with its key the same item comes back, and gets the text of now.
  async function send(entry, token) {
    if (!entry.tried) await amend(entry.id, { tried: Date.now() })
    const answer = await post(entry.address, entry.values, token)
    const { title = "", body = "" } = entry.values
    return answer?.ok && entry.edited ? post(`${placeOf(answer)}edit/`, { title, body }, token) : answer
  }

  async function sendOne(id, me, token) {
    const entry = await get(id)
    if (!entry || entry.held || entry.error || entry.owner !== me) return "left"
    if (entry.tried && Date.now() - entry.tried > TOO_OLD) return amend(id, { error: { status: "old" } })
    const answer = await send(entry, token)
    if (AWAY.includes(answer?.status ?? 0)) return later(answer)
    if (answer.status === 401) return { state: "door" }
    const now = await get(id)
    if (now && !same(now, entry)) return "left" // changed while it was under way: goes once more
    if (answer.ok) return remove(id).then(() => "sent")
    const text = /class="field__error">([^<]*)</.exec(await answer.text())?.[1]
    return amend(id, { error: { status: answer.status, text } })
  }

  // Any page of theirs says who is signed in and has a fresh token.
  async function pass() {
    const page = await ask("/help/keys/")
    if (!page || page.status >= 500 || page.status === 429) return later(page)
    const text = await page.text()
    const me = /data-me="(\d+)"/.exec(text)?.[1]
    return me ? { me, token: /name="csrfmiddlewaretoken" value="([^"]+)"/.exec(text)[1] } : { state: "door" }
  }

  async function work(anyway) {
    const waiting = (await all()).filter(entry => !entry.held && !entry.error)
    if (!waiting.length && !anyway) return { state: "here", sent: 0 }
    const { me, token, ...stopped } = await pass()
    let sent = 0
    if (!me) return { ...stopped, sent }
    for (const { id, kind } of waiting) {
      const done = await sendOne(id, me, token)
      if (done?.state) return { ...done, sent }
      if (done === "sent" && kind !== "reaction") sent += 1
    }
    return { state: "here", sent }
  }

  // Sends what can be sent; `anyway` asks the server even when nothing waits. Says whether it is "here", "away"
  // (`after`: for so many seconds) or at the "door", where one must sign in, and how much was sent.
  const flush = anyway => (navigator.locks ? navigator.locks.request("outbox", () => work(anyway)) : work(anyway))

  return { all, put, remove, flush, channel }
})()
