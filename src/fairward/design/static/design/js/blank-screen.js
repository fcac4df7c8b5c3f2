// Covers the page at once, then locks on the server and leaves the page. Escape twice does the same.
export function blankScreen () {
  const form = document.querySelector('form[data-blank-screen]')
  const cover = document.querySelector('[data-blank]')
  if (!form || !cover) return
  const said = cover.querySelector('[data-blank-said]')

  async function blank (event) {
    if (event) event.preventDefault()
    cover.hidden = false
    document.documentElement.classList.add('fw-is-blank')
    document.title = 'Fairward'
    said.textContent = 'The screen is blank. Locking…'
    try {
      const response = await fetch(form.action, { method: 'POST', body: new FormData(form), credentials: 'same-origin' })
      if (!response.ok) throw new Error('not locked')
      window.location.replace('/')
    } catch {
      // Even when nothing can be reached, what stood on the page goes.
      document.querySelectorAll('body > :not([data-blank])').forEach((part) => part.remove())
      said.textContent = 'The screen is blank. Fairward cannot be reached; it locks by itself soon. You can close this page.'
    }
  }

  form.addEventListener('submit', blank)
  let last = 0
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return
    if (event.timeStamp - last < 600) blank()
    last = event.timeStamp
  })
}
