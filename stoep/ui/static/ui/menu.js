// A link with data-menu opens what can be done, beside it. Arrows move, Esc closes.
let opened = null

async function open(link) {
  opened?.remove()
  const box = document.createElement("div")
  box.popover = "auto"
  box.className = "pop"
  link.closest("[data-part]").append(box)
  opened = box
  await window.htmx.ajax("GET", link.href, { target: box, swap: "innerHTML" })
  const at = link.getBoundingClientRect()
  box.showPopover()
  const left = Math.max(8, Math.min(at.right - box.offsetWidth, innerWidth - box.offsetWidth - 8))
  const below = at.bottom + box.offsetHeight + 8 < innerHeight
  box.style.setProperty("inset-inline-start", `${left}px`)
  box.style.setProperty("inset-block-start", `${below ? at.bottom + 4 : Math.max(8, at.top - box.offsetHeight - 4)}px`)
  box.querySelector("a, button")?.focus()
  box.addEventListener("toggle", event => {
    if (event.newState === "closed") {
      box.remove()
      link.focus()
    }
  })
}

document.addEventListener("click", event => {
  const link = event.target.closest("a[data-menu]")
  if (!link || !window.htmx || event.ctrlKey || event.metaKey) return
  event.preventDefault()
  open(link)
})

document.addEventListener("keydown", event => {
  const box = event.target.closest(".pop")
  if (!box || !["ArrowDown", "ArrowUp"].includes(event.key)) return
  event.preventDefault()
  const all = [...box.querySelectorAll("a, button")]
  const next = all.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1)
  all.at(next % all.length)?.focus()
})
