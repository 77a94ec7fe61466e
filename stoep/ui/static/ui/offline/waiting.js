// What waits on this device: cards above home or below their thread, to be changed or thrown away; reactions in their place.
import { toast } from "../lib/words.js"
import { part, say, why } from "./parts.js"

const { all, put, remove } = self.outbox
const changed = () => document.dispatchEvent(new Event("outbox"))
const save = entry => put(entry).then(changed)

async function throwAway(entry) {
  await remove(entry.id)
  const box = part(".toast")
  box.querySelector("button").addEventListener("click", () => {
    box.remove()
    save(entry)
  })
  toast(box)
  changed()
  box.querySelector("button").focus()
}

function write(card, selector, text) {
  const place = card.querySelector(selector)
  place.textContent = text ?? ""
  place.hidden = !text
}

function cardOf(entry) {
  const card = part("article.waiting")
  write(card, ".kind__state", entry.about)
  write(card, ".item__title", entry.values.title)
  write(card, ".waiting__text", entry.values.body)
  write(card, ".field__error", entry.error && why(entry.error))
  card.querySelector("[data-state]").textContent = entry.error ? say.unsent : say.waiting
  const again = card.querySelector("[data-again]")
  again.hidden = !entry.error
  again.addEventListener("click", () => save({ ...entry, error: null, tried: 0 }))
  card.querySelector("[data-edit]").addEventListener("click", () => save({ ...entry, held: true }))
  card.querySelector("[data-throw]").addEventListener("click", () => throwAway(entry))
  return card
}

// It is not sent while somebody is at it. Each letter is kept; what was tried before counts as changed.
function formOf(entry) {
  const form = part("form.waiting")
  if (!("title" in entry.values)) form.elements.title.closest("label").remove()
  const fields = ["title", "body"].map(name => form.elements[name]).filter(Boolean)
  for (const field of fields) field.value = entry.values[field.name]
  const typed = () => Object.fromEntries(fields.map(field => [field.name, field.value]))
  const now = more => ({ ...entry, values: { ...entry.values, ...typed() }, edited: Boolean(entry.tried), ...more })
  form.addEventListener("input", () => put(now({})))
  form.addEventListener("submit", event => {
    event.preventDefault()
    form.remove()
    save(now({ held: false, error: null }))
  })
  form.querySelector("[data-throw]").addEventListener("click", () => {
    form.remove()
    throwAway(now({ held: false }))
  })
  return form
}

function boxOf() {
  const box = document.getElementById("waiting") ?? document.createElement("section")
  const [thread, stream] = ["replies", "stream"].map(id => document.getElementById(id))
  box.id = "waiting"
  box.setAttribute("aria-label", say.waiting)
  if (!box.isConnected) thread ? thread.after(box) : stream?.before(box)
  return box
}

// What did not change stays as it is, and so does a form somebody is writing in, whatever else comes and goes.
const cards = new Map()

function cardFor(entry) {
  const as = entry.held ? "form" : JSON.stringify(entry)
  const known = cards.get(entry.id)
  if (known?.as === as) return known.card
  const card = entry.held ? formOf(entry) : cardOf(entry)
  cards.set(entry.id, { as, card })
  return card
}

function showIn(box, entries) {
  const shown = entries.map(cardFor)
  const isLeft = card => !shown.includes(card) && !(card.matches("form") && card.contains(document.activeElement))
  for (const card of [...box.children].filter(isLeft)) card.remove()
  shown.forEach((card, place) => {
    if (card === box.children[place]) return
    box.insertBefore(card, box.children[place] ?? null)
    if (card.matches("form")) card.elements.body.focus()
  })
}

// A button that is pressed has no value left; another item's button of that name tells it.
const nameOf = button => button.value || (document.querySelector(`.react[title="${CSS.escape(button.title)}"]:not([value=""])`)?.value ?? "")

function press({ address, title, values }) {
  for (const button of document.querySelectorAll(`.react[title][formaction="${address}"]`)) {
    const name = nameOf(button)
    const isMine = Boolean(name) && name === values.emoji
    button.setAttribute("aria-pressed", String(isMine))
    button.value = isMine ? "" : name
    button.toggleAttribute("data-waits", button.title === title)
    button.ariaDescription = button.title === title ? say.waits : null
  }
}

// Shows all of it; returns how many messages wait.
export async function show() {
  const entries = await all()
  const messages = entries.filter(entry => entry.kind !== "reaction")
  const root = document.getElementById("replies") && document.querySelector("main [data-item]").dataset.item
  showIn(boxOf(), messages.filter(entry => !root || entry.thread === root))
  for (const button of document.querySelectorAll("[data-waits]")) {
    button.removeAttribute("data-waits")
    button.ariaDescription = null
  }
  entries.filter(entry => entry.kind === "reaction").forEach(press)
  entries.length ? localStorage.setItem("waiting", entries.length) : localStorage.removeItem("waiting")
  return messages.filter(entry => !entry.error).length
}
