import type { Address } from '../address/address.js'
import type { Blocks } from '../block/renderer.js'

type Input = Readonly<Record<string, unknown>>
/** One input that a person may change. */
export type Control = NonNullable<Blocks['table']['controls']>[number]
/** What a person chose for an input of a provider, as text of the address. */
export type InputState = NonNullable<Address['inputs']>[number]

/** What the block's source is asked with: its own input, and over it what the person chose, as far as it is of the control's kind. */
export function askedInput(
  provider: string,
  input: Input | undefined,
  controls: readonly Control[],
  chosen: readonly InputState[],
): Input | undefined {
  if (controls.length === 0) return input
  const own = controls.flatMap((control) => {
    const value = valueOfControl(provider, control, chosen)
    return value === undefined ? [] : [[control.field, value] as const]
  })
  return { ...input, ...Object.fromEntries(own) }
}

/** What the person chose for a control; `undefined` where nothing was, or what cannot be. */
export function valueOfControl(provider: string, { field, kind, choices = [] }: Control, chosen: readonly InputState[]): unknown {
  const text = chosen.find((one) => one.provider === provider && one.field === field)?.value
  if (text === undefined || text === '') return undefined
  if (kind === 'boolean') return text === 'true' ? true : text === 'false' ? false : undefined
  if (kind === 'number' || kind === 'integer') return isNumber(text, kind) ? Number(text) : undefined
  if (kind === 'choice') return choices.includes(text) ? text : undefined
  if (kind === 'day') return /^\d{4}-\d\d-\d\d$/.test(text) ? text : undefined
  return text
}

/** What is chosen after a change; what a control begins with is not kept. */
export function withInput(
  provider: string,
  { field, initial }: Control,
  text: string,
  chosen: readonly InputState[],
): readonly InputState[] {
  const others = chosen.filter((one) => one.provider !== provider || one.field !== field)
  return text === '' || text === String(initial ?? '') ? others : [...others, { provider, field, value: text }]
}

function isNumber(text: string, kind: 'number' | 'integer'): boolean {
  const number = Number(text)
  return kind === 'integer' ? Number.isSafeInteger(number) : Number.isFinite(number)
}
