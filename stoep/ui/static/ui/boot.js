// Starts what a page needs: the page works without it. A custom element's name is the address of its file.
import { htmx } from "./lib/htmx.js"
import "./act.js"
import "./keys.js"
import "./live.js"
import "./more.js"

const elements = ["auto-save", "colour-choice", "complete-text", "copy-text", "new-pill"]
const loaded = new Set()

function wake(root) {
  for (const name of elements) {
    if (!loaded.has(name) && (root.matches?.(name) || root.querySelector(name))) {
      loaded.add(name)
      import(`./elements/${name}.js`)
    }
  }
  for (const input of root.querySelectorAll("input[name=key], input[data-new-key]")) {
    if (!input.value) input.value = crypto.randomUUID().replaceAll("-", "")
  }
}

// A menu and a dialog need the network anyway: their script comes when one is first asked for.
document.addEventListener("click", async event => {
  const link = event.target.closest("a[data-menu], a[data-dialog]")
  if (!link || event.ctrlKey || event.metaKey) return
  event.preventDefault()
  const { open } = await import(link.matches("[data-menu]") ? "./menu.js" : "./dialog.js").catch(() => ({}))
  open ? open(link) : (location.href = link.href)
})

wake(document)
if (document.querySelector("[hx-get], [hx-post]")) htmx().catch(() => {})
if (document.getElementById("reply")) import("./reply.js")
document.addEventListener("htmx:load", event => wake(event.target))
if ("serviceWorker" in navigator) navigator.serviceWorker.register("/sw.js").catch(() => {})
