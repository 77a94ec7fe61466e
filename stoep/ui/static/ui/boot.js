// Starts what a page needs: the page works without it. A custom element's name is the address of its file.
import "./act.js"
import "./dialog.js"
import "./keys.js"
import "./live.js"
import "./menu.js"
import "./more.js"

const elements = ["auto-save", "complete-text", "copy-text", "new-pill"]
const loaded = new Set()

function wake(root) {
  for (const name of elements) {
    if (!loaded.has(name) && root.querySelector(name)) {
      loaded.add(name)
      import(`./elements/${name}.js`)
    }
  }
  for (const input of root.querySelectorAll("input[name=key], input[data-new-key]")) {
    if (!input.value) input.value = crypto.randomUUID().replaceAll("-", "")
  }
}

wake(document)
document.addEventListener("htmx:load", event => wake(event.target))
if ("serviceWorker" in navigator) navigator.serviceWorker.register("/sw.js").catch(() => {})
