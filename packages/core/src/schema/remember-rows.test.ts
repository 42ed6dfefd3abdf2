import { expect, test } from 'vitest'
import { z } from 'zod'
import { Company } from './object-types.js'
import { rememberRows } from './remember-rows.js'
import { rowOf } from './row.js'

/** A list of rows that counts how many it checks. */
function countingList() {
  let checks = 0
  const row = z.strictObject({
    id: z.string(),
    name: z.string().refine(() => {
      checks++
      return true
    }),
  })
  return { list: z.array(rememberRows(row)), checks: () => checks }
}
const rowNamed = (name: string) => Object.freeze({ id: name, name })

test('of a list in which one row changed, one row is checked, and the others stay the same objects', () => {
  const { list, checks } = countingList()
  const rows = ['a', 'b', 'c'].map(rowNamed)
  const before = list.parse(rows)
  const after = list.parse(rows.with(1, rowNamed('B')))
  expect(checks()).toBe(4)
  expect(after).toEqual([rows[0], rowNamed('B'), rows[2]])
  expect([after[0] === before[0], after[2] === before[2]]).toEqual([true, true])
  expect(after.every((row) => Object.isFrozen(row))).toBe(true)
})

test('a row that is not frozen is checked each time', () => {
  const { list, checks } = countingList()
  const row = { id: 'a', name: 'a' }
  expect(list.parse([row])).toEqual([{ id: 'a', name: 'a' }])
  row.name = 'b'
  expect(list.parse([row])).toEqual([{ id: 'a', name: 'b' }])
  expect(checks()).toBe(2)
})

test('a wrong row is refused each time, with its place', () => {
  const { list } = countingList()
  const wrong = Object.freeze({ id: 'a', name: 1 })
  for (let time = 0; time < 2; time++) expect(list.safeParse([rowNamed('a'), wrong]).error?.issues[0]?.path).toEqual([1, 'name'])
})

test('two schemas do not share their results for a row', () => {
  const row = Object.freeze({ id: 'a', extra: 1 })
  const strips = rememberRows(z.object({ id: z.string() }))
  const keeps = rememberRows(z.looseObject({ id: z.string() }))
  expect([strips.parse(row), keeps.parse(row)]).toEqual([{ id: 'a' }, { id: 'a', extra: 1 }])
})

test('the JSON Schema is that of the schema that was given', () => {
  const row = rowOf(Company.name, Company.arr, Company.renewalDate) as unknown as z.ZodType
  const described = z.looseObject({ id: z.string() }).meta({ title: 'Row', description: 'A row.' })
  for (const each of [row, described]) expect(z.toJSONSchema(z.array(rememberRows(each)))).toEqual(z.toJSONSchema(z.array(each)))
})
