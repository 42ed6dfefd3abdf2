import type { Page } from 'playwright-core'

/** What may be scrolled sideways: tables, boards and calendars inside their frame, rows of pills, programs to copy. */
const mayScroll = [
  ...['.scroll', '.board', '.cal', '.plain-frame', '.bt-scroll', '.chart-scroll', '.filters', '.tl-filters', '.notice-filter', '.subnav'],
  ...['.sum-cards', '.figures dl', '.link-send > section', '.tfoot.line', '.admin-list', 'input', 'textarea'],
].join(', ')

/** A line of text as it is seen: the part of it that nothing clips. */
interface Line {
  readonly element: Element
  /** What it floats in, or the page. */
  readonly layer: Element
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
  /** It goes on beyond what is seen, and no ellipsis and no scrolling says so. */
  readonly isCut: boolean
}
interface Inspector {
  lines(): readonly Line[]
  isSeen(element: Element): boolean
  place(element: Element): string
}

/** What does not fit its page as it is: text that is cut without a sign, that lies over other text, fields that no one can type into, or a part that scrolls sideways. */
export async function fit(page: Page): Promise<readonly string[]> {
  await page.evaluate(addInspector)
  return page.evaluate(findMisfits, mayScroll)
}

// Both run in the page, so each has all that it needs in itself.
function addInspector(): void {
  const style = (of: Element) => getComputedStyle(of)
  const chain = (of: Element): readonly Element[] => (of.parentElement === null ? [of] : [of, ...chain(of.parentElement)])
  const isLayer = (one: Element) => {
    const { position, zIndex, backgroundColor } = style(one)
    const isAbove = position === 'absolute' && (zIndex !== 'auto' || backgroundColor !== 'rgba(0, 0, 0, 0)')
    return isAbove || ['fixed', 'sticky'].includes(position) || one.matches('dialog, [popover]')
  }
  const isHidden = (one: Element) => one.matches('[inert], .skip, .measure') || style(one).clipPath.startsWith('inset(50%')
  const modal = document.querySelector('dialog:modal')
  const isSeen = (one: Element) =>
    one.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
    (modal === null || modal.contains(one)) &&
    !chain(one).some(isHidden)

  const linesOf = (text: Node, element: Element): readonly Line[] => {
    const around = chain(element)
    const layer = around.find(isLayer) ?? document.body
    const endsOpenly = around.some((one) => style(one).textOverflow === 'ellipsis' || style(one).webkitLineClamp !== 'none')
    // What is fixed, as a dialog is, is not clipped by what it is in.
    const fixed = around.findIndex((one) => style(one).position === 'fixed')
    const holders = around.slice(0, fixed === -1 ? undefined : fixed + 1)
    const clips = holders.filter((one) => style(one).overflowX !== 'visible' && one !== document.body)
    const scrolls = clips.some((one) => style(one).overflowX !== 'hidden' && one.scrollWidth > one.clientWidth)
    const edges = [...clips.map((one) => one.getBoundingClientRect()), new DOMRect(0, 0, innerWidth, innerHeight)]
    const range = document.createRange()
    range.selectNodeContents(text)
    return [...range.getClientRects()].flatMap((box) => {
      const seen = { left: box.left, right: box.right, top: box.top, bottom: box.bottom }
      for (const edge of edges) {
        seen.left = Math.max(seen.left, edge.left)
        seen.right = Math.min(seen.right, edge.right)
        seen.top = Math.max(seen.top, edge.top)
        seen.bottom = Math.min(seen.bottom, edge.bottom)
      }
      const isHigh = seen.bottom - seen.top > box.height / 2
      const isCut = isHigh && !endsOpenly && !scrolls && seen.right - seen.left < box.width - 1
      return isHigh && (isCut || seen.right > seen.left) ? [{ element, layer, ...seen, isCut }] : []
    })
  }
  const lines = () => {
    const found: Line[] = []
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let text = texts.nextNode(); text !== null; text = texts.nextNode()) {
      const element = text.parentElement
      if (element !== null && text.textContent?.trim() !== '' && isSeen(element)) found.push(...linesOf(text, element))
    }
    return found
  }
  const nameOf = (one: Element) => `${one.tagName.toLowerCase()}${[...one.classList].map((name) => `.${name}`).join('')}`
  const place = (one: Element) => `${chain(one).slice(0, 3).map(nameOf).join(' < ')} “${one.textContent?.trim().slice(0, 40)}”`
  Object.assign(window, { inspector: { lines, isSeen, place } satisfies Inspector })
}

function findMisfits(scrolling: string): string[] {
  const { lines, isSeen, place } = (window as unknown as { readonly inspector: Inspector }).inspector
  const found = new Set<string>()
  const all = lines()
  for (const { element, isCut } of all) if (isCut) found.add(`is cut: ${place(element)}`)
  for (const [at, one] of all.entries())
    for (const other of all.slice(at + 1)) {
      if (one.layer !== other.layer || one.element.contains(other.element) || other.element.contains(one.element)) continue
      const across = Math.min(one.right, other.right) - Math.max(one.left, other.left)
      const down = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top)
      if (across > 2 && down > 5) found.add(`lies over other text: ${place(one.element)} and ${place(other.element)}`)
    }
  const fields = [...document.querySelectorAll('input:not([type="checkbox"], [type="radio"], [type="file"]), select, textarea')]
    .filter(isSeen)
    .map((field) => ({ field, box: field.getBoundingClientRect() }))
  for (const [at, { field, box }] of fields.entries()) {
    if (box.width < 24) found.add(`is too narrow to type into: ${place(field)}`)
    for (const other of fields.slice(at + 1)) {
      const across = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left)
      const down = Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top)
      if (across > 2 && down > 2) found.add(`lies over another field: ${place(field)} and ${place(other.field)}`)
    }
  }
  for (const one of document.querySelectorAll('body *'))
    if (one.clientWidth > 0 && one.scrollWidth > one.clientWidth + 1 && ['auto', 'scroll'].includes(getComputedStyle(one).overflowX))
      if (isSeen(one) && !one.matches(scrolling)) found.add(`scrolls sideways: ${place(one)}`)
  return [...found]
}
