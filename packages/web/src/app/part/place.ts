const widest = 300
const gap = 4

/** Sets a floating layer under its anchor, or above it where there is more room; `end` sets it to the anchor's right edge where it fits. */
export function placeUnder(anchor: Element, layer: HTMLElement, align: 'start' | 'end' = 'start'): void {
  const { top, bottom, left, right, width } = anchor.getBoundingClientRect()
  const { innerWidth, innerHeight } = window
  const [above, below] = [top - 12, innerHeight - bottom - 12]
  const isBelow = below >= 240 || below >= above
  const isFromLeft =
    align === 'start' ? left + widest <= innerWidth || left <= innerWidth - right : right < widest && left < innerWidth - right
  const set = (name: string, value: string) => layer.style.setProperty(name, value)
  set('--top', isBelow ? `${bottom + gap}px` : 'auto')
  set('--bottom', isBelow ? 'auto' : `${innerHeight - top + gap}px`)
  set('--left', isFromLeft ? `${Math.max(8, left)}px` : 'auto')
  set('--right', isFromLeft ? 'auto' : `${Math.max(8, innerWidth - right)}px`)
  set('--room', `${isBelow ? below : above}px`)
  set('--anchor', `${width}px`)
}

/** Keeps a layer at its anchor while the page is scrolled or resized. An anchor that is gone, or hidden meanwhile, leaves it where it is. */
export function followAnchor(anchor: Element, layer: HTMLElement, align?: 'start' | 'end'): () => void {
  const place = () => {
    if (anchor.getClientRects().length > 0) placeUnder(anchor, layer, align)
  }
  // In its frame the page is drawn for its new size already: before, the anchor may have another place.
  const resized = () => requestAnimationFrame(place)
  place()
  window.addEventListener('resize', resized)
  document.addEventListener('scroll', place, { capture: true, passive: true })
  return () => {
    window.removeEventListener('resize', resized)
    document.removeEventListener('scroll', place, { capture: true })
  }
}
