import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
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

test('[SDK-16] a report of an earlier run is removed, in whatever form it was written', () => {
  const starts = {
    'now.csv': 'file,line,column,objectType,reason,result\r\n',
    'before.csv': 'file,line,column,objectType,reason\r\n',
    'lines.jsonl': '{"file":"a \\"b\\" c.csv","line":7,"objectType":"deal"}\n',
  }
  for (const [name, text] of Object.entries(starts)) {
    const file = join(folder, name)
    writeFileSync(file, `${text}${'x'.repeat(10_000)}`)
    openReport(file)[Symbol.dispose]()
    expect(existsSync(file), name).toBe(false)
  }
  for (const text of [' {"file":"a.csv","line":7,', '{"file":"a.csv","line":x,', 'file,line,column,objectType\r\n']) {
    const file = join(folder, 'other.jsonl')
    writeFileSync(file, text)
    const message = `${file} is there already and is no report of an import. Name another file with --report FILE, or move this one.`
    const problem = { code: 'input.invalid', message, details: { issues: [{ path: ['report'], message }] } }
    expect(() => openReport(file)).toThrow(expect.objectContaining({ problem }))
  }
})

test('[SEC-8] every start of a formula is neutralised, and no other text', () => {
  const file = join(folder, 'starts.csv')
  const report = openReport(file)
  const cells = ['=1', '+1', '-1', '@a', '\tx', '\rx', 'a=1', "'a"]
  for (const reason of cells) report.add({ ...line, reason })
  report[Symbol.dispose]()
  report[Symbol.dispose]()
  const said = ["'=1", "'+1", "'-1", "'@a", "'\tx", `"'\rx"`, 'a=1', "'a"]
  const rows = said.map((reason) => `deals.csv,7,value,deal,${reason},rejected\r\n`)
  expect(readFileSync(file, 'utf8')).toBe(`file,line,column,objectType,reason,result\r\n${rows.join('')}`)
  expect(report.count).toBe(cells.length)
})

test('[SDK-16] a place where no report can be written is refused when it is opened, with what to do, and nothing is left there', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tenure-report-'))
  writeFileSync(join(folder, 'file'), '')
  const places = [join(folder, 'none', 'rejected.csv'), join(folder, 'file', 'rejected.csv'), join(folder, `${'x'.repeat(300)}.csv`)]
  const reasons = ['There is no such folder.', 'There is no such folder.', 'ENAMETOOLONG']
  for (const [at, place] of places.entries()) {
    const refused = () => openReport(place)
    expect(refused).toThrow(`The report cannot be written to ${place}.`)
    expect(refused).toThrow(reasons[at] ?? '')
    expect(refused).toThrow('Name another file with --report FILE.')
    expect(refused).toThrow(expect.objectContaining({ code: 'input.invalid' }))
  }
  expect(readdirSync(folder)).toEqual(['file'])
})
