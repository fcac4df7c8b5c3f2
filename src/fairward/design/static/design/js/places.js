// The groups of the navigation close when somebody goes on elsewhere: by Escape, by the next group, or by a press beside them.
export function places () {
  const groups = [...document.querySelectorAll('[data-places]')]
  const closeAll = (but) => groups.forEach((group) => { if (group !== but) group.open = false })
  groups.forEach((group) => {
    group.addEventListener('toggle', () => { if (group.open) closeAll(group) })
    group.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || !group.open) return
      event.stopPropagation() // twice Escape blanks the screen; this one was meant for the group
      group.open = false
      group.querySelector('summary').focus()
    })
  })
  document.addEventListener('click', (event) => { closeAll(event.target.closest('[data-places]')) })
}
