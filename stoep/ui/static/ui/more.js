// "Show more" adds the next page below; by itself twice, then it asks.
let times = 0

async function more(link) {
  const stream = document.getElementById("stream")
  const answer = await fetch(link.href, { headers: { "HX-Request": "true" } })
  if (!answer.ok) return (location.href = link.href)
  const page = new DOMParser().parseFromString(await answer.text(), "text/html")
  const cards = [...page.querySelectorAll("#stream > article")].filter(card => !document.getElementById(card.id))
  stream.append(...cards)
  document.getElementById("more").replaceWith(page.getElementById("more"))
  for (const card of cards) window.htmx?.process(card)
  watch()
}

function watch() {
  const link = document.querySelector("a[data-more]")
  if (!link || times >= 2) return
  const seen = new IntersectionObserver(entries => {
    if (!entries.some(entry => entry.isIntersecting)) return
    seen.disconnect()
    times += 1
    more(link)
  }, { rootMargin: "600px" })
  seen.observe(link)
}

document.addEventListener("click", event => {
  const link = event.target.closest("a[data-more]")
  if (!link || event.ctrlKey || event.metaKey) return
  event.preventDefault()
  more(link)
})
watch()
