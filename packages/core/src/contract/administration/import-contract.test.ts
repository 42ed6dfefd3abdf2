import { test } from 'vitest'
import { limitsOf } from '../test-limits.js'
import {
  analyseImportContract,
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
