// Pages from the device: what else is kept, and replies to what is read there.
import { newKey } from "../lib/away.js"
import { part } from "./parts.js"

const ITEM = /^\/i\/(\d+)\/$/

async function mine() {
  const name = (await caches.keys()).find(key => key.startsWith("kept "))
  return name ? caches.open(name) : null
}

// Below the words that a page is not kept: home, the composers, and the threads that were opened.
export async function list(nav) {
  const cache = await mine()
  if (!cache) return
  for (const request of await cache.keys()) {
    if (!ITEM.test(new URL(request.url).pathname)) continue
    const page = new DOMParser().parseFromString(await (await cache.match(request)).text(), "text/html")
    const link = document.createElement("a")
    link.href = request.url
    link.textContent = page.querySelector("h1").textContent
    const line = document.createElement("li")
    line.append(link)
    nav.querySelector("ul").append(line)
  }
  nav.hidden = false
}

// A box below a card, for a thread that was not opened before.
function box(card, send) {
  document.getElementById("reply")?.closest("auto-save").remove()
  const form = part("#reply")
  const draft = document.createElement("auto-save")
  const key = document.createElement("input")
  Object.assign(key, { type: "hidden", name: "key", value: newKey() })
  form.append(key)
  form.action = `/i/${card.dataset.item}/replies/`
  form.addEventListener("submit", async event => {
    event.preventDefault()
    if (await send(form)) draft.remove()
  })
  draft.setAttribute("key", `${document.body.dataset.me}-reply-${card.dataset.item}`)
  draft.append(form)
  import("../elements/auto-save.js").then(() => card.append(draft)).then(() => form.elements.body.focus())
}

// "Reply" below a card of home leads to the thread where it is kept, else it opens a box.
export function replyHere(send) {
  document.addEventListener("click", async event => {
    const link = event.target.closest('#stream a[href$="#replies"], #stream a[href$="#reply"]')
    if (!link) return
    event.preventDefault()
    const thread = await (await mine())?.match(new URL(link.href).pathname)
    thread ? (location.href = link.href) : box(link.closest("[data-item]"), send)
  })
}
