// Pointing at the picture fills the lists beside it, which are the answer; the picture only shows them.
// One tab stop: arrows go from part to part, Enter or space marks.
import { addRow } from './repeat.js'

const SVG = 'http://www.w3.org/2000/svg'

export function bodyMaps () {
  document.querySelectorAll('[data-body-map]').forEach(start)
}

function start (map) {
  const repeat = map.querySelector('[data-repeat]')
  const regions = [...map.querySelectorAll('[data-part]')]
  const said = map.querySelector('[data-body-said]')
  map.classList.add('fw-body--live')
  map.querySelector('[data-body-hint]').textContent =
    'Point at the picture, or choose the part from the list. Left and right are the child’s own. With the keyboard: arrows go from part to part, Enter marks.'

  const rows = () => [...repeat.querySelectorAll('[data-repeat-row]')]
  const list = (row, name) => row.querySelector(`select[name$="-${name}"]`)
  const words = (select) => select.selectedOptions[0]?.textContent.trim().toLowerCase() ?? ''
  const nameOf = (region) => {
    const part = repeat.querySelector('template').content.querySelector('select[name$="-part"]')
    const side = repeat.querySelector('template').content.querySelector('select[name$="-side"]')
    const text = (select, value) => [...select.options].find((one) => one.value === value)?.textContent ?? value
    return `${text(part, region.dataset.part)}, ${text(side, region.dataset.side).toLowerCase()}`
  }

  function mark (region) {
    let row = rows().find((one) => !list(one, 'part').value)
    if (!row) row = addRow(repeat)
    list(row, 'part').value = region.dataset.part
    list(row, 'side').value = region.dataset.side
    draw()
    said.textContent = `Mark ${rows().indexOf(row) + 1}: ${nameOf(region)}. Describe it in the list.`
  }

  function draw () {
    map.querySelectorAll('[data-marks]').forEach((layer) => layer.replaceChildren())
    const places = new Map()
    rows().forEach((row, index) => {
      const part = list(row, 'part').value
      const side = list(row, 'side').value
      const region = regions.find((one) => one.dataset.part === part && one.dataset.side === side)
      if (!region) return
      const beside = places.get(region) ?? 0
      places.set(region, beside + 1)
      const x = Number(region.dataset.x) + 18 * beside
      const y = Number(region.dataset.y)
      const group = document.createElementNS(SVG, 'g')
      group.setAttribute('class', 'fw-body__mark')
      const dot = document.createElementNS(SVG, 'circle')
      dot.setAttribute('cx', x); dot.setAttribute('cy', y); dot.setAttribute('r', 8.5)
      const number = document.createElementNS(SVG, 'text')
      number.setAttribute('x', x); number.setAttribute('y', y + 4.5)
      number.textContent = index + 1
      group.append(dot, number)
      region.closest('svg').querySelector('[data-marks]').append(group)
    })
  }

  function go (from, step) {
    const next = regions[(regions.indexOf(from) + step + regions.length) % regions.length]
    from.setAttribute('tabindex', '-1')
    next.setAttribute('tabindex', '0')
    next.focus()
  }

  // Between two parts, or on a line of the drawing, a finger means the nearer part; far from the body it means none.
  function near (svg, event) {
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse())
    const away = (region) => {
      const { x, y, width, height } = region.getBBox()
      const beside = Math.max(x - at.x, 0, at.x - x - width)
      const above = Math.max(y - at.y, 0, at.y - y - height)
      return Math.hypot(beside, above) + Math.hypot(Number(region.dataset.x) - at.x, Number(region.dataset.y) - at.y) / 1000
    }
    const nearest = [...svg.querySelectorAll('[data-part]')].sort((one, other) => away(one) - away(other))[0]
    return away(nearest) < 12 ? nearest : null
  }

  map.querySelectorAll('svg[data-view]').forEach((svg) => svg.addEventListener('click', (event) => {
    const region = event.target.closest('[data-part]') ?? near(svg, event)
    if (region) mark(region)
  }))

  regions.forEach((region, index) => {
    region.setAttribute('role', 'button')
    region.setAttribute('aria-label', nameOf(region))
    region.setAttribute('tabindex', index ? '-1' : '0')
    const title = document.createElementNS(SVG, 'title')
    title.textContent = nameOf(region)
    region.append(title)
    region.addEventListener('keydown', (event) => {
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key]
      if (step) go(region, step)
      else if (event.key === 'Enter' || event.key === ' ') mark(region)
      else return
      event.preventDefault()
    })
  })
  map.addEventListener('change', (event) => {
    if (!event.target.matches('select')) return
    draw()
    said.textContent = words(event.target)
  })
  draw()
}
