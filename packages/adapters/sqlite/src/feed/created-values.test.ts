import { sideTableSteps, sqliteDialect } from '@tenure/sql'
import { expect, test } from 'vitest'
import { Connection } from '../connection.js'
import { createdValues } from './created-values.js'

test('a creation without values is what the record has now, but for what later rows say was before', () => {
  const connection = new Connection({ file: ':memory:', readonly: false, synchronous: 'normal' })
  for (const step of sideTableSteps(sqliteDialect())) connection.exec(step)
  const sql =
    "INSERT INTO tenure_history (type, id, property, version, at, value, before, actor) VALUES ('company', 'acme', ?, ?, 0, ?, ?, '{}')"
  for (const row of [
    ['', 1, null, null],
    ['city', 2, '"Oslo"', '"Graz"'],
    ['city', 5, '"Bonn"', '"Oslo"'],
    ['size', 3, '7', null],
    ['stage', 4, null, '"risk"'],
  ])
    connection.run(sql, row)
  const now = { name: 'Acme', city: 'Bonn', size: 7 }
  expect(createdValues(connection, { type: 'company', id: 'acme' }, () => now)).toEqual({ name: 'Acme', city: 'Graz', stage: 'risk' })
  connection.close()
})

test('the values of a creation are those of its one row and of rows of their own', () => {
  const connection = new Connection({ file: ':memory:', readonly: false, synchronous: 'normal' })
  for (const step of sideTableSteps(sqliteDialect())) connection.exec(step)
  const sql = "INSERT INTO tenure_history (type, id, property, version, at, value, actor) VALUES ('company', 'acme', ?, ?, 0, ?, '{}')"
  for (const row of [
    ['', 1, '{"name":"Acme"}'],
    ['city', 1, '"Graz"'],
    ['city', 2, '"Oslo"'],
  ])
    connection.run(sql, row)
  expect(createdValues(connection, { type: 'company', id: 'acme' }, () => ({}))).toEqual({ name: 'Acme', city: 'Graz' })
  expect(createdValues(connection, { type: 'company', id: 'bolt' }, () => ({}))).toBeUndefined()
  connection.close()
})
