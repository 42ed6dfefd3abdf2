import { expect, test } from 'vitest'
import { laidOver, overlayName, parseOverlay, toKept } from './overlay.js'

test('[CUS-2] an overlay that was kept is read as far as it says something', () => {
  const kept = {
    columns: ['name', 7, 'arr'],
    widths: { arr: 120, name: 'wide', csm: 5, city: 9_000 },
    totals: { arr: 'average', name: 'product', csm: 'none' },
  }
  expect(parseOverlay(kept)).toEqual({ columns: ['name', 'arr'], widths: { arr: 120 }, totals: { arr: 'average', csm: 'none' } })
  for (const nothing of [null, undefined, 'text', [], { columns: 'name', widths: null, totals: [] }])
    expect(parseOverlay(nothing)).toEqual({ widths: {}, totals: {} })
})
test('[CUS-2] what a user has chosen lies over what the view says, column by column', () => {
  const view = { columns: ['name', 'arr'], widths: { name: 200, arr: 100 }, totals: { arr: 'sum' } } as const
  const own = { columns: ['arr', 'name', 'csm'], widths: { name: 320 }, totals: {} } as const
  expect(laidOver(view, own)).toEqual({ columns: ['arr', 'name', 'csm'], widths: { name: 320, arr: 100 }, totals: { arr: 'sum' } })
  expect(laidOver(view, { widths: {}, totals: { arr: 'average' } })).toEqual({ ...view, totals: { arr: 'average' } })
})

test('an overlay that says nothing is forgotten', () => {
  expect(toKept({ widths: {}, totals: {} })).toBeNull()
  expect(toKept({ columns: [], widths: {}, totals: {} })).toEqual({ columns: [], widths: {}, totals: {} })
})
test('the name of an overlay is one that the server keeps', () => {
  const view = (id: string) => ({ id, title: '', builtIn: true, total: 0 })
  expect(overlayName('acme/rows', view('acme/all'))).toBe('columns/acme/all')
  expect(overlayName('acme/rows', undefined)).toBe('columns/acme/rows')
  expect(overlayName('acme/rows', view(`Größe ${'x'.repeat(200)}`))).toMatch(/^[a-z][\w./-]{99}$/)
})
