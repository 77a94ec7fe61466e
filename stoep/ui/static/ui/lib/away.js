// What nobody answered to waits on this device: what keeps it comes when it is needed.
const NOBODY = [502, 503, 504]

// A key by which the server knows a form it has had before.
export const newKey = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, "0")).join("")

// Says whether an answer (none, or its status) means that nobody is there now. The token of a page from the device may
// be too old; what waits is sent with a fresh one.
export function isAway(answer) {
  const status = answer?.status ?? 0
  return !status || NOBODY.includes(status) || (status === 403 && "kept" in document.body.dataset)
}

// Keeps a "form", a "reply" or a "reaction" until it can be sent; says whether that worked.
export const hold = (kind, element) => import("../offline.js").then(offline => offline.hold(kind, element)).catch(() => false)
