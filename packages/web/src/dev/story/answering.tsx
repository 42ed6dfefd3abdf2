import type { Frame, Outcome, Problem } from '@tenure/core/contract'
import { type ReactNode, useMemo } from 'react'
import { BehaviorSubject, NEVER, of } from 'rxjs'
import type { Connection, Source } from '../../app/data/source.js'
import { SourceProvider } from '../../app/data/use-source.js'
import { people } from '../world/names.js'

/** What a provider answers in a story: a frame, or nothing yet. */
export type Answer = Pick<Frame<unknown>, 'state'> & { readonly value?: unknown; readonly problem?: Problem; readonly asOf?: number }

/** A value of now. */
export const live = (value: unknown): Answer => ({ state: 'live', value, asOf: Date.now() })
/** A problem without a value. */
export const failed = (problem: Problem): Answer => ({ state: 'stale', problem })
/** A value that is old, and why. */
export const stale = (value: unknown): Answer => ({ state: 'stale', value, asOf: Date.now() - 300_000, problem: problems.failed })

/** A problem of each kind that people meet. */
export const problems = {
  failed: {
    code: 'storage.failed',
    message: 'The store did not answer within 10 s. It is asked again by itself.',
    details: { transient: true },
  },
  denied: { code: 'access.denied', message: 'The permission acme/margins is needed here.', details: { missing: 'acme/margins' } },
  unset: {
    code: 'config.invalid',
    message: 'Choose the renewal date property in the settings of Customers.',
    details: { plugin: 'tenure.customers', path: ['renewalDate'] },
  },
  missing: { code: 'record.not-found', message: 'There is no such record.', details: { record: { type: 'company', id: 'c1' } } },
} satisfies Readonly<Record<string, Problem>>

/** Nothing that the user prefers. */
const unset = live({ values: {} })
const users = live(people.map((name, at) => ({ id: `u${at}`, name, active: true })))

interface AnsweringProps {
  readonly answers?: Readonly<Record<string, Answer>>
  readonly outcome?: Outcome<unknown>
  readonly connection?: Connection
  readonly children: ReactNode
}

/** Draws its children over a source that answers with these values by the id of a provider; another one never answers. */
export function Answering({ answers, outcome, connection, children }: AnsweringProps): ReactNode {
  const source = useMemo(
    () => toSource({ 'tenure.core/users': users, 'tenure.core/preferences': unset, ...answers }, outcome, connection),
    [answers, outcome, connection],
  )
  return <SourceProvider value={source}>{children}</SourceProvider>
}

function toSource(
  answers: Readonly<Record<string, Answer>>,
  outcome: Outcome<unknown> = { ok: true, value: undefined },
  connection: Connection = { state: 'open' },
): Source {
  const nothing = async () => ({ ok: true, value: undefined }) as const
  return {
    read: async ({ id }, ..._input) => {
      const answer = answers[id]
      if (answer?.state === 'live') return { ok: true, value: answer.value as never }
      return { ok: false, problem: answer?.problem ?? problems.failed }
    },
    watch: ({ id }, ..._input) => {
      const answer = answers[id]
      return answer === undefined ? NEVER : of(answer as Frame<never>)
    },
    act: async () => outcome as Outcome<never>,
    connection$: new BehaviorSubject(connection),
    sign: { offer: async () => ({ switcher: false, firstAdmin: false, users: [] }), enter: nothing, leave: async () => {}, begin: nothing },
  }
}
