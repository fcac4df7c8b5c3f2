// Warns two minutes before the records lock, says so to a screen reader, and offers to stay unlocked.
const WARN_SECONDS = 120

export function sessionEnd () {
  const bar = document.querySelector('[data-seconds-left]')
  if (!bar) return
  const said = bar.querySelector('[data-session-said]')
  const form = bar.querySelector('form')
  let ends = Date.now() + Number(bar.dataset.secondsLeft) * 1000
  let wasSaid = ''

  function say (words) {
    // Written only when it changes, so that it is not read out every second.
    if (words !== wasSaid) said.textContent = wasSaid = words
  }

  function tick () {
    const left = Math.round((ends - Date.now()) / 1000)
    bar.hidden = left > WARN_SECONDS
    if (left > WARN_SECONDS) return
    if (left > 60) say('Your records will lock in 2 minutes. What you are typing stays on this page.')
    else if (left > 0) say('Your records will lock in less than a minute. What you are typing stays on this page.')
    else {
      say('Your records are locked. Unlock in another tab to go on; what you typed is still on this page.')
      form.hidden = true
      clearInterval(timer)
    }
  }

  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    try {
      const response = await fetch(form.action, { method: 'POST', body: new FormData(form), credentials: 'same-origin' })
      const answer = response.ok ? await response.json() : { seconds_left: 0 }
      ends = Date.now() + Number(answer.seconds_left) * 1000
      tick()
    } catch {
      say('Fairward cannot be reached just now. What you are typing stays on this page.')
    }
  })
  const timer = setInterval(tick, 1000)
  tick()
}
