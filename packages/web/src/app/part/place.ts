const widest = 300
const gap = 4

/** Sets a floating layer under its anchor, or above it where there is more room; it grows towards the side with room. */
export function placeUnder(anchor: Element, layer: HTMLElement): void {
  const { top, bottom, left, right, width } = anchor.getBoundingClientRect()
  const { innerWidth, innerHeight } = window
  const [above, below] = [top - 12, innerHeight - bottom - 12]
  const isBelow = below >= 240 || below >= above
  const isFromLeft = left + widest <= innerWidth || left <= innerWidth - right
  const set = (name: string, value: string) => layer.style.setProperty(name, value)
  set('--top', isBelow ? `${bottom + gap}px` : 'auto')
  set('--bottom', isBelow ? 'auto' : `${innerHeight - top + gap}px`)
  set('--left', isFromLeft ? `${Math.max(8, left)}px` : 'auto')
  set('--right', isFromLeft ? 'auto' : `${Math.max(8, innerWidth - right)}px`)
  set('--room', `${isBelow ? below : above}px`)
  set('--anchor', `${width}px`)
}
