import { expect, test } from 'vitest'
import { type ShownEntry, toLine, toRow } from './audit-text.js'

const entry = {
  ...{ id: 'e1', at: Date.parse('2026-06-30T12:00:00Z'), kind: 'rights', what: 'changed', name: 'Ben', source: 'page', times: 2 },
  user: 'Root',
} as unknown as ShownEntry
const rowOf = (name: string): string => toRow({ ...entry, name })

test('[SEC-13] a row has a cell for each head, and an empty one for what an entry does not say', () => {
  expect(toRow(undefined)).toBe('at,kind,user,as,what,name,detail,source,plugin,workspace,times')
  expect(toRow(entry)).toBe('2026-06-30T12:00:00.000Z,rights,Root,,changed,Ben,,page,,,2')
  const whole = { ...entry, as: 'Carl', detail: 'Seat', plugin: 'acme.x', workspace: 'Main' }
  expect(toRow(whole)).toBe('2026-06-30T12:00:00.000Z,rights,Root,Carl,changed,Ben,Seat,page,acme.x,Main,2')
})

test('[SEC-8] a cell that a spreadsheet would take for a formula begins with an apostrophe', () => {
  const cells = ['=1', '+1', '-1', '@a', '\t1', 'a=1', ' =1'].map((name) => rowOf(name).split(',')[5])
  expect(cells).toEqual(["'=1", "'+1", "'-1", "'@a", "'\t1", 'a=1', ' =1'])
  expect(rowOf('\r1')).toContain(',"\'\r1",')
})

test('[SEC-13] a cell with a comma, a quotation mark or a new line is quoted, every mark in it twice', () => {
  expect(rowOf('a,b')).toContain(',"a,b",')
  expect(rowOf('a\nb')).toContain(',"a\nb",')
  expect(rowOf('"a" and "b"')).toContain(',"""a"" and ""b""",')
})

test('[SEC-13] a line of JSON has the entry whole, its time as an instant that people read', () => {
  expect(JSON.parse(toLine(entry))).toEqual({ ...entry, at: '2026-06-30T12:00:00.000Z' })
})
