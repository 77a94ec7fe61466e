// "Show more" adds the next page below; by itself twice, then it asks. The way back leads to the place one was.
const BY_ITSELF = 2
const kept = { pages: 0, y: 0, ...history.state }
let restoring = false

const keep = () => restoring || history.replaceState({ ...history.state, pages: kept.pages, y: scrollY }, "")

async function more(link) {
  const answer = await fetch(link.href, { headers: { "HX-Request": "true" } }).catch(() => null)
  if (!answer?.ok) return (location.href = link.href)
  const page = new DOMParser().parseFromString(await answer.text(), "text/html")
  const cards = [...page.querySelectorAll("#stream > article")].filter(card => !document.getElementById(card.id))
  document.getElementById("stream").append(...cards)
  document.getElementById("more").replaceWith(page.getElementById("more"))
  return cards
}

async function add(link) {
  await more(link)
  kept.pages += 1
  keep()
  watch()
}

function watch() {
  const link = document.querySelector("a[data-more]")
  if (!link || kept.pages >= BY_ITSELF) return
  const seen = new IntersectionObserver(entries => {
    if (!entries.some(entry => entry.isIntersecting)) return
    seen.disconnect()
    if (link.isConnected) add(link)
  }, { rootMargin: "600px" })
  seen.observe(link)
}

// The stream was shown anew.
export function begin() {
  kept.pages = 0
  keep()
  watch()
}

// As many pages as there were, then the place; the browser alone would stop at the end of the first.
async function restore() {
  restoring = true
  history.scrollRestoration = "manual"
  for (let page = 0; page < kept.pages; page += 1) {
    const link = document.querySelector("a[data-more]")
    if (link) await more(link)
  }
  scrollTo({ top: kept.y, behavior: "instant" })
  history.scrollRestoration = "auto"
  restoring = false
}

let timer = 0
addEventListener("scroll", () => {
  clearTimeout(timer)
  timer = setTimeout(keep, 100)
}, { passive: true })

document.addEventListener("click", event => {
  const link = event.target.closest("a[data-more]")
  if (!link) return keep()
  if (event.ctrlKey || event.metaKey) return
  event.preventDefault()
  add(link)
})

if (kept.pages) restore().then(watch)
else watch()
