import { expect, test } from 'vitest'
import { checkHeader, columnsUsed, unusedColumns } from './header-checks.js'
import { parseMapping } from './mapping.js'

const since = { column: 'As of', format: 'YYYY-MM-DD' }
const mapping = parseMapping({
  ...{ source: 'x', zone: 'UTC' },
  files: [
    { file: 'b.csv', objectType: 'company', externalId: 'lineNumber' },
    {
      ...{ file: 'a.csv', objectType: 'deal', externalId: ['Id', 'Part'] },
      properties: {
        name: { kind: 'string', text: '{First} {Last}' },
        amount: { kind: 'money', column: 'Value', currencyColumn: 'Currency', since },
      },
      stage: { pipeline: 'sales', column: 'Stage', since: { ...since, column: 'Moved' } },
      links: [{ association: 'company', to: 'company', columns: ['Account', 'Region'] }],
      cells: { Note: { trim: true } },
    },
  ],
})
const [plain, file] = mapping.files
const used = {
  'externalId.0': 'Id',
  'externalId.1': 'Part',
  'properties.name.text': 'First, Last',
  'properties.amount.column': 'Value',
  'properties.amount.currencyColumn': 'Currency',
  'properties.amount.since.column': 'As of',
  'stage.column': 'Stage',
  'stage.since.column': 'Moved',
  'links.0.columns.0': 'Account',
  'links.0.columns.1': 'Region',
  'cells.Note': 'Note',
}
const columns = Object.values(used).flatMap((each) => each.split(', '))

test('[SDK-11] every column that a mapping looks at is known with its place', () => {
  if (file === undefined || plain === undefined) throw new Error('The mapping has two files.')
  const found = columnsUsed(file).map(({ path, column }) => [path.join('.'), column])
  expect(found).toEqual(Object.entries(used).flatMap(([path, names]) => names.split(', ').map((name) => [path, name])))
  expect(columnsUsed(plain)).toEqual([])
})

test('[SDK-16] columns that nothing looks at are named by file, but not those without a name', () => {
  if (file === undefined || plain === undefined) throw new Error('The mapping has two files.')
  const headers = new Map([
    [plain, ['', ' ']],
    [file, [...columns, 'Other', '', 'Phone']],
  ])
  expect([...unusedColumns(headers)]).toEqual([['a.csv', ['Other', 'Phone']]])
})

test('[SDK-11] a header has each of them once; what it has beside them does no harm', () => {
  if (file === undefined) throw new Error('The mapping has two files.')
  const problem = (header: readonly string[] | undefined) => {
    try {
      return checkHeader(mapping, file, header).length
    } catch (error) {
      return (error as Error).message
    }
  }
  expect(problem([...columns, 'Other', 'Other'])).toBe(columns.length + 2)
  for (const column of columns)
    expect(problem(columns.filter((each) => each !== column)), column).toContain(`a.csv has no column "${column}"`)
  expect(problem([...columns, 'Stage'])).toContain('files[1].stage.column: a.csv has 2 columns "Stage".')
  expect(problem(columns.map((each) => (each === 'Value' ? 'Valu' : each)))).toContain('Did you mean "Valu"?')
  expect(problem(columns.map((each) => (each === 'Value' ? ' Value ' : each)))).toContain('Did you mean " Value ", with its spaces?')
  expect(problem(undefined)).toContain('files[1].file: a.csv is empty')
})

test('[SDK-16] a file that is separated otherwise, or is in UTF-16 without a mark, is named as that', () => {
  if (file === undefined) throw new Error('The mapping has two files.')
  const problem = (header: readonly string[]) => () => checkHeader(mapping, file, header)
  expect(problem(['Id;Part;First'])).toThrow(
    'files[1].delimiter: a.csv has one column, "Id;Part;First". It seems to be separated by ";": say "delimiter": ";".',
  )
  expect(problem(['Id\tPart'])).toThrow('separated by "\\t"')
  expect(problem(['I\0d\0', 'P\0'])).toThrow('files[1].encoding: a.csv seems to be in UTF-16. Say "encoding": "utf-16le".')
  expect(problem(['\0I\0d', '\0P'])).toThrow('"utf-16be"')
  expect(problem(['Name'])).toThrow('a.csv has no column "Id".')
})

test('[SDK-16] a file of which no column is read may be separated by anything, and its own delimiter is no wrong one', () => {
  if (file === undefined || plain === undefined) throw new Error('The mapping has two files.')
  for (const header of [['Id;Part'], ['I\0d\0']]) expect(checkHeader(mapping, plain, header)).toEqual(header)
  const one = { ...file, externalId: ['Id|Part'], properties: {}, links: [], cells: {}, stage: undefined }
  const keyed = (delimiter: string): typeof file => ({ ...one, delimiter })
  expect(checkHeader(mapping, keyed('|'), ['Id|Part'])).toEqual(['Id|Part'])
  expect(() => checkHeader(mapping, keyed(';'), ['Id|Part'])).toThrow('separated by "|": say "delimiter": "|".')
  expect(() => checkHeader(mapping, keyed(';'), ['Id,Part'])).toThrow('separated by ",": say "delimiter": ",".')
})

test('[SDK-16] a column that one reading of a file looks at is used, whatever another reading of it does; one alone is named too', () => {
  const of = (column: string) => ({ file: 'a.csv', objectType: column, externalId: [column] })
  const headers = ['Id', 'Part', 'Other']
  expect([...unusedColumns(new Map([of('Id'), of('Part')].map((each) => [each, headers])))]).toEqual([['a.csv', ['Other']]])
})
