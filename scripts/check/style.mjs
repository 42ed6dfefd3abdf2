import path from 'node:path'
import ts from 'typescript'
import { filesBelow, isTest, packages, readSource } from './sources.mjs'

const banned = /(^|\/)(utils?|helpers?|common|types)(\/|\.tsx?$)/
/** Programs for a terminal may write to it. */
const mayPrint = (file) => file.startsWith('packages/cli/')

/** Concepts that a reader can hold of one folder. */
const mostConcepts = 15
/** A catalogue of texts is looked up, never read as a whole. */
const isList = (folder) => /^packages\/web\/src\/words\/\w+$/.test(folder)
/** Lines of a function that still fits a reader's eye. */
const mostLines = 60

/** Problems of form that a program can see (house style). */
export function checkStyle() {
  return packages.flatMap(({ folder }) => {
    const files = filesBelow(`${folder}/src`)
    const own = files.filter((file) => !isTest(file))
    return [...files.flatMap((file) => problemsOf(folder, file)), ...crowdedFolders(own), ...own.flatMap(longFunctions)]
  })
}

function crowdedFolders(files) {
  const folders = new Map()
  for (const file of files.filter((each) => !/\/index(\.\w+)?\.ts$/.test(each))) {
    const folder = path.posix.dirname(file)
    folders.set(folder, (folders.get(folder) ?? 0) + 1)
  }
  const crowded = [...folders].filter(([folder, count]) => count > mostConcepts && !isList(folder))
  return crowded.map(([folder, count]) => `${folder} holds ${count} concepts; at most ${mostConcepts} fit one reader.`)
}

function longFunctions(file) {
  const { text } = readSource(file)
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
  const lineOf = (position) => source.getLineAndCharacterOfPosition(position).line
  const problems = []
  const visit = (node) => {
    if (ts.isFunctionLike(node) && node.body) {
      const [from, to] = [lineOf(node.getStart(source)), lineOf(node.end)]
      if (to - from + 1 > mostLines)
        problems.push(`${file}:${from + 1} is a function of ${to - from + 1} lines; at most ${mostLines} fit one reader.`)
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return problems
}

function problemsOf(folder, file) {
  const { text } = readSource(file)
  const parts = file.slice(`${folder}/src/`.length).split('/')
  const lines = text.split('\n')
  const problems = []
  if (parts.length > 3) problems.push('lies more than two folders below src')
  if (!/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z-]+)*\.tsx?$/.test(parts.at(-1))) problems.push('is not named in kebab-case')
  if (banned.test(parts.join('/')) && parts.join('/') !== 'storage/helpers.ts') problems.push('is named for no concept')
  if (lines.length > 400 && !isTest(file) && !lines[0].startsWith('//'))
    problems.push(`has ${lines.length} lines; its first line says why, or it is split`)
  if (/^export default /m.test(text)) problems.push('has a default export')
  if (/^export \* /m.test(text)) problems.push('exports without naming (export *)')
  if (!isTest(file) && !mayPrint(file) && /\bconsole\.\w+\(/.test(text.replace(/\/\/.*$/gm, ''))) problems.push('writes to the console')
  if (/\b(interface|class|type) (I[A-Z][a-z]\w*|\w+(Manager|Helper|Util))\b/.test(text) && !/\b(interface|class|type) (IO)\b/.test(text))
    problems.push('names something I…, …Manager, …Helper or …Util')
  return problems.map((problem) => `${file} ${problem}.`)
}
