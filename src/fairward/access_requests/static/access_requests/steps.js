// Long work in steps goes on by itself once it was started; “Stop here” leads to the page that waits for a button.
const form = document.querySelector('form[data-goes-on]')
if (form) window.setTimeout(() => form.requestSubmit(), 150)
