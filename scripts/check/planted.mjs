import { readFileSync } from 'node:fs'
import path from 'node:path'
import { root } from './sources.mjs'

/** Faults that are put in on purpose, or are known to change nothing, name text of the sources: text that is no longer there proves nothing. */
export function checkPlanted() {
  const read = (name) => JSON.parse(readFileSync(path.join(root, 'scripts/mutants', name), 'utf8'))
  const countIn = ({ file, before }) => readFileSync(path.join(root, file), 'utf8').split(before).length - 1
  return [
    ...read('planted.json')
      .filter((each) => countIn(each) !== 1)
      .map(({ fault, file }) => `planted.json: ${file} does not have the text of “${fault}” exactly once. Bring it up to date.`),
    ...read('equivalents.json')
      .filter((each) => countIn(each) === 0)
      .map(({ file, before }) => `equivalents.json: ${file} has no “${before.trim()}” any more. Take it out, or bring it up to date.`),
  ]
}
