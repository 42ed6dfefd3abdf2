let context: CanvasRenderingContext2D | null | undefined

/** How wide a text of the axis is, in pixels. */
export function measureText(text: string): number {
  if (context === undefined) {
    context = document.createElement('canvas').getContext('2d')
    if (context !== null) context.font = `500 11px ${getComputedStyle(document.body).fontFamily}`
  }
  return context === null ? text.length * 7 : Math.ceil(context.measureText(text).width)
}
