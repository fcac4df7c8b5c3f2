// GOV.UK Frontend says "expanded" on a radio that shows a box; ARIA has no such state for radios, and screen readers differ.
// The box follows its radio in reading order, so nothing is lost by leaving the word out.
const STATE = 'aria-expanded'

function clean (radio) {
  if (radio.hasAttribute(STATE)) radio.removeAttribute(STATE)
}

export function radios () {
  const watch = new MutationObserver((changes) => changes.forEach((one) => {
    if (one.target.matches('input[type=radio]')) clean(one.target)
  }))
  watch.observe(document.body, { subtree: true, attributes: true, attributeFilter: [STATE] })
  document.querySelectorAll(`input[type=radio][${STATE}]`).forEach(clean)
}
