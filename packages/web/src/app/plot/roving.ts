import type { Mark, Plot } from './geometry.js'

/** The point that a key leads to from another; `undefined` for a key that leads nowhere. Along the axis with two arrows, across the series with the others. */
export function nextMark(
  marks: readonly Mark[],
  from: Mark,
  key: string,
  { isLying, isDown }: Pick<Plot, 'isLying' | 'isDown'>,
): Mark | undefined {
  const [less, more] = isDown === true ? ['ArrowUp', 'ArrowDown'] : isLying ? ['ArrowLeft', 'ArrowRight'] : ['ArrowDown', 'ArrowUp']
  const [before, after] = isLying ? ['ArrowUp', 'ArrowDown'] : ['ArrowLeft', 'ArrowRight']
  const along = marks.filter(({ series }) => series === from.series).toSorted((a, b) => a.category - b.category)
  const beside = marks.filter(({ category }) => category === from.category).toSorted((a, b) => a.series - b.series)
  switch (key) {
    case before:
      return along.findLast(({ category }) => category < from.category) ?? from
    case after:
      return along.find(({ category }) => category > from.category) ?? from
    case less:
      return beside.findLast(({ series }) => series < from.series) ?? from
    case more:
      return beside.find(({ series }) => series > from.series) ?? from
    case 'Home':
      return along[0]
    case 'End':
      return along.at(-1)
  }
  return undefined
}
