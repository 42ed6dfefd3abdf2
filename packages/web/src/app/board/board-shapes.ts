import type { Named } from '../data/named.js'
import { answerShape, type Shape } from '../data/shapes.js'

/** One stage of a pipeline: a column. */
export interface Stage {
  readonly value: string
  readonly label: string
  readonly open: boolean
  readonly probability?: number
}
/** An ordered path of stages. */
export interface Pipeline {
  readonly value: string
  readonly label: string
  readonly stages: readonly Stage[]
}
/** What a board is drawn with: the object types that can be shown, the one that this is about, and its pipelines. */
export interface BoardAnswer {
  readonly objects: readonly { readonly name: string; readonly plural: string }[]
  readonly object: string
  readonly layout: 'board' | 'table'
  readonly pipelines: readonly Pipeline[]
}
/** How many records a stage has, and what they come to. */
export interface StageGroup {
  readonly value: unknown
  readonly count: number
  readonly totals: readonly { readonly field: string; readonly measure: string; readonly value: unknown }[]
}

const isList = (value: unknown): value is readonly Readonly<Record<string, unknown>>[] =>
  Array.isArray(value) && value.every((one) => answerShape(one) !== undefined)
const isStage = ({ value, label }: Readonly<Record<string, unknown>>) => typeof value === 'string' && typeof label === 'string'

const boardShape: Shape<BoardAnswer> = (value) => {
  const answer = answerShape(value)
  const { objects, object, pipelines } = answer ?? {}
  if (!isList(objects) || typeof object !== 'string' || !isList(pipelines)) return undefined
  const isWhole = pipelines.every((one) => isStage(one) && isList(one['stages']) && one['stages'].every(isStage))
  return isWhole ? (value as BoardAnswer) : undefined
}
const groupsShape: Shape<readonly StageGroup[]> = (value) => {
  const groups = answerShape(value)?.['groups']
  const isWhole = isList(groups) && groups.every((one) => typeof one['count'] === 'number' && isList(one['totals']))
  return isWhole ? (groups as unknown as readonly StageGroup[]) : undefined
}

/** The provider of that id, as one that gives the pipelines of a board. */
export const boardOf = (id: Named<unknown>['id']): Named<BoardAnswer> => ({ id, shape: boardShape })
/** The provider of that id, as one that gives what each stage comes to. */
export const groupsOf = (id: Named<unknown>['id']): Named<readonly StageGroup[]> => ({ id, shape: groupsShape })
