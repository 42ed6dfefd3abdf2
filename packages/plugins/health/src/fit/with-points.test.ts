import { expect, test } from 'vitest'
import { withPoints } from './with-points.js'

const criterion = {
  kind: 'number',
  id: 'usage',
  name: 'Usage',
  property: 'company.usage',
  ranges: [{ points: 1 }],
  bound: 'above',
} as const
const rangesOf = (bins: Parameters<typeof withPoints>[1]) => {
  const made = withPoints(criterion, bins)
  return made.kind === 'number' ? made.ranges : undefined
}
const bin = (from: number | undefined, to: number | undefined, points: number) =>
  ({ bin: { ...(from !== undefined && { from }), ...(to !== undefined && { to }) }, points }) as Parameters<typeof withPoints>[1][number]

test('[HS-12] neighbouring ranges that earn the same are proposed as one; a gap or other points keep them apart', () => {
  expect(rangesOf([bin(undefined, 2, 0), bin(2, 5, 4), bin(5, 9, 4), bin(9, undefined, 4)])).toEqual([
    { to: 2, points: 0 },
    { from: 2, points: 4 },
  ])
  const apart = [bin(1, 2, 4), bin(3, 4, 4), bin(4, 5, 6)]
  expect(rangesOf(apart)).toEqual([
    { from: 1, to: 2, points: 4 },
    { from: 3, to: 4, points: 4 },
    { from: 4, to: 5, points: 6 },
  ])
})
