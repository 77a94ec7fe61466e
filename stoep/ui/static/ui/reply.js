// The box below a thread: a reply goes out without leaving the page and is put where it belongs. What was typed stays
// until the server has it.
import { renew } from "./live.js"
import { bodyOf, send } from "./lib/send.js"
import words, { notice, reason } from "./lib/words.js"

const box = document.getElementById("reply")
const start = box.getAttribute("action")
const place = box.querySelector(".form__acts")
const text = box.elements.body
let to = null

const newKey = () => (box.elements.key.value = crypto.randomUUID().replaceAll("-", ""))

function toThread() {
  if (text.value.trim() === `@${to?.dataset.handle}`) text.value = ""
  to?.remove()
  to = null
  box.action = start
}

// Says above the box whose reply this answers; a press takes that back.
function toReply(link) {
  toThread()
  const name = link.closest(".reply")?.querySelector(".reply__by b")?.textContent ?? link.dataset.name
  to = document.createElement("button")
  to.type = "button"
  to.className = "reply-to"
  to.dataset.handle = link.dataset.name
  const sentence = words.inReply.replace("{name}", name)
  to.textContent = `${sentence} ×`
  to.setAttribute("aria-label", `${sentence}, ${words.notThat}`)
  to.addEventListener("click", () => {
    toThread()
    text.focus()
  })
  text.closest("complete-text").before(to)
  box.action = `/i/${link.dataset.replyTo}/replies/`
  if (!text.value) text.value = `@${link.dataset.name} `
  text.focus()
}

// An answer with the thread in it: the reply is there, or the form with what is wrong with it.
async function received(answer) {
  const fresh = await bodyOf(answer)
  if (answer.status === 422) return fresh.querySelector("#reply .field__error")?.textContent
  box.dispatchEvent(new CustomEvent("sent", { bubbles: true }))
  box.reset()
  text.value = ""
  newKey()
  toThread()
  await renew(document.getElementById("replies"), fresh.querySelector("#replies"))
  const made = JSON.parse(answer.headers.get("HX-Trigger-After-Settle") ?? "{}").replied
  document.getElementById(made)?.scrollIntoView({ block: "nearest" })
}

async function submit() {
  if (box.ariaBusy === "true") return
  box.ariaBusy = "true"
  box.querySelector(".notice--bad")?.remove()
  const answer = await send(box.action, Object.fromEntries(new FormData(box)))
  const taken = answer?.ok || answer?.status === 422
  const wrong = taken ? await received(answer) : reason(answer?.status ?? 0, box.dataset.unsent)
  box.ariaBusy = null
  if (wrong) place.before(notice(wrong, submit))
}

box.addEventListener("submit", event => {
  event.preventDefault()
  submit()
})

document.addEventListener("click", event => {
  const link = event.target.closest("[data-reply-to]")
  if (!link) return
  event.preventDefault()
  toReply(link)
})
