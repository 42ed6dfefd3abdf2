import type { z } from 'zod'
import { createSlices } from '../../base/slices.js'
import { TenureError } from '../../errors/tenure-error.js'
import type { IO, KeptPage, KeptRecord, SchemaSnapshot, StorageAdapter } from '../../storage/adapter.js'
import { type ExportEnd, exportVersion, fromRecordLine, headLine, isOfKind, laterLine, schemaLine } from './export-lines.js'
import { Sha256 } from './sha256.js'

/** How much an import of an export put into the store. */
export interface RestoredWorkspace {
  readonly records: number
  /** Records by object type. */
  readonly types: Readonly<Record<string, number>>
}
const recordsOfPage = 500
/** A record with all of its past is one line. */
const longestLine = 64_000_000

/**
 * Fills a store that is open, and holds no record, with what `exportWorkspace` gave: whole, or not at all.
 *
 * Errors: `input.invalid` for a file that is truncated, was changed, or is of a later version; `storage.refused` for a store that has records,
 * or no backup.
 */
export async function restoreWorkspace(
  storage: StorageAdapter,
  bytes: AsyncIterable<Uint8Array>,
  io: IO = { signal: new AbortController().signal },
): Promise<RestoredWorkspace> {
  const { backup } = storage
  if (backup === undefined)
    throw new TenureError('storage.refused', `The store ${storage.kind} cannot take an export: it has no backup.`, { capability: 'backup' })
  const reading = new ExportReading(bytes)
  await storage.schema?.apply(await reading.schema(), io)
  await backup.restore(reading.pages(io), io)
  return reading.restored
}

/** One reading of an export, line by line, which counts and adds up what the last line has to say. */
class ExportReading {
  readonly #lines: AsyncGenerator<string>
  readonly #digest = new Sha256()
  readonly #encoder = new TextEncoder()
  readonly #types: Record<string, number> = {}
  #kinds: ReadonlyMap<string, ReadonlyMap<string, Parameters<typeof isOfKind>[0]>> = new Map()
  #at = 0
  #records = 0
  #purged = 0

  constructor(bytes: AsyncIterable<Uint8Array>) {
    this.#lines = linesOf(bytes)
  }

  get restored(): RestoredWorkspace {
    return { records: this.#records, types: this.#types }
  }

  async schema(): Promise<SchemaSnapshot> {
    const { version } = this.#parse(headLine, await this.#next())
    if (version > exportVersion)
      throw invalid(`The export is of version ${version}, and this Tenure reads ${exportVersion}. Update Tenure first.`)
    const schema = this.#parse(schemaLine, await this.#next())
    this.#kinds = new Map(schema.types.map(({ name, properties }) => [name, new Map(properties.map((each) => [each.name, each.kind]))]))
    return schema
  }

  async *pages(io: IO): AsyncGenerator<KeptPage> {
    const slices = createSlices(io.signal)
    let records: KeptRecord[] = []
    for (;;) {
      // The last line says the digest of all before it.
      const text = await this.#read()
      const line = this.#parse(laterLine, text)
      if ('end' in line) {
        await this.#end(line.end)
        yield { records }
        return
      }
      this.#add(text)
      if ('purged' in line) {
        this.#purged += 1
        yield { records: [], purged: [{ type: line.purged[0], id: line.purged[1] }] }
      } else records.push(this.#take(fromRecordLine(line)))
      if (records.length < recordsOfPage) continue
      yield { records }
      records = []
      await slices.next()
      io.signal.throwIfAborted()
    }
  }

  #take(record: KeptRecord): KeptRecord {
    const { ref, values, history } = record
    const kinds = this.#kinds.get(ref.type)
    if (kinds === undefined) throw this.#fault(`It is of ${ref.type}, an object type that the export does not name.`)
    const check = (property: string, value: KeptRecord['values'][string]): void => {
      const kind = kinds.get(property)
      if (kind === undefined) throw this.#fault(`${ref.type} has no property ${property}.`)
      if (!isOfKind(kind, value)) throw this.#fault(`The value of ${ref.type}.${property} is not of kind ${kind}.`)
    }
    for (const [property, value] of Object.entries(values)) check(property, value)
    for (const { property, value } of history) check(property, value)
    this.#records += 1
    this.#types[ref.type] = (this.#types[ref.type] ?? 0) + 1
    return record
  }

  async #end({ records, purged, sha256 }: ExportEnd): Promise<void> {
    if (records !== this.#records || purged !== this.#purged || sha256 !== this.#digest.digest())
      throw invalid('The export was changed: its last line does not fit what comes before it. Nothing was imported.')
    if ((await this.#lines.next()).done !== true) throw invalid('The export goes on after its last line. Nothing was imported.')
  }

  async #next(): Promise<string> {
    const text = await this.#read()
    this.#add(text)
    return text
  }
  async #read(): Promise<string> {
    const { value, done } = await this.#lines.next()
    if (done) throw invalid(`The export breaks off after line ${this.#at}. Nothing was imported. Export it again.`)
    this.#at += 1
    return value
  }
  #add(text: string): void {
    this.#digest.update(this.#encoder.encode(`${text}\n`))
  }

  #parse<T>(schema: z.ZodType<T>, text: string): T {
    const parsed = schema.safeParse(this.#json(text))
    if (parsed.success) return parsed.data
    const path = parsed.error.issues[0]?.path.join('.')
    throw this.#fault(`It does not have the form of an export${path ? ` at ${path}` : ''}.`)
  }
  #json(text: string): unknown {
    try {
      return JSON.parse(text)
    } catch {
      throw this.#fault('It is not JSON: the file was changed, or it breaks off here.')
    }
  }
  #fault(what: string): TenureError {
    return invalid(`Line ${this.#at} of the export cannot be read. ${what} Nothing was imported.`)
  }
}

async function* linesOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  let rest = ''
  for await (const chunk of bytes) {
    const lines = (rest + decode(decoder, chunk)).split('\n')
    rest = lines.pop() ?? ''
    if (rest.length > longestLine) throw invalid(`The export has a line of more than ${longestLine} characters.`)
    yield* lines
  }
  // What does not end in a line break is not whole.
  if (rest !== '' || decode(decoder) !== '') throw invalid('The export breaks off within a line. Nothing was imported. Export it again.')
}
function decode(decoder: InstanceType<typeof TextDecoder>, chunk?: Uint8Array): string {
  try {
    return chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true })
  } catch {
    throw invalid('The export is not UTF-8: it was changed, or it is another file. Nothing was imported.')
  }
}
function invalid(message: string): TenureError {
  return new TenureError('input.invalid', message, { issues: [{ path: [], message }] })
}
