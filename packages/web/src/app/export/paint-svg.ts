/**
 * Draws a picture of the page on a canvas, as the browser shows it. An image of its text would be shorter, but the content policy allows
 * no images that the page makes itself.
 */
export function paintSvg(context: CanvasRenderingContext2D, svg: SVGSVGElement, sharpness: number): void {
  const view = svg.viewBox.baseVal
  const box = svg.getBoundingClientRect()
  context.save()
  if (view !== null && view.width > 0) context.scale(box.width / view.width, box.height / view.height)
  paintChildren(context, svg, sharpness)
  context.restore()
}

function paintChildren(context: CanvasRenderingContext2D, parent: SVGElement, sharpness: number): void {
  for (const child of parent.children) if (child instanceof SVGGraphicsElement) paint(context, child, sharpness)
}

function paint(context: CanvasRenderingContext2D, element: SVGGraphicsElement, sharpness: number): void {
  const style = getComputedStyle(element)
  if (element instanceof SVGDefsElement || style.display === 'none' || style.visibility === 'hidden') return
  context.save()
  const matrix = element.transform.baseVal.consolidate()?.matrix
  if (matrix) context.transform(matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)
  context.globalAlpha *= Number(style.opacity)
  if (element instanceof SVGTextElement) write(context, element, style)
  else {
    const path = pathOf(element)
    if (path === undefined) paintChildren(context, element, sharpness)
    else {
      fill(context, path, element, style, sharpness)
      stroke(context, path, style)
    }
  }
  context.restore()
}

const lengthOf = ({ baseVal }: SVGAnimatedLength): number => baseVal.value

function pathOf(element: SVGGraphicsElement): Path2D | undefined {
  if (element instanceof SVGPathElement) return new Path2D(element.getAttribute('d') ?? '')
  const path = new Path2D()
  if (element instanceof SVGRectElement)
    path.roundRect(lengthOf(element.x), lengthOf(element.y), lengthOf(element.width), lengthOf(element.height), lengthOf(element.rx))
  else if (element instanceof SVGCircleElement) path.arc(lengthOf(element.cx), lengthOf(element.cy), lengthOf(element.r), 0, 2 * Math.PI)
  else if (element instanceof SVGLineElement) {
    path.moveTo(lengthOf(element.x1), lengthOf(element.y1))
    path.lineTo(lengthOf(element.x2), lengthOf(element.y2))
  } else return undefined
  return path
}

function fill(context: CanvasRenderingContext2D, path: Path2D, element: Element, style: CSSStyleDeclaration, sharpness: number): void {
  const pattern = /url\("?#([^")]+)"?\)/.exec(style.fill)?.[1]
  const paintOf = pattern === undefined ? style.fill : patternOf(context, element.ownerDocument.getElementById(pattern), sharpness)
  if (paintOf === 'none' || paintOf === null) return
  context.save()
  context.globalAlpha *= Number(style.fillOpacity)
  context.fillStyle = paintOf
  context.fill(path, style.fillRule === 'evenodd' ? 'evenodd' : 'nonzero')
  context.restore()
}

/** A tile of a pattern, as sharp as the picture. */
function patternOf(context: CanvasRenderingContext2D, element: HTMLElement | SVGElement | null, sharpness: number): CanvasPattern | null {
  if (!(element instanceof SVGPatternElement)) return null
  const tile = document.createElement('canvas')
  tile.width = lengthOf(element.width) * sharpness
  tile.height = lengthOf(element.height) * sharpness
  const inside = tile.getContext('2d')
  if (inside === null) return null
  inside.scale(sharpness, sharpness)
  paintChildren(inside, element, sharpness)
  const pattern = context.createPattern(tile, 'repeat')
  pattern?.setTransform(new DOMMatrix().scale(1 / sharpness))
  return pattern
}

function stroke(context: CanvasRenderingContext2D, path: Path2D, style: CSSStyleDeclaration): void {
  if (style.stroke === 'none') return
  context.strokeStyle = style.stroke
  context.lineWidth = Number.parseFloat(style.strokeWidth)
  context.lineJoin = 'round'
  context.setLineDash(style.strokeDasharray === 'none' ? [] : style.strokeDasharray.split(/[\s,]+/).map(Number.parseFloat))
  context.stroke(path)
}

function write(context: CanvasRenderingContext2D, element: SVGTextElement, style: CSSStyleDeclaration): void {
  context.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`
  context.fillStyle = style.fill
  context.textAlign = style.textAnchor === 'middle' ? 'center' : style.textAnchor === 'end' ? 'end' : 'start'
  if (style.stroke !== 'none') {
    context.strokeStyle = style.stroke
    context.lineWidth = Number.parseFloat(style.strokeWidth)
    context.lineJoin = 'round'
    context.strokeText(element.textContent ?? '', Number(element.getAttribute('x')), Number(element.getAttribute('y')))
  }
  context.fillText(element.textContent ?? '', Number(element.getAttribute('x')), Number(element.getAttribute('y')))
}
