import { type KeyboardEvent, type PointerEvent, type ReactNode, useId, useMemo, useState } from 'react'
import type { ChartData, Panel } from '../chart/chart-data.js'
import type { ChartReading } from '../chart/chart-text.js'
import type { OpenOf } from '../chart/opened.js'
import type { Mark, Plot, PlotSpec } from './geometry.js'
import { Marks, steps } from './marks.js'
import { measureText } from './measure-text.js'
import { Patterns } from './patterns.js'
import { nextMark } from './roving.js'
import { Tip } from './tip.js'
import { toPlot } from './to-plot.js'
import { Trails } from './trails.js'
import { useWidth } from './use-width.js'

interface PlotViewProps extends Pick<PlotSpec, 'shape' | 'isStacked' | 'isLying' | 'isTime' | 'adds'> {
  readonly data: ChartData
  readonly panel: Panel
  readonly reading: ChartReading
  /** What it shows, in a sentence. */
  readonly summary: string
  /** The id of the text on its keys. */
  readonly keysId: string
  /** The id of the row whose records are shown. */
  readonly chosen: string | undefined
  readonly openOf: OpenOf
}

/** Series of one unit as a picture, whose points are reached by keys and by pointing. */
export function PlotView(props: PlotViewProps): ReactNode {
  const { data, panel, reading, shape, isStacked, isLying, isTime, adds } = props
  const { width, place } = useWidth()
  const [pointed, setPointed] = useState<Pointed>()
  const plot = useMemo(
    () =>
      width === 0
        ? undefined
        : toPlot({ ...{ shape, isStacked, isLying, isTime, adds, panel, reading, width }, ...data, measure: measureText }),
    [shape, isStacked, isLying, isTime, adds, panel, reading, width, data],
  )
  return (
    <div className="plot" ref={place} onPointerLeave={() => setPointed(undefined)}>
      {plot && <Picture {...props} {...{ plot, pointed, setPointed }} />}
      {plot && pointed && <Tip {...{ plot, panel, data, reading, shape }} {...pointed} />}
    </div>
  )
}

interface PictureProps extends PlotViewProps {
  readonly plot: Plot
  readonly pointed: Pointed | undefined
  readonly setPointed: (pointed: Pointed | undefined) => void
}

function Picture({ plot, pointed, setPointed, ...props }: PictureProps): ReactNode {
  const { panel, shape } = props
  const patterns = useId()
  const onPointerMove = (event: PointerEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    const at = { x: event.clientX - box.left, y: event.clientY - box.top }
    const category = plot.columns.findIndex((own) => (plot.isLying ? at.y < own.y + own.height : at.x < own.x + own.width))
    setPointed(category < 0 ? undefined : { category })
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a picture with points in it, which no fieldset can be
    <svg
      role="group"
      aria-label={props.summary}
      width={plot.width}
      height={plot.height}
      onPointerMove={onPointerMove}
      className="chart-plot"
    >
      <Patterns id={patterns} series={shape === 'waterfall' ? steps : shape === 'pie' ? slicesOf(props.data) : panel.series} />
      {/* biome-ignore lint/a11y/noAriaHiddenOnFocusable: nothing in it takes the focus */}
      <g aria-hidden="true">
        {pointed && plot.columns[pointed.category] && <rect className="chart-pointed" {...plot.columns[pointed.category]} />}
        {plot.rules.map(({ key, kind, ...ends }) => (
          <line key={key} className={`chart-${kind}`} {...ends} />
        ))}
        <Trails {...{ plot, panel, shape, patterns }} />
      </g>
      <Points {...props} {...{ plot, pointed, setPointed, patterns }} />
      {/* biome-ignore lint/a11y/noAriaHiddenOnFocusable: nothing in it takes the focus */}
      <g aria-hidden="true">
        {plot.labels.map(({ key, text, kind, anchor, x, y }) => (
          <text key={key} className={`chart-${kind}`} textAnchor={anchor} x={x} y={y}>
            {text}
          </text>
        ))}
      </g>
    </svg>
  )
}

/** The values, one of which Tab reaches; arrow keys go on from there. */
function Points({ plot, pointed, setPointed, patterns, ...props }: PictureProps & { readonly patterns: string }): ReactNode {
  const { data, panel, openOf } = props
  const [current, setCurrent] = useState<string>()
  const nameOf = ({ category, series }: Mark) => `${data.categories[category]?.full}, ${panel.series[series]?.label}`
  const press = (mark: Mark) => openOf(mark.point, nameOf(mark))?.open()
  const focus = (mark: Mark) => {
    setCurrent(mark.key)
    setPointed({ category: mark.category, mark: mark.key })
  }
  const onKeyDown = (event: KeyboardEvent<SVGElement>, mark: Mark) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const isPress = event.key === 'Enter' || event.key === ' '
    const next = nextMark(plot.marks, mark, event.key, plot)
    const isLeft = event.key === 'Escape' && pointed !== undefined
    if (!isPress && !isLeft && next === undefined) return
    event.preventDefault()
    event.stopPropagation()
    if (isPress) press(mark)
    if (isLeft) setPointed(undefined)
    if (next !== undefined) elementOf(event.currentTarget, next)?.focus()
  }
  return (
    <Marks
      {...{ plot, panel, patterns, openOf, nameOf, focus, press, onKeyDown }}
      {...{ shape: props.shape, keysId: props.keysId, chosen: props.chosen }}
      stop={(plot.marks.find(({ key }) => key === current) ?? plot.marks[0])?.key}
      pointed={pointed?.category}
      blur={() => setPointed(undefined)}
      enter={(mark) => plot.columns.length === 0 && setPointed({ category: mark.category, mark: mark.key })}
    />
  )
}

interface Pointed {
  readonly category: number
  /** The point that has the focus. */
  readonly mark?: string
}

/** The categories as series, for the patterns of their slices. */
function slicesOf({ categories }: ChartData): Panel['series'] {
  return categories.map(({ key, full, tone }) => ({ key, label: full, tone, points: [] }))
}

function elementOf(from: SVGElement, mark: Mark): SVGElement | undefined {
  const all = from.parentElement?.querySelectorAll<SVGElement>('.chart-point') ?? []
  return [...all].find((element) => element.dataset['key'] === mark.key)
}
