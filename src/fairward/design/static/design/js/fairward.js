// Starts everything that makes a page nicer. Every page works without it. Nothing here stores anything in the browser.
import { initAll } from '../govuk-frontend.min.js'
import { blankScreen } from './blank-screen.js'
import { bodyMaps } from './body-map.js'
import { places } from './places.js'
import { radios } from './radios.js'
import { repeats } from './repeat.js'
import { resends } from './resend.js'
import { sessionEnd } from './session-end.js'
import { typeAheads } from './type-ahead.js'

document.body.classList.add('js-enabled', 'govuk-frontend-supported')
initAll()
places()
radios()
blankScreen()
sessionEnd()
resends()
repeats()
bodyMaps()
typeAheads()

// A page that comes back from the browser's memory may be of a session that is locked: ask the server again.
window.addEventListener('pageshow', (event) => {
  if (event.persisted) window.location.reload()
})
