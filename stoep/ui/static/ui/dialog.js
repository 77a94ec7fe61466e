// A link with data-dialog opens its page's part over where you are. Without script it is a page.
import { htmx } from "./lib/htmx.js"

// What closes a dialog is of no use on a page of its own, so it comes hidden.
function focusIn(dialog) {
  for (const close of dialog.querySelectorAll("[data-close]")) close.hidden = false
  dialog.querySelector("textarea:not(.composer__title), [data-close], a, button")?.focus()
}

const load = (dialog, address) => htmx().then(() => window.htmx.ajax("GET", address, { target: dialog, swap: "innerHTML" })).catch(() => {})

export async function open(link) {
  const opener = link.isConnected ? link : document.activeElement
  const dialog = document.createElement("dialog")
  dialog.className = "sheet-dialog"
  dialog.tabIndex = -1
  document.body.append(dialog)
  dialog.addEventListener("close", () => {
    dialog.remove()
    opener.focus()
  })
  await load(dialog, link.href)
  if (!dialog.childElementCount) return (location.href = link.href)
  dialog.setAttribute("aria-label", dialog.querySelector("form")?.getAttribute("aria-label") ?? link.textContent.trim())
  dialog.showModal()
  focusIn(dialog)
}

document.addEventListener("click", async event => {
  const dialog = event.target.closest("dialog")
  const link = event.target.closest("dialog [data-close], dialog [data-kind]")
  if (!link || event.ctrlKey || event.metaKey) return
  event.preventDefault()
  if (link.matches("[data-close]")) return dialog.close()
  await load(dialog, link.href)
  focusIn(dialog)
})
