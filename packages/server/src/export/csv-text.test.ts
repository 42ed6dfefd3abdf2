import { expect, test } from 'vitest'
import { type CsvColumn, headLine, rowLine } from './csv-text.js'

const column = (field: string, kind: string, more: Partial<CsvColumn> = {}): CsvColumn => ({ field, label: `=${field}`, kind, ...more })
const options = [
  { value: 'a', label: '+Alpha' },
  { value: 'b', label: 'Beta' },
]
const columns = [
  ...['number', 'boolean', 'date', 'datetime', 'user', 'money', 'string'].map((kind) => column(kind, kind)),
  column('several', 'multi_enumeration', { options }),
  column('one', 'enumeration', { options }),
]
const users = new Map([['u1', '@Anna']])

test('[SEC-8] every column has a name that no spreadsheet runs, and an amount has one for its currency beside it', () => {
  expect(headLine(columns)).toBe("'=number,'=boolean,'=date,'=datetime,'=user,'=money,'=money currency,'=string,'=several,'=one\r\n")
})

test('[SEC-8] a record is written for programs where it is a number or a time, and as people call it elsewhere', () => {
  const row = {
    ...{ number: -5, boolean: false, date: '2026-01-02', datetime: 0, user: 'u1', money: { amount: '-1.50', currency: 'EUR' } },
    ...{ string: '-text', several: ['a', 'b', 'gone'], one: 'a' },
  }
  expect(rowLine(columns, row, users)).toBe(
    "-5,false,2026-01-02,1970-01-01T00:00:00.000Z,'@Anna,-1.50,EUR,'-text,'+Alpha; Beta; gone,'+Alpha\r\n",
  )
})

test('[SEC-8] what is empty or missing is an empty cell, and a user or an option that is gone is its id', () => {
  expect(rowLine(columns, { string: null, money: null }, users)).toBe(',,,,,,,,,\r\n')
  expect(rowLine([column('user', 'user'), column('one', 'enumeration', { options })], { user: '=gone', one: '=none' }, users)).toBe(
    "'=gone,'=none\r\n",
  )
})
