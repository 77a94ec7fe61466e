// Some phones lay the keyboard over the page instead of making it smaller: what is hidden then is said to the style sheet,
// so that the button to send stays above it.
const { visualViewport: seen, document: { documentElement: root } } = self

seen?.addEventListener("resize", () => {
  const hidden = seen.scale > 1 ? 0 : Math.max(0, innerHeight - seen.height)
  root.style.setProperty("--keyboard", `${Math.round(hidden)}px`)
})
