// The wire carries a nudge, never content: what is shown is fetched again from its ordinary address.
const wait = () => new Promise(done => setTimeout(done, Math.random() * 800))
const busy = new Set()
let source = null

// Puts what was fetched in the place of what is shown; a thread keeps what somebody is at, and is read again after.
export async function renew(element, fresh) {
  if (!fresh.querySelector("article") || element.dataset.src !== fresh.dataset.src) {
    element.replaceWith(fresh)
    return window.htmx?.process(fresh)
  }
  const { merge } = await import("./lib/merge.js")
  const held = merge(element, fresh)
  if (held) later(element, held)
}

function later(element, held) {
  if (element.dataset.dirty) return
  element.dataset.dirty = "1"
  element.addEventListener("focusout", function left(event) {
    if (held.isConnected && held.contains(event.relatedTarget)) return
    element.removeEventListener("focusout", left)
    delete element.dataset.dirty
    refresh(element)
  })
}

export async function refresh(element) {
  const answer = await fetch(element.dataset.src).catch(() => null)
  if (!answer?.ok) return
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById(element.id)
  if (fresh && element.isConnected) await renew(element, fresh)
}

// Many hear the same nudge: each waits a moment of its own. One that comes while fetching is fetched for again.
async function nudged(element) {
  if (busy.has(element)) return
  busy.add(element)
  await wait()
  busy.delete(element)
  if (element.isConnected) refresh(element)
}

const changed = name => document.querySelectorAll(`[data-live="${name}"]`).forEach(nudged)
const all = () => document.querySelectorAll("[data-live]").forEach(nudged)

function open() {
  if (source || document.hidden || !document.querySelector("[data-live], new-pill, [data-bell]")) return
  source = new EventSource("/live/")
  source.addEventListener("item", event => changed(`item-${event.data}`))
  source.addEventListener("new", () => document.dispatchEvent(new Event("live:new")))
  source.addEventListener("bell", () => {
    document.querySelectorAll("[data-bell] .dot").forEach(dot => (dot.hidden = false))
    changed("bell")
  })
  source.addEventListener("resync", () => {
    all()
    document.dispatchEvent(new Event("live:new"))
  })
}

document.addEventListener("visibilitychange", () => {
  if (!document.hidden && !source) {
    all()
    document.dispatchEvent(new Event("live:new"))
  }
  if (document.hidden && source) {
    source.close()
    source = null
  }
  open()
})
open()
