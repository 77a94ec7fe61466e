// Without a connection: says so, keeps what is written, and sends it when somebody answers again.
import "./outbox.js"
import { refresh } from "./live.js"
import { toast } from "./lib/words.js"
import { list, replyHere } from "./offline/kept.js"
import { count, part, say } from "./offline/parts.js"
import { show } from "./offline/waiting.js"

const { all, put, flush, channel } = self.outbox
const FIRST = 2000
const LONGEST = 60_000
const { me, ...page } = document.body.dataset
const isKept = "kept" in page
let [pause, timer, isBusy] = [FIRST, 0, false]

function soon(wait) {
  clearTimeout(timer)
  timer = setTimeout(go, wait)
}

function sentence(state, waiting) {
  if (state === "door") return [say.door, say.enter, `/sign-in/?next=${encodeURIComponent(location.pathname)}`]
  if (state === "away") return [waiting ? count(waiting, say.one, say.many) : say.offline]
  return isKept ? [say.back, say.newest, location.pathname] : []
}

function tell(state, waiting) {
  const [text, act, place] = sentence(state, waiting)
  const shown = document.getElementById("offline")
  if (!text || (state === "away" && document.getElementById("kept"))) return shown?.remove()
  const box = shown ?? part("#offline")
  const [words, link] = [box.querySelector("span"), box.querySelector("a")]
  if (words.textContent !== text) words.textContent = text
  link.hidden = !act
  if (act) [link.textContent, link.href] = [act, place]
  if (!shown) document.getElementById("main").prepend(box)
}

function arrived(sent) {
  const thread = document.getElementById("replies")
  toast(count(sent, say.sentOne, say.sentMany))
  if (thread) refresh(thread)
  document.dispatchEvent(new Event("live:new"))
}

// Tries to send, with growing pauses while nobody answers and somebody looks.
async function go() {
  if (isBusy) return soon(FIRST)
  isBusy = true
  const { state, sent, after = 0 } = await flush(isKept || document.getElementById("offline") !== null)
  isBusy = false
  tell(state, await show())
  if (sent) arrived(sent)
  if (state === "here" && isKept) navigator.serviceWorker?.controller?.postMessage({ keep: me, atOnce: true })
  if (state !== "away") return (pause = FIRST)
  if (!document.hidden) soon(Math.max(pause, after * 1000) * (0.75 + Math.random() / 2))
  pause = Math.min(pause * 2, LONGEST)
}

const valuesOf = form => Object.fromEntries([...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken"))

function entryOf(form) {
  const { audience } = form.elements
  return { kind: "root", address: form.getAttribute("hx-post"), about: `${form.ariaLabel} · ${audience.selectedOptions[0]?.text}` }
}

function entryOfReply(form) {
  const card = form.closest("[data-item]") ?? document.querySelector("main [data-item]")
  const title = card.querySelector("h1, h2")?.textContent ?? card.ariaLabel
  const about = say.replyTo.replace("{what}", form.dataset.name).replace("{title}", title.trim().slice(0, 80))
  return { kind: "reply", address: new URL(form.action).pathname, thread: card.dataset.item, about }
}

async function holdReaction(button) {
  const address = button.getAttribute("formaction")
  const earlier = (await all()).find(entry => entry.address === address)
  await put({ ...earlier, owner: me, kind: "reaction", address, title: button.title, values: { emoji: button.value }, error: null })
}

// What was written left the form it was written in: the page goes on.
function leaveForm(form) {
  form.dispatchEvent(new CustomEvent("sent", { bubbles: true }))
  if (form.closest("dialog")) form.closest("dialog").close()
  else if (form.matches(".composer") && navigator.serviceWorker?.controller) location.href = "/"
  else form.reset()
}

// Keeps a "form", a "reply" or a "reaction" until it can be sent; returns true.
export async function hold(kind, element) {
  if (kind === "reaction") await holdReaction(element)
  else {
    const entry = kind === "form" ? entryOf(element) : entryOfReply(element)
    await put({ ...entry, owner: me, values: valuesOf(element), tried: Date.now() })
    leaveForm(element)
    toast(say.held)
  }
  tell("away", await show())
  navigator.serviceWorker?.ready.then(({ sync }) => sync?.register("outbox")).catch(() => {})
  soon(pause)
  return true
}

// Asks before who signs out loses what was not sent.
export async function leave(form) {
  const waiting = (await all()).length
  const sure = () => {
    form.dataset.sure = "1"
    form.requestSubmit()
  }
  if (!waiting) return sure()
  const box = part("#leave")
  box.querySelector("span").textContent = count(waiting, say.leaveOne, say.leaveMany)
  box.querySelector("button").addEventListener("click", sure)
  document.getElementById("leave")?.remove()
  form.before(box)
  box.querySelector("button").focus()
}

addEventListener("online", go)
addEventListener("offline", async () => tell("away", await show()))
document.addEventListener("visibilitychange", () => document.hidden || go())
document.addEventListener("outbox", () => show().then(go))
channel.addEventListener("message", async () => (await show()) || go()) // another tab, or the worker, sent it
if (isKept || !navigator.onLine) tell("away", await show())
if (isKept && document.getElementById("stream")) replyHere(form => hold("reply", form))
if (document.getElementById("kept")) list(document.getElementById("kept"))
go()
