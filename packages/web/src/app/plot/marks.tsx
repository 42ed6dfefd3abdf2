import type { KeyboardEvent, ReactNode } from 'react'
import type { Panel, Tone } from '../chart/chart-data.js'
import type { OpenOf } from '../chart/opened.js'
import type { Mark, Plot } from './geometry.js'
import { fillOf } from './patterns.js'
import type { Shape } from './spans.js'
import { symbolOf, toneClass } from './tones.js'

interface MarksProps {
  readonly plot: Plot
  readonly panel: Panel
  readonly shape: Shape
  readonly patterns: string
  readonly keysId: string
  /** The one point that Tab reaches. */
  readonly stop: string | undefined
  /** The category that is pointed at. */
  readonly pointed: number | undefined
  readonly chosen: string | undefined
  readonly openOf: OpenOf
  readonly nameOf: (mark: Mark) => string
  readonly focus: (mark: Mark) => void
  readonly blur: () => void
  /** The pointer came to one, where no column says so. */
  readonly enter: (mark: Mark) => void
  readonly press: (mark: Mark) => void
  readonly onKeyDown: (event: KeyboardEvent<SVGElement>, mark: Mark) => void
}

/** The values of a picture: bars, or the dots of lines. */
export function Marks(props: MarksProps): ReactNode {
  const { plot, nameOf, openOf, stop, chosen, focus, blur, enter, press, onKeyDown, keysId } = props
  return plot.marks.map((mark) => {
    const name = nameOf(mark)
    const way = openOf(mark.point, name)
    const said = `${name}: ${mark.point.text}`
    return (
      // biome-ignore lint/a11y/noStaticElementInteractions: it is a button where there is something behind it, else an image with a name
      <g
        key={mark.key}
        data-key={mark.key}
        className={`chart-point${way === undefined ? '' : ' opens'}${chosen === mark.point.row.id ? ' chosen' : ''}`}
        role={way === undefined ? 'img' : 'button'}
        aria-label={said}
        aria-describedby={keysId}
        tabIndex={mark.key === stop ? 0 : -1}
        onFocus={() => focus(mark)}
        onBlur={blur}
        onPointerEnter={() => enter(mark)}
        onClick={() => press(mark)}
        onKeyDown={(event) => onKeyDown(event, mark)}
      >
        <Shown {...props} mark={mark} />
        {mark.slice === undefined ? (
          <>
            <rect className="chart-hit" {...mark.hit} />
            <rect className="chart-ring" {...ringOf(mark)} />
          </>
        ) : (
          <path className="chart-ring" {...placeOf(mark.slice)} />
        )}
      </g>
    )
  })
}

function ringOf({ box }: Mark) {
  return { x: box.x - 1, y: box.y - 1, width: box.width + 2, height: box.height + 2, rx: 3.5 }
}

function Shown({ mark, plot, panel, shape, patterns, pointed }: MarksProps & { readonly mark: Mark }): ReactNode {
  const series = panel.series[mark.series]
  if (series === undefined) return null
  if (mark.slice !== undefined) return <Slice slice={mark.slice} at={mark.category} patterns={patterns} mark={mark} />
  if (mark.heat !== undefined) return <rect className={`chart-cell heat-${mark.heat}`} rx={2.5} {...mark.box} />
  if (shape !== 'lines' && shape !== 'areas') {
    const at = shape === 'waterfall' ? stepOf(mark) : mark.series
    const own = shape === 'waterfall' ? steps[at] : series
    return own === undefined ? null : (
      <>
        <rect
          className={`chart-bar ${toneClass(own.tone)}`}
          fill={fillOf(patterns, own, at)}
          rx={mark.box.width > 6 ? 2.5 : 0}
          {...mark.box}
        />
        {'health' in own.tone ? <Glyph tone={own.tone} box={mark.box} /> : null}
      </>
    )
  }
  const tone = toneClass(series.tone)
  const isSeen = mark.category === pointed || isDotted(mark, plot, panel)
  return isSeen ? (
    <path className={`chart-dot ${tone}`} transform={`translate(${mark.at.x} ${mark.at.y})`} d={symbolOf(series.tone)} />
  ) : null
}

type SliceOf = NonNullable<Mark['slice']>
const placeOf = ({ path, origin }: SliceOf) => ({ d: path, transform: `translate(${origin.x} ${origin.y})` })

interface SliceProps {
  readonly slice: SliceOf
  readonly at: number
  readonly patterns: string
  readonly mark: Mark
}
function Slice({ slice, at, patterns, mark }: SliceProps): ReactNode {
  const { tone = { place: at } } = slice
  const own = { key: mark.key, label: '', points: [], tone }
  return (
    <>
      <path className={`chart-bar ${toneClass(tone)}`} fill={fillOf(patterns, own, at)} {...placeOf(slice)} />
      {'health' in tone ? <Glyph tone={tone} box={mark.box} /> : null}
    </>
  )
}

/** The shape of a status in its bar, where it has room. */
function Glyph({ tone, box: { x, y, width, height } }: { readonly tone: Tone; readonly box: Mark['box'] }): ReactNode {
  if (width < 12 || height < 12) return null
  return <path className="chart-glyph" transform={`translate(${x + width / 2} ${y + height / 2})`} d={symbolOf(tone, 44)} />
}

/** What a step of a waterfall looks like: a level, a rise, a fall. */
export const steps: Panel['series'] = [0, 1, 2].map((place) => ({ key: `step ${place}`, label: '', points: [], tone: { place } }))
const stepOf = ({ isLevel, point }: Mark): number => (isLevel ? 0 : point.value < 0 ? 2 : 1)

/** Ends have a dot, and what lies between two gaps; all of them where several lines have to be told apart and there is room. */
function isDotted({ series, category }: Mark, { trails, columns }: Plot, panel: Panel): boolean {
  const trail = trails[series] ?? []
  const isAlone = (trail[category - 1]?.isGap ?? true) && (trail[category + 1]?.isGap ?? true)
  const isLast = trail.findLastIndex(({ isGap }) => !isGap) === category
  return isAlone || isLast || (panel.series.length > 1 && (columns[0]?.width ?? 0) > 18)
}
