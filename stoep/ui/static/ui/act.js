// Buttons of the page's one form: sent by htmx, the part around them comes back. Forms that send a reply likewise.
import words, { toast } from "./lib/words.js"

const form = document.getElementById("act")

function pressed(button) {
  if (!button.hasAttribute("aria-pressed")) return () => {}
  const before = button.getAttribute("aria-pressed")
  button.setAttribute("aria-pressed", before === "true" ? "false" : "true")
  return () => button.setAttribute("aria-pressed", before)
}

async function send(button) {
  const part = button.closest("[data-part]")
  const undo = pressed(button)
  const values = { csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value }
  if (button.name) values[button.name] = button.value
  button.disabled = true
  try {
    await window.htmx.ajax("POST", button.getAttribute("formaction"), { source: form, target: part, swap: "outerHTML", values })
  } catch {
    undo()
    toast(words.failed)
  }
  button.disabled = false
  button.closest("[popover]")?.hidePopover()
}

document.addEventListener("click", event => {
  const button = event.target.closest('button[form="act"]')
  if (!button || !window.htmx || event.ctrlKey || event.metaKey) return
  const part = button.closest("[data-part]")
  if (!part) return
  event.preventDefault()
  send(button)
})

document.addEventListener("htmx:responseError", () => toast(words.failed))
document.addEventListener("htmx:sendError", () => toast(navigator.onLine ? words.failed : words.offline))

// A reply goes out without leaving the page; what was typed stays until the server has it.
document.addEventListener("submit", async event => {
  const sent = event.target.closest("form[data-send]")
  if (!sent || !window.htmx) return
  event.preventDefault()
  const button = sent.querySelector("button")
  if (button.disabled) return
  button.disabled = true
  const target = document.querySelector(sent.dataset.send)
  const before = target.outerHTML.length
  await window.htmx.ajax("POST", sent.action, { source: sent, target, swap: "outerHTML", values: Object.fromEntries(new FormData(sent)) }).catch(() => {})
  button.disabled = false
  if (document.querySelector(sent.dataset.send)?.outerHTML.length !== before) {
    sent.dispatchEvent(new CustomEvent("sent", { bubbles: true }))
    sent.reset()
    sent.elements.key.value = crypto.randomUUID().replaceAll("-", "")
    sent.action = sent.action.replace(/\/i\/\d+\//, `/i/${location.pathname.split("/")[2]}/`)
  }
})

document.addEventListener("replied", event => document.getElementById(event.detail.value ?? event.detail)?.scrollIntoView({ block: "center" }))

// Replying to a reply: the box below goes there.
document.addEventListener("click", event => {
  const link = event.target.closest("[data-reply-to]")
  const box = document.getElementById("reply")
  if (!link || !box) return
  event.preventDefault()
  box.action = `/i/${link.dataset.replyTo}/replies/`
  const text = box.elements.body
  if (!text.value) text.value = `@${link.dataset.name} `
  text.focus()
})

document.addEventListener("keydown", event => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.form) event.target.form.requestSubmit()
})
