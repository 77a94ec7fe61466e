// htmx comes when something needs it: a form that is sent by it, a menu, a dialog. Most pages are read without.
let coming = null

async function load() {
  // before that htmx would wait for an event that has been
  if (document.readyState !== "complete") await new Promise(done => addEventListener("load", done, { once: true }))
  await new Promise((done, failed) => {
    const script = document.createElement("script")
    script.src = new URL("../../django_htmx/htmx-2.min.js", import.meta.url)
    script.addEventListener("load", done)
    script.addEventListener("error", failed)
    document.head.append(script)
  })
}

export const htmx = () => (coming ??= load())
