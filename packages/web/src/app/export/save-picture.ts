import { paintSvg } from './paint-svg.js'
import { fileNameOf, saveFile } from './save-file.js'

const margin = 16
const sharpness = 2

/** Saves the picture of a chart with its title and legend as a PNG, in light colours, for papers and slides. Whether the browser gave one. */
export async function savePicture(body: HTMLElement, title: string): Promise<boolean> {
  const picture = body.querySelector<HTMLElement>('.chart-picture')
  const file = picture && (await inLight(picture, () => toPng(picture, title)))
  if (!file) return false
  saveFile(file, fileNameOf(title, 'png'))
  return true
}

/** What is painted at once, before the browser draws the page again, is painted in light colours. */
function inLight<T>(picture: HTMLElement, paint: () => T): T {
  const ground = picture.closest<HTMLElement>('.block') ?? picture
  const before = ground.style.colorScheme
  ground.style.colorScheme = 'light'
  try {
    return paint()
  } finally {
    ground.style.colorScheme = before
  }
}

async function toPng(picture: HTMLElement, title: string): Promise<Blob | null> {
  const canvas = document.createElement('canvas')
  const { width, height } = picture.getBoundingClientRect()
  canvas.width = (width + 2 * margin) * sharpness
  canvas.height = (height + 2 * margin + 32) * sharpness
  const context = canvas.getContext('2d')
  if (context === null) return null
  context.scale(sharpness, sharpness)
  const ground = getComputedStyle(picture.closest('.block') ?? picture)
  context.fillStyle = ground.backgroundColor
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.fillStyle = ground.color
  context.font = `600 14px ${ground.fontFamily}`
  context.fillText(title, margin, margin + 14, width)
  context.translate(margin, margin + 32)
  paintAll(context, picture)
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/png'))
}

/** Pictures and texts where they are on the page. What is only read aloud, or shown while one points, stays out. */
function paintAll(context: CanvasRenderingContext2D, picture: HTMLElement): void {
  const origin = picture.getBoundingClientRect()
  for (const svg of picture.querySelectorAll('svg')) {
    if (isAside(svg)) continue
    const box = svg.getBoundingClientRect()
    context.save()
    context.translate(box.left - origin.left, box.top - origin.top)
    paintSvg(context, svg, sharpness)
    context.restore()
  }
  const texts = document.createTreeWalker(picture, NodeFilter.SHOW_TEXT)
  for (let text = texts.nextNode(); text !== null; text = texts.nextNode()) {
    const parent = text.parentElement
    if (parent === null || parent.closest('svg') !== null || isAside(parent)) continue
    paintText(context, text, parent, origin)
  }
}
const isAside = (element: Element): boolean => element.closest('.sr, .plot-tip') !== null

function paintText(context: CanvasRenderingContext2D, text: Node, parent: Element, origin: DOMRect): void {
  const range = document.createRange()
  range.selectNodeContents(text)
  const box = range.getBoundingClientRect()
  const { font, color } = getComputedStyle(parent)
  context.save()
  context.font = font
  context.fillStyle = color
  context.textBaseline = 'middle'
  context.fillText(text.nodeValue ?? '', box.left - origin.left, box.top - origin.top + box.height / 2)
  context.restore()
}
