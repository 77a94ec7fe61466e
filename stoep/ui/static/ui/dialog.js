// A link with data-dialog opens its page's part over where you are. Without script it is a page.
function close(dialog, opener) {
  dialog.remove()
  opener?.focus()
}

async function open(link) {
  const dialog = document.createElement("dialog")
  dialog.className = "sheet-dialog"
  document.body.append(dialog)
  dialog.addEventListener("close", () => close(dialog, link))
  await window.htmx.ajax("GET", link.href, { target: dialog, swap: "innerHTML" })
  if (!dialog.firstElementChild) return dialog.remove()
  dialog.setAttribute("aria-label", dialog.querySelector("form")?.getAttribute("aria-label") ?? link.textContent.trim())
  dialog.showModal()
  ready(dialog)
}

function ready(dialog) {
  const button = dialog.querySelector("[data-close]")
  if (button) {
    button.hidden = false
    button.addEventListener("click", () => dialog.close())
  }
  dialog.querySelector("textarea")?.focus()
}

document.addEventListener("click", event => {
  const kind = event.target.closest("dialog [data-kind]")
  const link = event.target.closest("a[data-dialog]")
  if (event.ctrlKey || event.metaKey || !window.htmx || (!kind && !link)) return
  event.preventDefault()
  if (link) return open(link)
  const dialog = kind.closest("dialog")
  const typed = dialog.querySelector("textarea[name=body]").value
  const audience = dialog.querySelector("select").value
  window.htmx.ajax("GET", kind.href, { target: dialog, swap: "innerHTML" }).then(() => {
    dialog.querySelector("textarea[name=body]").value = typed
    dialog.querySelector("select").value = audience
    ready(dialog)
  })
})
