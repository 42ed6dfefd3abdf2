import type { ChartData, Point } from '../chart/chart-data.js'

/** A value that is written large, and what it is called. */
export interface BigFigure {
  readonly key: string
  /** The unit that it is in: values of one name in several currencies share that name. */
  readonly unit: string
  readonly label: string
  readonly point: Point
}

/** The known values of a picture, each with its name: that of its series, of its category where there are several, or both. */
export function bigFigures({ categories, panels }: ChartData): readonly BigFigure[] {
  const names = new Set(panels.flatMap(({ series }) => series.map(({ key }) => key)))
  const nameOf = (label: string, category: string) => (categories.length < 2 ? label : names.size < 2 ? category : `${label} · ${category}`)
  return panels.flatMap((panel) =>
    categories.flatMap(({ key, full }, at) =>
      panel.series.flatMap(({ key: own, label, points }) => {
        const point = points[at]
        return point === undefined ? [] : [{ key: `${panel.key} ${own} ${key}`, unit: panel.key, label: nameOf(label, full), point }]
      }),
    ),
  )
}
