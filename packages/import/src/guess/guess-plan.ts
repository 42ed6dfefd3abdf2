import type { AssociationDefinition, ObjectTypeDefinition, PropertyKind, SchemaDefinition } from '@tenure/core'
import type { ImportPlan, PlanColumn, PlanFile, PlanTarget } from '@tenure/core/administration'
import { guessAmounts, guessDates, guessValues, type ValueGuess } from './guess-values.js'
import { headingsOf, parentHeadings, plainHeading, wordsOf } from './known-headings.js'

/** The beginning of a file: its header, and lines as they are. */
export interface FileSample {
  readonly upload: string
  readonly file: string
  readonly encoding: string
  readonly delimiter: string
  readonly header: readonly string[]
  readonly rows: readonly (readonly string[])[]
}
/** What a column was taken for, and how sure that is, from 0 to 1. */
export interface ColumnGuess {
  readonly column: string
  readonly values: ValueGuess
  readonly confidence: number
}
/** A proposal for files, and what it follows from. */
export interface GuessedPlan {
  readonly plan: ImportPlan
  readonly columns: ReadonlyMap<string, readonly ColumnGuess[]>
}

/** Proposes what files become. Nothing is certain: each guess has its confidence, and a column that says nothing is left out. */
export function guessPlan(samples: readonly FileSample[], types: SchemaDefinition): GuessedPlan {
  const known = samples.map((sample) => {
    const guesses = sample.header.map((_, at) => guessValues(sample.rows.map((row) => row[at] ?? '')))
    return { sample, guesses, type: guessType(sample, types) }
  })
  const firsts = known.map((each) => draftFile(each))
  const files = firsts.map(({ file, sample, guesses }) => ({ ...file, columns: linkColumns({ file, sample, guesses }, firsts, types) }))
  const columns = new Map(
    files.map((file, at) => [
      file.file,
      file.columns.map(({ column, becomes }, place) => ({
        column,
        values: known[at]?.guesses[place] ?? { kind: 'empty' as const, share: 0 },
        confidence: becomes.to === 'nothing' ? 0 : (firsts[at]?.sure.get(column) ?? 0.7),
      })),
    ]),
  )
  return {
    plan: {
      files: files.map((file) => ({ ...file, columns: file.columns.map((each) => withReading(each, file, known, types)) })),
      wrong: 'leave',
    },
    columns,
  }
}

interface Known {
  readonly sample: FileSample
  readonly guesses: readonly ValueGuess[]
  readonly type: ObjectTypeDefinition
}
interface Drafted {
  readonly file: PlanFile
  readonly sample: FileSample
  readonly guesses: readonly ValueGuess[]
  readonly sure: ReadonlyMap<string, number>
}

// By the name of the file first, then by how many of its columns the type knows.
function guessType({ file, header }: FileSample, types: SchemaDefinition): ObjectTypeDefinition {
  const importable = [...types.values()].filter(({ active }) => active)
  const words = plainHeading(file.replace(/\.\w+$/, '')).split(' ')
  const score = (type: ObjectTypeDefinition): number => {
    const names = [...(wordsOf[type.name] ?? []), plainHeading(type.label), plainHeading(type.plural)]
    // The last word says most: *support tickets*, *sales pipeline*.
    const named = words.findLastIndex((word) => names.includes(word))
    const knows = header.filter((heading) => bestProperty(type, heading, undefined) !== undefined).length
    return (
      (named === -1 ? 0 : 3 + named / 10) +
      knows / Math.max(header.length, 1) +
      (type.name === 'company' ? 0.05 : type.policy === undefined ? 0 : -0.1)
    )
  }
  const [best] = [...importable].sort((a, b) => score(b) - score(a))
  const company = types.get('company')
  if (best === undefined && company === undefined) throw new Error('There is no object type that a file could become.')
  return (best ?? company) as ObjectTypeDefinition
}

function draftFile({ sample, guesses, type }: Known): Drafted {
  const sure = new Map<string, number>()
  const taken = new Set<string>()
  const ranked = sample.header
    .map((column, at) => ({ column, at, found: bestProperty(type, column, guesses[at]) }))
    .sort((a, b) => (b.found?.confidence ?? 0) - (a.found?.confidence ?? 0))
  const targets = new Map<string, PlanTarget>()
  for (const { column, found } of ranked) {
    if (found === undefined || taken.has(found.name)) continue
    taken.add(found.name)
    sure.set(column, found.confidence)
    targets.set(column, found.name === 'stage' ? { to: 'stage' } : { to: 'property', name: found.name })
  }
  const columns = sample.header.map((column): PlanColumn => ({ column, becomes: targets.get(column) ?? { to: 'nothing' } }))
  const { key, match } = guessKey(sample, type, columns)
  const { upload, file, encoding, delimiter } = sample
  return {
    file: {
      upload,
      file,
      objectType: type.name,
      encoding,
      delimiter,
      key: [...key],
      ...(match !== undefined && { match }),
      existing: 'update',
      columns,
    },
    sample,
    guesses,
    sure,
  }
}

const unwritable = new Set(['pipeline', 'healthScore', 'healthStatus', 'updatedAt', 'lastActivityAt', 'nextActivityAt'])

/** The property that a heading names and whose values these may be. */
function bestProperty(
  type: ObjectTypeDefinition,
  heading: string,
  values: ValueGuess | undefined,
): { readonly name: string; readonly confidence: number } | undefined {
  const spelt = plainHeading(heading)
  // `account name` of a file of accounts is the name.
  const own = [...(wordsOf[type.name] ?? []), plainHeading(type.label)]
  const bare = spelt.split(' ').length > 1 && own.includes(spelt.split(' ')[0] ?? '') ? spelt.slice(spelt.indexOf(' ') + 1) : spelt
  const found = type.properties
    .filter(({ name, kind }) => !unwritable.has(name) && kind !== 'json')
    .map(({ name, label, kind, computed }) => {
      if (computed && name !== 'createdAt') return { name, confidence: 0 }
      const plain = [plainHeading(label), plainHeading(name)]
      const known = headingsOf[name] ?? []
      const at = known.includes(spelt) ? known.indexOf(spelt) : known.indexOf(bare)
      const byName = plain.includes(spelt) || plain.includes(bare) ? 1 : at === -1 ? 0 : 0.95 - at * 0.01
      const isOfOther = name === type.title && isWordOfOther(type, spelt)
      return { name, confidence: isOfOther || !suits(kind, values) ? 0 : byName }
    })
    .reduce((best, each) => (each.confidence > best.confidence ? each : best), { name: '', confidence: 0 })
  return found.confidence > 0 ? found : undefined
}

// *account* in a file of deals is another record, and not what the deal is called.
function isWordOfOther(type: ObjectTypeDefinition, spelt: string): boolean {
  return Object.entries(wordsOf).some(
    ([name, words]) => name !== type.name && words.some((word) => spelt === word || spelt === `${word} name`),
  )
}

function suits(kind: PropertyKind, values: ValueGuess | undefined): boolean {
  if (values === undefined || values.kind === 'empty') return true
  if (kind === 'date' || kind === 'datetime') return values.kind === 'date' || values.kind === 'datetime'
  if (kind === 'number') return values.kind === 'number'
  if (kind === 'money') return values.kind === 'number' || values.kind === 'money'
  if (kind === 'boolean') return values.kind === 'boolean'
  if (kind === 'user') return values.kind === 'text' || values.kind === 'email'
  return true
}

interface Key {
  readonly key: readonly string[]
  readonly match?: string
}
// What a second import finds again: a domain or an email address, an id, a name; each only if no two lines share it.
function guessKey({ header, rows }: FileSample, type: ObjectTypeDefinition, columns: readonly PlanColumn[]): Key {
  const isDistinct = (column: string): boolean => {
    const at = header.indexOf(column)
    const values = rows.map((row) => (row[at] ?? '').trim())
    return values.every((value) => value !== '') && new Set(values.map((value) => value.toLowerCase())).size === values.length
  }
  const columnOf = (name: string): string | undefined =>
    columns.find(({ becomes }) => becomes.to === 'property' && becomes.name === name)?.column
  for (const name of ['domain', 'email', 'sku']) {
    const column = columnOf(name)
    if (column !== undefined && isDistinct(column)) return { key: [column], match: name }
  }
  const id = header.find(
    (column, at) =>
      (/\b(id|no|nr|number|nummer)$/.test(plainHeading(column)) || at === 0) &&
      /\b(id|no|nr|number|nummer)$/.test(idWords(column)) &&
      isDistinct(column),
  )
  if (id !== undefined) return { key: [id] }
  const title = columnOf(type.title)
  if (title !== undefined && isDistinct(title)) return { key: [title], match: type.title }
  return { key: [] }
}
function idWords(column: string): string {
  return plainHeading(column.replace(/ID$/, ' id'))
}

/** The same columns, with those that lead to other records as links. */
function linkColumns({ file, sample, guesses }: Omit<Drafted, 'sure'>, all: readonly Drafted[], types: SchemaDefinition): PlanColumn[] {
  const type = types.get(file.objectType)
  const taken = new Set<string>()
  return file.columns.map((column, at) => {
    if (column.becomes.to !== 'nothing' || type === undefined || guesses[at]?.kind === 'empty' || file.key.includes(column.column))
      return column
    const values = [...new Set(sample.rows.map((row) => (row[at] ?? '').trim()).filter((value) => value !== ''))]
    const link = type.associations.find((each) => !taken.has(each.name) && leadsTo(column.column, each, type) && isUsable(each, types))
    if (link === undefined) return column
    const target = targetOf(link, { values, lines: sample.rows.length, guess: guesses[at] }, all)
    if (target === undefined) return column
    taken.add(link.name)
    return { ...column, becomes: target }
  })
}

function isUsable({ to }: AssociationDefinition, types: SchemaDefinition): boolean {
  const type = types.get(to)
  return type?.active === true && type.policy === undefined
}

function leadsTo(heading: string, { name, to }: AssociationDefinition, type: ObjectTypeDefinition): boolean {
  const spelt = idWords(heading)
  if (name === 'parent') return parentHeadings.includes(spelt)
  if (to === type.name) return false
  const words = wordsOf[to] ?? [plainHeading(to)]
  return words.some((word) => [word, `${word} id`, `${word} name`, `${word} domain`, `${word} no`, `${word} key`].includes(spelt))
}

// The key of another file that has these values; otherwise a property by which a record here may be found.
interface ColumnValues {
  readonly values: readonly string[]
  readonly lines: number
  readonly guess: ValueGuess | undefined
}
function targetOf(
  { name, to }: AssociationDefinition,
  { values, lines, guess }: ColumnValues,
  all: readonly Drafted[],
): PlanTarget | undefined {
  const beside = all.find(
    ({ file, sample }) => file.objectType === to && file.key.length === 1 && shared(sample, file.key[0] ?? '', values) >= 0.3,
  )
  if (beside !== undefined)
    return { to: 'link', association: name, type: to, ...(beside.file.match !== undefined && { match: beside.file.match }) }
  if (guess?.kind === 'domain' && to === 'company') return { to: 'link', association: name, type: to, match: 'domain' }
  if (guess?.kind === 'email' && to === 'contact') return { to: 'link', association: name, type: to, match: 'email' }
  // A few values on many lines are kinds of something, and not records.
  if (values.length < 5 && guess?.kind === 'text' && values.length < lines / 5) return undefined
  const isId = values.every((value) => /\d/.test(value) && !/\s/.test(value))
  return { to: 'link', association: name, type: to, ...(!isId && { match: 'name' }) }
}
function shared({ header, rows }: FileSample, column: string, values: readonly string[]): number {
  const at = header.indexOf(column)
  const keys = new Set(rows.map((row) => (row[at] ?? '').trim().toLowerCase()))
  return values.length === 0 ? 0 : values.filter((value) => keys.has(value.toLowerCase())).length / values.length
}

// How the values of a column are written, where what it becomes needs to know.
function withReading(column: PlanColumn, file: PlanFile, known: readonly Known[], types: SchemaDefinition): PlanColumn {
  const { becomes } = column
  if (becomes.to !== 'property') return column
  const kind = types.get(file.objectType)?.properties.find(({ name }) => name === becomes.name)?.kind
  const sample = known.find((each) => each.sample.file === file.file)?.sample
  const at = sample?.header.indexOf(column.column) ?? -1
  const values = (sample?.rows ?? []).map((row) => (row[at] ?? '').trim()).filter((value) => value !== '')
  return { ...column, ...readingFor(kind, values) }
}

/** How values of a kind are written, as a plan says it. */
export function readingFor(kind: string | undefined, values: readonly string[]): Pick<PlanColumn, 'format' | 'decimal' | 'thousands'> {
  if (kind === 'date' || kind === 'datetime') {
    const format = guessDates(values)?.format
    return format === undefined ? {} : { format: [...format] }
  }
  if (kind !== 'number' && kind !== 'money') return {}
  const { style } = guessAmounts(values)
  return {
    ...(style?.decimal !== undefined && { decimal: style.decimal }),
    ...(style?.thousands !== undefined && { thousands: style.thousands }),
  }
}
