/** What a block expects of a provider, an action or an element that it names. */
export interface Reference {
  readonly kind: 'provider' | 'action' | 'element'
  readonly id: string
  /** The part of the block that names these fields: `columns`, `value`, `rowActions`. */
  readonly part: string
  /** Where the fields are expected: in each row of the answer, in the answer itself, or in the input. */
  readonly where: 'rows' | 'answer' | 'input'
  readonly fields: readonly string[]
}
interface Sourced {
  readonly provider: string
  readonly input?: Readonly<Record<string, unknown>>
  readonly controls?: readonly { readonly field: string }[]
}
type Fields = Readonly<Record<string, readonly string[]>>

/** Fields of each row, under the part of the block that names them, and the input. */
export function rowsOf(block: Sourced, parts: Fields): readonly Reference[] {
  return [inputOf(block), ...toReferences(block, 'rows', parts)]
}
/** Fields of the answer itself, in the same way. */
export function answerOf(block: Sourced, parts: Fields): readonly Reference[] {
  return [inputOf(block), ...toReferences(block, 'answer', parts)]
}
/** Inputs of an action. */
export function actionOf(id: string, part: string, fields: readonly string[]): Reference {
  return { kind: 'action', id, part, where: 'input', fields }
}
/** A provider that must give an agreed answer, such as a list of views. */
export function providerOf(id: string | undefined, part: string): readonly Reference[] {
  return id === undefined ? [] : [{ kind: 'provider', id, part, where: 'answer', fields: [] }]
}

function inputOf({ provider, input = {}, controls = [] }: Sourced): Reference {
  const fields = [...Object.keys(input), ...controls.map(({ field }) => field)]
  return { kind: 'provider', id: provider, part: 'input', where: 'input', fields }
}
function toReferences({ provider }: Sourced, where: 'rows' | 'answer', parts: Fields): readonly Reference[] {
  return Object.entries(parts).map(([part, fields]) => ({ kind: 'provider', id: provider, part, where, fields }))
}
