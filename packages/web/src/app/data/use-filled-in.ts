import { useAddress } from '../address/use-address.js'

type Input = Readonly<Record<string, unknown>>
/** An input that is complete, or none where the block has none. */
export interface FilledIn {
  readonly input?: Input
}

/** The input of a block with what the page fills in: the record that is open. `undefined` while it needs one and none is open. */
export function useFilledIn(input: Input | undefined): FilledIn | undefined {
  const { address } = useAddress()
  return fillIn(input, address.open?.id)
}

/** The input with the id of the open record in the place of its operand. */
export function fillIn(input: Input | undefined, record: string | undefined): FilledIn | undefined {
  if (input === undefined) return {}
  const entries = Object.entries(input)
  if (!entries.some(([, value]) => isCurrentRecord(value))) return { input }
  if (record === undefined) return undefined
  return { input: Object.fromEntries(entries.map(([name, value]) => [name, isCurrentRecord(value) ? record : value])) }
}

function isCurrentRecord(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'operand' in value && value.operand === 'current-record'
}
