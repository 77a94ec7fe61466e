// A link with data-menu opens what can be done, beside it. Arrows move, Esc closes.
import { htmx } from "./lib/htmx.js"

export async function open(link) {
  document.querySelector(".pop")?.remove()
  const box = document.createElement("div")
  box.popover = "auto"
  box.className = "pop"
  ;(link.closest("[data-part]") ?? link.parentElement).append(box)
  await htmx().then(() => window.htmx.ajax("GET", link.href, { target: box, swap: "innerHTML" })).catch(() => {})
  if (!box.childElementCount) return (location.href = link.href)
  const at = link.getBoundingClientRect()
  box.showPopover()
  const left = Math.max(8, Math.min(at.right - box.offsetWidth, innerWidth - box.offsetWidth - 8))
  const below = at.bottom + box.offsetHeight + 8 < innerHeight
  box.style.setProperty("inset-inline-start", `${left}px`)
  box.style.setProperty("inset-block-start", `${below ? at.bottom + 4 : Math.max(8, at.top - box.offsetHeight - 4)}px`)
  box.querySelector("a, button")?.focus()
  box.addEventListener("toggle", event => {
    if (event.newState === "closed") {
      const had = box.contains(document.activeElement) || document.activeElement === document.body
      box.remove()
      if (had) link.focus()
    }
  })
}

document.addEventListener("keydown", event => {
  const box = event.target.closest(".pop")
  if (!box || !["ArrowDown", "ArrowUp"].includes(event.key)) return
  event.preventDefault()
  const all = [...box.querySelectorAll("a, button")]
  const next = all.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1)
  all.at(next % all.length)?.focus()
})
