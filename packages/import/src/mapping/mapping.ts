import { type Issue, TenureError } from '@tenure/core'
import type { z } from 'zod'
import { mappingIssues } from './mapping-checks.js'
import { type Mapping, mappingSchema } from './mapping-schema.js'

/** A checked mapping. Errors: `input.invalid`, with the place inside the mapping and what was expected there. */
export function parseMapping(input: unknown): Mapping {
  const parsed = mappingSchema.safeParse(input)
  const issues = parsed.success ? mappingIssues(parsed.data) : parsed.error.issues.flatMap(flat)
  if (parsed.success && issues.length === 0) return parsed.data
  throw invalidMapping(issues)
}

/** The error of a mapping that cannot be used; it says all that is wrong, each with its place. */
export function invalidMapping(issues: readonly Issue[]): TenureError {
  const lines = issues.map(({ path, message }) => `  ${pathText(path)}: ${message}`)
  return new TenureError('input.invalid', ['The mapping cannot be used.', ...lines].join('\n'), { issues })
}

function flat(issue: z.core.$ZodIssue): Issue[] {
  const path = issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part))
  if (issue.code !== 'unrecognized_keys') return [{ path, message: issue.message }]
  return issue.keys.map((key) => ({ path: [...path, key], message: 'This is not known here.' }))
}

/** A place inside a mapping as people write it: `files[2].properties.amount.currency`. */
export function pathText(path: readonly (string | number)[]): string {
  const text = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${part}`)).join('')
  return text.replace(/^\./, '') || 'the whole file'
}
