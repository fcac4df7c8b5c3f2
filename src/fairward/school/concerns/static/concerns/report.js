// While a report is written: a chosen name goes to the server, and every ten seconds the page is saved there, sealed.
// Nothing is put in any storage of the browser, and nothing typed stands in an address.
const EVERY = 10000

function press (form, value) {
  const button = document.createElement('button')
  button.name = 'do'
  button.value = value
  button.hidden = true
  // It stays in the form: what asks the server first whether it is there presses it again afterwards.
  form.append(button)
  form.requestSubmit(button)
}

document.querySelectorAll('[data-report-add]').forEach((box) => {
  box.addEventListener('fairward:chosen', (event) => press(box.closest('form'), `add:${event.detail.value}`))
})

document.querySelectorAll('form[data-report]').forEach((form) => {
  const said = form.querySelector('[data-report-saved]')
  let isChanged = false
  let waiting = null

  async function save () {
    if (!isChanged || waiting) return
    isChanged = false
    const body = new FormData(form)
    body.delete('file')
    body.set('do', 'autosave')
    waiting = new AbortController()
    try {
      const answer = await fetch(form.action, { method: 'POST', body, credentials: 'same-origin', redirect: 'error', signal: waiting.signal })
      said.textContent = answer.status === 204 ? 'Saved' : ''
    } catch {
      isChanged = true // the next round tries again; sending the page says what to do when that fails too
    } finally {
      waiting = null
    }
  }

  const timer = setInterval(save, EVERY)
  form.addEventListener('input', () => { isChanged = true; said.textContent = '' })
  // A page that is on its way is newer than any automatic save.
  window.addEventListener('pagehide', () => { clearInterval(timer); if (waiting) waiting.abort() })
})
