// Buttons of the page's one form: sent without leaving the page, the part around them comes back.
import { refresh } from "./live.js"
import { hold, isAway } from "./lib/away.js"
import { bodyOf, send } from "./lib/send.js"
import words, { notice, reason, toast } from "./lib/words.js"

const under = new WeakSet()

function pressed(button) {
  if (!button.hasAttribute("aria-pressed")) return () => {}
  const before = button.getAttribute("aria-pressed")
  button.setAttribute("aria-pressed", before === "true" ? "false" : "true")
  return () => button.setAttribute("aria-pressed", before)
}

// The same button in the part that came back; its value and its count may be others.
function twin(button, part) {
  const same = [...part.querySelectorAll("button, a")].filter(other => other.getAttribute("formaction") === button.getAttribute("formaction"))
  return same.find(other => other.title === button.title) ?? part.querySelector("button, a") ?? part
}

function swap(button, part, fresh, hadFocus) {
  if (!fresh || !part.isConnected) return
  part.replaceWith(fresh)
  window.htmx?.process(fresh)
  if (hadFocus) (fresh.matches("button") ? fresh : twin(button, fresh)).focus()
}

// What was removed leaves the page; what can bring it back stands in the corner for a while.
function removed(button, body) {
  const item = button.closest("[data-item]")
  const undo = body.querySelector("button[formaction]")
  if (item.parentElement.querySelector(":scope > #replies")) {
    const id = undo?.formAction.match(/\/i\/(\d+)\//)?.[1] ?? 0
    return (location.href = `/?removed=${id}`)
  }
  const all = [...document.querySelectorAll("main [data-item]")]
  const next = all[all.indexOf(item) + 1]
  const thread = item.closest("[data-live]")
  toast(body.firstElementChild)
  if (!item.nextElementSibling?.matches(".reply__kids")) item.remove()
  if (thread) refresh(thread)
  if (next) next.tabIndex = -1
  ;(next ?? undo)?.focus()
}

function refused(button, part, status) {
  const box = notice(reason(status), () => act(button, part))
  part.parentElement?.querySelector(":scope > .notice--bad")?.remove()
  part.matches("article") ? part.append(box) : part.after(box)
}

async function act(button, part) {
  if (under.has(button)) return
  under.add(button)
  const address = button.getAttribute("formaction")
  const hadFocus = document.activeElement === button
  const undo = pressed(button)
  const answer = await send(address, button.name ? { [button.name]: button.value } : {})
  under.delete(button)
  if (address.endsWith("/reaction/") && isAway(answer) && (await hold("reaction", button))) return
  if (!answer?.ok) undo()
  const body = answer?.ok && answer.status !== 204 ? await bodyOf(answer) : null
  if (!answer?.ok && !answer?.headers.get("HX-Redirect")) refused(button, part, answer?.status ?? 0)
  else if (body && address.endsWith("/removal/")) removed(button, body)
  else if (body) swap(button, part, body.firstElementChild, hadFocus)
  if (answer?.ok && /^\/i\/\d+\/following\/$/.test(address)) toast(button.value === "1" ? words.followed : words.muted)
  const menu = button.closest("[popover]")
  if (menu?.isConnected) menu.hidePopover()
}

document.addEventListener("click", event => {
  const button = event.target.closest('button[form="act"]')
  const part = button?.closest("[data-part]")
  if (!part || event.ctrlKey || event.metaKey) return
  event.preventDefault()
  act(button, part)
})

// A form htmx sends says in its own place that it did not go through, and keeps what was typed; where nobody answered,
// what is new waits on this device.
for (const name of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(name, async event => {
    const form = event.target.closest?.("form[data-unsent]")
    if (!form) return
    if ("newKey" in (form.elements.key?.dataset ?? {}) && isAway(event.detail.xhr) && (await hold("form", form))) return
    form.querySelector(".notice--bad")?.remove()
    const box = notice(reason(event.detail.xhr.status, form.dataset.unsent), () => form.requestSubmit())
    form.querySelector("[data-foot]").before(box)
  })
}

document.addEventListener("keydown", event => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.form) event.target.form.requestSubmit()
})
