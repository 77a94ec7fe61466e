// The wire carries a nudge, never content: what is shown is fetched again from its ordinary address.
const wait = () => new Promise(done => setTimeout(done, Math.random() * 800))
let source = null

async function refetch(element) {
  if (element.dataset.busy) return
  element.dataset.busy = "1"
  await wait()
  const answer = await fetch(element.dataset.src).catch(() => null)
  delete element.dataset.busy
  if (!answer?.ok) return
  const page = new DOMParser().parseFromString(await answer.text(), "text/html")
  const fresh = page.getElementById(element.id)
  if (!fresh || element.contains(document.activeElement) && document.activeElement !== document.body) return
  element.replaceWith(fresh)
  window.htmx?.process(fresh)
}

const changed = name => document.querySelectorAll(`[data-live="${name}"]`).forEach(refetch)
const all = () => document.querySelectorAll("[data-live]").forEach(refetch)

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
