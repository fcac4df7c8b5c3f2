// Suggestions under a text box, by the combobox pattern. Without script the box is sent and the server searches.
const PAUSE = 200

export function typeAheads () {
  document.querySelectorAll('[data-type-ahead]').forEach(start)
}

function start (box) {
  const input = box.querySelector('input')
  const target = document.getElementById(box.dataset.typeAheadTarget)
  const list = document.createElement('ul')
  const said = document.createElement('p')
  let chosen = -1
  let timer = 0
  let asked = 0

  list.id = `${input.id}-suggestions`
  list.className = 'fw-suggestions'
  list.setAttribute('role', 'listbox')
  list.setAttribute('aria-label', 'Suggestions')
  list.hidden = true
  said.className = 'govuk-visually-hidden'
  said.setAttribute('role', 'status')
  input.after(list, said)
  for (const [name, value] of Object.entries({ role: 'combobox', 'aria-autocomplete': 'list', 'aria-expanded': 'false', 'aria-controls': list.id })) {
    input.setAttribute(name, value)
  }

  function close () {
    list.hidden = true
    chosen = -1
    input.setAttribute('aria-expanded', 'false')
    input.removeAttribute('aria-activedescendant')
  }

  function point (place) {
    const options = [...list.children]
    if (!options.length) return
    chosen = (place + options.length) % options.length
    options.forEach((one, index) => one.setAttribute('aria-selected', String(index === chosen)))
    input.setAttribute('aria-activedescendant', options[chosen].id)
    options[chosen].scrollIntoView({ block: 'nearest' })
  }

  function take (option) {
    input.value = option.dataset.text
    if (target) {
      target.value = option.dataset.value
      target.dispatchEvent(new Event('change', { bubbles: true }))
    }
    said.textContent = `${option.dataset.text} chosen`
    close()
    box.dispatchEvent(new CustomEvent('fairward:chosen', { bubbles: true, detail: { ...option.dataset } }))
  }

  function show (found) {
    list.replaceChildren(...found.map((one, index) => {
      const option = document.createElement('li')
      option.id = `${list.id}-${index}`
      option.setAttribute('role', 'option')
      option.setAttribute('aria-selected', 'false')
      option.dataset.value = one.value
      option.dataset.text = one.text
      option.textContent = one.note ? `${one.text} – ${one.note}` : one.text
      // mousedown comes before the box loses its focus
      option.addEventListener('mousedown', (event) => { event.preventDefault(); take(option) })
      return option
    }))
    chosen = -1
    list.hidden = !found.length
    input.setAttribute('aria-expanded', String(found.length > 0))
    said.textContent = found.length ? `${found.length} suggestions. Use the arrow keys.` : 'No suggestions. You can go on with what you typed.'
  }

  async function ask () {
    const mine = ++asked
    const words = input.value.trim()
    if (target) target.value = ''
    if (words.length < 2) return close()
    try {
      // Sent as a form, because an address with a child's name in it would stand in logs and histories.
      const body = new FormData()
      body.set('q', words)
      body.set('csrfmiddlewaretoken', input.form.querySelector('[name=csrfmiddlewaretoken]').value)
      const answer = await fetch(box.dataset.typeAhead, { method: 'POST', body, credentials: 'same-origin', headers: { Accept: 'application/json' } })
      const found = answer.ok ? await answer.json() : []
      if (mine === asked) show(found)
    } catch {
      close() // the box still works: the server searches when it is sent
    }
  }

  input.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(ask, PAUSE) })
  input.addEventListener('blur', close)
  input.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown' && !list.hidden) point(chosen + 1)
    else if (event.key === 'ArrowUp' && !list.hidden) point(chosen - 1)
    else if (event.key === 'Enter' && chosen >= 0) take(list.children[chosen])
    else if (event.key === 'Escape' && !list.hidden) { event.stopPropagation(); close() } else return
    event.preventDefault()
  })
}
