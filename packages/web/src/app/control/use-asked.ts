import { useAddress } from '../address/use-address.js'
import { type FilledIn, fillIn } from '../data/use-filled-in.js'
import { askedInput, type Control } from './input-controls.js'

/** The part of a block that says what its source is asked. */
export interface AskingBlock {
  readonly provider: string
  readonly input?: Readonly<Record<string, unknown>>
  readonly controls?: readonly Control[]
}

/** What the source of a block is asked: its input, what the person chose above it, and the open record. `undefined` while one is needed and none is open. */
export function useAsked({ provider, input, controls = [] }: AskingBlock): FilledIn | undefined {
  const { address } = useAddress()
  return fillIn(askedInput(provider, input, controls, address.inputs ?? []), address.open?.id)
}
