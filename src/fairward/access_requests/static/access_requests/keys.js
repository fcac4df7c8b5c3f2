// Keys for the review: a number or an arrow presses what carries it, 2 to 4 choose in the form. Never while somebody types.
const CHOICES = { 2: 0, 3: 1, 4: 2 }

document.addEventListener('keydown', (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey) return
  if (event.target.closest('input:not([type=radio]):not([type=checkbox]), textarea, select')) return
  const target = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`)
  if (target) {
    if (event.target.type === 'radio' && event.key.startsWith('Arrow')) return
    event.preventDefault()
    target.click()
    return
  }
  const radio = document.querySelectorAll('input[name="decision"]')[CHOICES[event.key]]
  if (!radio) return
  event.preventDefault()
  radio.checked = true
  radio.focus()
})
