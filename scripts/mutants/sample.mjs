import { readFileSync } from 'node:fs'
import path from 'node:path'
import { filesBelow, isTest, root } from '../check/sources.mjs'
import { createCompiler } from './compiler.mjs'
import { difference, mutantsOf, mutate } from './operators.mjs'

/** A number generator (mulberry32): the same seed draws the same sample. */
function createRandom(seed) {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

function shuffle(items, random) {
  const order = [...items]
  for (let at = order.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1))
    ;[order[at], order[other]] = [order[other], order[at]]
  }
  return order
}

/** Draws that many faults that compile from the sources of a package: folders and files. All faults have the same odds. */
export function drawSample({ sources }, size, seed) {
  const found = sources.flatMap((source) => (source.endsWith('.ts') ? [source] : filesBelow(source, /\.ts$/)))
  const files = found.filter((file) => !isTest(file) && !/\/index[^/]*\.ts$/.test(file))
  const texts = new Map(files.map((file) => [file, readFileSync(path.join(root, file), 'utf8')]))
  const all = files.flatMap((file) => mutantsOf(file, texts.get(file)))
  const compiles = createCompiler(files)
  const sample = []
  for (const mutant of shuffle(all, createRandom(seed))) {
    if (sample.length === size) break
    const text = texts.get(mutant.file)
    if (compiles(mutant.file, mutate(text, mutant))) sample.push({ ...mutant, id: sample.length, ...difference(text, mutant) })
  }
  return { sample, texts, possible: all.length }
}
