import type { ActionContract, Frame, Problem, ProviderContract } from '@tenure/core/contract'
import { map, type Observable } from 'rxjs'
import type { ColumnChoice, SavedView } from './answers.js'
import {
  type Answer,
  answerShape,
  columnsShape,
  type RowWindow,
  rowsShape,
  type Shape,
  type Totals,
  totalsShape,
  viewsShape,
} from './shapes.js'
import type { Source } from './source.js'

export type { Answer, Row, RowWindow } from './shapes.js'

type Id = ProviderContract<unknown, unknown>['id']
type Input = Readonly<Record<string, unknown>>
/** A provider that a block names only by its id, with the part of its answer that the block needs. */
export interface Named<Output> {
  readonly id: Id
  readonly shape: Shape<Output>
}

/** The provider of that id, as one that gives rows. */
export const rowsOf = (id: Id): Named<RowWindow> => ({ id, shape: rowsShape })
/** The provider of that id, as one that gives parts by name. */
export const answerOf = (id: Id): Named<Answer> => ({ id, shape: answerShape })
/** The provider of that id, whatever it gives. */
export const anyOf = (id: Id): Named<unknown> => ({ id, shape: (value) => value })
/** The provider of that id, as one that gives the views of a table. */
export const viewsOf = (id: Id): Named<readonly SavedView[]> => ({ id, shape: viewsShape })
/** The provider of that id, as one that gives the columns of a table. */
export const columnsOf = (id: Id): Named<readonly ColumnChoice[]> => ({ id, shape: columnsShape })

/** The provider of that id, as one that gives the totals of a table. */
export const totalsOf = (id: Id): Named<Totals> => ({ id, shape: totalsShape })

/** The action of that id, whose inputs a form has collected. */
export function actionOf(id: Id): ActionContract<Input | undefined, void> {
  return { kind: 'action', id, title: id, permission: 'signed-in' }
}

/** Watches it. An answer of another shape is a problem of its plugin and is not drawn. */
export function watchNamed<Output>(source: Pick<Source, 'watch'>, named: Named<Output>, input?: Input): Observable<Frame<Output>> {
  return source.watch(providerOf(named.id), input).pipe(map((frame) => toShaped(named, frame)))
}

/** Reads it once. `undefined` where it has no answer, or one of another shape. */
export async function readNamed<Output>(source: Pick<Source, 'read'>, named: Named<Output>, input?: Input): Promise<Output | undefined> {
  const outcome = await source.read(providerOf(named.id), input)
  return outcome.ok ? named.shape(outcome.value) : undefined
}

// A caller goes by the id alone; the schema is at the server.
function providerOf(id: Id): ProviderContract<Input | undefined, unknown> {
  const known: Omit<ProviderContract<Input | undefined, unknown>, 'output'> = { kind: 'provider', id, permission: 'signed-in' }
  return known as ProviderContract<Input | undefined, unknown>
}
function toShaped<Output>({ id, shape }: Named<Output>, frame: Frame<unknown>): Frame<Output> {
  const { value, ...rest } = frame
  const shaped = value === undefined ? undefined : shape(value)
  if (shaped !== undefined) return { ...rest, value: shaped } as Frame<Output>
  if (value === undefined && rest.state === 'stale') return rest
  return { ...rest, state: 'stale', problem: rest.state === 'stale' ? rest.problem : toBroken(id) }
}
function toBroken(id: Id): Problem {
  const message = `${id} answers in a shape that this block cannot draw.`
  return { code: 'plugin.broken', message, details: { plugin: id.split('/')[0] ?? id, contribution: id } }
}
