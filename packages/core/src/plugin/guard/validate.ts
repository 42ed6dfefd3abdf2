import type { Issue } from '../../errors/tenure-error.js'
import type { Schema } from '../../schema/row.js'

/** The value as the schema gives it, defaults set; or what is wrong with it. */
export type Validated<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly issues: readonly Issue[] }

/** Checks an input or an output. Any schema that follows the Standard Schema will do, of another copy or another library too; it must answer at once. */
export function validate<T>(schema: Schema<T>, value: unknown): Validated<T> {
  const result = schema['~standard'].validate(value)
  return result instanceof Promise ? { ok: false, issues: [later] } : toValidated(result)
}
/** The same for a schema that may take its time. */
export async function validateLater<T>(schema: Schema<T>, value: unknown): Promise<Validated<T>> {
  return toValidated(await schema['~standard'].validate(value))
}
/** What is wrong, as one line. */
export function describeIssues(issues: readonly Issue[]): string {
  return issues.map(({ path, message }) => (path.length === 0 ? message : `${path.join('.')}: ${message}`)).join('; ')
}

const later: Issue = { path: [], message: 'This schema answers later; one of an input or an output has to answer at once.' }

type Result<T> = { readonly value: T; readonly issues?: undefined } | { readonly issues: readonly StandardIssue[] }
interface StandardIssue {
  readonly message: string
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined
}
function toValidated<T>(result: Result<T>): Validated<T> {
  return result.issues === undefined ? { ok: true, value: result.value } : { ok: false, issues: result.issues.map(toIssue) }
}
function toIssue({ message, path = [] }: StandardIssue): Issue {
  const steps = path.map((step) => (typeof step === 'object' ? step.key : step))
  return { message, path: steps.map((step) => (typeof step === 'number' ? step : String(step))) }
}
