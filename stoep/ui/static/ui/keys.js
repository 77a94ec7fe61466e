// Shortcuts; off in fields, over a dialog, and when switched off in the settings.
import { send } from "./lib/send.js"
import words, { toast } from "./lib/words.js"

const on = document.body.dataset.keys === "on"
const places = { h: "/", q: "/?tab=questions", g: "/g/", p: "/p/", n: "/notifications/" }
let going = false

// What a key is about: the item with the focus (j and k give it), or the one the page is of.
const chosen = () => document.activeElement?.closest("[data-item]") ?? document.querySelector("main > .sheet > [data-item]")
const within = selector => chosen()?.querySelector(selector)

function move(step) {
  const all = [...document.querySelectorAll("main [data-item]")]
  const at = all.indexOf(document.activeElement?.closest("[data-item]"))
  const next = all[Math.max(0, Math.min(all.length - 1, at + step))]
  if (!next) return
  next.tabIndex = -1
  next.focus()
  next.scrollIntoView({ block: "start" })
}

function search() {
  const field = [...document.querySelectorAll("[data-search], main input[type=search]")].find(one => one.checkVisibility())
  field ? field.focus() : (location.href = "/p/")
}

function reply() {
  const box = document.getElementById("reply")
  const link = document.activeElement?.closest(".reply")?.querySelector("[data-reply-to]") ?? within('a[href$="#replies"]')
  if (box && !link?.matches("[data-reply-to]")) box.elements.body.focus()
  else link?.click()
}

async function follow() {
  const item = chosen()
  const button = (item ?? document).querySelector('[formaction$="/following/"]')
  if (button || !item) return button?.click()
  const answer = await send(`/i/${item.dataset.item}/following/`, { on: "1" })
  if (answer?.ok) toast(words.followed)
}

const actions = {
  "/": search,
  n: () => document.querySelector("a[data-dialog]")?.click(),
  j: () => move(1),
  k: () => move(-1),
  Enter: () => document.activeElement?.matches("[data-item]") && within(`a[href="/i/${chosen().dataset.item}/"]`)?.click(),
  r: reply,
  l: () => (within(".react[aria-pressed]") ?? within(".foot-bar [data-menu]"))?.click(),
  s: () => within('[formaction$="/bookmark/"]')?.click(),
  f: follow,
  m: () => within("[data-menu]")?.click(),
  ".": () => document.querySelector("new-pill a")?.click(),
  "?": () => import("./dialog.js").then(({ open }) => open({ href: "/help/keys/", textContent: words.keys })),
}

document.addEventListener("keydown", event => {
  if (!on || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return
  if (event.target.closest("input, textarea, select, [contenteditable]")) return
  if (event.key === "Enter" && event.target.closest("a, button")) return
  if (going && places[event.key]) return (location.href = places[event.key])
  going = event.key === "g"
  if (actions[event.key]) {
    event.preventDefault()
    actions[event.key]()
  }
})
