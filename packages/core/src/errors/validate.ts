import type { Issue } from './tenure-error.js'

/** The value as the schema gives it, defaults set; or what is wrong with it. `cause`: what the code of the schema threw. */
export type Validated<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly issues: readonly Issue[]; readonly cause?: unknown }

/** Checks an input or an output. Any schema that follows the Standard Schema will do, of another copy or another library too; it must answer at once. */
export function validate<T>(schema: StandardSchema<T>, value: unknown): Validated<T> {
  try {
    const result = schema['~standard'].validate(value)
    if (!(result instanceof Promise)) return toValidated(result)
    // Nobody waits for it: what it comes to must not end the process.
    result.catch(() => undefined)
    demandNoThrow(schema, value)
    return { ok: false, issues: [later] }
  } catch (cause) {
    return { ok: false, issues: [failed], cause }
  }
}
/** The same for a schema that may take its time. */
export async function validateLater<T>(schema: StandardSchema<T>, value: unknown): Promise<Validated<T>> {
  return toValidated(await schema['~standard'].validate(value))
}
/** What is wrong, as one line. */
export function describeIssues(issues: readonly Issue[]): string {
  return issues.map(({ path, message }) => (path.length === 0 ? message : `${path.join('.')}: ${message}`)).join('; ')
}

const later: Issue = { path: [], message: 'This schema answers later; one of an input or an output has to answer at once.' }
const failed: Issue = { path: [], message: 'The code of the schema failed at this value.' }

interface StandardSchema<T> {
  readonly '~standard': { validate(value: unknown): Result<T> | Promise<Result<T>> }
}
type Result<T> = { readonly value: T; readonly issues?: undefined } | { readonly issues: readonly StandardIssue[] }
interface StandardIssue {
  readonly message: string
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined
}

// Zod tries again later where code of a schema throws at once: asked directly, it throws the same.
function demandNoThrow(schema: object, value: unknown): void {
  if (!('safeParse' in schema) || typeof schema.safeParse !== 'function') return
  try {
    schema.safeParse(value)
  } catch (error) {
    if (!(error instanceof Error && error.message.startsWith(asksForPromise))) throw error
  }
}
const asksForPromise = 'Encountered Promise during synchronous parse'

function toValidated<T>(result: Result<T>): Validated<T> {
  return result.issues === undefined ? { ok: true, value: result.value } : { ok: false, issues: result.issues.map(toIssue) }
}
function toIssue({ message, path = [] }: StandardIssue): Issue {
  const steps = path.map((step) => (typeof step === 'object' ? step.key : step))
  return { message, path: steps.map((step) => (typeof step === 'number' ? step : String(step))) }
}
