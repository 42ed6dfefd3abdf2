import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openReport } from './import-report.js'

const line = { result: 'rejected', type: 'deal', file: 'deals.csv', line: 7, column: 'value', reason: '"a,b" is no amount' } as const
const folder = mkdtempSync(join(tmpdir(), 'tenure-report-'))

test('[SDK-11] the report names file, line, column and reason, as CSV or as JSON lines', () => {
  for (const name of ['r.csv', 'r.jsonl']) {
    using report = openReport(join(folder, name))
    report.add(line)
    report.add({ result: 'unread', type: 'deal', file: 'deals.csv', line: 9, reason: 'ragged' })
    expect(report.count).toBe(2)
  }
  expect(readFileSync(join(folder, 'r.csv'), 'utf8')).toBe(
    'file,line,column,objectType,reason,result\r\ndeals.csv,7,value,deal,"""a,b"" is no amount",rejected\r\ndeals.csv,9,,deal,ragged,unread\r\n',
  )
  expect(
    readFileSync(join(folder, 'r.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((each) => JSON.parse(each))[0],
  ).toEqual({ file: 'deals.csv', line: 7, column: 'value', objectType: 'deal', reason: line.reason, result: 'rejected' })
})

test('[SEC-8] a cell that a spreadsheet would run is neutralised', () => {
  const file = join(folder, 'f.csv')
  using report = openReport(file)
  report.add({ ...line, column: '=HYPERLINK("http://x")' })
  expect(readFileSync(file, 'utf8')).toContain(`"'=HYPERLINK(""http://x"")"`)
})

test('[SDK-11] where nothing was left out there is no report, and an old one is gone', () => {
  const file = join(folder, 'old.csv')
  {
    using report = openReport(file)
    report.add(line)
  }
  using report = openReport(file)
  expect([existsSync(file), report.count]).toEqual([false, 0])
})

test('[SDK-16] a file that is no report stays, and the import is refused before it begins', () => {
  for (const name of ['customers.csv', 'notes.jsonl', 'empty.csv']) {
    const file = join(folder, name)
    const text = name === 'empty.csv' ? '' : 'no,name\n1,Acme\n'
    writeFileSync(file, text)
    expect(() => openReport(file)).toThrow('is there already and is no report of an import')
    expect(readFileSync(file, 'utf8')).toBe(text)
  }
  expect(() => openReport(folder)).toThrow('is there already')
})

test('[SDK-16] a file that appears while an import runs is not written over', () => {
  const file = join(folder, 'late.csv')
  using report = openReport(file)
  writeFileSync(file, 'mine')
  expect(() => report.add(line)).toThrow('EEXIST')
  expect(readFileSync(file, 'utf8')).toBe('mine')
})
