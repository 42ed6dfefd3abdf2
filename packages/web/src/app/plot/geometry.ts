import type { ChartData, Panel, Tone } from '../chart/chart-data.js'
import type { ChartReading } from '../chart/chart-text.js'
import type { Laying, Span } from './spans.js'

/** A rectangle. */
export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}
/** A value as it is drawn, and where one points at it. */
export interface Mark extends Span {
  readonly key: string
  /** The bar, or what lies around the dot of a line. */
  readonly box: Box
  /** What takes a press. */
  readonly hit: Box
  /** Where the end of the value is. */
  readonly at: { readonly x: number; readonly y: number }
  /** A slice in place of the bar, around the middle of its ring, in the tone of its category. */
  readonly slice?: { readonly path: string; readonly origin: { readonly x: number; readonly y: number }; readonly tone: Tone | undefined }
  /** How dark a cell is, from 1 to 5. */
  readonly heat?: number
}
/** A text of a picture. */
export interface Label {
  readonly key: string
  readonly text: string
  readonly x: number
  readonly y: number
  readonly anchor: 'start' | 'middle' | 'end'
  readonly kind: 'axis' | 'value' | 'total' | 'on-light' | 'on-dark'
}
/** A line across the picture. */
export interface Rule {
  readonly key: string
  readonly x1: number
  readonly x2: number
  readonly y1: number
  readonly y2: number
  readonly kind: 'grid' | 'zero' | 'link'
}
/** A place of a line: its end and, of an area, its base. */
export interface Trail {
  readonly x: number
  readonly y: number
  readonly base: number
  readonly isGap: boolean
}
/** What is drawn from. */
export interface PlotSpec extends Laying {
  readonly panel: Panel
  readonly categories: ChartData['categories']
  readonly width: number
  readonly isLying: boolean
  /** The categories are spans of time. */
  readonly isTime: boolean
  /** The values add up: sums of them say something. */
  readonly adds: boolean
  readonly reading: ChartReading
  /** How wide a text of the axis is. */
  readonly measure: (text: string) => number
}
/** A picture: all that is drawn, by place. */
export interface Plot {
  readonly width: number
  readonly height: number
  readonly isLying: boolean
  /** The series lie below each other. */
  readonly isDown?: boolean
  readonly marks: readonly Mark[]
  readonly labels: readonly Label[]
  readonly rules: readonly Rule[]
  /** Of each series of a line or an area, its ends at each category. */
  readonly trails: readonly (readonly Trail[])[]
  /** The part of the picture that belongs to a category. */
  readonly columns: readonly Box[]
}

/** How many bars lie side by side in a category. */
export function besideOf({ shape, isStacked, panel }: PlotSpec): number {
  return isStacked || shape === 'waterfall' ? 1 : panel.series.length
}
/** A key that stays the mark's own while the values move. */
export function keyOf({ category, series }: Span, { panel, categories }: PlotSpec): string {
  return `${categories[category]?.key} ${panel.series[series]?.key}`
}
/** A line from one side to the other. */
export function across(key: string, kind: Rule['kind'], x1: number, x2: number, y: number): Rule {
  return { key, kind, x1, x2, y1: y, y2: y }
}
