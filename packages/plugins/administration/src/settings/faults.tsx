import type { Outcome } from '@tenure/core/contract'
import type { Text } from '@tenure/web/parts'

/** What is wrong with fields, by their names; of one with a value for each type by `field type`. */
export type Faults = Readonly<Record<string, string>>

/** What a refused save says of each field; `undefined` where it says nothing of fields. */
export function faultsOf(outcome: Extract<Outcome<unknown>, { readonly ok: false }>): Faults | undefined {
  const { problem } = outcome
  if (problem.code !== 'input.invalid') return undefined
  const named = problem.details.issues.map(({ path, message }) => [keyOf(path), message] as const)
  return named.every(([key]) => key !== '') && named.length > 0 ? Object.fromEntries(named) : undefined
}
/** The key of a field in `Faults`; a call's own input has the values below `values`. */
export function keyOf(path: readonly (string | number)[]): string {
  return path.filter((step) => step !== 'values' && typeof step === 'string').join(' ')
}
/** Why a save was refused, where no field says it. */
export function refusalOf(outcome: Extract<Outcome<unknown>, { readonly ok: false }>, text: Text): string {
  const { problem } = outcome
  return problem.code === 'record.conflict'
    ? text('Someone else saved these settings meanwhile. Look at the newer values first.')
    : problem.message
}
