import { type SymbolType, symbol, symbolCircle, symbolDiamond2, symbolSquare, symbolStar, symbolTriangle, symbolWye } from 'd3-shape'
import type { Tone } from '../chart/chart-data.js'
import type { HealthWord } from '../part/health.js'

const symbols = [symbolCircle, symbolSquare, symbolTriangle, symbolDiamond2, symbolWye, symbolStar]
const ofHealth: Readonly<Record<HealthWord, { readonly symbol: SymbolType; readonly dash: string }>> = {
  risk: { symbol: symbolTriangle, dash: '' },
  neutral: { symbol: symbolDiamond2, dash: '7 4' },
  healthy: { symbol: symbolCircle, dash: '2 3' },
  none: { symbol: symbolSquare, dash: '1 4' },
}
const dashes = ['', '7 4', '2 3', '9 3 2 3', '4 2', '1 4']
const colours = 5

/** The class that gives a series its colour: five in order, then grey; those of a health status for that alone. */
export function toneClass(tone: Tone): string {
  if ('health' in tone) return `tone-${tone.health}`
  return `tone-${tone.place < colours ? tone.place + 1 : 0}`
}
/** The number of its pattern: none for the first, so that colour is never all that tells it from the others. A health status has its shape instead. */
export function patternOf(tone: Tone): number {
  if ('health' in tone) return 0
  return tone.place < 6 ? tone.place : (tone.place % 5) + 1
}
/** The dash of its line. */
export function dashOf(tone: Tone): string {
  return 'health' in tone ? ofHealth[tone.health].dash : (dashes[tone.place % dashes.length] ?? '')
}
/** The shape of its dots, around 0. */
export function symbolOf(tone: Tone, size = 36): string {
  const type = 'health' in tone ? ofHealth[tone.health].symbol : (symbols[tone.place % symbols.length] ?? symbolCircle)
  return symbol(type, size)() ?? ''
}
