import { expect, test } from 'vitest'
import { type Report, tellReport } from './tell-report.js'

const text = (english: string, values: Readonly<Record<string, string | number>> = {}) =>
  english.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name]))
const report = (more: Partial<Report>): Report => ({
  ...{ run: 'r', name: 'Hand over', kind: 'hand-over', group: 'g', state: 'done', startedAt: 0 },
  ...{ done: 0, kept: 0, left: 0, failed: 0, items: [], ...more },
})
const item = (title: string | null, message: string) => ({ outcome: 'failed' as const, type: 'deal', id: `${title}`, title, message })
const told = (more: Partial<Report>, deactivates = false) => tellReport(report(more), { deactivates, text })

test('[ACC-13] every record of a hand-over is accounted for: given, with somebody else already, or not given, and why', () => {
  expect(told({ done: 5 })).toEqual({ tone: 'done', detail: 'Reassigned: 5 of 5.' })
  expect(told({ done: 6, kept: 2 }, true)).toEqual({ tone: 'done', detail: 'Reassigned: 5 of 7. Already with somebody else: 2.' })
  const items = [item('Renewal', 'A reason is needed.'), item(null, 'You may not edit this.')]
  expect(told({ done: 3, left: 1, failed: 1, items })).toEqual({
    tone: 'refused',
    detail: 'Reassigned: 3 of 5. Not reassigned: 2. Renewal: A reason is needed. You may not edit this.',
  })
})

test('[ACC-13] a hand-over that goes on has no report yet, one without records has no numbers, and one that broke off says why', () => {
  expect(told({ done: 1 }, true)).toEqual({ tone: 'done' })
  expect(told({ done: 40, state: 'running' })).toBeUndefined()
  expect(told({ done: 40, state: 'failed', problem: 'The disk is full.' })).toEqual({
    tone: 'refused',
    detail: 'Reassigned: 40 of 40. The disk is full.',
  })
})
