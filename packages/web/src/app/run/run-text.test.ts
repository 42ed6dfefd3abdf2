import { expect, test } from 'vitest'
import { bulk as german } from '../../words/de/bulk.js'
import { bulk } from '../../words/en/bulk.js'
import { aboutOf, behindOf, brokenOf, countsOf, endToast, failuresOf, type RunReport, titleOf, whyOf } from './run-text.js'

const words = bulk.run
const written = (count: number) => new Intl.NumberFormat('en').format(count)
const report = (more: Partial<RunReport> = {}): RunReport => ({
  ...{ run: 'r', name: 'Edit', kind: 'bulk', group: 'g', state: 'running', total: 1388, done: 1267, kept: 3, left: 0, failed: 1 },
  ...{ startedAt: 0, items: [{ outcome: 'failed', type: 'task', id: 't', title: 'Chase SSO test', message: 'No right to edit.' }] },
  ...more,
})
const end = (more: Partial<RunReport>, about = aboutOf(report())) =>
  endToast(report({ state: 'done', kept: 0, ...more }), about, words, written, () => {})

test('[CUS-4] a run says how far it is, to whom, and counts per outcome', () => {
  expect(titleOf(report(), { does: 'assign', to: 'Ada Okafor' }, words, written)).toBe('Assigning 1,271 of 1,388 to Ada Okafor')
  expect(countsOf(report(), words, written)).toEqual(['1,267 done', '3 unchanged', '1 failed'])
  expect(countsOf(report({ kept: 0, failed: 0 }), words, written)).toEqual(['1,267 done'])
})

test('[CUS-4] progress never goes beyond the whole, and needs none', () => {
  const { total: _total, ...open } = report({ kind: 'undo', name: 'Undo' })
  expect(behindOf(report({ done: 2000 }))).toBe(1388)
  expect(titleOf(open, aboutOf(open), words, written)).toBe('1,271 done')
})

test('[CUS-4] a run that was begun elsewhere is named by what it does', () => {
  const named = [
    ['bulk', 'Edit'],
    ['bulk', 'Archive'],
    ['bulk', 'Add'],
    ['undo', 'Undo'],
    ['import', 'Import'],
  ] as const
  expect(named.map(([kind, name]) => aboutOf({ kind, name }).does)).toEqual(['edit', 'archive', 'add', 'undo', 'other'])
})

test('[CUS-4] [BEY-5] the end of a run says what was done, names what failed with the reason, and offers undo', () => {
  expect(end({ done: 343, kept: 0, failed: 0, items: [] }, { does: 'assign', to: 'Ada' })).toEqual({
    tone: 'done',
    title: '343 records assigned to Ada',
    undo: { group: 'g' },
  })
  expect(end({ done: 1, left: 1, failed: 0 })).toMatchObject({
    tone: 'refused',
    title: '1 record changed, 1 failed',
    detail: 'Chase SSO test: No right to edit.',
    undo: { group: 'g' },
  })
  expect(end({ done: 340, kept: 2 }, { does: 'undo' })).toMatchObject({ title: '340 records as before, 2 unchanged, 1 failed' })
  expect(end({ done: 0, failed: 2 })).not.toHaveProperty('undo')
  expect(end({ state: 'cancelled', failed: 0 })).toMatchObject({ tone: 'done', about: 'Stopped' })
  expect(end({ state: 'failed', problem: 'You are signed out.' })).toMatchObject({
    title: 'The run could not go on',
    detail: 'You are signed out.',
  })
})

test('[CUS-4] a run in which every record failed says that none was done, and why', () => {
  const failed = (id: string, message = 'No right to edit.') => ({ outcome: 'left' as const, type: 'company', id, title: id, message })
  const none = { done: 0, left: 2, failed: 0 }
  const assign = { does: 'assign', to: 'Ada' } as const
  expect(end({ ...none, items: [failed('Acme'), failed('Globex')] }, assign)).toEqual({
    ...{ tone: 'refused', title: 'No record assigned to Ada, 2 failed', detail: 'No right to edit.' },
    choices: [{ label: 'Show', run: expect.any(Function) }],
  })
  expect(end({ ...none, items: [failed('Acme'), failed('Globex', 'It is archived.')] }, assign).detail).toBe('Acme: No right to edit.')
  const titles = (['edit', 'add', 'undo', 'other'] as const).map((does) => [
    end(none, { does }).title,
    endToast(report({ state: 'done', kept: 0, ...none }), { does }, german.run, written, () => {}).title,
  ])
  expect(titles).toEqual([
    ['No record changed, 2 failed', 'Kein Datensatz geändert, 2 fehlgeschlagen'],
    ['No task added, 2 failed', 'Keine Aufgabe hinzugefügt, 2 fehlgeschlagen'],
    ['Nothing undone, 2 failed', 'Nichts zurückgenommen, 2 fehlgeschlagen'],
    ['Nothing done, 2 failed', 'Nichts erledigt, 2 fehlgeschlagen'],
  ])
})

test('[SDK-17] why a run could not go on is said in the language of the page', () => {
  const report = { problem: 'Sign in to see this workspace.', reason: { code: 'access.signed-out', details: {} } }
  expect([brokenOf(report, words), brokenOf(report, german.run), brokenOf({ problem: 'As it came.' }, german.run)]).toEqual([
    'Sign in to see this workspace.',
    'Melden Sie sich an, um diesen Arbeitsbereich zu sehen.',
    'As it came.',
  ])
})

test('[CUS-4] what was so already is counted as unchanged, and is no failure', () => {
  const items: RunReport['items'] = []
  expect(end({ done: 3, kept: 2, failed: 0, items })).toMatchObject({ tone: 'done', title: '3 records changed, 2 unchanged' })
  expect(end({ done: 0, kept: 2, failed: 0, items })).toMatchObject({ tone: 'done', title: 'No record changed, 2 unchanged' })
})

test('[SDK-17] [BEY-5] a reason with a code is said in the language of the page; one without, as it came', () => {
  const reason = { code: 'undo.changed', message: 'ARR was changed since.', details: { label: 'Umsatz' } }
  expect([whyOf({ part: 'arr', ...reason }, words), whyOf({ part: 'arr', ...reason }, german.run)]).toEqual([
    'ARR was changed since.',
    '„Umsatz“ wurde inzwischen geändert.',
  ])
  const denied = { code: 'access.denied', message: 'You may not edit this company.', details: {} }
  expect(whyOf(denied, german.run)).toBe('Dazu fehlt Ihnen ein Recht. Ihr Administrator kann es Ihnen geben.')
  expect(whyOf({ message: 'Of an older version.' }, german.run)).toBe('Of an older version.')
})

test('[ACC-9] a record that may not be seen has no name among the failures', () => {
  const items = [{ outcome: 'failed', type: 'company', id: 'x', title: null, message: 'There is no such record.' }] as const
  expect(failuresOf(report({ items: [...items] }), words)).toEqual([
    { name: 'A record that you may not see', why: 'There is no such record.' },
  ])
})
