// The box below a thread: a reply goes out without leaving the page and is put where it belongs. What was typed stays
// until the server has it.
import { renew } from "./live.js"
import { hold, isAway, newKey } from "./lib/away.js"
import { bodyOf, send } from "./lib/send.js"
import words, { notice, reason } from "./lib/words.js"

const box = document.getElementById("reply")
const start = box.getAttribute("action")
const place = box.querySelector(".form__acts")
const text = box.elements.body
let to = null

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

// A page may come from the device a second time: the key it brought was used then.
function empty() {
  box.reset()
  text.value = ""
  box.elements.key.value = newKey()
  toThread()
}

// An answer with the thread in it: the reply is there, or the form with what is wrong with it.
async function received(answer) {
  const fresh = await bodyOf(answer)
  if (answer.status === 422) return fresh.querySelector("#reply .field__error")?.textContent
  box.dispatchEvent(new CustomEvent("sent", { bubbles: true }))
  empty()
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
  const waits = isAway(answer) && (await hold("reply", box))
  if (waits) empty()
  const wrong = waits ? "" : taken ? await received(answer) : reason(answer?.status ?? 0, box.dataset.unsent)
  box.ariaBusy = null
  if (wrong) place.before(notice(wrong, submit))
}

box.elements.key.value = newKey()
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
