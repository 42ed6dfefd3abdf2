import { expect, test } from 'vitest'
import { importedProperty } from '../../access/internal-property.js'
import { hasMark, recall, remember, sameMarks } from './import-memory.js'

test('[SDK-11] marks are found whole: one that only lies across two others is none of them', () => {
  const [mark, across] = ['abcdef', 'xyzabcdefxyz']
  expect([hasMark(mark, mark), hasMark(`uvwxyz${mark}`, mark), hasMark(undefined, mark)]).toEqual([true, true, false])
  expect(hasMark(across, mark)).toBe(false)
  expect([hasMark(`${across}${mark}`, mark), hasMark(`${across}${across}`, mark)]).toEqual([true, false])
})

test('[SDK-11] two files say the same in whatever order they say it', () => {
  expect([sameMarks('abcdefuvwxyz', 'uvwxyzabcdef'), sameMarks('abcdef', 'uvwxyz'), sameMarks(undefined, '')]).toEqual([true, false, false])
  expect(sameMarks('abcdefuvwxyz', 'abcdef')).toBe(false)
})

test('[SDK-11] what a file said that is read no longer counts as said by the file in its place', () => {
  const values = { [importedProperty]: { 'old.csv': 'abcdef', 'other.csv': 'uvwxyz' } }
  const known = recall(values, 'new.csv', ['new.csv', 'other.csv'])
  expect([known.own, known.others]).toEqual(['abcdef', 'uvwxyz'])
  expect(remember(known, 'new.csv', 'ghijkl')).toEqual({ 'new.csv': 'ghijkl', 'other.csv': 'uvwxyz' })
})
