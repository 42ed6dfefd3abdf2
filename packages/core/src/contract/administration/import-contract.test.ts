import { test } from 'vitest'
import { limitsOf } from '../test-limits.js'
import { expectShape } from '../test-shape.js'
import {
  analyseImportContract,
  checkImportContract,
  importHistoryContract,
  importLinesContract,
  mendLineContract,
  rejectedCsvContract,
  startImportContract,
  steerImportContract,
} from './import-contract.js'

test('[SDK-11] an import begins with one to twenty uploads, and with a plan of them', () => {
  const limits = limitsOf(analyseImportContract, { uploads: ['u'] })
  limits.list(['uploads'], 1, 20)
  limits.values(['uploads'], [['x'.repeat(200)]], [[''], ['x'.repeat(201)]])
  const file = { upload: 'u', file: 'f', objectType: 'company', encoding: 'utf-8', delimiter: ',', key: [], existing: 'leave', columns: [] }
  limitsOf(startImportContract, { plan: { files: [file], wrong: 'stop' } }).values(['plan', 'files'], [], [[]])
})

test('[SDK-11] of an import its lines are looked at, it is steered, and a line is mended cell by cell', () => {
  const lines = limitsOf(importLinesContract, { run: 'r', result: 'created' })
  lines.values(['result'], ['updated', 'rejected'], ['odd', undefined])
  limitsOf(steerImportContract, { run: 'r', to: 'pause' }).values(['to'], ['continue', 'cancel', 'undo'], ['stop', undefined])
  const mend = limitsOf(mendLineContract, { run: 'r', file: 'f', line: 2, cells: { Name: 'x' } })
  mend.text(['file'], 0, 500)
  mend.values(['line'], [0, 9], [1.5, '2'])
  mend.values(['cells'], [{ Name: 'x'.repeat(262_144) }], [{ Name: 'x'.repeat(262_145) }, { Name: 5 }])
  for (const each of [lines, mend, limitsOf(rejectedCsvContract, { run: 'r' })]) each.text(['run'], 1, 200)
})

const counts = { created: 1, updated: 1, unchanged: 1, rejected: 1, skipped: 1 }
const fault = { column: 'Name', value: 'x', reason: 'No.' }
const line = { file: 'f', line: 2, title: 'Northwind', faults: [fault] }
const optional = ['title', 'faults.0.column', 'faults.0.value']

test('[SDK-11] a dry run says what would become of the lines, and what is wrong with them', () => {
  const causes = [{ file: 'f', column: 'Name', cause: 'Empty.', count: 2, rejects: true, values: ['x'] }]
  const full = { ...counts, lines: 9, notLinked: 1, byType: {}, causes, wrong: [line], mapping: '{}', tookMs: 5 }
  expectShape(checkImportContract, full, ['causes.0.column', ...optional.map((name) => `wrong.0.${name}`)])
})

test('[SDK-11] [BEY-5] an import says how far it is, and how far taking it back has come', () => {
  const undo = { state: 'running', done: 1, total: 4, kept: 1, left: 1, failed: 1 }
  const full = {
    ...{ run: 'r', name: 'f.csv', user: 'anna', group: 'g', state: 'paused', ...counts, notLinked: 0, lines: 9, total: 9 },
    ...{ startedAt: 1, endedAt: 2, problem: 'No.', undo, undoneAt: 3, kept: true },
  }
  const lacking = ['0.user', '0.endedAt', '0.problem', '0.undo', '0.undo.total', '0.undoneAt']
  expectShape(importHistoryContract, [full], lacking)
  for (const state of ['running', 'paused', 'done', 'cancelled', 'failed'])
    expectShape(importHistoryContract, [{ ...full, state }], lacking)
  for (const state of ['done', 'cancelled', 'failed']) expectShape(importHistoryContract, [{ ...full, undo: { ...undo, state } }], lacking)
})

test('[SDK-11] a line is answered with its cells and why it was rejected', () => {
  const shown = { ...line, type: 'company', id: 'c1', cells: {} }
  expectShape(
    importLinesContract,
    { total: 1, lines: [shown] },
    [...optional, 'id', 'cells'].map((name) => `lines.0.${name}`),
  )
  for (const result of ['created', 'updated', 'unchanged', 'rejected', 'skipped'])
    expectShape(mendLineContract, { result, faults: [fault] }, ['faults.0.column', 'faults.0.value'])
  expectShape(steerImportContract, { done: 1, kept: 0 })
  expectShape(rejectedCsvContract, { files: [{ name: 'f.csv', text: 'x' }] })
  expectShape(startImportContract, { run: 'r' })
})
