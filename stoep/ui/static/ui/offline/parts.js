// The sentences and the parts of what is shown without a connection: the offline page brings them, and it is on the device.
const answer = (await self.caches?.match("/offline/")) ?? (await fetch("/offline/"))
const page = new DOMParser().parseFromString(await answer.text(), "text/html")
const parts = page.getElementById("outbox-parts")

export const say = parts.dataset
export const part = selector => parts.content.querySelector(selector).cloneNode(true)
export const count = (n, one, many) => (n === 1 ? one : many.replace("{n}", n))

// Returns why the server did not take something.
export function why({ status, text }) {
  if (text) return new DOMParser().parseFromString(text, "text/html").body.textContent
  return parts.getAttribute(`data-status-${status}`) ?? say.status
}
