import { filesBelow, isTest, packages, readSource } from './sources.mjs'

const banned = /(^|\/)(utils?|helpers?|common|types)(\/|\.tsx?$)/
/** Programs for a terminal may write to it. */
const mayPrint = (file) => file.startsWith('packages/cli/')

/** Problems of form that a program can see (house style). */
export function checkStyle() {
  return packages.flatMap(({ folder }) => filesBelow(`${folder}/src`).flatMap((file) => problemsOf(folder, file)))
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
