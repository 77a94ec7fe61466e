// Shortcuts; off in fields and when switched off in the settings.
const on = document.body.dataset.keys === "on"
const places = { h: "/", q: "/?tab=questions", g: "/g/", p: "/p/", n: "/notifications/" }
let going = false

const items = () => [...document.querySelectorAll("main [data-item]")]
const current = () => document.activeElement?.closest("[data-item]") ?? document.querySelector("main [data-item]")

function move(step) {
  const all = items()
  const at = all.indexOf(document.activeElement?.closest("[data-item]"))
  const next = all[Math.max(0, Math.min(all.length - 1, at + step))]
  if (!next) return
  next.tabIndex = -1
  next.focus()
  next.scrollIntoView({ block: "start" })
}

const actions = {
  "/": () => (document.querySelector("[data-search]") ?? document.querySelector("input[type=search]"))?.focus(),
  n: () => document.querySelector("a[data-dialog]")?.click(),
  j: () => move(1),
  k: () => move(-1),
  Enter: () => current()?.querySelector(".item__title a, .item__where a:last-of-type")?.click(),
  r: () => (document.getElementById("reply")?.elements.body ?? current()?.querySelector('a[href$="#replies"]'))?.[document.getElementById("reply") ? "focus" : "click"](),
  l: () => current()?.querySelector(".react[aria-pressed]")?.click(),
  s: () => current()?.querySelector('[formaction$="/bookmark/"]')?.click(),
  f: () => document.querySelector('[formaction$="/following/"]')?.click(),
  m: () => current()?.querySelector("[data-menu]")?.click(),
  ".": () => document.querySelector("new-pill a")?.click(),
  "?": () => (location.href = "/help/keys/"),
}

document.addEventListener("keydown", event => {
  if (!on || event.ctrlKey || event.metaKey || event.altKey) return
  if (event.target.closest("input, textarea, select, [contenteditable]")) return
  if (event.key === "Enter" && event.target.closest("a, button")) return
  if (going && places[event.key]) return (location.href = places[event.key])
  going = event.key === "g"
  if (actions[event.key]) {
    event.preventDefault()
    actions[event.key]()
  }
})
