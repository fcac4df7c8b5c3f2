// "Add another" without a round trip: copies the empty row and numbers it. The server's button does the same.
import { createAll, CharacterCount, Radios, Checkboxes } from '../govuk-frontend.min.js'

export function addRow (box) {
  const total = box.querySelector(`[name="${box.dataset.repeat}-TOTAL_FORMS"]`)
  const place = Number(total.value)
  const copy = box.querySelector('template').content.cloneNode(true)
  const row = copy.firstElementChild
  row.querySelectorAll('*').forEach((part) => {
    for (const attribute of part.attributes) {
      attribute.value = attribute.value.replaceAll('__prefix__', place).replaceAll('__number__', place + 1)
    }
    if (!part.children.length) part.textContent = part.textContent.replaceAll('__number__', place + 1)
  })
  box.querySelector('[data-repeat-rows]').append(row)
  total.value = place + 1
  for (const kind of [CharacterCount, Radios, Checkboxes]) createAll(kind, {}, row)
  row.dispatchEvent(new CustomEvent('fairward:row', { bubbles: true }))
  return row
}

export function repeats () {
  document.querySelectorAll('[data-repeat]').forEach((box) => {
    box.querySelector('[data-repeat-add]').addEventListener('click', (event) => {
      const limit = Number(box.querySelector(`[name="${box.dataset.repeat}-MAX_NUM_FORMS"]`)?.value || 1000)
      if (box.querySelectorAll('[data-repeat-row]').length >= limit) return
      event.preventDefault()
      const first = addRow(box).querySelector('input:not([type=hidden]), select, textarea')
      if (first) first.focus()
    })
  })
}
