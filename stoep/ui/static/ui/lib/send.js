// Sends values as a form does, and gives the answer back (null: there was none). Not by htmx: that drops what is asked
// while an earlier request of the same form is under way, and does not tell who asked that it was refused.
import { refresh } from "../live.js"

const PATIENCE = 10_000 // who did not answer by then is not there
const token = () => document.querySelector("#act input").value

export async function send(address, values) {
  const body = new URLSearchParams({ csrfmiddlewaretoken: token(), ...values })
  const more = { headers: { "HX-Request": "true" }, signal: AbortSignal.timeout(PATIENCE) }
  const answer = await fetch(address, { method: "POST", body, ...more }).catch(() => null)
  const place = answer?.headers.get("HX-Redirect")
  if (place) go(new URL(place, location.href))
  return answer
}

// An address on this page would only move the view: what changed is fetched, and gets the focus.
async function go(place) {
  const thread = document.getElementById("replies")
  if (place.pathname !== location.pathname) return (location.href = place)
  if (!thread || !place.hash) return location.reload()
  document.activeElement.blur()
  await refresh(thread)
  const item = document.getElementById(place.hash.slice(1))
  if (item) item.tabIndex = -1
  item?.focus({ preventScroll: true })
}

// Returns a body with the part of a page an answer holds.
export async function bodyOf(answer) {
  return new DOMParser().parseFromString(await answer.text(), "text/html").body
}
