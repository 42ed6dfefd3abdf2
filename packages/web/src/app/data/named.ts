import {
  type ActionContract,
  defineActionContract,
  defineProviderContract,
  type Frame,
  type Problem,
  type ProviderContract,
} from '@tenure/core/contract'
import { columnsOutput, viewListOutput } from '@tenure/core/page'
import { map, type Observable } from 'rxjs'
import { z } from 'zod'
import type { Source } from './source.js'

type Id = ProviderContract<unknown, unknown>['id']
type Input = Readonly<Record<string, unknown>>
/** A provider that a block names only by its id, with the part of its answer that the block needs. */
export type Named<Output> = ProviderContract<Input | undefined, Output>

const optionalInput: z.ZodType<Input | undefined, Input | undefined> = z.record(z.string(), z.unknown()).optional()
const row = z.looseObject({ id: z.string() })
const anyRow = z.looseObject({ id: z.string().exactOptional() })
const rows = z.array(anyRow).transform((list) => list.map((one, at) => (isRow(one) ? one : { ...one, id: String(at) })))
const rowWindow = z.looseObject({
  rows,
  total: z.int().exactOptional(),
  offset: z.int().exactOptional(),
  objectType: z.string().exactOptional(),
})
/** Rows of a window, or of a plain list; each with an id of its own. */
const rowsOutput = z.union([
  rows.transform((list): RowWindow => ({ rows: list, total: list.length })),
  rowWindow.transform((window): RowWindow => ({ ...window, total: window.total ?? window.rows.length })),
])
const answerOutput = z.record(z.string(), z.unknown())

/** A row of any provider: an id, and fields by their names. A dot in a name is a part of the name. */
export type Row = z.output<typeof row>
/** A part of a list, with the number of all. */
export interface RowWindow {
  readonly rows: readonly Row[]
  readonly total: number
  readonly offset?: number
  readonly objectType?: string
}
/** An answer of any provider, by the names of its parts. */
export type Answer = z.output<typeof answerOutput>

/** The provider of that id, as one that gives rows. */
export const rowsOf = (id: Id): Named<RowWindow> => named(id, rowsOutput)
/** The provider of that id, as one that gives parts by name. */
export const answerOf = (id: Id): Named<Answer> => named(id, answerOutput)
/** The provider of that id, whatever it gives. */
export const anyOf = (id: Id): Named<unknown> => named(id, z.unknown())
/** The provider of that id, as one that gives the views of a table. */
export const viewsOf = (id: Id): Named<z.output<typeof viewListOutput>> => named(id, viewListOutput)
/** The provider of that id, as one that gives the columns of a table. */
export const columnsOf = (id: Id): Named<z.output<typeof columnsOutput>> => named(id, columnsOutput)

/** The action of that id, whose inputs a form has collected. */
export function actionOf(id: Id): ActionContract<Input | undefined, void> {
  return defineActionContract({ id, title: id, permission: 'signed-in', input: optionalInput })
}

/** Watches it. An answer of another shape is a problem of its plugin and is not drawn. */
export function watchNamed<Output>(source: Pick<Source, 'watch'>, contract: Named<Output>, input?: Input): Observable<Frame<Output>> {
  return source.watch(contract, input).pipe(map((frame) => toChecked(contract, frame)))
}

/** Reads it once. `undefined` where it has no answer, or one of another shape. */
export async function readNamed<Output>(source: Pick<Source, 'read'>, contract: Named<Output>, input?: Input): Promise<Output | undefined> {
  const outcome = await source.read(contract, input)
  const answer = outcome.ok ? z.safeParse(contract.output, outcome.value) : undefined
  return answer?.success === true ? answer.data : undefined
}

function named<Output>(id: Id, output: z.ZodType<Output>): Named<Output> {
  return defineProviderContract({ id, permission: 'signed-in', input: optionalInput, output })
}
function isRow(one: z.output<typeof anyRow>): one is Row {
  return one.id !== undefined
}
function toChecked<Output>({ id, output }: Named<Output>, frame: Frame<Output>): Frame<Output> {
  if (frame.value === undefined) return frame
  const checked = z.safeParse(output, frame.value)
  if (checked.success) return { ...frame, value: checked.data }
  const { value: _off, ...rest } = frame
  return { ...rest, state: 'stale', problem: rest.state === 'stale' ? rest.problem : toBroken(id) }
}
function toBroken(id: Id): Problem {
  const message = `${id} answers in a shape that this block cannot draw.`
  return { code: 'plugin.broken', message, details: { plugin: id.split('/')[0] ?? id, contribution: id } }
}
