import { expect, test } from 'vitest'
import type { FileMapping, Mapping } from './mapping/mapping-schema.js'
import { createRowReader, fileId, withoutControls } from './row-reader.js'

const header = ['Id', 'Part', 'Name', 'Stage', 'Company', 'Region', 'Amount']
const lookups = {
  idOf: () => ({ value: 'known' }),
  userNamed: () => ({ reason: 'nobody' }),
  userHere: () => ({ reason: 'nobody' }),
  isAmbiguous: () => false,
}
function reader(file: Partial<FileMapping>, mapping: Partial<Mapping> = {}) {
  const whole: FileMapping = {
    file: 'deals.csv',
    objectType: 'deal',
    externalId: ['Id'],
    properties: { name: { kind: 'string', column: 'Name' } },
    ...file,
  }
  const rows = createRowReader({ source: 'test', files: [whole], ...mapping }, whole, header, lookups)
  const read = (cells: Readonly<Record<string, string>>, reason?: string) =>
    rows.read({ line: 7, cells: header.map((column) => cells[column] ?? ''), ...(reason !== undefined && { reason }) })
  return { ...rows, line: read }
}
type Read = ReturnType<ReturnType<typeof reader>['line']>
const rowOf = (read: Read) => (read !== 'skip' && 'row' in read ? read.row : undefined)
const keyOf = (read: Read) => rowOf(read)?.externalId
const faultsOf = (read: Read) => (read !== 'skip' && 'faults' in read ? read.faults : undefined)

test('[SDK-11] a line becomes a row with its key, values and line', () => {
  expect(reader({}).line({ Id: 'd1', Name: 'Renewal' })).toStrictEqual({
    row: { type: 'deal', file: 'deals.csv', externalId: 'd1', values: { name: 'Renewal' }, links: [], linked: [], line: 7 },
  })
  expect(rowOf(reader({ only: 'update' }).line({ Id: 'd1' }))?.only).toBe('update')
})

test('[SDK-11] two composite keys meet only when all their parts do', () => {
  const { line } = reader({ externalId: ['Id', 'Part'] })
  const pairs = [
    ['a', 'b'],
    ['a/b', 'c'],
    ['a', 'b/c'],
    ['a%2Fb', 'c'],
    ['a', 'b%2Fc'],
    ['a/', 'b'],
    ['a', '/b'],
    ['b', 'a'],
  ]
  const keys = pairs.map(([Id = '', Part = '']) => keyOf(line({ Id, Part })))
  expect(keys.slice(0, 4)).toEqual(['a/b', 'a%2Fb/c', 'a/b%2Fc', 'a%252Fb/c'])
  expect(new Set(keys).size).toBe(pairs.length)
  expect(keyOf(reader({}).line({ Id: 'a/b%' }))).toBe('a/b%')
})

test('[SDK-11] every missing part of a key is named', () => {
  const { line } = reader({ externalId: ['Id', 'Part'] })
  const missing = (column: string) => ({ column, reason: 'the key is missing' })
  expect(faultsOf(line({ Id: 'a' }))).toEqual([missing('Part')])
  expect(faultsOf(line({}))).toEqual([missing('Id'), missing('Part')])
  expect(line({ Id: 'a', Part: 'b' }, 'too long')).toEqual({ faults: [{ reason: 'too long' }] })
})

test('[SDK-16] lines without a key are passed over where the mapping says so, and the line number can be the key', () => {
  const { line } = reader({ externalId: ['Id', 'Part'], blankKey: 'skip' })
  expect([line({ Id: 'a' }), line({ Part: 'b' }), keyOf(line({ Id: 'a', Part: 'b' }))]).toEqual(['skip', 'skip', 'a/b'])
  expect(keyOf(reader({ externalId: 'lineNumber' }).line({ Name: 'x' }))).toBe('7')
  const spelled = reader({ blankKey: 'skip', missing: ['n/a'], trim: true })
  expect([spelled.line({ Id: ' n/a ' }), spelled.line({ Id: '  ' }), keyOf(spelled.line({ Id: ' a ' }))]).toEqual(['skip', 'skip', 'a'])
})

test('[SDK-16] a link with all of its key links, one with none is left out, and half of one is noted', () => {
  const { line } = reader({ links: [{ association: 'company', to: 'company', columns: ['Company', 'Region'], label: 'primary' }] })
  expect(rowOf(line({ Id: 'd1', Company: 'c', Region: 'r' }))?.links).toStrictEqual([
    { association: 'company', to: { type: 'company', externalId: 'c/r' }, label: 'primary' },
  ])
  expect(line({ Id: 'd1' })).toEqual({ row: expect.objectContaining({ links: [] }) })
  expect(line({ Id: 'd1', Company: 'c' })).toEqual({
    row: expect.objectContaining({ links: [] }),
    notes: [{ column: 'Region', reason: 'the key is missing' }],
  })
})

test('[SDK-16] a link without a label that is not required says nothing of either', () => {
  const { line } = reader({ links: [{ association: 'company', to: 'company', columns: ['Company'] }] })
  expect(rowOf(line({ Id: 'd1', Company: 'c' }))?.links).toStrictEqual([
    { association: 'company', to: { type: 'company', externalId: 'c' } },
  ])
})

test('[SDK-16] a required link rejects the line when any part of its key is missing', () => {
  const { line } = reader({ links: [{ association: 'company', to: 'company', columns: ['Company', 'Region'], required: true }] })
  expect(rowOf(line({ Id: 'd1', Company: 'c', Region: 'r' }))?.links).toStrictEqual([
    { association: 'company', to: { type: 'company', externalId: 'c/r' }, required: true },
  ])
  expect(faultsOf(line({ Id: 'd1', Company: 'c' }))).toEqual([{ column: 'Region', reason: 'the key is missing' }])
  expect(faultsOf(line({ Id: 'd1' }))?.map(({ column }) => column)).toEqual(['Company', 'Region'])
})

test('[SDK-11] all that is wrong with a line is named at once', () => {
  const { line } = reader({
    properties: { amount: { kind: 'number', column: 'Amount' } },
    stage: { pipeline: 'sales', column: 'Stage', stages: { Won: 'won' } },
    links: [{ association: 'company', to: 'company', columns: ['Company'], required: true }],
  })
  expect(faultsOf(line({ Amount: 'many', Stage: 'Lost' }))?.map(({ column }) => column)).toEqual(['Id', 'Company', 'Amount', 'Stage'])
})

test('[SDK-11] a stage is found by its spelling, by the rest, or by the one for missing values', () => {
  const stage = { pipeline: 'sales', column: 'Stage', stages: { Won: 'won' } }
  const values = (file: Partial<FileMapping>, Stage: string) => rowOf(reader(file).line({ Id: 'd1', Stage }))?.values
  expect(values({ stage }, 'Won')).toMatchObject({ pipeline: 'sales', stage: 'won' })
  expect(faultsOf(reader({ stage }).line({ Id: 'd1', Stage: 'toString' }))?.[0]?.reason).toContain('is no stage; known are')
  expect(faultsOf(reader({ stage }).line({ Id: 'd1' }))).toEqual([{ column: 'Stage', reason: 'no stage is named' }])
  expect(values({ stage: { ...stage, other: 'open', missing: 'new' } }, 'Lost')).toMatchObject({ stage: 'open' })
  expect(values({ stage: { ...stage, other: 'open', missing: 'new' } }, '')).toMatchObject({ stage: 'new' })
  expect(values({ stage: { pipeline: 'sales', stage: 'won' } }, 'Lost')).toMatchObject({ pipeline: 'sales', stage: 'won' })
})

test('[SDK-11] spellings of missing, aliases and trimming: a column has its own, or those of the file, or of the mapping', () => {
  const name = (file: Partial<FileMapping>, Name: string, mapping: Partial<Mapping> = {}) =>
    rowOf(reader(file, mapping).line({ Id: 'd1', Name }))?.values['name']
  expect([name({}, ''), name({}, '-'), name({}, ' x ')]).toEqual([null, '-', ' x '])
  expect([name({}, '-', { missing: ['-'] }), name({}, '', { missing: ['-'] })]).toEqual([null, ''])
  expect([name({ missing: ['?'] }, '-', { missing: ['-'] }), name({ missing: ['?'] }, '?', { missing: ['-'] })]).toEqual(['-', null])
  const cells = { Name: { missing: ['none'], aliases: { NW: 'Northwind' }, trim: true } }
  expect(['none', '?', ' NW ', 'constructor'].map((text) => name({ missing: ['?'], cells }, text))).toEqual([
    null,
    '?',
    'Northwind',
    'constructor',
  ])
  expect(name({ trim: true, cells: { Name: { trim: false } } }, ' x ')).toBe(' x ')
})

test('[SDK-11] a text leaves out its blank cells, with the blanks around them, and is empty only where all of them are', () => {
  const name = (text: string, cells: Readonly<Record<string, string>>, more: Partial<FileMapping> = {}) =>
    rowOf(reader({ properties: { name: { kind: 'string', text } }, ...more }).line({ Id: 'd', ...cells }))?.values['name']
  const whole = { Name: 'A', Region: 'B', Part: 'C' }
  expect(name('{Name} in {Region}', whole)).toBe('A in B')
  expect(['{Name} {Region}', '{Region} {Name}', '{Region}{Name}'].map((text) => name(text, { Name: 'A' }))).toEqual(['A', 'A', 'A'])
  expect(name('{Name} {Region} {Part}', { Name: 'A', Part: 'C' })).toBe('A C')
  expect(name('{Name}{Region} {Part}', { Name: 'A', Part: 'C' })).toBe('A C')
  expect(name('{Name} ({Region} {Part})', { Name: 'A', Part: 'C' })).toBe('A (C)')
  expect(name('{Name} ({Region} {Part})', { Name: 'A', Region: 'B' })).toBe('A (B)')
  expect(name('{Name} {Region} {Part}', { Part: 'C' })).toBe('C')
  expect(name('{Name} {Region}', { Name: 'n/a', Region: 'B' }, { missing: ['n/a'] })).toBe('B')
  expect(name('{Name} {Unknown}', whole)).toBe('A')
  expect(name('{Name}  {Region}', { Name: ' x ', Region: 'B' })).toBe(' x   B')
  expect(['{Name} {Region}', 'Deal {Region}'].map((text) => name(text, {}))).toEqual([null, null])
  expect(name('Deal', {})).toBe('Deal')
  const day = { kind: 'date', text: '{Name}-{Region}-{Part}', format: 'YYYY-M-D' } as const
  const reason = '"2027--1" is not written YYYY-M-D'
  expect(faultsOf(reader({ properties: { day } }).line({ Id: 'd', Name: '2027', Part: '1' }))).toEqual([{ column: 'Name', reason }])
})

test('[SDK-11] columns of a property, a link and a stage are different cells', () => {
  const { columnsOf } = reader({
    stage: { pipeline: 'sales', column: 'Stage' },
    links: [{ association: 'company', to: 'company', columns: ['Company', 'Region'] }],
  })
  expect(['name', 'company', 'stage', 'pipeline', 'other'].map(columnsOf)).toEqual([
    ['Name'],
    ['Company', 'Region'],
    ['Stage'],
    ['Stage'],
    [],
  ])
})

test('[SDK-11] control characters of a key are encoded', () => {
  expect(withoutControls('a\tb\u0000c\u007fd\u001fe f')).toBe('a%09b%00c%7Fd%1Fe f')
})

test('[SDK-16] a column dates a value or the stage; an empty cell dates nothing, one that is no date is named', () => {
  const since = { column: 'Region', format: 'D.M.YYYY' }
  const mapping = { zone: 'Europe/Berlin' }
  const { line } = reader({ properties: { name: { kind: 'string', column: 'Name', since } } }, mapping)
  expect(rowOf(line({ Id: 'a', Name: 'x', Region: '1.3.2026' }))?.since).toEqual({ name: Date.parse('2026-03-01T00:00+01:00') })
  expect(rowOf(line({ Id: 'a', Name: 'x' }))?.since).toEqual({})
  expect(faultsOf(line({ Id: 'a', Region: '31.2.2026' }))).toEqual([
    { column: 'Region', reason: expect.stringContaining('does not exist') },
  ])
  const staged = reader({ stage: { pipeline: 'sales', column: 'Stage', stages: { Won: 'won' }, since: { ...since, zone: 'UTC' } } })
  const at = Date.parse('2026-03-01T00:00Z')
  expect(rowOf(staged.line({ Id: 'a', Stage: 'Won', Region: '1.3.2026' }))?.since).toEqual({ pipeline: at, stage: at })
})

test('[SDK-16] what an import may write over, create or fill goes with each line', () => {
  const overwrite = true as const
  const file: Partial<FileMapping> = {
    ...{ only: 'create', gaps: true },
    properties: { name: { kind: 'string', column: 'Name', overwrite }, amount: { kind: 'number', column: 'Amount' } },
    stage: { pipeline: 'sales', column: 'Stage', stages: { Won: 'won' }, overwrite },
    links: [{ association: 'company', to: 'company', columns: ['Company'], overwrite }],
  }
  const line = { Id: 'd1', Name: 'N', Amount: '1', Stage: 'Won', Company: 'c' }
  expect(rowOf(reader(file).line(line))).toMatchObject({
    ...{ only: 'create', gaps: true, overwrite: ['name', 'pipeline', 'stage', 'company'] },
  })
  const name = { kind: 'string', column: 'Name', overwrite } as const
  expect(rowOf(reader({ properties: { name } }).line(line))?.overwrite).toEqual(['name'])
  const plain = rowOf(reader({}).line(line))
  expect([plain?.only, plain?.gaps, plain?.overwrite]).toEqual([undefined, undefined, undefined])
})

test('[SDK-16] a key that several records here have is wrong where records are matched, and names its columns', () => {
  const isAmbiguous = (type: string, key: string) => type === 'deal' && key === 'a/b'
  const read = (match: string | undefined, Part: string) => {
    const file: FileMapping = { file: 'deals.csv', objectType: 'deal', externalId: ['Id', 'Part'], ...(match !== undefined && { match }) }
    const rows = createRowReader({ source: 'test', files: [file] }, file, header, { ...lookups, isAmbiguous })
    return rows.read({ line: 7, cells: ['a', Part] })
  }
  expect(read('code', 'b')).toEqual({ faults: [{ column: 'Id, Part', reason: '"a/b" is the code of several records here' }] })
  expect([keyOf(read('code', 'c')), keyOf(read(undefined, 'b'))]).toEqual(['a/c', 'a/b'])
})

test('[SDK-16] a line says which links it knows all of: half a key is not the end of a link', () => {
  const company = { association: 'company', to: 'company', columns: ['Company', 'Region'] }
  const { line } = reader({ links: [company, { association: 'parent', to: 'company', columns: ['Part'] }, company] })
  const parent = { association: 'parent', to: { type: 'company', externalId: 'p' } }
  const whole = rowOf(line({ Id: 'd1', Part: 'p' }))
  expect([whole?.links, whole?.linked]).toEqual([[parent], ['company', 'parent']])
  const half = rowOf(line({ Id: 'd1', Part: 'p', Company: 'c' }))
  expect([half?.links, half?.linked]).toEqual([[parent], ['parent']])
})

test('[SDK-11] ids and users are looked up by the cell of their column', () => {
  const file: FileMapping = {
    ...{ file: 'deals.csv', objectType: 'deal', externalId: ['Id'] },
    properties: {
      team: { kind: 'string', column: 'Name', idOf: 'team', match: 'name' },
      owner: { kind: 'user', column: 'Region' },
      csm: { kind: 'user', column: 'Part', by: 'account' },
    },
  }
  const rows = createRowReader({ source: 'test', files: [file] }, file, header, {
    ...{ idOf: (type, key, match) => ({ value: `${type} ${key} ${match}` }), userNamed: (name) => ({ value: `name ${name}` }) },
    ...{ userHere: (text) => ({ value: `here ${text}` }), isAmbiguous: () => false },
  })
  expect(rowOf(rows.read({ line: 7, cells: ['d1', 'p', 'n', '', '', 'r'] }))?.values).toEqual({
    ...{ team: 'team n name', owner: 'name r', csm: 'here p' },
  })
})

test('[SDK-16] a file that is read twice for one type is two files, and one for each type otherwise', () => {
  const of = (name: string, objectType: string): FileMapping => ({ file: name, objectType, externalId: ['Id'] })
  const files = [of('a.csv', 'deal'), of('b.csv', 'deal'), of('a.csv', 'company'), of('a.csv', 'deal'), of('a.csv', 'deal')]
  expect(files.map((each) => fileId({ source: 'x', files }, each))).toEqual(['a.csv', 'b.csv', 'a.csv', 'a.csv#2', 'a.csv#3'])
})

test('[SDK-11] the key is the columns that it is made from, and a stage that all lines have is no column', () => {
  const { columnsOf } = reader({ externalId: ['Id', 'Part'], stage: { pipeline: 'sales', stage: 'won' } })
  expect(['externalId', 'stage', 'pipeline'].map(columnsOf)).toEqual([['Id', 'Part'], [], []])
})

test('[SEC-9] what is granted goes with each line, and only what is named', () => {
  const grant = { seat: true, permissions: ['workspace.access'], superAdmin: undefined }
  const { line } = reader({ objectType: 'user', grant })
  expect(rowOf(line({ Id: 'u1', Name: 'Ada' }))?.values).toStrictEqual({ name: 'Ada', seat: true, permissions: ['workspace.access'] })
})

test('[SDK-11] a text of a cell that cannot be read is named at its first column, with the reason', () => {
  const { line } = reader({ properties: { amount: { kind: 'number', text: '{Amount}{Region}' } } })
  expect(line({ Id: 'd1', Amount: '1', Region: 'x' })).toEqual({ faults: [{ column: 'Amount', reason: '"1x" is no number' }] })
  const plain = reader({ properties: { amount: { kind: 'number', text: 'many' } } })
  expect(plain.line({ Id: 'd1' })).toEqual({ faults: [{ reason: '"many" is no number' }] })
})
