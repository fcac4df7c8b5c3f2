// Before a form with data-resend leaves the page, asks whether the server and its databases are there. If not, the form
// stays, with everything typed, says whom to call, and sends itself when they are back. Nothing is put in any storage.
const READY = '/health/ready'
const PATIENCE = 5000
const PAUSES = [3000, 5000, 10000, 20000, 30000]

async function isReady () {
  const stop = new AbortController()
  const timer = setTimeout(() => stop.abort(), PATIENCE)
  try {
    const answer = await fetch(READY, { cache: 'no-store', credentials: 'omit', signal: stop.signal })
    return answer.ok
  } catch {
    return false
  } finally {
    clearTimeout(timer)
  }
}

function watch (form, words) {
  let isSure = false
  let notice = null
  let timer = 0
  let tries = 0
  let submitter = null

  function leave () {
    isSure = true
    form.requestSubmit(submitter && form.contains(submitter) ? submitter : undefined)
    isSure = false
  }

  function stop () {
    clearTimeout(timer)
    if (notice) notice.remove()
    notice = null
    tries = 0
  }

  async function attempt () {
    clearTimeout(timer)
    if (await isReady()) {
      stop()
      leave()
      return
    }
    show()
    timer = setTimeout(attempt, PAUSES[Math.min(tries++, PAUSES.length - 1)])
  }

  function show () {
    if (notice) return
    notice = words.content.firstElementChild.cloneNode(true)
    form.before(notice)
    notice.querySelector('[data-resend-now]').addEventListener('click', attempt)
    notice.querySelector('[data-resend-stop]').addEventListener('click', stop)
    notice.focus()
  }

  form.addEventListener('submit', (event) => {
    if (isSure) return
    event.preventDefault()
    // "Add another" and the like have names too: what was pressed goes with the form.
    submitter = event.submitter
    attempt()
  })
}

export function resends () {
  const words = document.querySelector('template[data-resend-words]')
  if (!words) return
  document.querySelectorAll('form[data-resend]').forEach((form) => watch(form, words))
}
