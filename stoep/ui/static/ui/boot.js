// Starts what a page needs: the page works without it. A custom element's name is the address of its file.
import { htmx } from "./lib/htmx.js"
import "./act.js"
import "./keys.js"
import "./live.js"
import "./more.js"
import { newKey } from "./lib/away.js"
import { settle, wipe } from "./lib/device.js"

const elements = [
  "auto-save", "colour-choice", "complete-text", "copy-text", "install-app", "new-pill", "pass-key", "share-link",
]
const loaded = new Set()
const { me, ...page } = document.body.dataset

function wake(root) {
  for (const name of elements) {
    if (!loaded.has(name) && (root.matches?.(name) || root.querySelector(name))) {
      loaded.add(name)
      import(`./elements/${name}.js`)
    }
  }
  if (root.querySelector(".composer")) import("./lib/keyboard.js")
  for (const input of root.querySelectorAll("input[name=key], input[data-new-key]")) {
    if (!input.value) input.value = newKey()
  }
}

// A menu and a dialog need the network anyway: their script comes when one is first asked for.
document.addEventListener("click", async event => {
  const link = event.target.closest("a[data-menu], a[data-dialog]")
  if (!link || event.ctrlKey || event.metaKey || "kept" in page) return
  event.preventDefault()
  const { open } = await import(link.matches("[data-menu]") ? "./menu.js" : "./dialog.js").catch(() => ({}))
  open ? open(link) : (location.href = link.href)
})

// Who signs out leaves nothing behind; what waits to be sent is asked about first.
document.addEventListener("submit", async event => {
  const form = event.target
  if (form.getAttribute("action") !== "/sign-out/") return
  if (!localStorage.waiting || form.dataset.sure) return wipe()
  event.preventDefault()
  const { leave } = await import("./offline.js").catch(() => ({}))
  if (leave) return leave(form)
  wipe()
  form.submit()
})

// What home needs to be read without a connection is kept when there is nothing else to do; on a shared device nothing is.
async function keep() {
  const workers = navigator.serviceWorker
  await workers.register("/sw.js")
  ;(await workers.ready).active.postMessage({ keep: me })
}

settle(me)
wake(document)
if (document.querySelector("[hx-get], [hx-post]")) htmx().catch(() => {})
if (document.getElementById("reply")) import("./reply.js")
document.addEventListener("htmx:load", event => wake(event.target))
const offline = () => import("./offline.js").catch(() => {})
addEventListener("offline", offline)
if ("kept" in page || !navigator.onLine || localStorage.waiting) offline()
if (me && navigator.serviceWorker && !("kept" in page || "shared" in page)) {
  ;(self.requestIdleCallback ?? setTimeout)(() => keep().catch(() => {}))
}
