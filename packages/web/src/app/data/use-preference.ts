import type { Outcome } from '@tenure/core/contract'
import { preferencesContract, savePreferenceContract } from '@tenure/core/page'
import { useCallback, useEffect, useState } from 'react'
import type { z } from 'zod'
import { isSame } from './same.js'
import { useSource, useWatch } from './use-source.js'

type Json = z.output<NonNullable<typeof savePreferenceContract.input>>['value']
/** What was saved and is not yet in the stream; `isKept` once the server has it. */
interface Pending {
  readonly name: string
  readonly value: Json
  readonly isKept?: true
}
/** The value under the name, `undefined` while it is not known and `null` where none is kept; and the way to save another, or `null` to forget it. */
export type UsedPreference = readonly [value: Json | undefined, save: (value: Json) => Promise<Outcome<void>>]

/** What the user prefers under a name, on every page of the user. A saved value shows at once, and goes back where it is refused. */
export function usePreference(name: string): UsedPreference {
  const source = useSource()
  // All of them, so that the next name is known at once. Where they cannot be read, none is known, and nothing waits for them.
  const { value: watched, problem } = useWatch(preferencesContract, {})
  const [pending, setPending] = useState<Pending>()
  const known = watched !== undefined ? (watched.values[name] ?? null) : problem === undefined ? undefined : null
  useEffect(() => setPending((was) => (was === undefined || was.isKept || isSame(was.value, known) ? undefined : was)), [watched, known])
  const save = useCallback(
    async (value: Json) => {
      const mine: Pending = { name, value }
      setPending(mine)
      const outcome = await source.act(savePreferenceContract, { name, value })
      setPending((was) => (was !== mine ? was : outcome.ok ? { ...mine, isKept: true } : undefined))
      return outcome
    },
    [source, name],
  )
  if (pending?.name === name) return [pending.value, save]
  return [known, save]
}
